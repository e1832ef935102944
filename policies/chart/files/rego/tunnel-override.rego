# METADATA
# title: Tunnels of Felix
# description: What calico-node's environment says about tunnels and routes does not undo the pools that it makes.
# custom:
#   kinds:
#     - groups: [apps]
#       kinds: [DaemonSet]
#   unsaid:
#     forNothing: needs all pools, which are other objects
package canal.tunnel_override

import data.lib.felix
import data.lib.pools
import data.lib.report
import data.lib.routes
import data.lib.workload

tunnels := {
	"ipip": {"field": "ipipEnabled", "variable": "FELIX_IPINIPENABLED", "device": "tunl0"},
	"vxlan": {"field": "vxlanEnabled", "variable": "FELIX_VXLANENABLED", "device": "vxlan.calico"},
}

# Environment of the first install says little about the pools of a running cluster.
violation contains report.violation(msg, flag.path, "warning") if {
	some tunnel, names in tunnels
	flag := felix.flag(names.field, names.variable)
	flag.value == false
	pool := [one | some one in live; one.tunnel == tunnel][0]
	msg := concat("", [
		$"{names.field} is false, and pool {pool.name} is {pool.encapsulation}: Felix makes no {names.device} there, ",
		"so pods on different nodes cannot reach each other; without the field Felix goes by the pools",
	])
}

# Felix writes the sysctl, or leaves it alone; for eBPF it writes it whatever is said (felix/dataplane/linux/int_dataplane.go:2769).
violation contains report.violation(msg, setting.path, "warning") if {
	setting := workload.env("FELIX_IPFORWARDING")
	lower(setting.value) == "disabled"
	not runs_bpf
	msg := concat("", [
		"ipForwarding is Disabled: Felix does not switch net.ipv4.ip_forward on, and a node where nothing else does ",
		"drops every packet between its pods and other nodes; it is for hosts without pods",
	])
}

violation contains report.violation(msg, flag.path, "warning") if {
	flag := felix.flag("routeSyncDisabled", "FELIX_ROUTESYNCDISABLED")
	flag.value
	pool := [one | some one in live; one.routes == "felix"][0]
	msg := concat("", [
		$"routeSyncDisabled is true: Felix programs no routes, and those of pool {pool.name} ({pool.encapsulation}) ",
		"are its own to program; pods on different nodes cannot reach each other",
	])
}

runs_bpf if felix.flag("bpfEnabled", "FELIX_BPFENABLED").value

# The pools that carry pods, IPv4 first.
live := [{
	"name": pool.name,
	"encapsulation": encapsulation,
	"tunnel": tunnel_of(encapsulation, family),
	"routes": routes_of(encapsulation),
} |
	some family in [4, 6]
	some pool in pools.of_object
	pool.family == family
	pools.carries_pods(pool)
	encapsulation := pools.encapsulation(pool)
]

# IPv6 VXLAN is left alone by vxlanEnabled (felix/calc/encapsulation_resolver.go:269-287).
tunnel_of(encapsulation, family) := "ipip" if startswith(encapsulation, "IPIP")

else := "vxlan" if {
	startswith(encapsulation, "VXLAN")
	family == 4
} else := ""

routes_of(encapsulation) := "felix" if startswith(encapsulation, "VXLAN")

else := routes.owner("plain", routes.may_run_bird) if encapsulation == "None"

else := routes.owner("ipip", routes.may_run_bird)
