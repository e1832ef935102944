package main_test

import data.main

pool(spec) := {"apiVersion": "projectcalico.org/v3", "kind": "IPPool", "metadata": {"name": "pods"}, "spec": object.union({"cidr": "10.0.0.0/16"}, spec)}

test_deny if {
	[said] := [message | some message in main.deny] with input as pool({"ipipMode": "always", "vxlanMode": "Always"})
	said.rule == "pool-modes"
	startswith(said.msg, "pool-modes: ipipMode")
}

test_warn if {
	[said] := [message | some message in main.warn] with input as pool({"cidr": "8.8.0.0/16", "vxlanMode": "Always"})
	said.rule == "pool-cidr"
	count(main.deny) == 0 with input as pool({"cidr": "8.8.0.0/16", "vxlanMode": "Always"})
}

test_parameters if {
	count(main.deny) == 1 with input as pool({})
	count(main.deny) == 0 with input as pool({}) with data.parameters as {"underlay": {"routesPods": true}}
}
