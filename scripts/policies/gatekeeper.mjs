// Writes policies/gatekeeper/<rule>/: template, constraint, samples taken from the rule's cases, and a suite that gator verifies.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { allRules, objectsOf } from '../../packages/core/dist/index.js';
import { constraint, constraintTemplate, load, policies, violations } from '../../packages/policy/dist/index.js';
import { parseCases } from '../../packages/testkit/dist/index.js';
import { writeTree } from './write-tree.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'packages/policy/package.json'), 'utf8'));
/** Samples of a rule: enough to show what it says, not all of its cases. */
const most = { disallowed: 3, allowed: 2 };

export async function writeGatekeeper() {
  const engine = await load(readFileSync(join(root, 'policies/canal-lint.wasm')));
  const files = new Map();
  for (const policy of policies) {
    const rule = allRules.find(({ name }) => name === policy.rule);
    const samples = samplesOf(policy, engine);
    const put = (name, value) => files.set(`${policy.rule}/${name}`, value);
    put('template.yaml', yaml(constraintTemplate(policy, { options: rule.options.schema, version })));
    put('constraint.yaml', yaml(constraint(policy, { enforcement: 'dryrun', parameters: { severity: rule.severity } })));
    put('kustomization.yaml', yaml({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['template.yaml'] }));
    for (const { name, object } of samples) put(`samples/${name}.yaml`, yaml(object));
    put('samples/constraint.yaml', yaml(constraint(policy, { enforcement: 'deny', parameters: {} })));
    put('suite.yaml', yaml(suite(policy, samples)));
    if (policy.sync.length > 0) put('sync.yaml', yaml(syncSet(policy)));
  }
  files.set(
    'kustomization.yaml',
    yaml({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: policies.map(({ rule }) => rule) }),
  );
  writeTree(join(root, 'policies/gatekeeper'), files);
}

function yaml(value) {
  return stringify(value, { lineWidth: 0 });
}

/** The first objects of the cases with each message, and the first that pass: cases that need facts of the user are left out. */
function samplesOf(policy, engine) {
  const kinds = new Set(policy.match.flatMap(({ kinds: some }) => some));
  const folder = join(root, 'packages/core/src/rules', policy.rule, 'cases');
  const found = { disallowed: [], allowed: [] };
  const heard = new Set();
  for (const file of readdirSync(folder).sort()) {
    for (const one of parseCases(file, readFileSync(join(folder, file), 'utf8'))) {
      if (one.underlay || one.calicoVersion !== undefined || Object.keys(one.options).length > 0) continue;
      for (const { value, kind, name, templated } of objectsOf(one.files.map(({ name: path, text }) => ({ name: path, text }))).objects) {
        if (templated || !kinds.has(kind) || name === '') continue;
        const said = violations(engine, { object: value, operation: 'CREATE' }).filter(({ rule }) => rule === policy.rule);
        const list = said.length > 0 ? found.disallowed : found.allowed;
        const key = said.map(({ message }) => message.replaceAll(/\d+/g, '0')).join();
        if (list.length >= most[said.length > 0 ? 'disallowed' : 'allowed'] || (said.length > 0 && heard.has(key))) continue;
        heard.add(key);
        list.push({ object: value, messages: said.map(({ message }) => message) });
      }
    }
  }
  return ['allowed', 'disallowed'].flatMap((kind) => found[kind].map((sample, i) => ({ name: `${kind}-${i + 1}`, ...sample })));
}

function suite({ rule }, samples) {
  return {
    apiVersion: 'test.gatekeeper.sh/v1alpha1',
    kind: 'Suite',
    metadata: { name: rule },
    tests: [
      {
        name: rule,
        template: 'template.yaml',
        constraint: 'samples/constraint.yaml',
        cases: samples.map(({ name, messages }) => ({
          name,
          object: `samples/${name}.yaml`,
          assertions:
            messages.length > 0
              ? [{ violations: messages.length }, ...messages.map((message) => ({ violations: 1, message: `^${literal(message)}$` }))]
              : [{ violations: 'no' }],
        })),
      },
    ],
  };
}

/** gator reads a message as a regular expression. */
function literal(message) {
  return message.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function syncSet({ rule, sync }) {
  return {
    apiVersion: 'syncset.gatekeeper.sh/v1alpha1',
    kind: 'SyncSet',
    metadata: { name: `canal-lint-${rule}` },
    spec: {
      gvks: sync.flatMap(({ groups, versions, kinds }) =>
        groups.flatMap((group) => versions.flatMap((version) => kinds.map((kind) => ({ group, version, kind })))),
      ),
    },
  };
}
