// Documents of the field, most of them sound: what the readers parse and the rules judge.
import { between, pick } from './plain.mjs';

const writers = [pool, pool, pool, pool, felix, felix, configMap, configMap, configMap, daemonSet];

/** One Calico document: a pool, a FelixConfiguration of a node, a ConfigMap of calico-node, or the DaemonSet itself. */
export function calicoDocument(random, id) {
  return pick(random, writers)(random, id);
}

function pool(random, id) {
  const [ipip, vxlan] = pick(random, [
    ['Never', 'Always'],
    ['Always', 'Never'],
    ['CrossSubnet', 'Never'],
    ['Never', 'Never'],
  ]);
  return `# pool of hall ${id}
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: hall-${id}
spec:
  cidr: 10.${between(random, 0, 255)}.${between(random, 0, 15) * 16}.0/20
  blockSize: 26
  ipipMode: ${ipip}
  vxlanMode: ${vxlan} # the switches between the halls route no pod addresses
  natOutgoing: true
  nodeSelector: hall == "${id}"
`;
}

function felix(random, id) {
  return `apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: node.worker-${id}
spec:
  logSeverityScreen: ${pick(random, ['Info', 'Warning'])}
  mtuIfacePattern: ${pick(random, ['^(en|eth).*', '^bond0$'])}
  vxlanMTU: ${pick(random, [1450, 1430, 8950])}
  iptablesRefreshInterval: ${between(random, 30, 180)}s
  reportingInterval: 0s
`;
}

function configMap(random, id) {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: calico-${id}
data:
  typha_service_name: none
  calico_backend: ${pick(random, ['bird', 'vxlan'])}
  veth_mtu: "${pick(random, [0, 1440, 1450])}"
  cni_network_config: |-
    {
      "name": "k8s-pod-network",
      "cniVersion": "0.3.1",
      "plugins": [
        {
          "type": "calico",
          "datastore_type": "kubernetes",
          "mtu": __CNI_MTU__,
          "ipam": { "type": "calico-ipam" },
          "policy": { "type": "k8s" }
        },
        { "type": "portmap", "snat": true, "capabilities": { "portMappings": true } }
      ]
    }
`;
}

const env = (pairs) =>
  Object.entries(pairs)
    .map(([name, value]) => `            - name: ${name}\n              value: "${value}"\n`)
    .join('');

function daemonSet(random, id) {
  const version = `v3.${between(random, 27, 31)}.${between(random, 0, 3)}`;
  return `# calico-node of segment ${id}
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: calico-node
  namespace: calico-${id}
  labels:
    k8s-app: calico-node
spec:
  selector:
    matchLabels:
      k8s-app: calico-node
  updateStrategy:
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 1 }
  template:
    metadata:
      labels:
        k8s-app: calico-node
    spec:
      hostNetwork: true
      serviceAccountName: calico-node
      tolerations:
        - { effect: NoSchedule, operator: Exists }
      initContainers:
        - name: install-cni
          image: docker.io/calico/cni:${version}
          command: [/opt/cni/bin/install]
      containers:
        - name: calico-node
          image: docker.io/calico/node:${version}
          env:
            - name: NODENAME
              valueFrom:
                fieldRef:
                  fieldPath: spec.nodeName
            - name: CALICO_NETWORKING_BACKEND
              valueFrom:
                configMapKeyRef:
                  name: calico-config
                  key: calico_backend
${env({
  DATASTORE_TYPE: 'kubernetes',
  WAIT_FOR_DATASTORE: 'true',
  CLUSTER_TYPE: 'k8s,bgp',
  IP: 'autodetect',
  IP_AUTODETECTION_METHOD: pick(random, ['first-found', 'interface=en.*', 'can-reach=192.0.2.1', 'kubernetes-internal-ip']),
  CALICO_IPV4POOL_CIDR: `10.${between(random, 0, 255)}.0.0/16`,
  CALICO_IPV4POOL_IPIP: pick(random, ['Always', 'Never']),
  CALICO_IPV4POOL_VXLAN: 'Never',
  FELIX_IPINIPMTU: '0',
  FELIX_IPV6SUPPORT: 'false',
  FELIX_HEALTHENABLED: 'true',
})}          envFrom:
            - configMapRef: { name: kubernetes-services-endpoint, optional: true }
          livenessProbe:
            exec:
              command: [/bin/calico-node, -felix-live, -bird-live]
            periodSeconds: 10
          readinessProbe:
            exec:
              command: [/bin/calico-node, -felix-ready, -bird-ready]
          volumeMounts:
            - { mountPath: /lib/modules, name: lib-modules, readOnly: true }
            - { mountPath: /var/run/calico, name: var-run-calico }
      volumes:
        - name: lib-modules
          hostPath: { path: /lib/modules }
        - name: var-run-calico
          hostPath: { path: /var/run/calico }
`;
}
