package lib.mtu_test

import data.lib.mtu

felix(name, spec) := {"apiVersion": "projectcalico.org/v3", "kind": "FelixConfiguration", "metadata": {"name": name}, "spec": spec}

installation(network) := {
	"apiVersion": "operator.tigera.io/v1", "kind": "Installation", "metadata": {"name": "default"},
	"spec": {"cni": {"type": "Calico"}, "calicoNetwork": network},
}

test_tunnels[name] if {
	some name, spec in {"default": {"ipipMTU": 1480}, "node.worker-1": {"ipipMTU": "1480"}, "gpu": {"ipipMTU": 1480, "nodeSelector": "all()"}}
	[one] := [judged | some judged in mtu.judged] with input.review.object as felix(name, spec)
	one.header == {"name": "ipip", "bytes": 20}
	one.mtu == 1480
}

test_nobody_reads[name] if {
	some name, spec in {"gpu": {"ipipMTU": 1480}, "default": {"ipipMTU": 0}, "node.a": {"ipipMTU": 1480.5}}
	set() == mtu.judged with input.review.object as felix(name, spec)
}

test_header[name] if {
	some name, one in {
		"IPIP": {"pools": [{"cidr": "10.0.0.0/16", "encapsulation": "IPIP"}], "header": {"name": "ipip", "bytes": 20, "conditional": false}},
		"the larger": {
			"pools": [{"cidr": "10.0.0.0/16", "encapsulation": "IPIP"}, {"cidr": "fd00::/64", "encapsulation": "VXLAN"}],
			"header": {"name": "vxlan-v6", "bytes": 70, "conditional": false},
		},
		"one to come": {"pools": [{"cidr": "10.0.0.0/16", "encapsulation": "None"}], "header": {"name": "vxlan", "bytes": 50, "conditional": true}},
		"none": {"pools": [], "header": {"name": "", "bytes": 0, "conditional": false}},
	}
	mtu.header == one.header with input.review.object as installation({"ipPools": one.pools})
}

test_below_ipv6 if {
	small := installation({"mtu": 1279, "ipPools": [{"cidr": "fd00::/64"}]})
	count(mtu.below_ipv6) == 1 with input.review.object as small
	enough := installation({"mtu": 1280, "ipPools": [{"cidr": "fd00::/64"}]})
	count(mtu.below_ipv6) == 0 with input.review.object as enough
}

# Where the NIC is not known, an exact fit of a usual one is no fault.
test_verdict if {
	mtu.verdict(1500, 50) == {"nic": 1500, "max": 1450} with input as {}
	not mtu.verdict(1450, 50) with input as {}
	not mtu.verdict(8951, 50) with input as {}
	not mtu.verdict(1300, 50) with input as {}
	mtu.verdict(1300, 50) == {"nic": 1300, "max": 1250} with input as {"parameters": {"underlay": {"nicMtu": 1300}}}
}
