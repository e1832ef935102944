# METADATA
# title: Canal's MTU
# description: In Canal, pods have the MTU of flannel's tunnel.
# custom:
#   kinds:
#     - groups: [""]
#       kinds: [ConfigMap]
package canal.canal_mtu

import data.lib.config_map
import data.lib.mtu
import data.lib.report
import data.lib.resource

type := lower(config_map.flannel_backend)

bytes := mtu.flannel[type]

veth := config_map.mtu

# Backend.MTU is the size of the outer packet; other backends than VXLAN do not read it.
outer := {"mtu": number, "path": found.path} if {
	type == "vxlan"
	found := config_map.net_conf_at(["Backend", "MTU"])
	is_number(found.value)
	number := resource.integer(found.value)
}

is_dual if {
	type == "vxlan"
	config_map.net_conf_at(["IPv6Network"])
	config_map.net_conf_at(["EnableIPv6"]).value == true
}

violation contains report.violation(msg, veth.path, "info") if {
	bytes > 0
	veth.mtu == 0
	field := veth.path[count(veth.path) - 1]
	msg := concat("", [
		$"{field} 0 gives pods the MTU of the NIC, because Felix sees no tunnel of its own; ",
		$"flannel's {type} takes {header} bytes of it: full-size packets between nodes ",
		$`need ICMP "fragmentation needed" to get through; {remedy}`,
	])
}

header := mtu.overhead["vxlan-v6"] if is_dual

header := bytes if not is_dual

remedy := $"write {outer.mtu - header}" if {
	has_outer
} else := $"write {mtu.nic - header}" if {
	mtu.nic
} else := $"write the MTU of the NIC less {header}, which is {1500 - header} for 1500"

has_outer if outer.mtu != 0

# flannel has one figure for both families. What does not fit over IPv4 either is mtu-arithmetic's to say.
violation contains report.violation(msg, veth.path, "warning") if {
	is_dual
	veth.mtu > 0
	nic := nic_or_usual(veth.mtu + bytes)
	limit := nic - header
	veth.mtu > limit
	veth.mtu <= nic - bytes
	msg := concat("", [
		$"pod MTU {veth.mtu} fits flannel's tunnel over IPv4 only: flannel takes 50 bytes off for {type}, ",
		$"over IPv6 the outer header has 70, and {nic} - 70 = {limit}; ",
		"full-size packets between IPv6 addresses of pods do not get through",
	])
}

nic_or_usual(_) := mtu.nic

nic_or_usual(other) := other if {
	not mtu.nic
	other in mtu.usual
}

violation contains report.violation(msg, outer.path, "error") if {
	is_above_nic
	msg := concat("", [
		$"flannel's Backend.MTU {outer.mtu} is larger than the NIC: ",
		$"it is the size of the outer packet, and the NIC takes {mtu.nic}",
	])
}

is_above_nic if {
	outer.mtu > 0
	outer.mtu > mtu.nic
}

violation contains report.violation(msg, veth.path, "warning") if {
	is_above_tunnel
	msg := concat("", [
		$"pod MTU {veth.mtu} is larger than what flannel carries: its Backend.MTU {outer.mtu} is the size of the outer packet, ",
		$"and {outer.mtu} - {bytes} ({type}) = {outer.mtu - bytes}",
	])
}

# What does not fit the NIC is mtu-arithmetic's to say.
is_above_tunnel if {
	outer.mtu > 0
	not is_above_nic
	veth.mtu > outer.mtu - bytes
	not mtu.verdict(veth.mtu, bytes)
}

violation contains report.violation(msg, outer.path, "info") if {
	outer.mtu > 0
	not is_above_nic
	not is_above_tunnel
	meant := outer.mtu + bytes
	meant in mtu.usual
	meant == nic_or_usual(meant)
	msg := concat("", [
		$"flannel's Backend.MTU {outer.mtu} is the size of the outer packet: flannel takes {bytes} off itself, ",
		$"so the tunnel gets {outer.mtu - bytes}; leave it out, or write {meant}",
	])
}
