package canal.bgp_as_number_test

import data.canal.bgp_as_number

test_number[text] if {
	some text in ["64512", "4294967295", "1.10", "65535.65535"]
	bgp_as_number.is_number_of_an_as(text)
}

test_no_number[text] if {
	some text in ["0", "0.0", "4294967296", "65536.1", "1.2.3", "AS64512", ""]
	not bgp_as_number.is_number_of_an_as(text)
}

node(rest) := object.union({"apiVersion": "v1", "kind": "Node", "metadata": {"annotations": {"projectcalico.org/ASNumber": "0"}}}, rest)

test_node[name] if {
	some name, rest in {
		"an address of BGP": {"metadata": {"annotations": {"projectcalico.org/IPv4Address": "10.0.0.1/24"}}},
		"a range of pods": {"spec": {"podCIDR": "10.0.0.0/24"}},
		"an address": {"status": {"addresses": [{"type": "InternalIP", "address": "10.0.0.1"}]}},
	}
	count(bgp_as_number.violation) == 1 with input.review.object as node(rest)
}

test_fragment if count(bgp_as_number.violation) == 0 with input.review.object as node({"status": {"addresses": [{"type": "Hostname"}]}})
