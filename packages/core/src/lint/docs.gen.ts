// Written by `npm run gen` from the doc.md of each rule; do not edit.

/** The page of each rule, in Markdown. */
export const docs: Readonly<Record<string, string>> = {
  'autodetection-method': `## Why

calico-node looks for the node's address by itself. The other nodes send tunnelled packets and BGP to it. \`first-found\` takes the address of
the last interface that is not on a short list of exceptions, so a VPN, a bridge or a second NIC can win, and another one after a reboot.

At 3 a.m. \`calicoctl node status\` shows the peers of one node, or of all of them, that do not come up:

\`\`\`text
| 10.0.2.15    | node-to-node mesh | start | 02:51:07 | Active Socket: Connection refused |
\`\`\`

10.0.2.15 is the address behind NAT that VirtualBox gives to every machine. Where all nodes find the same one, calico-node stops with
\`IPv4 address conflict\`. A method that calico-node does not know ends it at the start: \`Invalid IP autodetection method: First-Found\`. A
pattern after \`interface=\` is a regular expression: \`eth*\` is "et" and any number of h, found anywhere in a name.

## Avoid

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: bird
  ip_autodetection_method: first-found
\`\`\`

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: bird
  ip_autodetection_method: interface:eth0
\`\`\`

## Prefer

The address that Kubernetes has for the node (Calico 3.22 and later):

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: bird
  ip_autodetection_method: kubernetes-internal-ip
\`\`\`

Or the network of the nodes:

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: bird
  ip_autodetection_method: cidr=10.0.0.0/16
\`\`\`

## Exceptions

- Nothing is detected with the backend \`none\`, as in Canal and policy-only, and where \`IP\` holds an address: silent.
- A method that is not set at all is an info, and only where the whole environment of calico-node is in sight.
- Silent where a template, the kubelet (\`$(NAME)\`) or a ConfigMap out of sight fills in the method.
- Kubespray passes the host's own address where \`calico_ip_auto_method\` is not written: silent.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`node/pkg/lifecycle/startup/autodetection/autodetection_methods.go\` (the grammar),
  \`interfaces.go\` and \`filtered.go\` beside it (order and exceptions), \`node/pkg/lifecycle/startup/startup.go\` (when it detects).
- Calico v3.21.6: the same file, without kubernetes-internal-ip.
- Kubespray v2.31.0: \`roles/network_plugin/calico/templates/calico-node.yml.j2\`.
`,
  'duplicate-object': `## Why

\`kubectl apply -f\` sends every document of a file in order. Where two of them have the same kind, namespace and name, the second one replaces
what the first one set. There is no error and no warning, only two lines of output:

\`\`\`text
ippool.projectcalico.org/default-ipv4-ippool created
ippool.projectcalico.org/default-ipv4-ippool configured
\`\`\`

At 3 a.m. the file says \`vxlanMode: Always\`, the cluster says \`Never\`, and both are right: the other half of the file says \`Never\`.
\`projectcalico.org/v3\` and \`crd.projectcalico.org/v1\` are two doors to the same object.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  wireguardEnabled: true
---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  logSeverityScreen: Info
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  wireguardEnabled: true
  logSeverityScreen: Info
\`\`\`

## Exceptions

- The same object in two files is left alone: these are alternatives, or an overlay and its base.
- Silent where a template fills in a name or chooses between documents, and for \`generateName\`.
- Only objects of the field are compared, and others whose name, namespace or group names it.

## Sources

- Kubernetes, kubectl v1.33: \`staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go\` (objects are applied one by one).
- Calico, commit 87c15906f2 (August 2026): \`libcalico-go/lib/backend/k8s/resources\` (projectcalico.org/v3 is kept in
  crd.projectcalico.org/v1).
`,
  'encapsulation-backend': `## Why

\`calico_backend\` decides whether BIRD runs. VXLAN pools never need it: Felix sets their routes with every backend. IPIP pools need BIRD
up to Calico 3.32, and pools without encapsulation need it in every release, unless \`programClusterRoutes\` gives the work to Felix.
Without a program that sets the routes, the node does not know where the pods of other nodes are.

At 3 a.m. \`calicoctl node status\` says \`The BGP backend process (BIRD) is not running.\`, which is right for \`vxlan\`. The tunnel device
\`tunl0\` is up, and \`ip route | grep tunl0\` prints nothing. Packets to pods of other nodes leave through the default route and are lost.

The backend is compared letter for letter with \`none\` and \`vxlan\`. Every other text, \`VXLAN\` and the empty one included, starts BIRD.

## Avoid

\`\`\`yaml
# calicoVersion: v3.31
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: vxlan
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Always
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: vxlan
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Never
  vxlanMode: Always
\`\`\`

## Exceptions

- Silent where the backend is not in the input, or a template fills it in.
- Silent for a pool without encapsulation where \`underlay.routesPods: true\` says that the network under the nodes routes pod addresses.
- A warning where the pool comes from the environment of calico-node, which is read only before the first pool exists.
- A warning for IPIP where the release is not known: from Calico 3.33 on, Felix sets these routes. Say which release runs with
  \`--calico-version v3.31\`.
- Silent for Canal and policy-only, for disabled pools, and for pools of load balancers.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`node/filesystem/etc/rc.local\` (the backend starts BIRD or not; same text in v3.26.5 and
  v3.32.1), \`felix/config/config_params.go\` (programClusterRoutes; v3.31.0, v3.32.1), \`confd/pkg/backends/calico/bgp_processor.go\`.
- Calico v3.22.5: \`calicoctl/calicoctl/commands/node/status.go\` (the text for BIRD not running).
`,
  'encapsulation-required': `## Why

With both modes at \`Never\` a packet between pods leaves the node as it is: source and destination are pod addresses. Every router,
every cloud network and every firewall between the nodes must then know these addresses. Most do not, and drop the packet.

At 3 a.m. everything looks healthy. \`calicoctl node status\` prints \`Established\` for every peer, pods are ready, and the routes are there:

\`\`\`text
10.244.36.64/26 via 10.0.0.1 dev eth0 proto bird
\`\`\`

Pods on one node talk, pods on two nodes of one subnet often talk, and pods on nodes of different subnets time out. The router at
10.0.0.1 has no route to 10.244.36.64/26, or the cloud drops the packet because its address is not the node's own (source/destination
check).

A mode that is left out of an IPPool means \`Never\`. So does \`CALICO_IPV4POOL_IPIP\` where it is unset, although Calico's documentation
says \`Always\`.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Never
  vxlanMode: Never
  natOutgoing: true
\`\`\`

The same in the variables of Kubespray:

\`\`\`yaml
calico_network_backend: bird
calico_ipip_mode: Never
calico_vxlan_mode: Never
\`\`\`

## Prefer

An overlay. \`CrossSubnet\` encapsulates only what leaves the subnet:

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Never
  vxlanMode: CrossSubnet
  natOutgoing: true
\`\`\`

Or a fabric that learns the routes, and says so:

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: routed
spec:
  cidr: 10.244.0.0/16
  ipipMode: Never
  vxlanMode: Never
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: top-of-rack
spec:
  peerIP: 10.0.0.1
  asNumber: 64513
\`\`\`

## Exceptions

The rule is silent where the input says who carries the packets:

- \`underlay.routesPods: true\` (\`--underlay routesPods=true\`): the network under the nodes routes pod addresses.
- \`underlay.l2: true\`: all nodes share one segment, and BIRD or Felix (\`programClusterRoutes\`) sets the routes.
- A BGPPeer at an address that is no node, or the mesh is off and there are peers.
- Canal and policy-only, whose pods do not use Calico's pools.
- Pools that are disabled, and pools for load balancers only.
- \`CALICO_IPV6POOL_*\` where \`FELIX_IPV6SUPPORT\` is not true.

It reports an info where all nodes of the input share one subnet, and where \`natOutgoing: false\` says that pod addresses are routable. A
mode that a template fills in is not known, and nothing is said about it.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`api/pkg/apis/projectcalico/v3/ippool.go\` (modes and their defaults),
  \`node/pkg/lifecycle/startup/startup.go\` (CALICO_IPV4POOL_IPIP, an unset variable is \`Never\`),
  \`confd/pkg/backends/calico/bgp_processor.go\` (BIRD programs un-encapsulated routes).
- Kubespray v2.31.0: \`roles/network_plugin/calico/tasks/install.yml\`, \`docs/CNI/calico.md\`.
`,
  'image-pinned': `## Why

\`latest\`, and no tag at all, mean whatever the registry holds when a node pulls. A node that joins in March runs another release than one
that joined in January. Components of two releases do not always understand each other: the newer one writes a field that the older one does
not read, or its CRDs are missing.

At 3 a.m. one node fails after a reboot and nobody changed anything. The DaemonSet shows one image name. Only the digests of the running
pods differ, and this line prints them:

\`\`\`text
kubectl -n kube-system get pods -l k8s-app=calico-node -o jsonpath='{.items[*].status.containerStatuses[*].imageID}'
\`\`\`

The release also decides what a setting means: who programs the routes of IPIP changed with Calico 3.33. Where no release is named, nobody
can check a configuration against it, canal-lint included.

## Avoid

\`\`\`yaml
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: calico-node
  namespace: kube-system
spec:
  template:
    spec:
      containers:
        - name: calico-node
          image: calico/node:latest
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: calico-node
  namespace: kube-system
spec:
  template:
    spec:
      containers:
        - name: calico-node
          image: quay.io/calico/node:v3.31.7
\`\`\`

## Exceptions

- A digest pins an image whatever its tag says.
- A tag that moves (\`v3.31\`, \`master\`) is a warning.
- Silent where a template fills in the tag.
- Only images of Calico, flannel and their operator are judged, and mirrors of them.
- The fix names the release of the images beside, then that of \`--calico-version\`, then the newest that canal-lint knows.

## Sources

- Calico v3.24.6 to v3.32.1: \`manifests/calico.yaml\`, \`manifests/canal.yaml\` and \`manifests/tigera-operator.yaml\` name one release for all
  of their images.
- distribution/reference: the grammar of image references.
`,
  'mtu-arithmetic': `## Why

A tunnel puts a header around each packet. The pod's packet and the header must fit the NIC together:

\`\`\`text
NIC 1500 - 50 (VXLAN) = 1450
NIC 1500 - 20 (IPIP)  = 1480
NIC 9001 - 50 (VXLAN) = 8951
\`\`\`

A pod MTU above that sum breaks nothing that is small. Pings work, DNS works, the TCP handshake works. At 3 a.m. \`kubectl exec\` hangs after the
first lines, image pulls stop, and TLS never gets its certificate, because only full-size packets are lost. Felix warns only where the MTU is
larger than the NIC itself (\`Configured MTU is larger than detected host interface MTU\`). Between the sum and the NIC it says nothing.

## Avoid

\`\`\`yaml
# underlay: {nicMtu: 1500}
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: vxlan
  veth_mtu: "1500"
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  vxlanMode: Always
\`\`\`

## Prefer

\`"0"\` leaves the sum to Felix, which knows the NIC:

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: vxlan
  veth_mtu: "0"
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  vxlanMode: Always
\`\`\`

## Exceptions

- The MTU of the NICs is in no manifest. Without \`underlay.nicMtu\` (\`--underlay nicMtu=9001\`) only values that no usual NIC (1500, 9000,
  9001) fits are reported, as a warning that names the NIC they would need.
- Silent where the encapsulation or the MTU is not known, and for tunnels that are off.
- Canal counts flannel's header. Its manifest as shipped (\`veth_mtu: "0"\`) is left alone.
- Policy-only is left alone: another plugin carries its pods.
- \`calico_veth_mtu\` of Kubespray has no effect without \`calico_mtu\`, and is not judged then.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`felix/dataplane/linux/int_dataplane.go\` (headers, the smallest tunnel decides, the NIC's MTU),
  \`felix/config/config_params.go\` (mtuIfacePattern), \`cni-plugin/pkg/install/install.go\` (\`__CNI_MTU__\`).
- flannel, commit cdf76059 (August 2026): \`pkg/backend/vxlan/device.go\` and the other backends (headers).
- Kubespray v2.31.0: \`roles/network_plugin/calico/templates/calico-node.yml.j2\` (calico_mtu, calico_veth_mtu).
- RFC 8200, section 5: the least MTU of IPv6.
`,
  'pool-cidr': `## Why

Calico refuses a range with bits behind its prefix (\`IPPool CIDR is not strictly masked\`), one that overlaps another pool, and one that is
smaller than a block (\`IP pool size is too small for use with Calico IPAM\`). What it does not check is what lies under the pool: a node
inside the range gets its packets routed as if it were a pod, and a service inside it gets the address of a pod.

At 3 a.m. one node is \`NotReady\` and only from some nodes. \`ip route get 192.168.1.11\` on them prints a route to a tunnel or a blackhole
instead of \`dev eth0\`:

\`\`\`text
blackhole 192.168.1.0/26 proto bird
\`\`\`

The sum: 192.168.0.0/16 holds 192.168.0.0 to 192.168.255.255, so a node at 192.168.1.11 is inside.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 192.168.0.0/16
  vxlanMode: Always
---
apiVersion: v1
kind: Node
metadata:
  name: worker-1
status:
  addresses:
    - type: InternalIP
      address: 192.168.1.11
\`\`\`

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.1.0/16
  vxlanMode: Always
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  vxlanMode: Always
---
apiVersion: v1
kind: Node
metadata:
  name: worker-1
status:
  addresses:
    - type: InternalIP
      address: 192.168.1.11
\`\`\`

## Exceptions

- A disabled pool may lie over nodes and services: that keeps their addresses from being translated. It may be smaller than a block too.
- A pool for load balancers may be public.
- calico-node cuts the bits of \`CALICO_IPV4POOL_CIDR\` off by itself.
- Silent where a template fills in the range, and where the environment names no range: kubeadm's \`podSubnet\` comes first then.
- Silent for the pools of Canal and policy-only.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`libcalico-go/lib/clientv3/ippool.go\` and \`libcalico-go/lib/validator/v3/validator.go\` (what is
  refused), \`node/pkg/lifecycle/startup/startup.go\` (the range of the first pool).
- IANA special-purpose address registries (RFC 6890): what is not public.
`,
  'pool-modes': `## Why

A pool is carried by IPIP, by VXLAN or by neither. Calico's API server and calicoctl refuse a pool with both on
(\`Cannot enable both VXLAN and IPIP on the same IPPool\`), IPIP on IPv6 (\`IPIP is not supported on an IPv6 IP pool\`), and a tunnel for
addresses of load balancers.

\`kubectl apply\` on \`crd.projectcalico.org/v1\` checks nothing of that up to 3.31: the pool is stored, and Felix passes it over. The log
line that says so, \`invalid IPIPMode "always"\`, has the level Info, so at 3 a.m. nobody sees more than pods that do not talk. The
encapsulation stays off. In the environment of calico-node the grammar is another one (any case, \`off\`, the empty text), and a word
it does not know (\`true\`, \`false\`) ends calico-node: \`Unrecognized IPIP mode specified in CALICO_IPV4POOL_IPIP\`.

## Avoid

\`\`\`yaml
apiVersion: crd.projectcalico.org/v1
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: always
  vxlanMode: CrossSubnet
\`\`\`

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pods-v6
spec:
  cidr: fd00:10:244::/56
  ipipMode: Always
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: crd.projectcalico.org/v1
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Never
  vxlanMode: CrossSubnet
\`\`\`

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pods-v6
spec:
  cidr: fd00:10:244::/56
  vxlanMode: Always
\`\`\`

## Exceptions

- A warning instead of an error for the environment of calico-node: it makes a pool only where none exists.
- Silent where a template fills in a mode, the range or the uses, and for the old field \`ipip\` of the API v1.
- Silent for Canal and policy-only, which do not use Calico's pools.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`libcalico-go/lib/clientv3/ippool.go\` (what is refused),
  \`felix/calc/encapsulation_resolver.go\` (a mode that does not parse), \`node/pkg/lifecycle/startup/startup.go\` (words of the environment).
- Calico v3.32.1: the CRD of IPPool carries the values and rules; v3.31 and earlier carry none.
`,
  schema: `## Why

A field that Calico does not have sets nothing. \`kubectl apply\` refuses it (\`strict decoding error: unknown field "spec.vxlanMod"\`), older
kubectl and clients drop it without a word, and the pool stays as it was. At 3 a.m. one looks at a manifest that says the right thing and at
a cluster that never heard of it: \`kubectl get ippool -o yaml\` shows the object without the line.

A value that the definition does not take is refused as a whole object: \`spec.asNumber: Invalid value: … must be of type int32\`,
\`spec.logSeverityScreen in body should match '^(?i)(Trace|Debug|…)?$'\`, \`error with field PeerSelector = 'rack = "1"'\`. What went in before
the definition knew better (Calico up to 3.31 checked few values of \`crd.projectcalico.org/v1\`) breaks later and elsewhere: confd logs
\`PeerIP is not assigned or is malformed\` and drops the peer, Felix falls back to its default.

The fields of each release from 3.20 on are known to this rule. Where the release of the cluster is known (an image, ClusterInformation,
\`--calico-version\`), a field that came later is reported too.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: rack-1
spec:
  peerIP: 10.0.0.1
  asNumber: 4200000000
  nodeSelector: rack = '1'
  keepaliveTimer: 20s
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: rack-1
spec:
  peerIP: 10.0.0.1
  asNumber: 64513
  nodeSelector: rack == '1'
  keepaliveTime: 20s
\`\`\`

## Exceptions

- Modes of pools are pool-modes' business; ranges and blocks of pools are pool-cidr's.
- A warning where only one door refuses: a text without quotes or a key in other letters (calicoctl reads them, kubectl does not), an item
  given twice in a set, and values of \`crd.projectcalico.org\` that only Calico's own client checks.
- A warning for unknown fields beside Calico Enterprise (\`variant\`, or one of its kinds): the catalogue is that of the open source.
- Silent for what a template fills in, for fields that a template or a patch may add, for kinds that are not in the catalogue, and for
  definitions (CustomResourceDefinition) themselves.

## Sources

- Calico v3.20.6 to v3.32.1 and commit 87c15906f2 (August 2026): \`libcalico-go/config/crd\` and \`api/config/crd\` (fields, types, patterns, CEL),
  \`charts/tigera-operator/crds\` (Installation), \`api/pkg/apis/projectcalico/v3\` and \`libcalico-go/lib/validator/v3/validator.go\` (what Calico's
  client checks), \`libcalico-go/lib/selector\` (the grammar of selectors), \`api/pkg/lib/numorstring\` (ports, protocols, AS numbers).
- Kubernetes, k8s.io/apimachinery: names, labels and names of ports.
`,
  syntax: `## Why

A document that is no valid YAML is refused as a whole, and a file is often refused with it. Worse are the texts that are accepted: of a key
that stands twice in one map, kubectl and Helm keep the later value and drop the earlier one without a word. The file shows
\`ipipMode: Always\`, and the cluster has \`Never\`.

JSON inside of YAML breaks later. kubectl stores a \`cni_network_config\` or \`net-conf.json\` with a missing bracket as the text that it is. At
3 a.m. a node reboots, install-cni writes the file, and the pod stops with \`CNI config is not valid JSON\`; no pod on that node gets a network.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  vxlanMode: Always
  natOutgoing: false
  natOutgoing: true
\`\`\`

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: canal-config
  namespace: kube-system
data:
  canal_iface: ""
  net-conf.json: |-
    {
      "Network": "10.244.0.0/16",
      "Backend": { "Type": "vxlan" }
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  vxlanMode: Always
  natOutgoing: true
\`\`\`

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: canal-config
  namespace: kube-system
data:
  canal_iface: ""
  net-conf.json: |-
    {
      "Network": "10.244.0.0/16",
      "Backend": { "Type": "vxlan" }
    }
\`\`\`

## Exceptions

- Actions of templates (\`{{ }}\`, \`{% %}\`, \`%{ }\`) are read as values that are filled in later. A key in either branch of a template is no
  duplicate.
- Documents that have nothing to do with Calico, Canal or flannel are not parsed, so their syntax is not judged.
- Only the text is judged here, not whether a field exists.

## Sources

- YAML 1.1 and 1.2.2: a key occurs once in a map (chapter 3.2.1.3 of 1.2.2).
- kubernetes-sigs/yaml v1.6.0: \`goyaml.v2\` (how kubectl and Helm read YAML).
- Calico, commit 87c15906f2 (August 2026): \`cni-plugin/pkg/install/install.go\` (the message about the CNI configuration).
`,
};
