/** The commands that diagnose may ask for: each with its exact text, where to run it, and what it answers. None of them changes anything. */
import type { Output, Seen } from './seen.js';
import { bare, bgpAddress, birdNeeded, podsOf, sessions } from './view.js';

export type Command = {
  /** Named by the signs' `shownBy`. */
  readonly id: string;
  /** The output that answers it: where every node has given that, the command is not asked again. */
  readonly output: Output;
  /** The text to run and where; nothing where it makes no sense here, or would do harm. */
  ask(seen: Seen): { readonly command: string; readonly node: string } | undefined;
};

const eachNode = 'each node';
const socket = '/var/run/calico/bird.ctl';

const down = (seen: Seen): ReturnType<typeof sessions> => sessions(seen).filter(({ up }) => !up);

/** The ends of the first session that is down: the one that dials, and the one that waits to be dialled. */
function ends(seen: Seen): { readonly dialling: string; readonly waiting: string; readonly to: string } | undefined {
  const [first] = down(seen);
  if (!first) return undefined;
  const here = first.node.name || 'the node whose status this is';
  const there = first.other?.name ?? `the node with the address ${bare(first.peer.address)}`;
  // A row that says Passive never dials: the other end does.
  return first.peer.info.startsWith('Passive')
    ? { dialling: there, waiting: here, to: bgpAddress(first.node) ?? `<address of ${here}>` }
    : { dialling: here, waiting: there, to: bare(first.peer.address) };
}

const simple = (id: Output, command: string): Command => ({ id, output: id, ask: () => ({ command, node: eachNode }) });
/** What keeps a dial out is at the end that waits for it. */
const atWaitingEnd = (id: Output, command: string): Command => ({
  id,
  output: id,
  ask: (seen) => ({ command, node: ends(seen)?.waiting ?? eachNode }),
});
const ofBird = (id: Output, question: string): Command => ({
  id,
  output: id,
  ask: (seen) =>
    birdNeeded(seen)
      ? { command: `kubectl -n kube-system exec <calico-node pod> -c calico-node -- birdcl -s ${socket} ${question}`, node: eachNode }
      : undefined,
});

/** A pod's address to aim at, where one is known. */
const target = (seen: Seen): string => seen.nodes.flatMap(podsOf)[0] ?? '<address of a pod on another node>';

/** In the order in which a person would ask, where two tell as much. */
export const commands: readonly Command[] = [
  simple('node-status', 'sudo calicoctl node status'),
  simple('routes', 'ip route'),
  {
    id: 'ping-pods',
    output: 'ping-pods',
    ask: (seen) => ({ command: `kubectl exec <pod> -- ping -c 2 -W 1 ${target(seen)}`, node: 'a pod on another node' }),
  },
  {
    id: 'ping-nodes',
    output: 'ping-nodes',
    ask: (seen) => {
      const [first] = down(seen);
      return first
        ? { command: `ping -c 2 -W 1 ${bare(first.peer.address)}`, node: first.node.name || 'the node whose status this is' }
        : undefined;
    },
  },
  simple('addresses', 'ip addr'),
  atWaitingEnd('firewall', 'sudo iptables-save; sudo nft list ruleset'),
  atWaitingEnd('sockets', 'sudo ss -tlnp | grep -E ":179|bird"'),
  {
    // A bare connect to 179 makes BIRD drop a session that is up (graceful restart): only ever towards a peer that is not.
    id: 'nc-179',
    output: 'nc-179',
    ask: (seen) => {
      const pair = ends(seen);
      return pair && { command: `nc -zv -w 2 ${pair.to} 179`, node: pair.dialling };
    },
  },
  simple('links', 'ip -d link'),
  {
    id: 'ping-sizes',
    output: 'ping-sizes',
    ask: (seen) => ({ command: `kubectl exec <pod> -- ping -M do -c 1 -W 1 -s 1472 ${target(seen)}`, node: 'a pod on another node' }),
  },
  simple('sysctl', 'sysctl net.ipv4.ip_forward net.ipv4.conf.all.rp_filter'),
  simple('counters', 'nstat -asz | grep -E "ReversePath|TCPMD5|Frag"'),
  simple('neighbours', 'ip neigh'),
  simple('fdb', 'bridge fdb'),
  ofBird('bird-status', 'show status'),
  ofBird('bird-protocols', 'show protocols all'),
  {
    id: 'bird-config',
    output: 'bird-config',
    ask: () => ({
      command: `kubectl -n kube-system exec <calico-node pod> -c calico-node -- sed 's/password ".*"/password "x"/' /etc/calico/confd/config/bird.cfg`,
      node: eachNode,
    }),
  },
  simple('bird-log', 'kubectl -n kube-system logs <calico-node pod> -c calico-node --tail 500'),
];
