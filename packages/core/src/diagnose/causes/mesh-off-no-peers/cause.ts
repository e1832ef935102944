import { type Cause, defineCause } from '../../cause.js';
import { established, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'mesh-off-no-peers',
  title: 'the node-to-node mesh is off and no BGPPeer takes its place',
  prior: 0.03,
  signs: {
    'route.without-bird': 0,
    'carrier.flannel': 0,
    'bgp.mesh-row': 0,
    'bgp.peers-instead': 0,
    'cluster.one-node': 0.002,
    'bgp.refused-by-running': 0.05,
    'agent.no-peers': 0.98,
    'agent.no-peers-anywhere': 0.98,
    'config.no-peers': 0.95,
    'router-id.shared': 0.002,
    'address.shared': 0.002,
    'socket.none': 0.8,
    'nc.refused': 0.7,
    'pods.lost': 0.9,
    'pods.all-lost': 0.9,
    'route.none-at-all': 0.9,
    'route.missing': 0.9,
    'route.tunnelled': 0.02,
    'words.across-nodes': 0.3,
  },
  words: [/(?:disabl\w+|turn\w* off) (?:the )?(?:full |node-to-node |node to node )?mesh|mesh (?:is |was )?disabled/i],
  settings: [/nodeToNodeMeshEnabled["']?\s*[:=]\s*["']?false/],
  rules: ['bgp-mesh'],
  remedy: () => ({
    summary: 'turn the node-to-node mesh on; where route reflectors were meant, add their BGPPeers before it goes off',
    then: [
      run('are peers meant to be there', 'calicoctl get bgppeer -o wide; calicoctl get bgpconfiguration -o wide'),
      run('on; sessions come up within seconds', `calicoctl patch bgpconfiguration default -p '{"spec":{"nodeToNodeMeshEnabled":true}}'`),
    ],
    verify: [established],
    back: [run('off again', `calicoctl patch bgpconfiguration default -p '{"spec":{"nodeToNodeMeshEnabled":false}}'`)],
    manifests: [
      {
        title: 'the BGPConfiguration as it should be',
        name: 'bgpconfiguration.yaml',
        language: 'yaml',
        text: `apiVersion: projectcalico.org/v3\nkind: BGPConfiguration\nmetadata:\n  name: default\nspec:\n  nodeToNodeMeshEnabled: true\n`,
      },
    ],
  }),
});
