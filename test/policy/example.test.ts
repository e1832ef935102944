import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { gator } from './gator.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}/examples/gatekeeper/README.md`, 'utf8');

/** Blocks with canal-lint are held by test/examples.test.ts. */
const shown = [...page.matchAll(/^```console\n\$ gator (.*)\n([\s\S]*?)^```$/gm)].map(
  ([, command = '', output = '']) => [command, output] as const,
);

describe.skipIf(gator === undefined)('examples/gatekeeper shows what gator says', () => {
  test('to the broken pool, the repaired one and two exemptions', () => {
    expect(shown.map(([, output]) => output !== '')).toEqual([true, false, false, false]);
  });

  test.each(shown)('gator %s', (command, output) => {
    const { status, stdout, stderr } = spawnSync(gator ?? '', command.split(' '), { cwd: root, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: output === '' ? 0 : 1, stdout: output, stderr: '' });
  });
});
