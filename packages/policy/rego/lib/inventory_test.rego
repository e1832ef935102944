package lib.inventory_test

import data.lib.inventory

pool(name) := {"kind": "IPPool", "metadata": {"name": name}}

stored := {"cluster": {"crd.projectcalico.org/v1": {"IPPool": {"b": pool("b"), "a": pool("a")}}}}

shown := {"cluster": {"projectcalico.org/v3": {"IPPool": {"c": pool("c"), "a": pool("a")}}}}

test_names if {
	names := [one.metadata.name | some one in inventory.calico("IPPool")] with data.inventory as object.union(stored, shown)
	names == ["a", "b", "c"]
}

test_not_itself if {
	names := [one.metadata.name | some one in inventory.calico("IPPool")] with data.inventory as stored with input.review.object as pool("a")
	names == ["b"]
}

# Another kind may have the same name.
test_namesake if count(inventory.calico("IPPool")) == 2 with data.inventory as stored
	with input.review.object as {"kind": "BGPPeer", "metadata": {"name": "a"}}

test_workloads if {
	node := {"kind": "DaemonSet", "metadata": {"name": "calico-node", "namespace": "kube-system"}}
	typha := {"kind": "Deployment", "metadata": {"name": "calico-typha", "namespace": "kube-system"}}
	apps := {"apps/v1": {"DaemonSet": {"calico-node": node}, "Deployment": {"calico-typha": typha}}}
	all := {"namespace": {"kube-system": apps}}
	inventory.workloads == [node, typha] with data.inventory as all
	inventory.workloads == [typha] with data.inventory as all with input.review.object as node
}

# Without an inventory nothing is known, which is another thing than none.
test_nothing_synced if {
	not inventory.calico("IPPool")
	not inventory.nodes
}
