import { type Cause, defineCause } from '../../cause.js';
import { keptWhole } from '../../fix/keep.js';
import { established, type Manifest, run } from '../../fix/step.js';

type Ports = readonly { readonly protocol: 'tcp' | 'udp'; readonly port: number }[];
const tcp = (ports: readonly number[]): Ports => ports.map((port) => ({ protocol: 'tcp', port }));
const udp = (port: number): Ports => [{ protocol: 'udp', port }];

/** Felix's own lists (felix/config/config_params.go:442-443). */
const inbound = [...tcp([22]), ...udp(68), ...tcp([179, 2379, 2380, 5473, 6443, 6666, 6667])];
const outbound = [...udp(53), ...udp(67), ...tcp([179, 2379, 2380, 5473, 6443, 6666, 6667])];

const rows = (ports: Ports): string => ports.map(({ protocol, port }) => `    - { protocol: ${protocol}, port: ${port} }\n`).join('');
const lists: Manifest = {
  title: 'the default lists, for the file: add your own ports to them, and keep its other fields',
  name: 'felixconfiguration.yaml',
  language: 'yaml',
  text: `apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  failsafeInboundHostPorts:
${rows(inbound)}  failsafeOutboundHostPorts:
${rows(outbound)}`,
};

/** What is open stays open: a list that forgets the own way in locks everybody out. */
const more = (field: string, ports: Ports): string => `${field}: ((.spec.${field} // []) + ${JSON.stringify(ports)} | unique)`;
const merged = `{spec: {${more('failsafeInboundHostPorts', inbound)}, ${more('failsafeOutboundHostPorts', outbound)}}}`;
const add = `calicoctl patch felixconfiguration default -p "$(calicoctl get felixconfiguration default -o json | jq -c '${merged}')"`;

const before = keptWhole('felixconfiguration', 'default');

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
  words: [/failsafe(?!(?:In|Out)boundHostPorts["']?\s*[:=]\s*null\b)/i, /host ?endpoint[^\n]{0,60}(?:block|drop|lost|lock)/i],
  settings: [/failsafe(?:In|Out)boundHostPorts(?!["']?\s*[:=]\s*null\b)/],
  rules: ['failsafe-ports'],
  remedy: () => ({
    summary:
      'keep TCP 179, 2379, 2380, 5473, 6443 (and your own way in) in both failsafe lists: a list that is set replaces the whole default',
    then: [before.keep, run('add the ports of the default to what is set', add)],
    verify: [established],
    back: [before.back],
    manifests: [lists],
  }),
});
