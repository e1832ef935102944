// helm for the tests: the one of the PATH, of .ci/tools, or of `go install`.
import fs from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Captured, captured } from '../../packages/cli/src/captured.js';

const folders = [
  ...(process.env['PATH'] ?? '').split(delimiter),
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'canal-lint/tools'),
  join(process.env['GOPATH'] ?? join(homedir(), 'go'), 'bin'),
];
const folder = folders.find((one) => fs.existsSync(join(one, process.platform === 'win32' ? 'helm.exe' : 'helm')));

/** False: the tests that render charts are skipped. */
export const hasHelm: boolean = folder !== undefined;

if (!hasHelm) console.warn('skipped: helm is not installed, so the tests that render charts do not run (.ci/tools builds it)');

/** The program. */
export const helm: string = join(folder ?? '', 'helm');

/** The environment of a command that finds helm, and nothing else beside node. */
export const withHelm: { readonly env: Readonly<Record<string, string>> } = {
  env: { PATH: [folder ?? '', dirname(process.execPath)].join(delimiter), HOME: homedir() },
};

const charts = resolve(import.meta.dirname, 'charts');

/** A folder of its own with copies of charts and further files. It is removed behind the test. */
export function folderWith(names: readonly string[], files: Readonly<Record<string, string>> = {}): string {
  const made = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-helm-')));
  onTestFinished(() => fs.rmSync(made, { recursive: true }));
  for (const name of names) fs.cpSync(join(charts, name), join(made, name), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(made, path)), { recursive: true });
    fs.writeFileSync(join(made, path), text);
  }
  return made;
}

/** Runs a command line with helm. */
export function lint(cwd: string, ...argv: readonly string[]): Promise<Captured> {
  return captured(cwd, argv, withHelm);
}

type Told = {
  readonly rule: string;
  readonly fix: { readonly title: string; readonly applicability: string; readonly edits: readonly object[] } | null;
  readonly location: { readonly file: string; readonly line: number };
  readonly related: readonly { readonly message: string; readonly location: { readonly file: string; readonly line: number } }[];
};

/** Rule, file and line of each finding. */
export async function findingsOf(cwd: string, ...argv: readonly string[]): Promise<readonly string[]> {
  return (await toldOf(cwd, ...argv)).map(({ rule, location }) => `${rule} ${location.file}:${location.line}`);
}

/** The findings of a run, as JSON tells them. Throws where the command says that something went wrong. */
export async function toldOf(cwd: string, ...argv: readonly string[]): Promise<readonly Told[]> {
  const { code, stdout, stderr } = await lint(cwd, ...argv, '--format', 'json');
  if (code > 1) throw new Error(stderr);
  return (JSON.parse(stdout) as { findings: readonly Told[] }).findings;
}
