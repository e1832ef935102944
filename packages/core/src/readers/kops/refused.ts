/** What kops refuses of its own Cluster (kubernetes/kops 268927e, pkg/apis/kops/validation/validation.go:1716-1886). */
import type { Draft } from '../../cluster/draft.js';
import { isExplicit } from '../../cluster/setting.js';
import { atLeast, parseVersion } from '../../network/version.js';
import { at, entries, followed } from '../../source/index.js';
import { bool, integer, text } from '../stated.js';
import type { Unit } from '../unit.js';
import { methodFault } from './detection.js';
import { isBoolean, refuse, unknownWord, type Word, write } from './refusal.js';
import { refusedModes } from './refused-modes.js';
import { boolOf, has, isIpv6Only, pathOf, plugins, textOf, written } from './spec.js';

/** States all that kops refuses; true where it refuses the modes of the pool. */
export function readRefusals(unit: Unit, draft: Draft): boolean {
  readPlugins(unit, draft);
  for (const [key, words] of Object.entries(wordsOf)) readWord(unit, draft, { key, words });
  readLogLevel(unit, draft);
  readMethods(unit, draft);
  readKubeProxy(unit, draft);
  readNumbers(unit, draft);
  readFamily(unit, draft);
  const modes = has(unit, 'networking.calico') ? refusedModes(unit) : [];
  for (const one of modes) refuse(unit, draft, one);
  return modes.length > 0;
}

const backends = ['Auto', 'Legacy', 'NFT'];
const inserts = ['insert', 'append'];

/** The enumerations: IsValidValue in each validateNetworking function. */
const wordsOf: Readonly<Record<string, readonly string[]>> = {
  'networking.calico.awsSrcDstCheck': ['Enable', 'Disable', 'DoNothing'],
  'networking.calico.bpfExternalServiceMode': ['Tunnel', 'DSR'],
  'networking.calico.bpfLogLevel': ['Off', 'Info', 'Debug'],
  'networking.calico.chainInsertMode': inserts,
  'networking.calico.iptablesBackend': backends,
  'networking.canal.defaultEndpointToHostAction': ['ACCEPT', 'DROP', 'RETURN'],
  'networking.canal.chainInsertMode': inserts,
  'networking.canal.logSeveritySys': ['INFO', 'DEBUG', 'WARNING', 'ERROR', 'CRITICAL', 'NONE'],
  'networking.canal.iptablesBackend': backends,
  'networking.flannel.backend': ['udp', 'vxlan'],
};

function readWord(unit: Unit, draft: Draft, word: Word): void {
  const found = unknownWord(unit, word);
  if (found) refuse(unit, draft, found);
}

/** To kops, a bare Off is the boolean false, which does not go into a text (sigs.k8s.io/yaml). Derived, not run. */
function readLogLevel(unit: Unit, draft: Draft): void {
  const key = 'networking.calico.bpfLogLevel';
  const said = written(unit, key, text);
  if (!isExplicit(said) || !isBoolean(unit, key)) return;
  const check = 'cannot unmarshal bool into a field of type string';
  const why = `a bare ${said.value} is a boolean, and a text is wanted`;
  refuse(unit, draft, {
    key,
    why,
    check,
    advice: 'put it in quotes',
    certain: false,
    ...(/^off$/i.test(said.value) && { fix: write(said, 'Off') }),
  });
}

function readMethods(unit: Unit, draft: Draft): void {
  for (const family of [4, 6] as const) {
    const key = `networking.calico.ipv${family}AutoDetectionMethod`;
    const said = written(unit, key, text);
    const fault = isExplicit(said) ? methodFault(said.value, family) : undefined;
    if (fault) refuse(unit, draft, { key, ...fault, advice: 'name the interface: interface=<regular expression>' });
  }
}

/** BPF replaces kube-proxy. */
function readKubeProxy(unit: Unit, draft: Draft): void {
  const key = 'networking.calico.bpfEnabled';
  const enabled = boolOf(unit, 'kubeProxy.enabled');
  if (boolOf(unit, key) !== true || !has(unit, 'kubeProxy') || enabled === false) return;
  if (enabled === undefined && (has(unit, 'kubeProxy.enabled') || unit.document.structural)) return;
  refuse(unit, draft, {
    key,
    why: 'BPF takes the place of kube-proxy, which is on',
    check: 'kube-proxy must be disabled when BPF is enabled',
    advice: 'write kubeProxy.enabled: false',
    because: { key: 'kubeProxy', note: 'kube-proxy is on here' },
  });
}

function readNumbers(unit: Unit, draft: Draft): void {
  const key = 'networking.calico.typhaReplicas';
  const said = written(unit, key, integer);
  if (!isExplicit(said) || said.value >= 0) return;
  const check = 'Unable to set number of Typha replicas to less than 0';
  refuse(unit, draft, { key, why: `${said.value} is below 0`, check, advice: 'write 0 for no Typha' });
}

/** What an IPv6 cluster cannot have. */
function readFamily(unit: Unit, draft: Draft): void {
  if (isIpv6Only(unit) !== true) return;
  const wireguard = written(unit, 'networking.calico.wireguardEnabled', bool);
  const because = { key: 'nonMasqueradeCIDR', note: 'the cluster is IPv6 here' };
  if (isExplicit(wireguard) && wireguard.value) {
    const check = 'WireGuard is not supported on IPv6 clusters';
    refuse(unit, draft, {
      key: 'networking.calico.wireguardEnabled',
      why: 'the cluster is IPv6',
      check,
      advice: 'write false',
      because,
      fix: write(wireguard, false),
    });
  }
  const check = written(unit, 'networking.calico.awsSrcDstCheck', text);
  if (isExplicit(check) && (check.value === 'Enable' || check.value === 'Disable'))
    refuse(unit, draft, {
      key: 'networking.calico.awsSrcDstCheck',
      why: `it is ${check.value} in an IPv6 cluster`,
      check: 'awsSrcDstCheck may only be "DoNothing" for IPv6 clusters',
      advice: 'write DoNothing',
      because,
      fix: write(check, 'DoNothing'),
    });
  for (const name of ['canal', 'flannel'] as const)
    if (has(unit, `networking.${name}`))
      refuse(unit, draft, {
        key: `networking.${name}`,
        part: 'key',
        why: 'the cluster is IPv6',
        check: `${name === 'canal' ? 'Canal' : 'Flannel'} does not support IPv6`,
        advice: 'write calico in its place',
        because,
      });
}

/** The plugins of both API versions; what else stands in `networking` of v1alpha3 is none. */
const options = [
  ...['classic', 'kubenet', 'external', 'cni', 'kopeio', 'weave', 'flannel', 'calico', 'canal', 'kuberouter', 'kubeRouter', 'romana'],
  ...['amazonvpc', 'amazonVPC', 'cilium', 'lyftvpc', 'gce', 'gcp', 'kindnet'],
];

function readPlugins(unit: Unit, draft: Draft): void {
  const chosen = entries(at(unit.document.root, [...unit.path, ...pathOf('networking')])).filter(({ name, value }) => {
    const node = followed(value);
    return options.includes(name) && !(node.kind === 'scalar' && node.value === null);
  });
  const [first, second] = chosen.map(({ name }) => name);
  if (first !== undefined && second !== undefined && chosen.some(({ name }) => plugins.some((one) => one === name)))
    refuse(unit, draft, {
      key: `networking.${second}`,
      part: 'key',
      why: `${chosen.map(({ name }) => name).join(' and ')} are chosen at once`,
      check: 'only one networking option permitted',
      advice: 'keep one of them',
      because: { key: `networking.${first}`, note: 'the other one' },
    });
  const release = parseVersion(textOf(unit, 'kubernetesVersion') ?? '');
  if (chosen.some(({ name }) => name === 'canal') && release && atLeast(release, '1.28'))
    refuse(unit, draft, {
      key: 'networking.canal',
      part: 'key',
      why: `kops has no Canal for Kubernetes 1.28 and later, and kubernetesVersion is ${release.major}.${release.minor}`,
      check: 'Canal is not supported for Kubernetes >= 1.28',
      advice: 'move to calico before the upgrade',
      because: { key: 'kubernetesVersion', note: 'the release of Kubernetes' },
    });
}
