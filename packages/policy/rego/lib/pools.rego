# The pools that an object makes: an IPPool, the environment of calico-node, or an Installation.
package lib.pools

import data.lib.cidr
import data.lib.installation
import data.lib.plane
import data.lib.pool_env
import data.lib.resource

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

family(text) := cidr.parse(text).family

of_object contains pool if some pool in of_resource

of_object contains pool if {
	plane.uses_pools
	some pool in pool_env.made
}

of_object contains pool if {
	not installation.policy_only
	some pool in of_installation
}

# An absent mode means Never, and so does an empty one.
field(spec, name) := {"field": name, "from": "resource", "value": value, "path": ["spec", name], "written": true} if {
	value := resource.text(spec[name])
	value != ""
} else := {"field": name, "from": "resource", "value": "Never", "path": ["spec", name], "written": false}

# What the old field says, which CRDs up to 3.31 have, is left open.
ipip_field(spec) := {"field": "ipipMode", "from": "resource", "path": ["spec", "ipip"], "written": false} if {
	"ipip" in object.keys(spec)
} else := field(spec, "ipipMode")

# An empty list is as good as none; one with a use that is no text is not known, and empty here.
uses_of(holder) := ["Workload", "Tunnel"] if not has_uses(holder)

uses_of(holder) := [text | count(texts) == count(holder.allowedUses); some text in texts] if {
	has_uses(holder)
	texts := [text | some use in holder.allowedUses; text := resource.text(use)]
}

has_uses(holder) if {
	is_array(holder.allowedUses)
	count(holder.allowedUses) > 0
}

of_resource contains from_resource(input.review.object) if resource.is_calico("IPPool")

# An IPPool: the one under review, or one of the inventory.
from_resource(pool) := {
	"from": "resource",
	"name": name,
	"cidr": range,
	"family": family(range),
	"ipip": ipip_field(spec),
	"vxlan": field(spec, "vxlanMode"),
	"uses": uses_of(spec),
	"has_range": has_range(range),
	"disabled": is(spec, "disabled", true),
	"routable": is(spec, "natOutgoing", false),
	"place": ["spec"],
} if {
	spec := object.get(pool, "spec", {})
	name := object.get(pool, ["metadata", "name"], "")
	range := resource.text_or(spec, "cidr", "")
}

# Those that an Installation lists: one word for both modes, which are not known where it is not.
of_installation contains {
	"from": "resource",
	"name": installed_name(pool, range),
	"cidr": range,
	"family": family(range),
	"ipip": installed_mode(word, "ipip", field),
	"vxlan": installed_mode(word, "vxlan", field),
	"uses": uses_of(pool),
	"has_range": has_range(range),
	"disabled": is(pool, "disableNewAllocations", true),
	"routable": is(pool, "natOutgoing", "Disabled"),
	"place": path,
} if {
	is_array(installation.network.ipPools)
	some i, pool in installation.network.ipPools
	range := resource.text_or(pool, "cidr", "")
	word := installed_word(pool, family(range))
	path := array.concat(installation.network_path, ["ipPools", i, "encapsulation"])
	field := {"field": "encapsulation", "from": "resource", "path": path, "written": installation.has_encapsulation(pool)}
}

# The one that the operator makes where none are listed, with Calico's IPAM only (pkg/controller/ippool/defaults.go:122-146).
of_installation contains {
	"from": "resource",
	"name": "default-ipv4-ippool",
	"cidr": "",
	"family": 4,
	"ipip": installed_mode(installation.default_encapsulation, "ipip", field),
	"vxlan": installed_mode(installation.default_encapsulation, "vxlan", field),
	"uses": ["Workload", "Tunnel"],
	"has_range": true,
	"disabled": false,
	"routable": false,
	"place": path,
} if {
	installation.makes_pool
	path := array.concat(installation.network_path, ["ipPools"])
	field := {"field": "encapsulation", "from": "resource", "path": path, "written": false}
}

installed_word(pool, family) := word if {
	word := installation.encapsulation(pool, family)
} else := ""

installed_mode(word, mode, field) := object.union(field, {"value": installation.modes[word][mode]}) if {
	installation.modes[word]
} else := object.union(field, {"written": false})

# The operator makes names of ranges (tigera/operator 40788b9, pkg/controller/ippool/defaults.go:45-66,224-252).
installed_name(pool, range) := name if {
	name := resource.text(pool.name)
	name != ""
} else := "(no name)" if {
	resource.text(pool.name)
} else := $"default-ipv{family(range)}-ippool" if {
	family(range) != 0
	usual_families
} else := $"{cidr.dotted(read.base)}-{read.prefix}" if {
	read := cidr.parse(range)
	read.family == 4
} else := $"{groups}-{read.prefix}" if {
	read := cidr.parse(range)
	groups := concat(".", [padded(group) | some group in read.base])
} else := "(no name)"

padded(group) := substring(concat("", ["000", lower(format_int(group, 16))]), count(format_int(group, 16)) - 1, 4)

families := [family(resource.text_or(pool, "cidr", "")) | some pool in installation.network.ipPools]

usual_families if count(families) == 1

usual_families if {
	count(families) == 2
	{4, 6} == {one | some one in families}
}

has_range(text) if family(text) != 0

else := false

is(holder, field, value) if holder[field] == value

else := false

# Both modes in the operator's word; undefined where they contradict each other or do not parse.
encapsulation(pool) := word if {
	some word, modes in installation.modes
	modes == {"ipip": mode(pool.ipip), "vxlan": mode(pool.vxlan)}
}

# Where the encapsulation stands: at the mode that is on, else at the one that is written.
place(pool) := pool.ipip.path if {
	pool.ipip.written
	leads(pool)
} else := pool.vxlan.path if {
	pool.vxlan.written
} else := pool.place

leads(pool) if mode(pool.ipip) != "Never"

leads(pool) if not pool.vxlan.written

leads(pool) if mode(pool.vxlan) == "Never"

# A disabled pool gives no addresses to pods, nor does one for tunnels or load balancers alone.
carries_pods(pool) if {
	not pool.disabled
	"Workload" in pool.uses
}
