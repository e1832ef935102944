import { at, items, type Node, type Origin, readSource, type SourceInput, scalarAt } from '../../source/index.js';
import type { Entry } from './entry.js';

export type PlacedEntry = Entry & { readonly at: Origin };

export type ParsedBaseline = {
  readonly entries: readonly PlacedEntry[];
  readonly faults: readonly { readonly message: string; readonly at: Origin }[];
};

const keys = ['rule', 'file', 'object', 'path', 'reason', 'expires'] as const;

/** Reads a baseline. What is wrong in it is told; nothing is thrown. */
export function parseBaseline(input: SourceInput): ParsedBaseline {
  const { documents, problems } = readSource(input, () => true);
  const [document, second] = documents;
  const entries: PlacedEntry[] = [];
  const faults: { message: string; at: Origin }[] = problems.map(({ message, document: where, at: span }) => ({
    message,
    at: { document: where, path: [], span },
  }));
  if (second) faults.push({ message: 'a baseline is one document', at: { document: second, path: [] } });
  if (!document || faults.length > 0) return { entries, faults };
  if (scalarAt(document.root, ['version'])?.text !== '1')
    faults.push({ message: 'a baseline has version: 1 and a list of findings', at: { document, path: ['version'] } });
  const list = at(document.root, ['findings']);
  for (const [i, node] of (list ? items(list) : []).entries()) {
    const place = { document, path: ['findings', i] };
    const fault = faultOf(node);
    if (fault === undefined) entries.push({ ...entryOf(node), at: place });
    else faults.push({ message: fault.message, at: { document, path: [...place.path, ...(fault.key === undefined ? [] : [fault.key])] } });
  }
  return { entries, faults };
}

function entryOf(node: Node): Entry {
  // A day without quotes is a text as well.
  const text = (key: (typeof keys)[number]): string => scalarAt(node, [key])?.text ?? '';
  const expires = text('expires');
  return {
    ...{ rule: text('rule'), file: text('file'), object: text('object'), path: text('path'), reason: text('reason') },
    expires: expires === '' ? undefined : expires,
  };
}

type Fault = { readonly message: string; readonly key?: string };

function faultOf(node: Node): Fault | undefined {
  if (node.kind !== 'map') return { message: 'an entry has a rule, a file, an object and a path' };
  const stranger = node.entries.map(({ key }) => (key.kind === 'scalar' ? key.text : '')).find((key) => !keys.some((one) => one === key));
  if (stranger !== undefined) return { message: `an entry has no '${stranger}': ${keys.join(', ')}`, key: stranger };
  const missing = (['rule', 'file'] as const).find((key) => (scalarAt(node, [key])?.text ?? '') === '');
  if (missing !== undefined) return { message: `an entry names its ${missing}` };
  const { expires } = entryOf(node);
  if (expires === undefined || isDay(expires)) return undefined;
  return { message: `expires is a day as 2027-01-31, not '${expires}'`, key: 'expires' };
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // 31 February is read as a day of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
