/**
 * From a syntax tree of HCL to the nodes that documents have. A body is a map: attributes under their names; blocks under their type and labels
 * with dots between (`resource.aws_instance.node`), further ones of that name as `name[1]`, `name[2]` …, which no identifier can be. Expressions
 * that are not literals are scalars whose value is not known; their text is the expression as it is written.
 */
import type { Entry, Node, ScalarNode, ScalarStyle, Span } from '../node.js';
import type { SyntaxNode } from './engine.js';
import { heredocText, unquoted } from './text.js';

/** Deeper expressions are taken as unknown: no configuration has them, and each level costs stack. */
const maxDepth = 100;

/** The root of a document. */
export function hclRoot(file: SyntaxNode, text: string): Node {
  const { start, end } = spanOf(file);
  return { kind: 'map', start, end, flow: false, entries: bodyEntries(childOf(file, 'body'), { text, depth: 0 }) };
}

type Around = { readonly text: string; readonly depth: number };

const deeper = ({ text, depth }: Around): Around => ({ text, depth: depth + 1 });

function bodyEntries(body: SyntaxNode | undefined, around: Around): readonly Entry[] {
  const used = new Map<string, number>();
  return partsOf(body).flatMap((part): readonly Entry[] => {
    const found = part.type === 'attribute' ? attributeEntry(part, around) : part.type === 'block' ? blockEntry(part, around) : undefined;
    if (!found) return [];
    const count = used.get(found.name) ?? 0;
    used.set(found.name, count + 1);
    return [count === 0 ? found : { ...found, name: `${found.name}[${count}]` }];
  });
}

function attributeEntry(attribute: SyntaxNode, around: Around): Entry | undefined {
  const [name, value] = partsOf(attribute);
  if (!name || !value) return undefined;
  return { key: plain(name), name: name.text, value: expressionNode(value, deeper(around)) };
}

function blockEntry(block: SyntaxNode, around: Around): Entry | undefined {
  const parts = partsOf(block);
  const open = parts.findIndex(({ type }) => type === 'block_start');
  const [first] = parts;
  const last = parts[open - 1];
  const start = parts[open];
  if (!first || !last || !start || around.depth > maxDepth) return undefined;
  const name = parts
    .slice(0, open)
    .map((part) => (part.type === 'string_lit' ? literalText(part, around) : part.text))
    .join('.');
  const span = { start: first.startIndex, end: last.endIndex };
  const body = parts.find(({ type }) => type === 'body');
  return {
    key: scalar(span, around.text.slice(span.start, span.end)),
    name,
    value: { kind: 'map', start: start.startIndex, end: block.endIndex, flow: false, entries: bodyEntries(body, deeper(around)) },
  };
}

function expressionNode(node: SyntaxNode, around: Around): Node {
  const parts = partsOf(node);
  const [only] = parts;
  if (!only || parts.length > 1 || around.depth > maxDepth) return unknown(node);
  switch (only.type) {
    case 'expression':
      return expressionNode(only, deeper(around));
    case 'literal_value':
      return literal(only, around);
    case 'collection_value':
      return collection(only, deeper(around)) ?? unknown(node);
    case 'template_expr':
      return template(only, around);
    case 'operation':
      return /^-\s*\d[\d.]*$/.test(only.text) ? scalar(spanOf(only), only.text, Number(only.text.replace(/\s/g, ''))) : unknown(node);
    default:
      return unknown(node);
  }
}

function literal(value: SyntaxNode, around: Around): Node {
  const [node] = partsOf(value);
  if (!node) return unknown(value);
  if (node.type === 'string_lit') {
    const text = literalText(node, around);
    return scalar(spanOf(node), text, text, 'double');
  }
  const { text } = node;
  if (node.type === 'bool_lit') return scalar(spanOf(node), text, text === 'true');
  return scalar(spanOf(node), text, node.type === 'null_lit' ? null : Number(text));
}

function collection(value: SyntaxNode, around: Around): Node | undefined {
  const [node] = partsOf(value);
  if (node?.type === 'tuple') {
    const parts = partsOf(node).filter(({ type }) => type === 'expression');
    return { kind: 'seq', ...spanOf(node), flow: true, items: parts.map((part) => expressionNode(part, around)) };
  }
  if (node?.type !== 'object') return undefined;
  const elements = partsOf(node).filter(({ type }) => type === 'object_elem');
  return { kind: 'map', ...spanOf(node), flow: true, entries: elements.flatMap((one) => objectEntry(one, around) ?? []) };
}

function objectEntry(element: SyntaxNode, around: Around): Entry | undefined {
  const [key, value] = partsOf(element);
  if (!key || !value) return undefined;
  const [inner] = partsOf(key);
  // A bare word is a name here, not a reference.
  const bare = inner?.type === 'variable_expr' && partsOf(key).length === 1;
  const node = bare ? plain(key) : expressionNode(key, around);
  const known = node.kind === 'scalar' && !node.templated;
  return { key: node, name: known ? node.text : key.text, value: expressionNode(value, around) };
}

function template(value: SyntaxNode, { text }: Around): Node {
  const [node] = partsOf(value);
  const parts = partsOf(node);
  const filled = parts.some(({ type }) => type === 'template_interpolation' || type === 'template_directive');
  if (node?.type !== 'heredoc_template') {
    const { start, end } = spanOf(value);
    return { ...scalar({ start, end }, text.slice(start + 1, end - 1)), style: 'double', templated: true };
  }
  const last = parts.at(-1)?.startIndex ?? node.endIndex;
  const body = text.slice(text.indexOf('\n', node.startIndex) + 1, text.lastIndexOf('\n', last) + 1);
  return { ...scalar(spanOf(node), filled ? body : heredocText(body, parts[0]?.text === '<<-')), style: 'literal', templated: filled };
}

function literalText(node: SyntaxNode, { text }: Around): string {
  return unquoted(text.slice(node.startIndex + 1, node.endIndex - 1));
}

function unknown(node: SyntaxNode): ScalarNode {
  return { ...scalar(spanOf(node), node.text), templated: true };
}

function plain(node: SyntaxNode): ScalarNode {
  return scalar(spanOf(node), node.text);
}

function scalar(span: Span, text: string, value: ScalarNode['value'] = text, style: ScalarStyle = 'plain'): ScalarNode {
  return { kind: 'scalar', ...span, style, text, value, templated: false };
}

function spanOf(node: SyntaxNode): { readonly start: number; readonly end: number } {
  return { start: node.startIndex, end: node.endIndex };
}

/** Named children; comments may stand anywhere among them. */
function partsOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return (node?.namedChildren ?? []).filter((child) => child.type !== 'comment');
}

function childOf(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return partsOf(node).find((child) => child.type === type);
}
