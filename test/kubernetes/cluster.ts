/** A control plane on loopback: etcd, kube-apiserver and Gatekeeper's manager as plain processes, with Calico's definitions. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { writeCertificates } from './certificates.js';
import { type Answer, type Client, clientOf, type KubernetesObject } from './client.js';
import { plainDefinitions, shippedDefinitions } from './definitions.js';
import { eventually, programsIn } from './processes.js';
import { apiserverCommand, etcdCommand, gatekeeperCommand, type Place, type Tools } from './programs.js';

const token = 'canal-lint-test';

export type Cluster = Client & {
  /** Applies objects one after the other; throws where one is refused. */
  readonly load: (objects: readonly KubernetesObject[]) => Promise<void>;
  readonly startGatekeeper: () => Promise<void>;
  readonly stopGatekeeper: () => Promise<void>;
  /** The webhook's failurePolicy: what happens to requests while Gatekeeper does not answer. It is asked about objects with these labels alone. */
  readonly webhook: (failurePolicy: 'Fail' | 'Ignore', matchLabels?: Readonly<Record<string, string>>) => Promise<void>;
  readonly removeWebhook: () => Promise<void>;
  /** The file with which other programs find it, as an administrator. */
  readonly kubeconfig: string;
  /** Ends every program and removes the folder. */
  readonly stop: () => Promise<void>;
};

export async function startCluster(tools: Tools): Promise<Cluster> {
  const [etcd = 0, peer = 0, api = 0, webhook = 0, health = 0] = await freePorts(5);
  const place = { folder: mkdtempSync(join(tmpdir(), 'canal-lint-kubernetes-')), etcd, peer, api, webhook, health };
  const programs = programsIn(place.folder);
  try {
    writeFiles(place);
    programs.start('etcd', etcdCommand(tools.etcd, place));
    await eventually('etcd', 30, async () => (await fetch(`http://127.0.0.1:${etcd}/health`)).ok);
    programs.start('kube-apiserver', apiserverCommand(tools.apiserver, place));
    const client = clientOf(api, join(place.folder, 'ca.crt'), token);
    await eventually('kube-apiserver', 120, async () => (await client.get('/readyz')).status === 200);
    const load = async (objects: readonly KubernetesObject[]): Promise<void> => {
      for (const object of objects) must(object, await client.apply(object));
    };
    const shipped = shippedDefinitions(tools.definitions);
    await load(shipped);
    await load(plainDefinitions(shipped));
    await established(client);
    const webhookOf: Cluster['webhook'] = (failurePolicy, matchLabels = {}) =>
      load([webhookConfiguration(place, { failurePolicy, objectSelector: { matchLabels } })]);
    return {
      ...client,
      load,
      kubeconfig: join(place.folder, 'kubeconfig'),
      startGatekeeper: async () => {
        programs.start('gatekeeper', gatekeeperCommand(tools.gatekeeper, place), {
          POD_NAMESPACE: 'gatekeeper-system',
          POD_NAME: 'no-pod',
        });
        await eventually('gatekeeper', 120, async () => (await fetch(`http://127.0.0.1:${health}/readyz`)).ok);
      },
      stopGatekeeper: () => programs.stop('gatekeeper'),
      webhook: webhookOf,
      removeWebhook: async () => {
        await client.remove(webhookConfiguration(place, { failurePolicy: 'Ignore', objectSelector: {} }));
      },
      stop: programs.stopAll,
    };
  } catch (error) {
    await programs.stopAll();
    throw error;
  }
}

function must({ kind, metadata }: KubernetesObject, { status, text }: Answer): void {
  if (status >= 300) throw new Error(`${kind} ${metadata.name}: ${status} ${text}`);
}

type Definitions = {
  readonly items: readonly { readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] } }[];
};

async function established(client: Client): Promise<void> {
  await eventually('the definitions', 60, async () => {
    const { items } = (await client.get('/apis/apiextensions.k8s.io/v1/customresourcedefinitions')).body as Definitions;
    return items.every(({ status }) => status?.conditions?.some(({ type, status: is }) => type === 'Established' && is === 'True'));
  });
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

function writeFiles({ folder, api }: Place): void {
  writeCertificates(folder);
  mkdirSync(join(folder, 'audit'));
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,system:masters\n`);
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server: `https://127.0.0.1:${api}`, 'certificate-authority': join(folder, 'ca.crt') } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  };
  writeFileSync(join(folder, 'kubeconfig'), stringify(kubeconfig));
}

/**
 * Gatekeeper's own (deploy/gatekeeper.yaml 3.23.1): every object, CREATE and UPDATE. Its name matters: Gatekeeper copies this configuration's
 * scope into the policies that it generates.
 */
function webhookConfiguration(
  { folder, webhook }: Place,
  scope: { readonly failurePolicy: 'Fail' | 'Ignore'; readonly objectSelector: object },
): KubernetesObject {
  const ownNamespace = { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['gatekeeper-system'] }] };
  const configuration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'gatekeeper-validating-webhook-configuration', labels: { 'gatekeeper.sh/system': 'yes' } },
    webhooks: [
      {
        name: 'validation.gatekeeper.sh',
        ...{ admissionReviewVersions: ['v1'], sideEffects: 'None', ...scope, matchPolicy: 'Exact', timeoutSeconds: 3 },
        clientConfig: { url: `https://127.0.0.1:${webhook}/v1/admit`, caBundle: readFileSync(join(folder, 'ca.crt')).toString('base64') },
        namespaceSelector: ownNamespace,
        rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'], resources: ['*'] }],
      },
    ],
  };
  return configuration;
}
