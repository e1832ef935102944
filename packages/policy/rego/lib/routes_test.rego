package lib.routes_test

import data.lib.routes

# Who programs which routes: packages/core/src/network/behaviour.ts.
test_owner[name] if {
	some name, one in {
		"BIRD in 3.31": {"version": "v3.31.7", "ipip": "bird", "plain": "bird"},
		"BIRD in 3.32": {"version": "v3.32.1", "ipip": "bird", "plain": "bird"},
		"Felix takes IPIP in 3.33": {"version": "v3.33.0", "ipip": "felix", "plain": "bird"},
		"nobody knows the release": {"version": "latest", "ipip": "unknown", "plain": "bird"},
		"before all eras": {"version": "v2.6.0", "ipip": "unknown", "plain": "unknown"},
	}
	routes.owner("ipip", true) == one.ipip with input as {"parameters": {"calicoVersion": one.version}}
	routes.owner("plain", true) == one.plain with input as {"parameters": {"calicoVersion": one.version}}
}

test_without_bird if {
	routes.owner("plain", false) == "nobody" with input as {"parameters": {"calicoVersion": "v3.32.1"}}
	routes.owner("ipip", false) == "felix" with input as {"parameters": {"calicoVersion": "v3.33.0"}}
}

installation(mode) := {"apiVersion": "operator.tigera.io/v1", "kind": "Installation", "spec": {"calicoNetwork": {"clusterRoutingMode": mode}}}

test_routing_mode[mode] if {
	some mode, owner in {"BIRD": "bird", "Felix": "felix", "FelixIPIPOnly": "felix"}
	request := {"review": {"object": installation(mode)}, "parameters": {"calicoVersion": "v3.33.0"}}
	routes.owner("ipip", true) == owner with input as request
}

configuration(spec) := {
	"review": {"object": {
		"apiVersion": "projectcalico.org/v3",
		"kind": "BGPConfiguration",
		"metadata": {"name": "default"},
		"spec": spec,
	}},
	"parameters": {"calicoVersion": "v3.32.1"},
}

# The two halves of the decision stand in two objects.
test_both_halves[name] if {
	some name, one in {
		"both": {"bgp": "Enabled", "felix": "Enabled", "owner": "both"},
		"Felix": {"bgp": "Disabled", "felix": "Enabled", "owner": "felix"},
		"nobody": {"bgp": "Disabled", "felix": "Disabled", "owner": "nobody"},
	}
	felix := {"metadata": {"name": "default"}, "spec": {"programClusterRoutes": one.felix}}
	stored := {"cluster": {"crd.projectcalico.org/v1": {"FelixConfiguration": {"default": felix}}}}
	routes.owner("plain", true) == one.owner with input as configuration({"programClusterRoutes": one.bgp}) with data.inventory as stored
}

node(env) := {"review": {"object": {"kind": "DaemonSet", "metadata": {"name": "calico-node"}, "spec": {"template": {"spec": {"containers": [{
	"name": "calico-node",
	"image": "acme/mine",
	"env": [{"name": name, "value": value} | some name, value in env],
}]}}}}}}

# A word that came later tells the eras before it apart.
test_word_of_a_later_era if {
	one := node({"FELIX_PROGRAMCLUSTERROUTES": "EnabledIPIPOnly"})
	routes.owner("ipip", true) == "felix" with input as one
	routes.owner("plain", true) == "bird" with input as one
}

test_may_run_bird if {
	routes.may_run_bird with input as node({"CALICO_NETWORKING_BACKEND": "bird"})
	routes.may_run_bird with input as node({"CALICO_NETWORKING_BACKEND": "VXLAN"})
	not routes.may_run_bird with input as node({"CALICO_NETWORKING_BACKEND": "vxlan"})
	not routes.may_run_bird with input as node({"CLUSTER_TYPE": "k8s,canal", "CALICO_NETWORKING_BACKEND": "none"})
	not routes.may_run_bird with input.review.object as object.union(installation("BIRD"), {"spec": {"cni": {"type": "AmazonVPC"}}})
}

test_carried_below if {
	routes.carried_below with input as {"parameters": {"underlay": {"routesPods": true}}}
	routes.carried_below with input as {"parameters": {"underlay": {"l2": true}}}
	not routes.carried_below with input as {"parameters": {"underlay": {"l2": false}}}
}
