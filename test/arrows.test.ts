import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Arrows point down only: what each room may import. A package is a room, and so is each folder of core. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'core/source': [],
  'core/network': [],
  'core/cluster': ['core/network', 'core/source'],
  'core/readers': ['core/cluster', 'core/network', 'core/source'],
  'core/rules': ['core/cluster', 'core/network', 'core/source'],
  'core/report': ['core/cluster', 'core/network', 'core/source'],
  'core/trace': ['core/cluster', 'core/source'],
  'core/redact': ['core/network'],
  'core/archive': [],
  'core/lint': ['core/readers', 'core/rules', 'core/report', 'core/cluster', 'core/network', 'core/source'],
  'core/diagnose': ['core/lint', 'core/report', 'core/cluster', 'core/network', 'core/source'],
  'core/generate': ['core/readers', 'core/report', 'core/cluster', 'core/network', 'core/source'],
  'core/index': ['core/lint', 'core/readers', 'core/rules', 'core/report', 'core/cluster', 'core/network', 'core/source'],
  testkit: ['@canal-lint/core'],
  policy: ['@canal-lint/core'],
  action: ['@canal-lint/core'],
  cli: ['@canal-lint/core', '@canal-lint/policy', '@canal-lint/testkit'],
  sandbox: ['@canal-lint/core', '@canal-lint/policy'],
};
/** Folders whose members do not know each other. */
const separate = ['core/rules', 'core/readers'];
const thirdParties: Readonly<Record<string, readonly string[]>> = {
  'core/source/builder.ts': ['js-yaml'],
  'core/network/go-regexp.ts': ['re2js'],
  'core/source/hcl/engine.ts': ['web-tree-sitter'],
  'core/report/sarif.ts': ['sarif'], // types only
};

const packages = resolve(import.meta.dirname, '../packages');
const files = readdirSync(packages, { recursive: true, encoding: 'utf8' }).filter(
  (f) => /^[^/]+\/src\/.*\.ts$/.test(f) && !f.includes('.test.') && !f.includes('fixture'),
);

function roomOf(file: string): string {
  const [pack = '', , folder = ''] = file.split('/');
  if (pack !== 'core') return pack;
  return folder.endsWith('.ts') ? 'core/index' : `core/${folder}`;
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(packages, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;]*?\sfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    (m) => m[1] ?? m[2] ?? m[3] ?? '',
  );
}

describe('arrows between rooms', () => {
  test('there is something to read', () => {
    expect(files.length).toBeGreaterThan(50);
  });
  test.each(files)('%s', (file) => {
    for (const wanted of importsOf(file)) {
      if (wanted.startsWith('.')) judgeNeighbour(file, wanted);
      else judgePackage(file, wanted);
    }
  });
});

function judgePackage(file: string, wanted: string): void {
  const room = roomOf(file);
  const name = wanted.replace(/^(@[^/]+\/[^/]+|[^@/][^/]*).*$/, '$1');
  if (room.startsWith('core')) expect(thirdParties[file.replace('/src/', '/')] ?? [], `${file} imports ${wanted}`).toContain(name);
  else if (name.startsWith('@canal-lint')) expect(allowed[room], `${file} imports ${wanted}`).toContain(name);
}

function judgeNeighbour(file: string, wanted: string): void {
  const target = relative(packages, resolve(packages, file, '..', wanted)).replace(/\.js$/, '.ts');
  const [from, to] = [roomOf(file), roomOf(target)];
  if (to !== from) expect(allowed[from], `${file} imports ${wanted}`).toContain(to);
  else if (separate.includes(from)) {
    const [own = [], other = []] = [file, target].map((f) => f.split('/').slice(3));
    if (own.length > 1 && other.length > 1) expect(other[0], `${file} imports ${wanted}`).toBe(own[0]);
  }
}
