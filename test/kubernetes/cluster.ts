/** A control plane on loopback: etcd, kube-apiserver and Gatekeeper's manager as plain processes, with Calico's definitions. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { eventually, start, stop, stopAll } from './processes.js';

export type Tools = {
  readonly etcd: string;
  readonly apiserver: string;
  readonly gatekeeper: string;
  readonly kubectl: string;
  readonly definitions: string;
};

/** What a command said: its standard output and error together, and whether it went through. */
type Answer = { readonly ok: boolean; readonly text: string };

export type Cluster = {
  readonly kubectl: (args: readonly string[], input?: string) => Answer;
  /** kubectl apply of one object or of several. */
  readonly apply: (...objects: readonly unknown[]) => Answer;
  readonly startGatekeeper: () => Promise<void>;
  readonly stopGatekeeper: () => Promise<void>;
  /** The webhook's failurePolicy: what happens to requests while Gatekeeper does not answer. */
  readonly failurePolicy: (policy: 'Fail' | 'Ignore') => void;
  readonly stop: () => Promise<void>;
  /** Folder with the log of each program. */
  readonly folder: string;
};

export async function startCluster(tools: Tools): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-kubernetes-'));
  const [etcd = 0, peer = 0, api = 0, webhook = 0, health = 0] = await freePorts(5);
  certificates(folder);
  writeFileSync(join(folder, 'tokens.csv'), 'canal-lint-test,admin,admin,system:masters\n');
  writeFileSync(join(folder, 'kubeconfig'), stringify(kubeconfig(folder, api)));
  const kubectl = (args: readonly string[], input?: string): Answer => {
    const all = ['--kubeconfig', join(folder, 'kubeconfig'), ...args];
    const { status, stdout, stderr } = spawnSync(tools.kubectl, all, {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      ...(input !== undefined && { input }),
    });
    return { ok: status === 0, text: `${stdout}${stderr}` };
  };
  const apply = (...objects: readonly unknown[]): Answer =>
    kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  const failurePolicy = (policy: 'Fail' | 'Ignore'): void => must(apply(webhookConfiguration(folder, webhook, policy)));
  try {
    start(folder, 'etcd', etcdCommand(tools.etcd, { folder, etcd, peer }));
    await eventually('etcd', 30, async () => (await fetch(`http://127.0.0.1:${etcd}/health`)).ok);
    start(folder, 'kube-apiserver', apiserverCommand(tools.apiserver, { folder, etcd, api }));
    await eventually('kube-apiserver', 120, () => kubectl(['get', '--raw', '/readyz']).ok);
    must(kubectl(['apply', '--server-side', '-f', '-'], definitions(tools.definitions)));
    must(kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']));
    failurePolicy('Fail');
  } catch (error) {
    await stopAll();
    throw error;
  }
  const startGatekeeper = async (): Promise<void> => {
    mkdirSync(join(folder, 'audit'), { recursive: true });
    start(folder, 'gatekeeper', gatekeeperCommand(tools.gatekeeper, { folder, webhook, health }), {
      POD_NAMESPACE: 'gatekeeper-system',
      POD_NAME: 'no-pod',
    });
    await eventually('gatekeeper', 120, async () => (await fetch(`http://127.0.0.1:${health}/readyz`)).ok);
  };
  return {
    kubectl,
    apply,
    startGatekeeper,
    stopGatekeeper: () => stop('gatekeeper'),
    failurePolicy,
    folder,
    stop: async () => {
      await stopAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function must({ ok, text }: Answer): void {
  if (!ok) throw new Error(text);
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  for (const server of servers) server.close();
  return ports;
}

/** One authority for both servers; the API server gets the webhook's certificate through the configuration. */
function certificates(folder: string): void {
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  };
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=canal-lint-test',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
  );
  writeFileSync(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:gatekeeper-webhook-service.gatekeeper-system.svc\n');
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-keyout', 'tls.key', '-out', 'tls.csr');
  openssl(
    'x509',
    '-req',
    '-in',
    'tls.csr',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-out',
    'tls.crt',
    '-extfile',
    'names',
  );
  openssl('genrsa', '-out', 'sa.key', '2048');
  openssl('rsa', '-in', 'sa.key', '-pubout', '-out', 'sa.pub');
}

function kubeconfig(folder: string, port: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority': join(folder, 'ca.crt') } }],
    users: [{ name: 'admin', user: { token: 'canal-lint-test' } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  };
}

type Ports = {
  readonly folder: string;
  readonly etcd: number;
  readonly peer: number;
  readonly api: number;
  readonly webhook: number;
  readonly health: number;
};

function etcdCommand(program: string, { folder, etcd, peer }: Pick<Ports, 'folder' | 'etcd' | 'peer'>): readonly string[] {
  const [client, other] = [`http://127.0.0.1:${etcd}`, `http://127.0.0.1:${peer}`];
  return [
    program,
    ...['--data-dir', join(folder, 'etcd'), '--listen-client-urls', client, '--advertise-client-urls', client, '--unsafe-no-fsync'],
    ...['--listen-peer-urls', other, '--initial-advertise-peer-urls', other, '--initial-cluster', `default=${other}`],
  ];
}

/** No controller manager runs, so nothing makes service accounts or endpoints. */
function apiserverCommand(program: string, { folder, etcd, api }: Pick<Ports, 'folder' | 'etcd' | 'api'>): readonly string[] {
  const file = (name: string): string => join(folder, name);
  return [
    program,
    ...[
      '--etcd-servers',
      `http://127.0.0.1:${etcd}`,
      '--bind-address',
      '127.0.0.1',
      '--advertise-address',
      '127.0.0.1',
      '--secure-port',
      `${api}`,
    ],
    ...['--tls-cert-file', file('tls.crt'), '--tls-private-key-file', file('tls.key'), '--token-auth-file', file('tokens.csv')],
    ...['--service-account-key-file', file('sa.pub'), '--service-account-signing-key-file', file('sa.key')],
    ...['--service-account-issuer', 'https://test.invalid', '--service-cluster-ip-range', '10.96.0.0/16', '--authorization-mode', 'RBAC'],
    ...['--endpoint-reconciler-type', 'none', '--disable-admission-plugins', 'ServiceAccount'],
  ];
}

/** Outside of a cluster: `--debug-use-fake-pod`; its exporter would listen on all interfaces, so metrics go nowhere. */
function gatekeeperCommand(program: string, { folder, webhook, health }: Pick<Ports, 'folder' | 'webhook' | 'health'>): readonly string[] {
  return [
    program,
    ...['--kubeconfig', join(folder, 'kubeconfig'), '--debug-use-fake-pod', '--disable-cert-rotation', '--cert-dir', folder],
    ...['webhook', 'audit', 'status', 'generate'].map((name) => `--operation=${name}`),
    ...['--host', '127.0.0.1', '--port', `${webhook}`, '--health-addr', `127.0.0.1:${health}`, '--shutdown-delay', '0', '--log-denies'],
    ...['--metrics-backend=opentelemetry', '--otlp-endpoint', '127.0.0.1:1', '--otlp-metric-interval', '1h'],
    ...['--audit-interval=3', '--api-cache-dir', join(folder, 'audit'), '--default-wait-for-vapb-generation=1'],
  ];
}

/** The definitions of Gatekeeper and its namespace, without what it would install into a cluster, and those of Calico. */
function definitions(folder: string): string {
  const wanted = new Set(['CustomResourceDefinition', 'Namespace']);
  const documents = readdirSync(folder).flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')));
  return documents
    .filter((document) => wanted.has(String(document.get('kind'))))
    .map(String)
    .join('---\n');
}

/** Its name matters: Gatekeeper copies this configuration's scope into the policies that it generates. */
function webhookConfiguration(folder: string, port: number, failurePolicy: 'Fail' | 'Ignore'): object {
  const operations = ['CREATE', 'UPDATE'];
  const judged = ['crd.projectcalico.org', 'projectcalico.org', 'operator.tigera.io', 'apps', ''];
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'gatekeeper-validating-webhook-configuration', labels: { 'gatekeeper.sh/system': 'yes' } },
    webhooks: [
      {
        name: 'validation.gatekeeper.sh',
        ...{ admissionReviewVersions: ['v1'], sideEffects: 'None', failurePolicy, matchPolicy: 'Exact', timeoutSeconds: 5 },
        clientConfig: { url: `https://127.0.0.1:${port}/v1/admit`, caBundle: readFileSync(join(folder, 'ca.crt')).toString('base64') },
        namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['gatekeeper-system'] }] },
        rules: [
          { apiGroups: judged, apiVersions: ['*'], operations, resources: ['*'] },
          { apiGroups: ['templates.gatekeeper.sh', 'constraints.gatekeeper.sh'], apiVersions: ['*'], operations, resources: ['*'] },
        ],
      },
    ],
  };
}
