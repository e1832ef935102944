# The object under review, and values in it as the rules of canal-lint read them.
package lib.resource

import data.lib.digits

spec := object.get(input.review.object, "spec", {})

groups := {"crd.projectcalico.org", "projectcalico.org"}

# True for a resource of Calico, in either of its API groups.
is_calico(kind) if {
	input.review.object.kind == kind
	groups[split(input.review.object.apiVersion, "/")[0]]
}

name := text(input.review.object.metadata.name)

# A scalar as text: what is written, numbers and booleans too; undefined for null, lists and maps.
text(value) := value if is_string(value)

text(value) := $"{value}" if is_number(value)

text(value) := $"{value}" if is_boolean(value)

# The text of a field, or what holds where none is written.
text_or(holder, field, fallback) := written if {
	written := text(holder[field])
} else := fallback

# A whole number, also from its text: environment and ConfigMap data are strings.
integer(value) := value if {
	is_number(value)
	floor(value) == value
}

integer(value) := digits.number(trim_prefix(text, "+")) if {
	text := trim_space(value)
	not startswith(text, "-")
}

integer(value) := 0 - digits.number(trim_prefix(text, "-")) if {
	text := trim_space(value)
	startswith(text, "-")
}
