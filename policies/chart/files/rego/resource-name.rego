# METADATA
# title: Names that are read
# description: A configuration resource has a name under which Calico reads it.
# custom:
#   kinds:
#     - groups: [crd.projectcalico.org, projectcalico.org]
#       kinds: [FelixConfiguration, BGPConfiguration, ClusterInformation, KubeControllersConfiguration, IPAMConfig, IPAMConfiguration]
#     - groups: [operator.tigera.io]
#       kinds: [Installation, APIServer]
package canal.resource_name

import data.lib.report
import data.lib.resource
import data.lib.version

violation contains report.violation(msg, ["metadata", "name"], "warning") if {
	kind != "FelixConfiguration"
	not is_read
	names := concat(" and ", read[kind])
	msg := concat("", [
		$"{kind} {resource.name} is read by nobody: Calico looks for {names} only, ",
		"so nothing that it sets has an effect",
	])
}

violation contains report.violation(msg, ["metadata", "name"], "warning") if {
	kind == "FelixConfiguration"
	not is_read
	not has_selector
	msg := concat("", [
		$"{kind} {resource.name} is read by nobody: Felix looks for default and node.<name>, ",
		"and from Calico 3.32 for others that have a nodeSelector; this one has none",
	])
}

violation contains report.violation(msg, ["metadata", "name"], "warning") if {
	kind == "FelixConfiguration"
	not is_read
	has_selector
	not version.at_least(version.said, 3, 32)
	release := version.written(version.said)
	msg := concat("", [
		$"{kind} {resource.name} has a nodeSelector, which Felix reads from Calico 3.32; ",
		$"{release} looks for default and node.<name> only",
	])
}

kind := input.review.object.kind if {
	resource.is_calico(input.review.object.kind)
	not input.review.object.kind in operators
}

kind := input.review.object.kind if {
	input.review.object.kind in operators
	startswith(input.review.object.apiVersion, "operator.tigera.io/")
}

operators := {"Installation", "APIServer"}

# What messages call the names.
read := {
	"APIServer": ["default", "tigera-secure"],
	"BGPConfiguration": ["default", "node.<name>"],
	"ClusterInformation": ["default"],
	"FelixConfiguration": ["default", "node.<name>"],
	"IPAMConfig": ["default"],
	"IPAMConfiguration": ["default"],
	"Installation": ["default", "overlay", "tigera-secure"],
	"KubeControllersConfiguration": ["default"],
}

is_read if resource.name in read[kind]

is_read if {
	"node.<name>" in read[kind]
	startswith(resource.name, "node.")
	resource.name != "node."
}

has_selector if resource.text(resource.spec.nodeSelector)
