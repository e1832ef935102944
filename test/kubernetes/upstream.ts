/** The manifests of the two newest releases that Calico ships, and of the head of development, object by object. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constraint, type PolicySource } from '@canal-lint/policy';
import { parseAllDocuments } from 'yaml';
import { hasShared, shared } from '../shared.js';
import { type KubernetesObject, together } from './client.js';
import type { Cluster } from './cluster.js';

type Shipped = { readonly file: string; readonly object: KubernetesObject };

const root = join(shared, 'corpus/upstream');
export const releases: readonly string[] = hasShared ? ['head', ...readdirSync(root).sort().reverse().slice(0, 2)] : [];

/** YAML 1.1, as kubectl reads it: 0777 is octal. What several files say letter by letter counts once. */
export function shippedIn(release: string): readonly Shipped[] {
  const shipped = readdirSync(join(root, release))
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((file) =>
      parseAllDocuments(readFileSync(join(root, release, file), 'utf8'), { version: '1.1' })
        .map((document) => document.toJS() as KubernetesObject | null)
        .filter((object) => object !== null)
        .map((object) => ({ file, object })),
    );
  return [...new Map(shipped.map((one) => [JSON.stringify(one.object), one])).values()];
}

/** Kinds of other vendors, and of the operator's that nobody judges: nothing serves them here. */
const unserved = new Set(['Network', 'Goldmane', 'Whisker']);

/** What is said about the objects that are not taken: `<file> <kind> <name>: <why>`. An object that is there already has passed every judge. */
export async function refusedOf(cluster: Cluster, objects: readonly Shipped[]): Promise<readonly string[]> {
  const served = objects.filter(({ object }) => !unserved.has(object.kind));
  const refused = await together(served, async ({ file, object }) => {
    const { status, text } = await cluster.create(object, { dryRun: true });
    return status === 201 || status === 409 ? [] : [`${file} ${object.kind} ${object.metadata.name}: ${text}`];
  });
  return refused.flat();
}

/** A policy's constraints as docs advise them: errors are refused, warnings told, the rest recorded. */
export function bySeverity(policy: PolicySource): readonly KubernetesObject[] {
  const enforcements = { deny: 'error', warn: 'warning', dryrun: 'info' } as const;
  return (['deny', 'warn', 'dryrun'] as const).map((enforcement) => {
    const manifest = constraint(policy, { enforcement, parameters: { severity: enforcements[enforcement] } });
    return { ...(manifest as unknown as KubernetesObject), metadata: { name: enforcement } };
  });
}

/** The namespaces that the objects stand in. */
export function namespacesOf(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const names = new Set(objects.map(({ metadata }) => metadata.namespace ?? 'default'));
  return [...names].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
}
