package lib.pool_env_test

import data.lib.pool_env
import data.lib.ranges

node(env) := {"kind": "DaemonSet", "metadata": {"name": "calico-node"}, "spec": {"template": {"spec": {"containers": [{
	"name": "calico-node",
	"image": "acme/mine",
	"env": [{"name": name, "value": value} | some name, value in env],
}]}}}}

test_families[name] if {
	some name, one in {
		"nothing is said": {"env": {}, "families": set()},
		"IPv4": {"env": {"CALICO_IPV4POOL_IPIP": "Always"}, "families": {4}},
		"IPv6 is off": {"env": {"CALICO_IPV6POOL_CIDR": "fd00::/64"}, "families": set()},
		"IPv6": {"env": {"CALICO_IPV6POOL_CIDR": "fd00::/64", "FELIX_IPV6SUPPORT": "true"}, "families": {6}},
		"none is wanted": {"env": {"CALICO_IPV4POOL_CIDR": "none"}, "families": set()},
		"none at all": {"env": {"CALICO_IPV4POOL_CIDR": "10.0.0.0/8", "NO_DEFAULT_POOLS": "true"}, "families": set()},
		"Kubespray": {"env": {"CALICO_IPV4POOL_IPIP": "Off", "NODEIP": "$(IP)"}, "families": set()},
		"Kubespray, detecting": {
			"env": {"CALICO_IPV4POOL_CIDR": "10.0.0.0/8", "NODEIP": "x", "IP_AUTODETECTION_METHOD": "can-reach=$(NODEIP)"},
			"families": set(),
		},
	}
	one.families == {pool.family | some pool in pool_env.made} with input.review.object as node(one.env)
}

test_block[size] if {
	some size, block in {"26": 26, "026": 26}
	one := node({"CALICO_IPV4POOL_CIDR": "10.0.0.0/16", "CALICO_IPV4POOL_BLOCK_SIZE": size})
	[block] == [pool.block.value | some pool in ranges.of_object] with input.review.object as one
}

test_unseen if {
	from := {"name": "CALICO_IPV4POOL_BLOCK_SIZE", "valueFrom": {}}
	container := {"name": "calico-node", "image": "acme/mine", "env": [{"name": "CALICO_IPV4POOL_CIDR", "value": "10.0.0.0/16"}, from]}
	[{}] == [pool.block | some pool in ranges.of_object] with input.review.object as {"kind": "Pod", "spec": {"containers": [container]}}
	open := {"name": "calico-node", "env": [{"name": "CALICO_IPV4POOL_CIDR", "value": "10.0.0.0/16"}]}
	[{}] == [pool.block | some pool in ranges.of_object] with input.review.object as {"kind": "Pod", "spec": {"containers": [open]}}
}
