#!/usr/bin/env node
// Builds the page: packages/sandbox → packages/sandbox/dist. Two forms of the same: `canal-lint-sandbox.html`, one file that carries everything, and
// `site/`, whose index.html asks its own host for the rarely needed pieces when they are. `--serve` serves the site and prints the address.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';
import { parserOnly } from './lean-yaml.mjs';
import { licences, packagesOf } from './licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'packages/sandbox/src');
const dist = join(root, 'packages/sandbox/dist');
const core = (path) => join(root, 'packages/core/src', path);

/** Kinds of one family side by side, network-policy by global-network-policy: they are much alike, and deflate sees 32 KiB back. */
const byLastWord = (a, b) => (reversed(a) < reversed(b) ? -1 : 1);
const reversed = (name) =>
  name
    .replace(/\.gen\.ts$/, '')
    .split('-')
    .reverse()
    .join();

/** Code that few inputs need. The worker is started without it, says what it lacks, and is started again with it. */
const codePieces = {
  hcl: { modules: { 'web-tree-sitter': 'web-tree-sitter', './wasm.gen.js': core('source/hcl/wasm.gen.ts') } },
  regexp: { modules: { re2js: 're2js' } },
  schemas: {
    modules: Object.fromEntries(
      readdirSync(core('network/catalogue'))
        .filter((name) => name.endsWith('.gen.ts') && name !== 'kinds.gen.ts')
        .sort(byLastWord)
        .map((name) => [`./${name.replace(/\.ts$/, '.js')}`, core(`network/catalogue/${name}`)]),
    ),
  },
};

const alias = {
  '@canal-lint/core/rules': core('lint/registry.gen.ts'),
  '@canal-lint/core/reporters': core('report/index.ts'),
  '@canal-lint/core/markdown': core('report/markdown-text.ts'),
  '@canal-lint/core/config': core('lint/config/index.ts'),
  '@canal-lint/core/diagnose': core('diagnose/index.ts'),
  '@canal-lint/core/archive': core('archive/index.ts'),
  '@canal-lint/core/redact': core('redact/index.ts'),
  '@canal-lint/core': core('index.ts'),
};

const common = {
  ...{
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
    legalComments: 'none',
    metafile: true,
    absWorkingDir: root,
    alias,
  },
  // tree-sitter makes an address of a file beside it, which nobody asks for: it is given the bytes.
  define: { 'import.meta.url': '"https://canal-lint.invalid/"' },
};

/** What most inputs do not need either: the first worker is without it, and `full` is the one that has it. */
const laterModules = /^@canal-lint\/core\/(?:diagnose|redact|reporters|config)$|[\\/]kubespray[\\/]ini\.js$/;
const laterReaders = /[\\/]readers[\\/](?:kubespray|operator|terraform|helm-values|kops|rke1|k3s)[\\/]reader\.ts$/;

/** Reports for other programs, which the page does not offer; pages of causes, which `canal-lint explain` prints. */
const unusedReports = /[\\/]report[\\/]index\.ts$/;
const usedReports = ['./sarif.js', './markdown.js'];
const causePages = /[\\/]diagnose[\\/]catalogue\.ts$/;

function pieceOf({ path, importer, kind }, first) {
  if (kind !== 'dynamic-import') return undefined;
  if (causePages.test(importer) || (unusedReports.test(importer) && !usedReports.includes(path))) return 'unused';
  if (first && (laterModules.test(path) || (path === './read.js' && laterReaders.test(importer)))) return 'full';
  return Object.keys(codePieces).find((name) => Object.hasOwn(codePieces[name].modules, path));
}

/** What of the libraries is used: the rest need not be in the page. */
const used = { 'web-tree-sitter': ['Language', 'Parser'], re2js: ['RE2JS'] };

/** In place of a module of a piece: what the piece has put there, or a word that it is wanted. */
const absent = (first) => ({
  name: 'absent',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, (wanted) => {
      const piece = pieceOf(wanted, first);
      return piece === undefined ? undefined : { path: wanted.path, namespace: 'piece', pluginData: piece };
    });
    onLoad({ filter: /.*/, namespace: 'piece' }, ({ path, pluginData: piece }) => ({
      contents: `module.exports = self.canalLintPiece(${JSON.stringify(piece)}, ${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
});

/** Of js-yaml the page takes the parser, as the command does. */
const leanYaml = {
  name: 'lean-yaml',
  setup({ onLoad }) {
    onLoad({ filter: /js-yaml[\\/]dist[\\/]js-yaml\.mjs$/ }, ({ path }) => ({
      contents: parserOnly(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** tree-sitter's module keeps the names of its functions, by which everything in it counts as used: without them its queries fall away. */
const leanTreeSitter = {
  name: 'lean-tree-sitter',
  setup({ onLoad }) {
    onLoad({ filter: /web-tree-sitter[\\/]web-tree-sitter\.js$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      const nameless = code.replace(/static \{\s*__name\(this, "[^"]*"\);\s*\}|^\s*__name\(\w+, "[^"]*"\);$/gm, '');
      // Code of modules of Emscripten, which the grammar is not; a page with this policy evaluates nothing. It would keep every name in sight.
      const contents = nameless.replaceAll(/(?<![\w.])eval\(/g, 'globalThis.eval(');
      if (contents.length === code.length) throw new Error('web-tree-sitter keeps its names otherwise than it did');
      return { contents, loader: 'js' };
    });
  },
};

/** What is printed for terminals, by other commands, or by a format that the page does not offer. */
const unprinted = {
  name: 'unprinted',
  setup({ onLoad }) {
    onLoad(
      {
        filter:
          /[\\/](?:diagnose[\\/]report[\\/](?:stylish|sarif)|src[\\/]report[\\/](?:stylish|network|difference)|config[\\/]print)\.ts$/,
      },
      ({ path }) => {
        const names = [...readFileSync(path, 'utf8').matchAll(/^export (?:async )?(?:const|function) (\w+)/gm)];
        return { contents: names.map(([, name]) => `export const ${name} = {};`).join('\n') };
      },
    );
  },
};

/** What is in the page, for the licences; the grammar of HCL is in it as bytes. */
const bundledFiles = new Set([join(root, 'node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm')]);

/** A bundle by esbuild, minified again: Rolldown's minifier saves three more of a hundred bytes. */
async function bundled(options) {
  const { outputFiles, metafile } = await build({ ...common, ...options });
  for (const input of Object.keys(metafile.inputs)) bundledFiles.add(join(root, input));
  return options.format === 'esm' || options.entryPoints?.[0].endsWith('.css') ? outputFiles[0].text : minified(outputFiles[0].text);
}

async function minified(code) {
  const entry = { name: 'entry', resolveId: (id) => (id === 'entry' ? id : undefined), load: (id) => (id === 'entry' ? code : undefined) };
  const bundle = await rolldown({ input: 'entry', platform: 'browser', logLevel: 'silent', plugins: [entry] });
  const { output } = await bundle.generate({ format: 'iife', minify: true, comments: false });
  return output[0].code;
}

async function codePiece(name, { modules }) {
  const entries = Object.entries(modules);
  const imports = entries.map(([key, file], i) => {
    const names = used[key]?.map((name) => `${name} as m${i}${name}`);
    return `import ${names ? `{ ${names.join(', ')} }` : `* as m${i}`} from ${JSON.stringify(file)};`;
  });
  const table = entries.map(
    ([key], i) => `${JSON.stringify(key)}: ${used[key] ? `{ ${used[key].map((name) => `${name}: m${i}${name}`).join(', ')} }` : `m${i}`}`,
  );
  const contents = `${imports.join('\n')}\n(self.canalLintPieces ??= {})[${JSON.stringify(name)}] = {${table.join(', ')}};`;
  return bundled({ stdin: { contents, resolveDir: core('.'), loader: 'ts' }, plugins: [leanTreeSitter] });
}

/** The pages of the rules, as data: what one reads in a hurry. Where a fact stands and why there is no policy is on the linked page. */
async function docs() {
  const { docs: pages } = await moduleOf(core('lint/docs.gen.ts'));
  const short = ([name, text]) => [name, text.replace(/\n## (?:Sources|Admission)\n[\s\S]*?(?=\n## |$)/g, '')];
  return JSON.stringify(Object.fromEntries(Object.entries(pages).map(short)));
}

/** What Kubernetes itself enforces, by rule. */
function policies() {
  const folder = join(root, 'policies/vap');
  const names = readdirSync(folder).filter((name) => name !== 'kustomization.yaml');
  return JSON.stringify(Object.fromEntries(names.map((name) => [name.replace(/\.yaml$/, ''), readFileSync(join(folder, name), 'utf8')])));
}

async function moduleOf(file) {
  const code = await bundled({ entryPoints: [file], format: 'esm' });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

/** The files of an example, by their paths below its folder. */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: relative(folder, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
}

/** What the examples menu holds. */
const examples = {
  name: 'examples',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:examples$/ }, ({ path }) => ({ path, namespace: 'examples' }));
    onLoad({ filter: /.*/, namespace: 'examples' }, () => {
      const menu = JSON.parse(readFileSync(join(root, 'packages/sandbox/examples/menu.json'), 'utf8'));
      const all = menu.map(({ title, about, folder, symptoms }) => ({
        title,
        about,
        files: [...(symptoms ? filesBelow(join(root, symptoms)) : []), ...(folder ? filesBelow(join(root, folder)) : [])],
      }));
      return { contents: `export const examples = ${JSON.stringify(all)};`, loader: 'js' };
    });
  },
};

const hash = (text, algorithm = 'sha256') => `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`;
/** libdeflate looks longer than zlib does, and makes three of a hundred bytes less; Debian has it in libdeflate-tools. */
const packer = 'libdeflate-gzip';
export const hasPacker = spawnSync(packer, ['-V']).status === 0;
/** What gzip puts around the bytes: a header of 10 and a checksum of 8. */
const bare = (bytes) => bytes.subarray(10, -8);
const deflated = (text) =>
  hasPacker ? bare(execFileSync(packer, ['-12', '-n'], { input: text, maxBuffer: 1e8 })) : deflateRawSync(text, { level: 9 });
/** Data in the page: base64 holds nothing that a parser of HTML could take for its own. */
const packed = (text) => deflated(text).toString('base64');

/** Builds both forms; answers the sizes. */
export async function buildSandbox() {
  const workerOf = (first) => bundled({ entryPoints: [join(source, 'engine/worker.ts')], plugins: [absent(first), leanYaml, unprinted] });
  const [worker, full] = [await workerOf(true), await workerOf(false)];
  const main = await bundled({ entryPoints: [join(source, 'main.ts')], plugins: [examples, leanYaml] });
  const style = await bundled({ entryPoints: [join(source, 'page/style.css')] });
  const pieces = { docs: await docs(), policies: policies() };
  for (const [name, piece] of Object.entries(codePieces)) pieces[name] = await codePiece(name, piece);

  pieces.licences = licences(packagesOf([...bundledFiles]));

  rmSync(join(dist, 'site'), { recursive: true, force: true });
  mkdirSync(join(dist, 'site/pieces'), { recursive: true });
  const single = page({ main, style, data: { ...pieces, full }, scripts: [] });
  writeFileSync(join(dist, 'canal-lint-sandbox.html'), single);

  const scripts = Object.entries({ ...pieces, full }).map(([name, text]) => {
    const code = `canalLintPieces[${JSON.stringify(name)}](${JSON.stringify(packed(text))});\n`;
    const integrity = hash(code);
    const src = `pieces/${name}-${createHash('sha256').update(code).digest('hex').slice(0, 12)}.js`;
    writeFileSync(join(dist, 'site', src), code);
    return { name, src, integrity };
  });
  const hosted = page({ main, style, data: { worker }, scripts });
  writeFileSync(join(dist, 'site/index.html'), hosted);
  cpSync(join(dist, 'canal-lint-sandbox.html'), join(dist, 'site/canal-lint-sandbox.html'));
  const size = (text) => gzipSync(text, { level: 9 }).length;
  return {
    single: size(single),
    hosted: size(hosted),
    parts: Object.fromEntries(Object.entries({ main, style, worker, full, ...pieces }).map(([name, text]) => [name, size(text)])),
  };
}

/** One page. `data`: texts that it holds; `scripts`: those that it may load from beside itself. */
function page({ main, style, data, scripts }) {
  const template = readFileSync(join(source, 'page/index.html'), 'utf8');
  const code = main.trim();
  const css = style.trim();
  if (/<!--|<\/?script/i.test(code)) throw new Error('the script holds what would end its element: write it otherwise');
  const policy = [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src '${hash(code)}' ${scripts.map(({ integrity }) => `'${integrity}' `).join('')}'wasm-unsafe-eval'`,
    'worker-src blob:',
    `style-src '${hash(css)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const blocks = Object.entries(data).map(([name, text]) => `<script type="text/plain" id="piece-${name}">${packed(text)}</script>`);
  const beside = `<script type="application/json" id="pieces">${JSON.stringify(scripts)}</script>`;
  const parts = { policy, style: css, data: [...blocks, beside].join('\n'), main: code };
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}

function serve(port) {
  const types = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8' };
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname.replace(/\/$/, '/index.html');
    const file = join(dist, 'site', path);
    if (!file.startsWith(join(dist, 'site')) || !statSync(file, { throwIfNoEntry: false })?.isFile())
      return void response.writeHead(404).end('not found\n');
    response.writeHead(200, { 'content-type': types[file.split('.').pop()] ?? 'application/octet-stream', 'cache-control': 'no-store' });
    response.end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

export { serve as serveSandbox };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!hasPacker) console.log(`${packer} is not installed (Debian: libdeflate-tools): the page is 2 % larger`);
  const { single, hosted, parts } = await buildSandbox();
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  console.log(`one file ${kb(single)}, first load ${kb(hosted)} (gzip)`);
  console.log(
    Object.entries(parts)
      .map(([name, bytes]) => `  ${name} ${kb(bytes)}`)
      .join('\n'),
  );
  if (process.argv.includes('--serve')) {
    const { port } = (await serve(Number(process.env.PORT ?? 4179))).address();
    console.log(`http://localhost:${port}/`);
  } else console.log(relative(process.cwd(), join(dist, 'canal-lint-sandbox.html')));
}
