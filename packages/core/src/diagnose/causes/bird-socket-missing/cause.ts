import { type Cause, defineCause, type Remedy } from '../../cause.js';
import { installerOf, placeOf, unlessOperator } from '../../fix/installer.js';
import { byHand, established, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'bird-socket-missing',
  title: 'BIRD runs, and its control socket is not where its tools look: /var/run/calico is not mounted',
  prior: 0.02,
  signs: {
    'agent.no-socket': 0.6,
    'route.without-bird': 0,
    'carrier.flannel': 0,
    'agent.pod-not-ready': 0.8,
    'ping.large-answered': 0.9,
    'agent.socket-missing': 0.97,
    'pods.lost': 0.03,
    'bgp.down': 0.05,
    'route.missing': 0.03,
  },
  remedy: ({ seen }) => {
    if (installerOf(seen) === 'operator') return byOperator;
    const { namespace, name } = placeOf(seen);
    const volumes = [{ name: 'var-run-calico', hostPath: { path: '/var/run/calico', type: '' } }];
    const containers = [{ name: 'calico-node', volumeMounts: [{ name: 'var-run-calico', mountPath: '/var/run/calico' }] }];
    return {
      summary: 'mount /var/run/calico of the host into calico-node; the network itself works',
      then: [
        run(
          'see what is mounted',
          `kubectl -n ${namespace} get daemonset ${name} -o jsonpath='{.spec.template.spec.containers[*].volumeMounts}'`,
        ),
        run(
          `where it is missing; calico-node is restarted node by node${unlessOperator(seen, 'restart tigera-operator, which mounts it')}`,
          `kubectl -n ${namespace} patch daemonset ${name} -p '${JSON.stringify({ spec: { template: { spec: { volumes, containers } } } })}'`,
        ),
      ],
      verify: [established],
      back: [run('the former DaemonSet', `kubectl -n ${namespace} rollout undo daemonset/${name}`)],
    };
  },
});

/** The operator mounts the folder itself, and takes back what others write into the DaemonSet. */
const byOperator: Remedy = {
  summary: 'let the operator write its DaemonSet again, which mounts /var/run/calico of the host; the network itself works',
  then: [
    run(
      'see what is mounted',
      "kubectl -n calico-system get daemonset calico-node -o jsonpath='{.spec.template.spec.containers[*].volumeMounts}'",
    ),
    run('is the operator stuck', 'kubectl get tigerastatus'),
    run('where it is missing', 'kubectl -n tigera-operator rollout restart deployment/tigera-operator'),
    run('wait until each node has restarted', 'kubectl -n calico-system rollout status daemonset/calico-node'),
  ],
  verify: [established],
  back: [byHand('nothing to take back: the operator writes what it always does')],
};
