#!/usr/bin/env node
// Bundles the command: packages/cli/src/main.ts → packages/cli/dist/canal-lint.cjs and its lazily loaded chunks, and the licences of what is in them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { rolldown } from 'rolldown';
import { parserOnly } from './lean-yaml.mjs';
import { licences, packagesOf } from './licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'packages/cli/dist');
const core = (path) => join(root, 'packages/core/src', path);

/**
 * What yargs costs at start-up and this program has no use for: string-width compiles a table of all emoji (24 ms) to measure help texts, which
 * are ASCII here; and the translations would be looked for beside the package (node_modules/locales), where they are not once bundled.
 */
const leanYargs = {
  name: 'lean-yargs',
  resolveId: { filter: { id: /^string-width$/ }, handler: () => '\0string-width' },
  load: { filter: { id: /^\0string-width$/ }, handler: () => 'export default (text) => text.length;' },
  transform: {
    filter: { id: /yargs[\\/]lib[\\/]platform-shims[\\/]esm\.mjs$/ },
    handler: (code) => replaced(code, "resolve(__dirname, '../../../locales')", "resolve(__dirname, '../no-locales')"),
  },
};

/** Of js-yaml the command takes the parser. */
const leanYaml = {
  name: 'lean-yaml',
  transform: { filter: { id: /js-yaml[\\/]dist[\\/]js-yaml\.mjs$/ }, handler: parserOnly },
};

/** Data that few commands ask for: compressed files beside the bundle, a fifth of what they would be as text in it. */
const files = new Map();
const packed = {
  name: 'packed',
  load: {
    filter: {
      id: /(?:(?:lint|diagnose)[\\/]docs|policy[\\/]src[\\/]sources|preflight[\\/]programs|hcl[\\/]wasm)\.gen\.ts$|policies[\\/]shipped-wasm\.ts$/,
    },
    async handler(id) {
      const code = id.endsWith('shipped-wasm.ts')
        ? shippedPolicies()
        : id.endsWith('wasm.gen.ts')
          ? grammar(await constantsOf(id))
          : json(id);
      return `import { readFileSync } from 'node:fs';import { brotliDecompressSync } from 'node:zlib';${await code}`;
    },
  },
};

/** The code that reads a file beside the bundle. */
function beside(name, bytes) {
  if (files.has(name)) throw new Error(`two files are called ${name}`);
  files.set(name, bytes);
  return `readFileSync(new URL('./${name}', import.meta.url))`;
}

function shippedPolicies() {
  const bytes = brotliCompressSync(readFileSync(join(root, 'policies/canal-lint.wasm')));
  return `export const shippedWasm = () => brotliDecompressSync(${beside('canal-lint.wasm.br', bytes)});`;
}

/** It is deflated already. */
function grammar({ runtimeLength, packed: text }) {
  const bytes = beside('hcl.wasm.zz', Buffer.from(text, 'base64'));
  return `export const runtimeLength = ${runtimeLength};export const packed = ${bytes}.toString('base64');`;
}

async function json(id) {
  const constants = await constantsOf(id);
  const name = `${basename(dirname(id))}-${basename(id, '.gen.ts')}.json.br`;
  const held = `JSON.parse(brotliDecompressSync(${beside(name, brotliCompressSync(JSON.stringify(constants)))}))`;
  return `const held = ${held};${Object.keys(constants)
    .map((key) => `export const ${key} = held.${key};`)
    .join('')}`;
}

/** What a generated module exports. */
async function constantsOf(id) {
  const { code } = transformSync(readFileSync(id, 'utf8'), { loader: 'ts', format: 'esm' });
  return { ...(await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) };
}

/** The builtins of opa-wasm for YAML come with a second parser of it (80 KB): packages/policy brings them itself. */
const leanPolicy = {
  name: 'lean-policy',
  load: { filter: { id: /opa-wasm[\\/]src[\\/]builtins[\\/]yaml\.js$/ }, handler: () => 'module.exports = {};' },
};

/** True for what the modules of several readers import; the doors to the dialects of others lead to large ones. */
function isShared(id) {
  return (
    /[\\/]core[\\/]src[\\/]readers[\\/](?:calico-node[\\/]felix|[\w-]+)\.ts$/.test(id) && !/[\\/](?:installation|resources)\.ts$/.test(id)
  );
}

function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`yargs has changed: ${from} is not in its platform shim; look at scripts/bundle.mjs`);
  return text.replace(from, to);
}

const bundle = await rolldown({
  input: { 'canal-lint': join(root, 'packages/cli/src/main.ts') },
  cwd: root,
  platform: 'node',
  logLevel: 'warn',
  // web-tree-sitter evaluates code for modules of Emscripten, which the grammar is not; yargs resolves modules for `extends`, which is not used.
  checks: { eval: false, emptyImportMeta: false },
  transform: { target: 'node20' },
  // The sources, not packages/core/dist: a bundle never holds an older build.
  resolve: {
    alias: {
      '@canal-lint/core/rules': core('lint/registry.gen.ts'),
      '@canal-lint/core/reporters': core('report/index.ts'),
      '@canal-lint/core/config': core('lint/config/index.ts'),
      '@canal-lint/core/diagnose': core('diagnose/index.ts'),
      '@canal-lint/core/generate': core('generate/index.ts'),
      '@canal-lint/core/trace': core('trace/index.ts'),
      '@canal-lint/core/known': core('lint/known/index.ts'),
      '@canal-lint/core/archive': core('archive/index.ts'),
      '@canal-lint/core/redact': core('redact/index.ts'),
      '@canal-lint/core': core('index.ts'),
      '@canal-lint/policy': join(root, 'packages/policy/src/index.ts'),
      '@canal-lint/testkit': join(root, 'packages/testkit/src/index.ts'),
    },
  },
  plugins: [leanYargs, leanYaml, leanPolicy, packed],
});
const { output } = await bundle.generate({
  // Modules of CommonJS: Node needs 8 ms less to load them. What is not of the bundle, as users' plugins, is still imported.
  format: 'cjs',
  exports: 'named',
  minify: true,
  comments: false,
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunk-[name]-[hash].cjs',
  // All that each run imports is one file, the entry: a file costs a start as much as 25 KB in it.
  codeSplitting: { groups: [{ name: 'canal-lint', test: (id) => id.endsWith('main.ts') || isShared(id) }] },
});

mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist))
  if (/\.(?:c?js|br|zz)$/.test(name) || name === 'LICENSES.txt' || name === 'sbom.cdx.json') rmSync(join(dist, name));
const local = new Set(output.map(({ fileName }) => fileName));
for (const chunk of output) {
  const { fileName, code, imports, dynamicImports } = chunk;
  const outside = [...imports, ...dynamicImports].find((path) => !local.has(path) && !isBuiltin(path));
  if (outside !== undefined) throw new Error(`the bundle would need ${outside} at run time`);
  writeFileSync(join(dist, fileName), isLargeValidator(chunk) || isSeldomAsked(chunk) ? unpacking(chunk) : ascii(code));
}
for (const [name, bytes] of files) writeFileSync(join(dist, name), bytes);
const inside = packagesOf(output.flatMap(({ moduleIds }) => moduleIds));
writeFileSync(join(dist, 'LICENSES.txt'), licences(inside));
writeFileSync(join(dist, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(inside), undefined, 2)}\n`);

/** Validators of kinds that few inputs hold; that of pools stays as it is, for the sake of the start. */
function isLargeValidator({ fileName, code }) {
  return /^chunk-[\w-]+\.gen-/.test(fileName) && !fileName.includes('-ip-pool.') && code.length > 8_000;
}

/** Commands that nobody waits for in milliseconds. */
function isSeldomAsked({ fileName }) {
  return /^chunk-(?:diagnose|generate)-/.test(fileName);
}

/** Code is a third of its size when it is compressed, that of validators a tenth: a file beside the chunk, which runs it in its own place. */
function unpacking({ fileName, code }) {
  const name = fileName.replace(/cjs$/, 'br');
  files.set(name, brotliCompressSync(code));
  const text = `String(require('node:zlib').brotliDecompressSync(require('node:fs').readFileSync(__dirname + '/${name}')))`;
  return `require('node:vm').compileFunction(${text}, ['exports', 'require', '__filename'], { filename: __filename })(exports, require, __filename);\n`;
}

/** V8 keeps a text of Latin letters in half the space, and parses it faster. */
function ascii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** CycloneDX 1.6 (ECMA-424): what is inside, since npm knows no dependency to list. Without time and serial number: one build, one text. */
function billOfMaterials(packages) {
  const { name, version, license, description } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  const component = (one, type) => ({
    type,
    'bom-ref': purl(one),
    name: one.name,
    version: one.version,
    ...(one.description && { description: one.description }),
    licenses: [{ license: { id: one.license } }],
    purl: purl(one),
  });
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component({ name, version, license, description }, 'application') },
    components: packages.map((one) => component(one, 'library')),
    dependencies: [{ ref: purl({ name, version }), dependsOn: packages.map(purl) }],
  };
}

function purl({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
