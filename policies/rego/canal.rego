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

# METADATA
# entrypoint: true
violations contains object.union(v, {"rule": "autodetection-method"}) if some v in autodetection_method.violation

violations contains object.union(v, {"rule": "bgp-as-number"}) if some v in bgp_as_number.violation

violations contains object.union(v, {"rule": "bgp-mesh"}) if some v in bgp_mesh.violation

violations contains object.union(v, {"rule": "bgp-peer"}) if some v in bgp_peer.violation

violations contains object.union(v, {"rule": "canal-mtu"}) if some v in canal_mtu.violation

violations contains object.union(v, {"rule": "encapsulation-backend"}) if some v in encapsulation_backend.violation

violations contains object.union(v, {"rule": "encapsulation-required"}) if some v in encapsulation_required.violation

violations contains object.union(v, {"rule": "failsafe-ports"}) if some v in failsafe_ports.violation

violations contains object.union(v, {"rule": "image-pinned"}) if some v in image_pinned.violation

violations contains object.union(v, {"rule": "image-version-skew"}) if some v in image_version_skew.violation

violations contains object.union(v, {"rule": "mtu-arithmetic"}) if some v in mtu_arithmetic.violation

violations contains object.union(v, {"rule": "pool-cidr"}) if some v in pool_cidr.violation

violations contains object.union(v, {"rule": "pool-modes"}) if some v in pool_modes.violation

violations contains object.union(v, {"rule": "probe-backend"}) if some v in probe_backend.violation

violations contains object.union(v, {"rule": "resource-name"}) if some v in resource_name.violation

violations contains object.union(v, {"rule": "setting-no-effect"}) if some v in setting_no_effect.violation

violations contains object.union(v, {"rule": "tunnel-override"}) if some v in tunnel_override.violation

violations contains object.union(v, {"rule": "wireguard"}) if some v in wireguard.violation
