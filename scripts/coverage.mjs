// Writes docs/coverage.md from docs/coverage.json: what becomes of each known fault and trap of Calico and Canal.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dialectRows, dialectSection } from './dialects.mjs';

/** The kinds of answers and how they are counted; an entry has exactly one of them. */
export const answers = {
  rule: 'a rule reports it',
  harmless: 'looks like a fault and is none; rules are silent',
  undecidable: 'a linter cannot decide it',
  later: 'in a later part of the work',
  gap: 'open: could be decided, and no rule does',
};

/** The kind of an entry's answer; undefined where it has none or several. */
export function answerOf(entry) {
  const kinds = Object.keys(answers).filter((kind) => kind in entry);
  return kinds.length === 1 ? kinds[0] : undefined;
}

/** The page as Markdown. `entries` is what docs/coverage.json holds. */
export function coveragePage(entries) {
  const sections = [...new Set(entries.map(({ section }) => section))];
  return `<!-- Written by \`npm run gen\` from docs/coverage.json, docs/dialects.json and the cases of the rules; do not edit. -->

# Coverage

What is known to break, or to mislead people about, pod networking with Calico and Canal, and what canal-lint says to it. A rule stands with the id
of its message and the case that proves it; \`test/coverage.test.ts\` runs these cases.

Sources without a project are files of projectcalico/calico at 87c15906f2 (2026-08-22, between 3.33 and 3.34) or at the release named before them;
tigera/operator is 40788b9b6, flannel-io/flannel cdf76059.

${countsTable(entries)}
${sections.map((section) => `\n## ${section}\n\n${sectionTable(entries.filter((entry) => entry.section === section))}\n`).join('')}`;
}

function countsTable(entries) {
  const count = (kind) => entries.filter((entry) => answerOf(entry) === kind);
  const rows = Object.entries(answers).map(([kind, text]) => {
    const partly = count(kind).filter(({ rest }) => rest).length;
    return `| ${text} | ${count(kind).length}${partly > 0 ? ` (${partly} of them in part)` : ''} |`;
  });
  return ['| Answer | Rows |', '| --- | --- |', ...rows, `| all | ${entries.length} |`].join('\n');
}

function sectionTable(entries) {
  const rows = entries.map((entry) => `| ${prose(entry.trap)} | ${answerText(entry)} | ${prose(entry.source)} |`);
  return ['| Fault or trap | Answer | Source |', '| --- | --- | --- |', ...rows].join('\n');
}

function answerText({ rest, ...entry }) {
  const kind = answerOf(entry);
  const text = { rule: proofs, harmless: proofs, undecidable: plain('not decidable'), gap: plain('open'), later: laterText }[kind](
    entry[kind],
  );
  return rest ? `${text}<br>In part: ${answerText(rest)}` : text;
}

function proofs(list) {
  return list
    .map(({ name, message, file, case: title }) => {
      const said = message === undefined ? 'silent' : `\`${message}\``;
      return `[${name}](rules/${name}.md) ${said}: [${prose(title)}](../packages/core/src/rules/${name}/cases/${file})`;
    })
    .join('<br>');
}

function plain(lead) {
  return (why) => `**${lead}**: ${prose(why)}`;
}

function laterText({ issue, what }) {
  return `**later** (${issue}): ${prose(what)}`;
}

/** Text in a cell, without what Markdown takes for a column, a tag or emphasis (`__CNI_MTU__`). */
function prose(text) {
  return text.replaceAll(/[|*_[\]]/g, '\\$&').replaceAll('<', '&lt;');
}

/** Writes the page below `root` and prints its counts. */
export function writeCoverage(root) {
  const entries = JSON.parse(readFileSync(join(root, 'docs/coverage.json'), 'utf8'));
  const counts = Object.keys(answers).map((kind) => `${entries.filter((entry) => answerOf(entry) === kind).length} ${kind}`);
  console.log(`docs/coverage.md: ${entries.length} rows: ${counts.join(', ')}`);
  writeFileSync(join(root, 'docs/coverage.md'), coveragePage(entries) + dialectSection(dialectRows(root)));
}
