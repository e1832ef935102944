/** How the nodes of a cluster find their IPv4 address, in the words that the check program knows. */
import type { Cluster } from '../../cluster/model.js';
import { notKnown } from '../../cluster/need.js';
import { planeOf } from '../../cluster/plane.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown } from '../../cluster/setting.js';

export type Detection = {
  /** As IP_AUTODETECTION_METHOD; `default-route` and `iface-regex=` are flannel's ways. */
  readonly method: string;
  readonly remarks: readonly string[];
};

/** The address that the kubelet registered: what is taken where the input leaves it open. */
const internal = 'kubernetes-internal-ip';
const instead = (open: string): Detection => ({ method: internal, remarks: [`${open}: the InternalIP of each node is taken`] });

/** By who carries the pods; beside another CNI plugin calico-node looks for no address. */
export function detectionOf(cluster: Cluster): Detection {
  const plane = planeOf(cluster);
  if (plane === 'policy-only') return { method: internal, remarks: [] };
  return plane === 'calico' ? calicoDetection(cluster) : flannelDetection(cluster);
}

/** calico-node's way. */
function calicoDetection({ nodeAddress }: Cluster): Detection {
  const ip = effective(nodeAddress.ip);
  if (ip && !isKnown(ip)) return instead(notKnown('IP', ip.unknown));
  // An address that is written, or comes from the Node, is not looked for (startup.go:626-629).
  if (ip && !['', 'autodetect'].includes(ip.value)) return { method: internal, remarks: [] };
  const said = effective(nodeAddress.method);
  if (said && !isKnown(said)) return instead(notKnown('IP_AUTODETECTION_METHOD', said.unknown));
  // Kubespray's NODEIP is what the preflight calls HOST_IP: status.hostIP, which the kubelet fills in.
  const method = (said?.value || 'first-found').replaceAll('$(NODEIP)', '$(HOST_IP)');
  const [reference] = /\$\((?!HOST_IP\))[^)]*\)/.exec(method) ?? [];
  return reference === undefined ? patterned(method) : instead(notKnown(reference, 'a variable of calico-node'));
}

/** flannel's: the interface of a name or an address, or the first that a pattern matches (flannel pkg/ipmatch/match.go:79-230); else the default route's. */
function flannelDetection({ flannel }: Cluster): Detection {
  const [iface, regex] = [effective(flannel.iface), effective(flannel.ifaceRegex)];
  if (iface && !isKnown(iface)) return instead(notKnown("flannel's interface", iface.unknown));
  if (iface?.value) return { method: namedBy(iface.value), remarks: [] };
  if (regex && !isKnown(regex)) return instead(notKnown("flannel's interface pattern", regex.unknown));
  return regex?.value ? patterned(`iface-regex=${regex.value}`) : { method: 'default-route', remarks: [] };
}

function namedBy(iface: string): string {
  return /^[\d.]+$/.test(iface) ? `cidr=${iface}/32` : `interface=^${iface.replaceAll('.', '[.]')}$`;
}

function patterned(method: string): Detection {
  const foreign = /\\[a-zA-Z]|\(\?/.test(method);
  return { method, remarks: foreign ? [`the pattern in ${method} is read by awk, which knows no \\d and no (?i)`] : [] };
}
