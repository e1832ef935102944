/** Terraform: HCL, JSON, and plans. */
import { folderFrom, folderOf } from '../../cluster/files.js';
import { at, entries, textAt } from '../../source/index.js';
import type { Reader } from '../reader.js';
import { keysAt, type Unit } from '../unit.js';

export const terraform: Reader = {
  name: 'terraform',
  words: [
    ...['aws_security_group', 'aws_vpc_security_group_', 'google_compute_firewall', 'azurerm_network_security_'],
    ...['aws_instance', 'google_compute_instance', 'google_compute_network', 'azurerm_linux_virtual_machine'],
  ],
  claims: (unit) =>
    unit.path.length === 0 && unit.object === undefined && (unit.document.language === 'hcl' || isPlan(unit) || isJson(unit)),
  whole: true,
  uses: foldersUsed,
  load: () => import('./read.js'),
};

/** What `terraform show -json` prints of a plan; a state has no planned values. */
export function isPlan({ document }: Unit): boolean {
  return at(document.root, ['format_version']) !== undefined && at(document.root, ['planned_values']) !== undefined;
}

/** Folders of the local modules that a file calls. */
export function foldersUsed({ document }: Unit): readonly string[] {
  const calls = entries(document.root).flatMap(({ name, value }) => {
    if (name === 'module') return entries(value).map((call) => call.value);
    return /^module\./.test(name) ? [value] : [];
  });
  const sources = calls.flatMap((call) => textAt(call, ['source']) ?? []);
  return sources.filter((source) => /^\.\.?\//.test(source)).map((source) => folderFrom(folderOf(document.source.name), source));
}

function isJson(unit: Unit): boolean {
  return /\.tf\.json$/i.test(unit.document.source.name) && keysAt(unit, []).length > 0;
}
