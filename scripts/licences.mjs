// The packages that a bundle holds parts of, and their licences.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Every package that a bundled file comes from, ordered by name. */
export function packagesOf(inputs) {
  const folders = new Set(inputs.map(packageOf).filter((folder) => folder !== undefined));
  return [...folders].map(described).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The texts of their licences. */
export function licences(packages) {
  const texts = packages.map(({ name, version, text }) => `${name} ${version}\n\n${text.trim()}\n`);
  const head = 'canal-lint is licensed under Apache-2.0. Its bundle holds parts of the packages below.\n';
  return `${[head, ...texts].join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** The folder of the package: what follows the last node_modules, with the scope where there is one. */
function packageOf(input) {
  return /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(input)?.[1];
}

function described(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${dirname(folder)}: ${name} has no licence text`);
  return { name, version, license, text: readFileSync(join(folder, file), 'utf8') };
}
