package lib.release_test

import data.lib.release

daemon_set(image) := {"kind": "DaemonSet", "spec": {"template": {"spec": {"containers": [{"name": "calico-node", "image": image}]}}}}

test_image[reference] if {
	some reference, known in {"calico/node:v3.31.7": [3, 31, 7], "calico/node:release-v3.22": [3, 22], "calico/node:v2.6.1": [2, 6, 1]}
	release.known == known with input.review.object as daemon_set(reference)
}

test_unknown[reference] if {
	some reference in ["calico/node:latest", "calico/cni:v2.0.0", "quay.io/tigera/operator:v1.38.0", "acme/node:v3.31.7"]
	not release.known with input.review.object as daemon_set(reference)
}

test_status if {
	installation := {"apiVersion": "operator.tigera.io/v1", "kind": "Installation", "status": {"calicoVersion": "v3.30.2"}}
	release.known == [3, 30, 2] with input.review.object as installation
	release.known == [3, 32] with input.review.object as installation with input.parameters.calicoVersion as "3.32"
}
