/** A door to the API server for programs that have the token of a service account: it asks in that account's name, and tells the logs of pods that nobody runs. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';

export type Door = {
  readonly url: string;
  /** What each pod has logged. */
  log: string;
  /** What the API server would not let the accounts do. */
  readonly refused: string[];
  readonly close: () => void;
};

type Kubeconfig = {
  readonly clusters: readonly { readonly cluster: { readonly server: string; readonly 'certificate-authority': string } }[];
  readonly users: readonly { readonly user: { readonly token: string } }[];
};

/** The token of an account of kube-system is its name. */
export async function doorOf(kubeconfig: string): Promise<Door> {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
  const to = clusters[0]?.cluster;
  const agent = new Agent({ keepAlive: true, ca: readFileSync(to?.['certificate-authority'] ?? '') });
  const refused: string[] = [];
  const pass = (asked: IncomingMessage, answer: ServerResponse): void => {
    const account = (asked.headers.authorization ?? '').replace('Bearer ', '');
    const { 'content-type': type, 'content-length': length } = asked.headers;
    const headers = {
      authorization: `Bearer ${users[0]?.user.token}`,
      'impersonate-user': `system:serviceaccount:kube-system:${account}`,
      ...(type && { 'content-type': type }),
      ...(length && { 'content-length': length }),
    };
    const sent = request(`${to?.server}${asked.url}`, { method: asked.method ?? 'GET', headers, agent }, (got) => {
      if (got.statusCode === 403) refused.push(`${account} ${asked.method} ${asked.url}`);
      const isLog = /\/pods\/[^/]+\/log\b/.test(asked.url ?? '') && got.statusCode !== 403;
      answer.writeHead(isLog ? 200 : (got.statusCode ?? 500));
      if (isLog) {
        got.resume();
        answer.end(door.log);
      } else got.pipe(answer);
    });
    sent.on('error', () => answer.writeHead(502).end());
    asked.pipe(sent);
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
    agent.destroy();
  };
  const door: Door = { url: `http://127.0.0.1:${port}`, log: '', refused, close };
  return door;
}
