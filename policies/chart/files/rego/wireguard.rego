# METADATA
# title: WireGuard
# description: WireGuard has a port and room of its own, and what goes with it is on.
# custom:
#   kinds:
#     - groups: [crd.projectcalico.org, projectcalico.org]
#       kinds: [FelixConfiguration]
#   unsaid:
#     flannelPort: needs flannel's configuration, which stands in a ConfigMap
#     otherFamily: needs the pools, which are other objects
#     some: needs the FelixConfiguration of all nodes beside that of some
#     mixedMtu: needs the MTU of pods, which the CNI configuration says
package canal.wireguard

import data.lib.felix
import data.lib.report
import data.lib.resource

# Felix's defaults (felix/config/config_params.go:178-179).
violation contains report.violation(msg, path, "warning") if {
	is_on("wireguardEnabled")
	is_on("wireguardEnabledV6")
	port := port_of("wireguardListeningPort", 51820)
	port == port_of("wireguardListeningPortV6", 51821)
	path := [number.path |
		some field in ["wireguardListeningPortV6", "wireguardListeningPort"]
		number := felix.number(field, "")
	][0]
	msg := concat("", [
		$"WireGuard for IPv4 and for IPv6 both listen on UDP port {port}: ",
		"two devices cannot have one port, so the second one does not come up",
	])
}

# The field goes with wireguardEnabled (felix/config/config_params.go:148-165).
violation contains report.violation(msg, host.path, "warning") if {
	host := felix.flag("wireguardHostEncryptionEnabled", "")
	host.value
	states := {flag.value |
		some field in ["wireguardEnabled", "wireguardEnabledV6"]
		flag := felix.flag(field, "")
	}
	states == {false}
	msg := "wireguardHostEncryptionEnabled has no effect: wireguardEnabled is false"
}

# Azure's NICs show 1500 where the path carries 1400 (felix/dataplane/linux/int_dataplane.go:1830-1873).
violation contains report.violation(msg, own.path, "warning") if {
	report.parameters.underlay.cloud == "aks"
	is_on("wireguardEnabled")
	is_on("wireguardHostEncryptionEnabled")
	nic := object.get(report.parameters.underlay, "nicMtu", 1500)
	own := felix.number("wireguardMTU", "")
	most := nic - 160
	own.value > most
	own.value <= nic - 60
	msg := concat("", [
		$"wireguard MTU {own.value} does not fit on AKS with host encryption: the NIC shows {nic}, ",
		$"but the path carries 100 less: {nic} - 100 (aks) - 60 (wireguard) = {most}",
	])
}

# For all nodes: what one of them has for itself says nothing of the others.
is_on(field) if {
	felix.for_all
	resource.is_calico("FelixConfiguration")
	felix.flag(field, "").value
}

port_of(field, _) := felix.number(field, "").value

port_of(field, fallback) := fallback if not felix.number(field, "")
