# METADATA
# title: Pinned images
# description: Images of Calico, flannel and their operator name one release.
# custom:
#   kinds:
#     - groups: [apps]
#       kinds: [DaemonSet, Deployment, StatefulSet, ReplicaSet]
#     - groups: [batch]
#       kinds: [Job, CronJob]
#     - groups: [""]
#       kinds: [Pod]
package canal.image_pinned

import data.lib.digits
import data.lib.image
import data.lib.report
import data.lib.workload

consequence := "nodes that pull at different times run different"

violation contains report.violation(msg, path, "error") if {
	some {"text": text, "parsed": parsed, "path": path} in images
	parsed.digest == ""
	said := {"": "no tag, which means latest", "latest": "the tag latest"}[parsed.tag]
	msg := $"image {text} has {said}: {consequence} releases; name one release"
}

violation contains report.violation(msg, path, "warning") if {
	some {"text": text, "parsed": parsed, "path": path} in images
	parsed.digest == ""
	not parsed.tag in {"", "latest"}
	not names_build(parsed.tag)
	msg := $"the tag {parsed.tag} of image {text} moves: {consequence} builds; name one release or a digest"
}

images contains {"text": text, "parsed": parsed, "path": array.concat(entry.path, ["image"])} if {
	some entry in workload.containers
	text := entry.container.image
	parsed := image.parse(text)
	is_judged(parsed)
}

is_judged(parsed) if image.field(parsed)

# The option of the rule: the images of all workloads.
is_judged(_) if input.parameters.wide == true

# A commit, or a full version with any suffix that does not say that it is pushed again.
names_build(tag) if {
	is_hex(tag)
	is_commit(count(tag))
}

names_build(tag) if {
	some i, part in split(tag, "-g")
	i > 0
	rest := trim_left(part, hexes)
	is_commit(count(part) - count(rest))
	substring(rest, 0, 1) in {"", "-", "."}
}

names_build(tag) if {
	[version, rest] := cut(lower(tag))
	numbers := split(trim_prefix(version, "v"), ".")
	count(numbers) == 3
	every number in numbers { digits.only(number) }
	not moves(rest)
}

hexes := "0123456789abcdef"

is_hex(text) if trim(text, hexes) == ""

is_commit(length) if {
	length >= 7
	length <= 40
}

cut(tag) := [version, substring(tag, count(version), -1)] if version := split(tag, "-")[0]

moves(rest) if {
	some word in ["latest", "nightly", "snapshot", "master"]
	contains(rest, word)
}

moves(rest) if "dev" in split(replace(rest, ".", "-"), "-")
