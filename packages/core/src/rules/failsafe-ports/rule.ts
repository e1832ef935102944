import { mayRunBird } from '../../cluster/bgp.js';
import type { Cluster, HostEndpoint } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue, type Setting, standing } from '../../cluster/setting.js';
import { nodeSteps } from '../../cluster/steps.js';
import { type DefaultPort, defaultFailsafe, type FailsafePort, type Purpose, parseFailsafe } from '../../network/failsafe.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  invalid:
    '"{part}" is no failsafe port: Felix exits on a list that it cannot read; write tcp:22, udp:53, tcp:10.0.0.0/8:179 with commas between, or none',
  missing:
    'the {direction} failsafe list replaces the whole default and lacks {ports}: host endpoint {endpoint} drops what no policy allows, so nodes lose {purposes}',
  asleep: 'the {direction} failsafe list replaces the whole default and lacks {ports}: once there is a HostEndpoint, nodes lose {purposes}',
  bgpPort:
    'BGP listens on port {port}, and the failsafe lists keep 179 open: host endpoint {endpoint} drops BGP unless a policy allows tcp {port} both ways',
} as const;

type Messages = typeof messages;
type Direction = 'inbound' | 'outbound';

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'failsafe-ports',
  since: '0.1.0',
  category: 'host',
  severity: 'error',
  summary: 'Failsafe ports keep BGP, the API server and SSH open on hosts that Calico protects',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const direction of ['inbound', 'outbound'] as const)
      for (const list of standing(cluster.failsafe[direction]).filter(isExplicit)) judge(cluster, list, { direction, report });
    judgeBgpPort(cluster, report);
  },
});
export default rule;

type Judged = { readonly direction: Direction; readonly report: Report<Messages> };

function judge(cluster: Cluster, list: Setting<string>, { direction, report }: Judged): void {
  const ports = parseFailsafe(list.value);
  if ('error' in ports) {
    report({ message: 'invalid', at: list.origin, data: { part: ports.error } });
    return;
  }
  const missing = defaultFailsafe[direction].filter(
    (port) => needed(cluster, port.purpose) && !covers(ports, port) && !allowed(cluster, direction, port),
  );
  if (missing.length === 0) return;
  const purposes = listed([...new Set(missing.map(({ purpose }) => purpose))]);
  const data = { direction, ports: listed(missing.map(({ protocol, port, purpose }) => `${protocol} ${port} (${purpose})`)), purposes };
  const common = { at: list.origin, ...completed(cluster, list, missing) };
  const endpoint = guard(cluster);
  if (!endpoint) {
    report({ ...common, message: 'asleep', severity: 'info', data });
    return;
  }
  const related = [{ origin: endpoint.origin, note: 'the host endpoint' }];
  report({ ...common, message: 'missing', severity: severityOf(cluster, missing), related, data: { ...data, endpoint: endpoint.name } });
}

/** Error where nothing of the cluster is out of sight, no policy allows anything, and BGP is what goes. */
function severityOf(cluster: Cluster, missing: readonly DefaultPort[]): 'error' | 'warning' {
  const bgp = missing.some(({ purpose }) => purpose === 'BGP') && isExplicit(effective(cluster.backend));
  return cluster.closed && cluster.failsafe.policies.length === 0 && bgp ? 'error' : 'warning';
}

/** A host endpoint that drops what no policy allows; with the profile projectcalico-default-allow it lets pass what no policy denies. */
function guard({ failsafe }: Cluster): HostEndpoint | undefined {
  return failsafe.hostEndpoints.find(({ profiles }) => isKnown(profiles) && !profiles.value.includes('projectcalico-default-allow'));
}

function needed(cluster: Cluster, purpose: Purpose): boolean {
  if (purpose === 'BGP') return mayRunBird(cluster);
  return purpose !== 'Typha' || knownValue(effective(cluster.typha)) !== false;
}

/** A port that is open to a part of the addresses is taken for enough: which ones need it is not known. */
function covers(ports: readonly FailsafePort[], { protocol, port }: DefaultPort): boolean {
  return ports.some((one) => one.protocol === protocol && one.port === port);
}

function allowed({ failsafe }: Cluster, direction: Direction, { protocol, port }: Pick<DefaultPort, 'protocol' | 'port'>): boolean {
  const enough = new Set(['*', `${protocol}:*`, `${protocol}:${port}`]);
  return failsafe.policies.some((policy) => policy[direction].some((one) => enough.has(one)));
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Only the environment variable is one text; a list in a FelixConfiguration is completed by hand. */
function completed(cluster: Cluster, list: Setting<string>, missing: readonly DefaultPort[]): Pick<Parameters<Report<Messages>>[0], 'fix'> {
  if (!list.write) return {};
  const own = list.value.trim().toLowerCase() === 'none' ? [] : [list.value];
  const to = [...own, ...missing.map(({ protocol, port }) => `${protocol}:${port}`)].join(',');
  const then = nodeSteps(cluster, list.origin.document.source.name);
  return { fix: { title: 'add the missing ports', applicability: 'unsafe', changes: [{ setting: list, to }], then } };
}

/** The default lists have 179 only (felix/config/config_params.go:442). */
function judgeBgpPort(cluster: Cluster, report: Report<Messages>): void {
  const listen = effective(cluster.bgp.listenPort);
  const endpoint = guard(cluster);
  if (!endpoint || !isExplicit(listen) || listen.value === 179 || !mayRunBird(cluster)) return;
  const open = (direction: Direction): boolean => {
    const list = effective(cluster.failsafe[direction]);
    const ports = isKnown(list) ? parseFailsafe(list.value) : [];
    const port = { protocol: 'tcp', port: listen.value, purpose: 'BGP' } as const;
    return (list !== undefined && !isKnown(list)) || 'error' in ports || covers(ports, port) || allowed(cluster, direction, port);
  };
  if (open('inbound') && open('outbound')) return;
  const related = [{ origin: endpoint.origin, note: 'the host endpoint' }];
  report({ message: 'bgpPort', at: listen.origin, severity: 'warning', related, data: { port: listen.value, endpoint: endpoint.name } });
}
