// Hardware addresses.
import type { Detector } from './kinds.js';

const mac = /(?<![\w:.-])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![\w:]|-[0-9a-f])/gi;
/** Nobody's: broadcast, unset, the one that Calico gives to every pod's side (felix/dataplane/linux/endpoint_mgr.go), multicast. */
const everybodys = /^(?:ff:ff:ff:ff:ff:ff|00:00:00:00:00:00|ee:ee:ee:ee:ee:ee|01:00:5e|33:33|01:80:c2)/i;

export const findMacs: Detector = (text, found) => {
  for (const match of text.matchAll(mac)) if (!everybodys.test(match[0])) found('mac', match.index, match.index + match[0].length);
};
