// Written by `npm run gen` from the doc.md of each rule; do not edit.

/** The page of each rule, in Markdown. */
export const docs: Readonly<Record<string, string>> = {
  'alert-metric': `## Why

Prometheus does not know which metrics exist. An expression over a name that nobody exports has no value, and an alert without a value is an
alert that never fires. It looks healthy: green in the list, no error in any log.

\`felix_cluster_num_hosts_running\` is the usual one. Articles use it to count the nodes that are up; no release of Calico has exported it. There
is \`felix_cluster_num_hosts\`, which counts the hosts that Calico knows, whether they run or not.

At 3 a.m. half of the nodes are gone and the pager is silent. What would have called:

\`\`\`text
count(up{job="calico-node"} == 1) < max(felix_cluster_num_hosts)
\`\`\`

Open-source Calico has no metric about BGP sessions at all: for these, CalicoNodeStatus or an exporter for BIRD is needed.

## Avoid

\`\`\`yaml
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: calico
  namespace: monitoring
spec:
  groups:
    - name: calico
      rules:
        - alert: CalicoNodesDown
          expr: felix_cluster_num_hosts_running < 3
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: calico
  namespace: monitoring
spec:
  groups:
    - name: calico
      rules:
        - alert: CalicoNodesDown
          expr: count(up{job="calico-node"} == 1) < max(felix_cluster_num_hosts)
        - alert: FelixCannotProgram
          expr: rate(felix_int_dataplane_failures[5m]) > 0
\`\`\`

## Exceptions

- Read are PrometheusRule and VMRule objects, rule files of Prometheus, dashboards of Grafana, and ConfigMaps that hold one of them.
- Only names that start with \`felix_\`, \`typha_\` or \`goldmane_\` are judged; \`ipam_\` and \`wireguard_\` belong to other exporters too.
- A metric that a recording rule of the input makes is known, whatever its name; so is each name with a colon.
- Silent where a template or a variable of the dashboard completes the name.
- A metric of another release than the cluster's is an info, because a dashboard may be made for several; an expression with \`or\` says so itself.
- The table holds open-source Calico from v3.21: names of Calico Enterprise are reported.

## Admission

There is no policy. Whether a metric exists is said by the release of Calico and by the recording rules of other objects; a PrometheusRule
alone shows neither, and dashboards reach Grafana past the API server. An expression without a value harms nothing at the moment it is
admitted: CI is soon enough.

## Sources

- projectcalico/calico, the last tag of each minor from v3.21.6 to v3.32.1 and 87c1590 (2026-08): the names in the Go code.
- Calico v3.32.1: \`felix/calc/stats_collector.go\`, \`felix/config/config_params.go\` (metrics are off unless \`prometheusMetricsEnabled\`).
- Prometheus 2.53: recording rules and their names.
`,
  'autodetection-method': `## Why

calico-node looks for the node's address by itself. The other nodes send tunnelled packets and BGP to it. \`first-found\` takes the address of
the last interface that is not on a short list of exceptions, so a VPN, a bridge or a second NIC can win, and another one after a reboot.

At 3 a.m. \`calicoctl node status\` shows the peers of one node, or of all of them, that do not come up:

\`\`\`text
| 10.0.2.15    | node-to-node mesh | start | 02:51:07 | Active Socket: Connection refused |
\`\`\`

10.0.2.15 is the address behind NAT that VirtualBox gives to every machine. Where all nodes find the same one, calico-node stops with
\`IPv4 address conflict\`. \`IP: Autodetect\` ends calico-node with \`Environment does not contain a valid IPv4 address\`: the words are compared
letter for letter, and anything else must be an address. A method that calico-node does not know ends it at the start: \`Invalid IP autodetection method: First-Found\`. A
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
- \`IP=none\`, or \`firstFound: false\` alone in an Installation, switches detection off: a warning where a pool of that family needs it.
- An Installation that names no method leaves it to the operator, which looks at the provider: silent.
- Where the input does not tell the release, the fix that writes kubernetes-internal-ip is unsafe: a calico-node before 3.22 ends with it.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`node/pkg/lifecycle/startup/autodetection/autodetection_methods.go\` (the grammar),
  \`interfaces.go\` and \`filtered.go\` beside it (order and exceptions), \`node/pkg/lifecycle/startup/startup.go\` (when it detects).
- Calico v3.21.6: the same file, without kubernetes-internal-ip.
- Kubespray v2.31.0: \`roles/network_plugin/calico/templates/calico-node.yml.j2\`.
`,
  'bgp-as-number': `## Why

All nodes of a Calico cluster have one AS, 64512 unless a BGPConfiguration says otherwise: their mesh is iBGP, and the same number on every node
is right. A BGPPeer names the AS of the _other_ side. Where its address belongs to a node and the AS is not that node's, BIRD ends each session
as soon as the peer says who it is:

\`\`\`text
$ calicoctl node status
| PEER ADDRESS |   PEER TYPE   | STATE |  SINCE   |             INFO              |
| 10.0.0.12    | node specific | start | 03:02:11 | Idle BGP Error: Bad peer AS   |
\`\`\`

On the other node the same line says \`Received: Bad peer AS\`, and confd adds no reverse peering, because it compares the AS too. No routes come
over that session: \`ip route\` lacks the blocks of the other node.

A router with the cluster's own AS is no fault, but seldom meant. The session becomes iBGP, and what a speaker learned over iBGP it does not pass
on over iBGP: the router's other neighbours of that AS never hear of the pods.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: BGPConfiguration
metadata:
  name: default
spec:
  asNumber: 64513
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: to-worker-2
spec:
  peerIP: 10.0.0.12
  asNumber: 64566
---
apiVersion: projectcalico.org/v3
kind: Node
metadata:
  name: worker-2
spec:
  bgp:
    ipv4Address: 10.0.0.12/24
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: BGPConfiguration
metadata:
  name: default
spec:
  asNumber: 64513
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: to-worker-2
spec:
  peerIP: 10.0.0.12
  asNumber: 64513
---
apiVersion: projectcalico.org/v3
kind: Node
metadata:
  name: worker-2
spec:
  bgp:
    ipv4Address: 10.0.0.12/24
\`\`\`

## Exceptions

- A warning instead of an error where no BGPConfiguration is in sight: another AS may be set elsewhere.
- Silent where a template fills in one of the numbers, and where a peer has a \`localASNumber\`: nodes then show another AS than their own.
- Numbers out of range are judged in the environment, in annotations of nodes and in Kubespray's variables; in resources the rule schema does. One
  above 2147483647 is a warning: the resources that Kubespray makes cannot hold it.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`confd/pkg/backends/calico/bgp_processor.go\` (a node's AS before the cluster's),
  \`confd/pkg/backends/calico/client.go\` (default 64512; reverse peering), \`lib/numorstring/asnumber.go\` (the grammar),
  \`api/config/crd/projectcalico.org_bgppeers.yaml\` (int32).
- projectcalico/bird, branch feature-ipinip: \`proto/bgp/packets.c\` (\`Bad peer AS\`). RFC 4271 §9.2.1 (iBGP routes are not passed on over iBGP).
`,
  'bgp-export': `## Why

\`disableBGPExport\` keeps the routes of a pool from all peers of BIRD. The nodes of the mesh are peers too. A pool in VXLAN does not mind: Felix
programs its routes. A pool without encapsulation, or in IPIP up to Calico 3.32, has no other way to make its blocks known: every node is left with
its own.

At 3 a.m. the sessions are all Established, calico-node is Ready everywhere, and pods reach only those of their own node:

\`\`\`text
$ calicoctl node status
| 10.0.0.12    | node-to-node mesh | up    | 02:14:09 | Established |
$ ip route | grep 10.244
blackhole 10.244.12.64/26 proto bird
10.244.12.70 dev cali1a2b3c4d5e6 scope link
\`\`\`

The field is for keeping a pool from routers outside of the cluster. A BGPFilter in the BGPPeer of these routers does that and no more.

## Avoid

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: bird
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: CrossSubnet
  natOutgoing: true
  disableBGPExport: true
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  vxlanMode: CrossSubnet
  natOutgoing: true
  disableBGPExport: true
\`\`\`

## Exceptions

- Silent for pools in VXLAN, for IPIP where Felix programs its routes (3.33, or \`programClusterRoutes\`), and where no BIRD runs.
- Silent where the underlay routes pods (\`underlay.routesPods\`).
- A warning where the release or the backend is not known, and beside another pool that BIRD does tell.

## Admission

There is no policy. Who tells the routes of a pool, Felix or BIRD, is said by the release, by \`programClusterRoutes\` in a FelixConfiguration
and a BGPConfiguration, and by the backend of calico-node. An IPPool shows none of them: the same pool is right in one cluster and cut off
in another.

## Sources

- Calico 87c1590: \`confd/pkg/backends/calico/bgp_processor.go\`; Calico v3.28.5: \`confd/etc/calico/confd/templates/bird_ipam.cfg.template\`.
- Calico v3.32.1: \`api/pkg/apis/projectcalico/v3/ippool.go\`.
`,
  'bgp-mesh': `## Why

BIRD tells other nodes which blocks of addresses are here. It does so over the mesh, or over BGPPeers. With the mesh off and no peer it tells
nobody, and says nothing about it: calico-node is Ready (\`no bgp peers, returning ready\`), the log has no error.

\`\`\`text
$ calicoctl node status
IPv4 BGP status
No IPv4 peers found.
$ ip route | grep tunl0
$
\`\`\`

The routes to the pods of other nodes went with the sessions. That matters to pools whose routes BIRD programs: those without encapsulation, and
those of IPIP up to Calico 3.32. VXLAN needs no BGP.

A node with a \`routeReflectorClusterID\` is left out of the mesh by all others: without a BGPPeer that chooses it, it is alone.

From 3.32 on, a node takes its _own_ AS for that of every mesh peer that has none; up to 3.31 it took the cluster's. A single node with an AS of
its own loses all its sessions at the upgrade: \`Idle BGP Error: Bad peer AS\`.

## Avoid

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  calico_backend: bird
---
apiVersion: projectcalico.org/v3
kind: BGPConfiguration
metadata:
  name: default
spec:
  nodeToNodeMeshEnabled: false
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Always
  natOutgoing: true
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: BGPConfiguration
metadata:
  name: default
spec:
  nodeToNodeMeshEnabled: false
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: tor
spec:
  peerIP: 192.0.2.1
  asNumber: 64520
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Always
  natOutgoing: true
\`\`\`

## Exceptions

- A warning instead of an error where peers may stand in files that are not in the input, and where the release that decides is not known.
- Silent without a pool in sight: nothing says that BGP is needed. Silent for a single node.
- Silent where BIRD does not run: backend \`vxlan\` or \`none\`, Canal, policy-only.
- Silent where it is not known whether a peer chooses a reflector. The AS of a node is an info where the release is not known.

## Admission

The policy judges a BGPConfiguration beside the pools, peers and nodes that Gatekeeper has synced (\`sync.yaml\`), and only warns: the peers may come
next, and the inventory follows the cluster with a delay. In a cluster with a mesh, apply the peers first. Reflectors and AS numbers of nodes are left
to CI: calico-node writes both onto a Node that runs already.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`confd/pkg/backends/calico/bgp_processor.go\` (mesh, reflectors, AS of mesh peers),
  \`node/pkg/health/health.go\` (ready without peers). Calico v3.31.7: \`confd/etc/calico/confd/templates/bird.cfg.template\` (the AS before 3.32).
- Calico pull request 4992 (turning the mesh off removes all routes until there are peers).
`,
  'bgp-peer': `## Why

A BGPPeer names one end by \`node\` or \`nodeSelector\` (neither: all nodes) and the other by \`peerIP\` or \`peerSelector\`. Fields that exclude each other
are refused, and the rule schema says so. What is worse makes no noise. A selector that matches no node makes no session, and no log line. A filter that does not exist is passed over, so
the routes that it should reject go out. Of two peers with one address, confd keeps the first and drops the other with all its settings, and a
peer of all nodes hides that of one node. At 3 a.m. the session is up and the password, the filter or the AS of the second object is nowhere in
\`/etc/calico/confd/config/bird.cfg\`. A peer that is missing altogether looks like this:

\`\`\`text
$ calicoctl node status
IPv4 BGP status
No IPv4 peers found.
\`\`\`

and calico-node is Ready all the same (\`no bgp peers, returning ready\`). Only an address that does not parse is logged by confd:
\`PeerIP is not assigned or is malformed\`.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: tor
spec:
  peerIP: 192.0.2.1
  asNumber: 64520
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: tor-again
spec:
  peerIP: 192.0.2.1
  asNumber: 64521
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: tor-a
spec:
  nodeSelector: rack == 'a'
  peerIP: 192.0.2.1
  asNumber: 64520
\`\`\`

## Exceptions

- Fields of one resource are left to the rule schema.
- Warnings, not errors, for peers that are stored and make no session, or lose their settings: other sessions may carry the routes.
- Filters are judged only where the input has a BGPFilter, or is a whole cluster; nodes and selectors only where it is a whole cluster.
- Silent where a template fills in what tells two peers apart, or the labels that a selector reads.
- A peering that is written on one side only is right: confd adds the other side.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`confd/pkg/backends/calico/client.go\` (sessions of peers, which one wins),
  \`confd/pkg/backends/calico/bgp_processor.go\` (filters; a node skips itself), \`node/pkg/health/health.go\` (ready without peers).
`,
  'canal-mtu': `## Why

Calico computes the MTU of pods from its own tunnels. In Canal it has none, flannel has, and so \`veth_mtu: "0"\`, which the manifest ships, gives
pods the MTU of the NIC. flannel's VXLAN device has 50 bytes less.

\`\`\`text
$ ip link show flannel.1
7: flannel.1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 …
$ kubectl exec web -- cat /sys/class/net/eth0/mtu
1500
$ ping -M do -s 1472 10.244.2.7
ping: local error: message too long, mtu=1450
\`\`\`

It works as long as the node's ICMP answer reaches the pod and the program listens to it. Where a policy or a firewall drops ICMP, small requests
pass and large answers hang: the login works, the first page does not. A connection also loses a round trip until it knows.

\`MTU\` in flannel's \`Backend\` is the size of the _outer_ packet, what the NIC takes. flannel subtracts 50 itself: \`"MTU": 1450\` makes a tunnel of 1400.

flannel takes 50 bytes off for both families. Over IPv6 the outer header has 70: with \`EnableIPv6\` the largest pod MTU that fits is 20 bytes smaller.

## Avoid

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: canal-config
  namespace: kube-system
data:
  canal_iface: ""
  veth_mtu: "1450"
  net-conf.json: |
    {
      "Network": "10.244.0.0/16",
      "Backend": { "Type": "vxlan", "MTU": 1450 }
    }
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: canal-config
  namespace: kube-system
data:
  canal_iface: ""
  veth_mtu: "1450"
  net-conf.json: |
    {
      "Network": "10.244.0.0/16",
      "Backend": { "Type": "vxlan" }
    }
\`\`\`

## Exceptions

- An info for \`veth_mtu: "0"\`: it is what the manifest ships, and it works where ICMP does.
- A pod MTU that does not fit the NIC is reported by mtu-arithmetic, not here.
- \`MTU\` is compared for VXLAN only; older releases of flannel pass over it.
- Silent for host-gw, which takes nothing, and where a template fills in the backend.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`felix/dataplane/linux/int_dataplane.go\` (no tunnel: the host's MTU),
  \`cni-plugin/pkg/plugin/plugin.go\` (0: what Felix wrote), \`manifests/canal.yaml\`. Calico v3.23: \`networking/mtu.md\`.
- flannel, commit cdf76059 (August 2026): \`pkg/backend/vxlan/vxlan.go\` and \`device.go\` (MTU less 50), \`Documentation/backends.md\`.
`,
  'cloud-encapsulation': `## Why

Clouds look at packets. Azure drops IP protocol 4, and with it IPIP. AWS drops what is neither from nor to the address of the instance, as long as its
source/destination check is on: that is each packet of a pod which leaves a node without encapsulation, all of them with \`None\`, those inside of a
subnet with \`CrossSubnet\`. Google does the same to instances without \`can_ip_forward\`, OpenStack to ports without \`allowed_address_pairs\`.

Nothing says so anywhere: nodes are Ready, BGP is Established, routes are there.

\`\`\`text
$ ip route get 10.244.2.7
10.244.2.7 via 10.0.1.9 dev eth0 src 10.0.1.4      # the next hop is right, no tunnel
$ tcpdump -ni eth0 host 10.244.2.7                 # on 10.0.1.9: nothing arrives
\`\`\`

CrossSubnet is the hardest to find: nodes of different zones talk (through the tunnel), nodes of one zone do not.

## Avoid

\`\`\`yaml
# underlay: {cloud: azure}
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: pods }
spec: { cidr: 10.244.0.0/16, ipipMode: Always, natOutgoing: true }
\`\`\`

\`\`\`yaml
# file: main.tf
resource "aws_instance" "node" {
  ami = "ami-0123456789abcdef0"
}
# file: pool.yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: pods }
spec: { cidr: 10.244.0.0/16, vxlanMode: CrossSubnet, natOutgoing: true }
\`\`\`

## Prefer

\`\`\`yaml
# underlay: {cloud: azure}
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: pods }
spec: { cidr: 10.244.0.0/16, vxlanMode: Always, natOutgoing: true }
\`\`\`

\`awsSrcDstCheck: Disable\` lets Felix turn the check off. Its nodes need the rights ec2:DescribeInstances and ec2:ModifyNetworkInterfaceAttribute.

\`\`\`yaml
# underlay: {cloud: aws}
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata: { name: default }
spec: { awsSrcDstCheck: Disable }
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: pods }
spec: { cidr: 10.244.0.0/16, vxlanMode: CrossSubnet, natOutgoing: true }
\`\`\`

## Exceptions

- The cloud is known from \`underlay.cloud\` (\`--underlay cloud=aws\`), from the hosts in Terraform files of the same cluster, or from an installer. Where it
  is not, the rule is silent.
- A host is a node where its name in Terraform says so (\`worker\`, \`k8s_node\`), its tag \`kubernetes.io/cluster/…\`, or its group, which opens a port of
  the field to its own members. On other hosts the check says nothing: a bastion needs it.
- Warnings at most: what a cloud does is documented by others, and changes.
- CrossSubnet encapsulates everything on Google Cloud, whose hosts have addresses of /32: silent.
- Silent on AWS where \`underlay.routesPods\` is true and no instance is in sight, and for kops unless \`awsSrcDstCheck\` says otherwise: by default it
  has Felix turn the check off.
- A pool without encapsulation is left to encapsulation-required until something says that the network carries pods.
- Canal, and Calico that only enforces policy, do not use these pools.

## Admission

There is no policy yet. An IPPool does not name the cloud. What is said on its hosts (source/destination check, allowed address pairs)
stands in no object of Kubernetes at all, but in Terraform files or with the provider, where only the command sees it.

## Sources

- Calico's documentation: public-cloud/aws, azure, gce; \`awsSrcDstCheck\` in the reference of the FelixConfiguration. Calico v3.23:
  \`networking/bgp.md\`, \`networking/vxlan-ipip.md\` (Azure). Calico, commit 87c15906f2: \`felix/config/config_params.go:401\`.
- kops, commit 268927e: \`pkg/apis/kops/validation/validation.go:1768\` (Azure must be VXLAN), \`pkg/apis/kops/networking.go\` (awsSrcDstCheck).
- terraform-provider-aws \`website/docs/r/instance\` (source_dest_check, true by default); terraform-provider-google \`compute_instance\` (can_ip_forward).
- Kubespray, commit 46dbdd3: \`docs/cloud_controllers/openstack.md:120-131\` (allowed address pairs). projectcalico/calico issue 1095 (DigitalOcean).
`,
  'cni-configuration': `## Why

The CNI plugin makes a pod's interface and gives it an address; calico-node makes the routes and the rules. They meet in the kernel only, so what they
disagree about is no error anywhere.

- \`USE_POD_CIDR\` tells calico-node that a pod's address comes out of the \`podCIDR\` of its node. With \`calico-ipam\` it comes out of a pool, in blocks,
  and calico-node with \`USE_POD_CIDR\` does not look at blocks. With \`host-local\` and without the variable it is the other way round.
- Felix takes an interface for a pod's by its name: \`interfacePrefix\`, by default \`cali\`. The plugin calls them \`cali…\` whatever Felix is told.
- Kubernetes leaves \`hostPort\` to the plugin \`portmap\`. Without it in the list the port is never opened.

At 3 a.m. pods run, each node reaches its own, and the routes to the others are for ranges in which no pod is:

\`\`\`text
$ ip route | grep bird
10.244.1.0/24 via 10.0.0.12 dev tunl0 proto bird onlink
$ kubectl get pods -o wide
web-1   1/1   Running   192.168.77.131   node-2
\`\`\`

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
      initContainers:
        - name: install-cni
          image: quay.io/calico/cni:v3.31.7
          env:
            - name: CNI_NETWORK_CONFIG
              value: |
                { "name": "k8s-pod-network", "plugins": [
                  { "type": "calico", "ipam": { "type": "calico-ipam" } },
                  { "type": "portmap", "snat": true, "capabilities": { "portMappings": true } }
                ] }
      containers:
        - name: calico-node
          image: quay.io/calico/node:v3.31.7
          env:
            - name: USE_POD_CIDR
              value: "true"
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
      initContainers:
        - name: install-cni
          image: quay.io/calico/cni:v3.31.7
          env:
            - name: CNI_NETWORK_CONFIG
              value: |
                { "name": "k8s-pod-network", "plugins": [
                  { "type": "calico", "ipam": { "type": "calico-ipam" } },
                  { "type": "portmap", "snat": true, "capabilities": { "portMappings": true } }
                ] }
      containers:
        - name: calico-node
          image: quay.io/calico/node:v3.31.7
          env:
            - name: CALICO_NETWORKING_BACKEND
              value: bird
\`\`\`

## Exceptions

- Canal and policy-only installs have \`USE_POD_CIDR\` and the backend \`none\`: flannel or the cloud routes their pods. Nothing is said there.
- Silent where the variable is templated or may come from out of sight.
- A missing \`portmap\` matters only to a pod with a \`hostPort\`, and other plugins may map ports themselves.
- \`interfacePrefix\` is judged beside the CNI plugin of Calico only: clouds and OpenStack have names of their own.

## Admission

There is no policy. The CNI configuration stands in a ConfigMap, what calico-node makes of it in the environment of a DaemonSet,
\`interfacePrefix\` in a FelixConfiguration, and a \`hostPort\` in any workload. Each of them is right alone.

## Sources

- Calico 87c1590: \`libcalico-go/lib/apiconfig/apiconfig.go\`; \`libcalico-go/lib/backend/syncersv1/bgpsyncer/bgpsyncer.go\`;
  \`libcalico-go/lib/backend/syncersv1/felixsyncer/felixsyncerv1.go\`; \`libcalico-go/lib/backend/k8s/conversion/workload_endpoint_default.go\`.
- Calico v3.32.1: \`manifests/calico.yaml\`, \`manifests/canal.yaml\`, \`manifests/calico-policy-only.yaml\`.
`,
  'datastore-mismatch': `## Why

Calico keeps its objects either in Kubernetes or in etcd, and each of its parts finds out for itself which: calico-node by \`DATASTORE_TYPE\`, Felix by
that and by \`ETCD_ENDPOINTS\`, the CNI plugin by \`datastore_type\` in its configuration. Nobody compares them.

Felix has a trap of its own. calico-node hands it \`ETCD_ENDPOINTS\`, and where Felix has endpoints it takes etcd, whatever the type says. The usual
way there: \`DATASTORE_TYPE: kubernetes\` is added to an old manifest, and the lines about etcd stay.

At 3 a.m. calico-node never gets Ready, or it is Ready and programs nothing for new pods, because they are written down elsewhere:

\`\`\`text
[INFO] felix/config_params.go: Overriding EtcdEndpoints from felix config to http://10.0.0.5:2379
[ERROR] felix/daemon.go: Failed to connect to datastore
[FATAL] startup.go: failed to create client: unknown datastore type: Kubernetes
\`\`\`

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
          image: quay.io/calico/node:v3.31.7
          env:
            - name: DATASTORE_TYPE
              value: kubernetes
            - name: ETCD_ENDPOINTS
              value: http://10.0.0.5:2379
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
          env:
            - name: DATASTORE_TYPE
              value: kubernetes
\`\`\`

## Exceptions

- Endpoints that are empty do no harm; those from out of sight, or from a template, may be.
- Without \`DATASTORE_TYPE\` nothing contradicts: endpoints mean etcd.

## Admission

There is no policy yet. The words of calico-node mostly come from a ConfigMap or a Secret, and the plugin's from the CNI configuration: the
DaemonSet shows names of keys. Where all of it is literal, calico-node says the same at its first start.

## Sources

- Calico 87c1590: \`felix/config/config_params.go\`; \`node/filesystem/etc/service/available/felix/run\`; \`libcalico-go/lib/apiconfig/load.go\`;
  \`libcalico-go/lib/backend/client.go\`; \`cni-plugin/internal/pkg/utils/utils.go\`.
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

## Admission

There is no policy: the API server holds one object of a name. The second one arrives as an update of the first, which nothing tells from an
update that is meant.

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

Canal takes \`none\`: flannel carries its pods. With another backend calico-node looks for node addresses, starts BIRD or Calico's VXLAN, and
\`ip route\` shows routes of both, of which the wrong ones may win.

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
- A warning where, from 3.31 on, a FelixConfiguration that is out of sight may give the routes to Felix: lint it together with the pool.
- A warning for IPIP where the release is not known: from Calico 3.33 on, Felix sets these routes. Say which release runs with
  \`--calico-version v3.31\`.
- Silent for a pool that the installer refuses itself: \`installer-validation\` says so.
- The pools of Canal and policy-only are not judged, nor are disabled pools and those of load balancers.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`node/filesystem/etc/rc.local\` (the backend starts BIRD or not; same text in v3.26.5 and
  v3.32.1), \`felix/config/config_params.go\` (programClusterRoutes; v3.31.0, v3.32.1), \`confd/pkg/backends/calico/bgp_processor.go\`.
- \`node/pkg/lifecycle/startup/startup.go:376-381\` (v3.32.1: 377): only \`none\` leaves node addresses and AS numbers alone; Canal's manifest
  (\`manifests/canal.yaml\`) and rke2-canal have it.
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
- Pools that the installer refuses as they are: \`installer-validation\` says so.
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
  'failsafe-ports': `## Why

A HostEndpoint puts the node itself under policy, and without one that allows something it drops everything. The failsafe ports stay open
whatever the policies say: SSH, DHCP, DNS, BGP, etcd, Typha, the API server. Setting \`failsafeInboundHostPorts\` or its outbound twin _replaces_
the list. One port added is eight ports lost.

Nothing happens until the first HostEndpoint is there. Then, node by node:

\`\`\`text
$ calicoctl node status
| 10.0.0.12    | node-to-node mesh | start | 03:02:11 | Active Socket: Connection timed out |
$ ssh worker-1
ssh: connect to host worker-1 port 22: Connection timed out
\`\`\`

Felix on that node no longer reaches the API server or Typha, so it does not hear of the policy that would repair it. The way back is the console.

BGP on another port than 179 (\`listenPort\`) is not in the default lists.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  failsafeInboundHostPorts:
    - protocol: TCP
      port: 2222
---
apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata:
  name: worker-1-eth0
spec:
  node: worker-1
  interfaceName: eth0
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  failsafeInboundHostPorts:
    - protocol: TCP
      port: 22
    - protocol: TCP
      port: 2222
    - protocol: UDP
      port: 68
    - protocol: TCP
      port: 179
    - protocol: TCP
      port: 2379
    - protocol: TCP
      port: 2380
    - protocol: TCP
      port: 5473
    - protocol: TCP
      port: 6443
\`\`\`

## Exceptions

- An info where no HostEndpoint is in sight: the list has no effect yet. A warning where policies may stand elsewhere.
- 179 is not asked for where the backend runs no BIRD, 5473 not where Typha is known to be off. etcd's old ports 6666 and 6667 never are.
- A port that a GlobalNetworkPolicy of the input allows, to whomever, is not missing; nor is one that is open to a part of the addresses.
- A host endpoint with the profile \`projectcalico-default-allow\`, as Calico makes them by itself, drops nothing by default.
- Silent where a template fills in a port.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`felix/config/config_params.go\` (the default lists), \`felix/config/param_types.go\` (the grammar),
  \`felix/rules/static.go\` (where they are applied). Calico issue 968: a host endpoint that cut off etcd and BGP.
`,
  'flannel-network': `## Why

In Canal a node's pods get addresses from the range that Kubernetes gave the node (\`spec.podCIDR\`), and flanneld routes them. It starts with
\`net-conf.json\`: where its \`Network\` does not hold the node's range, it refuses to go on, and the container restarts for ever.

\`\`\`text
$ kubectl -n kube-system logs canal-7x2kd -c kube-flannel
Error registering network: failed to acquire lease: subnet "10.244.0.0/16" specified in the flannel net config doesn't contain
"192.168.1.0/24" PodCIDR of the "worker-1" node
\`\`\`

Older releases went on and translated the addresses of packets between pods, which looks like a policy that does not match. The range of the
cluster is \`podSubnet\` of kubeadm, \`--cluster-cidr\` of the controller manager, \`clusterCIDR\` of kube-proxy: three more places for one number.

The other words of the file decide whether flanneld starts at all: a type that it does not have (\`unknown backend type: hostgw\`), a \`Backend\`
without one, an interface pattern where one name is asked for (\`error looking up interface eth.*\`). Without \`Backend\` it starts, with \`udp\`, at
a tenth of the speed.

## Avoid

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: kube-flannel-cfg
  namespace: kube-flannel
data:
  net-conf.json: |
    {
      "Network": "10.244.0.0/16",
      "Backend": { "Type": "vxlan" }
    }
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking:
  podSubnet: 192.168.0.0/16
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: kube-flannel-cfg
  namespace: kube-flannel
data:
  net-conf.json: |
    {
      "Network": "192.168.0.0/16",
      "Backend": { "Type": "vxlan" }
    }
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking:
  podSubnet: 192.168.0.0/16
\`\`\`

## Exceptions

- A \`Network\` larger than the range of the cluster is fine. A smaller one inside of it is a warning: nodes may come from the part that fits.
- A warning instead of an error where calico-node does not run beside it and files may be alternatives; silent where Calico carries the pods.
- Calico's IPPool plays no part in Canal: it is not compared.
- \`vxlanPort\` and \`vxlanVNI\` of Felix are compared with flannel's: the same port is fine, the same port with the same VNI is one device too many.
- The type is compared without case, as flannel does. Silent where a template fills in a value.
- A node without podCIDR is not judged: manifests of Nodes do not carry it.

## Admission

There is no policy yet. flannel's network stands in a ConfigMap, the pod range of the cluster in kubeadm's configuration, that of each node
in its Node, and Calico's VXLAN port in a FelixConfiguration. flanneld reads the ConfigMap at its start only, and exits on a text that it
cannot use.

## Sources

- flannel, commit cdf76059 (August 2026): \`pkg/subnet/kube/kube.go\` (ranges of nodes), \`pkg/subnet/config.go\` (Backend, udp),
  \`pkg/backend/manager.go\` (types), \`pkg/ipmatch/match.go\` (interfaces), \`Documentation/backends.md\`.
- Calico, commit 87c15906f2 (August 2026): \`felix/dataplane/linux/route_mgr.go\`, \`manifests/canal.yaml\`.
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
- Only images of Calico, flannel and their operator are judged, and mirrors of them. The option \`wide: true\` judges the images of all workloads.
- The fix names the release of the images beside, then that of \`--calico-version\`, then the newest that canal-lint knows; beside a tag
  that moves it names none, since the release that runs is not known.

## Sources

- Calico v3.24.6 to v3.32.1: \`manifests/calico.yaml\`, \`manifests/canal.yaml\` and \`manifests/tigera-operator.yaml\` name one release for all
  of their images.
- distribution/reference: the grammar of image references.
`,
  'image-version-skew': `## Why

Calico builds \`node\`, \`cni\`, \`kube-controllers\`, \`typha\` and the others from one commit, tags them alike and tests them together. Its
manifests never mix two tags. Where they are mixed, each pair is an experiment: Typha of one release sends what Felix of another does not
parse, \`install-cni\` writes a configuration with a field that the plugin of yesterday ignores, \`calicoctl\` refuses to work with a cluster of
another release.

At 3 a.m. one component is up and another one is not, and both logs look right by themselves:

\`\`\`text
version mismatch.
Client Version:   v3.28.0
Cluster Version:  v3.30.7
Use --allow-version-mismatch to override.
\`\`\`

Half an upgrade is the usual cause: the DaemonSet was edited, the init containers above it and the Deployment below it were not.

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
      initContainers:
        - name: install-cni
          image: quay.io/calico/cni:v3.29.1
      containers:
        - name: calico-node
          image: quay.io/calico/node:v3.31.7
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
      initContainers:
        - name: install-cni
          image: quay.io/calico/cni:v3.31.7
      containers:
        - name: calico-node
          image: quay.io/calico/node:v3.31.7
\`\`\`

## Exceptions

- flannel and the operator have releases of their own and are not compared.
- The release that most images name is taken for the right one; with as many on each side, that of \`calico/node\`.
- Silent where a tag names no release (\`master\`, none: see image-pinned), or a template or a kustomization sets it.
- The fix is unsafe: it changes what runs. It is not offered for digests, nor for the builds of a distribution, whose tags are their own.

## Admission

An object names the release of its own images only; which of the others is the odd one shows beside them. The policy asks for the workloads that
Gatekeeper has synced (\`sync.yaml\`), and at the audit only: every upgrade passes through a skew, since it changes one workload after the other, and
would end at its first object. Two releases in one object are refused at once.

## Sources

- Calico v3.24.6 to v3.32.1: \`manifests/*.yaml\` name one tag in each file.
- Calico v3.32.1: \`calicoctl/calicoctl/commands/common/version_mismatch.go\`, the text of calicoctl.
`,
  'installer-dead-setting': `## Why

Installers have variables that they know and do not use: a name that is left over, a switch that counts only beside another one, a field
that is written after the moment at which it would count. Nobody complains about them. At 3 a.m. the variable is in git, the playbook ran
green, and the cluster does what it did before:

\`\`\`text
PLAY RECAP ********************************************************************
node1                      : ok=612  changed=9    unreachable=0    failed=0
$ calicoctl get felixconfiguration default -o yaml | grep -i vxlanport
$ kubectl -n kube-system get ds calico-node -o yaml | grep -A1 VXLANPORT
$
\`\`\`

- Kubespray makes its pool with calicoctl before calico-node starts, so \`calico_ipv4pool_ipip\` comes too late.
- Kubespray writes the number and the port of VXLAN only for the backend \`vxlan\`, and runs BIRD, which peers and advertises services, only
  for \`bird\`.
- \`calico_veth_mtu\`, which the sample file recommends, counts only where \`calico_mtu\` is set.
- What a cluster has once, Kubespray renders as the first control plane node sees it: a \`calico_ip_auto_method\` in the host_vars of another
  node is read by nobody.
- A folder \`group_vars/k8s_cluster/\` hides the file \`group_vars/k8s_cluster.yml\` beside it.

## Avoid

\`group_vars/k8s_cluster/k8s-net-calico.yml\`:

\`\`\`yaml
calico_network_backend: bird
calico_ipip_mode: Always
calico_vxlan_mode: Never
calico_vxlan_port: 8472
\`\`\`

## Prefer

\`\`\`yaml
calico_network_backend: bird
calico_ipip_mode: Always
calico_vxlan_mode: Never
\`\`\`

## Exceptions

- Only what the input proves is said: where the setting that would make it count is templated, or not in the input, nothing is.
- A setting that says what happens anyway does no harm, and nothing is said.
- A key that the installer does not know at all is for installer-unknown-key; MTUs have a rule of their own, mtu-no-effect, but for calico_veth_mtu.

## Admission

What an installer makes of its input is decided before anything reaches the API server: values of charts, inventories and cluster specs are no
Kubernetes objects. For an Installation the operator's own defaults decide, which hang on the provider that it finds in the cluster. Lint the input
where it is kept.

## Sources

- Kubespray 46dbdd3 (2026-08): \`roles/network_plugin/calico/tasks/install.yml\`, \`tasks/peer_with_router.yml\`, \`templates/calico-node.yml.j2\`
  and \`templates/calico-config.yml.j2\`.
- k3s-io/k3s: \`pkg/agent/templates/templates.go\` (\`if not .NodeConfig.NoFlannel\`: where containerd looks for the CNI configuration).
- ansible-core 2.19.14: \`parsing/dataloader.py\` (\`find_vars_files\`), \`vars/manager.py\`.
`,
  'installer-unknown-key': `## Why

Helm, RKE and Ansible take any key. A key that no template reads changes nothing, and nobody says so: \`vethMTU\` instead of \`vethuMTU\`, a
\`calicoNetwork\` that slipped out of \`installation\`, a variable with one letter too many.

At 3 a.m. the setting is in the file, in Git and in the review, and not on the node:

\`\`\`text
$ grep -A1 vethMTU rke2-canal-config.yaml
      vethMTU: 1400
$ kubectl -n kube-system get configmap rke2-canal-config -o jsonpath='{.data.veth_mtu}'
1450
\`\`\`

What was meant is usually one slip away; where there is such a key, the message names it.

## Avoid

\`\`\`yaml
apiVersion: helm.cattle.io/v1
kind: HelmChartConfig
metadata:
  name: rke2-canal
  namespace: kube-system
spec:
  valuesContent: |-
    calico:
      vethMTU: 1400
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: helm.cattle.io/v1
kind: HelmChartConfig
metadata:
  name: rke2-canal
  namespace: kube-system
spec:
  valuesContent: |-
    calico:
      vethuMTU: 1400
\`\`\`

## Exceptions

- In a values file that names no chart only keys near to a known one are reported: a chart of one's own may read the others.
- A variable of Ansible is judged only where the input is Kubespray's for sure; other roles have a \`calico_…\` of their own. One from which
  another variable is made by Jinja is read by somebody, and nothing is said of it. A variable that some release of Kubespray reads is judged
  only where the input tells the release: \`kubespray_version\`, galaxy.yml, or the versions of Calico and Kubernetes.
- Keys of Helm itself and of umbrella charts, such as \`global\`, are not judged, nor are keys that a template brings.
- Calico's own resources are judged by schema.

## Admission

Keys of values files, inventories and cluster specs never reach the API server. In an Installation the API server itself drops or refuses keys that
the CRD does not have, before a webhook is asked: the policy would not see them.

## Sources

- rancher/rke2-charts 262e21a: \`packages/rke2-canal/charts/values.yaml\` and its templates.
- flannel v0.28.9: \`chart/kube-flannel/values.yaml\` and its templates.
- Calico v3.32.1: \`charts/tigera-operator/values.yaml\` and its templates.
- Kubespray, the tags v2.8.0 to v2.31.0 and 46dbdd3 (2026-08): every \`calico_…\` and \`typha_…\` of \`roles/\` and \`playbooks/\`.
`,
  'installer-validation': `## Why

Installers check their input before they act, and what they do then is rarely loud. tigera-operator keeps the old \`calico-node\` running and
changes nothing, so a bad Installation is found days later, when a node is replaced; in a new cluster there is no \`calico-node\` at all.
At 3 a.m. nodes are \`NotReady\` with \`cni plugin not initialized\`, no pod of Calico fails, and the reason stands in one place only:

\`\`\`text
$ kubectl get tigerastatus calico
NAME     AVAILABLE   PROGRESSING   DEGRADED   SINCE
calico                             True       41m
$ kubectl get tigerastatus calico -o jsonpath='{.status.conditions[?(@.type=="Degraded")].message}'
Invalid Installation provided: IPIP encapsulation requires that BGP is enabled
\`\`\`

Kubespray stops in the middle of a run, with half of the nodes upgraded:

\`\`\`text
TASK [network_plugin/calico : Check ipip and vxlan mode if simultaneously enabled] ***
fatal: [cp1]: FAILED! => {"assertion": "calico_vxlan_mode in ['Never']", "msg": "IP in IP and VXLAN mode is mutualy exclusive modes"}
\`\`\`

This rule makes the installer's own checks on the file, names the check, and says what the installer does when it fails.

## Avoid

\`\`\`yaml
apiVersion: operator.tigera.io/v1
kind: Installation
metadata:
  name: default
spec:
  cni:
    type: AmazonVPC
  calicoNetwork:
    bgp: Disabled
    ipPools:
      - cidr: 10.60.0.0/16
        encapsulation: VXLAN
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: operator.tigera.io/v1
kind: Installation
metadata:
  name: default
spec:
  cni:
    type: Calico
  calicoNetwork:
    bgp: Disabled
    ipPools:
      - cidr: 10.60.0.0/16
        encapsulation: VXLAN
\`\`\`

## Exceptions

- A warning where something out of sight may keep it from being refused: the release of the installer, a cloud that it detects, pools that
  exist already. Say which release of Calico runs with \`--calico-version v3.31\`.
- What other rules say in every dialect is left to them: fields and words that the API does not know to \`schema\`, ranges and block sizes to
  \`pool-cidr\`, modes that do not go together to \`pool-modes\`. Kubespray refuses such modes before there is a pool, so there it is this rule.
- Silent where a template fills in one of the values, and about what a file that is not in the input may hold.

## Admission

Most of what is judged here never reaches the API server. Of an Installation the operator checks the same itself, against the release and the provider
that it finds in the cluster; a policy that guesses at both would refuse what the operator takes.

## Sources

- tigera/operator, commit 40788b9 (August 2026): \`pkg/controller/installation/validation.go\`, \`pkg/controller/ippool/validation.go\`,
  \`pkg/controller/ippool/kubeadm.go\`, \`pkg/controller/utils/bpf.go\`; the same files at v1.30.0, v1.34.0, v1.38.16, v1.40.15, v1.42.4 and v1.43.0.
- Kubespray 46dbdd3 (2026-08) and the tags v2.13.0 to v2.31.0: \`roles/network_plugin/calico/tasks/check.yml\` and \`install.yml\`,
  \`roles/validate_inventory/tasks/main.yml\`.
`,
  'kube-proxy-mode': `## Why

Both Felix and kube-proxy write rules into the kernel's packet filter, each with iptables or with nftables. With the same tool they take notice of
each other; with two, a packet that one lets pass can still be dropped by the other, and the marks of one mean nothing to the other. Calico's page on
its nftables data plane asks for kube-proxy in mode \`nftables\`.

At 3 a.m. some services answer and some do not, and both sides' rules look right when each is read alone:

\`\`\`text
$ nft list tables
table ip calico
$ iptables-save -t nat | grep -c KUBE-SVC
412
\`\`\`

\`nftablesMode: Auto\`, the default, goes by what Felix finds of kube-proxy at its start. tigera-operator writes the field by \`linuxDataplane\`: for
\`Iptables\`, which is its default, \`Disabled\` whatever kube-proxy does.

## Avoid

\`\`\`yaml
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: ipvs
---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  nftablesMode: Enabled
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  nftablesMode: Enabled
\`\`\`

## Exceptions

- Silent where the mode of kube-proxy is not written: it depends on the release of Kubernetes.
- Silent in Calico's eBPF dataplane, and where kube-proxy is off.

## Admission

Felix' mode stands in FelixConfiguration, kube-proxy's in a ConfigMap or in the command line of another workload: neither object is wrong by itself,
and the change from one mode to the other passes through a state in which they differ.

## Sources

- Calico 87c1590: \`felix/DESIGN.md\` (dataplane backends); \`felix/dataplane/driver.go\`; \`felix/config/config_params.go\`.
- tigera/operator 40788b9: \`pkg/controller/installation/core_controller.go\`, \`setNftablesMode\` (v1.40.15 writes \`Enabled\` where v1.42.4 writes \`Auto\`).
- Calico 3.32 documentation, getting-started/kubernetes/nftables.
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

A CNI configuration with \`__CNI_MTU__\` in it and no variable \`CNI_MTU\` at install-cni gives pods 1500, which leaves no room for any tunnel on a usual
NIC.

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
- A bond, a bridge or a VLAN lies on NICs of other names: \`mtuIfacePattern\` is not held against it.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`felix/dataplane/linux/int_dataplane.go\` (headers, the smallest tunnel decides, the NIC's MTU),
  \`felix/config/config_params.go\` (mtuIfacePattern), \`cni-plugin/pkg/install/install.go\` (\`__CNI_MTU__\`).
- flannel, commit cdf76059 (August 2026): \`pkg/backend/vxlan/device.go\` and the other backends (headers).
- Kubespray v2.31.0: \`roles/network_plugin/calico/templates/calico-node.yml.j2\` (calico_mtu, calico_veth_mtu).
- RFC 8200, section 5: the least MTU of IPv6.
`,
  'mtu-no-effect': `## Why

An MTU can be written in five places, and the one that is easiest to edit is often read by nobody:

- Felix reads its environment first, FelixConfiguration after it. Calico's manifests set \`FELIX_IPINIPMTU\`, \`FELIX_VXLANMTU\` and
  \`FELIX_WIREGUARDMTU\` from the key \`veth_mtu\`. So \`ipipMTU\`, \`vxlanMTU\` and \`wireguardMTU\` of FelixConfiguration do nothing in such a
  cluster, even where the environment says \`0\`, which means automatic.
- \`CNI_MTU\` replaces the text \`__CNI_MTU__\` in the CNI configuration. A configuration with a number in that place keeps its number.
- Kubespray hands \`calico_mtu\` to the CNI plugin only as a number (\`calico_veth_mtu\` without it is for installer-dead-setting).

At 3 a.m. large answers hang and small ones pass, though the MTU was lowered weeks ago and \`kubectl get felixconfiguration default -o yaml\`
shows the right number. Felix says so at its start, in a line of level Info that nobody reads:

\`\`\`text
Skipping config value for IpInIpMtu from datastore (global); already have a value from environment variable
\`\`\`

\`ip link show vxlan.calico\` and \`cat /var/lib/calico/mtu\` on a node tell what is in force.

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
          image: quay.io/calico/node:v3.31.7
          env:
            - name: FELIX_VXLANMTU
              value: "0"
---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  vxlanMTU: 1410
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
          env:
            - name: FELIX_VXLANMTU
              value: "1410"
\`\`\`

## Exceptions

- Silent where both places say the same, and where the environment of calico-node is not in the input or not known.
- \`veth_mtu: "0"\` beside a number in the CNI configuration is what the manifests leave; nothing is said.
- The operator sets the environment only where \`calicoNetwork.mtu\` is written; without it FelixConfiguration counts.

## Admission

A setting has no effect because another object goes before it: the environment of calico-node, the Installation, the CNI configuration.
\`mtu-arithmetic\` has a policy, which judges each number by itself.

## Sources

- Calico v3.32.1: \`felix/config/config_params.go\`, the order of sources; \`cni-plugin/pkg/install/install.go\`, \`__CNI_MTU__\`;
  \`manifests/calico.yaml\`, the environment from \`veth_mtu\`.
- Kubespray 46dbdd3 (2026-08): \`roles/network_plugin/calico/templates/calico-node.yml.j2\` and \`calico-config.yml.j2\`.
`,
  'node-identity': `## Why

A DaemonSet and the FelixConfiguration \`default\` speak to every node. What is written there as an address is the address of all of them.

\`CALICO_ROUTER_ID\` with an address in it gives every node the same BGP identifier. BIRD ends a session with a neighbour that shows its own one.
calico-node gets up, finds its neighbours and never becomes Ready:

\`\`\`text
$ calicoctl node status
| 10.0.0.12    | node-to-node mesh | start | 02:14:09 | Idle  BGP Error: Bad BGP       |
|              |                   |       |          | identifier                     |
calico/node is not ready: BIRD is not ready: BGP not established with 10.0.0.12,10.0.0.13
\`\`\`

\`natOutgoingAddress\` in the FelixConfiguration \`default\` makes all nodes translate to the address of one. That one works; on the others a pod opens
connections to the outside, and no answer comes. \`deviceRouteSourceAddress\` there is worse: the kernel refuses a route with a source that is not its
own, so Felix cannot program the routes to its pods.

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
          image: quay.io/calico/node:v3.31.7
          env:
            - name: CALICO_ROUTER_ID
              value: 10.0.0.11
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
          env:
            - name: CALICO_ROUTER_ID
              value: hash
\`\`\`

Without the variable the identifier is the IPv4 address of the node; \`hash\` makes one of its name, for nodes without IPv4.

## Exceptions

- Silent for a cluster of one node, for static pods, and where several DaemonSets run calico-node: each may be for one node.
- Silent where the kubelet fills in the value (\`$(NODE_IP)\`, \`fieldRef\`).
- With the mesh off it is a warning: routers outside of the cluster do not compare identifiers of different nodes.
- A FelixConfiguration \`node.<name>\`, or one with a nodeSelector, may say what it likes.

## Admission

A value is at fault here because all nodes read it, which one object can tell only where it is the workload itself; a FelixConfiguration may be the
fallback of one whose nodes all have their own. A cluster of one node is a valid use, and how many nodes there are is not in the object.

## Sources

- Calico 87c1590: \`confd/pkg/backends/calico/bgp_processor.go\`; \`felix/rules/nat.go\`; \`felix/config/config_params.go\`.
- BIRD, projectcalico/bird feature-ipinip 1e2ff99d: \`proto/bgp/packets.c\`.
`,
  'placeholder-left': `## Why

Manuals and some of Calico's own manifests leave holes for the user: \`<ETCD_IP>\`, \`<cluster_name>\`, \`__TYPHA_ADDR__\`. YAML takes them for
text, and so does the API server. Nothing fails until the component reads the value.

At 3 a.m. calico-node does not start on any node, and its log repeats one line in which the name is no name:

\`\`\`text
Failed to create Calico API client: dial tcp: lookup <ETCD_IP>: no such host
\`\`\`

Where the hole is in a place that is read later, such as a BGP peer's address, the nodes run and one session is missing: confd logs
"PeerIP is not assigned or is malformed" and leaves the peer out.

## Avoid

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  etcd_endpoints: "http://<ETCD_IP>:<ETCD_PORT>"
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  etcd_endpoints: "https://10.0.0.11:2379,https://10.0.0.12:2379,https://10.0.0.13:2379"
\`\`\`

## Exceptions

- \`__CNI_MTU__\` and its like in \`cni_network_config\` and \`CNI_NETWORK_CONFIG\` are filled in by the container install-cni.
- \`\${…}\`, \`{{ … }}\` and \`@NAME@\` are filled in by tools before the file is applied: what comes there is not known, so nothing is said.
- In the words of a command and in text of several lines only names in capitals count, such as \`<NODE_NAME>\`.
- Definitions of resources are not judged: their descriptions name formats as \`<IPv4>\`. Nor are policies (Gatekeeper's templates, Kyverno's, those of
  Kubernetes): their code names what it looks for.
- Only objects of Calico, Canal, flannel and the operator are judged, and those that name them.

## Admission

Which text is a placeholder is seen by what stands around it: the templates, the files that fill them in and the comments, none of which the API
server gets. Of a finished object, the same characters may be meant: shell scripts and configuration in ConfigMaps are full of them. Lint before the
apply.

## Sources

- Calico v3.24.6 to v3.32.1: \`manifests/calico-etcd.yaml\` and \`manifests/canal-etcd.yaml\`, key \`etcd_endpoints\`; \`manifests/ocp/\`.
- Calico v3.32.1: \`cni-plugin/pkg/install/install.go\`, the names that install-cni fills in; \`confd/pkg/backends/calico/client.go\`, the log line.
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

A pool outside of \`podSubnet\`, or of \`cluster-cidr\` of k3s and RKE2, works, and misleads: kube-proxy takes its pods for hosts of the outside and gives what they send to a service the
address of their node. A policy that allows one pod then sees a node.

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
- A further pool outside of the pod range can be meant: only pools that all lie outside are reported, and none where kube-proxy does not run.
- Two pod ranges are compared only where one file gives both: kubeadm's \`podSubnet\` and kube-proxy's \`clusterCIDR\`. Files beside each other may be
  of two clusters.
- Cluster API's Cluster stands in the cluster that manages others: its ranges count for a chart or set that goes to it, and by themselves.
- Silent where a template fills in the range, and where the environment names no range: kubeadm's \`podSubnet\` comes first then.
- Silent for the pools of Canal and policy-only.

## Admission

The policy sees pools that overlap through the inventory, so Gatekeeper has to sync IPPools (\`sync.yaml\`); the newer of two is refused. Each request
looks at every pool: with 1,000 of them that takes about 5 ms, and an audit of all of them a thousand times that. An Installation is compared
with itself only, since the operator makes IPPools of it.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`libcalico-go/lib/clientv3/ippool.go\` and \`libcalico-go/lib/validator/v3/validator.go\` (what is
  refused), \`node/pkg/lifecycle/startup/startup.go\` (the range of the first pool).
- Kubernetes: \`cmd/kubeadm/app/componentconfigs/kubeproxy.go\` (kubeadm leaves another \`clusterCIDR\` as it is, and warns).
- canonical/microk8s: \`scripts/generate-cni.sh\` (what \`args/cni-env\` gives to Calico and kube-proxy).
- IANA special-purpose address registries (RFC 6890): what is not public.
`,
  'pool-coverage': `## Why

A pod gets its address from a pool that is enabled, may be used for workloads, and chooses the node. Where there is none, the pod waits:

\`\`\`text
Failed to create pod sandbox: … failed to request IPv4 addresses: no configured Calico pools for node worker-2
\`\`\`

A node takes addresses a block at a time (/26: 64 of them). A pool of /24 holds 4 blocks; the fifth node finds none free and borrows single
addresses from the blocks of the others. That works and costs a route for each of them. With \`strictAffinity\` it does not borrow, and its pods wait
with \`No IPs available in pools\`. The CNI plugin's log on that node is where the reason stands; the node itself is Ready.

The tunnel devices need an address too, out of a pool with that tunnel and \`Tunnel\` among its \`allowedUses\`. A VXLAN node without one is no end of
the tunnel: the others have no route to its pods, and no log line says so.

## Avoid

\`\`\`yaml
apiVersion: crd.projectcalico.org/v1
kind: IPAMConfig
metadata:
  name: default
spec:
  strictAffinity: true
  autoAllocateBlocks: true
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pods
spec:
  cidr: 10.244.0.0/26
  vxlanMode: Always
  natOutgoing: true
---
apiVersion: projectcalico.org/v3
kind: Node
metadata:
  name: worker-1
spec:
  bgp:
    ipv4Address: 10.0.0.11/24
---
apiVersion: projectcalico.org/v3
kind: Node
metadata:
  name: worker-2
spec:
  bgp:
    ipv4Address: 10.0.0.12/24
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pods
spec:
  cidr: 10.244.0.0/16
  blockSize: 26
  vxlanMode: Always
  natOutgoing: true
\`\`\`

## Exceptions

- Warnings instead of errors where other pools may be out of sight; silent for a lone IPPool, whatever its size:
  how many nodes there are is not known. An Installation lists all pools of its cluster: a warning where they hold 4 blocks or fewer.
- Silent where a template fills in what decides: the range, the selector, the uses, the labels of a node.
- Silent for Canal, policy-only and the IPAM plugin host-local, which do not use Calico's pools.

## Admission

Whether every node has a pool, and a block of it, is a sum over all pools and all nodes. A pool is made before the pools beside it, and a node before
its labels: at admission the sum is not there yet.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`libcalico-go/lib/ipam/ipam.go\` (which pools a node may use; strict affinity; Windows);
  \`node/pkg/allocateip/allocateip.go\` (addresses of tunnel devices).
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
  'probe-backend': `## Why

With the backend \`vxlan\` or \`none\`, calico-node starts Felix and nothing else. The flags \`-bird-live\` and \`-bird-ready\` ask for a process
that does not run, so they fail for ever. A manifest that was switched from \`bird\` to \`vxlan\` by one key of the ConfigMap is the usual way
there: the probes stand two hundred lines below.

At 3 a.m. calico-node restarts every minute on each node, and pods that start get no network. The events say:

\`\`\`text
Liveness probe failed: calico/node is not ready: bird/confd is not live: exit status 1
Readiness probe failed: calico/node is not ready: BIRD is not ready: error querying BIRD: unable to connect to BIRDv4 socket:
dial unix /var/run/calico/bird.ctl: connect: no such file or directory
\`\`\`

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
          image: quay.io/calico/node:v3.31.7
          env:
            - name: CALICO_NETWORKING_BACKEND
              value: vxlan
          livenessProbe:
            exec:
              command: [/bin/calico-node, -felix-live, -bird-live]
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
          env:
            - name: CALICO_NETWORKING_BACKEND
              value: vxlan
          livenessProbe:
            exec:
              command: [/bin/calico-node, -felix-live]
\`\`\`

## Exceptions

- Silent where the backend is not known: it is templated, or read from a ConfigMap that is not in the input.
- The backend counts as calico-node reads it, letter for letter: \`VXLAN\` starts BIRD (see encapsulation-backend).
- The other way round is no fault: with \`bird\` a probe may ask for Felix alone, and no manifest asks for \`-bird6-ready\`.

## Sources

- Calico v3.32.1: \`node/filesystem/etc/rc.local\`, which services a backend starts; \`node/pkg/health/health.go\`, what the flags ask;
  \`manifests/calico.yaml\` and \`manifests/calico-vxlan.yaml\`, the probes that go with each backend.
- Calico at 87c1590 (2026-08): \`manifests/calico.yaml\`, the form \`calico component node health --bird-live\`.
`,
  'resource-name': `## Why

Some kinds of Calico are settings, not lists of things: one object, \`default\`, and for two of them one more for a node, \`node.<name>\`. An object
of another name is stored, listed and passed over.

\`\`\`text
$ calicoctl get bgpconfiguration
NAME           LOGSEVERITY   MESHENABLED   ASNUMBER
service-cidr
\`\`\`

At 3 a.m. nothing is broken that a status would show. The service range is not advertised, the mesh is still on, WireGuard is still off. confd
writes one line, at start and when the object changes: \`Bad value for BGPConfiguration resource name: service-cidr.\` Felix writes none.
\`calicoctl\` refuses other names for KubeControllersConfiguration and for IPAM; \`kubectl\` on \`crd.projectcalico.org/v1\` takes them.

From 3.32 on Felix also reads a FelixConfiguration of any name that has a \`nodeSelector\`.

## Avoid

\`\`\`yaml
apiVersion: crd.projectcalico.org/v1
kind: BGPConfiguration
metadata:
  name: service-cidr
spec:
  serviceClusterIPs:
    - cidr: 10.43.0.0/16
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: crd.projectcalico.org/v1
kind: BGPConfiguration
metadata:
  name: default
spec:
  serviceClusterIPs:
    - cidr: 10.43.0.0/16
\`\`\`

## Exceptions

- Silent where a template fills in the name.
- Silent for a FelixConfiguration with a \`nodeSelector\`, unless the release is known to be older than 3.32.
- An Installation is also read as \`overlay\` and \`tigera-secure\`, an APIServer as \`tigera-secure\`.
- Whether a node of the name \`node.<name>\` exists is not judged.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`confd/pkg/backends/calico/client.go\` (names of BGPConfiguration),
  \`libcalico-go/lib/backend/syncersv1/updateprocessors/configurationprocessor.go\` and \`felix/config/config_params.go\` (FelixConfiguration),
  \`libcalico-go/lib/clientv3\` (\`Cannot create a Kube Controllers Configuration resource with a name other than "default"\`; IPAM).
`,
  'route-owner': `## Why

Two programs can write the routes to pods of other nodes: Felix, and BIRD by way of confd. \`programClusterRoutes\` exists for both, in
FelixConfiguration (since 3.31) and in BGPConfiguration (since 3.32), and the two have to be changed together.

|                | Felix, unset      | BIRD, unset                     |
| -------------- | ----------------- | ------------------------------- |
| up to 3.30     | nothing           | IPIP and plain pools            |
| 3.31, 3.32     | \`Disabled\`        | \`Enabled\`: IPIP and plain pools |
| 3.33 and later | \`EnabledIPIPOnly\` | \`EnabledNoEncapOnly\`            |

So a \`Disabled\` for Felix that repeats the default of 3.32 leaves the routes of IPIP pools to nobody after the upgrade, and an \`Enabled\` for BIRD
gives them to both. With nobody, the sessions are Established and \`ip route\` has no line for the blocks of other nodes. With both, the lines
change hands: \`ip monitor route\` shows the same prefix with and without \`proto bird\` by turns, and connections break at random.

VXLAN is Felix's in every release.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  programClusterRoutes: Enabled
---
apiVersion: projectcalico.org/v3
kind: BGPConfiguration
metadata:
  name: default
spec:
  programClusterRoutes: Enabled
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Always
  natOutgoing: true
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  programClusterRoutes: Enabled
---
apiVersion: projectcalico.org/v3
kind: BGPConfiguration
metadata:
  name: default
spec:
  programClusterRoutes: Disabled
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Always
  natOutgoing: true
\`\`\`

## Exceptions

- Says nothing where neither field is written: the defaults of a release fit each other.
- A warning where no pool is in sight, where the pool is only written in the environment of the first install, and where the release that decides
  is not known. Also where the other resource, or the workload that tells whether BIRD runs, may be out of sight: the finding names what to add.
  An info for 3.31 and 3.32, which are not affected yet.
- Silent where the backend runs no BIRD (encapsulation-backend judges that), where \`underlay.routesPods\` is true for plain pools, and where a
  template fills in one side.

## Admission

Felix' half of the decision is in FelixConfiguration, BIRD's in BGPConfiguration, and the backend and the pools are elsewhere. Each half is valid by
itself, and changing the owner means writing one before the other.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`api/pkg/apis/projectcalico/v3/felixconfig.go\`, \`felix/config/config_params.go\`,
  \`confd/pkg/backends/calico/bgp_processor.go\`; commit f473f52b8b (defaults of 3.33). Calico v3.31.0 and v3.32.1: \`felix/config/config_params.go\`.
`,
  schema: `## Why

A field that Calico does not have sets nothing. \`kubectl apply\` refuses it (\`strict decoding error: unknown field "spec.vxlanMod"\`), older
kubectl and clients drop it without a word, and the pool stays as it was. At 3 a.m. one looks at a manifest that says the right thing and at
a cluster that never heard of it: \`kubectl get ippool -o yaml\` shows the object without the line.

A value that the definition does not take is refused as a whole object: \`spec.asNumber: Invalid value: … must be of type int32\`,
\`spec.logSeverityScreen in body should match '^(?i)(Trace|Debug|…)?$'\`, \`error with field PeerSelector = 'rack = "1"'\`. What went in before
the definition knew better (Calico up to 3.31 checked few values of \`crd.projectcalico.org/v1\`) breaks later and elsewhere: confd logs
\`PeerIP is not assigned or is malformed\` and drops the peer, Felix falls back to its default.

A kind or a version that a group does not have is refused whole: \`no matches for kind "IPpool" in version "projectcalico.org/v3"\`, or from
calicoctl \`unknown resource type\`. IPAMConfig of \`crd.projectcalico.org/v1\` is called IPAMConfiguration in \`projectcalico.org/v3\`.

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
  asNumber: 64513
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
- A kind that is not in the catalogue is reported only where it is spelt nearly like one that is: other products, Calico Enterprise among them,
  have kinds of their own in these groups.
- Silent for what a template fills in, a placeholder that nobody filled in, for fields that a template or a patch may add, and for definitions (CustomResourceDefinition) themselves.

## Admission

The API server has the CRDs of the release that runs and checks each object against them before it asks a webhook. Fields that it prunes in silence
are gone from the object by then, so that a policy cannot see them: \`kubectl apply --validate=strict\` can.

## Sources

- Calico v3.20.6 to v3.32.1 and commit 87c15906f2 (August 2026): \`libcalico-go/config/crd\` and \`api/config/crd\` (fields, types, patterns, CEL),
  \`charts/tigera-operator/crds\` (Installation), \`api/pkg/apis/projectcalico/v3\` and \`libcalico-go/lib/validator/v3/validator.go\` (what Calico's
  client checks), \`calicoctl/calicoctl/resourcemgr/resourcemgr.go\` (kinds and versions), \`libcalico-go/lib/selector\` (the grammar of selectors), \`api/pkg/lib/numorstring\` (ports, protocols, AS numbers).
- Kubernetes, k8s.io/apimachinery: names, labels and names of ports.
`,
  'setting-no-effect': `## Why

A setting without effect is worse than none: it is what everybody reads when the network fails, and it is not what the network does.

- \`FELIX_IPIPENABLED\`: Felix calls the parameter \`IpInIpEnabled\`, so the variable is \`FELIX_IPINIPENABLED\`. Felix logs "Ignoring unknown
  config param." at level Info and goes on.
- Every \`FELIX_\` variable is taken for a parameter, and a name that Felix does not know, or its release does not, gets the same line and no
  other. \`FELIX_IPTABLES_BACKEND\` is one: the parameters have no \`_\` in their names.
- \`CALICO_IPV4POOL_NAT_OUTGOING: "off"\` switches it on: only \`false\`, \`0\`, \`no\`, \`n\` and \`f\` mean no.
- \`CALICO_IPV4POOL_…\` counts only while there is no pool of the family. \`NO_DEFAULT_POOLS\` switches the whole group off; a
  \`CALICO_IPV4POOL_CIDR\` beside it even ends calico-node.
- \`IP_AUTODETECTION_METHOD\` counts only where an address is detected: not with an \`IP\`, and not with the backend \`none\`, as in Canal. There
  flannel chooses the interface, by \`canal_iface\`.
- \`DISABLE_NODE_IP_CHECK\` and \`WAIT_FOR_DATASTORE\` are compared with \`true\`, letter for letter.
- flanneld reads \`FLANNELD_IP_MASQ\` only where \`--ip-masq\` is not on its command line. Canal's manifest has both, so \`masquerade: "false"\`
  does nothing.
- FelixConfiguration gives way to the environment of calico-node.

At 3 a.m. the change is in git, applied and rolled out, and the route table is what it was yesterday. One of these lines tells why:

\`\`\`text
[INFO] felix/config_params.go: Ignoring unknown config param. raw name="IpipEnabled"
[INFO] felix/config_params.go: Skipping config value for IpInIpEnabled from datastore (global); already have a value from environment variable
[ERROR] startup.go: Invalid configuration with NO_DEFAULT_POOLS defined and CALICO_IPV4POOL_CIDR or CALICO_IPV6POOL_CIDR defined.
\`\`\`

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
          image: quay.io/calico/node:v3.31.7
          env:
            - name: FELIX_IPIPENABLED
              value: "true"
            - name: DISABLE_NODE_IP_CHECK
              value: "True"
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
          env:
            - name: FELIX_IPINIPENABLED
              value: "true"
            - name: DISABLE_NODE_IP_CHECK
              value: "true"
\`\`\`

## Exceptions

- Only what the input proves is said: a variable that is templated, or read from out of sight, may be anything.
- Two places that say the same do no harm, and nothing is said.
- Variables of the first pool beside a pool that says otherwise are an info: manifests leave them behind, and at the very first start they
  may come before the pool.
- Kubespray renders those variables into every DaemonSet; nothing is said about them there.
- A \`FELIX_\` name that is near to no parameter is left alone: Calico Enterprise has parameters of its own.
- MTUs have a rule of their own, mtu-no-effect; variables of installers are for installer-dead-setting.
- An error only where calico-node ends: a range beside \`NO_DEFAULT_POOLS\`.

## Sources

- Calico v3.21.6 to v3.32.1 and 87c1590: \`felix/config/config_params.go\`.
- Calico v3.32.1: \`felix/config/env_var_loader.go\`; \`node/pkg/lifecycle/startup/startup.go\`; \`node/filesystem/etc/rc.local\`;
  \`node/pkg/nodeservices/nodeservices.go\`; \`manifests/canal.yaml\`.
- flannel v0.24.4: \`main.go\`; coreos/pkg c61a0e3: \`flagutil/env.go\`.
- Kubespray 46dbdd3 (2026-08): \`roles/network_plugin/calico/templates/calico-node.yml.j2\`.
`,
  syntax: `## Why

A document that is no valid YAML is refused as a whole, and a file is often refused with it. Worse are the texts that are accepted: of a key
that stands twice in one map, kubectl, Helm and Ansible keep the later value and drop the earlier one; kubectl and Helm without a word. The file shows
\`ipipMode: Always\`, and the cluster has \`Never\`.

JSON inside of YAML breaks later. kubectl stores a \`cni_network_config\` or \`net-conf.json\` with a missing bracket, a comma too many or a comment
as the text that it is; so it does with an empty \`veth_mtu\`, which leaves \`"mtu": ,\` in the CNI configuration. At 3 a.m. a node reboots, install-cni writes the file, and the pod stops with \`CNI config is not valid JSON\`; no pod on that node gets a network.

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

## Admission

What reaches the API server is a parsed object: broken YAML, keys that are set twice and unknown tags are gone by then. Lint the files.

## Sources

- YAML 1.1 and 1.2.2: a key occurs once in a map (chapter 3.2.1.3 of 1.2.2).
- kubernetes-sigs/yaml v1.6.0: \`goyaml.v2\` (how kubectl and Helm read YAML).
- Calico, commit 87c15906f2 (August 2026): \`cni-plugin/pkg/install/install.go\` (the message about the CNI configuration).
- flannel, commit cdf76059: \`pkg/backend/vxlan/vxlan.go\` (VNI, Port and MTU are numbers).
`,
  'tool-in-image': `## Why

Guides say "run \`calicoctl node status\` on the node", and so jobs run it in the nearest image: calico/node, an image with kubectl, Alpine.
None of them holds calicoctl. It comes in an image of its own, \`calico/ctl\`, and since Calico 3.33 in the one image of all components,
\`calico/calico\`.

At 3 a.m. the job that should tell why pods do not talk tells something else:

\`\`\`text
exec: "calicoctl": executable file not found in $PATH: unknown
command terminated with exit code 127
\`\`\`

A check that always fails is soon muted, and a \`|| true\` behind it makes it pass for ever.

For the state of BGP no calicoctl is needed: calico/node holds \`birdcl\`, so
\`kubectl -n kube-system exec ds/calico-node -c calico-node -- birdcl show protocols\` prints the sessions of one node.

## Avoid

\`\`\`yaml
apiVersion: batch/v1
kind: CronJob
metadata:
  name: bgp-check
  namespace: kube-system
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: check
              image: quay.io/calico/node:v3.31.7
              command: [calicoctl, node, status]
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: batch/v1
kind: CronJob
metadata:
  name: pools
  namespace: kube-system
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: pools
              image: quay.io/calico/ctl:v3.31.7
              command: [/usr/bin/calicoctl, get, ippools, -o, wide]
\`\`\`

## Exceptions

- Silent for images that are not in the table: a team's own toolbox may hold anything.
- Silent where the tool may be brought along: a script that fetches or copies, a volume over a folder of programs, a \`PATH\` of its own, a
  path such as \`/tools/calicoctl\`.
- Silent where a template fills in the image or a word of the command.
- \`calicoctl node status\` also needs the node's processes and the socket of BIRD: in a pod it takes \`hostPID\` and root.

## Admission

The image is known at admission, but what it holds is not: a Job may fetch calicoctl in an init container, mount it, or build on a mirror that has it.
In CI a finding is read and judged; a webhook would stop the one job that repairs a cluster.

## Sources

- Calico v3.21.6 to v3.32.1 and 87c1590 (2026-08): \`node/Dockerfile\`, \`calicoctl/Dockerfile\`, \`docker/calico/Dockerfile\`.
- kubernetes/kubernetes v1.28: \`build/server-image/kubectl/Dockerfile\`; bitnami/containers: \`bitnami/kubectl\`.
- docker-library/official-images: \`library/alpine\`, \`library/busybox\`.
`,
  'tunnel-override': `## Why

Felix makes \`tunl0\` where a pool has IPIP and \`vxlan.calico\` where one has VXLAN. \`ipipEnabled\` and \`vxlanEnabled\` of FelixConfiguration go before
that: \`false\` keeps the device away whatever the pools say. Old guides set them, \`calicoctl\` set them by itself up to 3.22, and they outlive the
pool that they were meant for.

\`\`\`text
$ ip link show tunl0
4: tunl0@NONE: <NOARP> mtu 1480 qdisc noop state DOWN
$ ip route get 10.244.171.3
10.244.171.3 via 10.0.0.1 dev eth0      # the default gateway, which does not know pods
\`\`\`

BGP is Established, calico-node is Ready, and packets for pods of other nodes leave for the default gateway. \`routeSyncDisabled: true\` is meant
for clusters where something else routes: with it Felix programs none of the routes that VXLAN needs.

\`true\` does no harm but one: Felix counts the tunnel when it computes the MTU of pods.

\`ipForwarding: Disabled\` is for hosts that Calico only protects: Felix then does not switch \`net.ipv4.ip_forward\` on, and a node on which nothing else
does drops what its pods send to other nodes.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  ipipEnabled: false
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Always
  natOutgoing: true
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  logSeverityScreen: Info
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Always
  natOutgoing: true
\`\`\`

## Exceptions

- A warning instead of an error where the pool is only written in the environment of the first install.
- \`ipForwarding\` is a warning, because the kubelet or a sysctl file may switch forwarding on; silent for eBPF, where Felix does it anyway.
- Silent for IPv6 VXLAN, which \`vxlanEnabled\` leaves alone, and for Canal and policy-only, which do not use Calico's pools.
- Silent where a template fills in the encapsulation, and where no pool is in sight.
- Kubespray derives both fields from its pool: nothing is said about it.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`felix/calc/encapsulation_resolver.go\` (the fields go before the pools),
  \`felix/dataplane/linux/int_dataplane.go\` (route sync; the MTU of pods; forwarding). Calico v3.21.6: \`libcalico-go/lib/clientv3/ippool.go\` (set by calicoctl).
`,
  'typha-tls': `## Why

Felix and Typha either speak TLS with everything that belongs to it or they speak without. One file name alone, often left over from a trial or lost
in a merge, ends the process at its start. As calico-node that is a crash loop on every node at once; new pods find no Felix that programs them.

\`\`\`text
[FATAL] felix/daemon.go: Failed to parse configuration error=if any Felix-Typha TLS config parameters are specified, they _all_ must be - except
that either TyphaCN or TyphaURISAN may be left unset
\`\`\`

Needed are the key, the certificate, the CA, and the name that the other side must show: \`FELIX_TYPHACN\` or \`FELIX_TYPHAURISAN\` on the nodes,
\`TYPHA_CLIENTCN\` or \`TYPHA_CLIENTURISAN\` at Typha.

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
          image: quay.io/calico/node:v3.31.7
          env:
            - name: FELIX_TYPHACAFILE
              value: /typha-ca/ca.crt
            - name: FELIX_TYPHACN
              value: typha-server
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
          env:
            - name: FELIX_TYPHACAFILE
              value: /typha-ca/ca.crt
            - name: FELIX_TYPHACERTFILE
              value: /node-certs/tls.crt
            - name: FELIX_TYPHAKEYFILE
              value: /node-certs/tls.key
            - name: FELIX_TYPHACN
              value: typha-server
\`\`\`

## Exceptions

- Silent where variables may come from out of sight (\`envFrom\` of a ConfigMap or Secret that is not in the input).
- A variable whose value is not known counts as set.
- A file \`/etc/calico/felix.cfg\` on the nodes may hold the rest; it is not read.

## Admission

The settings come from a ConfigMap, a Secret or the environment, on the side of Felix and on that of Typha, and one that is read from out of sight is
not missing. In a workload whose values are all literal, calico-node itself ends at its start and says so.

## Sources

- Calico 87c1590: \`felix/config/config_params.go\` (Validate); \`typha/pkg/config/config_params.go\`.
`,
  'underlay-port-blocked': `## Why

Calico's packets between nodes are not those of your programs: VXLAN is UDP 4789, IPIP is IP protocol 4, BGP is TCP 179. A security group drops
what no rule lets in, without a word. Each node is Ready, pods of one node talk, and half of all requests hang, those whose other end is
elsewhere.

\`\`\`text
$ kubectl exec web -- wget -T 3 -O- http://10.244.2.7
wget: download timed out
$ tcpdump -ni eth0 udp port 4789          # on the node of the sender
10.0.1.4.51234 > 10.0.2.9.4789: VXLAN, flags [I] (0x08), vni 4096
$ tcpdump -ni eth0 udp port 4789          # on the other node: nothing
\`\`\`

What a tunnel carries is spread over many source ports, and IPIP has none: a filter does not recognise the answers, so that each direction of
each pair of nodes has to be open, the control plane included. BGP and WireGuard need one of both directions.

flannel's VXLAN has the port of the Linux kernel, 8472, in Canal too. Calico's own has 4789; \`vxlanPort\` of the FelixConfiguration, or
\`calico_vxlan_port\` in Kubespray, moves it. The eBPF dataplane needs that port with every encapsulation: it sends what comes to a NodePort or a load
balancer to pods of other nodes in VXLAN, and without it only the requests hang whose pod is on another node than the one that was asked.

Where Calico's settings stand beside the Terraform files (or \`clusters:\` in the configuration puts them together), the settings tell what is
needed. Where they do not, a tunnel that is open between some groups of nodes tells that the others need it as well.

## Avoid

\`\`\`yaml
# file: main.tf
resource "aws_security_group" "nodes" {
  ingress {
    from_port = 179
    to_port   = 179
    protocol  = "tcp"
    self      = true
  }
}
# file: pool.yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: pods }
spec: { cidr: 10.244.0.0/16, vxlanMode: Always, natOutgoing: true }
\`\`\`

TCP where VXLAN is UDP:

\`\`\`yaml
# file: main.tf
resource "aws_security_group" "nodes" {
  ingress {
    from_port = 4789
    to_port   = 4789
    protocol  = "tcp"
    self      = true
  }
}
\`\`\`

## Prefer

\`\`\`yaml
# file: main.tf
resource "aws_security_group" "nodes" {
  ingress {
    from_port = 179
    to_port   = 179
    protocol  = "tcp"
    self      = true
  }

  ingress {
    from_port = 4789
    to_port   = 4789
    protocol  = "udp"
    self      = true
  }
}
# file: pool.yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: pods }
spec: { cidr: 10.244.0.0/16, vxlanMode: Always, natOutgoing: true }
\`\`\`

On Google Cloud the protocol of IPIP is called \`ipip\`; \`vxlan\` is none, and a firewall with it is refused.

## Exceptions

- Groups that kops or Cluster API make are in no text that could be mended: there is no fix for them. For an AWSCluster these are its
  \`network.cni.cniIngressRules\`, and BGP and IPIP without \`network.cni\`; a warning, since its machines may have further groups.
- An error only where a pool or flannel's configuration says that it needs the port for all packets, and the hosts of the group are in sight; else a
  warning.
- Only groups are judged that open a port of the field, or the kubelet's, to their own members: a bastion or a load balancer is no node. All TCP
  (or everything) counts as well beside the settings of a cluster, where the group or one of its hosts is named or tagged as a node; else with a
  warning, where no other group has hosts in sight.
- Where a group of nodes allows itself all that the cluster needs, others that open only BGP or the kubelet's port are routers and monitors, unless
  their name or tags say that they are nodes. A rule of Google without \`target_tags\` is for all hosts: whom it lets in is no node by that.
- Nodes of two groups between which only BGP is open are not known to need the tunnel between them: what they lack is not reported.
- A group that holds one machine has no members that send to each other.
- Silent wherever a rule may cover the packet: a range of addresses, a variable, \`dynamic\`, \`count\`, a group that is handed to a module which is
  not in the input (modules of the same repository are read with their callers), hosts with groups from elsewhere, a reference to something that
  is not in the input. \`terraform show -json\` of a plan settles most of these; put it beside the files.
- \`source_tags\` and \`target_tags\` of a Google firewall are followed to the instances and instance templates of the same module and of those that it
  calls. Where none are in sight, or a tag is more than text and references, and for service accounts, such a rule may cover any packet of its
  protocol and ports.
- Google's network \`default\` has rules of its own, GKE opens its own ports: silent. Azure's own last rules let the hosts of one network reach
  each other: only an explicit rule that denies is reported. \`VirtualNetwork\` may be more than the hosts' own network, and what application
  security groups hold is not followed.
- The fix adds a block in the style of its neighbours, to a firewall of Google only where no rule that denies is asked before it. It opens a firewall, so it waits for \`--unsafe-fixes\`; in JSON it is shown only.
- Rules inside of a group and beside it: reported where both are of one direction.

## Admission

Security groups and firewall rules are objects of the cloud, written in Terraform: no Kubernetes API server gets them. Terraform's own policy checks
run where they are applied.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`felix/config/config_params.go\` (ports), \`felix/bpf-gpl/nat.h\` and \`felix/design/bpf-services.md\` (eBPF). Calico v3.23: \`_includes/content/reqs-sys.md\`.
- flannel, commit cdf76059 (August 2026): \`pkg/backend/vxlan/vxlan.go\`, \`Documentation/backends.md\` (8472).
- terraform-provider-aws, \`website/docs/r\`: \`security_group\` (no egress block: nothing goes out; conflict with rules beside it), \`security_group_rule\`,
  \`vpc_security_group_ingress_rule\`. terraform-provider-google: \`compute_firewall\`. terraform-provider-azurerm: \`network_security_rule\`.
- hashicorp/terraform, \`website/docs/internals/json-format.mdx\`: plans.
`,
  'underlay-port-exposed': `## Why

BIRD speaks BGP with the addresses that it was told, without a password unless a BGPPeer has one. What reaches TCP 179 of a node from the Internet can
try to be one of them, and reset sessions that it guesses. Nobody outside needs the port: the nodes do, and routers beside them.

\`\`\`text
$ ss -tn sport = :179
State  Recv-Q Send-Q Local Address:Port  Peer Address:Port
ESTAB  0      0      10.0.1.4:179        10.0.2.9:41873
SYN-RECV 0    0      10.0.1.4:179        198.51.100.23:51822
\`\`\`

## Avoid

\`\`\`yaml
# file: main.tf
resource "aws_security_group" "nodes" {
  ingress {
    from_port   = 179
    to_port     = 179
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
\`\`\`

## Prefer

\`\`\`yaml
# file: main.tf
resource "aws_security_group" "nodes" {
  ingress {
    from_port   = 179
    to_port     = 179
    protocol    = "tcp"
    self        = true
    cidr_blocks = ["10.0.0.4/32"]
  }
}
\`\`\`

## Exceptions

- A rule that opens everything, or a wide range of ports, is left to tools for security at large.
- On Azure \`Internet\` and \`*\` count; a deny that comes first does not take the finding away.
- Nodes without public addresses are not reached from the Internet; the rule then waits for the first one that has.

## Admission

Security groups and firewall rules are objects of the cloud, written in Terraform: no Kubernetes API server gets them. Terraform's own policy checks
run where they are applied.

## Sources

- Calico v3.23: \`_includes/content/reqs-sys.md\` (TCP 179 between nodes).
- terraform-provider-aws, -google, -azurerm: \`security_group\`, \`compute_firewall\`, \`network_security_rule\` (what the sources mean).
`,
  wireguard: `## Why

WireGuard is switched on by one field and then encrypts what it can. What it cannot goes on in clear text, without a word: pods of the other
family, and packets to or from a node that has it off. \`wg show\` on a node tells which peers there are:

\`\`\`text
$ wg show wireguard.cali
interface: wireguard.cali
  listening port: 51820
peer: 8Sk0…
  allowed ips: 10.244.171.0/26
  latest handshake: 1 minute, 12 seconds ago
\`\`\`

Two WireGuard devices cannot listen on one port: the second one stays down, and \`wg show\` lists only the first.

WireGuard takes 60 bytes of each packet, 80 on IPv6. On AKS the network takes 100 more than the NIC tells; Felix subtracts them by itself with host
encryption, and a number that is written by hand does not. At 3 a.m. that is the cluster where \`kubectl get\` works and \`kubectl logs\` hangs.

## Avoid

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  wireguardEnabled: true
  wireguardEnabledV6: true
  wireguardListeningPort: 51821
\`\`\`

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  wireguardEnabled: false
  wireguardHostEncryptionEnabled: true
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  wireguardEnabled: true
  wireguardEnabledV6: true
\`\`\`

## Exceptions

- What does not fit the NIC on all nodes is reported by mtu-arithmetic, not here.
- Infos for traffic that stays in the clear: during a roll-out that is as it should be.
- Silent where a template switches WireGuard, and where it may be switched on in files out of sight.

## Sources

- Calico, commit 87c15906f2 (August 2026): \`felix/config/config_params.go\` (ports 51820 and 51821, host encryption),
  \`felix/dataplane/linux/int_dataplane.go\` (60 and 80 bytes, 100 on AKS). Calico v3.23: \`networking/mtu.md\`.
- flannel, commit cdf76059 (August 2026): \`pkg/backend/wireguard/wireguard.go\` (port 51820). Linux v6.12: \`drivers/net/wireguard/socket.c\`.
`,
  'yaml-type': `## Why

kubectl and Helm read YAML 1.1: a bare \`off\`, \`no\`, \`on\` or \`yes\` is a boolean, and \`1450\` is a number. Environment values, the data of a
ConfigMap, names, namespaces, labels, annotations and the words of a command are text and nothing else. The API server does not convert; it refuses the object:

\`\`\`text
Error from server (BadRequest): error when creating "calico.yaml": DaemonSet in version "v1" cannot be handled as a DaemonSet:
json: cannot unmarshal bool into Go struct field EnvVar.spec.template.spec.containers.env.value of type string
\`\`\`

At 3 a.m. the other objects of the file are applied and this one is not: \`kubectl get ds -n kube-system\` shows the old DaemonSet, or none,
while the new ConfigMap is there already. In a pipeline that applies many files the line is easy to miss.

The fix quotes what is written. \`off\` becomes \`"off"\`, not \`"false"\`: calico-node accepts \`off\` for \`CALICO_IPV4POOL_IPIP\` and ends with
"Unrecognized IPIP mode" on \`false\`.

## Avoid

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  veth_mtu: 1440
\`\`\`

## Prefer

\`\`\`yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: calico-config
  namespace: kube-system
data:
  veth_mtu: "1440"
\`\`\`

## Exceptions

- Silent where a template fills in the value: it may quote it.
- A warning for labels and annotations of \`projectcalico.org/v3\`: kubectl refuses them, calicoctl makes a text of what YAML read, \`true\` of \`on\`
  and \`8\` of \`010\`. Nodes of this group exist in calicoctl only: there just those are reported that become another text.
- An empty value is null, which Kubernetes takes as empty text.
- Only objects of Calico, Canal, flannel and the operator are judged, and those that name them.
- Resources of Calico have number and boolean fields of their own; they are not judged here.

## Admission

The API server decodes the object into its types before it asks a webhook, and refuses a number where text belongs. How the value was written, with
quotes or without, is not in the object.

## Sources

- sigs.k8s.io/yaml v1.6.0 and go.yaml.in/yaml/v2 v2.4.2: what a bare word is.
- Calico v3.32.1: \`calicoctl/calicoctl/resourcemgr/resourcemgr.go\`, unmarshalResource.
- Kubernetes API reference v1.34: \`EnvVar.value\`, \`ConfigMap.data\`, \`ObjectMeta.labels\` and \`ObjectMeta.annotations\` are strings.
- Calico v3.32.1: \`node/pkg/lifecycle/startup/startup.go\`, the modes of the first pool.
`,
};
