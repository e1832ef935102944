# METADATA
# title: Probes for BIRD
# description: Probes ask for BIRD only where the backend starts it.
# custom:
#   kinds:
#     - groups: [apps]
#       kinds: [DaemonSet]
#     - groups: [""]
#       kinds: [Pod]
package canal.probe_backend

import data.lib.plane
import data.lib.report
import data.lib.workload

violation contains report.violation(msg, path, "error") if {
	plane.backend in {"none", "vxlan"}
	some entry in workload.containers
	some kind, outcome in outcomes
	some i, word in entry.container[$"{kind}Probe"].exec.command
	flag := flags(word)[0]
	path := array.concat(entry.path, [$"{kind}Probe", "exec", "command", i])
	msg := concat("", [
		$"the {kind} probe asks for BIRD ({flag}), and with the backend {plane.backend} no BIRD runs: ",
		$"{outcome}; take {flag} out",
	])
}

outcomes := {
	"liveness": "the probe fails for ever and kubelet restarts calico-node again and again",
	"readiness": "calico-node never becomes ready",
}

# Flags of `calico-node` up to v3.32 and of `calico component node health` since; Go takes one dash or two.
flags(word) := [flag |
	some part in split(replace(replace(word, "\n", " "), "\t", " "), " ")
	some dashes in ["-", "--"]
	some daemon in ["bird", "bird6"]
	some check in ["live", "ready"]
	flag := $"{dashes}{daemon}-{check}"
	startswith(part, flag)
	not goes_on(substring(part, count(flag), 1))
]

goes_on(character) if {
	character != ""
	contains("abcdefghijklmnopqrstuvwxyz0123456789_-", lower(character))
}
