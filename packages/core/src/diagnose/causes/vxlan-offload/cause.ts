import { type Cause, defineCause } from '../../cause.js';
import { eachNode, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'vxlan-offload',
  title: 'the card computes checksums of VXLAN packets wrongly: offload has to be switched off',
  prior: 0.04,
  signs: {
    'words.vxlan-offload': 0.95,
    'pods.lost': 0.5,
    'route.tunnelled': 0.97,
    'route.ipip': 0.03,
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
      run('now, until the device is made again', 'sudo ethtool -K vxlan.calico tx-checksum-ip-generic off', eachNode),
      run('see what is set before it is replaced', `calicoctl get felixconfiguration default -o yaml | grep featureDetectOverride`),
      run(
        'for good: Felix does it for each device',
        `calicoctl patch felixconfiguration default -p '{"spec":{"featureDetectOverride":"ChecksumOffloadBroken=true"}}'`,
      ),
    ],
    verify: [run('a service answers from a node on which none of its pods runs', 'curl -m 5 http://<service address>', eachNode)],
    back: [
      run('on again', 'sudo ethtool -K vxlan.calico tx-checksum-ip-generic on', eachNode),
      run('and no override', `calicoctl patch felixconfiguration default -p '{"spec":{"featureDetectOverride":null}}'`),
    ],
  }),
});
