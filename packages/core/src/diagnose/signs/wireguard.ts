/** What `wg show` says of the tunnels between nodes. */
import { answer, asked, type Sign } from '../sign.js';

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

export const wireguardSigns: readonly Sign[] = [silent];
