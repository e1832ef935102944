package canal.mtu_arithmetic_test

import data.canal.mtu_arithmetic

installation(network) := {
	"apiVersion": "operator.tigera.io/v1", "kind": "Installation", "metadata": {"name": "default"},
	"spec": {"cni": {"type": "Calico"}, "calicoNetwork": network},
}

test_message[text] if {
	some text, one in {
		"NIC 1500 - 50 (vxlan) = 1450": {"network": {"mtu": 1500, "ipPools": [{"cidr": "10.0.0.0/16", "encapsulation": "VXLAN"}]}, "underlay": {"nicMtu": 1500}},
		"it needs a NIC of 1550": {"network": {"mtu": 1500, "ipPools": [{"cidr": "10.0.0.0/16", "encapsulation": "VXLAN"}]}, "underlay": {}},
		"once the pool is encapsulated, a NIC of 1500 leaves 1500 - 50 (vxlan) = 1450": {
			"network": {"mtu": 1500, "ipPools": [{"cidr": "10.0.0.0/16", "encapsulation": "None"}]},
			"underlay": {},
		},
		"is below 1280": {"network": {"mtu": 1200, "ipPools": [{"cidr": "fd00::/64", "encapsulation": "VXLAN"}]}, "underlay": {}},
	}
	request := {"review": {"object": installation(one.network)}, "parameters": {"underlay": one.underlay}}
	[said] := [violation.msg | some violation in mtu_arithmetic.violation] with input as request
	contains(said, text)
}

test_fits if {
	fitting := installation({"mtu": 1450, "ipPools": [{"cidr": "10.0.0.0/16", "encapsulation": "VXLAN"}]})
	count(mtu_arithmetic.violation) == 0 with input as {"review": {"object": fitting}, "parameters": {"underlay": {"nicMtu": 1500}}}
}
