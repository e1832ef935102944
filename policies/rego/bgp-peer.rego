# Written by `npm run gen` from packages/core/src/rules/bgp-peer/policy.rego; do not edit.
# METADATA
# title: BGP peers
# description: A BGP peer names somebody.
# custom:
#   kinds:
#     - groups: [crd.projectcalico.org, projectcalico.org]
#       kinds: [BGPPeer]
#   unsaid:
#     malformed: the schema of the resource judges its own field
#     filter: needs the BGPFilters, which are other objects
#     twice: needs the other peers
#     hidden: needs the other peers
#     self: needs the nodes and their addresses, which are other objects
#     noNode: needs the nodes, which are other objects
#     noMatch: needs the nodes and their labels, which are other objects
package canal.bgp_peer

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

names_somebody if {
	some field in ["peerIP", "peerSelector", "localWorkloadSelector"]
	resource.text(resource.spec[field])
}
