# Felix's settings: in a FelixConfiguration that somebody reads, or in the environment of calico-node, which goes before it.
package lib.felix

import data.lib.digits
import data.lib.resource
import data.lib.workload

# Nobody reads one of another name that has no nodeSelector (felix/config/config_params.go:86).
is_read if for_all

is_read if for_node

is_read if {
	resource.is_calico("FelixConfiguration")
	"nodeSelector" in object.keys(resource.spec)
}

for_all if {
	resource.is_calico("FelixConfiguration")
	resource.name == "default"
}

for_all if workload.calico_node

for_node if {
	resource.is_calico("FelixConfiguration")
	startswith(resource.name, "node.")
}

# A setting of the API is a boolean, and the text of a variable reads like one (felix/config/param_types.go:105-113).
flag(field, _) := {"value": value, "path": ["spec", field]} if {
	is_read
	value := resource.spec[field]
	is_boolean(value)
}

flag(_, variable) := {"value": value, "path": found.path} if {
	found := workload.env(variable)
	value := boolean(found.value)
}

boolean(text) if lower(text) in {"true", "1", "yes", "y", "t"}

boolean(text) := false if lower(text) in {"false", "0", "no", "n", "f"}

number(field, _) := {"value": value, "path": ["spec", field]} if {
	is_read
	value := resource.integer(resource.spec[field])
}

number(_, variable) := {"value": value, "path": found.path} if {
	found := workload.env(variable)
	text := trim_space(found.value)
	count(text) <= 9
	value := digits.number(text)
}
