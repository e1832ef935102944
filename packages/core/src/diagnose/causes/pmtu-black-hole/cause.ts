import { type Cause, defineCause } from '../../cause.js';
import { byIptables, byNft, type Place, placesBehind } from '../../fix/firewall.js';
import { lowerMtu } from '../../fix/mtu.js';
import { run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'pmtu-black-hole',
  title: 'path MTU discovery is broken: ICMP fragmentation needed does not come back',
  prior: 0.03,
  signs: {
    'firewall.icmp': 0.6,
    'mtu.pod-above-tunnel': 0.5,
    'path.too-small': 0.4,
    'ping.large-lost': 0.97,
    'ping.large-lost-in-tunnel': 0.05,
    'ping.too-long': 0.05,
    'tcp.hung': 0.9,
    'pods.lost': 0.02,
    'bgp.down': 0.02,
    'route.missing': 0.02,
    'mtu.tunnel-above-card': 0.01,
    'mtu.tunnels-differ': 0.01,
    'words.ping-only': 0.2,
    'words.large-only': 0.4,
    'words.across-nodes': 0.2,
    'capture.too-big': 0.15,
  },
  rules: ['mtu-arithmetic'],
  remedy: (told) => {
    const fix = lowerMtu(told);
    const places = placesBehind(told, 'firewall.icmp').map((place) => ({ place, pair: acceptTooBig(place) }));
    const open = places.map(({ place, pair }) => run('let the kernel say that a packet is too large', pair.open, place.node));
    const close = places.map(({ place, pair }) => run('take the rule out again', pair.close, place.node));
    return {
      summary:
        'let ICMP type 3 code 4 pass on hosts, routers and security groups, and lower the MTU of the pods to the path: then nobody has to ask for it',
      ...fix,
      then: [...open, ...fix.then],
      back: [...close, ...fix.back],
    };
  },
});

function acceptTooBig(place: Place): ReturnType<typeof byNft> {
  const six = place.family === 6;
  if (place.tool === 'nft' || (place.tool === 'firewalld' && place.table !== ''))
    return byNft(place, six ? 'icmpv6 type packet-too-big' : 'icmp type destination-unreachable icmp code frag-needed', 'too big');
  return byIptables(place, six ? '-p icmpv6 --icmpv6-type packet-too-big' : '-p icmp --icmp-type fragmentation-needed');
}
