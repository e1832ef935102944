// The second table of docs/coverage.md: which rule reports its fault in which dialect. A cell is a case, or an answer of docs/dialects.json.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readers } from '../packages/core/dist/readers/index.js';
import { unitsOf } from '../packages/core/dist/readers/unit.js';
import { readSource } from '../packages/core/dist/source/index.js';
import { parseCases } from '../packages/testkit/dist/index.js';

/** What users write, by the readers that claim it. */
export const dialects = {
  'Calico resources': ['calico-resources'],
  manifests: ['calico-node', 'flannel'],
  operator: ['operator'],
  'Helm values': ['helm-values'],
  RKE2: ['rke2', 'k3s'],
  RKE1: ['rke1'],
  Kubespray: ['kubespray'],
  kops: ['kops'],
  Terraform: ['terraform'],
};

/** Why no finding stands in a document of the dialect. */
export const answers = {
  beside: 'caught beside it: the finding stands in another document, and would not be there without what the dialect says',
  never: 'cannot be expressed: the dialect has no words for it, or its installer writes them by itself',
  refused: 'its installer refuses it: installer-validation reports it instead',
  same: 'the same in every dialect',
  unknown: 'unknown by nature: what decides stands outside of the dialect',
  open: 'open: can be expressed, and no case shows it yet',
};

const marks = { beside: '◐', never: '–', refused: '–', same: '=', unknown: '◌', open: '○' };

const columns = Object.keys(dialects);

/** The dialects in which a case of the rule expects a finding, with the title of the first such case. */
function caughtBy(cases) {
  const found = cases.flatMap(({ file, one }) => columnsOf(one).map((column) => [column, { file, title: one.title }]));
  return new Map(found.reverse());
}

function casesIn(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().flatMap((file) => parseCases(file, readFileSync(join(folder, file), 'utf8')).map((one) => ({ file, one })));
}

function columnsOf({ files }) {
  return files.flatMap((file) => file.wants.flatMap(({ line }) => columnsAt(file, line)));
}

/** Cases whose findings all stand beside the files that speak a dialect: what is left of them without these files. */
export function casesBeside(root, rule, column) {
  const all = casesIn(join(root, 'packages/core/src/rules', rule, 'cases')).map(({ one }) => one);
  return all.flatMap((one) => {
    const rest = one.files.filter((file) => !file.text.split('\n').some((_, i) => columnsAt(file, i + 1).includes(column)));
    const wanted = rest.flatMap(({ wants }) => wants).length;
    return rest.length < one.files.length && wanted > 0 && wanted === one.files.flatMap(({ wants }) => wants).length ? [{ one, rest }] : [];
  });
}

/** The columns of the document that a line of a file stands in. */
function columnsAt({ name, text }, line) {
  if (/\.tf(?:\.json)?$|plan\.json$/.test(name)) return ['Terraform'];
  const { documents } = readSource({ name, text }, () => true);
  const document = documents.findLast(({ piece }) => piece.line < line) ?? documents[0];
  const units = document ? unitsOf(document) : [];
  const names = units.flatMap((unit) => {
    const claimed = readers.filter((reader) => reader.claims(unit)).map((reader) => reader.name);
    return claimed.map((reader) => (reader === 'helm-values' && unit.object?.group === 'helm.cattle.io' ? 'rke2' : reader));
  });
  return columns.filter((column) => dialects[column].some((reader) => names.includes(reader)));
}

/** One row a rule: a case, or an answer with its reason, for each column; undefined where there is neither. */
export function dialectRows(root) {
  const rules = join(root, 'packages/core/src/rules');
  const said = JSON.parse(readFileSync(join(root, 'docs/dialects.json'), 'utf8'));
  const folders = readdirSync(rules, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => {
    const caught = caughtBy(casesIn(join(rules, name, 'cases')));
    const cells = columns.map((column) => caught.get(column) ?? answerFor(said, name, column));
    return { rule: name, cells };
  });
}

/** The first entry that speaks of a rule and a column. */
function answerFor(said, rule, column) {
  return said.find(({ rules, dialects: of }) => (rules === 'all' || rules.includes(rule)) && (of === 'all' || of.includes(column)));
}

/** The section as Markdown, from the rows of `dialectRows`. */
export function dialectSection(rows) {
  const notes = [];
  const mark = (cell) => {
    if (cell === undefined) return '?';
    if (cell.title !== undefined) return '●';
    const key = `${cell.answer} ${cell.why}`;
    if (!notes.includes(key)) notes.push(key);
    return `${marks[cell.answer]}<sup>${notes.indexOf(key) + 1}</sup>`;
  };
  const lines = rows.map(({ rule, cells }) => `| [${rule}](rules/${rule}.md) | ${cells.map(mark).join(' | ')} |`);
  const count = (test) => rows.flatMap(({ cells }) => cells).filter(test).length;
  return `
## Rules by dialect

A dot stands for a case that a test runs: the fault is written in the dialect, found on its line, and the fix, where there is one, lints clean.
What the words of a dialect state at all, and why not the rest, is in [slots.json](slots.json).

| | Cells |
| --- | --- |
| ● caught | ${count((cell) => cell?.title !== undefined)} |
${Object.keys(answers)
  .map((kind) => `| ${marks[kind]} ${answers[kind]} | ${count((cell) => cell?.answer === kind)} |`)
  .join('\n')}

| Rule | ${columns.join(' | ')} |
| --- |${columns.map(() => ' --- |').join('')}
${lines.join('\n')}

${notes.map((note, i) => `${i + 1}. ${note.slice(note.indexOf(' ') + 1)}`).join('\n')}
`;
}
