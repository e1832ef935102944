package lib.workload_test

import data.lib.workload

pod(spec) := {"kind": "Pod", "spec": spec}

named := {"name": "calico-node", "image": "acme/mine"}

test_pod_spec[kind] if {
	some kind, spec in {
		"Pod": {"containers": [named]},
		"Deployment": {"template": {"spec": {"containers": [named]}}},
		"CronJob": {"jobTemplate": {"spec": {"template": {"spec": {"containers": [named]}}}}},
	}
	[entry] = workload.containers with input.review.object as {"kind": kind, "spec": spec}
	entry.container == named
}

test_calico_node[name] if {
	some name, container in {"by its name": named, "by its image": {"name": "agent", "image": "mirror.example/calico/node:v3.31.0"}}
	workload.calico_node.container == container with input.review.object as pod({"containers": [{"name": "other"}, container]})
	count(workload.calico_nodes) == 1 with input.review.object as pod({"containers": [{"name": "other"}, container]})
}

test_no_calico_node if {
	windows := {"nodeSelector": {"kubernetes.io/os": "windows"}, "containers": [named]}
	not workload.calico_node with input.review.object as pod(windows)
	count(workload.calico_nodes) == 1 with input.review.object as pod(windows)
	not workload.calico_node with input.review.object as {"kind": "Job", "spec": {"template": {"spec": {"containers": [named]}}}}
}

# The last one of a name counts; Felix reads its own in any case.
test_env if {
	env := [
		{"name": "IP", "value": "a"}, {"name": "IP", "value": "autodetect"}, {"name": "felix_ipinipmtu", "value": "1"},
		{"name": "AS", "valueFrom": {}}, {"name": "EMPTY"},
	]
	one := pod({"containers": [object.union(named, {"env": env})]})
	workload.env("IP") == {"value": "autodetect", "path": ["spec", "containers", 0, "env", 1, "value"]} with input.review.object as one
	workload.env("FELIX_IPINIPMTU").value == "1" with input.review.object as one
	workload.env("EMPTY").value == "" with input.review.object as one
	workload.is_unseen("AS") with input.review.object as one
	not workload.is_unseen("IP") with input.review.object as one
	not workload.has_env("NODEIP") with input.review.object as one
	workload.env_is("IP", {"autodetect"}) with input.review.object as one
}

test_open if {
	from := [{"configMapRef": {"name": "kubernetes-services-endpoint"}}]
	workload.is_open with input.review.object as pod({"containers": [object.union(named, {"envFrom": [{"secretRef": {"name": "x"}}]})]})
	not workload.is_open with input.review.object as pod({"containers": [object.union(named, {"envFrom": from})]})
	workload.is_open with input.review.object as pod({"containers": [{"name": "calico-node"}]})
}
