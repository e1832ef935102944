# METADATA
# title: A pool's encapsulation
# description: A pool needs encapsulation, or a word that the underlay routes pod addresses.
# custom:
#   kinds:
#     - groups: [crd.projectcalico.org, projectcalico.org]
#       kinds: [IPPool]
#     - groups: [operator.tigera.io]
#       kinds: [Installation]
#     - groups: [apps]
#       kinds: [DaemonSet]
#   unsaid:
#     oneSubnet: needs the addresses of the nodes, which are other objects
package canal.encapsulation_required

import data.lib.installation
import data.lib.pools
import data.lib.report
import data.lib.routes

violation contains report.violation(msg, pools.place(pool), "info") if {
	some pool in plain
	pool.routable
	msg := concat("", [
		$"pool {name(pool)} has no encapsulation ({modes(pool)}) and natOutgoing false: ",
		"its addresses must be routable in the network under the nodes, between the nodes too",
	])
}

violation contains report.violation(msg, pools.place(pool), severity(pool)) if {
	some pool in plain
	not pool.routable
	msg := concat("", [
		$"pool {name(pool)} has no encapsulation ({modes(pool)}): pods on different nodes reach each other only where ",
		$"the network under the nodes routes {range(pool)}, and nothing in the input says that it does",
	])
}

plain contains pool if {
	not routes.carried_below
	some pool in pools.of_object
	pools.encapsulation(pool) == "None"
	pools.carries_pods(pool)
	pool.has_range
	not installation.refuses(pool)
}

name(pool) := pool.name if pool.name != ""

else := "(no name)"

range(pool) := pool.cidr if pool.cidr != ""

else := "pod addresses"

# The operator fills None in for IPv6 by itself: nobody chose it.
severity(pool) := "info" if {
	pool.family == 6
	pool.ipip.field == "encapsulation"
	not pool.ipip.written
} else := "error"

modes(pool) := "encapsulation None" if {
	pool.ipip.field == "encapsulation"
	pool.ipip.written
} else := "encapsulation unset, which means None here" if {
	pool.ipip.field == "encapsulation"
} else := mode(pool.vxlan) if {
	# IPIP carries IPv4 only: for IPv6 there is one mode to speak of, unless the other is written.
	pool.family == 6
	not pool.ipip.written
} else := $"{mode(pool.ipip)}; {mode(pool.vxlan)}"

mode(field) := $"{field.field} unset, which means Never" if {
	not field.written
} else := $`{field.field} ""` if {
	field.value == ""
} else := $"{field.field} {field.value}"
