import { type Cause, defineCause, type Remedy } from '../../cause.js';
import { kept } from '../../fix/keep.js';
import { felixDevice, vxlanDevice } from '../../fix/ports.js';
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
    'capture.vxlan': 0.95,
    'capture.vxlan-answered': 0.4,
    'capture.echo-only': 0.5,
    'capture.vxlan-one-way': 0.2,
    'capture.bad-checksum': 0.6,
    'capture.no-checksum': 0.5,
    'probe.ping-only': 0.5,
    'calls.fail': 0.9,
    'calls.service-fail': 0.8,
    'words.ping-only': 0.5,
    'words.udp-only': 0.25,
    'words.service-only': 0.4,
    'words.across-nodes': 0.5,
    'words.vxlan': 0.9,
    'words.vxlan-not-ipip': 0.3,
    'words.never-arrives': 0.15,
    'words.ipip': 0.03,
    'words.virtual-machines': 0.2,
  },
  words: [
    /\[?no cksum\]?|bad (?:udp )?(?:cksum|checksum)|checksum offload|tx-udp_tnl|tx-checksum/i,
    /ethtool (?:-K|--offload)/,
    /offload/i,
    /VXLANTUNNELADDR[^\n]{0,80}(?:empty|one vxlan)/i,
  ],
  remedy: ({ seen }) => {
    const device = vxlanDevice(seen);
    if (device === undefined) return byWhoseItIs;
    return device === felixDevice ? byFelix : byUnit(device);
  },
});

const off = (device: string): string => `sudo ethtool -K ${device} tx-checksum-ip-generic off`;
const summary = 'switch the checksum offload of the VXLAN device off';
const answers = run('a service answers from a node on which none of its pods runs', 'curl -m 5 http://<service address>', eachNode);

const override = kept('felixconfiguration', 'default', ['featureDetectOverride']);

const byFelix: Remedy = {
  summary,
  then: [
    run('now, until the device is made again', off('vxlan.calico'), eachNode),
    override.keep,
    run(
      'for good: Felix does it for each device; what is kept above is replaced, so add it by a comma',
      `calicoctl patch felixconfiguration default -p '{"spec":{"featureDetectOverride":"ChecksumOffloadBroken=true"}}'`,
    ),
  ],
  verify: [answers],
  back: [override.back, run('on again', 'sudo ethtool -K vxlan.calico tx-checksum-ip-generic on', eachNode)],
};

/** Felix does not touch the device of flannel: udev does, whenever it is made. */
const rule = '/etc/udev/rules.d/90-flannel-offload.rules';
function byUnit(flannel: string): Remedy {
  return {
    summary,
    then: [
      run('now, until the device is made again', off(flannel), eachNode),
      run(
        'for good, whenever the device is made',
        `echo 'ACTION=="add", SUBSYSTEM=="net", KERNEL=="${flannel}", RUN+="/usr/sbin/ethtool -K ${flannel} tx-checksum-ip-generic off"' | sudo tee ${rule} && sudo udevadm control --reload`,
        eachNode,
      ),
    ],
    verify: [answers],
    back: [
      run(
        'no rule, and on again',
        `sudo rm ${rule}; sudo udevadm control --reload; sudo ethtool -K ${flannel} tx-checksum-ip-generic on`,
        eachNode,
      ),
    ],
  };
}

/** Each way knows its own device alone, and does nothing to the other. */
const flannels = byUnit('flannel.1');
const byWhoseItIs: Remedy = {
  summary,
  then: [
    run('whose VXLAN it is: below, what names the other device is left out', 'ip -br link show type vxlan', eachNode),
    ...byFelix.then,
    ...flannels.then,
  ],
  verify: [answers],
  back: [...byFelix.back, ...flannels.back],
};
