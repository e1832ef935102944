/** CustomResourceDefinitions: Gatekeeper's and Calico's own, and plain ones for groups that no registry serves. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policies } from '@canal-lint/policy';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from './client.js';

/** The definitions of Gatekeeper and its namespace, without what it would install into a cluster, and those of Calico. */
export function shippedDefinitions(folder: string): readonly KubernetesObject[] {
  const wanted = new Set(['CustomResourceDefinition', 'Namespace']);
  return readdirSync(folder)
    .flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')))
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null)
    .filter(({ kind }) => wanted.has(kind));
}

const versions = new Map([
  ['projectcalico.org', 'v3'],
  ['crd.projectcalico.org', 'v1'],
  ['operator.tigera.io', 'v1'],
]);

/** What the policies judge and `defined` lacks: definitions without a schema, so that only a policy can refuse an object. */
export function plainDefinitions(defined: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const names = new Set(defined.map(({ metadata }) => metadata.name));
  const judged = policies.flatMap(({ match }) =>
    match.flatMap(({ groups, kinds }) => groups.flatMap((group) => kinds.map((kind) => ({ group, kind })))),
  );
  const plain = judged.flatMap(({ group, kind }) => {
    const version = versions.get(group);
    return version === undefined ? [] : [definition(group, version, kind)];
  });
  return [...new Map(plain.map((object) => [object.metadata.name, object])).values()].filter(({ metadata }) => !names.has(metadata.name));
}

function definition(group: string, version: string, kind: string): KubernetesObject {
  const singular = kind.toLowerCase();
  const plural = singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const spec = {
    group,
    scope: 'Cluster',
    names: { kind, plural, singular, listKind: `${kind}List` },
    versions: [{ name: version, served: true, storage: true, schema }],
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    ...{ spec },
  };
}
