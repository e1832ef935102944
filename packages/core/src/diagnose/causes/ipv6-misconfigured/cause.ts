import { type Cause, defineCause } from '../../cause.js';
import { placeOf } from '../../fix/installer.js';
import { newPool6 } from '../../fix/pools.js';
import { eachNode, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'ipv6-misconfigured',
  title: 'IPv6 of pods or nodes is set up in part',
  prior: 0.03,
  signs: {
    'log.bad-ip6-address': 0.95,
  },
  words: [/ip6tables|IPV6SUPPORT|IPv6 (?:pool|support|address)|dual-?stack/i, /CALICO_IPV6|IP6_AUTODETECTION|IP6\b/, /ipv6/i],
  settings: [/\b(?:blockSize|cidr)\s*:\s*["']?(?:[\da-f]{1,4}:[\da-f:]*|12\d\b|11[6-9]\b)/i],
  rules: ['pool-modes', 'pool-cidr', 'schema'],
  remedy: ({ seen }) => {
    const { namespace, name } = placeOf(seen);
    return {
      summary: 'set up IPv6 as a whole: an address on each node, IP6 autodetection, FELIX_IPV6SUPPORT, a pool (block size 116 to 128)',
      then: [
        run('has each node an IPv6 address for Calico', 'calicoctl get nodes -o wide'),
        run('is there a pool', 'calicoctl get ippool -o wide'),
        run(
          'IP6 empty means no detection; calico-node is restarted node by node',
          `kubectl -n ${namespace} set env daemonset/${name} -c calico-node IP6=autodetect FELIX_IPV6SUPPORT=true`,
        ),
        run('the nodes forward IPv6', 'sudo sysctl -w net.ipv6.conf.all.forwarding=1', eachNode),
        run('where there is no pool', 'calicoctl create -f ippool6.yaml'),
      ],
      verify: [run('a new pod has both families', `kubectl get pods -A -o custom-columns=NAME:.metadata.name,IPS:.status.podIPs[*].ip`)],
      back: [run('the former environment', `kubectl -n ${namespace} rollout undo daemonset/${name}`)],
      manifests: [newPool6],
    };
  },
});
