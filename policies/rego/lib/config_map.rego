# Written by `npm run gen` from packages/policy/rego/lib/config_map.rego; do not edit.
# The ConfigMap that Calico's and Canal's manifests make of their settings.
package lib.config_map

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
