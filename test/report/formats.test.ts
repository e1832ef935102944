// Reports for programs against the schemas that these programs read by; the schemas are written down here where no package has them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Reporter, Run } from '@canal-lint/core';
import { formats, plainPalette, reporterNamed } from '@canal-lint/core/reporters';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { cleanRun, documentOf, findingAt, run } from '../../packages/core/src/report/fixture.js';

type Validated = { readonly valid: boolean; readonly errors: readonly { readonly message: string }[] };
type Text = { readonly fileName: string; readonly contents: string };
const { validateXML } = createRequire(import.meta.url)('xmllint-wasm') as {
  validateXML(what: { readonly xml: readonly Text[]; readonly schema: readonly string[] }): Promise<Validated>;
};
const env = { palette: plainPalette, quiet: false };
const schema = (name: string): string => readFileSync(join(import.meta.dirname, 'schema', name), 'utf8');

async function render(name: string, from: Run, failOn: 'error' | 'never' = 'error'): Promise<string> {
  const reporter = (await reporterNamed(name)) as Reporter;
  return reporter.render(from, { ...env, failOn });
}

/** A run whose texts try to leave their place in every format. */
const hostile: Run = (() => {
  const texts = [
    '<b>&"\'',
    ']]>',
    '\x00\x1b[2J',
    'a\r\n##vso[task.complete result=Failed;]x',
    "|'##teamcity[buildStatus]",
    '\ufffe',
    '| `x` | @me',
    '```',
  ];
  const findings = texts.map((text) => {
    const document = documentOf(`${text}.yaml`, 'a: 1\n');
    const place = { document, span: { start: 3, end: 4 }, path: ['a'], exact: true };
    return findingAt(place, { rule: 'image-pinned', severity: 'warning', message: text, settle: text });
  });
  return { ...run, findings, skipped: [{ file: 'a<b', document: 0, reason: '"\x01' }] };
})();

const runs: readonly (readonly [string, Run])[] = [
  ['findings of every sort', run],
  ['nothing', { ...cleanRun, clusters: [] }],
  ['clean files', cleanRun],
  ['hostile texts', hostile],
];

describe.each(runs)('%s', (_, from) => {
  it.each(['junit', 'checkstyle'])('%s is of its schema', async (format) => {
    const contents = await render(format, from);
    const { valid, errors } = await validateXML({ xml: [{ fileName: `${format}.xml`, contents }], schema: [schema(`${format}.xsd`)] });
    expect(errors.map(({ message }) => message)).toEqual([]);
    expect(valid).toBe(true);
  });

  it.each(['gitlab', 'policyreport'])('%s is of its schema', async (format) => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    const validate = ajv.compile(JSON.parse(schema(`${format}.json`)) as object);
    expect(validate(JSON.parse(await render(format, from))) ? '' : ajv.errorsText(validate.errors)).toBe('');
  });

  it.each(['azure', 'teamcity', 'markdown'])('%s lets no text steer a terminal', async (format) => {
    expect((await render(format, from)).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('azure has one command a line, and no other', async () => {
    const lines = (await render('azure', from)).split('\n').slice(0, -1);
    expect(lines).toHaveLength(from.findings.filter(({ suppressed }) => !suppressed).length + Math.min(1, from.skipped.length));
    // As the agent reads it: the first ##vso[ of a line, up to the first ] behind it (azure-pipelines-agent Command.cs, TryParse).
    const commands = lines.flatMap((line) => /##vso\[(\S+)/.exec(line)?.[1] ?? []);
    expect(new Set(commands)).toEqual(new Set(from.findings.length > 0 ? ['task.logissue'] : []));
    for (const line of lines)
      if (line.includes('##vso[')) expect(line).toMatch(/^##vso\[task\.logissue type=(?:error|warning);(?:[^\]]*;)?\]/);
  });

  it('teamcity has whole messages', async () => {
    for (const line of (await render('teamcity', from)).split('\n').slice(0, -1))
      expect(line).toMatch(/^##teamcity\[(?:message|inspection(?:Type)?)(?: \w+='(?:[^|'\]\n\r[]|\|['|[\]nr])*')+\]$/);
  });
});

it.each(formats)('%s counts what was skipped, and names it', async (format) => {
  const skipped = [0, 1].map((document) => ({ file: 'deploy/huge.yaml', document, reason: 'larger than 32 MiB' }));
  const text = await render(format, { ...cleanRun, skipped });
  // The others have an entry for each.
  if (/^(?:stylish|markdown|github|azure|teamcity)$/.test(format)) expect(text).toMatch(/\b2 skipped/);
  expect(text).toMatch(/skip/i);
  expect(text).toContain('larger than 32 MiB');
  expect(text).toMatch(/huge\.yaml/);
  expect(await render(format, cleanRun)).not.toMatch(/larger than/);
});

it.each(formats.filter((format) => format !== 'json'))('%s warns of an unsafe fix, and of no other', async (format) => {
  const only = (applicability: string): Run => ({
    ...run,
    findings: run.findings.filter(({ fix }) => fix?.applicability === applicability),
  });
  // The fixture has an unsafe fix with commands behind it.
  expect(await render(format, only('unsafe'))).toMatch(/unsafe: restarts pods or changes traffic/);
  expect(await render(format, only('safe'))).not.toMatch(/unsafe/);
});

describe('junit', () => {
  it('fails what fails the run, and passes files without findings', async () => {
    const text = await render('junit', run);
    expect(text).toContain('<testsuites name="canal-lint" tests="5" failures="2" errors="0">');
    // No line in it: an edit above makes no new test.
    expect(text).toContain(
      '<testcase name="encapsulation-required IPPool default-ipv4-ippool spec.ipipMode" classname="deploy/pool.yaml">',
    );
    expect(text).toContain('<skipped message="larger than 32 MiB"/>');
    expect(await render('junit', run, 'never')).not.toContain('<failure');
    const strict = ((await reporterNamed('junit')) as Reporter).render(run, { ...env, failOnSkipped: true });
    expect(strict).toContain('tests="5" failures="3"');
    expect(strict).toContain('<failure message="larger than 32 MiB" type="skipped">');
    expect(await render('junit', cleanRun)).toContain('<testcase name="no findings" classname="deploy/pool.yaml"/>');
  });
});

it('junit lets no text begin a line of its own', async () => {
  expect((await render('junit', hostile)).split('\n').filter((line) => /^\s*##vso/.test(line))).toEqual([]);
});

describe('gitlab', () => {
  it('gives each issue a fingerprint of its own', async () => {
    const twice: Run = { ...run, findings: [...run.findings, ...run.findings] };
    const prints = (JSON.parse(await render('gitlab', twice)) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
    expect(prints).toHaveLength(9);
    expect(new Set(prints).size).toBe(9);
  });
});

describe('policyreport', () => {
  it('names the object, and counts', async () => {
    const report = JSON.parse(await render('policyreport', run)) as { results: { policy: string; resources: unknown }[]; summary: unknown };
    expect(report.summary).toEqual({ pass: 0, fail: 2, warn: 2, error: 0, skip: 1 });
    expect(report.results.find(({ policy }) => policy === 'encapsulation-required')?.resources).toEqual([
      { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', name: 'default-ipv4-ippool', fieldPath: 'spec.ipipMode' },
    ]);
  });
});

it('policyreport is one that a cluster can hold, names the repository, and counts what it leaves out', async () => {
  const reporter = (await reporterNamed('policyreport')) as Reporter;
  const many: Run = { ...run, findings: Array.from({ length: 5000 }, () => run.findings[0]!) };
  const text = reporter.render(many, { ...env, repository: 'Acme/net_work' });
  expect(text.length).toBeLessThan(1024 * 1024);
  const report = JSON.parse(text) as { metadata: { name: string }; results: { message: string }[]; summary: { fail: number } };
  expect(report.metadata.name).toBe('canal-lint-acme-net-work');
  expect(report.summary.fail).toBe(5000);
  expect(report.results.at(-1)?.message).toBe(
    `${5001 - report.results.length + 1} more do not fit into one report; the summary counts them`,
  );
});

describe('markdown', () => {
  it('has the worst first, links and code', async () => {
    const reporter = (await reporterNamed('markdown')) as Reporter;
    const text = reporter.render(run, { ...env, link: ({ file, line }) => `https://example.org/${encodeURI(file)}#L${line}` });
    const rows = text.split('\n').filter((line) => /^\| (?:error|warning|info)/.test(line));
    expect(rows.map((row) => row.split(' ')[1])).toEqual(['error', 'error', 'warning', 'info']);
    expect(text).toContain('[encapsulation-required](https://example.org/rules/encapsulation-required)');
    expect(text).toContain('[deploy/pool.yaml:7](https://example.org/deploy/pool.yaml#L7)');
    expect(text).toContain('  7 │   ipipMode: Never');
    expect(text).toContain('### canal-lint: 2 errors, 1 warning, 1 info in 4 files (1 suppressed, 1 skipped)');
  });

  it('tells how much it leaves out', async () => {
    const many: Run = { ...run, findings: Array.from({ length: 60 }, () => run.findings[0]!) };
    const text = await render('markdown', many);
    expect(text).toContain('and 10 more');
    expect(text.split('<details>')).toHaveLength(21);
  });

  it('keeps a text in its row', async () => {
    const rows = (await render('markdown', hostile)).split('\n').filter((line) => line.startsWith('| warning'));
    expect(rows).toHaveLength(hostile.findings.length);
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6);
  });
});
