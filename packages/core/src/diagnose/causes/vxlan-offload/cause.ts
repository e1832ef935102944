import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'vxlan-offload',
  title: 'the card computes checksums of VXLAN packets wrongly: offload has to be switched off',
  prior: 0.02,
  signs: {
    'pods.lost': 0.5,
    'route.tunnelled': 0.97,
    'bgp.down': 0.03,
    'route.missing': 0.02,
  },
  words: [
    /\[?no cksum\]?|bad (?:udp )?(?:cksum|checksum)|checksum offload|tx-udp_tnl|tx-checksum/i,
    /ethtool (?:-K|--offload)/,
    /offload/i,
    /VXLANTUNNELADDR[^\n]{0,80}(?:empty|one vxlan)/i,
  ],
  remedy: () => ({
    summary: 'switch the checksum offload of the VXLAN device off',
    then: [
      'calicoctl patch felixconfiguration default -p \'{"spec":{"featureDetectOverride":"ChecksumOffloadBroken=true"}}\'',
      'sudo ethtool -K vxlan.calico tx-checksum-ip-generic off',
    ],
    verify: ['curl a service from a node'],
    back: ['sudo ethtool -K vxlan.calico tx-checksum-ip-generic on'],
  }),
});
