import { type Cause, defineCause } from '../../cause.js';
import { lowerMtu } from '../../fix/mtu.js';

export const cause: Cause = defineCause({
  id: 'mtu-too-large',
  title: 'the pod or tunnel MTU leaves no room for the outer header',
  prior: 0.08,
  signs: {
    'log.host-mtu': 0.1,
    'words.mtu-too-large': 0.65,
    'log.mtu-above-host': 0.5,
    'mtu.tunnel-above-card': 0.5,
    'mtu.pod-above-tunnel': 0.35,
    'path.too-small': 0.9,
    'ping.large-lost': 0.7,
    'ping.large-lost-in-tunnel': 0.7,
    'ping.too-long': 0.45,
    'tcp.hung': 0.6,
    'counter.fragments': 0.4,
    'pods.lost': 0.02,
    'bgp.down': 0.02,
    'route.missing': 0.02,
    'mtu.cards-differ': 0.003,
    'mtu.tunnels-differ': 0.003,
    'firewall.icmp': 0.003,
    'words.ping-only': 0.2,
    'words.large-only': 0.5,
    'words.across-nodes': 0.25,
    'probe.ping-only': 0.1,
    'capture.too-big': 0.4,
  },
  words: [
    {
      says: /\bmtu\b[^\n]{0,60}\b(?:9\d{3}|8\d{3}|1[345]\d\d)\b/i,
      unless: /\bstill\b|no (?:effect|difference|change|luck)|(?:did(?:n.?t| not)|does(?:n.?t| not)) (?:help|work|change|fix|solve)/i,
    },
    /\b(?:9\d{3}|8\d{3}|1[345]\d\d)\b[^\n]{0,30}\bmtu\b/i,
    /(?:large|big)\w* (?:packets|responses|files|requests|payloads?)[^\n]{0,40}(?:fail|hang|drop|timeout|lost|not)/i,
    /bytes[- ]of[- ]data[^\n]{0,30}fail/i,
    /fragmentation|frag(?:mentation)? needed|mss/i,
    /(?:tls|ssl) handshake timeout/i,
  ],
  rules: ['mtu-arithmetic', 'canal-mtu'],
  remedy: (told) => ({
    summary: 'lower the MTU of pods and tunnels to the smallest path between nodes less 50 bytes for VXLAN (20 for IPIP)',
    ...lowerMtu(told),
  }),
});
