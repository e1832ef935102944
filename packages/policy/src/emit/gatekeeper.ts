/** A policy as Gatekeeper loads it: the template with its parameters, and a constraint that only records until somebody says more. */
import { constraintKind, type PolicySource } from '../source.js';
import { libraries } from '../sources.gen.js';
import { type CelPolicy, celBody } from './cel.js';
import { exemptLabel, systemGroups, systemUsers } from './exemptions.js';

/** A Kubernetes object, ready to be written as YAML. */
export type Manifest = Readonly<Record<string, unknown>>;

export type TemplateFacts = {
  /** The JSON schema of the rule's options. */
  readonly options: object;
  readonly version: string;
};

/** The ConstraintTemplate. Rego v1 in templates needs Gatekeeper 3.19, template strings 3.22 (its OPA is 1.12 or later). */
export function constraintTemplate(policy: PolicySource, facts: TemplateFacts): Manifest {
  const source = { version: 'v1', rego: policy.rego, libs: librariesOf(policy.rego).map((name) => libraries[name] ?? '') };
  return template(policy, facts, { engine: 'Rego', source });
}

/** The same template with CEL in Rego's place. Not shipped: of two engines in a template Gatekeeper runs CEL only, which can say less. */
export function celTemplate(policy: CelPolicy, facts: TemplateFacts): Manifest {
  return template(policy, facts, { engine: 'K8sNativeValidation', source: { failurePolicy: 'Fail', ...celBody(policy) } });
}

function template(policy: PolicySource, { options, version }: TemplateFacts, code: object): Manifest {
  const kind = constraintKind(policy.rule);
  return {
    apiVersion: 'templates.gatekeeper.sh/v1',
    kind: 'ConstraintTemplate',
    metadata: {
      name: kind.toLowerCase(),
      annotations: {
        'metadata.gatekeeper.sh/title': policy.title,
        'metadata.gatekeeper.sh/version': version,
        ...(policy.sync.length > 0 && { 'metadata.gatekeeper.sh/requires-sync-data': JSON.stringify(policy.sync.flatMap(required)) }),
        description: policy.description,
      },
    },
    spec: {
      crd: { spec: { names: { kind }, validation: { openAPIV3Schema: parametersSchema(options) } } },
      targets: [
        {
          target: 'admission.k8s.gatekeeper.sh',
          code: [code],
        },
      ],
    },
  };
}

type Synced = PolicySource['sync'][number];

/** All of the kinds are wanted; each in the group of its CRD, or in the other one of Calico's. Gatekeeper takes one of those in an inner list. */
function required({ groups, versions, kinds }: Synced): readonly (readonly Synced[])[] {
  const calicos = groups.includes('crd.projectcalico.org');
  return kinds.map((kind) => [
    { groups, versions, kinds: [kind] },
    ...(calicos ? [{ groups: ['projectcalico.org'], versions: ['v3'], kinds: [kind] }] : []),
  ]);
}

const severities = ['info', 'warning', 'error'];
const text = (description: string): object => ({ type: 'string', description });
const texts = (description: string): object => ({ type: 'array', items: { type: 'string' }, description });

/** What every constraint takes, and the options of the rule. */
function parametersSchema(options: object): object {
  const own = 'properties' in options ? (options.properties as object) : {};
  return {
    type: 'object',
    properties: {
      severity: { ...text('The lowest severity that is a violation.'), enum: severities },
      highest: { ...text('The highest severity that is a violation [error].'), enum: severities },
      exemptNames: texts('Names of objects that are not judged.'),
      exemptUsers: texts('Users whose requests are not judged, such as system:serviceaccount:calico-system:calico-node.'),
      exemptGroups: texts('Groups of users whose requests are not judged, such as system:nodes.'),
      calicoVersion: text('The release of Calico, such as v3.31, where the object does not tell it.'),
      underlay: {
        type: 'object',
        description: 'What is known about the network under the nodes.',
        properties: {
          cloud: text('aws, azure, gcp, or another.'),
          nicMtu: { type: 'integer', description: "MTU of the nodes' interfaces, in bytes." },
          l2: { type: 'boolean', description: 'All nodes share one L2 segment.' },
          routesPods: { type: 'boolean', description: 'The network under the nodes routes pod addresses.' },
        },
      },
      ...own,
    },
  };
}

/** The names of the libraries that a policy imports, and of those that they import, sorted. */
export function librariesOf(rego: string): readonly string[] {
  const found = new Set<string>();
  const take = (source: string): void => {
    for (const [, name = ''] of source.matchAll(/^import data\.lib\.(\w+)/gm)) {
      const library = libraries[name];
      if (library === undefined || found.has(name)) continue;
      found.add(name);
      take(library);
    }
  };
  take(rego);
  return [...found].sort();
}

export type Enforcement = 'dryrun' | 'warn' | 'deny';

/** `name` tells constraints of one policy apart. */
export type ConstraintFacts = {
  readonly name?: string;
  readonly enforcement: Enforcement;
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** The constraint of a policy. What the network's own accounts write is not refused, whatever it enforces; `parameters` may say otherwise. */
export function constraint({ rule, match }: PolicySource, { name = '', enforcement, parameters }: ConstraintFacts): Manifest {
  return {
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind: constraintKind(rule),
    metadata: { name: [rule, name].filter((part) => part !== '').join('-') },
    spec: {
      enforcementAction: enforcement,
      match: {
        kinds: match.map(({ groups, kinds }) => ({ apiGroups: groups, kinds })),
        labelSelector: { matchExpressions: [{ key: exemptLabel, operator: 'DoesNotExist' }] },
      },
      parameters: { exemptUsers: systemUsers, exemptGroups: systemGroups, ...parameters },
    },
  };
}

/** What Gatekeeper has to hold for a policy that looks other objects up. */
export function syncSet({ rule, sync }: PolicySource): Manifest {
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
