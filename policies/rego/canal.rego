# Written by `npm run gen` from the rules; do not edit.
package canal

import data.canal.autodetection_method
import data.canal.bgp_as_number
import data.canal.bgp_mesh
import data.canal.bgp_peer
import data.canal.canal_mtu
import data.canal.encapsulation_backend
import data.canal.encapsulation_required
import data.canal.failsafe_ports
import data.canal.image_pinned
import data.canal.image_version_skew
import data.canal.mtu_arithmetic
import data.canal.pool_cidr
import data.canal.pool_modes
import data.canal.probe_backend
import data.canal.resource_name
import data.canal.setting_no_effect
import data.canal.tunnel_override
import data.canal.wireguard

kind := input.review.object.kind

# METADATA
# entrypoint: true
violations contains object.union(v, {"rule": "autodetection-method"}) if {
	kind in {"ConfigMap", "DaemonSet", "Installation"}
	some v in autodetection_method.violation
}

violations contains object.union(v, {"rule": "bgp-as-number"}) if {
	kind in {"DaemonSet", "Node"}
	some v in bgp_as_number.violation
}

violations contains object.union(v, {"rule": "bgp-mesh"}) if {
	kind in {"BGPConfiguration"}
	some v in bgp_mesh.violation
}

violations contains object.union(v, {"rule": "bgp-peer"}) if {
	kind in {"BGPPeer"}
	some v in bgp_peer.violation
}

violations contains object.union(v, {"rule": "canal-mtu"}) if {
	kind in {"ConfigMap"}
	some v in canal_mtu.violation
}

violations contains object.union(v, {"rule": "encapsulation-backend"}) if {
	kind in {"DaemonSet", "ConfigMap"}
	some v in encapsulation_backend.violation
}

violations contains object.union(v, {"rule": "encapsulation-required"}) if {
	kind in {"IPPool", "Installation", "DaemonSet"}
	some v in encapsulation_required.violation
}

violations contains object.union(v, {"rule": "failsafe-ports"}) if {
	kind in {"FelixConfiguration", "DaemonSet"}
	some v in failsafe_ports.violation
}

violations contains object.union(v, {"rule": "image-pinned"}) if {
	kind in {"DaemonSet", "Deployment", "StatefulSet", "ReplicaSet", "Job", "CronJob", "Pod"}
	some v in image_pinned.violation
}

violations contains object.union(v, {"rule": "image-version-skew"}) if {
	kind in {"DaemonSet", "Deployment"}
	some v in image_version_skew.violation
}

violations contains object.union(v, {"rule": "mtu-arithmetic"}) if {
	kind in {"ConfigMap", "FelixConfiguration", "Installation"}
	some v in mtu_arithmetic.violation
}

violations contains object.union(v, {"rule": "pool-cidr"}) if {
	kind in {"IPPool", "Installation", "DaemonSet"}
	some v in pool_cidr.violation
}

violations contains object.union(v, {"rule": "pool-modes"}) if {
	kind in {"IPPool", "Installation", "DaemonSet"}
	some v in pool_modes.violation
}

violations contains object.union(v, {"rule": "probe-backend"}) if {
	kind in {"DaemonSet", "Pod"}
	some v in probe_backend.violation
}

violations contains object.union(v, {"rule": "resource-name"}) if {
	kind in {"FelixConfiguration", "BGPConfiguration", "ClusterInformation", "KubeControllersConfiguration", "IPAMConfig", "IPAMConfiguration", "Installation", "APIServer"}
	some v in resource_name.violation
}

violations contains object.union(v, {"rule": "setting-no-effect"}) if {
	kind in {"DaemonSet", "ConfigMap"}
	some v in setting_no_effect.violation
}

violations contains object.union(v, {"rule": "tunnel-override"}) if {
	kind in {"DaemonSet"}
	some v in tunnel_override.violation
}

violations contains object.union(v, {"rule": "wireguard"}) if {
	kind in {"FelixConfiguration"}
	some v in wireguard.violation
}
