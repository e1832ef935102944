package lib.felix_test

import data.lib.felix

configuration(name, spec) := {"apiVersion": "projectcalico.org/v3", "kind": "FelixConfiguration", "metadata": {"name": name}, "spec": spec}

node(env) := {"kind": "DaemonSet", "spec": {"template": {"spec": {"containers": [{
	"name": "calico-node",
	"image": "calico/node:v3.31.0",
	"env": env,
}]}}}}

test_read[name] if {
	some name, spec in {"default": {}, "node.worker-1": {}, "gpu": {"nodeSelector": "has(gpu)"}}
	felix.is_read with input.review.object as configuration(name, spec)
}

test_unread if not felix.is_read with input.review.object as configuration("gpu", {})

test_flag if {
	one := configuration("default", {"bpfEnabled": true})
	felix.flag("bpfEnabled", "FELIX_BPFENABLED") == {"value": true, "path": ["spec", "bpfEnabled"]} with input.review.object as one
}

test_flag_of_environment[text] if {
	some text, value in {"true": true, "Yes": true, "0": false, "F": false}
	felix.flag("bpfEnabled", "FELIX_BPFENABLED").value == value with input.review.object as node([{"name": "Felix_bpfEnabled", "value": text}])
}

test_number_of_environment if {
	path := ["spec", "template", "spec", "containers", 0, "env", 0, "value"]
	one := node([{"name": "FELIX_WIREGUARDLISTENINGPORT", "value": " 51820 "}])
	felix.number("x", "FELIX_WIREGUARDLISTENINGPORT") == {"value": 51820, "path": path} with input.review.object as one
	not felix.number("x", "FELIX_VXLANPORT") with input.review.object as one
}
