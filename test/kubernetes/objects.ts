/** The objects of the rules' cases as the API server takes them. */
import { admissionOf, casesOf } from '../policy/gator.js';
import { type Facts, judges, type Twin } from '../policy/twins.js';
import type { KubernetesObject } from './client.js';

/** `scope` names the constraint that has the parameters of this case, and is the label of the objects that it judges. */
export type Judged = { readonly object: KubernetesObject; readonly facts: Facts; readonly scope: string };

const groups = new Map([
  ['crd.projectcalico.org/v1', 'projectcalico.org/v3'],
  ['projectcalico.org/v3', 'crd.projectcalico.org/v1'],
]);

/** Every object of a rule's cases, Calico's in both of their groups. */
export function judgedOf(twin: Twin): readonly Judged[] {
  const scopes = new Map<string, string>();
  const judged = casesOf(twin.rule.name).flatMap((facts) => {
    const { objects, parameters } = admissionOf(facts);
    const said = JSON.stringify(parameters);
    const scope = scopes.get(said) ?? `${twin.rule.name}-${scopes.size}`;
    scopes.set(said, scope);
    return objects
      .filter((object) => judges(twin, object))
      .flatMap((object) => inBothGroups(completed(object as Loose)))
      .map((object) => ({ object, facts, scope }));
  });
  return [...new Map(judged.map((one) => [JSON.stringify([one.scope, one.object]), one])).values()];
}

function inBothGroups(object: KubernetesObject): readonly KubernetesObject[] {
  const other = groups.get(object.apiVersion);
  return other === undefined ? [object] : [object, { ...object, apiVersion: other }];
}

type Containers = readonly object[];
type PodSpec = { readonly containers?: Containers; readonly initContainers?: Containers };
type PodTemplate = { readonly metadata?: { readonly labels?: object }; readonly spec?: PodSpec };
type Loose = KubernetesObject & { readonly spec?: { readonly template?: PodTemplate } };

const image = 'registry.example/any:1';
const own = { of: 'canal-lint-test' };

/** What cases leave out because no rule reads it, and the API server asks for: a name, and a workload's selector and images. */
function completed(object: Loose): KubernetesObject {
  const named = { ...object, metadata: { ...object.metadata, name: object.metadata?.name ?? 'unnamed' } };
  if (!object.apiVersion.startsWith('apps/')) return named;
  const { template } = object.spec ?? {};
  const { containers, initContainers } = template?.spec ?? {};
  const pod = {
    ...template?.spec,
    containers: (containers ?? [{ name: 'any' }]).map((container) => ({ image, ...container })),
    ...(initContainers && { initContainers: initContainers.map((container) => ({ image, ...container })) }),
  };
  const labels = { ...template?.metadata?.labels, ...own };
  const spec = { ...object.spec, selector: { matchLabels: own }, template: { ...template, metadata: { labels }, spec: pod } };
  return { ...named, ...{ spec } };
}

/** The object under the constraint of its scope. */
export function labelled({ object, scope }: Pick<Judged, 'object' | 'scope'>): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, 'canal-lint-test': scope } } };
}

const harmless: Readonly<Record<string, object>> = {
  IPPool: { cidr: '10.0.0.0/16', vxlanMode: 'Always' },
  BGPPeer: { peerIP: '192.0.2.1', asNumber: 64512 },
  KubeControllersConfiguration: { controllers: {} },
};

/** An object of the same kind and name that nobody minds: what an update changes into `object`. A Pod and a Job stay what they are. */
export function seedOf(object: KubernetesObject): KubernetesObject {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace } = metadata;
  if (['Pod', 'Job', 'CronJob'].includes(kind)) return object;
  const empty = { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
  return completed({ ...empty, spec: { ...harmless[kind] } });
}
