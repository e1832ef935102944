package lib.plane_test

import data.lib.plane

node(name, env) := {"kind": "DaemonSet", "metadata": {"name": name}, "spec": {"template": {"spec": {"containers": [{
	"name": "calico-node",
	"image": "acme/mine",
	"env": [{"name": key, "value": value} | some key, value in env],
}]}}}}

test_plane[name] if {
	some name, one in {
		"Calico": {"object": node("calico-node", {}), "plane": "calico"},
		"Canal by its name": {"object": node("canal", {"CALICO_NETWORKING_BACKEND": "none"}), "plane": "canal"},
		"Canal by its type": {"object": node("x", {"CALICO_NETWORKING_BACKEND": "none", "CLUSTER_TYPE": "k8s,canal"}), "plane": "canal"},
		"policy only": {"object": node("calico-node", {"CALICO_NETWORKING_BACKEND": "none"}), "plane": "policy-only"},
	}
	plane.plane == one.plane with input.review.object as one.object
}

test_beside_flannel[name] if {
	some name, flannel in {"by its name": {"name": "kube-flannel"}, "by its image": {"name": "x", "image": "quay.io/coreos/flannel:v0.15.1"}}
	node_and_flannel := [{"name": "calico-node", "image": "acme/mine"}, flannel]
	plane.plane == "canal" with input.review.object as {"kind": "Pod", "spec": {"containers": node_and_flannel}}
}

test_no_node if not plane.plane with input.review.object as {"kind": "Pod", "spec": {"containers": [{"name": "web"}]}}

test_calico_ipam if {
	env := [{"name": "CNI_NETWORK_CONFIG", "value": `{"ipam": {"type": "calico-ipam"}}`}]
	cni := {"spec": {"template": {"spec": {"initContainers": [{"name": "install-cni", "env": env}]}}}}
	plane.uses_pools with input.review.object as object.union(node("calico-node", {"CALICO_NETWORKING_BACKEND": "none"}), cni)
}
