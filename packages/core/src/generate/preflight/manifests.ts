/** The objects of the preflight: programs, rights, a DaemonSet that looks and a Job that collects. */
import { environment } from './environment.js';
import type { Needs } from './needs.js';
import { programs } from './programs.gen.js';

export type Placing = {
  /** With its digest. */
  readonly image: string;
  readonly namespace: string;
  /** As hooks of Helm: before an installation and before each upgrade. */
  readonly helmHook: boolean;
};

type Manifest = Readonly<Record<string, unknown>>;

export const name = 'canal-lint-preflight';
const [collector, store] = [`${name}-collector`, `${name}-nodes`];
const secrets = '/var/run/secrets/kubernetes.io/serviceaccount';

/** In the order in which they are made. */
export function manifests(needs: Needs, placing: Placing): readonly Manifest[] {
  const meta = (of: string, weight: number, cluster = false): Manifest => ({
    name: of,
    ...(!cluster && { namespace: placing.namespace }),
    labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/managed-by': 'canal-lint' },
    ...(placing.helmHook && { annotations: hook(weight, of) }),
  });
  const core = { apiVersion: 'v1' };
  return [
    ...[name, collector].map((of) => ({ ...core, kind: 'ServiceAccount', metadata: meta(of, -20), automountServiceAccountToken: false })),
    ...rights(placing.namespace, meta),
    { ...core, kind: 'ConfigMap', metadata: meta(name, -10), data: programs },
    { ...core, kind: 'ConfigMap', metadata: meta(store, -10) },
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: meta(name, -5), spec: daemonSet(needs, placing) },
    { apiVersion: 'batch/v1', kind: 'Job', metadata: meta(collector, 0), spec: job(placing) },
  ];
}

/** The Job stays, for its log; the collector itself removes what runs on the nodes. */
function hook(weight: number, of: string): Manifest {
  return {
    'helm.sh/hook': 'pre-install,pre-upgrade',
    'helm.sh/hook-weight': String(weight),
    'helm.sh/hook-delete-policy': of === collector && weight === 0 ? 'before-hook-creation' : 'before-hook-creation,hook-succeeded',
  };
}

type Meta = (of: string, weight: number, cluster?: boolean) => Manifest;

/** What runs on the nodes may change one ConfigMap; the collector reads nodes, pods and their logs, and removes the two objects. */
function rights(namespace: string, meta: Meta): readonly Manifest[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const rule = (group: string, resource: string, verbs: readonly string[], only?: string): Manifest => ({
    apiGroups: [group],
    resources: [resource],
    verbs,
    ...(only !== undefined && { resourceNames: [only] }),
  });
  const bound = (kind: 'RoleBinding' | 'ClusterRoleBinding', to: string): Manifest => ({
    apiVersion,
    kind,
    metadata: meta(to, -15, kind === 'ClusterRoleBinding'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: kind.replace('Binding', ''), name: to },
    subjects: [{ kind: 'ServiceAccount', name: to, namespace }],
  });
  const collects = [
    rule('', 'configmaps', ['get', 'patch', 'delete'], store),
    rule('', 'pods', ['list']),
    rule('', 'pods/log', ['get']),
    rule('apps', 'daemonsets', ['delete'], name),
  ];
  return [
    { apiVersion, kind: 'Role', metadata: meta(name, -15), rules: [rule('', 'configmaps', ['get', 'patch'], store)] },
    bound('RoleBinding', name),
    { apiVersion, kind: 'Role', metadata: meta(collector, -15), rules: collects },
    bound('RoleBinding', collector),
    { apiVersion, kind: 'ClusterRole', metadata: meta(collector, -15, true), rules: [rule('', 'nodes', ['list'])] },
    bound('ClusterRoleBinding', collector),
  ];
}

const fieldEnv = (of: string, fieldPath: string): Manifest => ({ name: of, valueFrom: { fieldRef: { fieldPath } } });
const resources = { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } };
const closed = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true };
const unprivileged = { ...closed, runAsNonRoot: true, runAsUser: 65534, capabilities: { drop: ['ALL'] } };

/** Without a pod network and its DNS: the network of the node, and any node. */
const onHost = {
  hostNetwork: true,
  dnsPolicy: 'Default',
  automountServiceAccountToken: false,
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ operator: 'Exists' }],
};

/** The token of the service account, mounted where it is needed alone. */
const token = {
  name: 'token',
  projected: {
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    ],
  },
};
const program = { name: 'programs', configMap: { name } };
const mounted = (volume: string, mountPath: string): Manifest => ({ name: volume, mountPath, readOnly: true });

function daemonSet(needs: Needs, { image }: Placing): Manifest {
  const labels = { 'app.kubernetes.io/name': name };
  const both = [mounted('programs', '/preflight'), { name: 'run', mountPath: '/run/preflight' }];
  const nodeName = fieldEnv('NODE_NAME', 'spec.nodeName');
  const modules = needs.modules.length > 0;
  const check = {
    name: 'check',
    image,
    command: ['sh', '/preflight/check.sh'],
    env: [nodeName, fieldEnv('HOST_IP', 'status.hostIP'), ...environment(needs), { name: 'STAY', value: 'yes' }],
    resources,
    // Its listeners may need ports below 1024; its probes raw sockets and a device.
    securityContext: { ...closed, runAsUser: 0, capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW', 'NET_BIND_SERVICE'] } },
    volumeMounts: [...both, ...(modules ? [mounted('modules', '/lib/modules')] : [])],
  };
  const gate = {
    name: 'gate',
    image,
    command: ['sh', '/preflight/gate.sh'],
    env: [nodeName, fieldEnv('NAMESPACE', 'metadata.namespace'), { name: 'STORE', value: store }, { name: 'STAY', value: 'yes' }],
    resources,
    securityContext: unprivileged,
    volumeMounts: [...both, mounted('token', secrets)],
  };
  return {
    selector: { matchLabels: labels },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } },
    template: {
      metadata: { labels },
      spec: {
        ...onHost,
        serviceAccountName: name,
        terminationGracePeriodSeconds: 5,
        containers: [check, gate],
        volumes: [
          program,
          { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '8Mi' } },
          token,
          ...(modules ? [{ name: 'modules', hostPath: { path: '/lib/modules' } }] : []),
        ],
      },
    },
  };
}

function job({ image }: Placing): Manifest {
  const collect = {
    name: 'collect',
    image,
    command: ['sh', '/preflight/collect.sh'],
    env: [fieldEnv('NAMESPACE', 'metadata.namespace'), { name: 'NAME', value: name }, { name: 'STORE', value: store }],
    resources,
    securityContext: unprivileged,
    volumeMounts: [mounted('programs', '/preflight'), mounted('token', secrets), { name: 'temporary', mountPath: '/tmp' }],
  };
  return {
    backoffLimit: 0,
    activeDeadlineSeconds: 600,
    ttlSecondsAfterFinished: 86_400,
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': collector } },
      spec: {
        ...onHost,
        serviceAccountName: collector,
        restartPolicy: 'Never',
        containers: [collect],
        volumes: [program, token, { name: 'temporary', emptyDir: {} }],
      },
    },
  };
}
