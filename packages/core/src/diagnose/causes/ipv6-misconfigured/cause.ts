import { type Cause, defineCause } from '../../cause.js';
import { detectionByOperator } from '../../fix/address.js';
import { nodeNetworks } from '../../fix/evidence.js';
import { installerOf, placeOf, unlessOperator } from '../../fix/installer.js';
import { newPool6 } from '../../fix/pools.js';
import { eachNode, established, run, type Step } from '../../fix/step.js';
import type { Seen } from '../../seen.js';

export const cause: Cause = defineCause({
  id: 'ipv6-misconfigured',
  title: 'IPv6 of pods or nodes is set up in part',
  prior: 0.03,
  signs: {
    'log.bad-ip6-address': 0.95,
    'sysctl.forwarding6-off': 0.6,
  },
  words: [/ip6tables|IPV6SUPPORT|IPv6 (?:pool|support|address)|dual-?stack/i, /CALICO_IPV6|IP6_AUTODETECTION|IP6\b/, /ipv6/i],
  settings: [/\b(?:blockSize|cidr)\s*:\s*["']?(?:[\da-f]{1,4}:[\da-f:]*|12\d\b|11[6-9]\b)/i],
  rules: ['pool-modes', 'pool-cidr', 'schema'],
  remedy: ({ seen }) => {
    const { change, back } = detection(seen);
    return {
      summary: 'set up IPv6 as a whole: an address on each node, its detection, forwarding, a pool (block size 116 to 128)',
      then: [
        run('has each node an IPv6 address for Calico', 'calicoctl get nodes -o wide'),
        run('is there a pool', 'calicoctl get ippool -o wide'),
        ...change,
        // A node that forwards ignores the router that gave it its route, but for accept_ra 2 (kernel, ip-sysctl).
        run(
          'a node that has its route from a router keeps it when it forwards',
          'for f in /proc/sys/net/ipv6/conf/*/accept_ra; do [ "$(cat $f)" != 1 ] || echo 2 | sudo tee $f; done',
          eachNode,
        ),
        run('the nodes forward IPv6', 'sudo sysctl -w net.ipv6.conf.all.forwarding=1', eachNode),
        run('where there is no pool', 'calicoctl create -f ippool6.yaml'),
      ],
      verify: [
        run('a new pod has both families', `kubectl get pods -A -o custom-columns=NAME:.metadata.name,IPS:.status.podIPs[*].ip`),
        established,
      ],
      back: [
        run('no pool, where it was made here', 'calicoctl delete ippool pods-ipv6'),
        ...back,
        run('no forwarding, where it was off', 'sudo sysctl -w net.ipv6.conf.all.forwarding=0', eachNode),
      ],
      manifests: [newPool6],
    };
  },
});

type Detection = { readonly change: readonly Step[]; readonly back: readonly Step[] };

/** IP6 empty means no detection; the operator detects where there is a pool of IPv6. */
function detection(seen: Seen): Detection {
  const [network] = nodeNetworks(seen, 6);
  if (installerOf(seen) === 'operator') {
    const { keep, choose, back } = detectionByOperator(6, { cidrs: [network ?? '<IPv6 network of the nodes>'] });
    return { change: [...keep, ...choose], back };
  }
  const { namespace, name } = placeOf(seen);
  const who = unlessOperator(seen, 'set nodeAddressAutodetectionV6 of the Installation');
  const method = `cidr=${network ?? '<IPv6 network of the nodes>'}`;
  const set = `kubectl -n ${namespace} set env daemonset/${name} -c calico-node IP6=autodetect IP6_AUTODETECTION_METHOD=${method} FELIX_IPV6SUPPORT=true`;
  return {
    change: [run(`by the network of the nodes; calico-node is restarted node by node${who}`, set)],
    back: [run('the former environment', `kubectl -n ${namespace} rollout undo daemonset/${name}`)],
  };
}
