import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import { cleanRun, documentOf, findingAt, run } from './fixture.js';
import { plainPalette, type Run } from './reporter.js';
import { sarif } from './sarif.js';
import { sarifValidator } from './sarif-fixture.js';

const faults = sarifValidator();

function logOf(of: Run): Log {
  return JSON.parse(sarif.render(of, { palette: plainPalette, quiet: false }));
}

function resultsOf(of: Run): readonly Result[] {
  return logOf(of).runs[0]?.results ?? [];
}

const results = resultsOf(run);

function uriOf(file: string): unknown {
  const document = documentOf(file, 'a: 1\n');
  const finding = findingAt(
    { document, span: { start: 3, end: 4 }, path: ['a'], exact: true },
    { rule: 'r', severity: 'error', message: 'm' },
  );
  const log = logOf({ ...run, findings: [finding] });
  expect(faults(log)).toBe('');
  return log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation;
}

describe('sarif', () => {
  it('is valid', () => {
    expect(faults(logOf(run))).toBe('');
    expect(faults(logOf(cleanRun))).toBe('');
    expect(faults(logOf({ ...cleanRun, rules: [], tool: { name: 'canal-lint', version: '1.2.3' } }))).toBe('');
  });

  it('is judged by a schema that refuses what is wrong', () => {
    const wrong = logOf(run);
    const region = wrong.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.region;
    if (region) region.startLine = 0;
    expect(faults(wrong)).toContain('startLine must be >= 1');
    expect(faults({ ...logOf(run), runs: [{ tool: { driver: { name: 'x', helpURI: 'x' } } }] })).toContain('additional properties');
  });

  it('names the tool and its rules', () => {
    const driver = logOf(run).runs[0]?.tool.driver;
    expect(driver).toMatchObject({
      name: 'canal-lint',
      version: '1.2.3',
      semanticVersion: '1.2.3',
      informationUri: 'https://example.org/',
    });
    expect(driver?.rules?.map(({ id }) => id)).toEqual(run.rules.map(({ name }) => name));
    expect(driver?.rules?.[2]).toEqual({
      id: 'mtu-arithmetic',
      shortDescription: { text: 'The pod MTU leaves room for the headers' },
      help: {
        text: 'The pod MTU leaves room for the headers. What to do: https://example.org/rules/mtu-arithmetic',
        markdown: 'The pod MTU leaves room for the headers. [What to do](https://example.org/rules/mtu-arithmetic)',
      },
      helpUri: 'https://example.org/rules/mtu-arithmetic',
      defaultConfiguration: { level: 'error' },
    });
    expect(logOf(run).runs[0]?.columnKind).toBe('utf16CodeUnits');
  });

  it('points from each result to its rule', () => {
    expect(results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
      ['syntax', undefined, 'error'],
      ['image-pinned', 1, 'note'],
      ['mtu-arithmetic', 2, 'warning'],
      ['pool-in-public-space', 3, 'warning'],
      ['encapsulation-required', 0, 'error'],
    ]);
  });

  it('says where, why and how to repair it', () => {
    expect(results[4]).toEqual({
      ruleId: 'encapsulation-required',
      ruleIndex: 0,
      level: 'error',
      message: { text: run.findings[4]?.message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'deploy/pool.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 7, startColumn: 13, endLine: 7, endColumn: 18 },
          },
        },
      ],
      relatedLocations: [
        {
          id: 1,
          message: { text: 'vxlanMode is Never too' },
          physicalLocation: {
            artifactLocation: { uri: 'deploy/pool.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 8, startColumn: 14, endLine: 8, endColumn: 19 },
          },
        },
        {
          id: 2,
          message: { text: 'the pods live here' },
          physicalLocation: {
            artifactLocation: { uri: 'deploy/pool.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 6, startColumn: 9, endLine: 6, endColumn: 22 },
          },
        },
      ],
      partialFingerprints: { 'canalLint/v1': 'encapsulation-required-1' },
      fixes: [
        {
          description: {
            text: 'set ipipMode to Always [unsafe: restarts pods or changes traffic]\nthen run 1: kubectl apply -f deploy/pool.yaml\nthen run 2: kubectl -n kube-system rollout restart ds/calico-node',
          },
          artifactChanges: [
            {
              artifactLocation: { uri: 'deploy/pool.yaml', uriBaseId: '%SRCROOT%' },
              replacements: [{ deletedRegion: { charOffset: 124, charLength: 5 }, insertedContent: { text: 'Always' } }],
            },
          ],
        },
      ],
      suppressions: [],
    });
    expect(results[2]?.message.text).toBe('pod MTU 1500 needs a NIC of 1550: 1500 + 50 (vxlan)\nsettle: underlay.nicMtu: 9001');
    expect(results[1]?.fixes).toBeUndefined();
  });

  it('groups the edits of a fix by file and inserts nothing where only text goes', () => {
    const [, , finding] = run.findings;
    const edits = [
      { file: 'a.yaml', start: 1, end: 3, text: '' },
      { file: 'b.yaml', start: 0, end: 0, text: 'x' },
      { file: 'a.yaml', start: 9, end: 9, text: 'y' },
    ];
    const fixed = finding?.fix ? [{ ...finding, fix: { ...finding.fix, edits } }] : [];
    expect(faults(logOf({ ...run, findings: fixed }))).toBe('');
    expect(resultsOf({ ...run, findings: fixed })[0]?.fixes?.[0]?.artifactChanges).toEqual([
      {
        artifactLocation: { uri: 'a.yaml', uriBaseId: '%SRCROOT%' },
        replacements: [
          { deletedRegion: { charOffset: 1, charLength: 2 } },
          { deletedRegion: { charOffset: 9, charLength: 0 }, insertedContent: { text: 'y' } },
        ],
      },
      {
        artifactLocation: { uri: 'b.yaml', uriBaseId: '%SRCROOT%' },
        replacements: [{ deletedRegion: { charOffset: 0, charLength: 0 }, insertedContent: { text: 'x' } }],
      },
    ]);
  });

  it('hides a fix that is only to be shown', () => {
    const display = run.findings.map((finding) => ({
      ...finding,
      fix: finding.fix && { ...finding.fix, applicability: 'display' as const },
    }));
    expect(resultsOf({ ...run, findings: display }).map(({ fixes }) => fixes)).toEqual(display.map(() => undefined));
    const empty = run.findings.map((finding) => ({ ...finding, fix: finding.fix && { ...finding.fix, edits: [] } }));
    expect(resultsOf({ ...run, findings: empty }).map(({ fixes }) => fixes)).toEqual(empty.map(() => undefined));
  });

  it('gives suppressions of all results or of none', () => {
    expect(results.map(({ suppressions }) => suppressions)).toEqual([[], [], [], [{ kind: 'inSource', justification: 'lab only' }], []]);
    const findings = run.findings.filter(({ suppressed }) => suppressed === null);
    expect(resultsOf({ ...run, findings }).map((result) => 'suppressions' in result)).toEqual([false, false, false, false]);
    const baseline = run.findings.map((finding) => ({ ...finding, suppressed: { kind: 'baseline', reason: '' } }));
    expect(resultsOf({ ...run, findings: baseline })[0]?.suppressions).toEqual([{ kind: 'external' }]);
  });

  it('tells of skipped documents', () => {
    expect(logOf(run).runs[0]?.invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          {
            level: 'warning',
            message: { text: 'document 3 was skipped: larger than 32 MiB' },
            locations: [{ physicalLocation: { artifactLocation: { uri: 'deploy/huge.yaml', uriBaseId: '%SRCROOT%' } } }],
          },
        ],
      },
    ]);
  });

  it.each([
    ['a.yaml', { uri: 'a.yaml', uriBaseId: '%SRCROOT%' }],
    ['./a/../b.yaml', { uri: 'a/../b.yaml', uriBaseId: '%SRCROOT%' }],
    ['a b/ü%#?.yaml', { uri: 'a%20b/%C3%BC%25%23%3F.yaml', uriBaseId: '%SRCROOT%' }],
    ['a\\b.yaml', { uri: 'a/b.yaml', uriBaseId: '%SRCROOT%' }],
    ['x:y.yaml', { uri: 'x%3Ay.yaml', uriBaseId: '%SRCROOT%' }],
    ['<stdin>', { uri: '%3Cstdin%3E', uriBaseId: '%SRCROOT%' }],
    ['half\ud800.yaml', { uri: 'half%EF%BF%BD.yaml', uriBaseId: '%SRCROOT%' }],
    ['/srv/a b.yaml', { uri: 'file:///srv/a%20b.yaml' }],
    ['C:\\k8s\\a b.yaml', { uri: 'file:///C:/k8s/a%20b.yaml' }],
    ['\\\\host\\share\\a.yaml', { uri: 'file://host/share/a.yaml' }],
  ])('writes the file %j as a URI', (file, location) => {
    expect(uriOf(file)).toEqual(location);
  });
});
