/** The command lines of the three programs, all of them on loopback. */
import { join } from 'node:path';
import { tool } from '../tools.js';

export type Tools = { readonly etcd: string; readonly apiserver: string; readonly gatekeeper: string; readonly definitions: string };

/** The programs and definitions, which `.ci/tools kubernetes` builds; undefined, with a word, where one is missing. */
export function toolsOfCluster(): Tools | undefined {
  const [etcd, apiserver, gatekeeper, definitions] = ['etcd', 'kube-apiserver', 'gatekeeper', 'definitions'].map(tool);
  return etcd && apiserver && gatekeeper && definitions ? { etcd, apiserver, gatekeeper, definitions } : undefined;
}

/** The folder of one control plane, with its certificates, logs and data, and the ports of its programs. */
export type Place = {
  readonly folder: string;
  readonly etcd: number;
  readonly peer: number;
  readonly api: number;
  readonly webhook: number;
  readonly health: number;
};

export function etcdCommand(program: string, { folder, etcd, peer }: Place): readonly string[] {
  const [client, other] = [`http://127.0.0.1:${etcd}`, `http://127.0.0.1:${peer}`];
  return [
    program,
    ...['--data-dir', join(folder, 'etcd'), '--listen-client-urls', client, '--advertise-client-urls', client, '--unsafe-no-fsync'],
    ...['--listen-peer-urls', other, '--initial-advertise-peer-urls', other, '--initial-cluster', `default=${other}`],
  ];
}

/** No controller manager runs, so nothing makes service accounts or endpoints. */
export function apiserverCommand(program: string, { folder, etcd, api }: Place): readonly string[] {
  const file = (name: string): string => join(folder, name);
  return [
    program,
    ...['--etcd-servers', `http://127.0.0.1:${etcd}`, '--bind-address', '127.0.0.1', '--advertise-address', '127.0.0.1'],
    ...['--secure-port', `${api}`, '--tls-cert-file', file('tls.crt'), '--tls-private-key-file', file('tls.key')],
    ...['--token-auth-file', file('tokens.csv'), '--authorization-mode', 'RBAC', '--disable-admission-plugins', 'ServiceAccount'],
    ...['--service-account-key-file', file('sa.pub'), '--service-account-signing-key-file', file('sa.key')],
    ...['--service-account-issuer', 'https://test.invalid', '--service-cluster-ip-range', '10.96.0.0/16'],
    ...['--endpoint-reconciler-type', 'none', '--allow-privileged'],
  ];
}

/** Outside of a cluster: `--debug-use-fake-pod`; its exporter would listen on all interfaces, so metrics go nowhere. */
export function gatekeeperCommand(program: string, { folder, webhook, health }: Place): readonly string[] {
  return [
    program,
    ...['--kubeconfig', join(folder, 'kubeconfig'), '--debug-use-fake-pod', '--disable-cert-rotation', '--cert-dir', folder],
    ...['webhook', 'audit', 'status', 'generate'].map((name) => `--operation=${name}`),
    ...['--host', '127.0.0.1', '--port', `${webhook}`, '--health-addr', `127.0.0.1:${health}`, '--shutdown-delay', '0'],
    ...['--metrics-backend=opentelemetry', '--otlp-endpoint', '127.0.0.1:1', '--otlp-metric-interval', '1h'],
    ...['--audit-interval=3', '--api-cache-dir', join(folder, 'audit'), '--default-wait-for-vapb-generation=1'],
  ];
}
