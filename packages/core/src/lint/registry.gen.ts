// Written by `npm run gen` from the folders of rules/; do not edit.
import alertMetric from '../rules/alert-metric/rule.js';
import autodetectionMethod from '../rules/autodetection-method/rule.js';
import bgpAsNumber from '../rules/bgp-as-number/rule.js';
import bgpExport from '../rules/bgp-export/rule.js';
import bgpMesh from '../rules/bgp-mesh/rule.js';
import bgpPeer from '../rules/bgp-peer/rule.js';
import canalMtu from '../rules/canal-mtu/rule.js';
import cloudEncapsulation from '../rules/cloud-encapsulation/rule.js';
import cniConfiguration from '../rules/cni-configuration/rule.js';
import datastoreMismatch from '../rules/datastore-mismatch/rule.js';
import duplicateObject from '../rules/duplicate-object/rule.js';
import encapsulationBackend from '../rules/encapsulation-backend/rule.js';
import encapsulationRequired from '../rules/encapsulation-required/rule.js';
import failsafePorts from '../rules/failsafe-ports/rule.js';
import flannelNetwork from '../rules/flannel-network/rule.js';
import imagePinned from '../rules/image-pinned/rule.js';
import imageVersionSkew from '../rules/image-version-skew/rule.js';
import installerDeadSetting from '../rules/installer-dead-setting/rule.js';
import installerUnknownKey from '../rules/installer-unknown-key/rule.js';
import installerValidation from '../rules/installer-validation/rule.js';
import kubeProxyMode from '../rules/kube-proxy-mode/rule.js';
import mtuArithmetic from '../rules/mtu-arithmetic/rule.js';
import mtuNoEffect from '../rules/mtu-no-effect/rule.js';
import nodeIdentity from '../rules/node-identity/rule.js';
import placeholderLeft from '../rules/placeholder-left/rule.js';
import poolCidr from '../rules/pool-cidr/rule.js';
import poolCoverage from '../rules/pool-coverage/rule.js';
import poolModes from '../rules/pool-modes/rule.js';
import probeBackend from '../rules/probe-backend/rule.js';
import resourceName from '../rules/resource-name/rule.js';
import routeOwner from '../rules/route-owner/rule.js';
import type { AnyRule } from '../rules/rule.js';
import schema from '../rules/schema/rule.js';
import settingNoEffect from '../rules/setting-no-effect/rule.js';
import syntax from '../rules/syntax/rule.js';
import toolInImage from '../rules/tool-in-image/rule.js';
import tunnelOverride from '../rules/tunnel-override/rule.js';
import typhaTls from '../rules/typha-tls/rule.js';
import underlayPortBlocked from '../rules/underlay-port-blocked/rule.js';
import underlayPortExposed from '../rules/underlay-port-exposed/rule.js';
import wireguard from '../rules/wireguard/rule.js';
import yamlType from '../rules/yaml-type/rule.js';

/** Every rule, by name. */
export const rules: readonly AnyRule[] = [
  alertMetric,
  autodetectionMethod,
  bgpAsNumber,
  bgpExport,
  bgpMesh,
  bgpPeer,
  canalMtu,
  cloudEncapsulation,
  cniConfiguration,
  datastoreMismatch,
  duplicateObject,
  encapsulationBackend,
  encapsulationRequired,
  failsafePorts,
  flannelNetwork,
  imagePinned,
  imageVersionSkew,
  installerDeadSetting,
  installerUnknownKey,
  installerValidation,
  kubeProxyMode,
  mtuArithmetic,
  mtuNoEffect,
  nodeIdentity,
  placeholderLeft,
  poolCidr,
  poolCoverage,
  poolModes,
  probeBackend,
  resourceName,
  routeOwner,
  schema,
  settingNoEffect,
  syntax,
  toolInImage,
  tunnelOverride,
  typhaTls,
  underlayPortBlocked,
  underlayPortExposed,
  wireguard,
  yamlType,
];
