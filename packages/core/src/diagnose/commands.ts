/** The commands that diagnose may ask for: each with its exact text, where to run it, and what it answers. None of them changes anything. */

import { birdNeeded, carriersOf } from './carriers.js';
import { type Ends, endsDown } from './ends.js';
import { somePod } from './fix/evidence.js';
import { birdcl, inCalico, installerOf, isCanal, placeOf, standingAlone } from './fix/installer.js';
import { agentsOf, hasCrashed, onlyNode } from './inventory.js';
import { largestSent, pingHeaders } from './mtus.js';
import type { Output, Seen } from './seen.js';
import { bare, bgpAddress, encapsulationOf, isTunnel, sessions, speaksSix } from './view.js';

/** Never asked for: what hardly anybody can answer on a broken network, or what is given without being asked. */
export const neverAsked: readonly string[] = ['configuration', 'metrics', 'tcp', 'log-kernel'];

export type Command = {
  /** Named by the signs' `shownBy`. */
  readonly id: string;
  /** The output that answers it: where every node has given that, the command is not asked again. */
  readonly output?: Output;
  /** The text to run and where; nothing where it makes no sense here, or would do harm. */
  ask(seen: Seen): Asked | undefined;
};

type Asked = { readonly command: string; readonly node: string };

const eachNode = 'each node';
/** Where kubectl reaches the cluster. */
const anywhere = 'any machine with kubectl';

/** Canal runs no BIRD, and where calico-node does not start its log tells why: what is asked about sessions has no answer there. */
const noBird = (seen: Seen): boolean => sessions(seen).length === 0 && (isCanal(seen) || agentsOf(seen).some(hasCrashed));

const simple = (id: Output, command: string): Command => ({ id, output: id, ask: () => ({ command, node: eachNode }) });
/** What keeps a dial out is at the end that waits for it. */
const atWaitingEnd = (id: Output, command: string): Command => ({
  id,
  output: id,
  ask: (seen) => ({ command, node: endsDown(seen)[0]?.waiting.name ?? eachNode }),
});
/** BIRD's own table, from which calicoctl makes its own; calico-node always has its client. */
const protocols = (seen: Seen): string => standingAlone(inCalico(seen, birdcl('show protocols all', onlySix(seen))));
/** Where there is another node. */
const acrossNodes = (seen: Seen, command: string): Asked | undefined =>
  onlyNode(seen) ? undefined : { command, node: 'a pod on another node' };
const ofBird = (id: Output, question: (six: boolean) => string): Command => ({
  id,
  output: id,
  ask: (seen) => {
    const asked = birdNeeded(seen) && !noBird(seen);
    return asked ? { command: standingAlone(inCalico(seen, question(onlySix(seen)))), node: eachNode } : undefined;
  },
});
/** The sessions of IPv6 alone are down. */
function onlySix(seen: Seen): boolean {
  const down = sessions(seen).filter(({ up }) => !up);
  return down.length > 0 && down.every(({ peer }) => peer.address.includes(':'));
}
const unlessCanal = (command: Command): Command => ({ ...command, ask: (seen) => (noBird(seen) ? undefined : command.ask(seen)) });
/** Asks the API server; it has one answer for all nodes. */
const ofCluster = (id: string, command: (seen: Seen) => string | undefined): Command => ({
  id,
  ask: (seen) => {
    const text = command(seen);
    return text === undefined ? undefined : { command: standingAlone(text), node: anywhere };
  },
});

/** By some table the session between the two is up. */
const speaks = (seen: Seen, { dialling, waiting }: Ends): boolean =>
  sessions(seen).some(({ node, peer, up }) => {
    const ends = [bgpAddress(node, peer.address) ?? '', bare(peer.address)];
    return up && ends.includes(waiting.address ?? '') && (ends.includes(dialling.address ?? '') || node.name === dialling.name);
  });

const hasWireguard = ({ nodes }: Seen): boolean =>
  nodes.some(({ links }) => links.some(({ name }) => encapsulationOf(name) === 'wireguard'));

const all: readonly Command[] = [
  {
    id: 'node-status',
    output: 'node-status',
    ask: (seen) => {
      if (noBird(seen)) return undefined;
      const command = seen.absent.has('calicoctl') ? protocols(seen) : 'sudo calicoctl node status';
      return { command, node: eachNode };
    },
  },
  simple('routes', 'ip route'),
  {
    id: 'ping-pods',
    output: 'ping-pods',
    ask: (seen) => acrossNodes(seen, `kubectl exec <pod> -- ping -c 2 -W 1 ${somePod(seen)}`),
  },
  {
    id: 'ping-nodes',
    output: 'ping-nodes',
    ask: (seen) => {
      const first = sessions(seen).find(({ up }) => !up);
      return first
        ? { command: `ping -c 2 -W 1 ${bare(first.peer.address)}`, node: first.node.name || 'the node whose status this is' }
        : undefined;
    },
  },
  simple('addresses', 'ip addr'),
  atWaitingEnd('firewall', 'sudo iptables-save; sudo nft list ruleset'),
  unlessCanal(atWaitingEnd('sockets', 'sudo ss -tlnp | grep -E ":179|bird"')),
  {
    // A bare connect to 179 makes BIRD drop a session that is up (graceful restart): only ever towards a peer that is not.
    id: 'nc-179',
    output: 'nc-179',
    ask: (seen) => {
      const pair = endsDown(seen).find((ends) => !speaks(seen, ends));
      return pair?.waiting.address === undefined
        ? undefined
        : { command: `nc -zv -w 2 ${pair.waiting.address} 179`, node: pair.dialling.name };
    },
  },
  simple('links', 'ip -d link'),
  {
    id: 'ping-sizes',
    output: 'ping-sizes',
    ask: (seen) => {
      const to = somePod(seen);
      const size = largestSent(seen) - pingHeaders(to);
      return acrossNodes(seen, `kubectl exec <pod> -- ping -M do -c 1 -W 1 -s ${size} ${to}`);
    },
  },
  {
    id: 'packets',
    output: 'packets',
    ask: (seen) =>
      seen.nodes.some(({ routes }) => routes.some(({ dev }) => isTunnel(dev ?? '')))
        ? {
            command: "sudo timeout 20 tcpdump -nnv -i any -c 40 'udp port 4789 or udp port 8472 or ip proto 4'",
            node: 'the node of the pod that is not reached, while it is called',
          }
        : undefined,
  },
  {
    id: 'sysctl',
    output: 'sysctl',
    ask: ({ nodes }) => {
      const six = nodes.some(speaksSix) ? ' net.ipv6.conf.all.forwarding' : '';
      return { command: `sysctl net.ipv4.ip_forward net.ipv4.conf.all.rp_filter${six}`, node: eachNode };
    },
  },
  {
    id: 'wireguard',
    output: 'wireguard',
    ask: (seen) =>
      carriersOf(seen).wrapped.has('wireguard') || hasWireguard(seen) ? { command: 'sudo wg show', node: eachNode } : undefined,
  },
  simple('counters', 'nstat -asz | grep -E "ReversePath|TCPMD5|Frag"'),
  simple('neighbours', 'ip neigh'),
  simple('fdb', 'bridge fdb'),
  ofBird('bird-status', (six) => birdcl('show status', six)),
  {
    id: 'bird-protocols',
    output: 'bird-protocols',
    // Without calicoctl it is asked in place of node status.
    ask: (seen) =>
      birdNeeded(seen) && !noBird(seen) && !seen.absent.has('calicoctl') ? { command: protocols(seen), node: eachNode } : undefined,
  },
  ofBird('bird-config', (six) => `sed 's/assword ".*"/assword "x"/' /etc/calico/confd/config/bird${six ? '6' : ''}.cfg`),
  ofCluster('kubernetes-pods', (seen) =>
    agentsOf(seen).some(({ node }) => node !== undefined)
      ? undefined
      : "kubectl get pods -A -o wide | grep -E 'calico|canal|flannel|tigera'",
  ),
  ofCluster('kubernetes-nodes', ({ objects }) =>
    objects.some(({ kind, calico }) => kind === 'node' && calico !== undefined)
      ? undefined
      : `kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name} {.status.addresses[?(@.type=="InternalIP")].address} {.metadata.annotations.projectcalico\\.org/IPv4Address}{"\\n"}{end}'`,
  ),
  ofCluster('log-calico-node', (seen) => {
    const { namespace, label } = placeOf(seen);
    const container = agentsOf(seen).some(({ status = '' }) => status.startsWith('Init:')) ? '--all-containers' : '-c calico-node';
    return `kubectl -n ${namespace} logs -l ${label} ${container} --tail 300 --prefix --max-log-requests 50`;
  }),
  ofCluster('log-flannel', (seen) => {
    const { namespace, label } = placeOf(seen);
    const found = installerOf(seen);
    if (!isCanal(seen) && found !== 'flannel') return undefined;
    return `kubectl -n ${namespace} logs -l ${label} -c kube-flannel --tail 300 --prefix --max-log-requests 50`;
  }),
  ofCluster('events', ({ logsOf }) =>
    logsOf.has('events') ? undefined : "kubectl get events -A --field-selector type=Warning | grep -E 'calico|canal|flannel|SandBox'",
  ),
  ofCluster('log-operator', (seen) =>
    installerOf(seen) === 'operator' ? 'kubectl -n tigera-operator logs deployment/tigera-operator --tail 300' : undefined,
  ),
];

/** A program that the shell did not find is not asked for again; of several that one line names, all have to be gone. */
const unlessAbsent = (command: Command): Command => ({
  ...command,
  ask: (seen) => {
    const asked = command.ask(seen);
    const gone = asked !== undefined && seen.absent.size > 0 && asked.command.split('; ').every((one) => seen.absent.has(programOf(one)));
    return gone ? undefined : asked;
  },
});

/** `calicoctl` of `sudo calicoctl node status`, `pod ping` of `kubectl exec <pod> -- ping`. */
function programOf(command: string): string {
  const inPod = /^kubectl .*\bexec .*? -- (\S+)/.exec(command)?.[1];
  return inPod === undefined ? (/^(?:sudo |timeout \d+ )*(\S+)/.exec(command)?.[1] ?? '') : `pod ${inPod}`;
}

/** In the order in which a person would ask, where two tell as much. */
export const commands: readonly Command[] = all.map(unlessAbsent);
