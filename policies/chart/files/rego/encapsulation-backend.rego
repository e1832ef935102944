# METADATA
# title: Backend and encapsulation
# description: The backend must be able to carry the encapsulation of every pool.
# custom:
#   kinds:
#     - groups: [apps]
#       kinds: [DaemonSet]
#     - groups: [""]
#       kinds: [ConfigMap]
package canal.encapsulation_backend

import data.lib.config_map
import data.lib.plane
import data.lib.pools
import data.lib.report
import data.lib.routes
import data.lib.workload

written := workload.env("CALICO_NETWORKING_BACKEND")

written := config_map.value("calico_backend")

violation contains report.violation(msg, written.path, "warning") if {
	in_canal
	written.value != "none"
	second := {"vxlan": "Calico's VXLAN"}
	msg := concat("", [
		$`backend "{written.value}" in Canal: flannel carries the pods, and calico-node runs `,
		object.get(second, written.value, "BIRD"),
		" as a second data plane beside it; Canal takes none",
	])
}

in_canal if plane.plane == "canal"

in_canal if config_map.canal

violation contains report.violation(msg, written.path, "warning") if {
	not written.value in {"bird", "vxlan", "none"}
	not in_canal
	msg := concat("", [
		$`backend "{written.value}" is none of bird, vxlan, none (compared letter for letter), `,
		"so calico-node starts BIRD as if it were bird",
	])
}

violation contains report.violation(msg, written.path, "error") if {
	written.value == "none"
	calico_ipam
	not report.parameters.underlay.routesPods
	msg := concat("", [
		"backend none with calico-ipam: calico-node looks for no node address and programs no tunnel, ",
		"yet pods get addresses from Calico pools that nothing routes",
	])
}

calico_ipam if {
	config_map.calico_ipam
	not config_map.canal
}

calico_ipam if {
	plane.calico_ipam
	plane.uses_pools
}

# Environment is read only before the first pool exists: what a running cluster has may differ.
violation contains report.violation(msg, written.path, "warning") if {
	some pool in carried
	word := pools.encapsulation(pool)
	startswith(word, "IPIP")
	pool.family == 4
	routes.owner("ipip", false) == "nobody"
	msg := concat("", [
		$"backend {written.value} runs no BIRD, and in this release Felix does not program the routes of IPIP pools: ",
		$"nobody programs those of pool {pool.name} ({word}), so pods on different nodes cannot reach each other",
	])
}

violation contains report.violation(msg, written.path, "warning") if {
	some pool in carried
	word := pools.encapsulation(pool)
	startswith(word, "IPIP")
	pool.family == 4
	routes.owner("ipip", false) == "unknown"
	msg := concat("", [
		$"backend {written.value} runs no BIRD, and before Calico 3.33 Felix does not program the routes of IPIP pools: ",
		$"there nobody programs those of pool {pool.name} ({word})",
	])
}

violation contains report.violation(msg, pools.place(pool), "warning") if {
	some pool in carried
	pools.encapsulation(pool) == "None"
	not routes.carried_below
	routes.owner("plain", false) == "nobody"
	msg := concat("", [
		$"backend {written.value} runs no BIRD, and Felix does not program the routes of a pool without encapsulation: ",
		$"nobody programs those of pool {pool.name}, so pods on different nodes cannot reach each other",
	])
}

carried contains pool if {
	written.value == "vxlan"
	some pool in pools.of_object
	pools.carries_pods(pool)
}
