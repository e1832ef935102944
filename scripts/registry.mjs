#!/usr/bin/env node
// Writes what the build needs before TypeScript runs: the lists of rules and readers, the pages of the rules, and the version of the tool.
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

/** Folders of `room` that hold the file. */
const folders = (room, file) =>
  readdirSync(join(core, 'src', room), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(core, 'src', room, entry.name, file)))
    .map((entry) => entry.name)
    .sort();

/** Biome compares imports step by step: `a/` stands before `a-b/`. */
const steps = (path) => path.replaceAll('/', '\0');

/** The module that imports `[path, what]` and exports them as a list, in the order that Biome gives imports. */
function registry({ room, imports, list, members }) {
  const lines = imports.toSorted(([a], [b]) => (steps(a) < steps(b) ? -1 : 1)).map(([path, what]) => `import ${what} from '${path}';`);
  return `// Written by \`npm run gen\` from the folders of ${room}/; do not edit.
${lines.join('\n')}

${list} = [
${members.map((name) => `  ${camel(name)},`).join('\n')}
];
`;
}

const names = folders('rules', 'rule.ts');
write(
  'src/lint/registry.gen.ts',
  registry({
    room: 'rules',
    imports: [...names.map((name) => [`../rules/${name}/rule.js`, camel(name)]), ['../rules/rule.js', 'type { AnyRule }']],
    list: '/** Every rule, by name. */\nexport const rules: readonly AnyRule[]',
    members: names,
  }),
);

const readers = folders('readers', 'reader.ts');
write(
  'src/readers/registry.gen.ts',
  registry({
    room: 'readers',
    imports: [...readers.map((name) => [`./${name}/reader.js`, `{ ${camel(name)} }`]), ['./reader.js', 'type { Reader }']],
    list: '/** Every reader, by name. */\nexport const registry: readonly Reader[]',
    members: readers,
  }),
);

const causes = folders('diagnose/causes', 'cause.ts');
write(
  'src/diagnose/registry.gen.ts',
  registry({
    room: 'diagnose/causes',
    imports: [...causes.map((name) => [`./causes/${name}/cause.js`, `{ cause as ${camel(name)} }`]), ['./cause.js', 'type { Cause }']],
    list: '/** Every cause, by name. */\nexport const causes: readonly Cause[]',
    members: causes,
  }),
);

const literal = (text) => `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
const key = (name) => (/^\w+$/.test(name) ? name : `'${name}'`);

/** The pages of a room as a module: they are a chunk of their own. */
function pages(target, { folder, names: all, what }) {
  const documented = all.filter((name) => existsSync(join(folder, name, 'doc.md')));
  const page = (name) => readFileSync(join(folder, name, 'doc.md'), 'utf8').replaceAll('\r\n', '\n');
  write(
    target,
    `// Written by \`npm run gen\` from the doc.md of each ${what}; do not edit.

/** The page of each ${what}, in Markdown. */
export const docs: Readonly<Record<string, string>> = {
${documented.map((name) => `  ${key(name)}: ${literal(page(name))},`).join('\n')}
};
`,
  );
}
pages('src/lint/docs.gen.ts', { folder: rules, names, what: 'rule' });
pages('src/diagnose/docs.gen.ts', { folder: join(core, 'src/diagnose/causes'), names: causes, what: 'cause' });

const { version } = JSON.parse(readFileSync(join(core, 'package.json'), 'utf8'));
write(
  'src/lint/version.gen.ts',
  `// Written by \`npm run gen\` from package.json; do not edit.\nexport const toolVersion: string = '${version}';\n`,
);
