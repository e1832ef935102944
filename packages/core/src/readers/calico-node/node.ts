import type { Draft } from '../../cluster/draft.js';
import { state } from '../../cluster/draft.js';
import { isKnown, type Known, knownValue, type Unknown } from '../../cluster/setting.js';
import { calicoVersionOf, fieldImage, parseImage } from '../../network/image.js';
import type { parseVersion } from '../../network/version.js';
import { mapped, setting } from '../stated.js';
import type { Unit } from '../unit.js';
import { type ContainerUnit, containersOf, type Environment, environmentOf, envText, wordsAt } from '../workload.js';
import { readConflist } from './conflist.js';
import { readFelix } from './felix.js';
import { readPoolEnv } from './pool-env.js';

type NodeContext = { readonly draft: Draft; readonly all: readonly Unit[]; readonly reader: string };

/** States what the environment of a calico-node container says. */
export function readNode(container: ContainerUnit, context: NodeContext): void {
  const { draft, all, reader } = context;
  const env = environmentOf(container, all, { reader, layer: 'workload' });
  const felix = environmentOf(container, all, { reader, layer: 'felix-env' });
  const ipam = readCni(container, context);
  readPlane(container, env, { ...context, ipam });
  readFelix(felix, draft);
  readAddress(env, draft);
  state(
    draft.bgp.asNumber,
    mapped(env.get('AS'), (as) => (as === '' ? undefined : as)),
  );
  readPoolEnv(env, context);
  readVersion(container, draft);
  readFlannel(container, context);
}

/** install-cni writes the conflist from CNI_NETWORK_CONFIG and CNI_MTU (cni-plugin/pkg/install/install.go:416). */
function readCni(container: ContainerUnit, { draft, all, reader }: NodeContext): 'calico-ipam' | 'host-local' | undefined {
  const installer = containersOf(container.unit, reader).find(
    ({ name, image }) => name === 'install-cni' || (isKnown(image) && roleOf(image.value) === 'cni' && name !== 'upgrade-ipam'),
  );
  if (!installer) return undefined;
  const env = environmentOf(installer, all, { reader, layer: 'workload' });
  return readConflist(env.get('CNI_NETWORK_CONFIG'), { mtu: env.get('CNI_MTU') ?? (env.open ? 'out of sight' : undefined), draft, reader });
}

function roleOf(reference: string): string | undefined {
  const image = parseImage(reference);
  return image && fieldImage(image);
}

function readPlane(
  container: ContainerUnit,
  env: Environment,
  { draft, reader, ipam }: NodeContext & { ipam: 'calico-ipam' | 'host-local' | undefined },
): void {
  const backend =
    env.get('CALICO_NETWORKING_BACKEND') ?? (env.open ? undefined : setting('bird', 'default', env.origin, { reader, layer: 'workload' }));
  state(draft.backend, backend);
  state(draft.product.clusterType, env.get('CLUSTER_TYPE'));
  const clusterType = envText(env, 'CLUSTER_TYPE') ?? '';
  const tunnelled = draft.pools.some(({ from, encapsulation }) => from === 'resource' && (knownValue(encapsulation) ?? 'None') !== 'None');
  const plane = planeOf(container, { backend: knownValue(backend), clusterType, ipam, tunnelled, reader });
  if (plane) state(draft.plane, setting(plane, 'derived', isKnown(backend) ? backend.origin : env.origin, { reader, layer: 'workload' }));
}

type PlaneFacts = {
  readonly backend: string | undefined;
  readonly clusterType: string;
  readonly ipam: 'calico-ipam' | 'host-local' | undefined;
  readonly tunnelled: boolean;
  readonly reader: string;
};

/**
 * Canal runs flanneld beside calico-node, with the backend none. Without networking and without Calico's IPAM, calico-node only enforces policy.
 * A name alone makes no Canal: a DaemonSet called canal whose backend is bird is Calico.
 */
function planeOf(
  container: ContainerUnit,
  { backend, clusterType, ipam, tunnelled, reader }: PlaneFacts,
): 'calico' | 'canal' | 'policy-only' | undefined {
  const beside = containersOf(container.unit, reader).some(
    ({ name, image }) => name === 'kube-flannel' || (isKnown(image) && roleOf(image.value) === 'flannel'),
  );
  if (beside) return 'canal';
  if (backend !== undefined && backend !== 'none') return 'calico';
  if (clusterType.split(',').includes('canal') || /^canal(?:-node)?$/.test(container.unit.object?.name ?? '')) return 'canal';
  if (backend !== 'none' || ipam === 'calico-ipam') return 'calico';
  // Without the CNI configuration in sight, a pool with a tunnel tells that pods take addresses from it.
  return ipam === undefined && tunnelled ? undefined : 'policy-only';
}

function readAddress(env: Environment, draft: Draft): void {
  state(draft.nodeAddress.ip, env.get('IP'));
  state(draft.nodeAddress.ip6, env.get('IP6'));
  const elsewhere: Known<string> | undefined = env.open
    ? { unknown: 'the environment may also come from out of sight', origin: env.origin }
    : undefined;
  state(draft.nodeAddress.method, env.get('IP_AUTODETECTION_METHOD') ?? elsewhere);
  state(draft.nodeAddress.method6, env.get('IP6_AUTODETECTION_METHOD') ?? elsewhere);
}

function readVersion({ image }: ContainerUnit, draft: Draft): void {
  const version = mapped(image, (reference) => versionOf(reference), 'drop');
  state(draft.product.calico, version ?? noRelease(image));
}

/** A branch, `latest` or no tag: what is known of the release otherwise counts more. */
function noRelease(image: ContainerUnit['image']): Unknown | undefined {
  if (!isKnown(image)) return undefined;
  return { unknown: 'the image does not name a release', settle: 'calicoVersion: v3.32 (what runs)', origin: image.origin };
}

function versionOf(reference: string): ReturnType<typeof parseVersion> {
  const image = parseImage(reference);
  return image && calicoVersionOf(image);
}

function readFlannel(container: ContainerUnit, { draft, all, reader }: NodeContext): void {
  const flannel = containersOf(container.unit, reader).find(
    ({ name, image }) => name === 'kube-flannel' || (isKnown(image) && roleOf(image.value) === 'flannel'),
  );
  if (!flannel?.path.includes('containers')) return;
  const env = environmentOf(flannel, all, { reader, layer: 'workload' });
  const flag = wordsAt(flannel.unit, [...flannel.path, 'command'], [...flannel.path, 'args']).find((word) => /^--?iface=/.test(word));
  if (flag === undefined) state(draft.flannel.iface, env.get('FLANNELD_IFACE'));
  state(draft.flannel.ifaceRegex, env.get('FLANNELD_IFACE_REGEX'));
  state(
    draft.product.flannel,
    mapped(flannel.image, (reference) => parseImage(reference)?.tag, 'drop'),
  );
}
