/** Tables of `kubectl get pods|nodes`, and names with addresses as jsonpath and custom columns print them. */
import type { Draft } from '../draft.js';
import type { KubeObject } from '../seen.js';
import { type Line, quote } from '../text.js';
import { columnsOf, nodeIn } from './columns.js';
import type { Extractor } from './extractor.js';

const pod =
  /^(?:(?<namespace>[a-z\d][\w-]*) +)?(?<name>[a-z\d][\w.-]*-[\w.-]+) +(?<ready>\d+)\/(?<all>\d+) +(?<status>[A-Z][\w:]+|Init:\S+) +\d+(?: \((?<ago>[^)]*) ago\))? +(?<age>\S+)(?: +(?<ip>[\d.]+|[\da-f:]+|<none>) +(?<node>[\w.-]+|<none>))?/;
const node =
  /^(?<name>[a-z\d][\w.-]*) +(?<status>(?:Not)?Ready(?:,\S+)?|Unknown) +(?:<none>|[\w,/.-]+) +\d\w* +v1\.\S+(?: +(?<internal>[\d.]+|[\da-f:]+|<none>) )?/;
/** Three columns of it, as `awk '{print $1,$2,$6}'` cuts them out. */
const nodeCut = /^(?<name>[a-z\d][\w.-]*) +(?<status>(?:Not)?Ready(?:,\S+)?) +(?:[\w,/.<>-]+ +){0,2}?(?<internal>\d+\.\d+\.\d+\.\d+)$/;
const header = /^(?:NAMESPACE +)?NAME +(?:READY|DESIRED|PEERIP|STATUS|TYPE|CIDR|AGE|NETWORKS)|^LAST SEEN +TYPE +REASON/;
/** DESIRED, CURRENT, READY, UP-TO-DATE and AVAILABLE of `kubectl get daemonsets`. */
const daemonset =
  /^(?:[a-z\d][\w-]* +)?(?<name>[a-z][\w.-]*) +(?<desired>\d+) +\d+ +(?<up>\d+) +\d+ +\d+ +(?:<none>|\S+=\S*|\S+\/\S+) +\d\w*(?: |$)/;
/** `calicoctl get bgppeer`: an address or a selector of peers, a node or a selector of nodes, and the AS, which a selector does not need. */
const bgpPeers = /\bget bgpp(?:eer)?s?\b/i;
const bgpPeer = /^(?<name>[a-z\d][\w.-]*) +(?:[\da-f.:]+ +)?(?:\(global\)|\S.*?)(?: +\d+)?$/;
/** `worker-1 10.0.0.2`, `worker-1: 10.0.0.2 10.0.0.2/24`: InternalIP, and what Calico noted, which alone has a mask. */
const pair =
  /^(?!(?:lo|eth\d|en[opsx]\d|bond\d|br|docker|cni|cali|veth|vxlan|flannel|tun|tap|wg|virbr))(?<name>[a-z][a-z\d.-]*)(?::(?! +\S+\/))?(?= +\d)(?: +(?<internal>(?:\d+\.){3}\d+)(?!\/))?(?: +(?<calico>(?:\d+\.){3}\d+(?:\/\d+)?))?$/;
/** Neither a name nor a selector nor grep leaves one out. */
const everyNode =
  /^(?:kubectl|oc|k) (?:--?[\w-]+[= ]\S+ )*get (?:no|nodes?)(?: (?:-o ?\S+|-owide|--show-labels|-A))*(?: \| awk '\{ *print [^}]*\}')?$/;
const namesNodes = /jsonpath|custom-columns|go-template/;
const event = /^(?:\S+ +)?(?:<?\w+>? +)(?:Normal|Warning) +[A-Z]\w+ +/;

export const listings: Extractor = {
  name: 'kubectl get pods, kubectl get nodes',
  starts: 'abcdefghijklmnopqrstuvwxyz0123456789NL',
  open: (draft) => {
    const pairs = pairReader(draft);
    return (line) => {
      const text = line.text.trim();
      if (header.test(text)) return true;
      if (event.test(text)) {
        draft.logsOf.add('events');
        return true;
      }
      if (podLine(draft, line) || nodeLine(draft, line) || otherLine(draft, line)) return true;
      const columns = columnsOf(line.command);
      return columns ? columnLine(draft, line, columns) : pairs(line);
    };
  },
};

function pairReader(draft: Draft): (line: Line) => boolean {
  let before: Line | undefined;
  return (line) => {
    const found = pair.exec(line.text.trim())?.groups;
    const asked = namesNodes.test(line.command);
    const sure = asked || before?.number === line.number - 1;
    // One such line may be anything (`nameserver 10.0.0.1`); two that follow each other are a list.
    if (found && sure && found['name'] !== 'nameserver') {
      if (before) pairLine(draft, before);
      pairLine(draft, line);
    }
    before = found && !asked ? line : undefined;
    return found !== undefined && sure;
  };
}

const none = (text: string | undefined): boolean => text === undefined || text === '<none>';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_536_000 };

/** Of `2m30s`, `40d`. */
function seconds(text: string | undefined): number | undefined {
  const parts = [...(text ?? '').matchAll(/(\d+)([smhdy])/g)];
  return parts.length === 0 ? undefined : parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);
}

function podLine(draft: Draft, line: Line): boolean {
  const found = pod.exec(line.text.trim())?.groups;
  if (!found) return false;
  const { namespace, name = '', ready, all, status = '', ip, node: on } = found;
  const [age, restarted] = [found['age'], found['ago']].map(seconds);
  draft.objects.push({
    kind: 'pod',
    name,
    ...(namespace && { namespace }),
    ...(!none(on) && { node: on ?? '' }),
    addresses: none(ip) ? [] : [ip ?? ''],
    podCidrs: [],
    ready: ready === all,
    status,
    ...(age !== undefined && { age }),
    ...(restarted !== undefined && { restarted }),
    quote: quote(line),
  });
  return true;
}

function nodeLine(draft: Draft, line: Line): boolean {
  const text = line.text.trim();
  const found = (node.exec(text) ?? nodeCut.exec(text))?.groups;
  if (!found) return false;
  const { name = '', status = '', internal } = found;
  draft.objects.push({
    kind: 'node',
    name,
    addresses: none(internal) ? [] : [internal ?? ''],
    podCidrs: [],
    ready: status.startsWith('Ready'),
    ...(everyNode.test(line.command) && { ofAll: true as const }),
    status,
    quote: quote(line),
  });
  return true;
}

/** A row of a listing of DaemonSets or of BGPPeers. */
function otherLine(draft: Draft, line: Line): boolean {
  const text = line.text.trim();
  const { name, up } = daemonset.exec(text)?.groups ?? {};
  const said = { addresses: [], podCidrs: [], quote: quote(line) };
  if (name === 'kube-proxy') draft.objects.push({ kind: 'daemonset', name, ready: Number(up) > 0, ...said });
  if (name !== undefined) return true;
  const peer = bgpPeers.test(line.command) && !/-o ?(?:yaml|json)/.test(line.command) ? bgpPeer.exec(text)?.groups : undefined;
  if (peer) draft.objects.push({ kind: 'bgppeer', name: peer['name'] ?? '', ...said });
  return peer !== undefined;
}

/** A line of columns that the command names, or their heading. */
function columnLine(draft: Draft, line: Line, columns: NonNullable<ReturnType<typeof columnsOf>>): boolean {
  const said = nodeIn(line, columns);
  if (said) draft.objects.push(said);
  return said !== undefined || /^[A-Z]+(?: +[A-Z]+)*$/.test(line.text.trim());
}

function pairLine(draft: Draft, line: Line): void {
  const { name = '', internal, calico: noted } = pair.exec(line.text.trim())?.groups ?? {};
  const calico = noted?.replace(/\/\d+$/, '');
  const known = draft.objects.some((one) => one.name === name && one.quote.line === line.number);
  const said: KubeObject = {
    kind: 'node',
    name,
    addresses: internal === undefined ? [] : [internal],
    podCidrs: [],
    ...(calico && { calico }),
    quote: quote(line),
  };
  if (!known) draft.objects.push(said);
}
