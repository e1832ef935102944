#!/usr/bin/env node
// Writes the pages of the rules, the table in the README and the schema of the configuration from the rules themselves, and the page of coverage. Run after the build: it uses packages/*/dist.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { causes, signs } from '../packages/core/dist/diagnose/catalogue.js';
import { allRules, homepage, lint } from '../packages/core/dist/index.js';
import { publishedSchema } from '../packages/core/dist/lint/config/index.js';
import { rules } from '../packages/core/dist/lint/registry.gen.js';
import { plainPalette, reporterNamed } from '../packages/core/dist/report/index.js';
import { parseCases } from '../packages/testkit/dist/index.js';
import { writeCoverage } from './coverage.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folderOf = (name) => join(root, 'packages/core/src/rules', name);
const pages = join(root, 'docs/rules');

function write(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** How far the fixes of a rule go, seen in its cases. */
async function fixOf(rule) {
  const folder = join(folderOf(rule.name), 'cases');
  const kinds = new Set();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    for (const one of parseCases(file, readFileSync(join(folder, file), 'utf8'))) {
      const { findings } = await lint(one.files, { ...optionsOf(one), rules: [rule] });
      for (const { fix } of findings) if (fix !== null && fix.edits.length > 0) kinds.add(fix.applicability);
    }
  }
  if (kinds.size === 0) return 'by hand';
  return ['safe', 'unsafe'].filter((kind) => kinds.has(kind)).join(', ');
}

function optionsOf({ underlay, calicoVersion }) {
  return { ...(underlay && { underlay }), ...(calicoVersion !== undefined && { calicoVersion }) };
}

/** What the command prints for an example; its headers are facts that the user gives. */
async function printed(name, example) {
  const [one] = parseCases(name, example);
  const run = await lint([{ name: `${name}.yaml`, text: example }], optionsOf(one));
  return (await reporterNamed('stylish')).render(run, { palette: plainPalette, quiet: false }).trimEnd();
}

/** The page of a rule: what its metadata says, its prose, and behind each example to avoid what canal-lint prints for it. */
async function pageOf({ rule, fix }) {
  const text = readFileSync(join(folderOf(rule.name), 'doc.md'), 'utf8').replaceAll('\r\n', '\n');
  const start = text.indexOf('## Avoid\n');
  const end = text.indexOf('## Prefer\n');
  let avoid = text.slice(start, end);
  for (const [block, example] of avoid.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)) {
    const output = await printed(rule.name, example);
    avoid = avoid.replace(block, () => `${block}\n\ncanal-lint prints:\n\n\`\`\`text\n${output}\n\`\`\``);
  }
  return `<!-- Written by \`npm run gen\` from packages/core/src/rules/${rule.name}/; do not edit. -->

# ${rule.name}

${rule.summary}.

${table([
  ['Severity', 'Category', 'Fix', 'Since'],
  [rule.severity, rule.category, fix, rule.since],
])}

${text.slice(0, start)}${avoid}${text.slice(end)}`;
}

/** A table of Markdown with aligned columns. */
function table([head, ...rows]) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)));
  const line = (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

const known = [];
for (const rule of [...rules].sort((a, b) => (a.name < b.name ? -1 : 1))) known.push({ rule, fix: await fixOf(rule) });
for (const one of known) write(join(pages, `${one.rule.name}.md`), await pageOf(one));
for (const file of existsSync(pages) ? readdirSync(pages) : []) {
  if (file !== 'README.md' && !known.some(({ rule }) => file === `${rule.name}.md`)) rmSync(join(pages, file));
}

const rows = (folder) => known.map(({ rule, fix }) => [`[${rule.name}](${folder}${rule.name}.md)`, rule.severity, fix, rule.summary]);
const overview = (folder) => table([['Rule', 'Severity', 'Fix', 'What it asks for'], ...rows(folder)]);
write(
  join(pages, 'README.md'),
  `<!-- Written by \`npm run gen\` from packages/core/src/rules/; do not edit. -->

# Rules

The severity is the highest one that a rule reports. A safe fix is applied by \`--fix\`, an unsafe one only on request.

${overview('')}
`,
);

const causePages = join(root, 'docs/causes');
const causeFolder = (id) => join(root, 'packages/core/src/diagnose/causes', id);
const percent = (p) => (p < 0.01 ? '< 1 %' : `${Math.round(p * 100)} %`);

/** What speaks for a cause, as the catalogue has it: the sign, how often it shows with the cause, and how often by chance. */
function evidenceOf({ signs: named }) {
  const rows = Object.entries(named)
    .map(([id, p]) => ({ sign: signs.find((one) => one.id === id), p }))
    .filter(({ sign, p }) => sign && !sign.id.startsWith('words.') && p > sign.base)
    .sort((a, b) => b.p / b.sign.base - a.p / a.sign.base)
    .slice(0, 8)
    .map(({ sign, p }) => [sign.says, percent(p), percent(sign.base)]);
  return rows.length === 0 ? '' : `## Evidence\n\n${table([['Sign', 'With this cause', 'By chance'], ...rows])}\n\n`;
}

for (const cause of causes) {
  const text = readFileSync(join(causeFolder(cause.id), 'doc.md'), 'utf8').replaceAll('\r\n', '\n');
  const sources = text.indexOf('## Sources\n');
  const linked = (part) => part.replace(/^- `([a-z0-9-]+)`/gm, '- [$1]($1.md)');
  const rules = (cause.rules ?? []).map((name) => `[${name}](../rules/${name}.md)`).join(', ');
  write(
    join(causePages, `${cause.id}.md`),
    `<!-- Written by \`npm run gen\` from packages/core/src/diagnose/causes/${cause.id}/; do not edit. -->

# ${cause.id}

${cause.title.charAt(0).toUpperCase()}${cause.title.slice(1)}.

${linked(text.slice(0, sources))}${evidenceOf(cause)}${rules === '' ? '' : `## In the configuration\n\nFindings of ${rules} are evidence for it.\n\n`}${text.slice(sources)}`,
  );
}
for (const file of readdirSync(causePages)) {
  if (file !== 'README.md' && !causes.some(({ id }) => file === `${id}.md`)) rmSync(join(causePages, file));
}
write(
  join(causePages, 'README.md'),
  `<!-- Written by \`npm run gen\` from packages/core/src/diagnose/causes/; do not edit. -->

# Causes

What \`canal-lint diagnose\` can name. \`canal-lint explain <cause>\` prints a page.

${table([['Cause', 'What it is'], ...causes.map(({ id, title }) => [`[${id}](${id}.md)`, title])])}
`,
);

const schema = 'schema/canal-lint.schema.json';
const address = `${homepage.replace('//github.com/', '//raw.githubusercontent.com/')}/main/${schema}`;
write(join(root, schema), `${JSON.stringify(publishedSchema(allRules, address), null, 2)}\n`);

writeCoverage(root);

const readme = join(root, 'README.md');
if (existsSync(readme)) {
  const marked = /(<!-- rules:start -->\n)[\s\S]*?(<!-- rules:end -->)/;
  const text = readFileSync(readme, 'utf8');
  write(
    readme,
    text.replace(marked, (_, from, to) => `${from}\n${overview('docs/rules/')}\n\n${to}`),
  );
}
