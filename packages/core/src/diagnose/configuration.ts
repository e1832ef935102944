/** Configuration among the symptoms: known by what it says, since a paste has no name. Lines keep their numbers, so that findings quote them. */
import type { Line, Text } from './text.js';

export type Collector = {
  /** The next line, as it was written and as it is read; true where it is taken as configuration for now. */
  take(line: Line, how: How): boolean;
  /** The configuration of the text: all of it, or what stands between outputs, with everything else blank. */
  close(endsLine: boolean): readonly Text[];
  /** There was more configuration, which is too long to be checked. */
  tooLong(): boolean;
};

/** `known`: an output has lines such as this one. */
type How = { readonly raw: string; readonly known: boolean; readonly breaks: boolean };

/** Larger ones are dumps of the API server, of which the extractors read what they need. Characters. */
const largest = 4_000_000;

/** How a file begins that is configuration from end to end: a key, JSON, a block of Terraform, a section of an inventory. */
const beginning =
  /^(?:---|["']?[A-Za-z_][\w./-]*["']? ?:(?:\s|$)|- ?\w|[{[]\s*(?:"|$)|(?:resource|variable|module|provider|terraform|locals|data|output)\b.*\{|\[[\w:.-]+\]$)/;
/** A heading of a report, as `Question: how do I change the MTU`: no value of a setting is a sentence without quotes. */
const sentence = /^[A-Z]\w*: *[^\s"'{[|>](?:\S* +){4,}\S/;
const terraform = /^(?:resource|variable|module|provider|terraform|locals|data|output)\b[^:]*\{/;
/** A document of YAML or JSON amid something else: an object, or variables of an installer. */
const opening =
  /^(?:(?:- )?["']?(?:apiVersion|kind)["']?: *\S|\{\s*(?:"(?:apiVersion|kind|items)"|$)|(?:calico_|flannel_|canal_|kube_network_plugin)\w*: )/;
const goesOn = /^(?:\s|["']?[\w./$-]+["']?:(?:\s|$)|- |-$|#|---|\.\.\.|$|[{}[\]])/;

const ends = (line: string, { known, breaks }: Omit<How, 'raw'>): boolean => breaks || (known && !/^\s/.test(line));
const never = /(?!)/;
const any = /^/;
const says = (line: string): boolean => line.trim() !== '' && !/^\s*(?:#|\/\/)/.test(line);

/** How the lines after the first look: those of YAML all alike, while prose that begins like a key does not go on like it. */
function afterFirst(line: string, hcl: boolean): RegExp {
  if (!beginning.test(line) || sentence.test(line)) return never;
  return hcl || line.startsWith('[') ? any : goesOn;
}

export function configurationIn(name: string): Collector {
  const blocks = blockCollector();
  let whole: string[] | undefined = [];
  let [length, hcl, cut] = [0, false, false];
  // How the other lines look, once the first has told.
  let follows: RegExp | undefined;
  return {
    take: (line, { raw, known, breaks }) => {
      length += raw.length + 1;
      if (length > largest) {
        // A part of a list is no list.
        cut ||= blocks.drop();
        whole = undefined;
      }
      const { text } = line;
      if (!follows && says(text)) {
        hcl = terraform.test(text);
        follows = afterFirst(raw, hcl);
      }
      if (follows?.test(text) === false || ends(text, { known, breaks })) whole = undefined;
      whole?.push(raw);
      const inBlock = blocks.take(line, breaks || known || length > largest);
      return whole !== undefined ? follows !== undefined : inBlock;
    },
    tooLong: () => cut,
    close: (endsLine) => {
      if (whole && follows)
        return [{ name: hcl && !/\.tf$/.test(name) ? `${name}.tf` : name, text: `${whole.join('\n')}${endsLine ? '\n' : ''}` }];
      const text = blocks.close();
      return text === undefined ? [] : [{ name, text }];
    },
  };
}

type Block = { readonly from: number; readonly lines: string[]; readonly json: boolean };

type BlockCollector = {
  take(line: Line, ends: boolean): boolean;
  /** Forgets the block that is open; true where one was. */
  drop(): boolean;
  close(): string | undefined;
};

function blockCollector(): BlockCollector {
  const blocks: Block[] = [];
  let open: Block | undefined;
  return {
    take: ({ text, number }, ends) => {
      if (open && (ends || !goesOn.test(text))) open = undefined;
      const again =
        open && /^["']?apiVersion/.test(text) && open.lines.some((line) => /^["']?apiVersion/.test(line)) && !open.lines.includes('---');
      if ((!open || again) && !ends && opening.test(text)) {
        open = { from: number, lines: [], json: text.startsWith('{') };
        blocks.push(open);
      }
      if (!open) return false;
      open.lines.push(text);
      if (open.json && /^[}\]]/.test(text)) open = undefined;
      return true;
    },
    drop: () => {
      const dropped = open !== undefined;
      if (dropped) blocks.pop();
      open = undefined;
      return dropped;
    },
    close: () => (blocks.length === 0 ? undefined : spread(blocks)),
  };
}

/** The blocks at their lines; one that was pasted before is left out. */
function spread(blocks: readonly Block[]): string {
  const known = new Set<string>();
  const lines: string[] = [];
  for (const { from, lines: own } of blocks) {
    const text = own.join('\n').trim();
    if (known.has(text)) continue;
    known.add(text);
    while (lines.length < from - 1) lines.push('');
    // A line between two documents is free; where none is, the second stays with the first.
    if (known.size > 1 && lines.at(-1)?.trim() === '') lines[lines.length - 1] = '---';
    for (const line of own) lines.push(line);
  }
  return lines.join('\n');
}
