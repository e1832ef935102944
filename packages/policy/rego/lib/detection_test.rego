package lib.detection_test

import data.lib.detection

test_good[method] if {
	some method in [
		"", "first-found", "interface=eth0", "interface=eth0, eth1,eth2", "skip-interface=docker.*", "can-reach=8.8.8.8",
		"cidr=10.0.0.0/24 , $(RANGE),10.0.0.0/8", "kubernetes-internal-ip", "kubernetes-internal-ipv6",
	]
	not detection.fault(method)
}

test_fault[method] if {
	some method, reason in {
		"can-reach=": "loopback",
		"interface=": "every interface",
		"interface=eth0, ,eth1": "every interface",
		"skip-interface=": "none is left",
		"cidr=10.0.0.0/24 ,10.1.0.0": `"10.1.0.0"`,
		"cidr=$(1X)": `"$(1X)"`,
		"cidr=$()": `"$()"`,
		"First-Found": "no such method",
	}
	contains(detection.fault(method), reason)
}

test_before_internal_ip if contains(detection.fault("kubernetes-internal-ip"), "v3.20 exits") with input.parameters.calicoVersion as "v3.20"
