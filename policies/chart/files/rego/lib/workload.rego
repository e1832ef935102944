# Pods and what makes pods: containers, and the environment of calico-node as it is written.
package lib.workload

import data.lib.image
import data.lib.resource

pod_spec_path := ["spec"] if input.review.object.kind == "Pod"

pod_spec_path := ["spec", "jobTemplate", "spec", "template", "spec"] if input.review.object.kind == "CronJob"

pod_spec_path := ["spec", "template", "spec"] if {
	input.review.object.kind in {"DaemonSet", "Deployment", "StatefulSet", "ReplicaSet", "Job"}
}

pod_spec := object.get(input.review.object, pod_spec_path, {})

listed(list) := [{"container": container, "path": array.concat(pod_spec_path, [list, i])} |
	some i, container in object.get(pod_spec, list, [])
]

containers := array.concat(listed("initContainers"), listed("containers"))

# The container that runs calico-node: by its name, else by its image.
calico_node := called_so[0] if {
	may_run_calico
} else := [entry | some entry in listed("containers"); image.field(image.parse(entry.container.image)) == "node"][0] if {
	may_run_calico
}

called_so := [entry | some entry in listed("containers"); entry.container.name == "calico-node"]

may_run_calico if {
	input.review.object.kind in {"DaemonSet", "Pod"}
	not windows
}

windows if pod_spec.nodeSelector["kubernetes.io/os"] == "windows"

# Every container that runs calico-node, on Windows too.
calico_nodes := [entry | some entry in listed("containers"); runs_calico(entry.container)]

runs_calico(container) if container.name == "calico-node"

runs_calico(container) if image.field(image.parse(container.image)) == "node"

env_path := array.concat(calico_node.path, ["env"])

# Variables may also come from out of sight.
is_open if {
	some from in calico_node.container.envFrom
	not is_endpoint(from)
}

# A container without an image is a patch of one: the rest is elsewhere.
is_open if {
	calico_node
	not has_image
}

has_image if resource.text(calico_node.container.image)

# The optional address of the API server: it never carries network settings.
is_endpoint(from) if from.configMapRef.name == "kubernetes-services-endpoint"

# Felix reads its own variables in any case; calico-node does not.
same_name(a, b) if a == b

same_name(a, b) if {
	startswith(lower(a), "felix_")
	lower(a) == lower(b)
}

variables(entry, name) := [[i, variable] |
	some i, variable in entry.container.env
	same_name(resource.text(variable.name), name)
]

has_env(name) if count(variables(calico_node, name)) > 0

env(name) := env_in(calico_node, name)

# The literal value of a variable (the last of that name, as the kubelet takes it) with its place; a variable without one is empty.
env_in(entry, name) := {"value": value, "path": array.concat(entry.path, ["env", i, "value"])} if {
	found := variables(entry, name)
	[i, variable] := found[count(found) - 1]
	not variable.valueFrom
	value := resource.text(object.get(variable, "value", ""))
}

# True where the value of a variable is out of sight.
is_unseen(name) if {
	has_env(name)
	not env(name)
}

# True where a variable is one of some words, in any case. A function, because `not` does not hold over a field of a call.
env_is(name, words) if lower(env(name).value) in words
