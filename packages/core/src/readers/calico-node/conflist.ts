import type { Draft } from '../../cluster/draft.js';
import { state } from '../../cluster/draft.js';
import { isKnown, type Known, type Setting } from '../../cluster/setting.js';
import { absentCniMtu } from '../../network/mtu.js';
import {
  at,
  type Document,
  entries,
  isTemplated,
  items,
  jsonFault,
  nested,
  type Path,
  type ScalarNode,
  type SourceProblem,
  scalarAt,
  textAt,
} from '../../source/index.js';
import { jsonProblems } from '../json-text.js';
import { integer, setting, stated, text } from '../stated.js';
import type { Unit } from '../unit.js';

/** `mtu`: the variable CNI_MTU; undefined where it is not set. */
type Cni = { readonly mtu: Known<string> | 'out of sight' | undefined; readonly draft: Draft; readonly reader: string };

/**
 * Reads the CNI configuration of a ConfigMap key or environment value: the MTU of new pods and the IPAM plugin. CNI_MTU counts only where the
 * text holds `__CNI_MTU__`, or is out of sight (cni-plugin/pkg/install/install.go:416).
 */
export function readConflist(config: Known<string> | undefined, { mtu, draft, reader }: Cni): 'calico-ipam' | 'host-local' | undefined {
  const inner = isKnown(config) ? nested(config.origin.document, config.origin.path) : undefined;
  const root = inner?.document.root;
  if (inner) draft.problems.push(...jsonProblems(inner, 'the CNI configuration'));
  if (inner && root) readPlugins(inner.document, draft, reader);
  const plugin = inner && root ? calicoPlugin(inner.document) : undefined;
  if (!inner || !plugin) {
    state(draft.mtu.veth, asMtu(mtu));
    return undefined;
  }
  const unit = { document: inner.document, path: [], object: undefined };
  readMtu(unit, plugin, { config, mtu, draft, reader });
  state(draft.cni.datastoreType, stated(unit, [...plugin, 'datastore_type'], text, { reader, layer: 'workload', as: 'field' }));
  const type = textAt(root, [...plugin, 'ipam', 'type']);
  if (type !== 'calico-ipam' && type !== 'host-local') return undefined;
  state(
    draft.ipam,
    stated(unit, [...plugin, 'ipam', 'type'], () => type, { reader, layer: 'workload' }),
  );
  state(draft.cni.usePodCidr, podCidr(unit, plugin, reader));
  return type;
}

/** `subnet: usePodCidr`, also below `ranges` (cni-plugin/internal/pkg/utils/utils.go:346). */
function podCidr(unit: Unit, plugin: Path, reader: string): Known<boolean> | undefined {
  const usesIt = (node: ScalarNode): boolean => /^usepodcidr$/i.test(node.text);
  const standing = { reader, layer: 'workload' } as const;
  const path: Path = [...plugin, 'ipam'];
  return stated(unit, [...path, 'subnet'], usesIt, standing) ?? stated(unit, [...path, 'ranges', 0, 0, 'subnet'], usesIt, standing);
}

function readPlugins(document: Document, draft: Draft, reader: string): void {
  const list = items(at(document.root, ['plugins']));
  const types = list.flatMap((_, i) => textAt(document.root, ['plugins', i, 'type']) ?? []);
  // A template may bring more of them.
  if (list.length === 0 || types.length < list.length || document.structural) return;
  state(draft.cni.plugins, setting<readonly string[]>(types, 'explicit', { document, path: ['plugins'] }, { reader, layer: 'workload' }));
}

/** Path of the plugin `calico` in a conflist, or of a single configuration; Canal over etcd delegates to it below flannel. */
function calicoPlugin({ root }: Document): Path | undefined {
  const list = items(at(root, ['plugins']));
  const index = list.findIndex((_, i) => textAt(root, ['plugins', i, 'type']) === 'calico');
  if (index >= 0) return ['plugins', index];
  const delegate = list.findIndex((_, i) => textAt(root, ['plugins', i, 'delegate', 'type']) === 'calico');
  if (delegate >= 0) return ['plugins', delegate, 'delegate'];
  if (textAt(root, ['delegate', 'type']) === 'calico') return ['delegate'];
  return textAt(root, ['type']) === 'calico' && entries(root).length > 0 ? [] : undefined;
}

/** The number in the template, or CNI_MTU where the template has its place; without the variable install-cni puts 1500 there. */
function readMtu(unit: Unit, plugin: Path, { config, mtu, draft, reader }: Cni & { readonly config: Known<string> | undefined }): void {
  const path = [...plugin, 'mtu'];
  const place = scalarAt(unit.document.root, path);
  if (place?.text === '__CNI_MTU__') {
    draft.problems.push(...unfilled(unit.document, place, mtu));
    const origin = { document: unit.document, path };
    state(draft.mtu.veth, mtu === undefined ? setting(absentCniMtu, 'derived', origin, { reader, layer: 'workload' }) : asMtu(mtu));
    return;
  }
  const via = isKnown(config) ? { via: config.origin } : {};
  const literal = stated(unit, path, integer, { reader, layer: 'workload', as: 'mtu', ...via });
  state(draft.mtu.veth, literal);
  if (isKnown(literal)) state(draft.mtu.veth, beaten(asMtu(mtu), literal));
}

/** What CNI_MTU leaves at its place in the text: `"mtu": ,` where it is empty (cni-plugin/pkg/install/install.go:452-455, v3.32.1). */
function unfilled(document: Document, { start, end, style }: ScalarNode, mtu: Cni['mtu']): readonly SourceProblem[] {
  if (mtu === 'out of sight' || !isKnown(mtu) || style !== 'plain' || isTemplated(mtu.value) || /^\$\(/.test(mtu.value)) return [];
  if (jsonFault(mtu.value) === undefined) return [];
  const what =
    mtu.value.trim() === '' ? 'CNI_MTU is empty, which leaves nothing here' : `CNI_MTU puts ${mtu.value} here, which is no number`;
  return [
    {
      kind: 'syntax',
      message: `the CNI configuration is not valid JSON: ${what}; write 0 for the MTU that Felix finds`,
      at: { start, end },
      document,
    },
  ];
}

/** CNI_MTU, which has no place in a template that holds a number. */
function beaten(known: Known<number> | undefined, { origin }: Setting<number>): Known<number> | undefined {
  return isKnown(known) ? { ...known, live: 'dead', beatenBy: origin } : undefined;
}

function asMtu(known: Cni['mtu']): Known<number> | undefined {
  if (known === 'out of sight') return { unknown: 'the environment may also come from out of sight' };
  if (!isKnown(known)) return known;
  return /^\d{1,9}$/.test(known.value.trim()) ? { ...known, value: Number(known.value) } : undefined;
}
