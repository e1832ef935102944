#!/usr/bin/env node
// Bundles the command: packages/cli/src/main.ts → packages/cli/dist/canal-lint.js and its lazily loaded chunks, and the licences of what is in them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'packages/cli/dist');
const core = (path) => join(root, 'packages/core/src', path);

/**
 * What yargs costs at start-up and this program has no use for: string-width compiles a table of all emoji (24 ms) to measure help texts, which
 * are ASCII here; and the translations would be looked for beside the package (node_modules/locales), where they are not once bundled.
 */
const leanYargs = {
  name: 'lean-yargs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, () => ({ path: 'string-width', namespace: 'lean' }));
    onLoad({ filter: /.*/, namespace: 'lean' }, () => ({ contents: 'export default (text) => text.length;' }));
    onLoad({ filter: /yargs[\\/]lib[\\/]platform-shims[\\/]esm\.mjs$/ }, ({ path }) => ({
      contents: replaced(readFileSync(path, 'utf8'), "resolve(__dirname, '../../../locales')", "resolve(__dirname, '../no-locales')"),
    }));
  },
};

function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`yargs has changed: ${from} is not in its platform shim; look at scripts/bundle.mjs`);
  return text.replace(from, to);
}

mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist)) if (name.endsWith('.js') || name === 'LICENSES.txt') rmSync(join(dist, name));
const { metafile } = await build({
  entryPoints: { 'canal-lint': join(root, 'packages/cli/src/main.ts') },
  outdir: dist,
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  chunkNames: 'chunk-[name]-[hash]',
  // The sources, not packages/core/dist: a bundle never holds an older build.
  alias: {
    '@canal-lint/core/rules': core('lint/registry.gen.ts'),
    '@canal-lint/core/reporters': core('report/index.ts'),
    '@canal-lint/core/config': core('lint/config/index.ts'),
    '@canal-lint/core/trace': core('trace/index.ts'),
    '@canal-lint/core/nearest': core('source/nearest.ts'),
    '@canal-lint/core': core('index.ts'),
    '@canal-lint/testkit': join(root, 'packages/testkit/src/index.ts'),
  },
  plugins: [leanYargs],
});

for (const { imports } of Object.values(metafile.outputs)) {
  for (const { path, external } of imports) if (external && !isBuiltin(path)) throw new Error(`the bundle would need ${path} at run time`);
}
writeFileSync(join(dist, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)));

/** The licence of every package that a bundled file comes from, ordered by name. */
function licences(inputs) {
  const folders = new Set(inputs.map(packageOf).filter((folder) => folder !== undefined));
  const texts = [...folders].map(licence).sort((a, b) => (a.name < b.name ? -1 : 1));
  const head = 'canal-lint is licensed under Apache-2.0. Its bundle holds parts of the packages below.\n';
  return `${[head, ...texts.map(({ name, version, text }) => `${name} ${version}\n\n${text.trim()}\n`)].join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** The folder of the package: what follows the last node_modules, with the scope where there is one. */
function packageOf(input) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

function licence(folder) {
  const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${dirname(folder)}: ${name} has no licence text`);
  return { name, version, text: readFileSync(join(root, folder, file), 'utf8') };
}
