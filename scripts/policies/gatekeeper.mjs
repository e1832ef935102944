// Writes policies/gatekeeper/<rule>/: template, constraint, samples taken from the rule's cases, and a suite that gator verifies.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allRules, objectsOf } from '../../packages/core/dist/index.js';
import { constraint, gatekeeperManifests, inventoryOf, load, policies, violations } from '../../packages/policy/dist/index.js';
import { parseCases } from '../../packages/testkit/dist/index.js';
import { artifactHubPackage } from './artifact-hub.mjs';
import { kustomization, writeTree, yaml } from './write-tree.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'packages/policy/package.json'), 'utf8'));
/** Samples of a rule: enough to show what it says, not all of its cases. */
const most = { disallowed: 3, allowed: 2 };

export async function writeGatekeeper() {
  const engine = load(readFileSync(join(root, 'policies/canal-lint.wasm')));
  const files = new Map();
  const constraints = new Map();
  for (const policy of policies) {
    const rule = allRules.find(({ name }) => name === policy.rule);
    const samples = samplesOf(policy, engine);
    const put = (name, value) => files.set(`${policy.rule}/${name}`, value);
    const manifests = gatekeeperManifests(policy, { options: rule.options.schema, version }, { enforce: 'dryrun', parameters: {} });
    const [template, recording] = [yaml(manifests.template), yaml(...manifests.constraints)];
    const artifact = { path: `gatekeeper/${policy.rule}/template.yaml`, text: template };
    put('template.yaml', template);
    put('constraint.yaml', recording);
    constraints.set(`${policy.rule}.yaml`, recording);
    put('artifacthub-pkg.yml', artifactHubPackage({ policy, version, artifact, keywords: ['gatekeeper', 'open-policy-agent'] }));
    put('kustomization.yaml', kustomization(['template.yaml', ...manifests.beside.map(fileOf)]));
    for (const one of manifests.beside) put(fileOf(one), yaml(one));
    for (const { name, object, others } of samples) {
      put(`samples/${name}.yaml`, yaml(object));
      for (const [i, other] of others.entries()) put(`samples/${beside(name, i)}`, yaml(other));
    }
    put('samples/constraint.yaml', yaml(constraint(policy, { enforcement: 'deny', parameters: {} })));
    put('suite.yaml', yaml(suite(policy, samples)));
  }
  files.set('kustomization.yaml', kustomization(policies.map(({ rule }) => rule)));
  writeTree(join(root, 'policies/gatekeeper'), files);
  // Apart, since they can only be applied where Gatekeeper has made their kinds of the templates.
  constraints.set('kustomization.yaml', kustomization([...constraints.keys()]));
  writeTree(join(root, 'policies/constraints'), constraints);
  writeFileSync(join(root, 'policies/kustomization.yaml'), kustomization(['gatekeeper']));
}

/** `sync.yaml` for a SyncSet. */
function fileOf({ kind }) {
  return `${kind.replace(/Set$/, '').toLowerCase()}.yaml`;
}

/** The first objects of the cases with each message, and the first that pass. */
function samplesOf(policy, engine) {
  const judged = judgedObjects(policy, engine);
  const heard = new Set();
  const disallowed = judged.filter(({ messages }) => {
    const key = messages.map((message) => message.replaceAll(/\d+/g, '0')).join();
    return messages.length > 0 && !heard.has(key) && heard.add(key);
  });
  const allowed = judged.filter(({ messages }) => messages.length === 0);
  const numbered = (kind, list) => list.slice(0, most[kind]).map((sample, i) => ({ name: `${kind}-${i + 1}`, ...sample }));
  return [...numbered('allowed', allowed), ...numbered('disallowed', disallowed)];
}

/** Every object of the rule's cases that the constraint matches, with what the policy says; cases that need facts of the user are left out. */
function judgedObjects(policy, engine) {
  const kinds = new Set(policy.match.flatMap(({ kinds: some }) => some));
  const folder = join(root, 'packages/core/src/rules', policy.rule, 'cases');
  const cases = readdirSync(folder)
    .sort()
    .flatMap((file) => parseCases(file, readFileSync(join(folder, file), 'utf8')))
    .filter(({ underlay, calicoVersion, options }) => !underlay && calicoVersion === undefined && Object.keys(options).length === 0);
  return cases
    .map(({ files }) =>
      objectsOf(files.map(({ name, text }) => ({ name, text }))).objects.filter(({ templated, name }) => !templated && name),
    )
    .flatMap((objects) => objects.filter(({ kind }) => kinds.has(kind)).map((one) => judged(policy, engine, { one, objects })));
}

/** An object, those of its case that Gatekeeper would have synced before, and what the policy says beside them. */
function judged({ rule: name, sync }, engine, { one, objects }) {
  const synced = new Set(sync.flatMap(({ kinds }) => kinds));
  const others = objects.filter((other) => other !== one && synced.has(other.kind)).map(({ value }) => value);
  engine.setData({ inventory: inventoryOf(others) });
  // gator asks as the audit does, without an operation.
  const said = violations(engine, { object: one.value }).filter(({ rule }) => rule === name);
  return { object: one.value, others, messages: said.map(({ message }) => message) };
}

function beside(name, i) {
  return `${name}-inventory-${i + 1}.yaml`;
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
        cases: samples.map(({ name, others, messages }) => ({
          name,
          object: `samples/${name}.yaml`,
          ...(others.length > 0 && { inventory: others.map((_, i) => `samples/${beside(name, i)}`) }),
          assertions: messages.length > 0 ? [{ violations: messages.length }, ...counted(messages)] : [{ violations: 'no' }],
        })),
      },
    ],
  };
}

/** One message may be said of several places. */
function counted(messages) {
  return [...new Set(messages)].map((message) => ({
    violations: messages.filter((other) => other === message).length,
    message: `^${literal(message)}$`,
  }));
}

/** gator reads a message as a regular expression. */
function literal(message) {
  return message.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
