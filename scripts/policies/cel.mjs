// Writes policies/vap/ and policies/kyverno/: one file for each rule that CEL can say, which only records.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allRules } from '../../packages/core/dist/index.js';
import { admissionBinding, admissionPolicy, celPolicies, kyvernoPolicy, policies } from '../../packages/policy/dist/index.js';
import { kustomization, writeTree, yaml } from './write-tree.mjs';

const target = fileURLToPath(new URL('../../policies', import.meta.url));

export function writeCel() {
  write('vap', (policy, facts) => yaml(admissionPolicy(policy, facts), admissionBinding(policy, facts)));
  write('kyverno', (policy, facts) => yaml(kyvernoPolicy(policy, facts)));
}

function write(folder, emit) {
  const all = celPolicies(policies);
  const files = new Map(
    all.map((policy) => {
      const { severity } = allRules.find(({ name }) => name === policy.rule);
      return [`${policy.rule}.yaml`, emit(policy, { enforcement: 'dryrun', parameters: { severity }, exemptNames: [] })];
    }),
  );
  files.set('kustomization.yaml', kustomization(all.map(({ rule }) => `${rule}.yaml`)));
  writeTree(join(target, folder), files);
}
