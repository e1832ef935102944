/** Other objects of a cluster in the shape of Gatekeeper's `data.inventory`. */

type ByName = Readonly<Record<string, unknown>>;
type ByKind = Readonly<Record<string, Readonly<Record<string, ByName>>>>;

export type Inventory = { readonly cluster: ByKind; readonly namespace: Readonly<Record<string, ByKind>> };

/** The objects by API group and version, kind and name; those of a namespace below it. What has no kind or no name is left out. */
export function inventoryOf(objects: readonly unknown[]): Inventory {
  const tree: Tree = { cluster: {}, namespace: {} };
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object as Named;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof metadata?.name !== 'string') continue;
    const above = typeof metadata.namespace === 'string' ? ['namespace', metadata.namespace] : ['cluster'];
    let place = tree;
    for (const step of [...above, apiVersion, kind]) place = below(place, step);
    Object.assign(place, { [metadata.name]: object });
  }
  return tree as Inventory;
}

type Named = {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
};

type Tree = { [step: string]: Tree };

function below(tree: Tree, step: string): Tree {
  tree[step] ??= {};
  return tree[step];
}
