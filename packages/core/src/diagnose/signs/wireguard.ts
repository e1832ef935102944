/** What `wg show` says of the tunnels between nodes. */
import { answer, asked, type Sign } from '../sign.js';
import { encapsulationOf } from '../view.js';

/** Only a handshake of the last minutes says no: a peer that nobody calls is silent too. */
const silent: Sign = {
  id: 'wireguard.silent',
  base: 0.02,
  says: 'a WireGuard peer never shook hands, or sends nothing back',
  shownBy: ['wireguard'],
  look: (seen) => {
    const all = asked(seen, 'wireguard').flatMap(({ name, handshakes }) => handshakes.map((one) => ({ ...one, node: name })));
    const hits = all.filter(({ last, deaf }) => last === 'never' || deaf);
    return hits.length > 0 || all.some(({ last }) => last === 'recent') ? answer(hits) : undefined;
  },
};

/** Routes do not tell: those of WireGuard stand in a table of their own. */
const used: Sign = {
  id: 'wireguard.used',
  base: 0.9,
  says: 'nodes have a WireGuard device of Felix',
  shownBy: ['links', 'wireguard'],
  look: (seen) => {
    const links = seen.nodes.flatMap((node) => node.links.map(({ name, quote }) => ({ name, quote, node: node.name })));
    const shown = asked(seen, 'wireguard').flatMap(({ name, handshakes }) => handshakes.map(({ quote }) => ({ quote, node: name })));
    const devices = links.filter(({ name }) => encapsulationOf(name) === 'wireguard');
    return links.length + shown.length === 0 ? undefined : answer([...devices, ...shown]);
  },
};

export const wireguardSigns: readonly Sign[] = [silent, used];
