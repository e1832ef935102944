// The files that `init` writes.

const home = 'canal-lint/canal-lint';

export type Facts = { readonly calicoVersion: string | undefined; readonly cloud: string | undefined; readonly nicMtu: number | undefined };

/** `.canal-lint.yaml`. What is not known is left out, with a word on what it would be good for. */
export function configText({ calicoVersion, cloud, nicMtu }: Facts): string {
  const underlay = [...(cloud === undefined ? [] : [`  cloud: ${cloud}`]), ...(nicMtu === undefined ? [] : [`  nicMtu: ${nicMtu}`])];
  const hint = [
    '# What carries the packets of the nodes: with it, verdicts on MTUs and encapsulation are certain.',
    '# underlay: { cloud: aws, nicMtu: 9001, l2: false, routesPods: false }',
  ];
  return [
    `# yaml-language-server: $schema=https://raw.githubusercontent.com/${home}/main/schema/canal-lint.schema.json`,
    'extends: recommended',
    ...(calicoVersion === undefined ? [] : [`calicoVersion: ${calicoVersion}`]),
    ...(underlay.length === 0 ? hint : ['underlay:', ...underlay]),
    '',
  ].join('\n');
}

/** The workflow of docs/ci/github/pull-request.yaml; a test holds that they are the same. */
export const workflowText: string = `# Findings of a pull request: what it causes or touches, as annotations, in the summary of the job, in one comment, with suggested fixes.
name: canal-lint
on:
  pull_request:
  merge_group:
permissions:
  contents: read
  pull-requests: write
jobs:
  canal-lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 2
      - uses: ${home}@v1
        with:
          changed-only: true
          comment: true
`;

/** The entry of a `.pre-commit-config.yaml`. */
export function preCommitEntry(version: string): string {
  return `  - repo: https://github.com/${home}\n    rev: v${version}\n    hooks:\n      - id: canal-lint\n`;
}
