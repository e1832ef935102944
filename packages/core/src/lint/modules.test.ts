/** Terraform is looked at by folders: what the look passes over says nothing, and what belongs to a module is read whole. */
import { describe, expect, it } from 'vitest';
import type { SourceInput } from '../source/index.js';
import { lint, network } from './run.js';

const group = `resource "aws_security_group" "nodes" {
  vpc_id = var.vpc

  ingress {
    from_port   = 179
    to_port     = 179
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;
const variables = 'variable "vpc" {}\n';
const pool = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: a }\nspec: { cidr: 10.244.0.0/16, vxlanMode: Always }\n';
const sources = (files: Readonly<Record<string, string>>): readonly SourceInput[] =>
  Object.entries(files).map(([name, text]) => ({ name, text }));
const found = async (files: Readonly<Record<string, string>>, parseEverything = false): Promise<readonly string[]> =>
  (await lint(sources(files), { parseEverything })).findings.map(({ rule, location }) => `${rule} ${location.file}:${location.line}`);

describe('a module', () => {
  it('is its folder, and each file of it is read', async () => {
    const [cluster] = await network(sources({ 'a/group.tf': group, 'a/variables.tf': variables, 'b/group.tf': group }));
    expect(cluster?.files).toEqual(['a/group.tf', 'a/variables.tf']);
    expect(cluster?.underlay.groups.map(({ beyond }) => beyond)).toEqual([undefined]);
  });

  it('is known to be cut off where a file is missing', async () => {
    const [cluster] = await network(sources({ 'b/group.tf': group }));
    expect(cluster?.underlay.groups.map(({ beyond }) => beyond)).toEqual(['var.vpc is not in the input']);
  });

  it('is cut off by a file that cannot be read', async () => {
    const files = { 'main.tf': group, 'variables.tf': variables, 'broken.tf': 'a = [\n', 'pool.yaml': pool };
    const [cluster] = await network(sources(files));
    expect(cluster?.underlay.groups.map(({ beyond }) => beyond)).toEqual(['a file of the module could not be read']);
    expect(await found(files)).toEqual(['syntax broken.tf:1', 'underlay-port-exposed main.tf:4']);
  });

  it('that has nothing of the field is neither parsed nor judged', async () => {
    const run = await lint(sources({ 'a/main.tf': 'resource "aws_s3_bucket" "x" {\n', 'b/main.tf': group }));
    expect(run.findings.map(({ rule }) => rule)).toEqual(['underlay-port-exposed']);
    expect(run.summary).toMatchObject({ files: 2, documents: 2, unrelated: 1 });
  });
});

describe('a module that others call', () => {
  const call = 'module "nodes" {\n  source = "../modules/nodes"\n  vpc = "vpc-1"\n}\n';
  const called = { 'modules/nodes/main.tf': group, 'modules/nodes/variables.tf': variables };
  const groups = async (files: Readonly<Record<string, string>>): Promise<readonly (readonly string[])[]> =>
    (await network(sources(files))).map(({ files: members, underlay }) => [...members, ...underlay.groups.map(({ name }) => name.value)]);

  it('is read with each of its callers, whatever these hold, and not on its own', async () => {
    expect(await groups({ 'a/main.tf': call, 'a/pool.yaml': pool, 'b/main.tf': call, ...called })).toEqual([
      ['a/main.tf', 'a/pool.yaml', ...Object.keys(called), 'module.nodes.aws_security_group.nodes'],
      ['b/main.tf', ...Object.keys(called), 'module.nodes.aws_security_group.nodes'],
    ]);
  });

  it('is told once where it says the same in each', async () => {
    expect(await found({ 'a/main.tf': call, 'b/main.tf': call, ...called })).toEqual(['underlay-port-exposed modules/nodes/main.tf:4']);
  });

  it('stays with the manifests beside it', async () => {
    expect(await groups({ 'a/main.tf': call, ...called, 'modules/nodes/pool.yaml': pool })).toEqual([
      ['a/main.tf', ...Object.keys(called), 'module.nodes.aws_security_group.nodes'],
      [...Object.keys(called), 'modules/nodes/pool.yaml', 'aws_security_group.nodes'],
    ]);
  });

  it('is read on its own where two call each other', async () => {
    const circle = (other: string): string => `module "x" {\n  source = "../${other}"\n}\n${group}`;
    expect((await groups({ 'a/main.tf': circle('b'), 'b/main.tf': circle('a') })).map(([file]) => file)).toEqual([
      'a/main.tf',
      'b/main.tf',
    ]);
  });
});

it.each([
  { 'main.tf': group, 'variables.tf': variables, 'pool.yaml': pool },
  { 'a/main.tf': group, 'b/variables.tf': variables },
  { 'main.tf.json': '{"resource": {"aws_security_group_rule": {"a": {"type": "ingress"}}}}', 'variables.tf': variables },
  { 'x.tf': variables, 'y.tf.json': '{}', 'pool.yaml': pool },
])('the look loses nothing: %j', async (files) => {
  expect(await found(files)).toEqual(await found(files, true));
});

it('comments of HCL suppress', async () => {
  const text = group.replace('  ingress', '  # canal-lint-disable-next-line underlay-port-exposed -- a lab\n  ingress');
  const { findings } = await lint(sources({ 'main.tf': text }));
  expect(findings.map(({ rule, suppressed }) => [rule, suppressed?.reason])).toEqual([['underlay-port-exposed', 'a lab']]);
});

describe('a plan', () => {
  const plan = (version: string): string =>
    JSON.stringify({
      format_version: version,
      planned_values: {
        root_module: {
          resources: [{ address: 'aws_security_group.nodes', mode: 'managed', type: 'aws_security_group', name: 'nodes', values: {} }],
        },
      },
    });

  it('of a format that is not known says nothing', async () => {
    const names = async (version: string): Promise<readonly string[]> =>
      (await network(sources({ 'plan.json': plan(version) }))).flatMap(({ underlay }) => underlay.groups.map(({ name }) => name.value));
    expect(await names('1.2')).toEqual(['aws_security_group.nodes']);
    expect(await names('2.0')).toEqual([]);
  });

  it('puts its values over the files that it was made from', async () => {
    const [cluster] = await network(sources({ 'main.tf': group, 'plan.json': plan('1.2') }));
    expect(cluster?.underlay.groups.map(({ openings, name }) => [openings.length, name.origin.document.source.name])).toEqual([
      [0, 'main.tf'],
    ]);
  });
});
