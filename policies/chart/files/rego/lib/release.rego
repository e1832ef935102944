# The release of Calico: the constraint's, else the one that the object tells.
package lib.release

import data.lib.image
import data.lib.installation
import data.lib.version
import data.lib.workload

known := version.said

known := version.parse(installation.status.calicoVersion) if not version.said

known := parts if {
	not version.said
	parsed := image.parse(workload.calico_node.container.image)
	parts := of_image(parsed, image.field(parsed))
}

# Undefined for flannel and the operator, which count for themselves, and below major 3, when only calico/node did not.
of_image(parsed, field) := parts if {
	field in {"node", "cni", "typha", "kube-controllers", "apiserver", "ctl", "csi", "node-driver-registrar", "pod2daemon-flexvol", "calico"}
	parts := version.parse(trim_prefix(parsed.tag, "release-"))
	counts(parts[0], field)
}

counts(major, _) if major >= 3

counts(_, "node")
