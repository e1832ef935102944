import { type Cause, defineCause } from '../../cause.js';
import { nameOr } from '../../fix/evidence.js';
import { isCanal, placeOf, podsOn } from '../../fix/installer.js';
import { byHand, eachNode, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'datastore-unreachable',
  title: 'calico-node does not reach the Kubernetes API (or etcd)',
  prior: 0.04,
  signs: {
    'log.sandbox-failed': 0.15,
    'pods.stuck': 0.6,
    'agent.pod-not-ready': 0.8,
    'node.not-ready': 0.3,
    'log.nodename-missing': 0.2,
    'agent.pod-crashes': 0.3,
    'metric.not-in-sync': 0.4,
    'log.datastore-retry': 0.5,
    'log.api-unreachable': 0.7,
    'log.flannel-subnet-env': 0.2,
    'log.datastore-unauthorized': 0.3,
    'log.cluster-information': 0.5,
    'log.felix-not-ready': 0.3,
    'log.clock-skew': 0.2,
  },
  words: [
    /https:\/\/10\.\d+\.\d+\.1:443[^\n]*(?:i\/o timeout|no route to host|connection refused|TLS handshake timeout)/,
    /(?:unauthorized|i\/o timeout|connection refused)[^\n]{0,60}(?:10\.\d+\.0\.1|:443|:6443|datastore|apiserver|api server)|(?:10\.96\.0\.1|10\.43\.0\.1|10\.233\.0\.1)[^\n]{0,60}(?:timeout|refused|no route)/i,
    /error getting ClusterInformation|Hit error connecting to datastore/,
  ],
  rules: ['datastore-mismatch'],
  remedy: (told) => {
    const { namespace } = placeOf(told.seen);
    return {
      summary: 'let the nodes reach the API server: kube-proxy (or the kubernetes-services-endpoint ConfigMap), certificates, RBAC',
      then: [
        run(
          'does the service address answer on the node',
          'curl -sk -m 5 https://$(kubectl get service kubernetes -o jsonpath={.spec.clusterIP}):443/version',
          nameOr(told.nodes[0], eachNode),
        ),
        run('kube-proxy makes that address', 'kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide'),
        run(
          'may calico-node read what it needs',
          `kubectl auth can-i get clusterinformations.crd.projectcalico.org --as system:serviceaccount:${namespace}:${isCanal(told.seen) ? 'canal' : 'calico-node'}`,
        ),
        byHand('an expired token or certificate: restart calico-node after it was renewed'),
      ],
      verify: [run('calico-node is ready', `kubectl ${podsOn(told.seen)}`)],
      back: [byHand('nothing was changed by looking')],
    };
  },
});
