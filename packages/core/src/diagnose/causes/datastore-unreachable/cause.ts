import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'datastore-unreachable',
  title: 'calico-node does not reach the Kubernetes API (or etcd)',
  prior: 0.04,
  signs: {
    'log.datastore-retry': 0.7,
    'log.datastore-unauthorized': 0.3,
    'log.cluster-information': 0.5,
    'log.felix-not-ready': 0.3,
    'log.clock-skew': 0.2,
  },
  words: [
    /(?:unauthorized|i\/o timeout|connection refused)[^\n]{0,60}(?:10\.\d+\.0\.1|:443|:6443|datastore|apiserver|api server)|(?:10\.96\.0\.1|10\.43\.0\.1|10\.233\.0\.1)[^\n]{0,60}(?:timeout|refused|no route)/i,
    /error getting ClusterInformation|Hit error connecting to datastore/,
  ],
  rules: ['datastore-mismatch'],
  remedy: () => ({
    summary: 'let the nodes reach the API server: kube-proxy or kubernetes-services-endpoint, certificates, RBAC',
    then: ['kubectl -n kube-system get pods -l k8s-app=kube-proxy', 'curl -k https://<service address of kubernetes>:443/version'],
    verify: ['kubectl -n kube-system get pods -l k8s-app=calico-node'],
    back: [],
  }),
});
