# Who carries pod traffic, as far as one object tells: Calico, Canal, or somebody else while Calico only enforces policy.
package lib.plane

import data.lib.image
import data.lib.resource
import data.lib.workload

backend := value if value := workload.env("CALICO_NETWORKING_BACKEND").value

backend := "bird" if {
	workload.calico_node
	not workload.has_env("CALICO_NETWORKING_BACKEND")
	not workload.is_open
}

plane := "canal" if beside_flannel

plane := "calico" if {
	not beside_flannel
	backend != "none"
}

plane := "canal" if {
	not beside_flannel
	not has_other_backend
	called_canal
}

plane := "policy-only" if {
	not beside_flannel
	backend == "none"
	not called_canal
	not calico_ipam
}

has_other_backend if backend != "none"

beside_flannel if {
	workload.calico_node
	some entry in workload.containers
	is_flannel(entry.container)
}

is_flannel(container) if resource.text(container.name) == "kube-flannel"

is_flannel(container) if image.field(image.parse(container.image)) == "flannel"

called_canal if {
	workload.calico_node
	"canal" in split(resource.text_or(workload.env("CLUSTER_TYPE"), "value", ""), ",")
}

called_canal if {
	workload.calico_node
	input.review.object.metadata.name in {"canal", "canal-node"}
}

# Pods get their addresses from Calico's pools.
uses_pools if not other_addresses

other_addresses if plane in {"canal", "policy-only"}

# The CNI configuration, where it stands literally in the environment of install-cni.
calico_ipam if {
	some entry in workload.listed("initContainers")
	some variable in entry.container.env
	variable.name == "CNI_NETWORK_CONFIG"
	contains(variable.value, "calico-ipam")
}
