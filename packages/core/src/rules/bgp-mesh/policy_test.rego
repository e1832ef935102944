package canal.bgp_mesh_test

import data.canal.bgp_mesh

configuration := {"apiVersion": "projectcalico.org/v3", "kind": "BGPConfiguration", "metadata": {"name": "default"}, "spec": {"nodeToNodeMeshEnabled": false}}

named(names, spec) := {name: {"metadata": {"name": name}, "spec": spec} | some name in names}

inventory(kinds) := {"cluster": {"crd.projectcalico.org/v1": kinds, "v1": {"Node": named(["a", "b"], {})}}}

test_nobody_to_tell if {
	pools := {"IPPool": named(["pods"], {"cidr": "10.0.0.0/16"})}
	[said] := [violation | some violation in bgp_mesh.violation] with input.review.object as configuration with data.inventory as inventory(pools)
	contains(said.msg, "the routes of pool pods (None)")
}

test_silent[name] if {
	some name, one in {
		"no pool": {"kinds": {}, "parameters": {}},
		"VXLAN": {"kinds": {"IPPool": named(["pods"], {"vxlanMode": "Always"})}, "parameters": {}},
		"a peer": {"kinds": {"IPPool": named(["pods"], {}), "BGPPeer": named(["tor"], {})}, "parameters": {}},
		"the underlay routes": {"kinds": {"IPPool": named(["pods"], {})}, "parameters": {"underlay": {"routesPods": true}}},
		"Felix, on one segment": {
			"kinds": {
				"IPPool": named(["pods"], {}),
				"FelixConfiguration": named(["default"], {"programClusterRoutes": "Enabled"}),
			},
			"parameters": {"calicoVersion": "v3.31.0", "underlay": {"l2": true}},
		},
	}
	request := {"review": {"object": configuration}, "parameters": one.parameters}
	count(bgp_mesh.violation) == 0 with input as request with data.inventory as inventory(one.kinds)
}

test_one_node if {
	alone := object.union(inventory({"IPPool": named(["pods"], {})}), {"cluster": {"v1": {"Node": {"b": {}}}}})
	count(bgp_mesh.violation) == 1 with input.review.object as configuration with data.inventory as alone
	only := {"cluster": {"crd.projectcalico.org/v1": {"IPPool": named(["pods"], {})}, "v1": {"Node": named(["a"], {})}}}
	count(bgp_mesh.violation) == 0 with input.review.object as configuration with data.inventory as only
}
