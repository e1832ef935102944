# METADATA
# title: Releases of images
# description: The images of Calico in one cluster are of one release.
# custom:
#   kinds:
#     - groups: [apps]
#       kinds: [DaemonSet, Deployment]
#   sync:
#     - groups: [apps]
#       versions: [v1]
#       kinds: [DaemonSet, Deployment]
package canal.image_version_skew

import data.lib.image
import data.lib.inventory
import data.lib.release
import data.lib.report
import data.lib.version
import data.lib.workload

violation contains report.violation(msg, one.path, "warning") if {
	some one in own
	not agrees(one.release, common.release)
	cause := reason[has_single_image(one.release) == has_single_image(common.release)]
	msg := concat("", [
		$"{one.image} is of {version.written(one.release)}, and {others} of {version.written(common.release)}: ",
		cause,
	])
}

reason := {
	true: concat("", [
		"Calico releases and tests its images under one tag, and components of two releases need not understand each other; ",
		"name one release",
	]),
	false: concat("", [
		"from v3.33 on Calico has two images, node and calico, and its components are started by other commands, ",
		"so that no tag alone mends it; apply the whole manifest of one release",
	]),
}

own := [used | some entry in workload.containers; used := of_container(entry)]

# An upgrade changes one workload after the other: compared at admission, its first object would be refused, and so all of them. The
# audit, which asks without an operation, compares.
synced := [used |
	object.get(input.review, "operation", "") == ""
	count(own) > 0
	some other in inventory.workloads
	some list in ["initContainers", "containers"]
	some container in object.get(other.spec.template.spec, list, [])
	contains(container.image, "calico")
	used := of_container({"container": container, "path": []})
]

used := array.concat(synced, own)

of_container(entry) := {"image": entry.container.image, "release": found, "name": name, "field": field, "path": path} if {
	parsed := image.parse(entry.container.image)
	field := image.field(parsed)
	found := release.of_image(parsed, field)
	name := parsed.path[count(parsed.path) - 1]
	path := array.concat(entry.path, ["image"])
}

# What most images name; with as many on each side, what calico/node names.
common := used[0 - place] if {
	[_, _, place] := max([[votes(one.release), is_node(one.field), 0 - i] | some i, one in used])
}

votes(wanted) := count([one | some one in used; agrees(one.release, wanted)])

is_node(field) := 1 if field in {"node", "calico"}

else := 0

others := $"{common.name} is" if votes(common.release) == 1

others := $"{votes(common.release)} others are" if votes(common.release) > 1

# v3.30 agrees with each of its patches.
agrees(a, b) if {
	array.slice(a, 0, 2) == array.slice(b, 0, 2)
	patches := {patch | some one in [a, b]; patch := one[2]}
	count(patches) < 2
}

has_single_image(one) if version.at_least(one, 3, 33)

else := false
