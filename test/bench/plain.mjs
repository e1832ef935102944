// Documents that have nothing to do with the field. No word of a reader may occur in them: the look before parsing is to pass over them.

export const pick = (random, list) => list[Math.floor(random() * list.length)];
export const between = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const times = (count, write) => Array.from({ length: count }, (_, i) => write(i)).join('');

const teams = ['orders', 'billing', 'search', 'mail', 'ledger', 'media', 'maps', 'login'];
const parts = ['api', 'worker', 'cache', 'gateway', 'importer', 'cron', 'frontend', 'indexer'];
const nouns = ['retry', 'upload', 'session', 'invoice', 'queue', 'token', 'report', 'thumbnail', 'mailbox', 'shard', 'tenant', 'webhook'];
const verbs = ['limits', 'delays', 'replaces', 'counts', 'expires', 'renames', 'splits', 'collects'];

const phrase = (random) => `${pick(random, nouns)} ${pick(random, verbs)} each ${pick(random, nouns)} of a ${pick(random, nouns)}`;
const upper = (random) => `${pick(random, nouns)}_${pick(random, verbs)}`.toUpperCase();

function metadata(random, name, indent = '  ') {
  const team = pick(random, teams);
  return [`name: ${name}`, `namespace: ${team}`, 'labels:', `  app.kubernetes.io/name: ${name}`, `  app.kubernetes.io/part-of: ${team}`]
    .map((line) => `${indent}${line}\n`)
    .join('');
}

const variable = (random) => `            - name: ${upper(random)}\n              value: "${between(random, 1, 9000)}"\n`;

function container(random, i) {
  const part = pick(random, parts);
  return `        - name: ${part}-${i}
          image: registry.example.com/${pick(random, teams)}/${part}:1.${between(random, 0, 40)}.${between(random, 0, 9)} # ${phrase(random)}
          args: [--listen=:8080, "--log-format=json", --workers, "${between(random, 1, 16)}"]
          env:
${times(between(random, 3, 14), () => variable(random))}          resources:
            requests: { cpu: ${between(random, 50, 900)}m, memory: ${between(random, 64, 900)}Mi }
            limits: { memory: 1Gi }
          readinessProbe:
            httpGet: { path: /healthz, port: 8080 }
            periodSeconds: ${between(random, 5, 30)}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
`;
}

/** A Deployment of one to three containers. */
export function deployment(random, id) {
  const name = `${pick(random, parts)}-${id}`;
  return `# ${phrase(random)}
apiVersion: apps/v1
kind: Deployment
metadata:
${metadata(random, name)}spec:
  replicas: ${between(random, 1, 9)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
${metadata(random, name, '      ')}    spec:
      serviceAccountName: ${name}
      containers:
${times(between(random, 1, 3), (i) => container(random, i))}      volumes:
        - name: settings
          configMap:
            name: ${name}
`;
}

/** A Service of one or two ports. */
export function service(random, id) {
  const name = `${pick(random, parts)}-${id}`;
  return `apiVersion: v1
kind: Service
metadata:
${metadata(random, name)}spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: ${name}
  ports:
${times(between(random, 1, 2), (i) => `    - name: port-${i}\n      port: ${between(random, 80, 9999)}\n      targetPort: 8080 # ${phrase(random)}\n`)}`;
}

/** A ConfigMap with a program's settings in block scalars and, in one of eight, a line in double quotes with an escape. */
export function configMap(random, id) {
  const script = times(between(random, 5, 30), () => `    echo "${phrase(random)}" >> /tmp/${pick(random, nouns)}.log\n`);
  const settings = times(between(random, 10, 60), (i) => `    ${pick(random, nouns)}.${i} = ${phrase(random)}\n`);
  const escaped = random() < 0.125 ? '  separator.txt: "a\\tb\\u2028c"\n' : '';
  return `apiVersion: v1
kind: ConfigMap
metadata:
${metadata(random, `${pick(random, parts)}-${id}`)}data:
  start.sh: |
    #!/bin/sh
    set -eu
${script}  settings.properties: |-
${settings}  # ${phrase(random)}
  note: >-
    ${phrase(random)},
    ${phrase(random)}
${escaped}`;
}

const property = (random, indent, i) => `${indent}${pick(random, nouns)}${i}:
${indent}  description: |-
${indent}    The ${phrase(random)}.
${indent}    The ${phrase(random)}, unless the ${phrase(random)}.
${indent}  type: ${pick(random, ['string', 'integer', 'boolean'])}
`;

/** A CustomResourceDefinition of an operator, most of which is prose. */
export function customResourceDefinition(random, id) {
  const kind = `Widget${id}`;
  const group = (i) => `                group${i}:
                  description: The ${phrase(random)}.
                  type: object
                  properties:
${times(between(random, 4, 12), (i) => property(random, ' '.repeat(20), i))}`;
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${kind.toLowerCase()}s.example.com
spec:
  group: example.com
  names: { kind: ${kind}, plural: ${kind.toLowerCase()}s }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
${times(between(random, 5, 25), group)}`;
}
