# The ranges of the pools that an object makes, as they are written: what pool-cidr judges. The modes are in lib.pools.
package lib.ranges

import data.lib.digits
import data.lib.installation
import data.lib.plane
import data.lib.pool_env
import data.lib.pools
import data.lib.resource
import data.lib.workload

# `cidr.value` is null where none is written. `block.value` is missing where it is not known.
of_object contains {
	"from": "resource",
	"name": named(input.review.object.metadata),
	"cidr": written(resource.spec, ["spec"]),
	"block": resource_block,
	"disabled": is_true(resource.spec, "disabled"),
	"uses": pools.uses_of(resource.spec),
} if {
	resource.is_calico("IPPool")
}

of_object contains {
	"from": "resource",
	"name": pools.installed_name(pool, resource.text_or(pool, "cidr", "")),
	"cidr": written(pool, path),
	"block": block(pool, path),
	"disabled": is_true(pool, "disableNewAllocations"),
	"uses": pools.uses_of(pool),
} if {
	not installation.policy_only
	is_array(installation.network.ipPools)
	some i, pool in installation.network.ipPools
	path := array.concat(installation.network_path, ["ipPools", i])
}

of_object contains {
	"from": "env",
	"family": family,
	"name": $"default-ipv{family}-ippool",
	"cidr": workload.env($"CALICO_IPV{family}POOL_CIDR"),
	"block": env_block($"CALICO_IPV{family}POOL_BLOCK_SIZE"),
	"disabled": false,
	"uses": ["Workload", "Tunnel"],
} if {
	plane.uses_pools
	some family in [4, 6]
	pool_env.makes(family)
}

# As messages call it.
named(metadata) := name if {
	name := resource.text(metadata.name)
	name != ""
} else := "(no name)"

written(holder, path) := {"value": resource.text_or(holder, "cidr", null), "path": array.concat(path, ["cidr"])}

# 0 means the default in an IPPool, and is a size like others in an Installation: no block has it.
resource_block := block(resource.spec, ["spec"]) if resource.integer(resource.spec.blockSize) != 0

else := default_block

block(holder, path) := {"value": size, "path": array.concat(path, ["blockSize"])} if {
	size := resource.integer(holder.blockSize)
} else := default_block

default_block := {"value": "default"}

env_block(name) := {"value": size, "path": workload.env(name).path} if {
	size := digits.number(workload.env(name).value)
} else := {} if {
	workload.is_unseen(name)
} else := {} if {
	workload.is_open
} else := default_block

is_true(holder, field) if holder[field] == true

else := false
