/** What Prometheus and Grafana are asked for. */
import { type Draft, state } from '../../cluster/draft.js';
import { at, followed, items, type Node, type Path, scalarAt } from '../../source/index.js';
import { stated, text } from '../stated.js';
import type { Unit } from '../unit.js';
import { prometheus, type Sheet, sheetsOf } from './reader.js';

const { name: reader } = prometheus;

export function read(claimed: readonly Unit[], draft: Draft): void {
  for (const sheet of claimed.flatMap(sheetsOf)) readSheet(sheet, draft);
}

export { scalarEdits as edits } from '../write.js';

function readSheet(sheet: Sheet, draft: Draft): void {
  const { unit, path, kind } = sheet;
  const facts = { reader, layer: 'resource', as: 'expression' } as const;
  const paths =
    kind === 'rules' ? rulesOf(sheet).map((rule) => [...rule, 'expr']) : queriesIn(at(unit.document.root, [...unit.path, ...path]), path);
  for (const expression of paths) state(draft.alerts, stated(unit, expression, text, facts));
}

function rulesOf({ unit, path }: Sheet): readonly Path[] {
  const groups: Path = [...path, 'groups'];
  const listed = (list: Path): readonly Path[] => items(at(unit.document.root, [...unit.path, ...list])).map((_, i) => [...list, i]);
  return listed(groups).flatMap((group) => listed([...group, 'rules']));
}

const queryKeys = new Set(['expr', 'query', 'definition']);

/** Panels, rows, variables and annotations nest; what they ask stands below the same few keys. */
function queriesIn(node: Node | undefined, path: Path): readonly Path[] {
  const found = node && node.kind !== 'alias' ? followed(node) : undefined;
  if (found?.kind === 'seq') return found.items.flatMap((item, i) => queriesIn(item, [...path, i]));
  if (found?.kind !== 'map') return [];
  return found.entries.flatMap(({ name, value }) => {
    const here = [...path, name];
    return value.kind === 'scalar' ? (queryKeys.has(name) ? [here] : []) : queriesIn(value, here);
  });
}

/** The metrics that recording rules make; `*` where a template names one. */
export function recorded(claimed: readonly Unit[]): readonly string[] {
  return claimed
    .flatMap(sheetsOf)
    .filter(({ kind }) => kind === 'rules')
    .flatMap((sheet) =>
      rulesOf(sheet).flatMap((rule) => {
        const name = scalarAt(sheet.unit.document.root, [...sheet.unit.path, ...rule, 'record']);
        return name ? [name.templated ? '*' : name.text] : [];
      }),
    );
}
