/** Events of js-yaml become the node tree. Only this file knows js-yaml. */
import { COLLECTION_STYLE, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { isExcessive, noCopies } from './copies.js';
import { pastBlank } from './lines.js';
import { type AliasNode, type Entry, isMerge, type Node, type ScalarNode, type ScalarStyle, type Span } from './node.js';
import { resolvePlain, resolveTagged } from './scalar.js';
import { tagName } from './tag.js';
import { filler, isTemplated } from './template.js';
import { isEmpty, keyName, type Problem, type Tree, unknown } from './tree.js';

export { YAMLException };

/** Collections deeper than this are refused; Kubernetes objects stay below 40. */
export const maxDepth = 500;

/** One text can hold a million faults of the same sort; nobody reads more than these. */
const maxProblems = 100;

type Event = ReturnType<typeof parseEvents>[number];
type EventOf<K extends keyof typeof EVENT_ID> = Extract<Event, { type: (typeof EVENT_ID)[K] }>;
type Building =
  | { kind: 'map'; start: number; end: number; flow: boolean; entries: Entry[] }
  | { kind: 'seq'; start: number; end: number; flow: boolean; items: Node[] };
/** `before`: count of the nodes before it, where it has an anchor. `seen`: of each name the place of its first key, and where in the entries its last one stands. */
type Open = {
  readonly node: Building;
  key: Node | undefined;
  readonly before: number | undefined;
  readonly seen: Map<string, { readonly first: Span; told: boolean; index: number }>;
};

/** Tags of Ansible: an encrypted value is as unknown as one that a template fills; an unsafe one is a string in which none is. */
const ansibleTags = /^!(?:vault|vault-encrypted|unsafe)$/;
const encrypted = /^!vault/;

const styles: Readonly<Record<number, ScalarStyle>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};

/** Builds the trees of one text; throws a YAMLException where it cannot be parsed. Used once. */
export class Builder {
  private readonly text: string;
  private structural: boolean;
  private readonly roots: (Node | undefined)[] = [];
  private readonly problems: Problem[] = [];
  private readonly stack: Open[] = [];
  private anchors = new Map<string, Node>();
  private copies = noCopies();
  private handles: ReadonlyMap<string, string> = new Map();
  private root: Node | undefined;
  /** End of what was read last: where an empty value stands. */
  private cursor = 0;

  constructor(text: string, structural: boolean) {
    this.text = text;
    this.structural = structural;
  }

  build(): Tree {
    let documents = 0;
    for (const event of parseEvents(this.text, { maxDepth })) {
      if (event.type === EVENT_ID.DOCUMENT) {
        documents++;
        this.open(event);
      } else if (event.type === EVENT_ID.POP) {
        if (this.stack.length > 0) this.close();
        else this.roots.push(isEmpty(this.root) ? undefined : this.root);
      } else this.add(event);
    }
    while (this.roots.length < documents) this.roots.push(undefined);
    return { roots: this.roots, problems: this.problems, structural: this.structural };
  }

  private open({ directives }: EventOf<'DOCUMENT'>): void {
    this.anchors = new Map();
    this.copies = noCopies();
    this.root = undefined;
    this.handles = new Map(directives.flatMap((d): [string, string][] => (d.kind === 'tag' ? [[d.handle, d.prefix]] : [])));
  }

  private add(event: Exclude<Event, EventOf<'DOCUMENT'> | EventOf<'POP'>>): void {
    const anchor =
      event.type !== EVENT_ID.ALIAS && event.anchorStart >= 0 ? this.text.slice(event.anchorStart, event.anchorEnd) : undefined;
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      const flow = event.style === COLLECTION_STYLE.FLOW;
      const span = { start: event.start, end: event.start, flow };
      const node: Building = event.type === EVENT_ID.MAPPING ? { kind: 'map', ...span, entries: [] } : { kind: 'seq', ...span, items: [] };
      if (anchor !== undefined) this.anchors.set(anchor, node);
      this.attach(node);
      const before = this.copies.nodes++;
      this.stack.push({ node, key: undefined, before: anchor === undefined ? undefined : before, seen: new Map() });
      this.cursor = event.start + (this.opensBracket(event.start) && flow ? 1 : 0);
      return;
    }
    const node = event.type === EVENT_ID.ALIAS ? this.alias(event) : this.scalar(event);
    if (anchor !== undefined) this.anchors.set(anchor, node);
    this.cursor = Math.max(this.cursor, node.end);
    this.attach(node);
  }

  private scalar(event: EventOf<'SCALAR'>): ScalarNode {
    this.copies.nodes++;
    const tag = event.tagStart < 0 ? undefined : tagName(this.text.slice(event.tagStart, event.tagEnd), this.handles);
    const style = styles[event.style] ?? 'plain';
    const empty = event.valueStart < 0;
    const text = this.textOf(event, style);
    const span = empty ? this.emptyAt(Math.max(event.tagEnd, event.anchorEnd)) : outer(event.valueStart, event.valueEnd, style);
    const value = tag === undefined ? (style === 'plain' ? resolvePlain(text) : text) : resolveTagged(tag, text);
    if (value === undefined && tag !== '!!merge' && !ansibleTags.test(tag ?? ''))
      this.tell({ kind: 'unknown-tag', message: `the tag ${tag} is not known to Kubernetes`, at: span });
    const templated = isTemplated(text) || encrypted.test(tag ?? '') || (empty && this.structural && this.filledBehind(span.end));
    return {
      kind: 'scalar',
      ...span,
      style,
      text,
      value: value === undefined ? text : value,
      templated,
      ...(tag !== undefined && { tag }),
    };
  }

  /** A block scalar that the end of the file cuts off has no last line end for libyaml; js-yaml adds one. */
  private textOf(event: EventOf<'SCALAR'>, style: ScalarStyle): string {
    const text = getScalarValue(this.text, event);
    const cutOff = event.valueEnd === this.text.length && (style === 'literal' || style === 'folded') && !/[\r\n]$/.test(this.text);
    return cutOff && text.endsWith('\n') ? text.slice(0, -1) : text;
  }

  /** Where an absent value would stand: behind its tag or anchor, else behind its own colon or dash, else behind what comes before it. */
  private emptyAt(props: number): Span {
    if (props >= 0) return { start: props, end: props };
    const open = this.stack.at(-1);
    const mark = open?.node.kind === 'seq' ? '-' : open?.key ? ':' : '?';
    const next = pastBlank(this.text, this.cursor);
    const ends = open?.node.flow ? /^[\s,[\]{}]?$/ : /^\s?$/;
    const found = open && this.text[next] === mark && ends.test(this.text.charAt(next + 1));
    const at = found ? next + 1 : this.cursor;
    return { start: at, end: at };
  }

  /** True where a template action stands alone behind an empty value: it may fill the value in. */
  private filledBehind(at: number): boolean {
    return this.text.slice(at, pastBlank(this.text, at)).includes(`#${filler}`);
  }

  private alias(event: EventOf<'ALIAS'>): AliasNode {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const target = this.anchors.get(name);
    const span = { start: event.anchorStart - 1, end: event.anchorEnd };
    if (!target) YAMLException.throwAt(this.text, span.start, `the alias *${name} has no anchor &${name} before it`);
    if (this.stack.some(({ node }) => node === target))
      YAMLException.throwAt(this.text, span.start, `the anchor &${name} contains itself by the alias *${name}`);
    if (isExcessive(this.copies, target))
      YAMLException.throwAt(this.text, span.start, `*${name} makes too many copies: kubectl and Helm refuse it as "excessive aliasing"`);
    (target as { shared?: true }).shared = true;
    return { kind: 'alias', ...span, name, target: target as Node };
  }

  private attach(node: Node): void {
    const open = this.stack.at(-1);
    if (!open) this.root = node;
    else if (open.node.kind === 'seq') open.node.items.push(node);
    else if (!open.key) open.key = node;
    else {
      this.put(open, open.node.entries, node);
      open.key = undefined;
    }
  }

  private put({ key, seen }: Open, into: Entry[], value: Node): void {
    if (!key) return;
    const found = { key, name: keyName(key), value };
    if (found.name.includes(filler)) this.structural = true;
    const before = isMerge(found) ? undefined : seen.get(found.name);
    if (!before) {
      seen.set(found.name, { first: key, told: false, index: into.length });
      into.push(found);
      return;
    }
    const { index } = before;
    const earlier = into[index];
    before.index = into.push(this.structural ? unknown(found) : found) - 1;
    // Two branches of a template: which of them is rendered is not known.
    if (this.structural && earlier) into[index] = unknown(earlier);
    else if (!before.told) this.tell({ kind: 'duplicate-key', message: found.name, at: key, first: before.first });
    before.told = true;
  }

  private tell(problem: Problem): void {
    if (this.problems.length < maxProblems) this.problems.push(problem);
  }

  private close(): void {
    const open = this.stack.pop();
    if (!open) return;
    const { node } = open;
    if (open.before !== undefined) this.copies.sizes.set(node, this.copies.nodes - open.before);
    const first = node.kind === 'map' ? node.entries[0]?.key : node.items[0];
    const last = node.kind === 'map' ? node.entries.at(-1)?.value : node.items.at(-1);
    // The pair of `[a: 1]` is a flow map too, but the bracket is its parent's.
    const bracketed = node.flow && this.opensBracket(node.start) && first?.start !== node.start;
    node.end = bracketed ? this.closing(Math.max(this.cursor, node.start + 1)) : Math.max(last?.end ?? node.start, node.start);
    this.cursor = Math.max(this.cursor, node.end);
  }

  private opensBracket(at: number): boolean {
    return this.text[at] === '{' || this.text[at] === '[';
  }

  /** The offset behind the bracket that closes a flow collection: behind its last child, commas, white space and comments. */
  private closing(from: number): number {
    let at = pastBlank(this.text, from);
    while (this.text[at] === ',') at = pastBlank(this.text, at + 1);
    return Math.min(at + 1, this.text.length);
  }
}

function outer(start: number, end: number, style: ScalarStyle): Span {
  return style === 'single' || style === 'double' ? { start: start - 1, end: end + 1 } : { start, end };
}
