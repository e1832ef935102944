# An Installation of the operator: what it says, and what the operator makes of it (tigera/operator 40788b9,
# pkg/controller/installation/core_controller.go:443-532). An object named overlay goes over another one: its defaults are not known.
package lib.installation

import data.lib.release
import data.lib.resource
import data.lib.version

is_installation if {
	input.review.object.kind == "Installation"
	startswith(input.review.object.apiVersion, "operator.tigera.io/")
}

spec := resource.spec if is_installation

network := spec.calicoNetwork

status := input.review.object.status if is_installation

network_path := ["spec", "calicoNetwork"]

is_overlay if resource.name == "overlay"

has_provider if resource.text(spec.kubernetesProvider) != ""

plugins := {"Calico", "GKE", "AmazonVPC", "AzureVNET"}

# Undefined where the operator looks at the cluster.
cni := written if {
	written := spec.cni.type
	written in plugins
} else := object.get({"AKS": "AzureVNET", "EKS": "AmazonVPC", "GKE": "GKE"}, resource.text(spec.kubernetesProvider), "Calico") if {
	has_provider
	not is_overlay
} else := "Calico" if {
	not has_provider
	needs_calico
}

# Encapsulation and BGP go with Calico's own plugin only (validation.go:203-217).
needs_calico if {
	some pool in network.ipPools
	some word in ["IPIP", "VXLAN"]
	startswith(resource.text(pool.encapsulation), word)
}

needs_calico if network.bgp == "Enabled"

other_cni if cni != "Calico"

ipam := written if {
	written := spec.cni.ipam.type
	written in {"Calico", "HostLocal", "AmazonVPC", "AzureVNET"}
} else := object.get({"GKE": "HostLocal"}, cni, cni) if not is_overlay

bgp := written if {
	written := network.bgp
	written in {"Enabled", "Disabled"}
} else := "Disabled" if {
	other_cni
	not is_overlay
} else := object.get({"EKS": "Disabled"}, resource.text(spec.kubernetesProvider), "Enabled") if {
	cni == "Calico"
	not is_overlay
}

# VPP has routes and tunnels of its own.
runs_vpp if network.linuxDataplane == "VPP"

# Addresses that Calico does not route: those of another plugin, or of nodes whose cloud routes them.
policy_only if other_cni

policy_only if {
	cni == "Calico"
	ipam == "HostLocal"
	bgp == "Disabled"
}

# The two modes that the operator's word stands for.
modes := {
	"None": {"ipip": "Never", "vxlan": "Never"},
	"IPIP": {"ipip": "Always", "vxlan": "Never"},
	"IPIPCrossSubnet": {"ipip": "CrossSubnet", "vxlan": "Never"},
	"VXLAN": {"ipip": "Never", "vxlan": "Always"},
	"VXLANCrossSubnet": {"ipip": "Never", "vxlan": "CrossSubnet"},
}

has_encapsulation(pool) if resource.text(pool.encapsulation)

else := false

# IPIP on IPv4 with Calico's own plugin, None otherwise (pkg/controller/ippool/defaults.go:188-208). Undefined where that is not known.
encapsulation(pool, _) := word if {
	word := resource.text(pool.encapsulation)
	modes[word]
}

encapsulation(pool, 6) := "None" if {
	not has_encapsulation(pool)
	not runs_vpp
}

encapsulation(pool, 4) := object.get({"Calico": "IPIP"}, cni, "None") if {
	not has_encapsulation(pool)
	not runs_vpp
}

# The operator refuses plain pools where BGP is off, and Calico's own plugin and IPAM give the addresses: nothing comes of such a pool
# (validation.go:163-202). With clusterRoutingMode Felix it takes them, from 3.32 on.
refuses(pool) if {
	bgp == "Disabled"
	not other_ipam
	pool.ipip.field == "encapsulation"
	not unread_routing_mode
	not felix_routes
}

other_ipam if ipam != "Calico"

felix_routes if {
	network.clusterRoutingMode == "Felix"
	not before_routing_mode
}

before_routing_mode if not version.at_least(release.known, 3, 32)

unread_routing_mode if {
	"clusterRoutingMode" in object.keys(network)
	not network.clusterRoutingMode in {"BIRD", "Felix", "FelixIPIPOnly"}
}

# The operator makes a pool of its own where the list is missing.
makes_pool if {
	is_installation
	cni == "Calico"
	ipam == "Calico"
	not runs_vpp
	not is_overlay
	not lists_pools
}

lists_pools if "ipPools" in object.keys(network)

# IPIP, and on EKS VXLAN; not known where the operator has to look for the provider.
default default_encapsulation := ""

default_encapsulation := object.get({"EKS": "VXLAN"}, resource.text(spec.kubernetesProvider), "IPIP") if has_provider

# CALICO_NETWORKING_BACKEND (tigera/operator 40788b9, pkg/render/node.go:1550-1579). Undefined where it is not known.
backend := "none" if {
	other_cni
	not runs_vpp
} else := "bird" if {
	bgp == "Enabled"
	not runs_vpp
} else := object.get({"HostLocal": "none"}, ipam, "vxlan") if {
	bgp == "Disabled"
	not runs_vpp
}

# Keys of nodeAddressAutodetectionV4 in the order in which the operator looks at them, and what each becomes (pkg/render/node.go:1739-1763).
detection_keys := ["interface", "skipInterface", "canReach", "firstFound", "cidrs", "kubernetes"]

# The methods that an Installation switches on; undefined where one of them is not known, or nothing is written.
detection(family) := [{"value": value, "path": array.concat(network_path, [field, key])} |
	written := network[field]
	some key in detection_keys
	value := detected(written, key)
] if {
	field := $"nodeAddressAutodetectionV{family}"
	field in object.keys(network)
	not is_word(network[field])
	not has_odd_ranges(network[field])
}

# Refused by the definition, which wants a map.
is_word(written) if is_string(written)

is_word(written) if is_number(written)

is_word(written) if is_boolean(written)

detected(written, "cidrs") := concat("", ["cidr=", concat(",", [resource.text(range) | some range in written.cidrs])]) if {
	count(written.cidrs) > 0
}

detected(written, "firstFound") := "first-found" if written.firstFound == true

detected(written, "kubernetes") := "kubernetes-internal-ip" if resource.text(written.kubernetes) != ""

detected(written, key) := concat("", [prefix, value]) if {
	prefix := {"interface": "interface=", "skipInterface": "skip-interface=", "canReach": "can-reach="}[key]
	value := resource.text(written[key])
	value != ""
}

has_odd_ranges(written) if {
	"cidrs" in object.keys(written)
	not is_array(written.cidrs)
}

has_odd_ranges(written) if {
	some range in written.cidrs
	not is_text(range)
}

is_text(value) if resource.text(value)

# Where a family is switched off: the map is there, and no method is.
detection_off(family) := array.concat(network_path, [$"nodeAddressAutodetectionV{family}"]) if count(detection(family)) == 0
