/** CNI plugin, IPAM and what goes with Calico's own plugin only (tigera/operator 40788b9, pkg/controller/installation/validation.go:44-140,252-281,389-393). */
import type { Refused } from '../../../cluster/input.js';
import { isKnown } from '../../../cluster/setting.js';
import type { Path } from '../../../source/index.js';
import { integer, text } from '../../stated.js';
import { type Ipam, isCalico, type Plugin } from '../platform.js';
import { isWritten, network } from '../spec.js';
import { type Check, change, refuse, type Subject, said } from './subject.js';

export const plugin: Check = (subject) => [...provider(subject), ...ipam(subject), ...ownOnly(subject), ...logging(subject)];

const clouds: Readonly<Record<Exclude<Plugin, 'Calico'>, { readonly provider: string; readonly ipam: Ipam }>> = {
  GKE: { provider: 'GKE', ipam: 'HostLocal' },
  AmazonVPC: { provider: 'EKS', ipam: 'AmazonVPC' },
  AzureVNET: { provider: 'AKS', ipam: 'AzureVNET' },
};

/** tigera/operator 40788b9, api/v1/installation_types.go (Provider); empty: the operator looks. */
const providers: readonly string[] = ['EKS', 'GKE', 'AKS', 'OpenShift', 'DockerEnterprise', 'RKE2', 'TKG', 'Kind'];

/** The plugin of a cloud, on another one. */
function provider(subject: Subject): readonly Refused[] {
  const { cni, provider: known } = subject.platform;
  if (!isKnown(cni) || cni.value === 'Calico' || !isKnown(known)) return [];
  const home = clouds[cni.value].provider;
  // A word that is no provider never reaches the operator: the definition refuses it.
  if (!providers.includes(known.value) || known.value === home) return [];
  return [
    refuse(subject, {
      path: ['cni', 'type'],
      why: `the plugin ${cni.value} belongs to ${home}, and kubernetesProvider is ${known.value}`,
      check: `spec.kubernetesProvider ${known.value} is not compatible with spec.cni.type ${cni.value}`,
      advice: `write Calico, or kubernetesProvider: ${home}`,
      because: { path: ['kubernetesProvider'], note: 'the provider is named here' },
    }),
  ];
}

function ipam(subject: Subject): readonly Refused[] {
  const { cni, ipam: known } = subject.platform;
  const path = ['cni', 'ipam', 'type'];
  if (!isKnown(cni) || cni.how === 'derived' || !isKnown(known)) return [];
  const taken: readonly Ipam[] = cni.value === 'Calico' ? ['Calico', 'HostLocal'] : [clouds[cni.value].ipam];
  const [first] = taken;
  if (taken.includes(known.value) || first === undefined) return [];
  return [
    refuse(subject, {
      path,
      why: `the plugin ${cni.value} takes addresses from ${taken.join(' or ')}, not from ${known.value}`,
      check: `spec.cni.ipam.type ${known.value} is not compatible with spec.cni.type ${cni.value}, valid IPAM values ${taken.join(',')}`,
      advice: `write ${first}`,
      // Where two are taken, a machine does not know which is meant.
      ...(taken.length === 1 && { fix: change(subject.spec, path, first, `write ${first}`) }),
      because: { path: ['cni', 'type'], note: 'the CNI plugin is chosen here' },
    }),
  ];
}

type Own = { readonly path: Path; readonly value?: string; readonly check: string };

/** Settings of Calico's own plugin. `hostPorts: Disabled` is taken with any. */
const own: readonly Own[] = [
  { path: network('hostPorts'), value: 'Enabled', check: 'spec.calicoNetwork.hostPorts is supported only for Calico CNI' },
  { path: network('multiInterfaceMode'), check: 'spec.calicoNetwork.multiInterfaceMode is supported only for Calico CNI' },
  { path: network('containerIPForwarding'), check: 'spec.calicoNetwork.containerIPForwarding is supported only for Calico CNI' },
  { path: network('linuxPodInterfaceType'), check: 'spec.calicoNetwork.linuxPodInterfaceType is supported only for Calico CNI' },
  { path: ['cni', 'specVersion'], check: 'spec.cni.specVersion is only valid when spec.cni.type is Calico' },
  {
    path: ['logging', 'cni'],
    check: 'installation spec.Logging.cni is not valid and should not be provided when spec.cni.type is Not Calico',
  },
];

function ownOnly(subject: Subject): readonly Refused[] {
  const { platform, spec } = subject;
  if (isCalico(platform) !== false || !isKnown(platform.cni)) return [];
  const name = platform.cni.value;
  return own.flatMap(({ path, value, check }) => {
    if (!isWritten(spec, path) || (value !== undefined && said(subject, path, text) !== value)) return [];
    return refuse(subject, {
      path,
      part: 'key',
      why: `it is a setting of Calico's own CNI plugin, and the plugin is ${name}`,
      check,
      advice: 'take it out',
      fix: change(spec, path, undefined, 'take it out'),
      because: { path: ['cni', 'type'], note: 'the CNI plugin is chosen here' },
    });
  });
}

/** Numbers of the log of Calico's plugin. Units of a thousand are refused: only Ki, Mi, Gi … are taken. */
function logging(subject: Subject): readonly Refused[] {
  if (isCalico(subject.platform) === false) return [];
  const log = (name: string): Path => ['logging', 'cni', name];
  const counts = [
    [log('logFileMaxCount'), 'spec.loggingConfig.cni.logFileMaxCount value should be greater than zero'],
    [log('logFileMaxAgeDays'), 'spec.Logging.cni.logFileMaxAgeDays should be a positive non-zero integer'],
  ] as const;
  const numbers = counts.flatMap(([path, check]) => {
    const value = said(subject, path, integer);
    if (value === undefined || value > 0) return [];
    return refuse(subject, { path, why: `${value} is not above zero`, check, advice: 'write a number above zero' });
  });
  const path = log('logFileMaxSize');
  const size = said(subject, path, text);
  if (size === undefined || /^\+?0*[1-9][\d.]*(?:[KMGTPE]i)$/.test(size)) return numbers;
  const meant = /^(\d+)([kKMGTPE])B?$/.exec(size);
  const to = meant ? `${meant[1]}${meant[2]?.toUpperCase()}i` : undefined;
  return [
    ...numbers,
    refuse(subject, {
      path,
      why: `"${size}" is no size with one of the units Ki, Mi, Gi, Ti, Pi, Ei`,
      check: 'spec.Logging.cni.logFileMaxSize format is not corrent. Suffix should be Ki | Mi | Gi | Ti | Pi | Ei',
      advice: `write ${to ?? '100Mi'}`,
      ...(to && { fix: change(subject.spec, path, to, `write ${to}`) }),
    }),
  ];
}
