package lib.pools_test

import data.lib.pools

pool(spec) := {"apiVersion": "projectcalico.org/v3", "kind": "IPPool", "metadata": {"name": "pods"}, "spec": spec}

installation(spec) := {"apiVersion": "operator.tigera.io/v1", "kind": "Installation", "metadata": {"name": "default"}, "spec": spec}

test_mode[name] if {
	some name, one in {
		"a resource's are exact": {"field": {"from": "resource", "value": "Always"}, "mode": "Always"},
		"a variable's are not": {"field": {"from": "env", "value": "CROSS-subnet"}, "mode": "CrossSubnet"},
		"off": {"field": {"from": "env", "value": "Off"}, "mode": "Never"},
	}
	pools.mode(one.field) == one.mode
}

test_no_mode if not pools.mode({"from": "resource", "value": "always"})

test_encapsulation[name] if {
	some name, one in {
		"nothing is written": {"spec": {}, "word": "None"},
		"IPIP": {"spec": {"ipipMode": "Always"}, "word": "IPIP"},
		"VXLAN": {"spec": {"ipipMode": "Never", "vxlanMode": "CrossSubnet"}, "word": "VXLANCrossSubnet"},
	}
	[found] := [word | some made in pools.of_object; word := pools.encapsulation(made)] with input.review.object as pool(one.spec)
	found == one.word
}

test_unknown_encapsulation[name] if {
	some name, spec in {
		"both": {"ipipMode": "Always", "vxlanMode": "Always"},
		"the old field": {"ipip": {"enabled": true}},
		"no mode": {"vxlanMode": "vxlan"},
	}
	found := [word | some made in pools.of_object; word := pools.encapsulation(made)] with input.review.object as pool(spec)
	found == []
}

test_place[name] if {
	some name, one in {
		"IPIP is on": {"spec": {"ipipMode": "Always", "vxlanMode": "Never"}, "place": ["spec", "ipipMode"]},
		"VXLAN is on": {"spec": {"ipipMode": "Never", "vxlanMode": "Always"}, "place": ["spec", "vxlanMode"]},
		"neither": {"spec": {"ipipMode": "Never", "vxlanMode": "Never"}, "place": ["spec", "ipipMode"]},
		"only VXLAN is written": {"spec": {"vxlanMode": "Never"}, "place": ["spec", "vxlanMode"]},
		"nothing is": {"spec": {}, "place": ["spec"]},
	}
	[place] := [found | some made in pools.of_object; found := pools.place(made)] with input.review.object as pool(one.spec)
	place == one.place
}

test_carries_pods[name] if {
	some name, one in {
		"by default": {"spec": {}, "count": 1},
		"disabled": {"spec": {"disabled": true}, "count": 0},
		"for load balancers": {"spec": {"allowedUses": ["LoadBalancer"]}, "count": 0},
		"for tunnels": {"spec": {"allowedUses": ["Tunnel"]}, "count": 0},
		"for both": {"spec": {"allowedUses": ["LoadBalancer", "Workload"]}, "count": 1},
		"not known": {"spec": {"allowedUses": ["Workload", {}]}, "count": 0},
	}
	carrying := [made | some made in pools.of_object; pools.carries_pods(made)] with input.review.object as pool(one.spec)
	count(carrying) == one.count
}

# tigera/operator 40788b9, pkg/controller/ippool/defaults.go:45-66,224-252.
test_installed_names[name] if {
	some name, one in {
		"written": {"pools": [{"name": "pods", "cidr": "10.0.0.0/16"}], "names": {"pods"}},
		"empty": {"pools": [{"name": ""}], "names": {"(no name)"}},
		"one of a family": {"pools": [{"cidr": "10.0.0.0/16"}, {"cidr": "fd00::/64"}], "names": {"default-ipv4-ippool", "default-ipv6-ippool"}},
		"several": {
			"pools": [{"cidr": "10.0.0.0/16"}, {"cidr": "10.1.0.0/16"}, {"cidr": "fd00::/64"}],
			"names": {"10.0.0.0-16", "10.1.0.0-16", "fd00.0000.0000.0000.0000.0000.0000.0000-64"},
		},
		"no range": {"pools": [{"cidr": "x"}], "names": {"(no name)"}},
	}
	object_of_pools := installation({"calicoNetwork": {"ipPools": one.pools}})
	one.names == {made.name | some made in pools.of_object} with input.review.object as object_of_pools
}

test_installed_by_default[provider] if {
	some provider, word in {"DockerEnterprise": "IPIP", "": ""}
	request := installation({"kubernetesProvider": provider, "cni": {"type": "Calico"}})
	words := [object.get({"Always": "IPIP"}, mode, "") | some made in pools.of_object; mode := object.get(made.ipip, "value", "")] with input.review.object as request
	words == [word]
}
