import { type Cause, defineCause } from '../../cause.js';
import { podPing } from '../../fix/encapsulation.js';
import { nodesOf } from '../../fix/evidence.js';
import { vxlanPort } from '../../fix/ports.js';
import { eachNode, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'vxlan-port-mismatch',
  title: 'the nodes use different VXLAN ports',
  prior: 0.02,
  signs: {
    'log.vxlan-device': 0.4,
    'vxlan.ports-differ': 0.97,
    'route.tunnelled': 0.98,
    'route.ipip': 0.03,
    'pods.lost': 0.97,
    'route.missing': 0.02,
    'capture.vxlan': 0.95,
    'capture.vxlan-answered': 0.02,
    'words.across-nodes': 0.5,
    'words.vxlan': 0.9,
    'words.vxlan-not-ipip': 0.1,
    'words.ipip': 0.03,
  },
  words: [/vxlan ?port[^\n]{0,40}(?:differ|mismatch|not the same)/i],
  rules: ['tunnel-override'],
  remedy: (told) => {
    const port = vxlanPort(told.seen);
    const nodes = nodesOf(told, 'vxlan.ports-differ');
    return {
      summary: `one vxlanPort and vxlanVNI for all nodes: here ${port}`,
      then: [
        run('who sets another: the default, or the FelixConfiguration node.<name> of one node', 'calicoctl get felixconfiguration -o yaml'),
        run('one number for all', `calicoctl patch felixconfiguration default -p '{"spec":{"vxlanPort":${port}}}'`),
        ...(nodes.length > 0 ? nodes : ['<node>']).map((node) =>
          run(
            'a number for one node alone: take it away; Felix makes its device anew',
            `calicoctl patch felixconfiguration node.${node} -p '{"spec":{"vxlanPort":null,"vxlanVNI":null}}'`,
          ),
        ),
      ],
      verify: [run('port and id are the same', 'ip -d link', eachNode), podPing(told)],
      back: (nodes.length > 0 ? nodes : ['<node>']).map((node) =>
        run('the former port', `calicoctl patch felixconfiguration node.${node} -p '{"spec":{"vxlanPort":<former port>}}'`),
      ),
    };
  },
});
