// Writes policies/chart/: the Helm chart, from packages/policy/chart and the policies. Its templates put files/rules.json and files/rego together.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allRules, homepage } from '../../packages/core/dist/index.js';
import {
  admissionBinding,
  admissionPolicy,
  celPolicies,
  constraint,
  constraintTemplate,
  gatekeeperManifests,
  librariesOf,
  matchConditions,
  policies,
} from '../../packages/policy/dist/index.js';
import { writeTree, yaml } from './write-tree.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = join(root, 'packages/policy/chart');
const { version } = JSON.parse(readFileSync(join(root, 'packages/policy/package.json'), 'utf8'));
const rules = policies.map((policy) => ({ policy, rule: allRules.find(({ name }) => name === policy.rule) }));
const withCel = new Map(celPolicies(policies).map((policy) => [policy.rule, policy]));

export function writeChart() {
  const files = new Map(texts(source));
  for (const [name, text] of texts(join(root, 'policies/rego')))
    if (name.startsWith('lib/') || rules.some(({ rule }) => name === `${rule.name}.rego`)) files.set(`files/rego/${name}`, body(text));
  files.set('files/rules.json', `${JSON.stringify(Object.fromEntries(rules.map(facts)), null, 1)}\n`);
  files.set('Chart.yaml', yaml(chart()));
  files.set('values.yaml', values(files.get('values.yaml')));
  files.set('values.schema.json', `${JSON.stringify(schema(), null, 2)}\n`);
  writeTree(join(root, 'policies/chart'), files);
}

function texts(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]);
}

/** Without the line that says where it was written from: what a template holds is the source itself. */
function body(text) {
  return text.slice(text.indexOf('\n') + 1);
}

/** Everything about a rule that no value changes. */
function facts({ policy, rule }) {
  const plan = { enforce: 'dryrun', parameters: {} };
  const { template: whole, beside, constraints } = gatekeeperManifests(policy, { options: rule.options.schema, version }, plan);
  const { spec, ...template } = whole;
  const { parameters: _, enforcementAction: __, ...rest } = constraints[0].spec;
  return [
    rule.name,
    {
      libs: librariesOf(policy.rego),
      template: { ...template, spec: { crd: spec.crd, targets: spec.targets.map(({ target }) => ({ target })) } },
      beside,
      constraint: { ...constraints[0], spec: rest },
      ...(withCel.has(rule.name) && { cel: celFacts(withCel.get(rule.name)) }),
    },
  ];
}

function celFacts(policy) {
  const said = { enforcement: 'dryrun', parameters: {}, exemptNames: [] };
  const { spec, ...head } = admissionPolicy(policy, said);
  const conditions = matchConditions({ users: '__users__', groups: '__groups__', names: '__names__' });
  return {
    kubernetes: policy.cel.kubernetes ?? '1.30',
    policy: { ...head, spec: { ...spec, matchConditions: conditions, variables: spec.variables.filter(({ name }) => name !== 'params') } },
    binding: admissionBinding(policy, said),
  };
}

function chart() {
  return {
    apiVersion: 'v2',
    name: 'canal-lint-policies',
    description: "canal-lint's rules as Gatekeeper constraints or ValidatingAdmissionPolicies: what CI refuses, the cluster refuses too",
    type: 'application',
    version,
    appVersion: version,
    kubeVersion: '>=1.25.0-0',
    home: homepage,
    sources: [homepage],
    keywords: ['calico', 'canal', 'gatekeeper', 'policy'],
  };
}

function values(head) {
  const { exemptUsers, exemptGroups } = constraint(rules[0].policy, { enforcement: 'dryrun', parameters: {} }).spec.parameters;
  const own = Object.fromEntries(
    rules.map(({ policy, rule }) => [rule.name, { enabled: true, parameters: { severity: policy.severities[0] } }]),
  );
  return head
    .replace('exemptUsers: []\n', yaml({ exemptUsers }))
    .replace('exemptGroups: []\n', yaml({ exemptGroups }))
    .replace('rules: {}\n', yaml({ rules: own }));
}

/** Nothing but what is named: the API server would drop a typing error without a word. */
function closed({ properties, ...rest }) {
  if (!properties) return rest;
  const inner = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, closed(one)]));
  return { ...rest, properties: inner, additionalProperties: false };
}

function schema() {
  const enforcementAction = { enum: ['dryrun', 'warn', 'deny'] };
  const names = { type: 'array', items: { type: 'string' } };
  const parametersOf = ({ policy, rule }) => {
    const template = constraintTemplate(policy, { options: rule.options.schema, version });
    return closed(template.spec.crd.spec.validation.openAPIV3Schema);
  };
  const ruleSchema = (one) => ({
    type: 'object',
    properties: { enabled: { type: 'boolean' }, enforcementAction, exemptNames: names, parameters: parametersOf(one) },
    required: ['enabled'],
    additionalProperties: false,
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      global: { type: 'object' },
      engine: { enum: ['gatekeeper', 'kubernetes'] },
      enforcementAction,
      constraints: { enum: ['auto', 'always', 'never'] },
      failurePolicy: { enum: ['Ignore', 'Fail'] },
      exemptNames: names,
      exemptUsers: names,
      exemptGroups: names,
      match: { type: 'object' },
      parameters: parametersOf({ policy: rules[0].policy, rule: { options: { schema: {} } } }),
      rules: {
        type: 'object',
        properties: Object.fromEntries(rules.map((one) => [one.rule.name, ruleSchema(one)])),
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  };
}
