# The MTUs that one object says, each with the header that has to fit beside it: packages/core/src/rules/mtu-arithmetic.
package lib.mtu

import data.lib.config_map
import data.lib.digits
import data.lib.installation
import data.lib.pools
import data.lib.report
import data.lib.resource
import data.lib.routes

nic := report.parameters.underlay.nicMtu

# Bytes, as Felix counts them (felix/dataplane/linux/int_dataplane.go:484-489).
overhead := {"ipip": 20, "vxlan": 50, "vxlan-v6": 70, "wireguard": 60, "wireguard-v6": 80}

tunnels := {
	"ipipMTU": "ipip", "vxlanMTU": "vxlan", "vxlanMTUV6": "vxlan-v6",
	"wireguardMTU": "wireguard", "wireguardMTUV6": "wireguard-v6",
}

# Ethernet, jumbo frames, and those of AWS.
usual := [1500, 9000, 9001]

# flannel-io/flannel cdf76059, pkg/backend; manager.go takes a type in any case.
flannel := {"vxlan": 50, "udp": 28, "wireguard": 80, "ipip": 20, "ipsec": 77}

judged contains {
	"what": $"{tunnel} MTU",
	"mtu": mtu,
	"path": ["spec", field],
	"header": {"name": tunnel, "bytes": overhead[tunnel]},
	"conditional": false,
} if {
	resource.is_calico("FelixConfiguration")
	is_read
	some field, tunnel in tunnels
	mtu := whole(resource.spec[field])
	mtu > 0
}

judged contains {
	"what": "pod MTU",
	"mtu": veth.mtu,
	"path": veth.path,
	"header": object.filter(header, ["name", "bytes"]),
	"conditional": header.conditional,
} if {
	veth.mtu > 0
}

below_ipv6 contains veth if {
	veth.mtu > 0
	veth.mtu < 1280
	some pool in pools.of_installation
	pool.family == 6
}

# Felix reads the configuration called default, those of nodes, and from 3.32 on those that select nodes.
is_read if resource.name == "default"

is_read if startswith(resource.name, "node.")

is_read if "nodeSelector" in object.keys(resource.spec)

whole(value) := value if {
	is_number(value)
	value == floor(value)
}

whole(value) := digits.number(trim_space(value)) if is_string(value)

veth := {"mtu": whole(installation.network.mtu), "path": array.concat(installation.network_path, ["mtu"])} if {
	not installation.policy_only
}

veth := {"mtu": mtu, "path": path} if {
	not config_map.policy_only
	{"mtu": mtu, "path": path} = config_map.mtu
}

# The header that decides: Felix takes the smallest MTU among the tunnels, which is that of the largest header.
header := {"name": name, "bytes": bytes, "conditional": false} if {
	[bytes, name] := max({[overhead[tunnel], tunnel] | some tunnel in used})
} else := {"name": $"flannel {config_map.flannel_backend}", "bytes": bytes, "conditional": false} if {
	bytes := flannel[lower(config_map.flannel_backend)]
} else := {"name": "vxlan", "bytes": 50, "conditional": true} if {
	# Nothing says that the underlay carries the packets: a tunnel is to come (encapsulation-required).
	some pool in pools.of_installation
	pools.carries_pods(pool)
	pools.encapsulation(pool) == "None"
	not routes.carried_below
} else := {"name": "", "bytes": 0, "conditional": false}

used contains tunnel if {
	some pool in pools.of_installation
	word := pools.encapsulation(pool)
	some kind in ["IPIP", "VXLAN"]
	startswith(word, kind)
	tunnel := object.get({"VXLAN6": "vxlan-v6"}, $"{kind}{pool.family}", lower(kind))
}

# Without the NIC, only what no usual one fits is suspect.
verdict(mtu, bytes) := {"nic": nic, "max": nic - bytes} if mtu > nic - bytes

verdict(mtu, bytes) := unknown_nic(mtu, bytes)

unknown_nic(mtu, bytes) := {"nic": meant, "max": meant - bytes} if {
	not nic
	not (mtu + bytes) in usual
	meant := [one | some one in usual; mtu > one - bytes; mtu <= one][0]
}
