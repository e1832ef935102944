# METADATA
# title: Settings without effect
# description: A setting that is written is also read.
# custom:
#   kinds:
#     - groups: [apps]
#       kinds: [DaemonSet]
#     - groups: [""]
#       kinds: [ConfigMap]
#   unsaid:
#     name: needs the table of Felix' parameters in every release, and what is near to each name
#     laterName: needs the table of Felix' parameters in every release
#     goneName: needs the table of Felix' parameters in every release
#     existingPool: needs the pools, which are other objects
#     unreadKey: needs the workload beside the ConfigMap
#     flag: needs the command line of flanneld read as Go reads flags
#     felix: needs FelixConfiguration beside the environment
package canal.setting_no_effect

import data.lib.cidr
import data.lib.config_map
import data.lib.plane
import data.lib.report
import data.lib.workload

# Switches that only one spelling turns (node/pkg/lifecycle/startup/startup.go:119,411, node/filesystem/etc/rc.local:63, v3.32.1).
exact := {
	"WAIT_FOR_DATASTORE": "true",
	"DISABLE_NODE_IP_CHECK": "true",
	"CALICO_DISABLE_FILE_LOGGING": "true",
	"CALICO_MANAGE_CNI": "false",
}

words := {
	"true": {"true", "1", "yes", "y", "t", "on", "enabled"},
	"false": {"false", "0", "no", "n", "f", "off", "disabled"},
}

violation contains report.violation(msg, path, "warning") if {
	some entry in workload.calico_nodes
	some name, wanted in exact
	{"value": value, "path": path} = workload.env_in(entry, name)
	value != wanted
	lower(value) in words[wanted]
	msg := $`{name} "{value}" has no effect: calico-node compares it letter for letter with "{wanted}"`
}

violation contains report.violation(msg, path, "warning") if {
	some family in [4, 6]
	some suffix in ["NAT_OUTGOING", "DISABLE_BGP_EXPORT"]
	name := $"CALICO_IPV{family}POOL_{suffix}"
	some entry in workload.calico_nodes
	{"value": value, "path": path} = workload.env_in(entry, name)
	lower(trim_space(value)) in {"off", "disable", "disabled", "none", "never"}
	msg := concat("", [
		$`{name} "{value}" means true: calico-node takes false, 0, no, n and f for no, `,
		"and everything else for yes",
	])
}

violation contains report.violation(msg, path, "error") if {
	some entry in workload.calico_nodes
	value := no_pools(entry)
	some {"name": name, "path": path} in asked(entry)
	endswith(name, "_CIDR")
	msg := concat("", [
		$"{name} and NO_DEFAULT_POOLS={value} exclude each other: calico-node ends at its start with ",
		`"Invalid configuration with NO_DEFAULT_POOLS defined"; take one of them out`,
	])
}

violation contains report.violation(msg, others[0].path, "warning") if {
	some entry in workload.calico_nodes
	value := no_pools(entry)
	others := [one | some one in asked(entry); not endswith(one.name, "_CIDR")]
	names := concat(" and ", [one.name | some one in others])
	verb := object.get({1: "is"}, count(others), "are")
	msg := concat("", [
		$"{names} {verb} without effect: NO_DEFAULT_POOLS={value} keeps calico-node from making a pool; ",
		"write an IPPool instead",
	])
}

no_pools(entry) := value if {
	value := workload.env_in(entry, "NO_DEFAULT_POOLS").value
	lower(value) == "true"
}

# The variables of the first pool, in the order in which they are written; of a name that is written twice the last one counts, at the first place.
asked(entry) := [{"name": name, "path": found.path} |
	some i, variable in entry.container.env
	name := variable.name
	name in pool_variables
	workload.variables(entry, name)[0][0] == i
	found := workload.env_in(entry, name)
	found.value != ""
]

pool_variables := {$"CALICO_IPV{family}POOL_{suffix}" |
	some family in [4, 6]
	some suffix in ["IPIP", "VXLAN", "CIDR", "BLOCK_SIZE", "NAT_OUTGOING", "NODE_SELECTOR", "DISABLE_BGP_EXPORT"]
}

violation contains report.violation(msg, path, "warning") if {
	some {"method": method, "path": path, "variable": _} in methods
	backend == "none"
	msg := concat("", [
		$"the autodetection method {method} has no effect: with the backend none calico-node looks for no address of the node",
		$"{canal}; take it out, so that nobody relies on it",
	])
}

violation contains report.violation(msg, path, "warning") if {
	not backend_none
	some {"method": method, "path": path, "variable": variable} in methods
	address := workload.env(variable).value
	not address in {"", "autodetect"}
	not contains(address, "$(")
	is_no_detection(address)
	msg := concat("", [
		$"the autodetection method {method} has no effect: {variable} is {address}, so calico-node detects nothing; ",
		"take one of the two out",
	])
}

# What is no address ends calico-node, which autodetection-method says.
is_no_detection("none")

is_no_detection(address) if cidr.parse(address)

is_no_detection(address) if cidr.parse_ip(address)

backend_none if backend == "none"

backend := plane.backend

backend := config_map.value("calico_backend").value

methods contains {"method": value, "path": path, "variable": variable} if {
	some variable in ["IP", "IP6"]
	{"value": value, "path": path} = workload.env($"{variable}_AUTODETECTION_METHOD")
	value != ""
}

methods contains {"method": value, "path": path, "variable": variable} if {
	some variable in ["IP", "IP6"]
	{"value": value, "path": path} = config_map.value($"{lower(variable)}_autodetection_method")
	value != ""
}

canal := ", and flannel takes its interface from canal_iface" if {
	is_canal
} else := ""

is_canal if plane.plane == "canal"

is_canal if config_map.canal
