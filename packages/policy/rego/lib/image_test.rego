package lib.image_test

import data.lib.image

test_field[reference] if {
	some reference, field in {
		"quay.io/calico/node:v3.31.7": "node",
		"docker.io/projectcalico-org/cni": "cni",
		"localhost/calico/whisker:nightly": "other",
		"my.registry:5000/calico/calico:v3.33.0": "calico",
		"[::1]:5000/calico/node": "node",
		"[fd00::1]/calico/node": "node",
		"my.registry/rancher/mirrored-calico-node:v3.28.1": "node",
		"my.registry/calico/mirrored-calico-strange": "other",
		"rancher/hardened-calico:v3.28.1": "calico",
		"rancher/hardened-flannel:v0.25": "flannel",
		"rancher/mirrored-coreos-flannel": "flannel",
		"rancher/mirrored-flannel": "flannel",
		"rancher/flannel-cni:v1": "flannel-cni",
		"rancher/mirrored-tigera-operator": "operator",
		"proxy/calico-kube-controllers": "kube-controllers",
		"coreos/mirrored-calico-cni": "cni",
		"ghcr.io/flannel-io/flannel-cni-plugin:v1.6": "flannel-cni",
		"quay.io/tigera/operator:v1.36.0": "operator",
	}
	image.field(image.parse(reference)) == field
}

test_no_field[reference] if {
	some reference in ["acme/node", "calico", "flannelcni/other", "acme/canal", "calico/yaobank-customer", "mirror.example/team/calico/strange"]
	not image.field(image.parse(reference))
}

test_refused[reference] if {
	some reference in [
		"Calico/node", "calico//node", "calico/_node", "calico/no..de", "calico/node:", "calico/node@sha256:0a", "[x]/calico/node",
		"calico/node@1sha:00000000000000000000000000000000", "a-.b/c/d",
	]
	not image.parse(reference)
}

test_digest if {
	digest := "sha256:0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
	image.parse($"calico/node:v3.30.0@{digest}") == {"registry": "", "path": ["calico", "node"], "tag": "v3.30.0", "digest": digest}
}
