/** What `canal-lint policies install` prints, run as it is printed. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../packages/cli/bin/canal-lint.mjs', import.meta.url));

/** Runs the steps against the cluster of a kubeconfig; gives what they write. The first word of a step is the command, as if it were installed. */
export function runInstall(kubeconfig: string, ...args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-install-'));
  const program = join(folder, 'canal-lint');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`);
  chmodSync(program, 0o755);
  const env = { ...process.env, KUBECONFIG: kubeconfig, PATH: folder + delimiter + process.env['PATH'] };
  const run = (line: string): string => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${line}\n${stderr}`);
    return stdout;
  };
  const steps = run(['canal-lint policies install', ...args].join(' ')).match(/(?<=^ {2})\S.*$/gm) ?? [];
  const said = steps.map(run).join('');
  rmSync(folder, { recursive: true });
  return said;
}
