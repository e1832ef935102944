/** Who and what passes under deny: the network's own accounts, objects with the label, and what is being deleted. */
import type { KubernetesObject } from './client.js';
import type { Cluster } from './cluster.js';

const node = 'system:serviceaccount:calico-system:calico-node';
const somebody = 'system:serviceaccount:default:somebody';
const users = [node, 'system:serviceaccount:kube-system:canal', 'system:kube-controller-manager', somebody];

/** Every user may write everything: who stops them is admission. */
export async function loadUsers(cluster: Cluster): Promise<void> {
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'canal-lint-test' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: users.map((name) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name })),
  };
  await cluster.load([binding]);
}

/** The users who may make the object. */
export async function admittedUsers(cluster: Cluster, object: KubernetesObject): Promise<readonly string[]> {
  const admitted: string[] = [];
  for (const user of users) if ((await cluster.create(object, { dryRun: true, user })).status === 201) admitted.push(user);
  return admitted;
}

type Step = 'made by the network' | 'annotated' | 'labelled as exempt' | 'annotated then' | 'let go by a finalizer';

/** What may be done, by a user who is nobody special, to a bad object that is there already. */
export async function life(cluster: Cluster, object: KubernetesObject): Promise<Readonly<Record<Step, boolean>>> {
  const { metadata } = object;
  const apply = async (more: object, user: string): Promise<boolean> =>
    (await cluster.apply({ ...object, metadata: { ...metadata, ...more } }, { user })).status < 300;
  const labels = { ...metadata.labels, 'canal-lint/exempt': 'yes' };
  const seen = {
    'made by the network': await apply({ finalizers: ['example.invalid/kept'] }, node),
    annotated: await apply({ finalizers: ['example.invalid/kept'], annotations: { a: 'b' } }, somebody),
    'labelled as exempt': await apply({ finalizers: ['example.invalid/kept'], labels }, somebody),
    'annotated then': await apply({ finalizers: ['example.invalid/kept'], labels, annotations: { a: 'b' } }, somebody),
  };
  await apply({ finalizers: ['example.invalid/kept'] }, node);
  await cluster.remove(object);
  return { ...seen, 'let go by a finalizer': await apply({}, somebody) };
}

/** What both have to answer. */
export const expected: { readonly users: readonly string[]; readonly life: Readonly<Record<Step, boolean>> } = {
  users: users.filter((user) => user !== somebody),
  life: {
    'made by the network': true,
    annotated: false,
    'labelled as exempt': true,
    'annotated then': true,
    'let go by a finalizer': true,
  },
};
