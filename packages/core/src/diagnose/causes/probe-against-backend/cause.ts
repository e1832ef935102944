import { type Cause, defineCause, type Remedy } from '../../cause.js';
import { installerOf, placeOf, podsOn, unlessOperator } from '../../fix/installer.js';
import { keptByOperator } from '../../fix/keep.js';
import { byHand, run } from '../../fix/step.js';
import type { Seen } from '../../seen.js';

export const cause: Cause = defineCause({
  id: 'probe-against-backend',
  title: 'a probe asks for BIRD where the backend runs none, or the other way round',
  prior: 0.02,
  signs: {
    'agent.pod-not-ready': 0.9,
    'log.bird-socket': 0.7,
    'log.bird-not-live': 0.5,
    'pods.lost': 0.05,
    'route.tunnelled': 0.8,
    'bgp.down': 0.02,
    'bgp.no-rows': 0.97,
  },
  words: [
    { says: /(?:readiness|liveness)[^\n]{0,60}bird/i, unless: /not established|Error querying BIRD/ },
    /bird\/confd is not live|BIRD is not ready: (?!BGP not est|Error querying)/,
  ],
  settings: [/-bird-(?:ready|live)/],
  rules: ['probe-backend'],
  remedy: ({ seen }) => {
    if (installerOf(seen) === 'operator') return byOperator(seen);
    const { namespace, name } = placeOf(seen);
    const probe = (what: string): object => ({ exec: { command: ['/bin/calico-node', what] } });
    const containers = [{ name: 'calico-node', livenessProbe: probe('-felix-live'), readinessProbe: probe('-felix-ready') }];
    return {
      summary: 'take -bird-live and -bird-ready out of the probes where the backend is vxlan or none',
      then: [
        run(
          'which backend runs, and what the probes ask for',
          `kubectl -n ${namespace} get daemonset ${name} -o yaml | grep -E -A3 'NETWORKING_BACKEND|-live|-ready'`,
        ),
        run(
          `ask for Felix alone; calico-node is restarted node by node${unlessOperator(seen, 'spec.calicoNetwork.bgp of the Installation decides what the probes ask for')}`,
          `kubectl -n ${namespace} patch daemonset ${name} -p '${JSON.stringify({ spec: { template: { spec: { containers } } } })}'`,
        ),
      ],
      verify: [run('each pod is ready', `kubectl ${podsOn(seen)} -o wide`)],
      back: [run('the former probes', `kubectl -n ${namespace} rollout undo daemonset/${name}`)],
    };
  },
});

/** The operator writes the probes after the backend that it chose (pkg/render/node.go:1551-1573), and takes back what others write there. */
function byOperator(seen: Seen): Remedy {
  const { keep, back } = keptByOperator('calicoNetwork.bgp');
  const { namespace, name } = placeOf(seen);
  return {
    summary: 'let the operator write the probes: with bgp Disabled they do not ask for BIRD',
    then: [
      run('what is set: bgp, and the encapsulation of each pool', "kubectl get installation default -o jsonpath='{.spec.calicoNetwork}'"),
      run(
        'which backend runs, and what the probes ask for',
        `kubectl -n ${namespace} get daemonset ${name} -o yaml | grep -E -A3 'NETWORKING_BACKEND|-live|-ready'`,
      ),
      byHand('where these two do not agree the operator is stuck: kubectl get tigerastatus says why'),
      keep,
      run(
        'only where each pool is VXLAN and no router peers with the nodes; calico-node is restarted node by node',
        `kubectl patch installation default --type merge -p '{"spec":{"calicoNetwork":{"bgp":"Disabled"}}}'`,
      ),
    ],
    verify: [run('each pod is ready', `kubectl ${podsOn(seen)} -o wide`)],
    back: [back],
  };
}
