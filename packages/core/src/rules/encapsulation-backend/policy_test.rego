package canal.encapsulation_backend_test

import data.canal.encapsulation_backend

node(env) := {"kind": "DaemonSet", "metadata": {"name": "calico-node"}, "spec": {"template": {"spec": {"containers": [{
	"name": "calico-node",
	"image": "acme/mine",
	"env": [{"name": name, "value": value} | some name, value in env],
}]}}}}

# What nobody carries where BIRD does not run.
test_without_bird[name] if {
	some name, one in {
		"IPIP in 3.32": {"mode": "Always", "parameters": {"calicoVersion": "v3.32.1"}, "text": "in this release Felix does not program"},
		"IPIP in some release": {"mode": "Always", "parameters": {}, "text": "before Calico 3.33 Felix does not program"},
		"plain": {"mode": "Never", "parameters": {}, "text": "of a pool without encapsulation"},
	}
	object_of_node := node({"CALICO_NETWORKING_BACKEND": "vxlan", "CALICO_IPV4POOL_IPIP": one.mode})
	[said] := [violation | some violation in encapsulation_backend.violation] with input as {"review": {"object": object_of_node}, "parameters": one.parameters}
	said.details.severity == "warning"
	contains(said.msg, one.text)
}

test_carried[name] if {
	some name, one in {
		"IPIP in 3.33": {"mode": "Always", "parameters": {"calicoVersion": "v3.33.0"}},
		"the underlay routes": {"mode": "Never", "parameters": {"underlay": {"routesPods": true}}},
	}
	object_of_node := node({"CALICO_NETWORKING_BACKEND": "vxlan", "CALICO_IPV4POOL_IPIP": one.mode})
	count(encapsulation_backend.violation) == 0 with input as {"review": {"object": object_of_node}, "parameters": one.parameters}
}

test_pools_of_nobody if {
	data_of_map := {"calico_backend": "none", "cni_network_config": `{"type": "calico", "ipam": {"type": "calico-ipam"}}`}
	map := {"kind": "ConfigMap", "metadata": {"name": "calico-config"}, "data": data_of_map}
	[said] := [violation | some violation in encapsulation_backend.violation] with input.review.object as map
	said.details == {"path": ["data", "calico_backend"], "severity": "error"}
}
