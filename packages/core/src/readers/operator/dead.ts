/** Settings of an Installation, and of what stands beside it, that change nothing as things stand. */
import type { Remark } from '../../cluster/input.js';
import { isKnown } from '../../cluster/setting.js';
import { atLeast } from '../../network/version.js';
import type { Path } from '../../source/index.js';
import { stated, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';
import { routes } from './network.js';
import { linuxDataplane, managesWindows, oneOf } from './platform.js';
import { felixDefault } from './refusals/felix.js';
import { change, nameIn, type Subject, said } from './refusals/subject.js';
import { isWritten, lengthOf, network, placeIn, standing } from './spec.js';

/** What the input proves to be without effect. */
export function deadSettings(subject: Subject): readonly Remark[] {
  return [...kubeProxy(subject), ...serviceRanges(subject), ...nftables(subject), ...clusterRoutes(subject)];
}

const installer = 'tigera-operator';
const dataplane = network('linuxDataplane');

/** kube-proxy is switched off for BPF only (tigera/operator 40788b9, pkg/controller/kubeproxy/controller.go:156-200). */
function kubeProxy(subject: Subject): readonly Remark[] {
  const { spec } = subject;
  const path = network('kubeProxyManagement');
  const plane = linuxDataplane(spec);
  if (said(subject, path, text) !== 'Enabled' || plane === 'BPF' || plane === undefined) return [];
  return [
    {
      installer,
      name: nameIn(spec, path),
      origin: placeIn(spec, path),
      why: `the operator switches kube-proxy off for BPF, and linuxDataplane is ${plane}${isWritten(spec, dataplane) ? '' : ' by default'}`,
      advice: 'write Disabled, or linuxDataplane: BPF',
      related: isWritten(spec, dataplane) ? [{ origin: placeIn(spec, dataplane), note: 'the data plane is chosen here' }] : [],
      fix: change(spec, path, 'Disabled', 'write Disabled'),
    },
  ];
}

/** Only the DaemonSet of Windows nodes reads them (pkg/render/windows.go:199,326). */
function serviceRanges(subject: Subject): readonly Remark[] {
  const { spec } = subject;
  const path: Path = ['serviceCIDRs'];
  if ((lengthOf(spec, path) ?? 0) === 0 || managesWindows(spec) !== false) return [];
  return [
    {
      installer,
      name: nameIn(spec, path),
      origin: placeIn(spec, path, 'key'),
      why: 'only Windows nodes are told the service ranges, and windowsDataplane is not HNS',
      advice: 'take it out, or write windowsDataplane: HNS',
    },
  ];
}

/** The operator writes it by linuxDataplane, each time it reconciles; for Iptables the same word since 1.36 (core_controller.go:1658-1683, v1.36.0:1651). */
function nftables({ release, spec, units }: Subject): readonly Remark[] {
  if (linuxDataplane(spec) !== 'Iptables' || release === undefined || !atLeast(release, '3.29')) return [];
  return overwritten(felixDefault(units), 'nftablesMode', { to: 'Disabled', why: 'of linuxDataplane Iptables' });
}

/** Written where the mode is (core_controller.go:1827-1930). */
function clusterRoutes(subject: Subject): readonly Remark[] {
  const mode = said(subject, network('clusterRoutingMode'), oneOf(['BIRD', 'Felix', 'FelixIPIPOnly']));
  if (mode === undefined) return [];
  const bgp = subject.units.find(({ object }) => object?.kind === 'BGPConfiguration' && object.name === 'default');
  const why = `of clusterRoutingMode ${mode}`;
  return [
    ...overwritten(felixDefault(subject.units), 'programClusterRoutes', { to: routes[mode].felix, why }),
    ...overwritten(bgp, 'programClusterRoutes', { to: routes[mode].bgp, why }),
  ];
}

function overwritten(unit: Unit | undefined, field: string, { to, why }: { readonly to: string; readonly why: string }): readonly Remark[] {
  const path: Path = ['spec', field];
  const written = unit && stated(unit, path, text, standing('field'));
  if (!unit || !isKnown(written) || written.value === to) return [];
  return [
    {
      installer,
      name: `${field} ${written.value} of ${unit.object?.kind ?? ''} default`,
      origin: originOf(unit, path),
      why: `the operator writes ${to} there, which it makes ${why}`,
      advice: 'say it in the Installation alone',
      fix: { title: `write ${to}`, applicability: 'safe', changes: [{ setting: written, to }] },
    },
  ];
}
