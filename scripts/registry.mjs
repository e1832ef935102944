#!/usr/bin/env node
// Writes what the build needs before TypeScript runs: the list of rules and their pages from the folders of rules/, and the version of the tool.
// `--root <folder>` works on another checkout than this one.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { root: { type: 'string' } } });
const core = join(values.root ?? fileURLToPath(new URL('..', import.meta.url)), 'packages/core');
const rules = join(core, 'src/rules');
const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const write = (path, text) => {
  const file = join(core, path);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
};

const names = readdirSync(rules, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(rules, entry.name, 'rule.ts')))
  .map((entry) => entry.name)
  .sort();
const imports = [...names.map((name) => [`../rules/${name}/rule.js`, camel(name)]), ['../rules/rule.js', 'type { AnyRule }']].sort(
  ([a], [b]) => (a < b ? -1 : 1),
);
write(
  'src/lint/registry.gen.ts',
  `// Written by \`npm run gen\` from the folders of rules/; do not edit.
${imports.map(([path, what]) => `import ${what} from '${path}';`).join('\n')}

/** Every rule, by name. */
export const rules: readonly AnyRule[] = [
${names.map((name) => `  ${camel(name)},`).join('\n')}
];
`,
);

const literal = (text) => `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
const key = (name) => (/^\w+$/.test(name) ? name : `'${name}'`);
const documented = names.filter((name) => existsSync(join(rules, name, 'doc.md')));
write(
  'src/lint/docs.gen.ts',
  `// Written by \`npm run gen\` from the doc.md of each rule; do not edit.

/** The page of each rule, in Markdown. */
export const docs: Readonly<Record<string, string>> = {
${documented.map((name) => `  ${key(name)}: ${literal(readFileSync(join(rules, name, 'doc.md'), 'utf8').replaceAll('\r\n', '\n'))},`).join('\n')}
};
`,
);

const { version } = JSON.parse(readFileSync(join(core, 'package.json'), 'utf8'));
write(
  'src/lint/version.gen.ts',
  `// Written by \`npm run gen\` from package.json; do not edit.\nexport const toolVersion: string = '${version}';\n`,
);
