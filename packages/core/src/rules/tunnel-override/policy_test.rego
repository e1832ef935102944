package canal.tunnel_override_test

import data.canal.tunnel_override

node(env) := {"kind": "DaemonSet", "metadata": {"name": "calico-node"}, "spec": {"template": {"spec": {"containers": [{
	"name": "calico-node",
	"image": "calico/node:v3.33.0",
	"env": [{"name": name, "value": value} | some name, value in env],
}]}}}}

pools := {"CALICO_IPV4POOL_CIDR": "10.0.0.0/16", "CALICO_IPV6POOL_CIDR": "fd00::/64", "FELIX_IPV6SUPPORT": "true"}

# Felix programs the routes of VXLAN in every release, and those of IPIP from 3.33 on.
test_route_sync[name] if {
	some name, one in {
		"VXLAN": {"env": {"CALICO_IPV4POOL_VXLAN": "Always"}, "said": 1},
		"VXLAN of IPv6": {"env": {"CALICO_IPV6POOL_VXLAN": "Always"}, "said": 1},
		"IPIP": {"env": {"CALICO_IPV4POOL_IPIP": "Always"}, "said": 1},
		"plain": {"env": {}, "said": 0},
	}
	env := object.union(object.union(pools, {"FELIX_ROUTESYNCDISABLED": "true"}), one.env)
	count(tunnel_override.violation) == one.said with input.review.object as node(env)
}

test_tunnel[name] if {
	some name, one in {
		"IPIP is off": {"env": {"CALICO_IPV4POOL_IPIP": "Always", "FELIX_IPINIPENABLED": "false"}, "said": 1},
		"VXLAN is off": {"env": {"CALICO_IPV4POOL_VXLAN": "Always", "FELIX_VXLANENABLED": "false"}, "said": 1},
		"the other one is off": {"env": {"CALICO_IPV4POOL_VXLAN": "Always", "FELIX_IPINIPENABLED": "false"}, "said": 0},
		"VXLAN of IPv6 stays": {"env": {"CALICO_IPV6POOL_VXLAN": "Always", "FELIX_VXLANENABLED": "false"}, "said": 0},
	}
	count(tunnel_override.violation) == one.said with input.review.object as node(object.union(pools, one.env))
}
