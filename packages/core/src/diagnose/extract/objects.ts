/** Nodes, pods and CalicoNodeStatus as YAML, JSON or `kubectl describe` has them, whole or cut: key by key, since a dump is larger than memory. */
import { type Draft, nodeOf } from '../draft.js';
import type { KubeObject, Peer } from '../seen.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

type Open = {
  kind: string;
  /** Column of its keys. */
  readonly column: number;
  /** The key at that column under which the line stands, and the column of the keys in it. */
  section: string;
  inner: number;
  /** The key at that column: `bgp` of `status:`. */
  part: string;
  said: { -readonly [K in keyof KubeObject]: KubeObject[K] };
  kept: boolean;
  /** Of a piece that grep cut out: the command. */
  readonly command?: string;
  /** An address whose type follows. */
  address?: string;
  peers: { -readonly [K in keyof Peer]: Peer[K] }[];
};

const keyLine = /^(?<lead> *(?:- )?)(?:Annotations: +|Addresses: +)?"?(?<key>[\w./-]+)"?:(?: +"?(?<value>[^"]*?)"?,?)?$/;
const opens = /^(?:apiVersion|Name)$/;

export const objects: Extractor = {
  name: 'nodes, pods and CalicoNodeStatus as YAML, JSON or text',
  starts: '"-abcdefghijklmnopqrstuvwxyzNAIPSR',
  open: (draft) => {
    let at: Open | undefined;
    const take = (line: Line): boolean => {
      const found = keyLine.exec(line.text)?.groups;
      // `- BGP` below `classes:`.
      if (!found) return at?.kind === 'CalicoNodeStatus' && /^ *- \w+$/.test(line.text);
      const { lead = '', key = '', value = '' } = found;
      const column = lead.length;
      if (opens.test(key) && value !== '' && (at === undefined || column <= at.column || at.kind === 'List' || /List$/.test(at.kind))) {
        at = opened(line, column, key === 'Name' ? value : '');
        return at.said.name !== '';
      }
      const cut = cutOf(line, key, at);
      if (cut) at = cut;
      if (!at) return false;
      return said(draft, at, { line, column, key, value });
    };
    return (line) => inBlockStyle(line.text).filter((text) => take({ ...line, text })).length > 0;
  },
};

/** `spec: {node: oak, classes: [BGP]}` and `- {peerIP: 10.0.0.2, state: Idle}` as a line for each key, as they would stand without braces. */
function inBlockStyle(text: string): readonly string[] {
  if (!text.endsWith('}')) return [text];
  const found = /^(?<lead> *(?:- )?)(?:(?<key>[\w./-]+): )?\{(?<pairs>[\w./-]+: [^{}]*)\}$/.exec(text)?.groups;
  if (!found) return [text];
  const { lead = '', key, pairs = '' } = found;
  const blanks = ' '.repeat(lead.length + (key === undefined ? 0 : 2));
  const lines = pairs.split(/, (?=[\w./-]+: )/).map((pair, i) => `${key === undefined && i === 0 ? lead : blanks}${pair}`);
  return key === undefined ? lines : [`${lead}${key}:`, ...lines];
}

function opened(line: Line, column: number, name: string): Open {
  const kind = name === '' ? '' : 'described';
  return {
    kind,
    column,
    section: '',
    inner: -1,
    part: '',
    said: { kind: 'node', name, addresses: [], podCidrs: [], quote: quote(line) },
    kept: false,
    peers: [],
  };
}

const nodes = /\b(?:kubectl|oc) .*?\b(?:get|describe) (?:nodes?|no)(?:\/| +)?(?<name>[a-z\d][\w.-]*)?.*\| *(?:e?grep|awk|sed)\b/;

/** What grep left of a node: which one it is stands in the command, if anywhere; a key that is there already is the next node's. */
function cutOf(line: Line, key: string, at: Open | undefined): Open | undefined {
  if (!(key in annotations) && key !== 'address') return undefined;
  const command = at?.command === line.command ? undefined : nodes.exec(line.command);
  const again = at?.command !== undefined && key in annotations && at.said[annotations[key] ?? 'calico'] !== undefined;
  if (!command && !again && (at || !(key in annotations))) return undefined;
  return {
    ...opened(line, -1, ''),
    kind: 'Node',
    command: line.command,
    said: { ...opened(line, -1, command?.groups?.['name'] ?? '').said },
  };
}

const annotations: Readonly<Record<string, 'calico' | 'calico6' | 'flannel'>> = {
  'projectcalico.org/IPv4Address': 'calico',
  'projectcalico.org/IPv6Address': 'calico6',
  'flannel.alpha.coreos.com/public-ip': 'flannel',
};

type Said = { readonly line: Line; readonly column: number; readonly key: string; readonly value: string };

/** Notes below which keys the line stands. */
function enter(at: Open, { column, key, value }: Said): void {
  if (column === at.column) {
    if (key === 'kind') at.kind = value;
    at.section = key;
    at.inner = -1;
    at.part = '';
  } else if (at.inner < 0) at.inner = column;
  if (column === at.inner) at.part = key;
}

function said(draft: Draft, at: Open, one: Said): boolean {
  enter(at, one);
  const { line, column, key, value } = one;
  if (key === 'items' && at.kind === '') at.kind = 'List';
  if (at.section === 'metadata' && column === at.inner && key === 'name') at.said.name = value;
  if (at.section === 'metadata' && column === at.inner && key === 'namespace') at.said.namespace = value;
  if (at.kind === 'BGPPeer' && at.section === 'metadata' && key === 'name') draft.objects.push({ ...at.said, kind: 'bgppeer' });
  if (at.kind === 'CalicoNodeStatus') return statusOf(draft, at, one);
  if (at.kind !== 'Node' && at.kind !== 'Pod' && at.kind !== 'described') return false;
  const news = fields[key]?.(at, value);
  return news ? tell(draft, at, { line, news }) : at.command !== undefined && key === 'address';
}

function tell(draft: Draft, at: Open, { line, news }: { readonly line: Line; readonly news: Partial<KubeObject> }): boolean {
  // A piece speaks by its annotation.
  const place = at.command !== undefined && at.kept ? {} : { quote: quote(line) };
  Object.assign(at.said, at.kind === 'Pod' ? { kind: 'pod' } : {}, news, place);
  if (!at.kept) draft.objects.push(at.said);
  at.kept = true;
  return true;
}

const list = (known: readonly string[], value: string): readonly string[] => (known.includes(value) ? known : [...known, value]);
type Field = (at: Open, value: string) => Partial<KubeObject> | undefined;
const podCidr: Field = ({ said }, value) => ({ podCidrs: list(said.podCidrs, value) });
const ownAddress: Field = ({ said }, value) => ({ addresses: list(said.addresses, value) });
const crashed: Field = (_, value) =>
  /^(?:CrashLoopBackOff|Error|OOMKilled|ImagePullBackOff|ErrImagePull|CreateContainerConfigError)$/.test(value)
    ? { status: value, ready: false }
    : undefined;

/** What an object says by a key. Those of Calico and flannel are annotations, those with a capital are of `describe`. */
const fields: Readonly<Record<string, Field>> = {
  'projectcalico.org/IPv4Address': (_, value) => ({ calico: value.replace(/\/\d+$/, '') }),
  'projectcalico.org/IPv6Address': (_, value) => ({ calico6: value.replace(/\/\d+$/, '') }),
  'flannel.alpha.coreos.com/public-ip': (_, value) => ({ flannel: value }),
  podCIDR: podCidr,
  PodCIDR: podCidr,
  InternalIP: ownAddress,
  podIP: ownAddress,
  address: (at, value) => {
    at.address = value;
    return undefined;
  },
  type: ({ said, address }, value) =>
    value === 'InternalIP' && address !== undefined ? { addresses: list(said.addresses, address) } : undefined,
  nodeName: (_, value) => ({ node: value }),
  Node: (_, value) => ({ kind: 'pod', node: value.replace(/\/.*$/, '') }),
  phase: ({ said }, value) => (said.status === undefined ? { status: value } : undefined),
  ready: ({ said }, value) => (/^(?:true|false)$/.test(value) ? { ready: said.ready !== false && value === 'true' } : undefined),
  reason: crashed,
  Reason: crashed,
};

/** api/pkg/apis/projectcalico/v3/nodestatus.go: a type of peer as calicoctl prints it. */
const types: Readonly<Record<string, string>> = { NodeMesh: 'node-to-node mesh', NodePeer: 'node specific', GlobalPeer: 'global' };

function statusOf(draft: Draft, at: Open, { line, key, value }: Said): boolean {
  if (key === 'node' && at.section === 'spec') at.said.node = value;
  const node = (): { node: string } => ({ node: at.said.node ?? '' });
  // In `routes` a peerIP is who a route was learned from: it has no state, and is no peer of its own.
  if (key === 'peerIP' && value !== '' && at.part === 'bgp') {
    const peer: Peer = { address: value, type: '', state: '', info: '', quote: quote(line) };
    nodeOf(draft, node(), 'node-status').peers.push(peer);
    at.peers = [peer];
    return true;
  }
  const peer = at.part === 'bgp' ? at.peers[0] : undefined;
  if (key === 'state' && peer) {
    peer.state = value === 'Established' ? 'up' : 'start';
    peer.info = value;
    peer.quote = { ...quote(line), text: `${peer.address} ${value}` };
  }
  if (key === 'type' && peer) peer.type = types[value] ?? value;
  if (key === 'state' && value === 'NotReady' && at.part === 'agent')
    nodeOf(draft, node(), 'node-status').agent.push({ says: 'bird-down', quote: quote(line) });
  return true;
}
