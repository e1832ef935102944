/** `wg show`: with which peers there was a handshake, and whether anything came of them. */
import { nodeOf } from '../draft.js';
import type { Handshake } from '../seen.js';
import { quote } from '../text.js';
import type { Extractor } from './extractor.js';

const head = /^interface: (?:wireguard\.cali|wg\S*)$/;
/** A peer that was never heard of has no `latest handshake`. */
const facts =
  /^(?:(?<peer>peer): \S+|latest handshake: (?<shaken>\S.*)|transfer: (?<received>[\d.]+) \S+ received, (?<sent>[\d.]+) \S+ sent|(?:public|private|preshared) key: .*|listening port: \d+|fwmark: \S+|endpoint: \S+|allowed ips: .*|persistent keepalive: .*)$/;

export const wireguards: Extractor = {
  name: 'wg show',
  starts: 'iplfeat',
  open: (draft) => {
    let peers: Handshake[] | undefined;
    let ofInterface = true;
    return (line) => {
      const text = line.text.trim();
      if (text === '') return false;
      if (head.test(text)) {
        peers = nodeOf(draft, line, 'wireguard').handshakes;
        ofInterface = true;
        return true;
      }
      const found = peers && facts.exec(text)?.groups;
      if (!found) peers = undefined;
      if (!peers || !found) return false;
      if (found['peer']) peers.push({ last: 'never', deaf: false, quote: quote(line) });
      ofInterface &&= found['peer'] === undefined;
      const peer = ofInterface ? undefined : peers.pop();
      if (peer) peers.push({ ...peer, ...news(found), ...(found['received'] && { quote: quote(line) }) });
      return true;
    };
  },
};

/** Packets renew a handshake every two minutes; a peer without any is as old as its last one. */
function news({ shaken, received, sent }: Readonly<Record<string, string | undefined>>): Partial<Handshake> {
  if (shaken !== undefined) return { last: /hour|day|week|year/.test(shaken) ? 'old' : 'recent' };
  return received === undefined ? {} : { deaf: Number(received) === 0 && Number(sent) > 0 };
}
