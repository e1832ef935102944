# The pool that calico-node makes from its environment.
package lib.pool_env

import data.lib.pools
import data.lib.workload

# calico-node makes a pool from these variables where none of the family exists yet.
made contains {
	"from": "env",
	"name": $"default-ipv{family}-ippool",
	"cidr": env_text($"CALICO_IPV{family}POOL_CIDR"),
	"family": family,
	"ipip": ipip,
	"vxlan": variable($"CALICO_IPV{family}POOL_VXLAN"),
	"uses": ["Workload", "Tunnel"],
	"has_range": env_range($"CALICO_IPV{family}POOL_CIDR"),
	"disabled": false,
	"routable": lower(env_text($"CALICO_IPV{family}POOL_NAT_OUTGOING")) in {"false", "0", "no", "n", "f"},
	"place": workload.env_path,
} if {
	some family in [4, 6]
	makes(family)
	ipip := {4: variable("CALICO_IPV4POOL_IPIP"), 6: unset("CALICO_IPV6POOL_IPIP")}[family]
}

makes(family) if {
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

env_text(name) := value if {
	value := workload.env(name).value
} else := ""

# A range that is not written, or not in sight, is a good one.
env_range(name) := pools.has_range(value) if {
	value := workload.env(name).value
} else := true

# Without a value where the variable is read from somewhere else.
variable(name) := {"field": name, "from": "env", "value": found.value, "path": found.path, "written": true} if {
	found := workload.env(name)
} else := {"field": name, "from": "env", "path": workload.env_path, "written": false} if {
	workload.has_env(name)
} else := {"field": name, "from": "env", "path": workload.env_path, "written": false} if {
	workload.is_open
} else := unset(name)

unset(name) := {"field": name, "from": "env", "value": "Never", "path": workload.env_path, "written": false}
