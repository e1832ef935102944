import { at, type Document, followed, items, type Path, readSource, type SourceInput } from '../../source/index.js';
import type { Fault } from './check.js';
import type { Placed } from './config.js';
import type { Preset } from './presets.js';

/** One file of configuration, before it is known which rules there are: what it needs to have loaded. */
export type ConfigFile = {
  readonly name: string;
  /** Undefined for a file that says nothing. */
  readonly document: Document | undefined;
  readonly extends: readonly Placed<string>[];
  readonly plugins: readonly Placed<string>[];
  readonly faults: readonly Fault[];
};

/** A file with what it extends, in its order. */
export type ConfigTree = { readonly file: ConfigFile; readonly bases: readonly (Preset | ConfigTree)[] };

/** Reads a file of configuration. Faults of the text are told; what it says is judged by `resolveConfig`. */
export function parseConfig(input: SourceInput): ConfigFile {
  const { documents, problems } = readSource(input, () => true);
  const [document, second] = documents;
  const faults: Fault[] = problems.map(({ message, kind, at: span, document: where }) => ({
    message: kind === 'duplicate-key' ? `the key ${message} is set twice` : message,
    at: { document: where, path: [], span },
  }));
  if (second) faults.push({ message: 'a configuration is one document', at: { document: second, path: [] } });
  return { name: input.name, document, extends: textsAt(document, ['extends']), plugins: textsAt(document, ['plugins']), faults };
}

/** The text, or the texts of a list, at a path. What is something else is told later, by the schema. */
function textsAt(document: Document | undefined, path: Path): readonly Placed<string>[] {
  const node = at(document?.root, path);
  if (!document || !node) return [];
  const places = followed(node).kind === 'seq' ? items(node).map((_, i) => [...path, i]) : [path];
  return places.flatMap((place) => {
    const found = at(document.root, place);
    const scalar = found && followed(found);
    const text = scalar?.kind === 'scalar' && typeof scalar.value === 'string' ? scalar.text : '';
    return text === '' ? [] : [{ value: text, origin: { document, path: place } }];
  });
}
