# The ConfigMap that Calico's and Canal's manifests make of their settings.
package lib.config_map

import data.lib.digits
import data.lib.resource

data_of_calico := input.review.object.data if {
	input.review.object.kind == "ConfigMap"
	is_calicos
}

is_calicos if input.review.object.metadata.name in {"calico-config", "canal-config"}

is_calicos if {
	some key in ["calico_backend", "cni_network_config", "veth_mtu", "ip_autodetection_method", "typha_service_name", "canal_iface"]
	key in object.keys(input.review.object.data)
}

# What a key says, with its place.
value(key) := {"value": resource.text(data_of_calico[key]), "path": ["data", key]}

# Canal's, or one whose calico-node only enforces policy.
canal if "net-conf.json" in object.keys(data_of_calico)

policy_only if {
	not canal
	value("calico_backend").value == "none"
	not calico_ipam
}

calico_ipam if plugin.config.ipam.type == "calico-ipam"

# flannel's own configuration.
net_conf := json.unmarshal(data_of_calico["net-conf.json"]) if canal

# A value of it with its place; undefined where it is missing, or no scalar.
net_conf_at(steps) := {"value": value, "path": array.concat(["data", "net-conf.json"], written)} if {
	written := spelled(steps)
	value := object.get(net_conf, written, null)
	resource.text(value)
}

# Go decodes JSON keys in any case.
spelled([name]) := [key_of(net_conf, name)]

spelled([name, inner]) := [key, key_of(net_conf[key], inner)] if key := key_of(net_conf, name)

key_of(map, name) := [key | some key, _ in map; lower(key) == lower(name)][0]

# Without Backend, flannel uses udp (flannel pkg/subnet/config.go:45-55).
flannel_backend := resource.text(net_conf_at(["Backend", "Type"]).value)

flannel_backend := "udp" if {
	is_object(net_conf)
	not spelled(["Backend"])
}

# The CNI configuration. install-cni puts a number for __CNI_MTU__, which stands without quotes.
cni := json.unmarshal(replace(replace(text, `"__CNI_MTU__"`, "__CNI_MTU__"), "__CNI_MTU__", `"__CNI_MTU__"`)) if {
	text := data_of_calico.cni_network_config
}

plugin := {"config": found, "path": ["plugins", i]} if {
	[i, found] := [[i, one] | some i, one in cni.plugins; one.type == "calico"][0]
} else := {"config": found, "path": ["plugins", i, "delegate"]} if {
	[i, found] := [[i, one.delegate] | some i, one in cni.plugins; one.delegate.type == "calico"][0]
} else := {"config": cni.delegate, "path": ["delegate"]} if {
	cni.delegate.type == "calico"
} else := {"config": cni, "path": []} if {
	cni.type == "calico"
}

# The MTU of new pods: that of the CNI configuration, or veth_mtu where that has its place.
mtu := {"mtu": number, "path": array.concat(array.concat(["data", "cni_network_config"], plugin.path), ["mtu"])} if {
	is_number(plugin.config.mtu)
	number := plugin.config.mtu
}

mtu := {"mtu": digits.number(trim_space(said.value)), "path": said.path} if {
	not has_number
	said := value("veth_mtu")
}

has_number if {
	plugin.config
	not plugin.config.mtu == "__CNI_MTU__"
}
