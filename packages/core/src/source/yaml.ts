/** The only file that knows js-yaml: events of its parser become the node tree. */
import { COLLECTION_STYLE, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import type { AliasNode, Entry, Node, ScalarNode, ScalarStyle, Span } from './node.js';
import { resolvePlain, resolveTagged } from './scalar.js';
import { hasActions, isTemplated, mask } from './template.js';

/** A fault of the text itself. `at` is an offset in the piece. */
export type Problem = {
  readonly kind: 'syntax' | 'duplicate-key' | 'unknown-tag';
  readonly message: string;
  readonly at: Span;
  readonly first?: Span;
};

export type Tree = {
  /** One root a document; undefined for an empty one. */
  readonly roots: readonly (Node | undefined)[];
  readonly problems: readonly Problem[];
  /** Template actions may add, remove or repeat keys: what is absent here is not known to be absent. */
  readonly structural: boolean;
};

/** Collections deeper than this are refused; Kubernetes objects stay below 40. */
export const maxDepth = 500;

type Event = ReturnType<typeof parseEvents>[number];
type Open = { readonly node: Building; anchor: string | undefined; key: Node | undefined; readonly seen: Map<string, Span> };
type Building = { kind: 'map'; start: number; end: number; flow: boolean; entries: Entry[] } | { kind: 'seq'; start: number; end: number; flow: boolean; items: Node[] };

/** Parses one piece. Never throws: a text that cannot be parsed gives no roots and a `syntax` problem. */
export function parse(text: string): Tree {
  const masked = hasActions(text) ? mask(text) : { text, structural: false };
  try {
    return { ...new Builder(masked.text, masked.structural).build(), structural: masked.structural };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const start = Math.min(error.mark?.position ?? 0, text.length);
    return { roots: [], problems: [{ kind: 'syntax', message: reason(error), at: { start, end: start } }], structural: masked.structural };
  }
}

function reason(error: YAMLException): string {
  if (/maxDepth/.test(error.reason)) return `nested deeper than ${maxDepth} levels, which canal-lint does not follow`;
  if (/null byte/.test(error.reason)) return 'a NUL byte is not allowed in YAML';
  return error.reason;
}

const styles: Readonly<Record<number, ScalarStyle>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};

class Builder {
  private readonly text: string;
  private readonly structural: boolean;
  private readonly roots: (Node | undefined)[] = [];
  private readonly problems: Problem[] = [];
  private readonly stack: Open[] = [];
  private anchors = new Map<string, Node>();
  private root: Node | undefined;
  /** End of what was read last: where an empty value stands. */
  private cursor = 0;

  constructor(text: string, structural: boolean) {
    this.text = text;
    this.structural = structural;
  }

  build(): Pick<Tree, 'roots' | 'problems'> {
    let documents = 0;
    for (const event of parseEvents(this.text, { maxDepth })) {
      if (event.type === EVENT_ID.DOCUMENT) {
        documents++;
        this.anchors = new Map();
        this.root = undefined;
      } else if (event.type === EVENT_ID.POP) {
        if (this.stack.length > 0) this.close();
        else this.roots.push(isEmpty(this.root) ? undefined : this.root);
      } else this.add(event);
    }
    while (this.roots.length < documents) this.roots.push(undefined);
    return { roots: this.roots, problems: this.problems };
  }

  private add(event: Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>): void {
    const anchor = event.type !== EVENT_ID.ALIAS && event.anchorStart >= 0 ? this.text.slice(event.anchorStart, event.anchorEnd) : undefined;
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      const flow = event.style === COLLECTION_STYLE.FLOW;
      const span = { start: event.start, end: event.start, flow };
      const node: Building = event.type === EVENT_ID.MAPPING ? { kind: 'map', ...span, entries: [] } : { kind: 'seq', ...span, items: [] };
      if (anchor !== undefined) this.anchors.set(anchor, node);
      this.attach(node);
      this.stack.push({ node, anchor, key: undefined, seen: new Map() });
      this.cursor = event.start + (flow ? 1 : 0);
      return;
    }
    const node = event.type === EVENT_ID.ALIAS ? this.alias(event) : this.scalar(event);
    if (anchor !== undefined) this.anchors.set(anchor, node);
    this.cursor = Math.max(this.cursor, node.end);
    this.attach(node);
  }

  private scalar(event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): ScalarNode {
    const tag = event.tagStart < 0 ? undefined : this.text.slice(event.tagStart, event.tagEnd);
    const style = styles[event.style] ?? 'plain';
    const text = getScalarValue(this.text, event);
    const span = event.valueStart < 0 ? this.emptyAt(event.tagEnd) : outer(event.valueStart, event.valueEnd, style);
    const value = tag === undefined ? (style === 'plain' ? resolvePlain(text) : text) : resolveTagged(tag, text);
    if (value === undefined) this.problems.push({ kind: 'unknown-tag', message: `the tag ${tag} is not known to Kubernetes`, at: span });
    return { kind: 'scalar', ...span, style, text, value: value === undefined ? text : value, templated: isTemplated(text), ...(tag !== undefined && { tag }) };
  }

  /** Where an absent value would stand: behind the colon or dash, or behind its tag. */
  private emptyAt(tagEnd: number): Span {
    let at = Math.max(this.cursor, tagEnd);
    const rest = /^[ \t]*[:?-](?=[ \t\r\n]|$)/.exec(this.text.slice(at, at + 80));
    if (rest) at += rest[0].length;
    return { start: at, end: at };
  }

  private alias(event: Extract<Event, { type: typeof EVENT_ID.ALIAS }>): AliasNode {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const target = this.anchors.get(name);
    const span = { start: event.anchorStart - 1, end: event.anchorEnd };
    if (!target) YAMLException.throwAt(this.text, span.start, `the alias *${name} has no anchor &${name} before it`);
    return { kind: 'alias', ...span, name, target: target as Node };
  }

  private attach(node: Node): void {
    const open = this.stack.at(-1);
    if (!open) {
      this.root = node;
      return;
    }
    if (open.node.kind === 'seq') {
      open.node.items.push(node);
      return;
    }
    if (!open.key) {
      open.key = node;
      return;
    }
    this.put(open, open.node.entries, open.key, node);
    open.key = undefined;
  }

  private put(open: Open, into: Entry[], key: Node, value: Node): void {
    const name = keyName(key);
    const first = open.seen.get(name);
    open.seen.set(name, key);
    if (!first || name === '<<') {
      into.push({ key, name, value });
      return;
    }
    if (this.structural) {
      // Two branches of a template: which of them is rendered is not known.
      const old = into.findIndex((e) => e.name === name);
      into.splice(old, 1, { key, name, value: unknownScalar(value) });
      return;
    }
    into.push({ key, name, value });
    this.problems.push({ kind: 'duplicate-key', message: name, at: key, first });
  }

  private close(): void {
    const open = this.stack.pop();
    if (!open) return;
    const { node } = open;
    const last = node.kind === 'map' ? node.entries.at(-1)?.value : node.items.at(-1);
    node.end = node.flow ? this.closing(Math.max(this.cursor, node.start + 1)) : Math.max(last?.end ?? node.start, node.start);
    this.cursor = Math.max(this.cursor, node.end);
  }

  /** The offset behind the bracket that closes a flow collection: behind its last child, commas, white space and comments. */
  private closing(from: number): number {
    let at = from;
    for (; at < this.text.length; at++) {
      const c = this.text.charAt(at);
      if (c === ']' || c === '}') return at + 1;
      if (c === '#') while (at < this.text.length && this.text.charAt(at) !== '\n') at++;
    }
    return at;
  }
}

function outer(start: number, end: number, style: ScalarStyle): Span {
  return style === 'single' || style === 'double' ? { start: start - 1, end: end + 1 } : { start, end };
}

function isEmpty(node: Node | undefined): boolean {
  return !node || (node.kind === 'scalar' && node.style === 'plain' && node.text === '' && node.start === node.end);
}

function keyName(key: Node): string {
  if (key.kind === 'alias') return keyName(key.target);
  if (key.kind !== 'scalar') return '';
  return key.text;
}

function unknownScalar({ start, end }: Span): ScalarNode {
  return { kind: 'scalar', start, end, style: 'plain', text: '', value: '', templated: true };
}

