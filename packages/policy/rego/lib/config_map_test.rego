package lib.config_map_test

import data.lib.config_map

calico(data_of) := {"kind": "ConfigMap", "metadata": {"name": "other"}, "data": data_of}

test_calicos[key] if {
	some key in ["calico_backend", "veth_mtu", "canal_iface"]
	config_map.data_of_calico with input.review.object as calico({key: "x"})
}

test_named_so if config_map.data_of_calico with input.review.object as {"kind": "ConfigMap", "metadata": {"name": "canal-config"}, "data": {}}

test_others if not config_map.data_of_calico with input.review.object as calico({"key": "x"})

test_mtu[config] if {
	some config, path in {
		`{"type": "calico", "mtu": 1440}`: ["mtu"],
		`{"delegate": {"type": "calico", "mtu": 1440}}`: ["delegate", "mtu"],
		`{"plugins": [{"type": "loopback"}, {"type": "calico", "mtu": 1440}]}`: ["plugins", 1, "mtu"],
		`{"plugins": [{"type": "flannel", "delegate": {"type": "calico", "mtu": 1440}}]}`: ["plugins", 0, "delegate", "mtu"],
	}
	wanted := {"mtu": 1440, "path": array.concat(["data", "cni_network_config"], path)}
	config_map.mtu == wanted with input.review.object as calico({"cni_network_config": config, "veth_mtu": "1500"})
}

test_filled_in if {
	one := calico({"cni_network_config": `{"type": "calico", "mtu": __CNI_MTU__}`, "veth_mtu": " 1450 "})
	config_map.mtu == {"mtu": 1450, "path": ["data", "veth_mtu"]} with input.review.object as one
}

test_policy_only if {
	config_map.policy_only with input.review.object as calico({"calico_backend": "none"})
	ipam := `{"type": "calico", "ipam": {"type": "calico-ipam"}}`
	not config_map.policy_only with input.review.object as calico({"calico_backend": "none", "cni_network_config": ipam})
	not config_map.policy_only with input.review.object as calico({"calico_backend": "none", "net-conf.json": "{}"})
}

test_flannel_backend[conf] if {
	some conf, word in {
		`{"Backend": {"Type": "VXLAN"}}`: "VXLAN",
		`{"backend": {"TYPE": "host-gw"}}`: "host-gw",
		`{"Network": "10.0.0.0/8"}`: "udp",
	}
	config_map.flannel_backend == word with input.review.object as calico({"canal_iface": "", "net-conf.json": conf})
}

test_no_flannel_backend[conf] if {
	some conf in [`{"Backend": {}}`, `{"Backend": "vxlan"}`, `[]`, `{`]
	not config_map.flannel_backend with input.review.object as calico({"canal_iface": "", "net-conf.json": conf})
}
