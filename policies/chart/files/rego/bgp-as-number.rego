# METADATA
# title: AS numbers
# description: The AS of calico-node's environment, and of a Node, is a number.
# custom:
#   kinds:
#     - groups: [apps]
#       kinds: [DaemonSet]
#     - groups: [""]
#       kinds: [Node]
#   unsaid:
#     large: the schema of the resources judges their own fields
#     contradicts: needs the nodes and their addresses, which are other objects
#     contradictsDefault: needs the nodes and their addresses, which are other objects
#     ownAs: needs the AS of the cluster, which stands in the BGPConfiguration
package canal.bgp_as_number

import data.lib.digits
import data.lib.report
import data.lib.resource
import data.lib.workload

# An AS number of a resource is judged by its schema; these two are texts that nothing checks.
violation contains report.violation(msg, written.path, "error") if {
	some written in texts
	not is_number_of_an_as(written.value)
	msg := concat("", [
		$`"{written.value}" is no AS number: 1 to 4294967295, `,
		"or two halves of 16 bits such as 64086.59904",
	])
}

annotation := "projectcalico.org/ASNumber"

texts contains {"value": text, "path": ["metadata", "annotations", annotation]} if {
	input.review.object.kind == "Node"
	input.review.object.apiVersion == "v1"
	text := resource.text(input.review.object.metadata.annotations[annotation])
	has_addresses
}

# One without addresses and pod CIDRs is a fragment, which says nothing of the network.
has_addresses if {
	some name in ["IPv4Address", "IPv6Address"]
	$"projectcalico.org/{name}" in object.keys(input.review.object.metadata.annotations)
}

has_addresses if {
	some field in object.keys(resource.spec)
	startswith(field, "podCIDR")
}

has_addresses if {
	some address in input.review.object.status.addresses
	address.type == "InternalIP"
}

texts contains written if {
	written := workload.env("AS")
	written.value != ""
}

# As numorstring.ASNumberFromString (api/pkg/lib/numorstring/asnumber.go).
is_number_of_an_as(text) if {
	number := digits.number(text)
	number > 0
	number <= 4294967295
}

is_number_of_an_as(text) if {
	halves := [half | some part in split(text, "."); half := digits.number(part); half <= 65535]
	count(halves) == 2
	count(split(text, ".")) == 2
	sum(halves) > 0
}
