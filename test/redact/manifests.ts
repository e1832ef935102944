// Scenes: what stands in repositories.
import { bare, type Scene } from './marked.js';

const secret: Scene = ({ secret: s, plain: o }) => `apiVersion: v1
kind: Secret
metadata:
  name: ${o('secretName')}
  namespace: kube-system
  uid: ${o('uid')}
  resourceVersion: "${o('revision')}"
  creationTimestamp: "${o('timestamp')}"
type: Opaque
data:
  etcd-key: ${s('base64')}
  "etcd-cert": "${s('base64')}"
  etcd-ca: '${s('base64')}' # of the other cluster
stringData:
  user: ${s('plainPassword')}
  config.ini: |
    ${s('opaque')}
---
kind: List
apiVersion: v1
items:
- apiVersion: v1
  data:
    ca.crt: ${s('base64')}
  kind: Secret
  metadata: { name: ${o('secretName')} }
- apiVersion: v1
  kind: ConfigMap
  metadata: { name: calico-config }
  data:
    calico_backend: bird
    typha_service_name: none
    veth_mtu: "${o('mtu')}"
`;

const secretJson: Scene = ({ secret: s, plain: o }) => `{
  "apiVersion": "v1",
  "items": [
    {
      "apiVersion": "v1",
      "data": {
        "password": "${s('base64')}",
        "user": "${s('base64')}"
      },
      "kind": "Secret",
      "metadata": {
        "annotations": {
          "kubectl.kubernetes.io/last-applied-configuration": "{\\"apiVersion\\":\\"v1\\",\\"data\\":{\\"password\\":\\"${s('base64')}\\"},\\"kind\\":\\"Secret\\",\\"metadata\\":{\\"name\\":\\"bgp\\"}}\\n"
        },
        "name": "${o('secretName')}",
        "resourceVersion": "${o('revision')}",
        "uid": "${o('uid')}"
      },
      "type": "Opaque"
    },
    {"apiVersion":"v1","data":{"cni":"${o('file')}"},"kind":"ConfigMap","metadata":{"uid":"${o('uid')}"}},
    {"apiVersion":"v1","kind":"Secret","stringData":{"token":"${s('opaque')}"},"metadata":{"uid":"${o('uid')}"}}
  ]
}
`;

const daemonSet: Scene = ({ secret: s, plain: o }) => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: calico-node
  generation: 3
  labels: { k8s-app: ${o('label')} }
spec:
  template:
    spec:
      priorityClassName: system-node-critical
      imagePullSecrets: [{ name: ${o('secretName')} }]
      containers:
        - name: calico-node
          image: ${o('image')}
          args: ["--etcd-password=${s('plainPassword')}", "--token", "${s('opaque')}"]
          env:
            - name: ETCD_PASSWORD
              value: "${s('password')}"
            - name: DATASTORE_TOKEN
              value: ${s('opaque')}
            - { name: AWS_SECRET_ACCESS_KEY, value: "${s('awsSecret')}" }
            - name: AWS_ACCESS_KEY_ID
              value: ${s('awsKeyId')}
            - name: ETCD_ENDPOINTS
              value: https://${s('fqdn')}:2379,https://${o('privateV4')}:2379
            - name: ETCD_KEY_FILE
              value: ${o('file')}
            - name: CALICO_IPV4POOL_CIDR
              value: ${o('cidr')}
            - name: FELIX_IPINIPMTU
              value: "${o('mtu')}"
            - name: SECRET_FROM
              valueFrom: { secretKeyRef: { name: ${o('secretName')}, key: password } }
            - name: IP_AUTODETECTION_METHOD
              value: interface=${o('interface')}
          volumeMounts:
            - { name: certs, mountPath: ${o('file')} }
      volumes:
        - name: certs
          secret: { secretName: ${o('secretName')}, optional: true }
        - name: token
          projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: 3607 } }] }
`;

const kubeconfig: Scene = ({ secret: s, plain: o }) => `apiVersion: v1
kind: Config
clusters:
- cluster:
    certificate-authority-data: LS0tLS1CRUdJTi${bare(s('base64'))}BDRVJUSUZJQ0FURS0tLS0t
    server: https://${s('fqdn')}:6443
  name: prod
users:
- name: admin
  user:
    client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ${s('base64')}
    token: ${s('jwt')}
- name: basic
  user:
    username: admin
    password: ${s('plainPassword')}
- name: exec
  user:
    auth-provider: { config: { id-token: ${s('jwt')}, refresh-token: "${s('opaque')}" } }
current-context: ${o('label')}
`;

const helmValues: Scene = ({ secret: s, plain: o }) => `installation:
  registry: ${s('fqdn')}:5000/
  imagePullSecrets: []
  calicoNetwork:
    bgp: Enabled
    mtu: ${o('mtu')}
    ipPools:
      - cidr: ${o('cidr')}
imagePullSecrets:
  pull: |
    {"auths":{"${s('fqdn')}":{"username":"ci","password":"${s('plainPassword')}","email":"${s('email')}","auth":"${s('base64')}"}}}
  other: {"auths": {"ghcr.io": {"auth": "${s('base64')}"}}}
image: ${o('registryImage')}
digest: ${o('digest')}
vault:
  token: ${s('vault')}
  rootToken: "${s('opaque')}"
  apiKey: ${s('opaque')}
grafana: { adminPassword: ${s('plainPassword')}, apiToken: ${s('grafana')} }
smtp:
  smtp_password: '${s('password')}'
  from: ${s('email')}
wireguard:
  privateKey: ${s('wireguard')}
  presharedKey: ${s('wireguard')}
tls:
  key: |
    -----BEGIN EC PRIVATE KEY-----
    ${s('opaque')}${s('opaque')}
    ${s('opaque')}==
    -----END EC PRIVATE KEY-----
ageKey: ${s('age')}
commit: ${o('commit')}
`;

const bgp: Scene = ({ secret: s, plain: o }) => `apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: { name: rack-1 }
spec:
  peerIP: ${s('v4')}
  asNumber: ${o('asNumber')}
  node: ${s('node')}
  password:
    secretKeyRef: { name: ${o('secretName')}, key: bgp }
---
apiVersion: projectcalico.org/v3
kind: Node
metadata:
  name: ${s('node')}
spec:
  bgp: { ipv4Address: ${s('v4')}/24, ipv6Address: "${s('v6')}/64", asNumber: ${o('asNumber')}, ipv4IPIPTunnelAddr: ${o('privateV4')} }
  orchRefs: [{ nodeName: ${s('ec2')}.eu-west-1.compute.internal, orchestrator: k8s }]
---
apiVersion: metallb.io/v1beta2
kind: BGPPeer
spec: { myASN: ${o('asNumber')}, peerAddress: ${o('privateV4')}, password: "${s('plainPassword')}" }
---
apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: { name: uplink }
spec:
  node: ${s('node')}
  interfaceName: ${o('interface')}
  expectedIPs: ["${s('v4')}", "${o('privateV4')}"]
`;

/** Every scene of a repository. */
export const manifests: Readonly<Record<string, Scene>> = {
  secret,
  secretJson,
  daemonSet,
  kubeconfig,
  helmValues,
  bgp,
};
