package lib.installation_test

import data.lib.installation

of(spec) := {"apiVersion": "operator.tigera.io/v1", "kind": "Installation", "metadata": {"name": "default"}, "spec": spec}

# tigera/operator 40788b9, pkg/controller/installation/core_controller.go:443-532 and pkg/render/node.go:1550-1579.
test_backend[name] if {
	some name, one in {
		"Calico": {"spec": {"kubernetesProvider": "", "cni": {"type": "Calico"}}, "backend": "bird"},
		"no BGP": {"spec": {"cni": {"type": "Calico"}, "calicoNetwork": {"bgp": "Disabled"}}, "backend": "vxlan"},
		"no BGP, and addresses of the cloud": {
			"spec": {"cni": {"type": "Calico", "ipam": {"type": "HostLocal"}}, "calicoNetwork": {"bgp": "Disabled"}},
			"backend": "none",
		},
		"Amazon's plugin": {"spec": {"kubernetesProvider": "EKS"}, "backend": "none"},
		"Google's": {"spec": {"cni": {"type": "GKE"}}, "backend": "none"},
		"Calico on EKS": {"spec": {"kubernetesProvider": "EKS", "cni": {"type": "Calico"}}, "backend": "vxlan"},
	}
	installation.backend == one.backend with input.review.object as of(one.spec)
}

test_unknown_backend if {
	not installation.backend with input.review.object as of({})
	not installation.backend with input.review.object as of({"cni": {"type": "Calico"}, "calicoNetwork": {"linuxDataplane": "VPP"}})
}

test_refuses[name] if {
	some name, one in {
		"without BGP": {"mode": {}, "version": "v3.32.0", "refuses": true},
		"Felix routes": {"mode": {"clusterRoutingMode": "Felix"}, "version": "v3.32.0", "refuses": false},
		"Felix cannot yet": {"mode": {"clusterRoutingMode": "Felix"}, "version": "v3.31.0", "refuses": true},
		"a word that nobody reads": {"mode": {"clusterRoutingMode": "felix"}, "version": "v3.32.0", "refuses": false},
	}
	spec := {"cni": {"type": "Calico", "ipam": {"type": "Calico"}}, "calicoNetwork": object.union({"bgp": "Disabled"}, one.mode)}
	request := {"review": {"object": of(spec)}, "parameters": {"calicoVersion": one.version}}
	pools := [pool | pool := {"ipip": {"field": "encapsulation"}}; installation.refuses(pool)] with input as request
	count(pools) == 1 == one.refuses
}

test_detection[name] if {
	some name, one in {
		"interface": {"written": {"interface": "eth0"}, "values": ["interface=eth0"]},
		"two": {"written": {"canReach": "8.8.8.8", "cidrs": ["10.0.0.0/8", "10.1.0.0/16"]}, "values": ["can-reach=8.8.8.8", "cidr=10.0.0.0/8,10.1.0.0/16"]},
		"the kubelet's": {"written": {"kubernetes": "NodeInternalIP"}, "values": ["kubernetes-internal-ip"]},
		"first": {"written": {"firstFound": true}, "values": ["first-found"]},
		"off": {"written": {"firstFound": false}, "values": []},
	}
	request := of({"calicoNetwork": {"nodeAddressAutodetectionV4": one.written}})
	one.values == [method.value | some method in installation.detection(4)] with input.review.object as request
}

test_unknown_detection[name] if {
	some name, cidrs in {"no list": "10.0.0.0/8", "no text": [{}]}
	request := of({"calicoNetwork": {"nodeAddressAutodetectionV4": {"cidrs": cidrs}}})
	not installation.detection(4) with input.review.object as request
}
