/** The commands that diagnose may ask for: each with its exact text, where to run it, and what it answers. None of them changes anything. */
import type { Output, Seen } from './seen.js';
import { sessions } from './view.js';

export type Command = {
  /** Named by the signs' `shownBy`. */
  readonly id: string;
  /** The output that answers it: where every node has given that, the command is not asked again. */
  readonly output: Output;
  /** The text to run and where; nothing where it makes no sense here, or would do harm. */
  ask(seen: Seen): { readonly command: string; readonly node: string } | undefined;
};

const anyNode = 'each node';

/** The peer whose session is down, as the place to look at. */
const badPeer = (seen: Seen): string | undefined => sessions(seen).find(({ up }) => !up)?.peer.address;

export const commands: readonly Command[] = [
  { id: 'node-status', output: 'node-status', ask: () => ({ command: 'sudo calicoctl node status', node: anyNode }) },
  {
    id: 'firewall',
    output: 'firewall',
    ask: (seen) => ({ command: 'sudo iptables-save; sudo nft list ruleset', node: badPeer(seen) ?? anyNode }),
  },
  { id: 'routes', output: 'routes', ask: () => ({ command: 'ip route', node: anyNode }) },
  {
    // A bare connect to 179 makes BIRD drop a session that is up: only ever towards a peer that is not.
    id: 'nc-179',
    output: 'nc-179',
    ask: (seen) => {
      const down = sessions(seen).find(({ up }) => !up);
      if (!down) return undefined;
      return { command: `nc -zv -w 2 ${down.peer.address} 179`, node: down.node.name || 'the node whose status this is' };
    },
  },
];
