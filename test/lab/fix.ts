/**
 * Carries out the fix that diagnose wrote. Commands of a node's shell run as they stand, in the network of the nodes that the cause is about; what asks
 * the API server or a cloud changes the lab's datastore, or its fabric. A command that no row knows fails the scenario: nobody could have run it.
 */
import type { DiagnosedCause } from '@canal-lint/core/diagnose';
import { parseAllDocuments } from 'yaml';
import type { BgpPeer, Datastore } from './datastore.js';
import { type Lab, type LabNode, within } from './network.js';
import { reconcile, startBird, startPods } from './programs.js';
import { must } from './shell.js';

type Fix = NonNullable<DiagnosedCause['fix']>;
type Given = { readonly lab: Lab; readonly fix: Fix; readonly nodes: readonly LabNode[]; readonly values: readonly string[] };
type Row = { readonly is: RegExp; run(given: Given): Promise<unknown> | undefined };

type Json = { readonly spec?: Readonly<Record<string, unknown>> };
const spec = (text: string | undefined): Readonly<Record<string, unknown>> => (JSON.parse(text ?? '{}') as Json).spec ?? {};
/** null takes a key away, as in a merge patch. */
const without = <T extends object>(object: T): T => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null)) as T;
const change = (lab: Lab, changed: Partial<Datastore>): undefined => {
  lab.store = { ...lab.store, ...changed };
  return undefined;
};

const rows: readonly Row[] = [
  // What only looks changes nothing.
  {
    is: /^(?:NS=\$\(kubectl get |\(?calicoctl (?:get|ipam|version)|kubectl .*\b(?:get|describe|logs|top|rollout status)\b|kubectl .*(?:--list\b| exec .* (?:birdcl|printenv) )|birdc? |ip route(?: get| show|$)|grep |nstat|ping |terraform plan|sudo (?:ss|iptables-save|ip route (?:get|show)|calicoctl node status)\b)/,
    run: () => undefined,
  },
  {
    is: /^calicoctl patch ippool \S+ (?:-p|--patch) '(.+)'$/,
    run: ({ lab, values: [text] }) => change(lab, { pool: { ...lab.store.pool, ...spec(text) } }),
  },
  {
    is: /^calicoctl patch bgpconfiguration default (?:-p|--patch) '(.+)'$/,
    run: ({ lab, values: [text] }) => change(lab, { bgp: { ...lab.store.bgp, ...spec(text) } }),
  },
  {
    is: /^calicoctl patch felixconfiguration default (?:-p|--patch) '(.+)'$/,
    run: ({ lab, values: [text] }) => change(lab, { felix: { ...lab.store.felix, ...spec(text) } }),
  },
  {
    is: /^calicoctl patch felixconfiguration node\.(\S+) (?:-p|--patch) '(.+)'$/,
    run: ({ lab, values: [name = '', text] }) =>
      change(lab, { felixOf: { ...lab.store.felixOf, [name]: without({ ...lab.store.felixOf[name], ...spec(text) }) } }),
  },
  {
    is: /^calicoctl patch bgpconfiguration node\.(\S+) (?:-p|--patch) '(.+)'$/,
    run: ({ lab, values: [name = '', text] }) =>
      change(lab, { nodes: { ...lab.store.nodes, [name]: without({ ...lab.store.nodes[name], ...spec(text) }) } }),
  },
  {
    is: /^kubectl .*patch configmap calico-config .*-p '\{"data":\{"veth_mtu":"(\d+)"\}\}'$/,
    run: ({ lab, values: [mtu] }) => change(lab, { vethMtu: Number(mtu) }),
  },
  { is: /^kubectl .*rollout restart deployment/, run: ({ lab }) => startPods(lab) },
  {
    // Both sides read the same secret from now on.
    is: /^kubectl .*patch secret .*"stringData"/,
    run: ({ lab }) =>
      change(lab, { peers: lab.store.peers.map((peer) => (peer.password === undefined ? peer : { ...peer, password: 'same' })) }),
  },
  {
    is: /^calicoctl apply -f (\S+\.yaml)$/,
    run: ({ lab, fix, values: [name] }) => {
      const peers = parseAllDocuments(fix.manifests.find((one) => one.name === name)?.text ?? '').map(
        (one) => one.toJS() as { metadata: { name: string }; spec: Omit<BgpPeer, 'name'> },
      );
      return change(lab, { peers: [...lab.store.peers, ...peers.map(({ metadata, spec: peer }) => ({ name: metadata.name, ...peer }))] });
    },
  },
  {
    is: /^calicoctl patch node (\S+) (?:-p|--patch) '(.+)'$/,
    run: ({ lab, values: [name = '', text] }) => {
      const bgp = (spec(text)['bgp'] ?? {}) as { asNumber?: string | number | null };
      const { asNumber, ...rest } = lab.store.nodes[name] ?? {};
      const as = bgp.asNumber === undefined ? asNumber : bgp.asNumber === null ? undefined : Number(bgp.asNumber);
      return change(lab, { nodes: { ...lab.store.nodes, [name]: { ...rest, ...(as !== undefined && { asNumber: as }) } } });
    },
  },
  {
    is: /^calicoctl patch bgppeer (\S+) (?:-p|--patch) '(.+)'$/,
    run: ({ lab, values: [name, text] }) =>
      change(lab, { peers: lab.store.peers.map((peer) => (peer.name === name ? { ...peer, ...(spec(text) as Partial<BgpPeer>) } : peer)) }),
  },
  {
    is: /^kubectl .*set env (?:daemonset|ds)\/calico-node (?:-c calico-node )?((?:\w+(?:=\S+|-) ?)+)$/,
    run: ({ lab, values: [words = ''] }) => {
      const env = new Map(Object.entries(lab.store.env));
      for (const [, name = '', value] of words.matchAll(/(\w+)(?:=(\S+)|-)/g)) {
        if (value === undefined) env.delete(name);
        else env.set(name, value);
      }
      return change(lab, { env: Object.fromEntries(env) });
    },
  },
  {
    is: /^kubectl .*(?:delete pod\b.*calico-node(?:.*spec\.nodeName=(\S+))?|rollout restart (?:daemonset|ds)[/ ]calico-node)/,
    run: ({ lab, nodes, values: [name] }) => startBird(lab, name === undefined ? nodes : lab.nodes.filter((node) => node.name === name)),
  },
  {
    // Files of the machine are not the lab's to write.
    is: /^echo \S+ \| sudo tee \/etc\/sysctl\.d\//,
    run: () => undefined,
  },
  {
    is: /^sudo ((?:iptables|ip6tables|nft|ip|sysctl|ethtool|bridge) .+)$/,
    run: ({ nodes, values: [command = ''] }) => must(nodes.map(({ net }) => within(net, command)).join('\n')),
  },
  // Security groups and access lists: what stands between the nodes.
  {
    is: /(?:security group|ingress rule|network ACL)/i,
    run: ({ lab }) => must(within(lab.fabric, 'iptables -F FORWARD')),
  },
];

/** The same rule in the words of each cloud: the names of its groups are filled in by who has one. */
const inCloud = /^(?:aws|gcloud|az|openstack) /;

/** Names that no output of a node tells, so that the fix leaves a gap for them. */
const gaps: readonly (readonly [string, string])[] = [
  ['<pool>', 'default-ipv4-ippool'],
  ['<namespace>', 'default'],
  ['<secret>', 'bgp-passwords'],
  ['<key>', 'mesh'],
  ['<one password for both sides>', 'same'],
];

/** Runs `then` of the fix, and lets the cluster do what follows from it. Gives the commands back, for the table. */
export async function apply(lab: Lab, cause: DiagnosedCause): Promise<readonly string[]> {
  const { fix } = cause;
  if (!fix) throw new Error(`${cause.id} has no fix`);
  const named = lab.nodes.filter(({ name, address }) => cause.nodes.includes(name) || cause.nodes.includes(address));
  const nodes = named.length > 0 ? named : lab.nodes;
  for (const { text, command: written, node: where } of fix.then) {
    const command = gaps.reduce((filled, [gap, value]) => filled.replaceAll(gap, value), written ?? text);
    if (inCloud.test(command)) continue;
    const row = rows.find(({ is }) => is.test(command));
    // What is done by hand is words; only those about the network between the nodes mean something here.
    if (!row && written === undefined) continue;
    if (!row) throw new Error(`nothing carries out: ${command}`);
    if (written !== undefined && /<[a-z][^>]*>/.test(command)) throw new Error(`a gap is left in: ${command}`);
    const at = where === undefined || where === 'each node' ? nodes : lab.nodes.filter(({ name }) => name === where);
    await row.run({ lab, fix, nodes: at, values: row.is.exec(command)?.slice(1) ?? [] });
    // confd and Felix follow each change.
    await reconcile(lab);
  }
  return fix.then.map(({ command, text }) => command ?? text);
}
