import { type Cause, defineCause } from '../../cause.js';
import { byHand, established, type Manifest, run } from '../../fix/step.js';

const tcp = (ports: readonly number[]): string => ports.map((port) => `    - { protocol: tcp, port: ${port} }\n`).join('');
const udp = (port: number): string => `    - { protocol: udp, port: ${port} }\n`;

/** Felix's own lists (felix/config/config_params.go:442-443). */
const lists: Manifest = {
  title: 'the default lists: add your own ports to them, and keep the other fields of what was printed',
  name: 'felixconfiguration.yaml',
  language: 'yaml',
  text: `apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  failsafeInboundHostPorts:
${tcp([22])}${udp(68)}${tcp([179, 2379, 2380, 5473, 6443, 6666, 6667])}  failsafeOutboundHostPorts:
${udp(53)}${udp(67)}${tcp([179, 2379, 2380, 5473, 6443, 6666, 6667])}`,
};

export const cause: Cause = defineCause({
  id: 'failsafe-ports',
  title: 'a policy for hosts closes the ports that Calico itself needs',
  prior: 0.02,
  signs: {
    'log.bgp-not-established': 0.5,
    'bgp.no-rows': 0.05,
    'bgp.down': 0.6,
    'bgp.connect': 0.5,
    'bgp.passive': 0.5,
  },
  words: [/failsafe/i, /host ?endpoint[^\n]{0,60}(?:block|drop|lost|lock)/i],
  settings: [/failsafe(?:In|Out)boundHostPorts/],
  rules: ['failsafe-ports'],
  remedy: () => ({
    summary:
      'keep TCP 179, 2379, 2380, 5473, 6443 (and your own way in) in both failsafe lists: a list that is set replaces the whole default',
    then: [
      run(
        'keep what is set now, and see which ports of the default are missing',
        'calicoctl get felixconfiguration default -o yaml | tee felixconfiguration.before.yaml',
      ),
      byHand('add the missing ports to failsafeInboundHostPorts and failsafeOutboundHostPorts; take none away'),
      run('apply it', 'calicoctl apply -f felixconfiguration.yaml'),
    ],
    verify: [established],
    back: [run('the former lists', 'calicoctl apply -f felixconfiguration.before.yaml')],
    manifests: [lists],
  }),
});
