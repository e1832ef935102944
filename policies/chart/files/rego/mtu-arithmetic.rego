# METADATA
# title: MTU arithmetic
# description: Pod and tunnel MTUs must leave room for the outer header.
# custom:
#   kinds:
#     - groups: [""]
#       kinds: [ConfigMap]
#     - groups: [crd.projectcalico.org, projectcalico.org]
#       kinds: [FelixConfiguration]
#     - groups: [operator.tigera.io]
#       kinds: [Installation]
#   unsaid:
#     patternError: needs Go's own compiler of regular expressions, whose complaint is the reason
#     patternMisses: needs the interfaces, which other objects name
package canal.mtu_arithmetic

import data.lib.mtu
import data.lib.report

violation contains report.violation(msg, path, "error") if {
	some {"what": what, "mtu": value, "path": path, "header": header, "conditional": false} in mtu.judged
	nic := mtu.nic
	limit := nic - header.bytes
	value > limit
	msg := $"{what} {value} does not fit: NIC {nic}{less(header)} = {limit}"
}

violation contains report.violation(msg, path, "warning") if {
	some {"what": what, "mtu": value, "path": path, "header": header, "conditional": false} in mtu.judged
	{"nic": nic, "max": limit} = mtu.unknown_nic(value, header.bytes)
	msg := concat("", [
		$"{what} {value} does not fit a NIC of {nic}: {nic}{less(header)} = {limit}; ",
		$"it needs a NIC of {value + header.bytes}",
	])
}

violation contains report.violation(msg, path, "warning") if {
	some {"what": what, "mtu": value, "path": path, "header": header, "conditional": true} in mtu.judged
	{"nic": nic, "max": limit} = mtu.verdict(value, header.bytes)
	msg := concat("", [
		$"{what} {value} leaves no room for an outer header: once the pool is encapsulated, ",
		$"a NIC of {nic} leaves {nic}{less(header)} = {limit}",
	])
}

violation contains report.violation(msg, path, "error") if {
	some {"mtu": value, "path": path} in mtu.below_ipv6
	msg := $"pod MTU {value} is below 1280, the least that IPv6 allows (RFC 8200): pods get no IPv6"
}

less(header) := "" if header.bytes == 0

less(header) := $" - {header.bytes} ({header.name})" if header.bytes > 0
