import { describe, expect, it } from 'vitest';
import { run } from './fixture.js';
import { json } from './json.js';
import { plainPalette } from './reporter.js';

const env = { palette: plainPalette, quiet: false };
const text = json.render(run, env);
const parsed = JSON.parse(text);

const location = ['file', 'document', 'path', 'line', 'column', 'endLine', 'endColumn'];
const finding = ['rule', 'severity', 'message', 'cluster', 'fingerprint', 'location', 'related', 'fix', 'help', 'suppressed'];

describe('json', () => {
  it('keeps the order of its keys, which is part of the interface', () => {
    expect(Object.keys(parsed)).toEqual(['version', 'tool', 'clusters', 'findings', 'skipped', 'unrelated', 'summary']);
    expect(Object.keys(parsed.tool)).toEqual(['name', 'version']);
    expect(Object.keys(parsed.clusters[0])).toEqual(['id', 'name', 'closed', 'files']);
    expect(Object.keys(parsed.findings[4])).toEqual(finding);
    expect(Object.keys(parsed.findings[2])).toEqual(finding.toSpliced(3, 0, 'settle'));
    expect(Object.keys(parsed.findings[4].location)).toEqual(location);
    expect(Object.keys(parsed.findings[4].related[0])).toEqual(['message', 'location']);
    expect(Object.keys(parsed.findings[4].related[0].location)).toEqual(location);
    expect(Object.keys(parsed.findings[4].fix)).toEqual(['title', 'applicability', 'edits', 'then']);
    expect(Object.keys(parsed.findings[4].fix.edits[0])).toEqual(['file', 'start', 'end', 'text']);
    expect(Object.keys(parsed.findings[3].suppressed)).toEqual(['kind', 'reason']);
    expect(Object.keys(parsed.skipped[0])).toEqual(['file', 'document', 'reason']);
    expect(Object.keys(parsed.summary)).toEqual(['errors', 'warnings', 'infos', 'suppressed', 'files', 'documents', 'unrelated']);
  });

  it('does not depend on the order of the keys it is given, and adds none', () => {
    const shuffled = run.findings.map((f) => ({ extra: 1, ...Object.fromEntries(Object.entries(f).toReversed()) }) as unknown as typeof f);
    const tool = { url: 'https://example.org/', version: '1.2.3', name: 'canal-lint' };
    expect(json.render({ ...run, tool, findings: shuffled }, env)).toBe(text);
  });

  it('says what the run says', () => {
    const then = ['kubectl apply -f deploy/pool.yaml', 'kubectl -n kube-system rollout restart ds/calico-node'];
    expect(parsed.version).toBe(1);
    expect(parsed.findings.map((f: { rule: string }) => f.rule)).toEqual(run.findings.map((f) => f.rule));
    expect(parsed.findings[4]).toEqual({
      rule: 'encapsulation-required',
      severity: 'error',
      message: run.findings[4]?.message,
      cluster: 'c1',
      fingerprint: 'encapsulation-required-1',
      location: { file: 'deploy/pool.yaml', document: 0, path: ['spec', 'ipipMode'], line: 7, column: 13, endLine: 7, endColumn: 18 },
      related: [
        {
          message: 'vxlanMode is Never too',
          location: { file: 'deploy/pool.yaml', document: 0, path: ['spec', 'vxlanMode'], line: 8, column: 14, endLine: 8, endColumn: 19 },
        },
        {
          message: 'the pods live here',
          location: { file: 'deploy/pool.yaml', document: 0, path: ['spec', 'cidr'], line: 6, column: 9, endLine: 6, endColumn: 22 },
        },
      ],
      fix: {
        title: 'set ipipMode to Always',
        applicability: 'unsafe',
        edits: [{ file: 'deploy/pool.yaml', start: 124, end: 129, text: 'Always' }],
        then,
      },
      help: 'https://example.org/rules/encapsulation-required',
      suppressed: null,
    });
    expect(parsed.findings[0]).toMatchObject({ rule: 'syntax', fix: null, help: null, suppressed: null, related: [] });
    expect(parsed.findings[2].settle).toBe('underlay.nicMtu: 9001');
    expect(parsed.findings[3].suppressed).toEqual({ kind: 'comment', reason: 'lab only' });
  });

  it('is indented by two blanks, ends with a line feed and sends no escape', () => {
    expect(text.startsWith('{\n  "version": 1,\n  "tool": {\n    "name": "canal-lint",\n')).toBe(true);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('holds only errors when it is told to be quiet, and counts all', () => {
    const quiet = JSON.parse(json.render(run, { ...env, quiet: true })) as { findings: { severity: string }[]; summary: unknown };
    expect(quiet.findings.length).toBeGreaterThan(0);
    expect(quiet.findings.filter(({ severity }) => severity !== 'error')).toEqual([]);
    expect(quiet.summary).toEqual(JSON.parse(text).summary);
  });
});
