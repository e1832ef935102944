// Written by `npm run gen` from the doc.md of each cause; do not edit.

/** The page of each cause, in Markdown. */
export const docs: Readonly<Record<string, string>> = {
  'backend-mismatch': `## Why

Who programs the routes between nodes depends on the encapsulation: VXLAN is Felix's work with any backend, IPIP is BIRD's up to Calico
3.32, plain routing is BIRD's in all releases. With \`calico_backend: vxlan\` (or \`none\`) neither BIRD nor confd is started, so an IPIP or
un-encapsulated pool has nobody to program its routes.

## What you see

calico-node is Ready, \`calicoctl node status\` finds no BIRD, pods of one node talk. On each node only its own routes:

\`\`\`text
$ ip route | grep 10.244
blackhole 10.244.17.0/26 proto 80
10.244.17.5 dev cali03f1a2b4c5d scope link
\`\`\`

## Verify

\`kubectl -n kube-system get configmap calico-config -o jsonpath='{.data.calico_backend}'\` beside \`calicoctl get ippool -o wide\`: a pool with
IPIPMODE other than Never, or both modes Never, needs \`bird\`.

## Mixed up with

- \`bird-not-running\`: the backend is \`bird\`, and BIRD ended.
- \`setting-after-install\`: the environment was changed, the pool was not.
- Not a fault: VXLAN pools beside \`bird\`. BIRD runs, Felix programs the routes.

## Sources

Calico: \`node/filesystem/etc/rc.local\`, \`confd/pkg/backends/calico/bgp_processor.go\`, \`felix/config/config_params.go\`
(programClusterRoutes).
`,
  'bad-peer-as': `## Why

BGP compares the AS number that a peer announces with the one that was configured for it, and closes the session where they differ. In
Calico the number of a node is its own (\`spec.bgp.asNumber\`, or the variable AS, which stays after the variable is gone) or that of the
cluster; a BGPPeer writes down what it expects.

## What you see

\`\`\`text
| 10.30.0.7 | node specific | start | 04:11:09 | Idle BGP Error: Bad peer AS |
\`\`\`
\`BGP Error\` on the side that expects something else, \`Received:\` on the other; where both are wrong, both show \`BGP Error\`. BIRD's log adds
the number: \`Bad peer AS: 64999\`.

## Verify

\`calicoctl get nodes -o wide\` (AS in brackets), \`calicoctl get bgpconfiguration default -o yaml\`, \`calicoctl get bgppeer -o wide\`. Since
3.32 a node of the mesh that has its own number expects that number from all peers without one.

## Mixed up with

- \`duplicate-router-id\`: \`Bad BGP identifier\`, same place in the table.
- Not a fault: the same AS on all nodes. That is what a mesh needs.

## Sources

BIRD 1.6 \`proto/bgp/packets.c\`; Calico: \`confd/pkg/backends/calico/bgp_processor.go\`, \`node/pkg/lifecycle/startup/startup.go\` (AS). The lab:
both directions captured.
`,
  'bgp-password': `## Why

With a password BGP signs each TCP segment (MD5, RFC 2385). A segment with a wrong or missing signature is dropped by the kernel before BIRD
sees it: no answer, no error text. Calico reads the password from a Secret; one that it cannot read means no password.

## What you see

The same as a dropped port: \`Connect\` where we dial, \`Passive\` where we wait, and a bare \`nc\` that times out where the other side demands a
signature. Pings work.

## Verify

\`nstat -asz | grep TCPMD5\` on both nodes: \`TCPMD5Failure\` counts another password, \`TCPMD5NotFound\` a missing one, \`TCPMD5Unexpected\` one
that nobody asked for. All zero: it is not this.

## Mixed up with

- \`bgp-port-blocked\`, \`bgp-port-blocked-by-underlay\`: the table is the same, the counters are zero.
- \`wrong-node-address\`: BIRD speaks from an address that the peer has no password for.

## Sources

Calico: \`confd/pkg/backends/calico/client.go\` ("Can't read password for BGPPeer"). Linux \`net/ipv4/tcp_ipv4.c\`. The lab: captured.
`,
  'bgp-port-blocked': `## Why

The mesh is TCP 179 between all nodes. A firewall of the host (firewalld, ufw, a hardening role) that comes after the installation drops or
rejects it. Sessions that are up survive for the hold time, up to 240 seconds, so that the fault shows long after its cause.

## What you see

What the firewall answers shows in the table of the node that dials, which is the one with the greater address as a string:

\`\`\`text
| 10.30.0.7 | node-to-node mesh | start | 04:11:09 | Connect                            |   DROP
| 10.30.0.7 | node-to-node mesh | start | 04:11:09 | Active Socket: Connection refused  |   REJECT, tcp-reset
| 10.30.0.7 | node-to-node mesh | start | 04:11:09 | Active Socket: No route to host    |   firewalld, icmp-host-prohibited
\`\`\`
The node that waits shows \`Passive\` for ever. A ping between the nodes works.

## Verify

\`sudo iptables-save; sudo nft list ruleset\` on the node that waits: a table of nft does not show in \`iptables-save\`. Do not probe port 179
towards a peer that is up: a bare connection makes BIRD drop the session for seconds.

## Mixed up with

- \`bgp-port-blocked-by-underlay\`: no rule on the hosts.
- \`bird-not-running\`, \`listen-port-mismatch\`: \`Connection refused\` without a firewall.
- \`bgp-password\`: TCPMD5 counters.
- Not a fault: 179 closed inbound on the node with the greatest address. Nobody dials it.

## Sources

Calico: \`confd/pkg/backends/calico/bgp_processor.go\` (passive on); \`felix/config/config_params.go\` (failsafe ports). The lab: DROP, three
kinds of REJECT, while up and at start.
`,
  'bgp-port-blocked-by-underlay': `## Why

Between the nodes stands something with rules of its own: a security group, a network ACL, a router, a firewall appliance. It was opened for
the API server and the kubelet, and not for TCP 179.

## What you see

\`Connect\` on the side that dials, \`Passive\` on the other, no rule on either host, pings answered. Where a router does it, exactly the pairs
of different subnets are down: the matrix of sessions shows blocks.

## Verify

\`sudo iptables-save; sudo nft list ruleset\` on the node that waits is clean, \`nstat -asz | grep TCPMD5\` is zero; \`tcpdump -ni any tcp port
179\` there sees no SYN. Then look at the rules of the cloud.

## Mixed up with

- \`bgp-port-blocked\`: the rule is on the host.
- \`bgp-password\`, \`wrong-node-address\`: silent too.
- IPIP and VXLAN need rules of their own: opening 179 alone brings sessions up and leaves pods apart.

## Sources

Calico v3.23 \`_includes/content/reqs-sys.md\` (ports). The lab: router and bridge, captured.
`,
  'bird-not-running': `## Why

BIRD programs the routes of pools without VXLAN. It ends with calico-node, with a configuration that it cannot read, with a port that
somebody else holds; or confd never rendered one because the node has no address.

## What you see

\`\`\`text
$ sudo calicoctl node status
Calico process is running.

The BGP backend process (BIRD) is not running.
\`\`\`
The others show \`Active Socket: Connection refused\` (they dial) or \`Passive\` (they wait). 120 seconds after its end the routes to its pods
go.

## Verify

\`ps -C bird\` on the node, \`kubectl logs --previous\`, \`/var/log/calico/bird/current\`; \`ip route\`: routes through vxlan.calico or flannel.1
mean that nothing is wrong.

## Mixed up with

- Not a fault: Canal, \`calico_backend: vxlan\` and the operator with \`bgp: Disabled\` run no BIRD; the same sentence is normal there.
- \`calico-node-down\`: nothing of Calico runs.
- \`bird-socket-missing\`: BIRD runs, its tools do not find it.

## Sources

Calico: \`calicoctl/calicoctl/commands/node/status.go\`, \`node/filesystem/etc/rc.local\`. The lab: one node, all nodes, bird6 alone.
`,
  'bird-socket-missing': `## Why

\`calicoctl\` and the probes talk to BIRD through \`/var/run/calico/bird.ctl\`. Where that folder of the host is not mounted into calico-node,
BIRD works and nobody can ask it.

## What you see

\`\`\`text
Error querying BIRD: unable to connect to BIRDv4 socket: dial unix /var/run/bird/bird.ctl: connect: no such file or directory
\`\`\`
The path named is the fallback, not the one that should be there. Routes and sessions are fine; the readiness probe fails.

## Verify

\`ip route | grep bird\` shows routes, \`ss -tlnp | grep 179\` a listener; \`kubectl get daemonset calico-node -o yaml | grep -A2 var-run-calico\`
no mount.

## Mixed up with

- \`bird-not-running\`: no process at all.
- \`hold-timer\`: a frozen BIRD fills its backlog, and the same text comes up.

## Sources

Calico: \`node/pkg/health/bird/bird.go\`, \`calicoctl/calicoctl/commands/node/status.go\`. The lab: captured.
`,
  'calico-node-down': `## Why

The pod of calico-node is not there: evicted, crash-looping, not scheduled (taints), its image not pulled. Felix and BIRD are gone with it;
pods that run keep what is in the kernel.

## What you see

\`Calico process is not running.\` and exit status 1 on that node. Its peers: \`Connection refused\` or \`Passive\`. New pods there hang in
ContainerCreating (\`check that the calico/node container is running and has mounted /var/lib/calico/\`).

## Verify

\`kubectl -n kube-system get pods -o wide -l k8s-app=calico-node\`, \`kubectl describe pod\` (events), \`kubectl logs --previous\`.

## Mixed up with

- \`bird-not-running\`: Felix lives.
- calicoctl in a pod without \`hostPID\` sees no process and says the same; so may calicoctl of 3.33 and later.

## Sources

Calico: \`calicoctl/calicoctl/commands/node/status.go\` (process names). The lab: captured.
`,
  'datastore-unreachable': `## Why

Felix, confd and the CNI plugin read everything from the Kubernetes API (or etcd). Without it the network stays as it was: no new pod, no
new route. Usual reasons: kube-proxy is gone and the service address leads nowhere, a certificate or token has expired, RBAC of an older
release, a node clock that is off.

## What you see

\`\`\`text
Hit error connecting to datastore - retry error=Get "https://10.96.0.1:443/api/v1/nodes/foo": dial tcp 10.96.0.1:443: i/o timeout
error getting ClusterInformation: connection is unauthorized: Unauthorized
\`\`\`
New pods stay in ContainerCreating.

## Verify

\`curl -sk -m 5 https://<service address>:443/version\` on the node: no answer is kube-proxy or a firewall, 401 or 403 a token or RBAC. \`date\`
on the node.

## Mixed up with

- \`typha-unreachable\`: only Felix waits, calico-node started.
- \`kube-proxy-conflict\`: with eBPF the service address needs \`kubernetes-services-endpoint\`.

## Sources

Calico: \`node/pkg/lifecycle/startup/startup.go\`, \`cni-plugin/pkg/plugin/plugin.go\`.
`,
  'duplicate-node-address': `## Why

Autodetection found the same address on several nodes: the NAT card of VirtualBox (10.0.2.15), a VIP, docker0, a cloned machine. A node
leaves out peers with its own address, and what is sent to that address goes to itself.

## What you see

\`\`\`text
IPv4 BGP status
No IPv4 peers found.
\`\`\`
on all of them, or one row fewer than there should be. Calico's check (\`is already using the IPv4 address\`) ends calico-node, unless
DISABLE_NODE_IP_CHECK is set.

## Verify

\`kubectl get nodes -o custom-columns=NAME:.metadata.name,IP:.metadata.annotations.projectcalico\\.org/IPv4Address\`: no address twice. \`birdc
show status\`: no router id twice.

## Mixed up with

- \`mesh-off-no-peers\`: the same sentence, different addresses.
- \`wrong-node-address\`: one node only, and its address is its own.
- \`duplicate-router-id\`: addresses differ, CALICO_ROUTER_ID does not.

## Sources

Calico: \`node/pkg/lifecycle/startup/startup.go:1197\`, \`confd/pkg/backends/calico/bgp_processor.go\`. The lab: all nodes, two of three.
`,
  'duplicate-pod-cidr': `## Why

A block of pod addresses (a podCIDR with host-local) belongs to one node. A machine that was restored from an image of another, or a block
affinity that was edited, gives it to two: half of the packets go to the wrong one.

## What you see

The same \`blackhole\` (or the same address on flannel.1) on two nodes, pods of both with neighbouring addresses, answers that come and go.

## Verify

\`ip route | grep blackhole\` on all nodes; \`calicoctl ipam show --show-blocks\`; \`kubectl get nodes -o
custom-columns=NAME:.metadata.name,PODCIDR:.spec.podCIDR\`.

## Mixed up with

- \`stale-route\`: one route inside another's block, which nobody owns.
- Not a fault: borrowed addresses. A pod outside of its node's blocks has a /32 route of its own.

## Sources

Calico: \`libcalico-go/lib/ipam\`; flannel \`pkg/subnet/kube\`. The lab: Calico's block and flannel's podCIDR.
`,
  'duplicate-router-id': `## Why

BIRD's router id is the node's address, unless CALICO_ROUTER_ID says otherwise. One literal value in the DaemonSet is the same on all nodes,
and BGP refuses a peer that has one's own id.

## What you see

\`\`\`text
| 10.30.0.7 | node-to-node mesh | start | 04:11:09 | Idle BGP Error: Bad BGP identifier |
\`\`\`
on both sides; sessions of each with third nodes may be up.

## Verify

\`birdc show status\` (Router ID) of two nodes; \`kubectl -n kube-system set env daemonset/calico-node --list | grep ROUTER_ID\`.

## Mixed up with

- \`duplicate-node-address\`: equal addresses give equal ids, and fewer rows.
- \`bad-peer-as\`: \`Bad peer AS\`.

## Sources

Calico: \`confd/pkg/backends/calico/bgp_processor.go:193\`; BIRD \`proto/bgp/packets.c:992\`. The lab: captured.
`,
  'failsafe-ports': `## Why

A HostEndpoint makes policies count for the node itself. So that nobody locks himself out, Felix always lets a list of ports pass: 22, 179,
2379, 2380, 5473, 6443 and more. A list that is set in FelixConfiguration replaces all of it; one without 179 ends BGP, one without 6443
Felix itself.

## What you see

Sessions go \`Connect\` or \`Passive\` minutes after a policy or a HostEndpoint was applied; \`iptables-save\` has no foreign rule, only \`cali-\`
chains.

## Verify

\`calicoctl get felixconfiguration default -o yaml | grep -A20 failsafe\`, \`calicoctl get hostendpoint -o wide\`. Without HostEndpoints the
lists mean nothing.

## Mixed up with

- \`bgp-port-blocked\`: a rule outside of Calico's chains.

## Sources

Calico: \`felix/config/config_params.go:442\`, \`felix/rules/static.go\`.
`,
  'flannel-backend': `## Why

Each node announces the type of its flannel backend. A node that was started with another net-conf.json announces another type, and the
others leave it out.

## What you see

\`\`\`text
Ignoring non-vxlan subnet(10.244.3.0/24): type=host-gw
\`\`\`
No route to that node's pods on the others, nor back. host-gw across a router, or behind a NAT (\`probably you're on a NAT\`), ends the same
way.

## Verify

\`kubectl get nodes -o custom-columns=NAME:.metadata.name,TYPE:.metadata.annotations.flannel\\.alpha\\.coreos\\.com/backend-type\`: one type.

## Mixed up with

- \`flannel-interface\`: types agree, addresses do not.
- A Backend without Type is \`udp\`, not vxlan.

## Sources

flannel: \`pkg/backend/route_network.go:88\`, \`pkg/subnet/config.go:45\`, \`pkg/backend/hostgw/hostgw.go:43\`.
`,
  'flannel-interface': `## Why

flannel (also in Canal) sends from the card of the default route, unless it is told otherwise. In Vagrant that is the NAT card, with several
cards often the wrong one; a name that is right on one node need not exist on the next.

## What you see

\`flannel.1\` is there, routes and ARP entries are there, and pods on different nodes do not reach each other. \`bridge fdb show dev flannel.1\`
names addresses that no other node can reach; flannel says which card it took: \`Using interface with name eth0 and address 10.0.2.15\`.

## Verify

\`kubectl get nodes -o custom-columns=NAME:.metadata.name,IP:.metadata.annotations.flannel\\.alpha\\.coreos\\.com/public-ip\`, and ping these
addresses from the other nodes.

## Mixed up with

- \`vxlan-port-blocked\`: addresses are right, UDP 8472 is dropped.
- In Canal IP_AUTODETECTION_METHOD has no effect: the backend is \`none\`.

## Sources

flannel: \`pkg/ipmatch/match.go\`; Calico: \`manifests/canal.yaml\` (canal_iface).
`,
  'flannel-lease': `## Why

flannel takes the range of a node from \`spec.podCIDR\`. Without \`--allocate-node-cidrs\` and \`--cluster-cidr\` the controller manager gives
none, and a range outside of Network in net-conf.json is refused.

## What you see

\`\`\`text
Error registering network: failed to acquire lease: node "w3" pod cidr not assigned
\`\`\`
flannel restarts again and again, the node stays NotReady; in Canal the CNI plugin adds \`no podCidr for node\`.

## Verify

\`kubectl get nodes -o custom-columns=NAME:.metadata.name,PODCIDR:.spec.podCIDR\`, and Network in net-conf.json holds them all.

## Mixed up with

- \`pool-cidr-mismatch\`: Calico's pool, not the node's range.

## Sources

flannel: \`pkg/subnet/kube/kube.go:378\` and \`:494\`; Calico: \`cni-plugin/pkg/k8s/k8s.go:1036\`.
`,
  'graceful-restart': `## Why

BIRD announces graceful restart: when it ends, its peers keep its routes for 120 seconds, so that an upgrade loses nothing. Where it does
not come back, the routes go then.

## What you see

\`Passive Socket: Connection closed\` or \`Active Socket: Connection refused\` for one node, while its pods still answer. \`birdc show protocols
all\` on the others: \`Neighbor graceful restart active\`.

## Verify

\`ps -C bird\` on that node; ask again after two minutes.

## Mixed up with

- \`bird-not-running\`: the same node, after the 120 seconds.
- \`probed-session\`: BIRD runs on both sides; somebody connected to port 179.

## Sources

BIRD 1.6 \`proto/bgp/bgp.c\`; Calico: \`confd/etc/calico/confd/templates/bird.cfg.template\`. The lab: killed, and killed long ago.
`,
  'graceful-restart-recovery': `## Why

calico-node starts BIRD with \`-R\`: it writes no route into the kernel until every peer has sent its table, or 240 seconds are over. One peer
that never answers, such as a Node that was left over, costs every restart these four minutes.

## What you see

All sessions \`Established\` (some with state \`wait\`), and no route to any pod of another node, not even the node's own blackhole. After four
minutes everything works.

## Verify

\`birdc show status\`: \`Graceful restart recovery in progress\`, \`Wait timer is 198/240\`. Which peer is not up: \`calicoctl node status\`.

## Mixed up with

- \`routes-not-exported\`: for ever, not for four minutes.
- \`no-encapsulation-across-l3\`: routes are there.

## Sources

BIRD 1.6 \`nest/proto.c\`; Calico: \`node/filesystem/etc/service/available/bird/run\`. The lab: captured.
`,
  healthy: `## Why

Much of what looks like a fault is none. Canal and the vxlan backend run no BIRD, so that \`calicoctl node status\` has nothing to show; IPv6
tables are empty in clusters without IPv6; a node whose address is the greatest string is never dialled, whatever its firewall does to port
179.

## What you see

All sessions \`Established\`, or no BIRD and routes through vxlan.calico or flannel.1; pods on different nodes answer, also with full packets.

## Verify

\`kubectl exec <pod> -- ping -M do -s 1422 <pod on another node>\` (card 1500, VXLAN). What is slow or fails by name only is DNS, a service or
a policy: not what this command looks at.

## Mixed up with

- \`bgp-port-blocked\` in its first 240 seconds: sessions are still up.
- \`hold-timer\`: the others still say Established.

## Sources

The lab: six healthy networks, with and without BIRD.
`,
  'hold-timer': `## Why

BIRD hangs: starved of CPU, blocked on disk, stopped. Its kernel goes on accepting TCP, so that nothing looks wrong until the hold timer of
the peers expires after 240 seconds. Then the routes go at once, without a graceful restart.

## What you see

Before: everybody says \`Established\`, and on the node itself \`calicoctl node status\` times out (\`read unix ... i/o timeout\`). After:
\`OpenSent BGP Error: Hold timer expired\` on the side that dials, which no blocked port shows.

## Verify

\`ps -o stat,time,cmd -C bird\` on that node (T is stopped, D waits for the disk), \`kubectl top pod\`, \`dmesg\`.

## Mixed up with

- \`bgp-port-blocked\`: \`Hold timer expired\` beside \`Connect\`.
- \`bird-not-running\`: refused at once.

## Sources

BIRD 1.6 \`proto/bgp/bgp.c\`. The lab: early and after the timer.
`,
  'image-version-skew': `## Why

calico-node, the CNI plugin, kube-controllers, Typha, the CRDs and calicoctl of one release belong together. After half an upgrade one of
them reads or writes fields that another does not know.

## What you see

\`Version mismatch\` from calicoctl, \`the server could not find the requested resource\`, \`no matches for kind\`, Felix that restarts on a new
CRD, IPAM that hands out nothing.

## Verify

\`calicoctl version\`; the images of all pods of Calico: one tag. CRDs: \`kubectl get crd ippools.crd.projectcalico.org -o yaml | grep
controller-gen\`.

## Mixed up with

- \`unknown-field\`: releases agree, the name is misspelt.

## Sources

Calico: \`calicoctl/calicoctl/commands/common/version.go\`; docs, "Upgrade Calico on Kubernetes".
`,
  'ip-forward-off': `## Why

A node that does not forward drops every packet that is not its own: those of its pods to the outside, and those of others to its pods.
Felix turns forwarding on when it starts; a hardening role, or a reload of sysctl by a package, turns it off again.

## What you see

Sessions \`Established\`, routes complete, the node itself reaches all pods; pods of that node reach nobody elsewhere, in both directions.

## Verify

\`sysctl net.ipv4.ip_forward net.ipv4.conf.all.forwarding\`; \`grep -rns ip_forward /etc/sysctl.d /etc/sysctl.conf\` says who.

## Mixed up with

- \`rp-filter\`: forwarding is on, \`IPReversePathFilter\` grows.
- \`no-encapsulation-across-l3\`: whole subnets, not one node.

## Sources

Calico: \`felix/dataplane/linux/int_dataplane.go\` (ip_forward at start), FelixConfiguration \`ipForwarding\`. The lab: with and without VXLAN.
`,
  'ipam-exhausted': `## Why

Calico hands out addresses in blocks, 64 at a time. A pool runs out of blocks before it runs out of addresses; with strictAffinity a node
without a free block gets nothing; maxBlocksPerHost is a limit of its own; and addresses of pods that vanished without a CNI DEL stay taken.

## What you see

\`\`\`text
failed to request IPv4 addresses: Assigned 0 out of 1 requested IPv4 addresses; No IPs available in pools: [10.60.0.0/24]
cannot allocate new block due to per host block limit
\`\`\`
Pods in ContainerCreating, on all nodes or on the newest only.

## Verify

\`calicoctl ipam show --show-blocks\`, \`calicoctl ipam check --show-problem-ips\`, \`calicoctl ipam show --show-configuration\`.

## Mixed up with

- \`pool-not-selected\`: \`no configured Calico pools for node\`.
- \`flannel-lease\`: host-local has its own message.

## Sources

Calico: \`libcalico-go/lib/ipam/ipam.go\` (messages at :73, :399, :947).
`,
  'ipip-blocked-by-cloud': `## Why

IPIP is IP protocol 4, neither TCP nor UDP. Azure drops it always, most security groups unless it is named, many routers and NATs because it
has no ports.

## What you see

Sessions \`Established\`, routes \`via ... dev tunl0 proto bird onlink\`, and nothing arrives: TX of tunl0 grows, RX on the other side does not.

## Verify

\`tcpdump -ni eth0 ip proto 4\` on both nodes: leaves one, does not reach the other. \`ip -s link show tunl0\`.

## Mixed up with

- \`no-encapsulation-across-l3\`: routes go through the card, not through tunl0.
- \`bgp-port-blocked-by-underlay\`: sessions are down.

## Sources

Calico v3.23 \`networking/vxlan-ipip.md\` (Azure), \`_includes/content/reqs-sys.md\` (protocol 4).
`,
  'iptables-backend': `## Why

iptables has two back ends in the kernel, legacy and nf_tables; each sees only its own rules. Where Felix writes into one and the host (or
kube-proxy) into the other, both filter, and policies or service rules are lost on the way.

## What you see

\`Iptables backend specified does not match the detected backend\`; \`# Warning: iptables-legacy tables present, use iptables-legacy to see
them\`; services or host ports that work on some nodes.

## Verify

\`iptables --version\` says legacy or nf_tables; \`sudo iptables-legacy-save | grep -c cali\` and \`sudo iptables-nft-save | grep -c cali\`: one
of both must be 0.

## Mixed up with

- \`bgp-port-blocked\`: a rule drops, in whichever back end.
- \`kube-proxy-conflict\`: eBPF.

## Sources

Calico: \`felix/environment/feature_detect_linux.go:402\`.
`,
  'ipv6-misconfigured': `## Why

IPv6 needs all of it: an address of the node (IP6 is not detected unless it is \`autodetect\`), FELIX_IPV6SUPPORT (false in all upstream
manifests), a pool with blocks of 116 to 128 bits and no IPIP, forwarding, and the CNI configuration. One part missing leaves pods with half
a stack.

## What you see

Pods without an IPv6 address, or with one that reaches nobody; \`IPv6 BGP status\` with \`No IPv6 peers found.\`; the API server refuses a pool
(\`IPIP is not supported on an IPv6 IP pool\`, block size).

## Verify

\`calicoctl get nodes -o wide\` (two addresses each), \`calicoctl get ippool -o wide\`, \`sysctl net.ipv6.conf.all.forwarding\`.

## Mixed up with

- Not a fault: an empty IPv6 table in a cluster without IPv6.

## Sources

Calico: \`node/pkg/lifecycle/startup/startup.go:659\`, \`manifests/calico.yaml\`, \`libcalico-go/lib/validator/v3\`.
`,
  'kube-proxy-conflict': `## Why

Services are made either by kube-proxy or by Calico's eBPF dataplane. Both at once fight; eBPF without kube-proxy needs the address of the
API server in the ConfigMap kubernetes-services-endpoint, and a kernel that can.

## What you see

\`BPF dataplane mode enabled but not supported by the kernel. Disabling BPF mode.\`, service addresses that time out after kube-proxy was
switched off, node ports that answer twice or not at all.

## Verify

\`calicoctl get felixconfiguration default -o yaml | grep bpf\`, \`kubectl -n kube-system get ds kube-proxy\`, \`uname -r\` (5.3 and later; 4.18
of RHEL 8.4).

## Mixed up with

- \`datastore-unreachable\`: the API service cannot be reached for other reasons.
- \`iptables-backend\`: no eBPF.

## Sources

Calico: \`felix/daemon/daemon.go:1608\`; docs, "Enable the eBPF data plane".
`,
  'listen-port-mismatch': `## Why

BIRD listens on \`listenPort\` of BGPConfiguration. The mesh follows it; a BGPPeer whose peerIP names no port dials 179, and so do routers
outside. Firewalls and failsafe lists know 179 only.

## What you see

\`Active Socket: Connection refused\` towards one node on which BIRD runs, and \`ss -tlnp | grep bird\` there shows another port. A peer with a
port stands in the table as \`10.30.0.7.port.1790\`.

## Verify

\`calicoctl get bgpconfiguration -o yaml | grep -B5 listenPort\` (default and node.<name>), \`calicoctl get bgppeer -o yaml | grep peerIP\`.

## Mixed up with

- \`bird-not-running\`: nothing listens.
- \`bgp-port-blocked\`: it listens on 179, a firewall resets.

## Sources

Calico: \`confd/pkg/backends/calico/bgp_processor.go:379\`, \`client.go:800\`. The lab: captured.
`,
  'mesh-off-no-peers': `## Why

\`nodeToNodeMeshEnabled: false\` is the first half of a move to route reflectors or top-of-rack switches. Without the second half, BGPPeers
that select the nodes, BIRD has no peer; readiness passes all the same.

## What you see

\`No IPv4 peers found.\` on every node, different router ids, only local routes. After 120 seconds pods on different nodes lose each other.

## Verify

\`calicoctl get bgpconfiguration default -o yaml | grep Mesh\`, \`calicoctl get bgppeer -o yaml\`: a nodeSelector or peerSelector that takes no
node says nothing.

## Mixed up with

- \`duplicate-node-address\`: the same sentence, one router id.
- Not a fault: VXLAN pools. Felix programs their routes without BGP.

## Sources

Calico: \`confd/pkg/backends/calico/client.go:581\`, \`node/pkg/health/health.go:209\`. The lab: captured.
`,
  'mtu-inconsistent': `## Why

Nodes with different cards (9001 and 1500), or one node that was set up before a change. Whoever has the larger MTU sends packets that the
other's card or tunnel does not take.

## What you see

Small requests work everywhere, large ones in one direction or between some nodes only. The devices differ:

\`\`\`text
vxlan.calico: mtu 8951     (node a, b)
vxlan.calico: mtu 1450     (node c)
\`\`\`

## Verify

\`ip -d link\` on all nodes: card, tunnel, cali devices; \`cat /var/lib/calico/mtu\`. Pods keep the MTU of their start.

## Mixed up with

- \`mtu-too-large\`: all nodes agree, on a number that does not fit.
- \`pmtu-black-hole\`: numbers differ on the path, and ICMP is lost.

## Sources

Calico: \`felix/dataplane/linux/int_dataplane.go:1748\`. The lab: cards, and tunnels.
`,
  'mtu-too-large': `## Why

A packet of a pod gets an outer header: 50 bytes for VXLAN, 20 for IPIP, 60 for WireGuard. Pods or tunnels whose MTU leaves no room for it
send packets that do not fit. The node may cut them (the outer header has no DF), and it works, slowly, until somebody on the way drops
fragments.

## What you see

Pings and DNS work, TLS handshakes and downloads hang. \`ping -M do\` with full size is lost or answered by \`message too long, mtu=1450\`.
\`nstat\` counts IpFragCreates.

## Verify

\`ip -d link\`: tunnel ≤ card − 50, cali devices ≤ tunnel; \`kubectl exec <pod> -- ping -M do -s <MTU - 28> <pod elsewhere>\`.

## Mixed up with

- \`pmtu-black-hole\`: numbers are right, the answer of a smaller path is lost.
- \`vxlan-offload\`: sizes do not matter.

## Sources

Calico: \`felix/dataplane/linux/int_dataplane.go:484\` and \`:1796\`. The lab: smaller path, fragments lost and passed, pods above the tunnel.
`,
  'nat-outgoing-off': `## Why

With \`natOutgoing: false\` a packet to the outside keeps the pod's address. Routers that do not know it have nowhere to send the answer.
False is the default of a pool that was written by hand.

## What you see

Pods reach each other and their nodes, and nothing outside: no image mirror, no DNS beyond the cluster. The node itself does.

## Verify

\`calicoctl get ippool -o wide\` (NAT false); \`tcpdump -ni eth0 host <outside>\` on the node shows the pod's address as source.

## Mixed up with

- A policy that denies egress: \`calicoctl get globalnetworkpolicy\`.
- Not a fault: a fabric that routes pods (BGP to the routers).

## Sources

Calico: \`api/pkg/apis/projectcalico/v3/ippool.go:115\`, \`node/pkg/lifecycle/startup/startup.go:842\`.
`,
  'no-encapsulation-across-l3': `## Why

With both modes Never a packet travels with the addresses of its pods. Inside one segment the next node takes it; a router between the
nodes, or a cloud that checks addresses, knows none of them and drops it.

## What you see

All sessions \`Established\`, and on a node of another subnet:

\`\`\`text
10.233.90.0/24 via 10.30.1.1 dev eth0 proto bird      # the gateway, not the node
\`\`\`
Pods of one subnet talk, across subnets nothing. Kubespray prints \`CALICO_IPV4POOL_IPIP: Off\` and \`CALICO_IPV4POOL_VXLAN: Never\` in every
installation; what counts is the pool.

## Verify

\`calicoctl get ippool -o wide\` (both Never), \`ip route get <pod elsewhere>\`: the next hop is a router; \`traceroute\` ends there.

## Mixed up with

- \`ipip-blocked-by-cloud\`: routes through tunl0.
- \`routes-not-exported\`: no routes at all.
- CrossSubnet does not help where the network checks addresses inside the subnet too: Always does.

## Sources

Calico: \`confd/pkg/backends/calico/bgp_processor.go\`; Kubespray \`docs/CNI/calico.md\`. The lab: two subnets, Kubespray's variables.
`,
  'one-sided-peering': `## Why

A session needs both sides to know each other. Calico adds the reverse of a BGPPeer by itself where the peer is a node with the AS number
that is written, unless \`reversePeering: Manual\`; peers outside of the cluster have to be told.

## What you see

The side that knows: \`Active Socket: Connection closed\` or \`Connection refused\` (a BIRD without peers does not listen at all). The other:
\`No IPv4 peers found.\`, or in its log \`Unexpected connect from unknown address 10.30.0.7\`.

## Verify

\`calicoctl get bgppeer -o yaml\` (node, peerIP, asNumber, reversePeering); \`/etc/calico/confd/config/bird.cfg\` of both nodes.

## Mixed up with

- \`wrong-node-address\`: both are told, one speaks from another address.
- \`bird-not-running\`: refused, and no BIRD.

## Sources

Calico: \`confd/pkg/backends/calico/client.go:684\`; BIRD \`proto/bgp/bgp.c:871\`. The lab: listening and not.
`,
  'peer-unreachable': `## Why

Every Node is a peer of the mesh. A machine that was taken away without its Node, or that is down, stays in the tables of all others.

## What you see

One address that fails on all nodes: \`Connect\` and later \`No route to host\` where the others dial, \`Passive\` where they wait. Nothing else
is wrong, except that every restart of BIRD waits for it (240 seconds).

## Verify

\`ping\` and \`ip neigh\` for the address: FAILED is gone. \`kubectl get nodes -o wide\`: NotReady.

## Mixed up with

- \`bird-not-running\`: the machine answers a ping.
- \`bgp-port-blocked\`: the same, and it is one of the nodes that run.

## Sources

Calico v3.23 \`maintenance/troubleshoot/troubleshooting.md\`. The lab: dialled and waited for.
`,
  'pmtu-black-hole': `## Why

A router with a smaller MTU answers a packet with DF by ICMP type 3 code 4, "fragmentation needed". Where a firewall drops that answer, the
sender never learns, and sends the same packet again and again.

## What you see

Small answers arrive, large ones hang (curl exits with 28 after the first bytes). \`ping -M do\` of full size is lost without a word, while
smaller ones are answered; \`tracepath\` stops at a hop.

## Verify

Firewalls for \`icmp ... fragmentation-needed\` (or all ICMP) on the nodes, the routers, the security groups; \`ip route get <pod>\` shows no
learnt \`mtu\`.

## Mixed up with

- \`mtu-too-large\`: the answer comes (\`message too long\`).
- \`rp-filter\`: all sizes are lost.

## Sources

RFC 1191, RFC 4890; Calico v3.23 \`networking/mtu.md\`. The lab: on the node, and on a router.
`,
  'pool-cidr-mismatch': `## Why

Kubernetes is told the range of the pods (\`--cluster-cidr\`, kubeadm's podSubnet) for its own purposes: kube-proxy tells by it what comes
from pods, cloud controllers make routes for it. A pool outside of it works half: packets are masqueraded where they should not be, or
refused. The operator refuses to start.

## What you see

\`IP pool 192.168.0.0/16 is not within the platform's configured pod network CIDR(s)\`; services that see the node's address instead of the
pod's.

## Verify

\`kubectl cluster-info dump | grep -m1 cluster-cidr\`, \`calicoctl get ippool -o wide\`.

## Mixed up with

- \`pool-overlaps-hosts\`: inside the right range, which others use too.
- \`setting-after-install\`: CALICO_IPV4POOL_CIDR was changed too late.

## Sources

operator \`pkg/controller/ippool/defaults.go:356\`; Calico: \`node/pkg/lifecycle/startup/startup.go:907\`.
`,
  'pool-not-selected': `## Why

A pod gets its address from a pool whose nodeSelector takes its node, that is not disabled, and whose allowedUses and assignmentMode fit. A
new node without the label of its rack gets none.

## What you see

\`\`\`text
no configured Calico pools for node edge-4
cannot find a qualified ippool
\`\`\`
Pods of some nodes stay in ContainerCreating; in VXLAN or IPIP pools the tunnel has no address there either.

## Verify

\`calicoctl get ippool -o yaml | grep -E 'name:|nodeSelector|disabled'\`, \`kubectl get nodes --show-labels\`.

## Mixed up with

- \`ipam-exhausted\`: a pool takes the node, and is full.

## Sources

Calico: \`libcalico-go/lib/ipam/ipam.go:399\`.
`,
  'pool-overlaps-hosts': `## Why

Calico's manifests come with 192.168.0.0/16, which is also the network of many offices and homes. An address that is a pod's here and a
machine's there is reached in the cluster only: nodes, services, registries or the company network behind it vanish.

## What you see

\`dial tcp 192.168.1.10:443: i/o timeout\` from nodes or pods, while the machine answers others; routes of Calico that are more specific than
the one to it.

## Verify

\`calicoctl get ippool -o wide\` against \`kubectl get nodes -o wide\`, the service range, and the networks that the pods must reach.

## Mixed up with

- \`nat-outgoing-off\`: everything outside fails, not one range.

## Sources

Calico: docs, requirements, "IP pool configuration"; kubernetes/kubeadm issue 1185.
`,
  'probe-against-backend': `## Why

\`-bird-live\` and \`-bird-ready\` ask for confd and BIRD. With \`calico_backend: vxlan\` or \`none\` neither runs, and the kubelet restarts
calico-node for ever.

## What you see

\`\`\`text
Liveness probe failed: calico/node is not ready: bird/confd is not live: exit status 1
\`\`\`
RESTARTS grows every minute; the network itself works in between.

## Verify

\`kubectl -n kube-system get daemonset calico-node -o yaml | grep -E 'bird-(live|ready)|NETWORKING_BACKEND'\`.

## Mixed up with

- \`bird-not-running\`: the backend is bird.
- \`bird-socket-missing\`: readiness alone fails.

## Sources

Calico: \`node/pkg/health/health.go:86\`, \`node/filesystem/etc/rc.local\`, \`manifests/calico-vxlan.yaml\`.
`,
  'probed-session': `## Why

BIRD takes a bare TCP connection from a peer's address for the restart of that peer: it drops the session that is up and begins anew. \`nc
-zv <node> 179\` between two nodes does that, in both directions.

## What you see

\`Socket: Connection closed\` or \`reset by peer\`, with a SINCE of just now, on sessions that are Established seconds later; \`Neighbor graceful
restart detected\` in BIRD's log. No packet of a pod is lost: routes are kept.

## Verify

\`sudo calicoctl node status\` again after ten seconds.

## Mixed up with

- \`graceful-restart\`: BIRD of the peer really ended.
- \`one-sided-peering\`: closed again and again.

## Sources

The lab: captured seconds after \`nc\`.
`,
  'routes-not-exported': `## Why

BIRD sends what its filter lets pass: blocks inside of pools. \`disableBGPExport: true\` takes a pool out, a BGPFilter of a peer whatever it
matches. Sessions are up and empty.

## What you see

All \`Established\`, and no route to other nodes' pods. \`birdc show protocols all\`: \`Routes: 0 imported, 0 exported\`. One node alone silent:
its filter. All silent: the pool.

## Verify

\`calicoctl get ippool -o yaml | grep disableBGPExport\`, \`calicoctl get bgppeer -o yaml | grep -A3 filters\`, \`calicoctl get bgpfilter -o
yaml\`.

## Mixed up with

- \`graceful-restart-recovery\`: routes come after four minutes.
- \`backend-mismatch\`: no BIRD.
- Not a fault: pools with VXLAN. Felix programs them.

## Sources

Calico: \`confd/pkg/backends/calico/bgp_processor.go:1110\`, \`:718\`. The lab: filter on one node, pool on all.
`,
  'rp-filter': `## Why

With strict reverse-path filtering (1) the kernel drops a packet that comes in by another card than its answer would leave by. Nodes with
two cards, or with a route that leads the answer astray, drop packets of pods so.

## What you see

Sessions up, routes there, one direction dead. \`nstat\` counts \`IPReversePathFilter\` while it happens; with log_martians the kernel log says
\`martian source\`.

## Verify

\`nstat -asz | grep ReversePath\` twice; \`sysctl -a | grep rp_filter\`: the larger of \`all\` and the card's own counts. \`ip route get <source>
from <destination> iif <card>\`.

## Mixed up with

- \`stale-route\`: the route that leads astray is the cause, the filter only drops.
- \`ip-forward-off\`: no counter grows.

## Sources

Linux \`Documentation/networking/ip-sysctl.rst\`; Calico: \`felix/dataplane/linux/endpoint_mgr.go\` (rp_filter of cali devices). The lab: two
cards; a stale route.
`,
  'setting-after-install': `## Why

\`CALICO_IPV4POOL_*\` make the first pool, when none of that family exists; the same holds for variables of installers that write objects
once. A change later is read by nobody.

## What you see

The DaemonSet says VXLAN or another range, \`calicoctl get ippool -o wide\` the old one, and the network goes on as before.

## Verify

\`kubectl -n kube-system set env daemonset/calico-node --list | grep POOL\` beside \`calicoctl get ippool -o yaml\`.

## Mixed up with

- \`backend-mismatch\`: the pool was changed, the backend was not.
- Kubespray prints Off and Never in every installation: its pool is made by calicoctl.

## Sources

Calico: \`node/pkg/lifecycle/startup/startup.go:1046\`.
`,
  'stale-route': `## Why

A route that a former CNI, a script or an engineer left is more specific than the right one and wins. BIRD learns it from the kernel and
gives it to the whole mesh; a VXLAN entry for an address that a node no longer has does the same for one node.

## What you see

Part of a node's pods is unreachable. On the node of origin the route has no \`proto bird\`; on all others it appears as \`proto bird\` beside
the right block, or as \`unreachable\`:

\`\`\`text
10.244.62.64/26 via 10.30.0.8 dev eth0 proto bird
10.244.62.64/28 via 10.30.0.99 dev eth0
\`\`\`

## Verify

\`ip route get <pod>\` against the block; \`birdc show route\` names who it came from; \`bridge fdb show dev vxlan.calico\` against the addresses
of the nodes.

## Mixed up with

- \`rp-filter\`: drops what such a route leads astray.
- \`duplicate-pod-cidr\`: both nodes have a whole block.
- Not a fault: /32 routes of borrowed addresses.

## Sources

BIRD 1.6 \`sysdep/linux/netlink.c\` (learn); Calico: \`confd/etc/calico/confd/templates/bird.cfg.template\`. The lab: a static route, an fdb
entry.
`,
  'typha-unreachable': `## Why

With Typha, Felix and confd read from it instead of the API server: TCP 5473 to a node that runs one, with certificates of one CA where TLS
is on. No Typha ready, a blocked port or a common name that differs leaves every calico-node waiting.

## What you see

\`\`\`text
Failed to connect to Typha. Retrying... error=dial tcp 10.30.0.7:5473: i/o timeout
Didn't find any ready Typha instances.
\`\`\`
calico-node is never Ready, new nodes first of all.

## Verify

\`kubectl get pods,endpoints -A -l k8s-app=calico-typha\`; \`nc -zv <node of Typha> 5473\` (harmless, unlike 179); names in FELIX_TYPHACN,
FELIX_TYPHAURISAN against the certificate.

## Mixed up with

- \`datastore-unreachable\`: nothing of Calico reaches the API.

## Sources

Calico: \`typha/pkg/discovery/discovery.go:245\`, \`felix/daemon/daemon.go:581\`.
`,
  'unknown-field': `## Why

A name that nobody reads changes nothing. The API server drops a field that the schema does not have (or refuses it, with strict
validation), Helm ignores a value, Felix logs an unknown FELIX_ variable at level Info.

## What you see

\`unknown field "spec.vethuMTU"\`, or nothing at all and the old behaviour. \`Ignoring unknown config param.\` in Felix's log.

## Verify

\`canal-lint <file>\` names the field and the nearest known one; \`kubectl apply --dry-run=server --validate=strict -f <file>\`.

## Mixed up with

- \`image-version-skew\`: the field exists in another release.
- \`setting-after-install\`: the name is right and read too late.

## Sources

Calico: \`felix/config/config_params.go:814\`; the CRDs of each release.
`,
  'vxlan-offload': `## Why

Some cards and kernels (up to 5.7, and drivers since) compute the outer checksum of VXLAN wrongly. The packet leaves, and the other side
drops it as broken, without a counter that anybody looks at.

## What you see

Pod to pod works, service addresses from the node or host ports hang for 63 seconds; \`tcpdump -vv\` shows \`bad udp cksum\` or \`no cksum\`.
vSphere with NSX and VMXNET3 is the usual place.

## Verify

\`sudo ethtool -K vxlan.calico tx-checksum-ip-generic off\` on two nodes: at once it works.

## Mixed up with

- \`vxlan-port-blocked\`: nothing arrives at all.
- \`mtu-too-large\`: small packets pass.

## Sources

Calico: \`felix/environment/feature_detect_linux.go:139\`, \`route_mgr.go:672\`; projectcalico/calico issue 3145.
`,
  'vxlan-port-blocked': `## Why

VXLAN is UDP: 4789 of Calico, 8472 of flannel and Canal (the kernel's own number). A host firewall, a security group, or a hypervisor that
uses 4789 itself (NSX) drops it. BGP, if there is any, does not care.

## What you see

Routes through vxlan.calico or flannel.1, entries complete, sessions up, and no pod reaches one on another node: all pairs, or one node with
all others.

## Verify

\`tcpdump -ni eth0 udp port 4789\` on both nodes: leaves, does not arrive. \`sudo iptables-save; sudo nft list ruleset\`.

## Mixed up with

- \`vxlan-port-mismatch\`: it arrives at a port that nobody has.
- \`vxlan-offload\`: it arrives and is dropped for its checksum.
- \`flannel-interface\`: it goes to the wrong address.

## Sources

Calico: \`felix/config/config_params.go:362\`; flannel \`Documentation/backends.md\`. The lab: host and fabric.
`,
  'vxlan-port-mismatch': `## Why

vxlanPort and vxlanVNI have to be the same on all nodes. A FelixConfiguration of one node, or a change that half of the nodes have read,
gives devices that do not hear each other.

## What you see

One node and all others are deaf to each other, with all routes and entries in place. The devices differ:

\`\`\`text
vxlan id 4096 dstport 4789        # two nodes
vxlan id 4096 dstport 8472        # the third
\`\`\`

## Verify

\`ip -d link show type vxlan\` on all nodes; \`calicoctl get felixconfiguration -o yaml | grep -E 'name:|vxlan'\`.

## Mixed up with

- \`vxlan-port-blocked\`: the numbers are the same.
- Not a fault: flannel.1 beside vxlan.calico on one node, with their own numbers.

## Sources

Calico: \`felix/dataplane/linux/route_mgr.go:635\`. The lab: captured.
`,
  'wireguard-misconfigured': `## Why

WireGuard needs UDP 51820 (51821 for IPv6) between all nodes, 60 (80) bytes of the MTU, its kernel module on each node, and peers' ranges
that fit: a packet whose source is outside of them is dropped.

## What you see

\`sudo wg show\` without a handshake for some peers; \`Wireguard is not supported\`, \`unallowed src IP\` in the log; large packets that hang
after it was switched on.

## Verify

\`sudo wg show wireguard.cali\`, \`calicoctl get node <name> -o yaml | grep wireguardPublicKey\`, \`ip link show wireguard.cali\`.

## Mixed up with

- \`mtu-too-large\`: handshakes are there.
- Not a fault: some nodes without the module; traffic to them stays unencrypted.

## Sources

Calico: \`felix/wireguard\`, \`felix/config/config_params.go:178\`.
`,
  'wrong-node-address': `## Why

Unless it is told, calico-node takes the address of the first card that it finds, walking from the newest: docker0 of an odd name, a VPN, a
bridge of libvirt, a NAT. BIRD speaks from it, VXLAN and IPIP send to it, and the others cannot reach it. It may change with the next
restart.

## What you see

One row that is unlike the others:

\`\`\`text
| 10.30.0.8  | node-to-node mesh | up    | Established                            |
| 172.17.0.1 | node-to-node mesh | start | Active Socket: Connection refused      |
\`\`\`
Where every node has such a bridge, one talks to oneself: \`nc\` to it succeeds.

## Verify

\`kubectl get nodes -o custom-columns=NAME:.metadata.name,CALICO:.metadata.annotations.projectcalico\\.org/IPv4Address\` against \`kubectl get
nodes -o wide\`; \`ip addr\` for the device that has it.

## Mixed up with

- \`duplicate-node-address\`: several nodes have it.
- \`peer-unreachable\`: the address was right, the machine is gone.
- In Canal autodetection is skipped: see \`flannel-interface\`.

## Sources

Calico: \`node/pkg/lifecycle/startup/autodetection/\` (interfaces.go, filtered.go, autodetection_linux.go). The lab: docker0, VPN.
`,
};
