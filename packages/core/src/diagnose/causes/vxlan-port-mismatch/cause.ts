import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'vxlan-port-mismatch',
  title: 'the nodes use different VXLAN ports',
  prior: 0.02,
  signs: {
    'vxlan.ports-differ': 0.97,
    'route.tunnelled': 0.98,
    'pods.lost': 0.97,
    'route.missing': 0.02,
  },
  words: [/vxlan ?port[^\n]{0,40}(?:differ|mismatch|not the same)/i],
  rules: ['tunnel-override'],
  remedy: ({ seen, looks }) => {
    const odd = looks.get('vxlan.ports-differ')?.nodes ?? [];
    const right = seen.nodes
      .filter(({ name }) => !odd.includes(name))
      .flatMap(({ links }) => links.flatMap(({ vxlan }) => vxlan?.port ?? []))[0];
    return {
      summary: 'one vxlanPort and vxlanVNI for all nodes',
      then: [
        'calicoctl get felixconfiguration -o yaml',
        `calicoctl patch felixconfiguration default -p '{"spec":{"vxlanPort":${right ?? '<port>'}}}'`,
        ...odd.map((node) => `calicoctl patch felixconfiguration node.${node} -p '{"spec":{"vxlanPort":null}}'`),
      ],
      verify: ['ip -d link show vxlan.calico on two nodes'],
      back: ['put the former port back'],
    };
  },
});
