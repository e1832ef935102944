// What npm would publish, used as a stranger uses it: unpacked into an empty project with the dependencies that it names, and no registry.
// The library is compiled here, into a temporary folder, so that no older build is judged; the command is taken as `npm run build` left it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build, transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const consumer = readFileSync(join(root, 'test/package/consumer.ts.txt'), 'utf8');
const maxUnpacked = 2_000_000;

type Packed = { readonly filename: string; readonly unpackedSize: number; readonly files: readonly { readonly path: string }[] };
type Manifest = Readonly<Record<string, unknown>> & { readonly dependencies?: Readonly<Record<string, string>> };
type Component = {
  readonly name: string;
  readonly version: string;
  readonly 'bom-ref': string;
  readonly licenses: readonly { readonly license: { readonly id: string } }[];
};
type Bom = {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};
/** What the consumer hands over: findings as texts. */
type Answer = readonly string[];

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'canal-lint-package-')));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a program of Node; what it prints, or an error that holds what it complained about. */
function node(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

const compiler = join(root, 'node_modules/typescript/bin/tsc');
/** Strict flags, and nothing to lean on: no types but those that the imports lead to, and no library left unchecked. */
const strictest = {
  compilerOptions: {
    ...{ target: 'es2023', lib: ['es2023'], types: [], module: 'nodenext', strict: true, skipLibCheck: false },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noPropertyAccessFromIndexSignature: true },
    ...{ verbatimModuleSyntax: true, isolatedDeclarations: true, declaration: true },
  },
  files: ['consumer.ts'],
};

/** Packs a package and unpacks it into a project's node_modules; npm runs no scripts and asks no registry. */
function install(source: string, project: string): Packed & { readonly manifest: Manifest } {
  const npm = spawnSync('npm', ['pack', '--json', '--offline', '--ignore-scripts', '--pack-destination', folder], {
    cwd: source,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new Error(`npm pack failed: ${npm.stderr}`);
  const [packed] = JSON.parse(npm.stdout) as readonly Packed[];
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest & { readonly name: string };
  const target = join(project, 'node_modules', manifest.name);
  mkdirSync(target, { recursive: true });
  const tar = spawnSync('tar', ['-xzf', join(folder, packed!.filename), '--strip-components=1', '-C', target], { encoding: 'utf8' });
  if (tar.status !== 0) throw new Error(`tar failed: ${tar.stderr}`);
  return { ...packed!, manifest };
}

/** A copy of a dependency: a link would let it find what else this repository has installed. */
function provide(project: string, names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(project, 'node_modules', name)), { recursive: true });
    cpSync(realpathSync(join(root, 'node_modules', name)), join(project, 'node_modules', name), { recursive: true });
  }
}

describe('@canal-lint/core', () => {
  let project: string;
  let packed: Packed;
  let complaints: string;
  let answer: Answer;

  beforeAll(() => {
    const source = join(folder, 'core');
    project = join(folder, 'consumer');
    mkdirSync(project);
    node(root, compiler, '-p', 'packages/core', '--outDir', join(source, 'dist'), '--tsBuildInfoFile', join(source, 'dist/.tsbuildinfo'));
    cpSync(join(root, 'packages/core/package.json'), join(source, 'package.json'));
    const { manifest, ...rest } = install(source, project);
    packed = rest;
    provide(project, Object.keys(manifest.dependencies ?? {}));
    writeFileSync(join(project, 'package.json'), '{"type": "module"}\n');
    writeFileSync(join(project, 'consumer.ts'), consumer);
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(strictest));
    writeFileSync(join(project, 'main.js'), "import { answer } from './consumer.js';\nconsole.log(JSON.stringify(await answer()));\n");
    // What does not type-check is emitted all the same, so that each test fails for its own reason.
    complaints = spawnSync(process.execPath, [compiler], { cwd: project, encoding: 'utf8' }).stdout;
    answer = JSON.parse(node(project, 'main.js')) as Answer;
  }, 120_000);

  it('holds the compiled library and nothing else', () => {
    const others = packed.files
      .map(({ path }) => path)
      .filter((path) => !/^(?:package\.json|README\.md|LICENSE|dist\/.+\.(?:js|d\.ts))$/.test(path));
    expect(others).toEqual([]);
    expect(packed.files.map(({ path }) => path).filter((path) => /\.test\.|fixture|\/cases\/|tsbuildinfo/.test(path))).toEqual([]);
  });

  it('has types that resolve without those of anything else', () => {
    expect(complaints).toBe('');
  });

  it('judges with the recommended rules and an own one', () => {
    const rules = answer.map((line) => line.split(' ')[0]);
    expect(rules).toContain('house-pool-name');
    expect(rules).toContain('encapsulation-required');
    expect(rules).toContain('autodetection-method');
  });

  it('judges the same in a browser, under a policy without eval', async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: [join(project, 'consumer.js')],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      logLevel: 'silent',
    });
    const code = outputFiles[0]?.text ?? '';
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
    const script = await transform(code, { format: 'iife', globalName: 'consumer' });
    // Of all that a page offers the library gets the one thing it asks for; process, require and Buffer are not there.
    const page = createContext({ TextDecoder }, { codeGeneration: { strings: false, wasm: false } });
    const same = (await runInContext(`${script.code}\nconsumer.answer();`, page)) as Answer;
    expect([...same]).toEqual(answer);
  });

  it('lets in by its three doors only', () => {
    const paths = ['', '/rules', '/reporters', '/package.json', '/dist/index.js', '/dist/lint/run.js', '/lint', '/readers', '/index.js'];
    const script = `for (const path of ${JSON.stringify(paths)}) {
      const names = await import('@canal-lint/core' + path).then(Object.keys, ({ code }) => code);
      console.log(JSON.stringify([path, names]));
    }`;
    const lines = node(project, '--input-type=module', '-e', script).trim().split('\n');
    const seen = Object.fromEntries(lines.map((line) => JSON.parse(line) as [string, readonly string[] | string]));
    expect(seen['']).toEqual(expect.arrayContaining(['lint', 'recommended', 'defineRule', 'fix', 'network']));
    expect(seen['/rules']).toContain('rules');
    expect(seen['/reporters']).toEqual(expect.arrayContaining(['formats', 'reporterNamed', 'renderNetwork']));
    expect(paths.slice(3).map((path) => [path, seen[path]])).toEqual(paths.slice(3).map((path) => [path, 'ERR_PACKAGE_PATH_NOT_EXPORTED']));
  });
});

describe('canal-lint', () => {
  let project: string;
  let packed: Packed & { readonly manifest: Manifest };
  const run = (...args: readonly string[]): string =>
    node(join(project, 'empty'), '../node_modules/canal-lint/bin/canal-lint.cjs', ...args);

  beforeAll(() => {
    project = join(folder, 'command');
    mkdirSync(join(project, 'empty'), { recursive: true });
    packed = install(join(root, 'packages/cli'), project);
  });

  it('needs nothing at run time and is small', () => {
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies'])
      expect(packed.manifest).not.toHaveProperty(kind);
    console.log(`canal-lint unpacked: ${(packed.unpackedSize / 1e6).toFixed(2)} MB in ${packed.files.length} files`);
    expect(packed.unpackedSize).toBeLessThanOrEqual(maxUnpacked);
  });

  it('holds the bundle and the licences of what is in it', () => {
    const names = packed.files.map(({ path }) => path);
    expect(names).toEqual(expect.arrayContaining(['bin/canal-lint.cjs', 'dist/canal-lint.cjs', 'dist/LICENSES.txt']));
    expect(
      names.filter(
        (path) =>
          !/^(?:package\.json|README\.md|LICENSE|bin\/[\w-]+\.cjs|dist\/[\w.-]+\.(?:cjs|br|zz)|dist\/LICENSES\.txt|dist\/sbom\.cdx\.json)$/.test(
            path,
          ),
      ),
    ).toEqual([]);
  });

  it('has a bill of materials that names each package whose licence is inside', () => {
    const dist = join(project, 'node_modules/canal-lint/dist');
    const bom = JSON.parse(readFileSync(join(dist, 'sbom.cdx.json'), 'utf8')) as Bom;
    expect([bom.bomFormat, bom.specVersion, bom.metadata.component.version]).toEqual(['CycloneDX', '1.6', packed.manifest['version']]);
    const licensed = [...readFileSync(join(dist, 'LICENSES.txt'), 'utf8').matchAll(/^-{80}\n\n(\S+) (\S+)$/gm)].map(
      ([, name, version]) => `${name}@${version}`,
    );
    expect(bom.components.map(({ name, version }) => `${name}@${version}`)).toEqual(licensed);
    expect(bom.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['js-yaml', 'yargs']));
    // SPDX identifiers, and one reference each, to which the dependencies lead.
    for (const { licenses } of bom.components) expect(licenses[0]?.license.id).toMatch(/^[A-Za-z0-9.-]+$/);
    const refs = bom.components.map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(bom.dependencies).toEqual([{ ref: bom.metadata.component['bom-ref'], dependsOn: refs }]);
  });

  it('runs from an empty folder with only itself installed', () => {
    expect(readdirSync(join(project, 'node_modules'))).toEqual(['canal-lint']);
    expect(run('--version').trim()).toBe(packed.manifest['version']);
    expect(run('mtu', '--nic', '9001', '--encapsulation', 'ipip')).toContain('9001 - 20 (ipip) = 8981');
    expect(run('rules')).toContain('encapsulation-required');
    expect(run('explain', 'encapsulation-required')).toContain('## Why');
    expect(run('policies', 'list')).toContain('encapsulation-required');
  });

  it('finds files in folders and by patterns, and judges them', () => {
    const files = join(project, 'empty');
    cpSync(join(root, 'examples'), join(files, 'examples'), { recursive: true });
    writeFileSync(join(files, '.gitignore'), 'ignored/\n');
    const report = JSON.parse(run('--format', 'json', '--fail-on', 'never', '.', 'examples/**/*.yaml')) as {
      readonly findings: readonly { readonly rule: string }[];
    };
    expect(report.findings.map(({ rule }) => rule)).toContain('encapsulation-required');
    expect(report.findings.filter(({ rule }) => rule === 'internal-error')).toEqual([]);
  });
});
