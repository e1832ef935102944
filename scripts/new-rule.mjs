#!/usr/bin/env node
// Scaffolds a rule: npm run new-rule -- my-rule. Writes one folder, packages/core/src/rules/my-rule/, which compiles and whose case passes.
// `--root <folder>` works on another checkout than this one.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = 'usage: npm run new-rule -- my-rule';

/** Names that reports use for something else. */
const reserved = ['internal-error'];

function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { root: { type: 'string' } } });
  const [name = '', ...more] = positionals;
  if (name === '' || more.length > 0) return refuse(usage);
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(name) || name.length > 40) {
    return refuse(
      `"${name}" is no name for a rule: two words or more in lower case, joined by hyphens, at most 40 characters, such as pool-cidr`,
    );
  }
  if (reserved.includes(name)) return refuse(`"${name}" is the name under which a crash of a rule is reported; choose another one`);
  const core = join(values.root ?? fileURLToPath(new URL('..', import.meta.url)), 'packages/core');
  const folder = join(core, 'src/rules', name);
  if (existsSync(folder)) return refuse(`there is a rule ${name} already: ${folder}`);
  const { version } = JSON.parse(readFileSync(join(core, 'package.json'), 'utf8'));
  for (const [path, text] of Object.entries(files(name, version))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  process.stdout.write(
    `wrote ${folder}\n\nnext: write the cases, then the rule and its page; npm run gen; npx vitest run test/rules.test.ts -t ${name}\n`,
  );
}

function refuse(why) {
  process.stderr.write(`${why}\n`);
  process.exitCode = 2;
}

/** The files of a rule that finds a pool called \`example\`: something to replace that runs from the start. */
function files(name, version) {
  return {
    'rule.ts': `import { isKnown } from '../../cluster/setting.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  example: 'pool {pool} is called like an example: name what its addresses are for',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: '${name}',
  since: '${version}',
  category: 'pool',
  severity: 'warning',
  summary: 'A pool is not called example',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const { name } of cluster.pools) {
      if (isKnown(name) && name.value === 'example') report({ message: 'example', at: name.origin, data: { pool: name.value } });
    }
  },
});
export default rule;
`,
    'doc.md': `## Why

What an engineer sees at 3 a.m.: a status line, a log line or a route, and the sum where there is one.

## Avoid

\`\`\`yaml
${pool('example')}
\`\`\`

## Prefer

\`\`\`yaml
${pool('pods')}
\`\`\`

## Exceptions

- When the rule is silent, and how to say so.

## Sources

- Project, release: file.
`,
    [`cases/${name}.yaml`]: `# case: a pool that is called example
${pool('example   # want "is called like an example"')}

# case: a pool with a name of its own
${pool('pods')}

# case: the name comes from a template
# unknown: the name
${pool('"{{ .Values.pool }}"')}
`,
  };
}

function pool(name) {
  return `apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: ${name}
spec:
  cidr: 10.244.0.0/16
  vxlanMode: Always`;
}

main();
