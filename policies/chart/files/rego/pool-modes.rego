# METADATA
# title: A pool's modes
# description: A pool's modes must be values that Calico accepts together.
# custom:
#   kinds:
#     - groups: [crd.projectcalico.org, projectcalico.org]
#       kinds: [IPPool]
#     - groups: [operator.tigera.io]
#       kinds: [Installation]
#     - groups: [apps]
#       kinds: [DaemonSet]
package canal.pool_modes

import data.lib.pools
import data.lib.report

violation contains report.violation(msg, pool.vxlan.path, severity(pool)) if {
	some pool in pools.of_object
	is_on(pool.ipip)
	is_on(pool.vxlan)
	msg := concat("", [
		$"pool {pool.name} has IPIP ({pool.ipip.value}) and VXLAN ({pool.vxlan.value}) on at once: ",
		"Calico refuses such a pool; switch one of them off",
	])
}

violation contains report.violation(msg, pool.ipip.path, severity(pool)) if {
	some pool in pools.of_object
	pool.family == 6
	is_on(pool.ipip)
	not is_on(pool.vxlan)
	msg := $"IPIP carries IPv4 only, and pool {pool.name} is IPv6 ({pool.cidr}): Calico refuses it; use vxlanMode"
}

violation contains report.violation(msg, mode.path, severity(pool)) if {
	some pool in pools.of_object
	count(pool.uses) > 0
	every use in pool.uses { use == "LoadBalancer" }
	[mode] := [field | some field in [pool.ipip, pool.vxlan]; is_on(field)]
	msg := concat("", [
		$"pool {pool.name} gives addresses to load balancers only, ",
		"which takes no encapsulation: Calico refuses it; write Never",
	])
}

violation contains report.violation(msg, field.path, severity(pool)) if {
	some pool in pools.of_object
	some field in [pool.ipip, pool.vxlan]
	field.written
	not pools.mode(field)
	allowed := {
		"env": "Always, CrossSubnet, Never and Off (any case)",
		"resource": "Always, CrossSubnet and Never",
	}[pool.from]
	msg := $`{field.field} "{field.value}" is no mode: {allowed} are the values`
}

is_on(field) if pools.mode(field) != "Never"

# Environment makes a pool only where none exists yet.
severity(pool) := {"env": "warning", "resource": "error"}[pool.from]
