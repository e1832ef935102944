#!/usr/bin/env node
// Prints docs/ci/beside-other-linters.md: what those linters that are installed find in examples/, broken and repaired.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'canal-lint/tools');
const page = join(root, 'docs/ci/beside-other-linters.md');

const chartOf = (side) => [`examples/helm-chart/${side}/calico`, '-f', `examples/helm-chart/${side}/prod.yaml`];

/** Each gives messages as [file, what]; a file that it could not judge as [file]. */
const linters = {
  'canal-lint': {
    args: ['packages/cli/bin/canal-lint.cjs', '--format', 'json', '--fail-on', 'never'],
    // The chart has its fault in the values of production, which its page names on the command line.
    inputs: [['examples'], ...['broken', 'repaired'].map(chartOf)],
    read: ({ findings }) => findings.map(({ location, rule, message }) => [location.file, `${rule} ${message}`]),
  },
  kubeconform: {
    args: ['-output', 'json', '-ignore-missing-schemas', 'examples'],
    read: ({ resources = [] }) =>
      resources.flatMap(({ filename, kind, name, status, msg }) =>
        status === 'statusError' ? [[filename]] : status === 'statusInvalid' ? [[filename, `${kind} ${name} ${msg}`]] : [],
      ),
  },
  'kube-linter': {
    args: ['lint', '--format', 'json', 'examples'],
    read: ({ Reports }) =>
      (Reports ?? []).map(({ Check, Object: { Metadata, K8sObject } }) => [
        Metadata.FilePath,
        `${Check} ${K8sObject.Namespace}/${K8sObject.Name}`,
      ]),
  },
  checkov: {
    args: [
      '--directory',
      'examples',
      '--output',
      'json',
      '--quiet',
      '--compact',
      '--skip-download',
      '--framework',
      'kubernetes',
      'terraform',
    ],
    read: (reports) =>
      [reports].flat().flatMap(({ results }) =>
        (results?.failed_checks ?? []).map(({ file_path, check_id, resource }) => [
          // `/examples/…` for manifests, `/…` for Terraform.
          join('examples', file_path.replace(/^\/(?:examples\/)?/, '')),
          `${check_id} ${resource}`,
        ]),
      ),
  },
};

function programOf(name) {
  if (name === 'canal-lint') return process.execPath;
  const cached = join(cache, name);
  if (existsSync(cached)) return cached;
  return spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim() || undefined;
}

function versionOf(name, program) {
  const args = { 'canal-lint': ['packages/cli/bin/canal-lint.cjs', '--version'], kubeconform: ['-v'], 'kube-linter': ['version'] }[
    name
  ] ?? ['--version'];
  return spawnSync(program, args, { cwd: root, encoding: 'utf8' }).stdout.trim().split('\n').at(-1);
}

const columns = Object.entries(linters).flatMap(([name, { args, inputs = [[]], read }]) => {
  const program = programOf(name);
  if (program === undefined) return [{ name, version: undefined }];
  const runs = inputs.map((input) => spawnSync(program, [...args, ...input], { cwd: root, encoding: 'utf8', maxBuffer: 1e9 }));
  try {
    return [
      {
        name,
        version: versionOf(name, program),
        messages: runs.flatMap(({ stdout }) => read(JSON.parse(stdout))).map(([file, what]) => [relative(root, resolve(root, file)), what]),
      },
    ];
  } catch (error) {
    console.error(`${name}: ${runs.map(({ stderr }) => stderr).join('') || error}`);
    return [{ name, version: undefined }];
  }
});
const installed = columns.filter(({ messages }) => messages);

/** Messages about the broken side that the repaired one no longer gets, of all about the broken one. */
function cellOf({ messages }, example) {
  const side = (name) =>
    messages.filter(([file]) => file.startsWith(`examples/${example}/${name}/`) || file.startsWith(`examples/${example}/${name}:`));
  const [broken, repaired] = [side('broken'), side('repaired')];
  if (broken.some(([, what]) => what === undefined)) return 'no schema';
  const kept = new Set(repaired.map(([, what]) => what));
  const gone = broken.filter(([, what]) => !kept.has(what)).length;
  return gone === broken.length ? String(gone) : `${gone} of ${broken.length}`;
}

const examples = readdirSync(join(root, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
const rows = examples.map(({ name }) => [`[${name}](../../examples/${name}/README.md)`, ...installed.map((one) => cellOf(one, name))]);
const absent = columns.filter(({ messages }) => !messages).map(({ name }) => name);
const line = (cells) => `| ${cells.join(' | ')} |`;
const text = `<!-- Written by \`node scripts/beside.mjs\`; do not edit. -->

# Beside other linters

How many messages each linter gives about the broken side of an [example](../../examples/README.md) and no longer about the repaired one: what it says
about the fault. "0 of 14": 14 messages, all of which stay when the network is repaired, since they are about something else.

${line(['example', ...installed.map(({ name, version }) => (name === version ? name : `${name} ${version}`))])}
${line(['---', ...installed.map(() => '---:')])}
${rows.map(line).join('\n')}

${absent.length > 0 ? `Not installed where this was printed: ${absent.join(', ')}. ` : ''}"no schema": kubeconform had no schema for the kind and no way to fetch one.

The others look at what canal-lint does not: whether Kubernetes takes an object, whether a workload is as safe as it should be. None of them knows
what one file of the network says about another. So run them side by side: [a pipeline for a Helm chart](github/helm-chart.yaml).
`;
writeFileSync(page, text);
process.stdout.write(text);
