import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, lint, type SourceInput } from '@canal-lint/core';
import { describe, expect, test } from 'vitest';
import { hasShared, shared } from '../shared.js';

const root = join(shared, 'corpus/upstream');
const releases = hasShared ? readdirSync(root).sort() : [];
const read = (release: string): SourceInput[] =>
  readdirSync(join(root, release))
    .sort()
    .map((file) => ({ name: `${release}/${file}`, text: readFileSync(join(root, release, file)) }));

/** calico-bpf.yaml has neither encapsulation nor a word about the underlay: the one error that is right. */
function unwarranted(findings: readonly Finding[]): string[] {
  return findings
    .filter((f) => f.severity === 'error' && !(f.rule === 'encapsulation-required' && f.location.file.endsWith('/calico-bpf.yaml')))
    .map((f) => `${f.location.file}:${f.location.line} ${f.rule}: ${f.message}`);
}

/** `rule: message` with what differs between files left out; test/corpus/upstream.md explains each. */
function kinds(findings: readonly Finding[]): string[] {
  return [
    ...new Set(findings.filter((f) => f.severity === 'warning').map((f) => `${f.rule}: ${f.message.replace(/of image \S+ /, '')}`)),
  ].sort();
}

describe.skipIf(!hasShared)('manifests that Calico ships', () => {
  test('there are ten releases of them', () => expect(releases).toHaveLength(10));

  test.each(releases)('%s: no error in a file, nor in the folder', async (release) => {
    const inputs = read(release);
    expect(inputs.length).toBeGreaterThan(15);
    for (const input of inputs) expect(unwarranted((await lint([input])).findings)).toEqual([]);
    expect(unwarranted((await lint(inputs)).findings)).toEqual([]);
  });

  test('no error in all of them in one run, and each kind of warning is explained', async () => {
    const run = await lint(releases.flatMap(read));
    expect(unwarranted(run.findings)).toEqual([]);
    expect(run.findings.filter((f) => f.rule === 'encapsulation-required').map((f) => f.location.file)).toEqual(
      releases.map((r) => `${r}/calico-bpf.yaml`),
    );
    const explained = readFileSync(join(import.meta.dirname, 'upstream.md'), 'utf8');
    for (const kind of kinds(run.findings)) expect(explained).toContain(`\`${kind}\``);
  });
});
