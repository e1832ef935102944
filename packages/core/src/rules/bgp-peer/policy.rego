# METADATA
# title: BGP peers
# description: A BGP peer names somebody.
# custom:
#   kinds:
#     - groups: [crd.projectcalico.org, projectcalico.org]
#       kinds: [BGPPeer]
#   sync:
#     - groups: [crd.projectcalico.org]
#       versions: [v1]
#       kinds: [BGPFilter]
#   unsaid:
#     malformed: the schema of the resource judges its own field
#     twice: needs the other peers
#     hidden: needs the other peers
#     self: needs the nodes and their addresses, which are other objects
#     noNode: needs the nodes, which are other objects
#     noMatch: needs the nodes and their labels, which are other objects
package canal.bgp_peer

import data.lib.inventory
import data.lib.report
import data.lib.resource

violation contains report.violation(msg, [], "warning") if {
	resource.is_calico("BGPPeer")
	not names_somebody
	msg := concat("", [
		$"peer {resource.name} names nobody: ",
		`without peerIP and peerSelector confd drops it ("PeerIP is not assigned or is malformed")`,
	])
}

# Without any filter in the inventory they may not be synced.
violation contains report.violation(msg, ["spec", "filters", i], "warning") if {
	resource.is_calico("BGPPeer")
	known := {filter.metadata.name | some filter in inventory.calico("BGPFilter")}
	count(known) > 0
	is_array(resource.spec.filters)
	some i, written in resource.spec.filters
	filter := resource.text(written)
	not filter in known
	msg := concat("", [
		$"peer {resource.name} names the filter {filter}, and the input has no BGPFilter of that name: ",
		"confd passes over it, so routes are not filtered",
	])
}

names_somebody if {
	some field in ["peerIP", "peerSelector", "localWorkloadSelector"]
	resource.text(resource.spec[field])
}
