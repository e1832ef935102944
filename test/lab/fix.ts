/**
 * Carries out the fix that diagnose wrote. Commands of a node's shell run as they stand, in the network of the nodes that the cause is about; what asks
 * the API server or a cloud changes the lab's datastore, or its fabric. A command that no row knows fails the scenario: nobody could have run it.
 */
import type { DiagnosedCause } from '@canal-lint/core/diagnose';
import type { BgpPeer, Datastore } from './datastore.js';
import { type Lab, type LabNode, within } from './network.js';
import { reconcile, startBird } from './programs.js';
import { must } from './shell.js';

type Given = { readonly lab: Lab; readonly nodes: readonly LabNode[]; readonly values: readonly string[] };
type Row = { readonly is: RegExp; run(given: Given): Promise<unknown> | undefined };

type Json = { readonly spec?: Readonly<Record<string, unknown>> };
const spec = (text: string | undefined): Readonly<Record<string, unknown>> => (JSON.parse(text ?? '{}') as Json).spec ?? {};
const change = (lab: Lab, changed: Partial<Datastore>): undefined => {
  lab.store = { ...lab.store, ...changed };
  return undefined;
};

const rows: readonly Row[] = [
  // What only looks changes nothing.
  {
    is: /^(?:calicoctl (?:get|ipam|version)|kubectl .*\b(?:get|describe|logs)\b|birdc? |ip route(?: get| show|$)|grep |nstat|ping |sudo (?:ss|iptables-save|ip route (?:get|show)|calicoctl node status)\b)/,
    run: () => undefined,
  },
  {
    is: /^calicoctl patch ippool \S+ (?:-p|--patch) '(.+)'$/,
    run: ({ lab, values: [text] }) => change(lab, { pool: { ...lab.store.pool, ...spec(text) } }),
  },
  {
    is: /^calicoctl patch bgpconfiguration \S+ (?:-p|--patch) '(.+)'$/,
    run: ({ lab, values: [text] }) => change(lab, { bgp: { ...lab.store.bgp, ...spec(text) } }),
  },
  {
    is: /^calicoctl patch felixconfiguration default (?:-p|--patch) '(.+)'$/,
    run: ({ lab, values: [text] }) => {
      const { mtu, ...rest } = spec(text) as { mtu?: number };
      return change(lab, { felix: { ...lab.store.felix, ...rest }, felixOf: {}, ...(mtu !== undefined && { podMtu: mtu }) });
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
    is: /^kubectl .*set env (?:daemonset|ds)\/calico-node (?:-c calico-node )?(\w+)(?:=(\S+)|-)$/,
    run: ({ lab, values: [name = '', value] }) => {
      const { [name]: _, ...rest } = lab.store.env;
      return change(lab, { env: value === undefined ? rest : { ...rest, [name]: value } });
    },
  },
  {
    is: /^kubectl .*(?:delete pod\b.*calico-node|rollout restart (?:daemonset|ds)[/ ]calico-node)/,
    run: ({ lab, nodes }) => startBird(lab, nodes),
  },
  {
    is: /^sudo ((?:iptables|ip6tables|nft|ip|sysctl|ethtool|bridge) .+)$/,
    run: ({ nodes, values: [command = ''] }) => must(nodes.map(({ net }) => within(net, command)).join('\n')),
  },
  // Security groups and access lists: what stands between the nodes.
  {
    is: /(?:security group|ingress rule|authorize-security-group-ingress|network ACL)/i,
    run: ({ lab }) => must(within(lab.fabric, 'iptables -F FORWARD')),
  },
];

/** Runs `then` of the fix, and lets the cluster do what follows from it. Gives the commands back, for the table. */
export async function apply(lab: Lab, cause: DiagnosedCause): Promise<readonly string[]> {
  const { fix } = cause;
  if (!fix) throw new Error(`${cause.id} has no fix`);
  const named = lab.nodes.filter(({ name, address }) => cause.nodes.includes(name) || cause.nodes.includes(address));
  const nodes = named.length > 0 ? named : lab.nodes;
  for (const command of fix.then) {
    const row = rows.find(({ is }) => is.test(command));
    if (!row) throw new Error(`nothing carries out: ${command}`);
    if (/<[a-z][^>]*>/.test(command)) throw new Error(`a gap is left in: ${command}`);
    await row.run({ lab, nodes, values: row.is.exec(command)?.slice(1) ?? [] });
  }
  await reconcile(lab);
  return fix.then;
}
