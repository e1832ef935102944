/** Ansible inventories in INI form, read into the tree that a YAML inventory has: `all` → `vars`, `hosts`, `children`. */
import { type Entry, isTemplated, type MapNode, type Node, type Problem, type ScalarNode, type Span } from '../../source/index.js';
import { hostLine, type Piece, scalar, variable } from './ini-line.js';

/** `[group]`, `[group:vars]`, `[group:children]` (ansible-core 2.16, plugins/inventory/ini.py, `_compile_patterns`). */
const header = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/;
const comment = /^[#;]/;

type Host = { readonly key: ScalarNode; readonly vars: Entry[]; lines: number };
type Group = { readonly at: Span; readonly vars: Entry[]; readonly hosts: Map<string, Host>; readonly children: Map<string, ScalarNode> };

/** True where a text may be an INI inventory: it has a section, and either the usual name or nothing but comments before the first section. */
export function looksLikeIni(name: string, text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !comment.test(line));
  if (first === undefined || !lines.some((line) => header.test(line))) return false;
  return header.test(first) || /(?:^|[/\\])(?:hosts|inventory|[^/\\]*\.ini)$/.test(name);
}

/**
 * Reads an INI inventory. Spans are UTF-16 offsets in `text`; ranges such as `node[1:3]` stay as they are written. A line that Ansible would
 * refuse is left out. Undefined for a text without any section.
 * Source: ansible-core 2.16, plugins/inventory/ini.py, `InventoryModule._parse`.
 */
export function parseIni(text: string): { readonly root: Node; readonly problems: readonly Problem[] } | undefined {
  const groups = new Map<string, Group>();
  let current = open(groups, 'ungrouped', { start: 0, end: 0 });
  let kind = 'hosts';
  for (const piece of pieces(text)) {
    const section = header.exec(piece.text);
    if (section) {
      const name = section[1] ?? '';
      current = open(groups, name, { start: piece.start + 1, end: piece.start + 1 + name.length });
      kind = section[2] ?? 'hosts';
    } else if (kind === 'hosts') addHost(current, piece);
    else if (kind === 'vars') current.vars.push(...variable(piece));
    else if (kind === 'children') addChild(current, piece);
  }
  return groups.size > 1 ? { root: tree(groups), problems: [...groups.values()].flatMap(repeated) } : undefined;
}

/** Variables that a group, or a line of one of its hosts, sets twice: `set_variable` of Ansible's inventory data keeps the later value. */
function repeated({ vars, hosts }: Group): readonly Problem[] {
  const lines = [...hosts.values()].filter(({ lines: count }) => count === 1).map((host) => host.vars);
  return [vars, ...lines].flatMap((list) => {
    const ends = new Map<string, { readonly first: Span; readonly last: Span }>();
    for (const { name, key } of list) ends.set(name, { first: ends.get(name)?.first ?? key, last: key });
    return [...ends].flatMap(([name, { first, last }]) =>
      first === last ? [] : [{ kind: 'duplicate-key' as const, message: name, at: last, first }],
    );
  });
}

/** Lines with content, trimmed as Ansible trims them, with their place. A byte order mark counts as white space. */
function* pieces(text: string): Generator<Piece> {
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const content = line.trim();
    if (content === '' || comment.test(content)) continue;
    yield { text: content, start: index + line.length - line.trimStart().length };
  }
}

function open(groups: Map<string, Group>, name: string, at: Span): Group {
  const found = groups.get(name) ?? { at, vars: [], hosts: new Map(), children: new Map() };
  groups.set(name, found);
  return found;
}

/** A host may stand in one group twice; Ansible then keeps the variables of both lines. */
function addHost(group: Group, piece: Piece): void {
  const line = hostLine(piece);
  if (!line) return;
  const host = group.hosts.get(line.key.text) ?? { key: line.key, vars: [], lines: 0 };
  host.vars.push(...line.vars);
  host.lines++;
  group.hosts.set(line.key.text, host);
}

function addChild(group: Group, piece: Piece): void {
  const name = /^[^:\]\s]+(?=\s*(?:#.*)?$)/.exec(piece.text)?.[0];
  if (name !== undefined) group.children.set(name, scalar(name, { start: piece.start, end: piece.start + name.length }));
}

/** Every group is a child of `all`, as in `ansible-inventory --list`; `[all]` itself is the root. */
function tree(groups: ReadonlyMap<string, Group>): Node {
  const all = groups.get('all');
  const others = [...groups].filter(([name, group]) => name !== 'all' && (name !== 'ungrouped' || group.hosts.size > 0));
  const at = all?.at ?? { start: 0, end: 0 };
  const children = others.map(([name, group]) => entryOf(name, group.at, groupNode(group, [])));
  return map([entryOf('all', at, groupNode(all, children))]);
}

function groupNode(group: Group | undefined, nested: readonly Entry[]): Node {
  const at = group?.at ?? { start: 0, end: 0 };
  const named = [...(group?.children ?? [])].filter(([name]) => !nested.some((e) => e.name === name));
  const children = [...nested, ...named.map(([name, key]): Entry => ({ key, name, value: nothing(key.end) }))];
  const hosts = [...(group?.hosts.values() ?? [])].map((host): Entry => ({ key: host.key, name: host.key.text, value: hostNode(host) }));
  const parts: readonly (readonly [string, readonly Entry[]])[] = [
    ['hosts', hosts],
    ['vars', group?.vars ?? []],
    ['children', children],
  ];
  const filled = parts.filter(([, list]) => list.length > 0);
  return filled.length > 0 ? map(filled.map(([name, list]) => entryOf(name, at, map(list)))) : nothing(at.end);
}

/** Variables of one line are a flow map to an editor: what is removed there are the words, not the line. */
function hostNode(host: Host): Node {
  return host.vars.length > 0 ? map(host.vars, host.lines === 1) : nothing(host.key.end);
}

function entryOf(name: string, at: Span, value: Node): Entry {
  return { key: { kind: 'scalar', ...at, style: 'plain', text: name, value: name, templated: isTemplated(name) }, name, value };
}

function map(list: readonly Entry[], flow = false): MapNode {
  const starts = list.map((e) => e.key.start);
  const ends = list.map((e) => e.value.end);
  return { kind: 'map', start: starts.reduce((a, b) => Math.min(a, b)), end: ends.reduce((a, b) => Math.max(a, b)), flow, entries: list };
}

function nothing(at: number): ScalarNode {
  return { kind: 'scalar', start: at, end: at, style: 'plain', text: '', value: null, templated: false };
}
