# METADATA
# title: The mesh
# description: Without the mesh, nodes have peers to tell their routes.
# custom:
#   kinds:
#     - groups: [crd.projectcalico.org, projectcalico.org]
#       kinds: [BGPConfiguration]
#   sync:
#     - groups: [crd.projectcalico.org]
#       versions: [v1]
#       kinds: [IPPool, BGPPeer, FelixConfiguration]
#     - groups: [""]
#       versions: [v1]
#       kinds: [Node]
#   unsaid:
#     reflector: which peers choose a reflector hangs on labels of nodes, and a node gets its labels after it is made
#     ownAs: the annotation of a node is written by calico-node when it runs already
package canal.bgp_mesh

import data.lib.inventory
import data.lib.pools
import data.lib.report
import data.lib.resource
import data.lib.routes

# A warning: the peers may come next, and the inventory follows the cluster with a delay.
violation contains report.violation(msg, ["spec", "nodeToNodeMeshEnabled"], "warning") if {
	resource.is_calico("BGPConfiguration")
	resource.name == "default"
	resource.spec.nodeToNodeMeshEnabled == false
	count(inventory.calico("BGPPeer")) == 0
	count(inventory.nodes) != 1
	[_, _, pool, word] := needy[0]
	msg := concat("", [
		$"the mesh is off and the input has no BGPPeer: BIRD has nobody to tell the routes of pool {pool} ({word}), ",
		"so pods on different nodes cannot reach each other",
	])
}

# Pools whose routes come over BGP; those first of which that is sure.
needy := sort([[rank, i, name, word] |
	some i, other in inventory.calico("IPPool")
	pool := pools.from_resource(other)
	pools.carries_pods(pool)
	word := pools.encapsulation(pool)
	kind := {"None": "plain", "IPIP": "ipip", "IPIPCrossSubnet": "ipip"}[word]
	not is_carried(kind)
	rank := {"bird": 0, "both": 0, "unknown": 1}[routes.owner(kind, true)]
	name := pool.name
])

# BIRD has nobody to tell: on one segment only Felix makes the routes.
is_carried("plain") if report.parameters.underlay.routesPods == true

is_carried("plain") if {
	report.parameters.underlay.l2 == true
	routes.owner("plain", true) == "felix"
}
