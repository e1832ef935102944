# The other objects of the cluster, those that Gatekeeper syncs into data.inventory, in the order of their names.
package lib.inventory

# Resources of Calico. Where its API server runs, projectcalico.org/v3 shows those of crd.projectcalico.org/v1 once more.
calico(kind) := array.concat(
	others(kind, stored(kind)),
	others(kind, object.remove(shown(kind), object.keys(stored(kind)))),
)

stored(kind) := object.get(data.inventory, ["cluster", "crd.projectcalico.org/v1", kind], {})

shown(kind) := object.get(data.inventory, ["cluster", "projectcalico.org/v3", kind], {})

# Objects of the core group and of apps, of all namespaces.
nodes := object.get(data.inventory, ["cluster", "v1", "Node"], {})

workloads := [one |
	some namespace in sort(object.keys(data.inventory.namespace))
	some kind in ["DaemonSet", "Deployment"]
	all := object.get(data.inventory, ["namespace", namespace, "apps/v1", kind], {})
	some name in sort(object.keys(all))
	not is_reviewed(kind, namespace, name)
	one := all[name]
]

# The one under review stands there as it was before.
others(kind, all) := [all[name] | some name in sort(object.keys(all)); not is_reviewed(kind, "", name)]

is_reviewed(kind, namespace, name) if {
	input.review.object.kind == kind
	input.review.object.metadata.name == name
	object.get(input.review.object.metadata, "namespace", "") == namespace
}
