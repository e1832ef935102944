/** What a data plane asks of the rest (tigera/operator 40788b9, pkg/controller/installation/validation.go:223-235,294-305,404-420, pkg/controller/utils/bpf.go:44-50). */
import type { Refused } from '../../../cluster/input.js';
import { isExplicit, isKnown } from '../../../cluster/setting.js';
import type { Path } from '../../../source/index.js';
import { integer, text } from '../../stated.js';
import { originOf } from '../../unit.js';
import { isCalico, linuxDataplane, managesWindows, runsVpp } from '../platform.js';
import { isComplete, isWritten, network } from '../spec.js';
import { type Check, change, refuse, type Subject, said } from './subject.js';

export const dataplane: Check = (subject) => [...vpp(subject), ...bootstrap(subject), ...timeout(subject), ...windows(subject)];

const path = network('linuxDataplane');

function vpp(subject: Subject): readonly Refused[] {
  const { spec, platform } = subject;
  if (!runsVpp(spec)) return [];
  const because = { path, note: 'VPP is chosen here' };
  const found: Refused[] = [];
  const variant = said(subject, ['variant'], text);
  if (variant !== undefined && variant !== 'Calico') {
    const check = `the VPP dataplane only supports the Calico variant (configured: ${variant})`;
    found.push(refuse(subject, { path: ['variant'], why: 'VPP comes with the open source only', check, advice: 'write Calico', because }));
  }
  if (isCalico(platform) === false && isKnown(platform.cni)) {
    const check = `the VPP dataplane only supports the Calico CNI (configured: ${platform.cni.value})`;
    const advice = 'write Calico';
    const why = "VPP works with Calico's own CNI plugin only";
    found.push(refuse(subject, { path: ['cni', 'type'], why, check, advice, because }));
  }
  const { bgp } = platform;
  if (isKnown(bgp) && bgp.value === 'Disabled') {
    const why = `VPP tells its routes over BGP, which is off${isExplicit(bgp) ? '' : ' by default here'}`;
    const fix = change(spec, network('bgp'), 'Enabled', 'switch BGP on');
    found.push(
      refuse(subject, { path: network('bgp'), why, check: 'VPP requires BGP to be enabled', advice: 'write bgp: Enabled', fix, because }),
    );
  }
  if (said(subject, network('hostPorts'), text) === 'Disabled') {
    const why = 'VPP serves host ports in any case';
    const check = "VPP doesn't support disabling HostPorts";
    const fix = change(spec, network('hostPorts'), 'Enabled', 'write Enabled');
    found.push(refuse(subject, { path: network('hostPorts'), why, check, advice: 'write Enabled', fix, because }));
  }
  return found;
}

const endpoint = 'kubernetes-services-endpoint';

/** bpfNetworkBootstrap finds the API server for BPF: without BPF, or beside the ConfigMap that names it, it is refused. */
function bootstrap(subject: Subject): readonly Refused[] {
  const { spec, units } = subject;
  const place = network('bpfNetworkBootstrap');
  if (said(subject, place, text) !== 'Enabled') return [];
  const plane = linuxDataplane(spec);
  const fix = change(spec, place, 'Disabled', 'write Disabled');
  if (plane !== undefined && plane !== 'BPF') {
    const why = `it finds the API server for BPF, and linuxDataplane is ${plane}${isWritten(spec, path) ? '' : ' by default'}`;
    const check = 'bpfNetworkBootstrap is enabled but linuxDataplane is not set to BPF';
    const because = { path, note: 'the data plane is chosen here' };
    return [refuse(subject, { path: place, why, check, advice: 'write Disabled, or linuxDataplane: BPF', fix, because })];
  }
  const map = units.find(({ object }) => object?.kind === 'ConfigMap' && object.name === endpoint);
  if (!map) return [];
  const why = `the ConfigMap ${endpoint} names the API server already`;
  const check = 'kubernetes service endpoint is defined by the kubernetes-service-endpoints ConfigMap';
  const refused = refuse(subject, { path: place, why, check, advice: 'write Disabled, or delete the ConfigMap', fix });
  return [{ ...refused, related: [{ origin: originOf(map, ['metadata', 'name']), note: 'the ConfigMap' }] }];
}

function timeout(subject: Subject): readonly Refused[] {
  const place = network('linuxPolicySetupTimeoutSeconds');
  const seconds = said(subject, place, integer);
  if (seconds === undefined) return [];
  if (seconds < 0) {
    const check = 'spec.calicoNetwork.linuxPolicySetupTimeoutSeconds negative value is not valid';
    return [refuse(subject, { path: place, why: `${seconds} is below zero`, check, advice: 'write 0 or more' })];
  }
  if (!runsVpp(subject.spec)) return [];
  const check = 'spec.calicoNetwork.linuxPolicySetupTimeoutSeconds is supported only for the Iptables, Nftables and BPF Linux dataplanes';
  const fix = change(subject.spec, place, undefined, 'take it out');
  const because = { path, note: 'VPP is chosen here' };
  return [refuse(subject, { path: place, why: 'VPP does not wait for policy', check, advice: 'take it out', fix, because })];
}

/** Windows nodes reach services by the ranges that are listed; their settings count only where Windows is on. */
function windows(subject: Subject): readonly Refused[] {
  const { spec, platform } = subject;
  const place = network('windowsDataplane');
  const on = managesWindows(spec);
  const ranges: Path = ['serviceCIDRs'];
  if (on && isCalico(platform) === true && isComplete(spec) && !isWritten(spec, ranges)) {
    const check = 'installation spec.ServiceCIDRs must be provided when using Calico CNI on Windows';
    const why = 'Windows nodes need serviceCIDRs, and none are listed';
    return [refuse(subject, { path: place, why, check, advice: 'add serviceCIDRs with the service ranges of the cluster' })];
  }
  if (!isWritten(spec, ['windowsNodes']) || on !== false) return [];
  const check = 'installation spec.WindowsNodes is not valid and should not be provided when Calico for Windows is disabled';
  const why = `it configures Windows nodes, and windowsDataplane is Disabled${isWritten(spec, place) ? '' : ' by default'}`;
  const fix = change(spec, ['windowsNodes'], undefined, 'take it out');
  return [refuse(subject, { path: ['windowsNodes'], part: 'key', why, check, advice: 'take it out, or write windowsDataplane: HNS', fix })];
}
