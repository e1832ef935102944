/** Settings and counters of the kernel. */
import type { NodeSeen } from '../seen.js';
import { perNode, type Sign } from '../sign.js';
import { isCard, speaksSix } from '../view.js';

const forwarding = perNode({
  id: 'sysctl.forwarding-off',
  base: 0.005,
  says: 'the kernel of a node does not forward packets',
  shownBy: ['sysctl'],
  of: 'sysctl',
  hits: ({ sysctls }) =>
    sysctls.filter(({ key, value }) => /^net\.ipv4\.(?:ip_forward|conf\.all\.forwarding)$/.test(key) && value.trim() === '0'),
});

/** Zero is the kernel's default: it says something only of a node that has pods or BGP peers of IPv6. */
const forwarding6 = perNode({
  id: 'sysctl.forwarding6-off',
  base: 0.005,
  says: 'the kernel of a node with IPv6 pods does not forward IPv6',
  shownBy: ['sysctl'],
  of: 'sysctl',
  hits: (node) =>
    speaksSix(node) ? node.sysctls.filter(({ key, value }) => key === 'net.ipv6.conf.all.forwarding' && value.trim() === '0') : [],
});

const strict = perNode({
  id: 'sysctl.rp-filter-strict',
  base: 0.1,
  says: 'strict reverse-path filtering on a node with two cards, or one that logs martian packets',
  shownBy: ['sysctl', 'addresses'],
  of: 'sysctl',
  hits: ({ name, sysctls, links, addresses }, seen) => {
    const cards = links.filter((link) => isCard(link) && addresses.some(({ dev }) => dev === link.name));
    const martian = seen.logs.some(({ signature, node }) => signature === 'martian' && node === name);
    return cards.length < 2 && !martian ? [] : sysctls.filter(isStrict);
  },
});

/** Felix makes the links of pods strict itself. */
const isStrict = ({ key, value }: NodeSeen['sysctls'][number]): boolean =>
  /^net\.ipv4\.conf\.(?!default|cali)\S+\.rp_filter$/.test(key) && value.trim() === '1';

const loose = perNode({
  id: 'sysctl.rp-filter-loose',
  // systemd sets it so on Ubuntu and Fedora (sysctl.d/50-default.conf).
  base: 0.1,
  says: 'loose reverse-path filtering, which Felix refuses',
  shownBy: ['sysctl'],
  of: 'sysctl',
  hits: ({ sysctls }) => sysctls.filter(({ key, value }) => /^net\.ipv4\.conf\.all\.rp_filter$/.test(key) && value.trim() === '2'),
});

/** Some packets since the machine started are forged or late ones, where no card is strict. */
const noise = 100;

const filtered = perNode({
  id: 'counter.rp-filter',
  base: 0.01,
  says: 'the kernel dropped packets by reverse-path filtering',
  shownBy: ['counters'],
  of: 'counters',
  hits: ({ counters, sysctls }) =>
    counters.filter(({ key, value }) => /IPReversePathFilter$/.test(key) && Number(value) > (sysctls.some(isStrict) ? 0 : noise)),
});

const counted = (id: string, base: number, says: string, is: RegExp): Sign =>
  perNode({
    id,
    base,
    says,
    shownBy: ['counters'],
    of: 'counters',
    hits: ({ counters }) => counters.filter(({ key, value }) => is.test(key) && Number(value) > 0),
  });

export const hostSigns: readonly Sign[] = [
  forwarding,
  forwarding6,
  strict,
  loose,
  filtered,
  counted(
    'counter.md5',
    0.003,
    'the kernel dropped TCP segments for a missing or wrong MD5 password',
    /TCPMD5(?:Failure|NotFound|Unexpected)$/,
  ),
  counted('counter.fragments', 0.03, 'the node cuts packets into fragments', /^IpFragCreates$/),
];
