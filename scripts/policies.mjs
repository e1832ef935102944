#!/usr/bin/env node
// Writes policies/rego/ from the policy.rego of the rules and packages/policy/rego/lib, and compiles it to policies/canal-lint.wasm with OPA.
// OPA is needed only where a source has changed: `--check` compiles in any case and compares byte for byte (CI does).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { policies } from '../packages/policy/dist/index.js';
import { writeCel } from './policies/cel.mjs';
import { writeChart } from './policies/chart.mjs';
import { writeGatekeeper } from './policies/gatekeeper.mjs';

const opaVersion = '1.22.0';
const root = fileURLToPath(new URL('..', import.meta.url));
const rules = join(root, 'packages/core/src/rules');
const lib = join(root, 'packages/policy/rego/lib');
const target = join(root, 'policies');
const entrypoint = 'canal/violations';
const note = (from) => `# Written by \`npm run gen\` from ${from}; do not edit.\n`;

const names = readdirSync(rules)
  .filter((name) => existsSync(join(rules, name, 'policy.rego')))
  .sort();
const sources = new Map([
  ['main.rego', note('packages/policy/rego/main.rego') + readFileSync(join(root, 'packages/policy/rego/main.rego'), 'utf8')],
  ['canal.rego', `${note('the rules')}${aggregate(names)}`],
  ...names.map((name) => [
    `${name}.rego`,
    note(`packages/core/src/rules/${name}/policy.rego`) + readFileSync(join(rules, name, 'policy.rego'), 'utf8'),
  ]),
  ...readdirSync(lib)
    .filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego'))
    .sort()
    .map((name) => [`lib/${name}`, note(`packages/policy/rego/lib/${name}`) + readFileSync(join(lib, name), 'utf8')]),
]);
writeSources();
compile();
await writeGatekeeper();
writeCel();
writeChart();

/** One set of violations over all rules, each with the name of its rule: what canal-lint itself asks. */
function aggregate(all) {
  const imports = all.map((name) => `import data.canal.${packageOf(name)}`).join('\n');
  const members = all.map(
    (name) => `violations contains object.union(v, {"rule": "${name}"}) if {
	kind in {${kindsOf(name)}}
	some v in ${packageOf(name)}.violation
}\n`,
  );
  // The kind comes first: most of what a rule works out is the same for every object, and wanted for few.
  return `package canal\n\n${imports}\n\nkind := input.review.object.kind\n\n# METADATA\n# entrypoint: true\n${members.join('\n')}`;
}

function kindsOf(name) {
  const { match } = policies.find(({ rule }) => rule === name);
  return [...new Set(match.flatMap(({ kinds }) => kinds))].map((kind) => `"${kind}"`).join(', ');
}

function packageOf(name) {
  return name.replaceAll('-', '_');
}

function writeSources() {
  const folder = join(target, 'rego');
  mkdirSync(join(folder, 'lib'), { recursive: true });
  for (const name of readdirSync(folder, { recursive: true })) if (name.endsWith('.rego') && !sources.has(name)) rmSync(join(folder, name));
  for (const [name, text] of sources) write(join(folder, name), text);
}

function write(path, text) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

function compile() {
  const check = process.argv.includes('--check');
  const stamp = join(target, 'canal-lint.wasm.json');
  const module = join(target, 'canal-lint.wasm');
  const digest = sha256([opaVersion, ...[...sources].flat()].join('\0'));
  const last = existsSync(stamp) && existsSync(module) ? JSON.parse(readFileSync(stamp, 'utf8')) : {};
  if (!check && last.sources === digest && last.wasm === sha256(readFileSync(module))) return;
  const wasm = built();
  if (check && (last.sources !== digest || !readFileSync(module).equals(wasm)))
    throw new Error('policies/canal-lint.wasm is not what its sources compile to: run npm run gen and commit it');
  writeFileSync(module, wasm);
  write(stamp, `${JSON.stringify({ opa: opaVersion, entrypoints: [entrypoint], sources: digest, wasm: sha256(wasm) }, null, 2)}\n`);
}

/** The paths of the sources are in the module, so it is built from the root of the repository with relative ones. */
function built() {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-'));
  try {
    const bundle = join(folder, 'bundle.tar.gz');
    const args = ['build', '--target', 'wasm', '--entrypoint', entrypoint, '--output', bundle, 'policies/rego'];
    const [command, ...before] = opa();
    execFileSync(command, [...before, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    execFileSync('tar', ['-xzf', bundle, '-C', folder, '/policy.wasm'], { stdio: ['ignore', 'ignore', 'ignore'] });
    return withoutNames(readFileSync(join(folder, 'policy.wasm')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The module without its custom sections: names of functions for debuggers, a twentieth of the size. */
function withoutNames(module) {
  const kept = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const start = at++;
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = module[at++];
      size += (byte & 0x7f) * 2 ** shift;
      more = byte > 0x7f;
    }
    at += size;
    if (module[start] !== 0) kept.push(module.subarray(start, at));
  }
  return Buffer.concat(kept);
}

/** OPA of the pinned version: from the cache of CI's tools, from PATH, else run through Go. */
function opa() {
  const cached = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'canal-lint/tools/opa');
  for (const command of [cached, 'opa']) if (versionOf(command) === opaVersion) return [command];
  if (versionOf('go', ['version']) !== undefined) return ['go', 'run', `github.com/open-policy-agent/opa@v${opaVersion}`];
  throw new Error(
    `a policy has changed, and compiling it needs OPA ${opaVersion} or Go: go install github.com/open-policy-agent/opa@v${opaVersion}`,
  );
}

function versionOf(command, args = ['version']) {
  try {
    const text = execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /^Version: (\S+)/m.exec(text)?.[1] ?? text;
  } catch {
    return undefined;
  }
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
