# The pools that an object makes: an IPPool, or the environment of calico-node.
package lib.pools

import data.lib.plane
import data.lib.resource
import data.lib.workload

# As in an IPPool: exact case (felix/calc/encapsulation_resolver.go:145-152).
mode(field) := field.value if {
	field.from == "resource"
	field.value in {"Never", "Always", "CrossSubnet"}
}

# As in CALICO_IPV4POOL_IPIP: any case, and more words (node/pkg/lifecycle/startup/startup.go:1087-1110).
mode(field) := env_mode(field.value) if field.from == "env"

env_mode(text) := {
	"": "Never",
	"off": "Never",
	"never": "Never",
	"always": "Always",
	"crosssubnet": "CrossSubnet",
	"cross-subnet": "CrossSubnet",
}[lower(text)]

# 0 where the CIDR is none.
default family(_) := 0

family(cidr) := 4 if {
	contains(cidr, "/")
	net.cidr_intersects("0.0.0.0/0", cidr)
}

family(cidr) := 6 if {
	contains(cidr, "/")
	net.cidr_intersects("::/0", cidr)
}

of_object contains pool if some pool in of_resource

of_object contains pool if {
	plane.uses_pools
	some pool in of_env
}

# An absent mode means Never.
field(name) := {"field": name, "from": "resource", "value": value, "path": ["spec", name], "written": true} if {
	value := resource.text(resource.spec[name])
} else := {"field": name, "from": "resource", "value": "Never", "path": ["spec", name], "written": false}

# An empty list is as good as none.
default uses := ["Workload", "Tunnel"]

uses := listed if {
	listed := [text | some use in resource.spec.allowedUses; text := resource.text(use)]
	count(listed) > 0
}

of_resource contains {
	"from": "resource",
	"name": name,
	"cidr": cidr,
	"family": family(cidr),
	"ipip": field("ipipMode"),
	"vxlan": field("vxlanMode"),
	"uses": uses,
} if {
	resource.is_calico("IPPool")
	not resource.spec.ipip
	name := object.get(input.review.object, ["metadata", "name"], "")
	cidr := resource.text_or(resource.spec, "cidr", "")
}

# calico-node makes a pool from these variables where none of the family exists yet.
of_env contains {
	"from": "env",
	"name": $"default-ipv{family}-ippool",
	"cidr": "",
	"family": family,
	"ipip": ipip,
	"vxlan": variable($"CALICO_IPV{family}POOL_VXLAN"),
	"uses": ["Workload", "Tunnel"],
} if {
	some family in [4, 6]
	calico_makes_pools(family)
	ipip := {4: variable("CALICO_IPV4POOL_IPIP"), 6: unset("CALICO_IPV6POOL_IPIP")}[family]
}

calico_makes_pools(family) if {
	some suffix in ["IPIP", "VXLAN", "CIDR"]
	workload.has_env($"CALICO_IPV{family}POOL_{suffix}")
	not workload.env_is("NO_DEFAULT_POOLS", {"true"})
	not asks_for_none(family)
	family_is_on(family)
	not is_kubespray
}

asks_for_none(family) if workload.env($"CALICO_IPV{family}POOL_CIDR").value == "none"

family_is_on(4)

family_is_on(6) if workload.env_is("FELIX_IPV6SUPPORT", {"true", "1", "yes", "y", "t"})

# Kubespray's template prints the variable and makes its pool with calicoctl (roles/network_plugin/calico/tasks/install.yml).
is_kubespray if {
	workload.has_env("NODEIP")
	workload.env("CALICO_IPV4POOL_IPIP").value == "Off"
}

is_kubespray if {
	workload.has_env("NODEIP")
	workload.env("IP_AUTODETECTION_METHOD").value == "can-reach=$(NODEIP)"
}

# Undefined where the variable is read from somewhere else.
variable(name) := {"field": name, "from": "env", "value": found.value, "path": found.path, "written": true} if {
	found := workload.env(name)
}

variable(name) := unset(name) if not workload.has_env(name)

unset(name) := {"field": name, "from": "env", "value": "Never", "path": workload.env_path, "written": false}
