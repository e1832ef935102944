/** The catalogue of fields of Calico's resources: what the generated modules hold, and how they are loaded. */
import { kinds } from './kinds.gen.js';

/** One field; catalogue/fields/README.md tells what the words mean. `open`: what is below it is not listed. */
export type Field = {
  readonly type: string | readonly string[];
  readonly props?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly values?: Field;
  readonly open?: true;
  readonly enum?: readonly string[];
  /** The words of a pattern that is a list of words in any case. */
  readonly words?: readonly string[];
  readonly format?: string;
  readonly default?: unknown;
  readonly empty?: 'absent' | 'kept';
  readonly decode?: string;
  readonly check?: readonly string[];
  readonly each?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly absentIn?: readonly string[];
  readonly was?: readonly Earlier[];
};

/** What a field was in the minor releases `from` to `to`. */
type Earlier = {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly from: string;
  readonly to: string;
};

/** One error of ajv: `instancePath` is a JSON pointer. */
export type Refusal = { readonly instancePath: string; readonly keyword: string; readonly params: Readonly<Record<string, unknown>> };

export type KindSchema = {
  readonly validate: { (value: unknown): boolean; readonly errors?: readonly Refusal[] | null };
  readonly fields: Field;
};

type Kinded = { readonly apiVersion: string; readonly kind: string };

const loaded = new Map<string, KindSchema>();

/** True where the catalogue has the kind in this version of its group. */
export function isCatalogued({ apiVersion, kind }: Kinded): boolean {
  return Object.hasOwn(kinds, kind) && kinds[kind]?.groups.includes(apiVersion) === true;
}

/** The kinds that the catalogue has in a version of a group. */
export function kindsOf(apiVersion: string): readonly string[] {
  return Object.keys(kinds).filter((kind) => isCatalogued({ apiVersion, kind }));
}

/** Loads the schemas of the objects whose kinds the catalogue has; a kind is loaded once. Rejects where a module cannot be loaded. */
export async function loadSchemas(objects: Iterable<Kinded>): Promise<void> {
  const wanted = new Set([...objects].filter(isCatalogued).map(({ kind }) => kind));
  const missing = [...wanted].filter((kind) => !loaded.has(kind));
  await Promise.all(
    missing.map(async (kind) => {
      const module = await kinds[kind]?.load();
      if (module) loaded.set(kind, module.schema);
    }),
  );
}

/** The schema of an object's kind; undefined for one that the catalogue does not have. Throws where it was not loaded (a fault of the caller). */
export function schemaFor(object: Kinded): KindSchema | undefined {
  if (!isCatalogued(object)) return undefined;
  const schema = loaded.get(object.kind);
  if (schema === undefined) throw new Error(`loadSchemas() must have finished before schemaFor() is called: ${object.kind}`);
  return schema;
}
