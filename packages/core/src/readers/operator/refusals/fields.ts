/** Single fields outside of the network (tigera/operator 40788b9, pkg/controller/installation/validation.go:310-356,427-452): a table of what is refused. */
import type { Refused } from '../../../cluster/input.js';
import { isKnown } from '../../../cluster/setting.js';
import { atLeast, type Version } from '../../../network/version.js';
import { items, at as nodeAt, type Path, type ScalarNode } from '../../../source/index.js';
import { integer, text } from '../../stated.js';
import { isWritten, layerOf } from '../spec.js';
import { type Check, change, refuse, type Subject, said } from './subject.js';

type Row = {
  readonly path: Path;
  /** Why the value is refused; undefined where it is taken. */
  readonly why: (value: string | number) => string | undefined;
  readonly check: string;
  readonly advice: string;
  /** What to write; `out` takes the field out. Without it a machine does not know. */
  readonly to?: string | 'out';
  readonly parse?: (node: ScalarNode) => number | undefined;
  /** The first minor whose releases all refuse it; unknown and older ones may not. */
  readonly since?: `${number}.${number}`;
};

const absolute = (value: string | number): string | undefined =>
  value === 'None' || value === '' || String(value).startsWith('/') ? undefined : `"${value}" is neither an absolute path nor None`;
const linux = (value: string | number): string | undefined =>
  value === 'linux' ? undefined : `its pods run on Linux nodes only, and ${value} is asked for`;
const enabled = (why: string) => (value: string | number) => (value === 'Enabled' ? why : undefined);

const rows: readonly Row[] = [
  {
    path: ['flexVolumePath'],
    why: absolute,
    check: 'installation spec.FlexVolumePath is not an absolute path',
    advice: 'write an absolute path or None',
  },
  {
    path: ['kubeletVolumePluginPath'],
    why: absolute,
    check: 'installation spec.KubeletVolumePluginPath is not an absolute path',
    advice: 'write an absolute path or None',
  },
  {
    path: ['nodeUpdateStrategy', 'type'],
    why: (value) =>
      value === 'RollingUpdate' || value === '' ? undefined : `calico-node is updated node by node, and ${value} is asked for`,
    check: 'installation spec.NodeUpdateStrategy.type is not supported',
    advice: 'write RollingUpdate',
    to: 'RollingUpdate',
  },
  {
    path: ['controlPlaneNodeSelector', 'kubernetes.io/os'],
    why: linux,
    check: 'installation spec.ControlPlaneNodeSelector is not supported',
    advice: 'write linux',
    to: 'linux',
  },
  {
    path: ['controlPlaneNodeSelector', 'beta.kubernetes.io/os'],
    why: linux,
    check: 'installation spec.ControlPlaneNodeSelector is not supported',
    advice: 'write linux',
    to: 'linux',
  },
  {
    path: ['controlPlaneReplicas'],
    parse: integer,
    why: (value) => (Number(value) > 0 ? undefined : `${value} is not above zero`),
    check: 'installation spec.ControlPlaneReplicas should be greater than 0',
    advice: 'write 1 or more',
  },
  {
    path: ['nonPrivileged'],
    why: enabled('calico-node without privileges is no longer offered'),
    check: 'non-privileged Calico is deprecated and cannot be Enabled',
    advice: 'take it out',
    to: 'out',
    since: '3.32',
  },
  {
    path: ['fipsMode'],
    why: enabled('FIPS mode was removed'),
    check: 'FIPS mode has been removed',
    advice: 'take it out',
    to: 'out',
    since: '3.33',
  },
];

export const fields: Check = (subject) => [...rows.flatMap((row) => judge(subject, row)), ...azure(subject), ...containers(subject)];

function judge(subject: Subject, row: Row): readonly Refused[] {
  const { path, since, to } = row;
  const value = said<string | number>(subject, path, row.parse ?? text);
  const why = value === undefined ? undefined : row.why(value);
  if (why === undefined) return [];
  const known = since === undefined ? true : reached(subject.release, since);
  const fix = to === undefined ? undefined : change(subject.spec, path, to === 'out' ? undefined : to, row.advice);
  const reason = known || since === undefined ? why : `${why} in the newest releases (in all of Calico ${since})`;
  return [refuse(subject, { path, why: reason, check: row.check, advice: row.advice, certain: known, fix })];
}

function reached(release: Version | undefined, since: `${number}.${number}`): boolean {
  return release !== undefined && atLeast(release, since);
}

function azure(subject: Subject): readonly Refused[] {
  const { provider } = subject.platform;
  if (!isWritten(subject.spec, ['azure']) || !isKnown(provider) || provider.value === 'AKS' || provider.value === '') return [];
  return [
    refuse(subject, {
      path: ['azure'],
      part: 'key',
      why: `it is for AKS, and kubernetesProvider is ${provider.value}`,
      check: 'installation spec.Azure should be set only for AKS provider',
      advice: 'take it out',
      fix: change(subject.spec, ['azure'], undefined, 'take it out'),
      because: { path: ['kubernetesProvider'], note: 'the provider is named here' },
    }),
  ];
}

/** Both init containers mount the file system of BPF: the newer one took the place of the older. */
function containers(subject: Subject): readonly Refused[] {
  const path: Path = ['calicoNodeDaemonSet', 'spec', 'template', 'spec', 'initContainers'];
  const unit = layerOf(subject.spec, path);
  const list = unit ? items(nodeAt(unit.document.root, [...unit.path, ...path])) : [];
  const names = list.map((_, i) => said(subject, [...path, i, 'name'], text));
  const [first, second] = [names.indexOf('mount-bpffs'), names.indexOf('ebpf-bootstrap')].sort((a, b) => a - b);
  if (first === undefined || second === undefined || first < 0) return [];
  return [
    refuse(subject, {
      path: [...path, second, 'name'],
      why: `${names[first]} and ${names[second]} are two names of one init container, of older and newer operators`,
      check: 'init container names mount-bpffs and ebpf-bootstrap are mutually exclusive, please remove one of them',
      advice: 'keep the one that this operator has',
      because: { path: [...path, first, 'name'], note: 'the other one' },
    }),
  ];
}
