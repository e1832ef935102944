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

# The protocol may be left out since 3.30: tcp.
port_text(port) := concat(":", array.concat([protocol], array.concat(net, [resource.text(port.port)]))) if {
	protocol := lower(resource.text_or(port, "protocol", "tcp"))
	net := [text | text := resource.text(port.net)]
}

parts(text) := [part | some written in split(text, ","); part := trim_space(written); part != ""] if not is_none(text)

parts(text) := [] if is_none(text)

is_none(text) if lower(trim_space(text)) == "none"

faults(text) := [part | some part in parts(text); not read(part)]

# `tcp:22`, `udp:10.0.0.0/8:53`, `22` (tcp): protocol and port (felix/config/param_types.go:502-560).
read(part) := [protocol(part), port_number(behind_protocol(part))]

protocol(part) := "udp" if startswith(lower(part), "udp:")

protocol(part) := "tcp" if not startswith(lower(part), "udp:")

behind_protocol(part) := substring(part, 4, -1) if {
	some prefix in ["tcp:", "udp:"]
	startswith(lower(part), prefix)
} else := part

port_number(text) := port if {
	not contains(text, "/")
	port := port_of(text)
}

port_number(text) := port_of(last) if {
	[address, rest] := split(text, "/")
	trim_prefix(address, "[") != ""
	trim(lower(trim_prefix(address, "[")), "0123456789abcdef.:") == ""
	[mask, last] := split(rest, ":")
	digits.only(trim_suffix(mask, "]"))
}

port_of(text) := port if {
	count(text) <= 5
	port := digits.number(text)
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
