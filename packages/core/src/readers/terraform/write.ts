/** Openings written back: a block like the one beside it. */

import { folderOf } from '../../cluster/files.js';
import { parseOpening, protocols } from '../../cluster/host-groups.js';
import type { Write } from '../../cluster/setting.js';
import { allowLines, block, ingressLines, inlineLines, ruleLines, type Wanted } from '../../cluster/terraform.js';
import { at, type Edit, entries, insertAttribute, insertBlockBehind, type Origin, type Path, replaceScalar } from '../../source/index.js';

/**
 * The edits that open the group at an address for a packet from another one. Undefined where no rule shows how the module writes them, the two
 * groups are not of one module, or it is not in HCL.
 */
export function openingEdits({ place, beside }: Write, address: string, text: string): readonly Edit[] | undefined {
  const wanted = parseOpening(text);
  const own = addressAt(place.path);
  if (!wanted || !beside || own === undefined || beside.document.language !== 'hcl') return undefined;
  const from = wanted.from === address ? own : namedBeside(wanted.from, address);
  if (from === undefined || folderOf(beside.document.source.name) !== folderOf(place.document.source.name)) return undefined;
  const [top = '', inner = ''] = beside.path.map(String);
  const type = top.split('.')[1] ?? '';
  const opening = { ...wanted, from: `${from}.id`, own: `${own}.id` };
  if (/^ingress\b/.test(inner)) return insertBlockBehind(beside.document, beside.path, block('ingress', inlineLines(opening)));
  if (/^allow\b/.test(inner)) return insertBlockBehind(beside.document, beside.path, block('allow', allowLines(opening)));
  const lines =
    type === 'aws_security_group_rule'
      ? ruleLines(opening)
      : type === 'aws_vpc_security_group_ingress_rule'
        ? ingressLines(opening)
        : undefined;
  const name = lines && newName(beside, opening);
  if (!lines || name === undefined || beside.path.length !== 1) return undefined;
  return insertBlockBehind(beside.document, beside.path, block(`resource "${type}" "${name}"`, lines));
}

/** The edits that write `udp`, or `UDP 4789` with its port, for another protocol. Undefined where the ports that stand beside it are others. */
export function protocolEdits({ place }: Write, text: string): readonly Edit[] | undefined {
  const [name = '', port] = text.toLowerCase().split(' ');
  const { document } = place;
  const body = place.path.slice(0, -1);
  const azure = at(document.root, [...body, 'access']) !== undefined;
  const protocol = replaceScalar(place, azure ? `${name.slice(0, 1).toUpperCase()}${name.slice(1)}` : name);
  if (!protocol || port === undefined) return protocol;
  const written = [['from_port'], ['ports', 0], ['destination_port_range']]
    .map((path) => at(document.root, [...body, ...path]))
    .find(Boolean);
  if (written || azure) return written?.kind === 'scalar' && written.text === port ? protocol : undefined;
  const ports = document.language === 'hcl' ? insertAttribute(document, body, 'ports', `["${port}"]`) : undefined;
  return ports && [...protocol, ...ports];
}

/** `type.name` of a resource's block. */
function addressAt(path: Path): string | undefined {
  return /^resource\.([^.]+\.[^.[]+)$/.exec(String(path[0]))?.[1];
}

/** What one address is called where another one stands; modules do not see into each other. */
function namedBeside(one: string, other: string): string | undefined {
  const prefix = /^(?:module\.[^.]+\.)*/;
  const [own = ''] = prefix.exec(one) ?? [];
  return own === (prefix.exec(other) ?? [''])[0] ? one.slice(own.length) : undefined;
}

/** A name that no resource of the file has, joined as its neighbour's is. */
function newName({ document, path }: Origin, { own, from, protocol, port }: Wanted): string | undefined {
  const [, type = '', neighbour = ''] = String(path[0]).split('.');
  const mark = neighbour.includes('-') ? '-' : '_';
  const words = [own.split('.')[1] ?? '', ...(from === own ? [] : ['from', from.split('.')[1] ?? ''])];
  const traffic = protocol === protocols.tcp ? `tcp${mark}${port}` : protocol === protocols.udp ? `udp${mark}${port}` : 'ipip';
  const name = [...words, traffic].join(mark);
  return entries(document.root).some((e) => e.name === `resource.${type}.${name}`) ? undefined : name;
}
