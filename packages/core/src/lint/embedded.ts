/** Manifests that stand as text in other objects. */
import { textOf, type Unit, unitsOf } from '../readers/unit.js';
import { at, type Document, decode, decodedAt, entries, items, type Node, nested, type Path, textAt } from '../source/index.js';

/** Of every browser and of Node. */
declare const atob: (base64: string) => string;

/** The objects of manifests that stand in texts of a unit: in a ConfigMap of a ClusterResourceSet, in a heredoc of Terraform. */
export function embeddedIn(unit: Unit): readonly Unit[] {
  const { document, path } = unit;
  const node = at(document.root, path);
  const texts = node ? manifestTexts(node, path) : [];
  return [...texts.flatMap((place) => nested(document, place)?.documents ?? []), ...decoded(unit)].flatMap((inner) =>
    unitsOf(inner).filter(({ object }) => object),
  );
}

/** What a Secret holds in base64. A text that is none, or is no UTF-8, holds no manifest. */
function decoded({ document, path, object }: Unit): readonly Document[] {
  if (object?.kind !== 'Secret') return [];
  const data = [...path, 'data'];
  return entries(at(document.root, data)).flatMap(({ name }) => {
    const text = fromBase64(textAt(document.root, [...data, name]) ?? '');
    return text !== undefined && isManifest(text) ? decodedAt(document, [...data, name], text) : [];
  });
}

function fromBase64(text: string): string | undefined {
  const plain = text.replaceAll(/\s/g, '');
  if (plain === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(plain) || plain.length % 4 !== 0) return undefined;
  const { text: held } = decode(Uint8Array.from(atob(plain), (char) => char.charCodeAt(0)));
  return held.includes('\uFFFD') ? undefined : held;
}

function manifestTexts(node: Node, path: Path): readonly Path[] {
  if (node.kind === 'scalar') return isManifest(node.text) ? [path] : [];
  if (node.kind === 'seq') return node.items.flatMap((item, i) => manifestTexts(item, [...path, i]));
  return node.kind === 'map' ? node.entries.flatMap(({ name, value }) => manifestTexts(value, [...path, name])) : [];
}

/** In YAML, or in JSON, whose keys may stand in any line. */
function isManifest(text: string): boolean {
  const json = /^\s*[{[]/.test(text);
  return ['apiVersion', 'kind'].every((key) => (json ? text.includes(`"${key}"`) : new RegExp(`^${key}:\\s`, 'm').test(text)));
}

/** A document that holds one of these names what such texts are for, or is a Secret that may be one (only those of this type are applied). */
export const resourceSetWords: readonly string[] = ['ClusterResourceSet', 'addons.cluster.x-k8s.io/resource-set'];

/** A ConfigMap or Secret that a ClusterResourceSet names, by the name of the set. */
type SetResource = { readonly set: string; readonly kind: string; readonly namespace: string; readonly name: string };

/**
 * The objects whose texts Cluster API applies to the clusters that it makes (cluster-api v1.10 api/addons/v1beta1/clusterresourceset_types.go): they
 * are in the namespace of the set.
 */
export function setResources(units: readonly Unit[]): readonly SetResource[] {
  return units.flatMap((unit) => {
    const { document, path, object } = unit;
    if (object?.group !== 'addons.cluster.x-k8s.io' || object.kind !== 'ClusterResourceSet') return [];
    const { namespace, name: set } = object;
    return items(at(document.root, [...path, 'spec', 'resources'])).map((_, i) => {
      const said = (name: string): string => textOf(unit, ['spec', 'resources', i, name]) ?? '';
      return { set: `${namespace}/${set}`, kind: said('kind'), namespace, name: said('name') };
    });
  });
}

/** The set that names an object; a namespace that is not written may be that of the other. */
export function setOf({ object }: Unit, resources: readonly SetResource[]): string | undefined {
  if (object?.kind !== 'ConfigMap' && object?.kind !== 'Secret') return undefined;
  const { kind, namespace, name } = object;
  const near = (other: string): boolean => other === namespace || other === '' || namespace === '';
  return resources.find((one) => one.kind === kind && one.name === name && near(one.namespace))?.set;
}
