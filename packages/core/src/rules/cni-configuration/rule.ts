import type { Container } from '../../cluster/input.js';
import type { Cluster } from '../../cluster/model.js';
import { usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue, standing } from '../../cluster/setting.js';
import { calicoNodes, isReference } from '../../cluster/workloads.js';
import { backendOf } from '../../network/encapsulation.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  podCidr:
    '{name}={value} makes calico-node go by the podCIDR of each node, and the CNI plugin gives out addresses of pools (calico-ipam): the routes between nodes are for other ranges than the pods have; take the variable out',
  noPodCidr:
    'the CNI plugin gives out addresses of the podCIDR of each node (host-local), and calico-node goes by the blocks of calico-ipam, of which there are none: it knows of no range that another node has; set USE_POD_CIDR=true',
  interfacePrefix:
    "interfacePrefix is {value}, and the CNI plugin calls the interfaces of pods cali…: Felix takes none of them for a pod's, so no policy and no route is made for pods; keep cali in the list",
  portmap:
    'hostPort {port} has no effect: the list of plugins in the CNI configuration ({plugins}) has no portmap, which would open it on the node',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'cni-configuration',
  since: '0.1.0',
  category: 'object',
  severity: 'warning',
  summary: 'The CNI configuration and calico-node tell the same story',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const node of calicoNodes(cluster)) judgeIpam(cluster, node, report);
    judgePrefix(cluster, report);
    judgePlugins(cluster, report);
  },
});
export default rule;

/** A boolean as Go parses it (libcalico-go/lib/apiconfig/apiconfig.go:78, read with the prefix CALICO_ first). */
const yes = /^(?:1|t|T|TRUE|true|True)$/;

const names = ['CALICO_USE_POD_CIDR', 'USE_POD_CIDR'];

type Asked =
  | 'not set'
  | 'not known'
  | { readonly on: boolean; readonly name: string; readonly value: string; readonly at: Container['origin'] };

/** Whether calico-node goes by podCIDRs. */
function usePodCidr({ env, envOpen }: Container): Asked {
  const [set] = names.flatMap((wanted) => env.find(({ name }) => name === wanted) ?? []);
  if (!set) return envOpen ? 'not known' : 'not set';
  if (!isKnown(set.value) || isReference(set.value.value)) return 'not known';
  const { value, origin } = set.value;
  return { on: yes.test(value), name: set.name, value, at: origin };
}

/**
 * With podCIDRs neither Felix nor BIRD reads the blocks of calico-ipam, and without them nothing else (libcalico-go/lib/backend/syncersv1:
 * bgpsyncer.go:54, felixsyncerv1.go:128). Where flannel or a cloud routes pods, neither of them has to.
 */
function judgeIpam(cluster: Cluster, node: Container, report: Report<Messages>): void {
  const [ipam, backend] = [effective(cluster.ipam), knownValue(effective(cluster.backend))];
  if (!isKnown(ipam) || !usesPools(cluster) || backend === undefined || backendOf(backend) === 'none') return;
  const asked = usePodCidr(node);
  if (asked === 'not known') return;
  const related = [{ origin: ipam.origin, note: `${ipam.value} is chosen here` }];
  if (ipam.value === 'calico-ipam') {
    if (asked !== 'not set' && asked.on)
      report({ message: 'podCidr', at: asked.at, related, data: { name: asked.name, value: asked.value } });
    return;
  }
  const off = asked === 'not set' ? ipam.origin : asked.on ? undefined : asked.at;
  if (off && knownValue(effective(cluster.cni.usePodCidr)) === true) report({ message: 'noPodCidr', at: off });
}

/** The plugin reads FELIX_INTERFACEPREFIX of the runtime's environment, where it seldom is (libcalico-go, workload_endpoint_default.go:82). */
function judgePrefix({ felix, cni, ipam }: Cluster, report: Report<Messages>): void {
  if (ipam.length === 0 && !cni.plugins.some((list) => knownValue(list)?.includes('calico'))) return;
  for (const { value, origin } of standing(felix.interfacePrefix).filter(isExplicit)) {
    const prefixes = value.split(',').map((one) => one.trim());
    if (value === '' || isReference(value) || prefixes.some((prefix) => 'cali'.startsWith(prefix))) continue;
    report({ message: 'interfacePrefix', at: origin, data: { value } });
  }
}

/** Plugins that do not map ports; another one may. */
const portless = new Set(['calico', 'flannel', 'bandwidth', 'tuning', 'loopback', 'sbr']);

function judgePlugins({ cni }: Cluster, report: Report<Messages>): void {
  const plugins = effective(cni.plugins);
  if (!isKnown(plugins) || !plugins.value.every((type) => portless.has(type))) return;
  for (const { value, origin } of standing(cni.hostPorts)) {
    const related = [{ origin: plugins.origin, note: 'the list of plugins' }];
    if (value > 0) report({ message: 'portmap', at: origin, related, data: { port: value, plugins: plugins.value.join(', ') } });
  }
}
