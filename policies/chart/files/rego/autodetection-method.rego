# METADATA
# title: Autodetection of node addresses
# description: The autodetection method must parse, and name the interface that peers can reach.
# custom:
#   kinds:
#     - groups: [""]
#       kinds: [ConfigMap]
#     - groups: [apps]
#       kinds: [DaemonSet]
#     - groups: [operator.tigera.io]
#       kinds: [Installation]
#   unsaid:
#     pattern: needs Go's own compiler of regular expressions, whose complaint is the reason
#     glob: what a file glob meant takes a parser of regular expressions
package canal.autodetection_method

import data.lib.cidr
import data.lib.config_map
import data.lib.detection
import data.lib.installation
import data.lib.plane
import data.lib.pools
import data.lib.report
import data.lib.workload

violation contains report.violation(msg, path, "warning") if {
	some {"value": "first-found", "path": path} in written
	msg := concat("", [
		"first-found takes the address of the last interface that is not excluded, which can be a bridge, a VPN or a second NIC; ",
		"peers then dial an address that they cannot reach",
	])
}

violation contains report.violation(msg, path, "error") if {
	some {"value": value, "path": path} in written
	not is_reference(value)
	reason := detection.fault(value)
	msg := $`calico-node does not accept the method "{value}": {reason}`
}

violation contains report.violation(msg, path, "error") if {
	not is_idle
	some family, variable in {4: "IP", 6: "IP6"}
	{"value": value, "path": path} = workload.env(variable)
	not value in {"", "autodetect", "none"}
	not contains(value, "$(")
	not has_family(value, family)
	msg := concat("", [
		$"{variable} \"{value}\" is none of autodetect and none, and no IPv{family} address: ",
		$"calico-node ends with \"Environment does not contain a valid IPv{family} address\"",
		meant(value),
	])
}

default meant(_) := ""

meant(value) := $"; did you mean {word}?" if {
	some word in ["autodetect", "none"]
	lower(trim_space(value)) == word
}

has_family(text, family) if family_of(cidr.parse(text)) == family

has_family(text, family) if family_of(cidr.parse_ip(text)) == family

# An IPv4 address that is written as one of IPv6 is IPv4.
family_of(ip) := 4 if array.slice(ip.address, 0, 6) == [0, 0, 0, 0, 0, 65535]

else := ip.family

violation contains report.violation(msg, place, "warning") if {
	not is_idle
	not installation.other_cni
	some family in [4, 6]
	place := installation.detection_off(family)
	[_, pool] := sort([[pool.place, pool.name] |
		some pool in pools.of_installation
		pool.family == family
		pools.carries_pods(pool)
	])[0]
	variable := {4: "IP", 6: "IP6"}[family]
	msg := concat("", [
		$"the detection of IPv{family} addresses is switched off here ({variable}=none): ",
		$"nodes have no IPv{family} address, so nothing reaches the pods of pool {pool} on other nodes",
	])
}

violation contains report.violation(msg, path, "info") if {
	not is_idle
	{"value": "autodetect", "path": path} = workload.env("IP")
	not workload.has_env("IP_AUTODETECTION_METHOD")
	not workload.is_open
	msg := concat("", [
		"no IP_AUTODETECTION_METHOD is set, so the address is that of the last interface ",
		"that is not excluded (first-found)",
	])
}

written contains method if {
	not is_idle
	some prefix in ["IP", "IP6"]
	not has_address(prefix)
	method := workload.env($"{prefix}_AUTODETECTION_METHOD")
}

written contains method if {
	not is_idle
	some key in ["ip_autodetection_method", "ip6_autodetection_method"]
	method := config_map.value(key)
}

written contains method if {
	not is_idle
	some family in [4, 6]
	method := installation.detection(family)[0]
}

has_address(variable) if {
	address := workload.env(variable).value
	not address in {"", "autodetect"}
}

# With the backend none, as in Canal and policy-only, calico-node looks for no address.
is_idle if plane.backend == "none"

is_idle if {
	not plane.backend
	plane.plane == "canal"
	input.review.object.kind == "DaemonSet"
}

is_idle if config_map.value("calico_backend").value == "none"

is_idle if installation.backend == "none"

# What the kubelet puts in for a whole `$(NAME)` is not known.
is_reference(text) if {
	startswith(text, "$(")
	indexof(text, ")") == count(text) - 1
}
