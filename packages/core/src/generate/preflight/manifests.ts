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
  /** Where the API server is reached without kube-proxy; absent where its Service is. */
  readonly apiServer?: { readonly host: string; readonly port: string };
};

type Manifest = Readonly<Record<string, unknown>>;

export const name = 'canal-lint-preflight';
/** The nodes write into the store, the collector into the list: so they poll an object that is small until all begin. */
const [collector, store, list] = [`${name}-collector`, `${name}-nodes`, `${name}-list`];
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
    ...[store, list].map((of) => ({ ...core, kind: 'ConfigMap', metadata: meta(of, -10) })),
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

/** What runs on the nodes may write into one ConfigMap and read another; the collector reads nodes, pods and their logs, and removes what it can. */
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
  const tells = [rule('', 'configmaps', ['patch'], store), rule('', 'configmaps', ['get'], list)];
  const collects = [
    rule('', 'configmaps', ['get', 'delete'], store),
    rule('', 'configmaps', ['patch', 'delete'], list),
    rule('', 'pods', ['list']),
    rule('', 'pods/log', ['get']),
    rule('apps', 'daemonsets', ['delete'], name),
  ];
  return [
    { apiVersion, kind: 'Role', metadata: meta(name, -15), rules: tells },
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

/** Where the programs find the API server and the two objects. Without kube-proxy its Service is not served: Calico's manifests read the same ConfigMap. */
const speaks = ({ apiServer }: Placing, ...env: readonly Manifest[]): Manifest => ({
  env: [
    ...env,
    fieldEnv('NAMESPACE', 'metadata.namespace'),
    { name: 'STORE', value: store },
    { name: 'LIST', value: list },
    ...(apiServer
      ? [
          { name: 'KUBERNETES_SERVICE_HOST', value: apiServer.host },
          { name: 'KUBERNETES_SERVICE_PORT', value: apiServer.port },
        ]
      : []),
  ],
  ...(!apiServer && { envFrom: [{ configMapRef: { name: 'kubernetes-services-endpoint', optional: true } }] }),
});

function daemonSet(needs: Needs, placing: Placing): Manifest {
  const { image } = placing;
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
    ...speaks(placing, nodeName, { name: 'STAY', value: 'yes' }),
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

function job(placing: Placing): Manifest {
  const collect = {
    name: 'collect',
    image: placing.image,
    command: ['sh', '/preflight/collect.sh'],
    ...speaks(placing, { name: 'NAME', value: name }),
    resources,
    securityContext: unprivileged,
    volumeMounts: [mounted('programs', '/preflight'), mounted('token', secrets), { name: 'temporary', mountPath: '/tmp' }],
  };
  return {
    backoffLimit: 0,
    // The collector has deadlines of its own, which grow with the cluster.
    activeDeadlineSeconds: 3600,
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
