/** The API server as its clients see it: JSON over connections that stay open. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

/** `text` is what the answer says where it is a Status: why an object was refused. */
export type Answer = { readonly status: number; readonly body: unknown; readonly text: string; readonly warnings: readonly string[] };

export type KubernetesObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly resourceVersion?: string;
  };
};

type Asked = {
  /** Everything is asked and judged, nothing is kept. */
  readonly dryRun?: boolean;
  /** The request is made in the name of this user. */
  readonly user?: string;
};

export type Client = {
  readonly get: (path: string) => Promise<Answer>;
  readonly create: (object: KubernetesObject, asked?: Asked) => Promise<Answer>;
  /** Replaces the object, whatever its resourceVersion is. */
  readonly update: (object: KubernetesObject, asked?: Asked) => Promise<Answer>;
  /** Server-side apply, as `kubectl apply --server-side --force-conflicts`. */
  readonly apply: (object: KubernetesObject, asked?: Asked) => Promise<Answer>;
  readonly remove: (object: KubernetesObject) => Promise<Answer>;
  /** The object as the API server holds it. */
  readonly read: (object: KubernetesObject) => Promise<Answer>;
};

type Request = { readonly method: string; readonly path: string; readonly body?: unknown; readonly type?: string; readonly user?: string };

export function clientOf(port: number, authority: string, token: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 16, ca: readFileSync(authority) });
  const send = ({ method, path, body, type = 'application/json', user }: Request): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': type }),
        ...(user !== undefined && { 'impersonate-user': user }),
      };
      const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve(answerOf(response.statusCode ?? 0, Buffer.concat(chunks).toString(), response.headersDistinct['warning'])),
        );
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const pathOf = discovery((path) => send({ method: 'GET', path }));
  const query = ({ dryRun }: Asked): string => `?fieldManager=canal-lint-test${dryRun ? '&dryRun=All' : ''}`;
  const one = async (object: KubernetesObject): Promise<string> => `${await pathOf(object)}/${encodeURIComponent(object.metadata.name)}`;
  return {
    get: (path) => send({ method: 'GET', path }),
    create: async (body, asked = {}) => send({ method: 'POST', path: (await pathOf(body)) + query(asked), body, ...userOf(asked) }),
    update: async (body, asked = {}) => send({ method: 'PUT', path: (await one(body)) + query(asked), body, ...userOf(asked) }),
    apply: async (body, asked = {}) =>
      send({
        method: 'PATCH',
        path: `${await one(body)}${query(asked)}&force=true`,
        body,
        type: 'application/apply-patch+yaml',
        ...userOf(asked),
      }),
    remove: async (object) => send({ method: 'DELETE', path: await one(object) }),
    read: async (object) => send({ method: 'GET', path: await one(object) }),
  };
}

const userOf = ({ user }: Asked): { readonly user?: string } => (user === undefined ? {} : { user });

/** A warning is `299 - "text"`, as RFC 7234 writes it. */
function answerOf(status: number, text: string, warnings: readonly string[] = []): Answer {
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
  const said = typeof body === 'string' ? body : String((body as { readonly message?: unknown }).message ?? '');
  return { status, body, text: said, warnings: warnings.map((line) => JSON.parse(line.slice(line.indexOf('"'))) as string) };
}

/** Asks for each of a list, eight at a time; the answers stand in the list's order. */
export async function together<T, A>(list: readonly T[], ask: (one: T) => Promise<A>): Promise<readonly A[]> {
  const answers: A[] = [];
  const rest = list.entries();
  const worker = async (): Promise<void> => {
    for (const [i, one] of rest) answers[i] = await ask(one);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return answers;
}

type Resources = { readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[] };

/** Where objects of a kind live: `/apis/<group>/<version>[/namespaces/<namespace>]/<plural>`. A kind that is not served rejects. */
function discovery(get: (path: string) => Promise<Answer>): (object: KubernetesObject) => Promise<string> {
  const known = new Map<string, { readonly name: string; readonly namespaced: boolean }>();
  return async ({ apiVersion, kind, metadata }) => {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    if (!known.has(`${apiVersion} ${kind}`))
      for (const found of ((await get(root)).body as Resources).resources ?? [])
        if (!found.name.includes('/')) known.set(`${apiVersion} ${found.kind}`, found);
    const resource = known.get(`${apiVersion} ${kind}`);
    if (!resource) throw new Error(`${apiVersion} ${kind} is not served`);
    return `${root}${resource.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : ''}/${resource.name}`;
  };
}
