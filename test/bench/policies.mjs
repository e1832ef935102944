// What policies cost: a document in WebAssembly beside the same verdicts by the rules, and each template in gator.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alternate, median } from './measure.mjs';

const documents = 1000;

const object = (i) => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'IPPool',
  metadata: { name: `pool-${i}` },
  spec: { cidr: `10.${i % 256}.0.0/16`, ipipMode: 'Never', vxlanMode: i % 3 === 0 ? 'Never' : 'Always', natOutgoing: true },
});

/** Rows of a table. `root`: the URL of the repository, built. */
export async function policies(root) {
  const dist = (name) => import(new URL(`packages/${name}/dist/index.js`, root).href);
  const [{ allRules, lint }, policy] = await Promise.all([dist('core'), dist('policy')]);
  const engine = policy.load(readFileSync(new URL('policies/canal-lint.wasm', root)));
  const objects = Array.from({ length: documents }, (_, i) => object(i));
  const rules = allRules.filter(({ name }) => policy.policies.some(({ rule }) => rule === name));
  const inputs = objects.map((value, i) => ({ name: `${i}.yaml`, text: JSON.stringify(value), whole: true }));
  const times = await alternate(
    {
      wasm: () => objects.map((one) => policy.violations(engine, { object: one, operation: 'CREATE' })),
      rules: () => lint(inputs, { rules }),
    },
    { rounds: 7, warmUp: 2 },
  );
  const each = (of) =>
    `${((median(of.wall) * 1000) / documents).toFixed(0)} µs (CPU ${((median(of.cpu) * 1000) / documents).toFixed(0)} µs)`;
  return [
    [`policies: ${rules.length} rules on an IPPool, WebAssembly`, each(times.wasm), ''],
    ['policies: the same in TypeScript, with reading it', each(times.rules), ''],
    ...gator(root, policy.policies),
  ];
}

/** A review of the samples by each template, by the gator of CI's cache or of PATH; one row says so where there is none. */
function gator(root, all) {
  const cached = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'canal-lint/tools/gator');
  const command = existsSync(cached) ? cached : 'gator';
  return all.flatMap(({ rule }) => {
    const folder = fileURLToPath(new URL(`policies/gatekeeper/${rule}/`, root));
    const files = ['template.yaml', 'samples'].flatMap((name) => ['--filename', join(folder, name)]);
    const args = ['bench', '--engine', 'rego', '--iterations', '200', '--output', 'json', ...files];
    try {
      const [{ latencies }] = JSON.parse(execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return [[`gator: ${rule}, a review`, `p50 ${latencies.p50}, p99 ${latencies.p99}`, '']];
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      return rule === all[0].rule ? [['gator: not installed', '', '']] : [];
    }
  });
}
