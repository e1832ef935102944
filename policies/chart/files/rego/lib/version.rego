# Releases of Calico, as far as rules ask for them.
package lib.version

import data.lib.digits
import data.lib.report

# The release that the constraint names; it goes before what the object tells.
said := parse(report.parameters.calicoVersion)

# `v3.28.1`, `3.28`, `v3.28.1-build20240910`: three numbers, of which the last may be missing, and a suffix that is dropped.
parse(text) := parts if {
	parts := [digits.number(part) | some part in split(trim_prefix(before_suffix(text), "v"), "."); count(part) <= 5]
	count(parts) in {2, 3}
	count(parts) == count(split(before_suffix(text), "."))
}

before_suffix(text) := split(split(text, "-")[0], "+")[0]

# True for the minor of a release, and for later ones.
at_least(release, major, _) if release[0] > major

at_least(release, major, minor) if {
	release[0] == major
	release[1] >= minor
}

# As Calico tags it.
written(release) := concat("", ["v", concat(".", [$"{part}" | some part in release])])
