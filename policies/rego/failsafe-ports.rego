# Written by `npm run gen` from packages/core/src/rules/failsafe-ports/policy.rego; do not edit.
# METADATA
# title: Failsafe ports
# description: Failsafe ports keep BGP, the API server and SSH open on hosts that Calico protects.
# custom:
#   kinds:
#     - groups: [crd.projectcalico.org, projectcalico.org]
#       kinds: [FelixConfiguration]
#     - groups: [apps]
#       kinds: [DaemonSet]
#   unsaid:
#     missing: needs the HostEndpoints and the policies that allow ports, which are other objects
#     bgpPort: needs the HostEndpoints and the BGPConfiguration, which are other objects
package canal.failsafe_ports

import data.lib.cidr
import data.lib.digits
import data.lib.felix
import data.lib.report
import data.lib.resource
import data.lib.routes
import data.lib.workload

violation contains report.violation(msg, list.path, "error") if {
	some list in lists
	part := faults(list.text)[0]
	msg := concat("", [
		$`"{part}" is no failsafe port: Felix exits on a list that it cannot read; `,
		"write tcp:22, udp:53, tcp:10.0.0.0/8:179 with commas between, or none",
	])
}

violation contains report.violation(msg, list.path, "info") if {
	some list in lists
	count(faults(list.text)) == 0
	missing := [needed | some needed in defaults[list.direction]; is_missing(needed, list.text)]
	count(missing) > 0
	ports := [$"{protocol} {port} ({purpose})" | some [protocol, port, purpose] in missing]
	purposes := [purpose | some [_, _, purpose] in missing]
	msg := concat("", [
		$"the {list.direction} failsafe list replaces the whole default and lacks {listed(ports)}: ",
		$"once there is a HostEndpoint, nodes lose {listed(once(purposes))}",
	])
}

fields := {
	"inbound": {"field": "failsafeInboundHostPorts", "variable": "FELIX_FAILSAFEINBOUNDHOSTPORTS"},
	"outbound": {"field": "failsafeOutboundHostPorts", "variable": "FELIX_FAILSAFEOUTBOUNDHOSTPORTS"},
}

lists contains {"direction": direction, "text": found.value, "path": found.path} if {
	some direction, names in fields
	found := workload.env(names.variable)
}

# The list of a resource, in the grammar of the variable. Nothing is said where a port of it is not known.
lists contains {"direction": direction, "text": text, "path": ["spec", names.field]} if {
	felix.is_read
	some direction, names in fields
	list := resource.spec[names.field]
	is_array(list)
	ports := [port_text(port) | some port in list]
	count(ports) == count(list)
	text := concat(",", ports)
}

# libcalico-go/lib/backend/syncersv1/updateprocessors/felixconfigprocessor.go, protoPortSliceToString. The protocol may be left out since 3.30: tcp.
port_text(port) := concat(":", array.concat([protocol], array.concat(net, [resource.text(port.port)]))) if {
	protocol := lower(resource.text_or(port, "protocol", "tcp"))
	net := [range | text := resource.text(port.net); text != ""; range := spelt(text)]
}

spelt(net) := $"[{net}]" if contains(net, ":")

spelt(net) := net if not contains(net, ":")

parts(text) := [part | some written in split(text, ","); part := trim_space(written); part != ""] if not is_none(text)

parts(text) := [] if is_none(text)

is_none(text) if lower(trim_space(text)) == "none"

faults(text) := [part | some part in parts(text); not read(part)]

# `tcp:22`, `udp:10.0.0.0/8:53`, `tcp:[fd00::1]:22`, `22` (tcp): protocol and port (felix/config/param_types.go, PortListParam.Parse).
read(part) := [protocol, port_of(words[count(words) - 1])] if {
	[rest, bracketed] := without_brackets(part)
	words := split(rest, ":")
	protocol := protocol_of(words)
	protocol in {"tcp", "udp"}
	is_range(range_of(words, bracketed))
}

protocol_of([_]) := "tcp"

protocol_of(words) := lower(words[0]) if count(words) > 1

range_of([_, net, _], _) := net

range_of(words, bracketed) := bracketed if count(words) < 3

without_brackets(part) := [concat("", [before, behind]), net] if {
	before := substring(part, 0, indexof(part, "["))
	inner := substring(part, count(before) + 1, -1)
	net := substring(inner, 0, indexof(inner, "]"))
	rest := substring(inner, count(net), -1)
	startswith(rest, "]:")
	behind := substring(rest, 2, -1)
} else := [part, ""]

is_range("")

is_range(net) if cidr.parse(net)

is_range(net) if cidr.parse_ip(net)

port_of(text) := port if {
	port := digits.number(trim_prefix(text, "+"))
	port <= 65535
}

# What a setting replaces, without 6666 and 6667 of etcd's old releases (felix/config/config_params.go:442-443).
defaults := {
	"inbound": array.concat([["tcp", 22, "SSH"], ["udp", 68, "DHCP"]], both),
	"outbound": array.concat([["udp", 53, "DNS"], ["udp", 67, "DHCP"]], both),
}

both := [
	["tcp", 179, "BGP"],
	["tcp", 2379, "etcd"],
	["tcp", 2380, "etcd"],
	["tcp", 5473, "Typha"],
	["tcp", 6443, "Kubernetes API"],
]

# A port that is open to a part of the addresses is taken for enough: which ones need it is not known.
is_missing([protocol, port, purpose], text) if {
	is_needed(purpose)
	count([part | some part in parts(text); read(part) == [protocol, port]]) == 0
}

is_needed(purpose) if not purpose in {"BGP", "Typha"}

is_needed("BGP") if routes.may_run_bird

is_needed("Typha") if not without_typha

without_typha if workload.env("FELIX_TYPHAK8SSERVICENAME").value in {"", "none"}

listed(words) := concat(" and ", [concat(", ", array.slice(words, 0, count(words) - 1)), words[count(words) - 1]]) if count(words) > 1

listed(words) := concat("", words) if count(words) < 2

once(words) := [word | some i, word in words; not word in array.slice(words, 0, i)]
