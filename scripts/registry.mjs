#!/usr/bin/env node
// Writes what the build needs before TypeScript runs: the list of rules from the folders of rules/, and the version of the tool.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const core = new URL('../packages/core/', import.meta.url);
const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const write = (path, text) => {
  const file = fileURLToPath(new URL(path, core));
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
};

const names = readdirSync(new URL('src/rules/', core), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`src/rules/${entry.name}/rule.ts`, core)))
  .map((entry) => entry.name)
  .sort();
write(
  'src/lint/registry.gen.ts',
  `// Written by \`npm run gen\` from the folders of rules/; do not edit.
import type { AnyRule } from '../rules/rule.js';
${names.map((name) => `import ${camel(name)} from '../rules/${name}/rule.js';`).join('\n')}

/** Every rule, by name. */
export const rules: readonly AnyRule[] = [
${names.map((name) => `  ${camel(name)},`).join('\n')}
];
`,
);
const { version } = JSON.parse(readFileSync(new URL('package.json', core), 'utf8'));
write(
  'src/lint/version.gen.ts',
  `// Written by \`npm run gen\` from package.json; do not edit.\nexport const toolVersion: string = '${version}';\n`,
);
