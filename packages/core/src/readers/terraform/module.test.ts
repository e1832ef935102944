/** What a module is given is said where it is given: the module is somebody else's too. */
import { expect, it } from 'vitest';
import { lint } from '../../lint/run.js';

const node = `variable "check" {
  default = true
}
resource "aws_instance" "node" {
  source_dest_check = var.check
}
`;
const pool =
  'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: a }\nspec: { cidr: 10.244.0.0/16, ipipMode: CrossSubnet }\n';

async function toldOf(call: string): Promise<readonly unknown[]> {
  const files = { 'modules/nodes/main.tf': node, 'staging/main.tf': call, 'staging/pool.yaml': pool };
  const sources = Object.entries(files).map(([name, text]) => ({ name, text }));
  const { findings } = await lint(sources, {});
  return findings
    .filter(({ rule }) => rule === 'cloud-encapsulation')
    .map(({ related, fix }) => [
      related.map(({ location }) => `${location.file}:${location.line}`),
      fix?.edits.map(({ file, text }) => `${file} ${text}`),
    ]);
}

it('a value that the call gives', async () => {
  const call = 'module "nodes" {\n  source = "../modules/nodes"\n  check  = true\n}\n';
  expect(await toldOf(call)).toEqual([[['staging/main.tf:3'], ['staging/main.tf false']]]);
});

it('a value that it has from a local', async () => {
  const call = 'locals {\n  check = true\n}\nmodule "nodes" {\n  source = "../modules/nodes"\n  check  = local.check\n}\n';
  expect(await toldOf(call)).toEqual([[['staging/main.tf:2'], ['staging/main.tf false']]]);
});

it('the default of the module, which other calls have too, is not edited', async () => {
  expect(await toldOf('module "nodes" {\n  source = "../modules/nodes"\n}\n')).toEqual([[['modules/nodes/main.tf:2'], []]]);
});
