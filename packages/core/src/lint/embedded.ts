/** Manifests that stand as text in other objects. */
import { textOf, type Unit, unitsOf } from '../readers/unit.js';
import { at, items, type Node, nested, type Path } from '../source/index.js';

/** The objects of manifests that stand in texts of a unit: in a ConfigMap of a ClusterResourceSet, in a heredoc of Terraform. */
export function embeddedIn({ document, path }: Unit): readonly Unit[] {
  const node = at(document.root, path);
  const texts = node ? manifestTexts(node, path) : [];
  return texts
    .flatMap((place) => nested(document, place)?.documents ?? [])
    .flatMap((inner) => unitsOf(inner).filter(({ object }) => object));
}

function manifestTexts(node: Node, path: Path): readonly Path[] {
  if (node.kind === 'scalar') return /^apiVersion:\s/m.test(node.text) && /^kind:\s/m.test(node.text) ? [path] : [];
  if (node.kind === 'seq') return node.items.flatMap((item, i) => manifestTexts(item, [...path, i]));
  return node.kind === 'map' ? node.entries.flatMap(({ name, value }) => manifestTexts(value, [...path, name])) : [];
}

/** A document that holds one of these names what such texts are for. */
export const resourceSetWords: readonly string[] = ['ClusterResourceSet'];

/**
 * The ConfigMaps and Secrets whose texts Cluster API applies to the clusters that it makes, with the ClusterResourceSet that names them
 * (cluster-api v1.10 api/addons/v1beta1/clusterresourceset_types.go: in the namespace of the set). What a Secret holds in base64 is not read.
 */
export function resourceSets(units: readonly Unit[]): ReadonlyMap<string, string> {
  const sets = new Map<string, string>();
  for (const unit of units) {
    const { document, path, object } = unit;
    if (object?.group !== 'addons.cluster.x-k8s.io' || object.kind !== 'ClusterResourceSet') continue;
    for (const i of items(at(document.root, [...path, 'spec', 'resources'])).keys()) {
      const said = (name: string): string => textOf(unit, ['spec', 'resources', i, name]) ?? '';
      sets.set([said('kind'), object.namespace, said('name')].join('/'), `${object.namespace}/${object.name}`);
    }
  }
  return sets;
}

/** What `resourceSets` calls an object. */
export function resourceKey({ object }: Unit): string {
  return [object?.kind, object?.namespace, object?.name].join('/');
}
