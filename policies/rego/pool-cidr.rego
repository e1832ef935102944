# Written by `npm run gen` from packages/core/src/rules/pool-cidr/policy.rego; do not edit.
# METADATA
# title: A pool's CIDR
# description: A pool's CIDR must be valid, hold its blocks, and be private.
# custom:
#   kinds:
#     - groups: [crd.projectcalico.org, projectcalico.org]
#       kinds: [IPPool]
#     - groups: [operator.tigera.io]
#       kinds: [Installation]
#     - groups: [apps]
#       kinds: [DaemonSet]
#   unsaid:
#     overNodes: needs the addresses of the nodes, which are other objects
#     overServices: needs the service range, which stands in kubeadm's configuration
#     outsidePods: needs the cluster's pod range, which stands in kubeadm's configuration
#     podsOverServices: needs the ranges that stand in kubeadm's configuration
#     servicesOverNodes: needs the service range and the addresses of the nodes
#     twoPodRanges: needs both ranges, which stand in kubeadm's configuration
#   sync:
#     - groups: [crd.projectcalico.org]
#       versions: [v1]
#       kinds: [IPPool]
package canal.pool_cidr

import data.lib.cidr
import data.lib.inventory
import data.lib.pools
import data.lib.ranges
import data.lib.report
import data.lib.resource

# What the operator's definition requires, the API server refuses by itself.
violation contains report.violation(msg, pool.cidr.path, "error") if {
	resource.is_calico("IPPool")
	some pool in ranges.of_object
	pool.cidr.value == null
	msg := $"pool {pool.name} has no cidr: Calico refuses it"
}

violation contains report.violation(msg, pool.cidr.path, "error") if {
	some pool in ranges.of_object
	is_string(pool.cidr.value)
	not cidr.parse(pool.cidr.value)
	msg := $`"{pool.cidr.value}" is not a CIDR such as 10.244.0.0/16`
}

# calico-node takes IPv4 in CALICO_IPV4POOL_CIDR only, and IPv6 in the other (node/pkg/lifecycle/startup/startup.go:907-1003).
violation contains report.violation(msg, pool.cidr.path, "error") if {
	some pool in ranges.of_object
	cidr.parse(pool.cidr.value).family != pool.family
	msg := concat("", [
		$"{pool.cidr.value} is no range of IPv{pool.family}, which the variable is for: ",
		"calico-node ends on it",
	])
}

# calico-node masks CALICO_IPV4POOL_CIDR itself (node/pkg/lifecycle/startup/startup.go:907-1003).
violation contains report.violation(msg, pool.cidr.path, "error") if {
	some {"pool": pool, "range": range} in valid
	pool.from == "resource"
	cidr.has_host_bits(range)
	msg := concat("", [
		$"{pool.cidr.value} has bits set behind its prefix: Calico refuses it; ",
		$"the network is {cidr.masked(range)}",
	])
}

violation contains report.violation(msg, pool.cidr.path, "error") if {
	some {"pool": pool, "range": range} in valid
	cidr.is_link_local(range)
	msg := $"{pool.cidr.value} lies in link-local space, from which Calico takes no pool"
}

violation contains report.violation(msg, pool.block.path, "error") if {
	some {"pool": pool, "range": range} in valid
	block := size(pool.block, range.family)
	not block in sizes[range.family]
	[least, most] := bounds[range.family]
	msg := $"blockSize {block} is outside the range of IPv{range.family}: {least} to {most}"
}

# libcalico-go skips the size of a disabled pool (libcalico-go/lib/validator/v3/validator.go:973-1010).
violation contains report.violation(msg, pool.cidr.path, "error") if {
	some {"pool": pool, "range": range} in valid
	block := size(pool.block, range.family)
	block in sizes[range.family]
	range.prefix > block
	not pool.disabled
	msg := $"pool {pool.cidr.value} is smaller than one block: a /{range.prefix} cannot hold a block of /{block}"
}

violation contains report.violation(msg, pool.cidr.path, "warning") if {
	some {"pool": pool, "range": range} in valid
	pools.carries_pods(pool)
	cidr.is_public(range)
	msg := concat("", [
		$"{pool.cidr.value} is public address space: ",
		"pods cannot reach the hosts on the Internet that own it",
	])
}

# Of two ranges that overlap, one holds the other.
violation contains report.violation(msg, later.path, "error") if {
	some inner in ranged
	outer := widest([one | some one in ranged; surrounds(one, inner)])
	inner.name != outer.name
	later := [one | some one in [inner, outer]; one.order == max([inner.order, outer.order])][0]
	earlier := [one | some one in [inner, outer]; one != later][0]
	msg := concat("", [
		$"pool {later.text} overlaps pool {earlier.name} ({earlier.text}): ",
		"the same address could be given twice",
	])
}

valid contains {"pool": pool, "range": range} if {
	some pool in ranges.of_object
	range := cidr.parse(pool.cidr.value)
	object.get(pool, "family", range.family) == range.family
}

size(block, _) := block.value if block.value != "default"

size(block, family) := {4: 26, 6: 122}[family] if block.value == "default"

bounds := {4: [20, 32], 6: [116, 128]}

sizes := {family: {size | some size in numbers.range(least, most)} | some family, [least, most] in bounds}

# The pools of this object, and those that others have in its addresses: they were there before. `order` is that of canal-lint's own files.
ranged contains {"order": [1, pool.cidr.path], "name": pool.name, "text": pool.cidr.value, "path": pool.cidr.path, "range": range} if {
	some pool in ranges.of_object
	range := cidr.parse(pool.cidr.value)
}

# The builtin passes over the many without work; what it lets through is read again.
ranged contains {"order": [0, i], "name": name, "text": text, "range": range} if {
	resource.is_calico("IPPool")
	own := resource.text(resource.spec.cidr)
	some i, other in inventory.calico("IPPool")
	text := other.spec.cidr
	net.cidr_intersects(own, text)
	range := cidr.parse(text)
	name := other.metadata.name
}

# True where one holds the other; of two alike, the later one lies in the earlier.
surrounds(one, other) if {
	cidr.holds(one.range, other.range)
	[one.range.prefix, one.order] < [other.range.prefix, other.order]
}

widest(around) := [one | some one in around; [one.range.prefix, one.order] == min([[other.range.prefix, other.order] | some other in around])][0]
