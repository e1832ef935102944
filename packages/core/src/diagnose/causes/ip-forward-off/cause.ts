import { type Cause, defineCause } from '../../cause.js';
import { podPing } from '../../fix/encapsulation.js';
import { nameOr, nodesOf } from '../../fix/evidence.js';
import { run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'ip-forward-off',
  title: 'the kernel of a node does not forward packets',
  prior: 0.03,
  signs: {
    'sysctl.forwarding-off': 0.97,
    'pods.lost': 0.95,
    'bgp.down': 0.02,
    'route.missing': 0.02,
    'words.across-nodes': 0.3,
    'capture.vxlan-one-way': 0.2,
    'capture.ipip-one-way': 0.2,
  },
  words: [/ip_forward\s*=\s*0/],
  remedy: (told) => {
    const nodes = nodesOf(told, 'sysctl.forwarding-off');
    const places = nodes.length > 0 ? nodes : [nameOr(told.nodes[0], '<node>')];
    return {
      summary: 'turn forwarding on, now and at boot, and find the file that turned it off',
      then: places.flatMap((node) => [
        run('now', 'sudo sysctl -w net.ipv4.ip_forward=1', node),
        run(
          'find who turns it off: the last file wins',
          'grep -rns ip_forward /etc/sysctl.conf /etc/sysctl.d /run/sysctl.d /usr/lib/sysctl.d',
          node,
        ),
        run('at boot', `echo net.ipv4.ip_forward=1 | sudo tee /etc/sysctl.d/99-zz-pod-network.conf`, node),
      ]),
      verify: [podPing(told)],
      back: places.map((node) =>
        run('as it was', 'sudo rm /etc/sysctl.d/99-zz-pod-network.conf; sudo sysctl -w net.ipv4.ip_forward=0', node),
      ),
    };
  },
});
