// Runs every *.txt of this folder. UPDATE=1 writes what the program says into them: read the difference before you commit it.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { captured } from '../../packages/cli/src/captured.js';
import { argumentsOf, layOut, type Outcome, parseScenario, printScenario, type Scenario } from './scenario.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const names = fs.readdirSync(here).filter((name) => name.endsWith('.txt'));

async function play({ command, files, stdin, outcome }: Scenario): Promise<Outcome> {
  const cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-scenario-')));
  try {
    layOut(files, cwd);
    const { code, stdout, stderr } = await captured(cwd, argumentsOf(command), { input: stdin });
    const after = [...outcome.after.keys()].map((path): [string, string] => [path, fs.readFileSync(join(cwd, path), 'utf8')]);
    const anywhere = (text: string): string => text.replaceAll(cwd, '<folder>');
    return { stdout: anywhere(stdout), stderr: anywhere(stderr), exit: code, after: new Map(after) };
  } finally {
    fs.rmSync(cwd, { recursive: true });
  }
}

describe('scenarios', () => {
  it.each(names)('%s', async (name) => {
    const scenario = parseScenario(fs.readFileSync(join(here, name), 'utf8'));
    const outcome = await play(scenario);
    if (process.env['UPDATE']) fs.writeFileSync(join(here, name), printScenario({ ...scenario, outcome }));
    else expect(outcome).toEqual(scenario.outcome);
  });

  it('are written the way they are read', () => {
    const text = fs.readFileSync(join(here, 'mtu-sums.txt'), 'utf8');
    expect(printScenario(parseScenario(text))).toBe(text);
    expect(() => parseScenario('=== stdin\n=== sdtout\n')).toThrow('=== sdtout');
  });

  it('take words as a shell does', () => {
    expect(argumentsOf(`canal-lint '**/*.yaml' --output "a b" x'y'z`)).toEqual(['**/*.yaml', '--output', 'a b', 'xyz']);
  });
});
