// Writes policies/vap/ and policies/kyverno/: every rule that CEL can say, which only records.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { celMatch, celPolicies, kubernetesManifests, kyvernoPolicy, policies } from '../../packages/policy/dist/index.js';
import { artifactHubPackage } from './artifact-hub.mjs';
import { kustomization, writeTree, yaml } from './write-tree.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'packages/policy/package.json'), 'utf8'));

export function writeCel() {
  const [vap, kyverno] = [new Map(), new Map()];
  for (const policy of celPolicies(policies)) {
    const facts = { enforcement: 'dryrun', parameters: { severity: policy.severities[0] }, exemptNames: [] };
    vap.set(`${policy.rule}.yaml`, yaml(...kubernetesManifests(policy, { enforce: 'dryrun', parameters: {} })));
    const path = `${policy.rule}/policy.yaml`;
    kyverno.set(path, yaml(kyvernoPolicy(policy, facts)));
    kyverno.set(`${policy.rule}/artifacthub-pkg.yml`, published(policy, { path: `kyverno/${path}`, text: kyverno.get(path) }));
  }
  for (const [folder, files] of Object.entries({ vap, kyverno })) {
    files.set('kustomization.yaml', kustomization([...files.keys()].filter((path) => path.endsWith('.yaml'))));
    writeTree(join(root, 'policies', folder), files);
  }
}

function published(policy, artifact) {
  const annotations = {
    'kyverno/category': 'Calico',
    'kyverno/kubernetesVersion': `${policy.cel.kubernetes ?? '1.30'}-`,
    'kyverno/subject': celMatch(policy)
      .flatMap(({ kinds }) => kinds)
      .join(', '),
    'kyverno/version': '1.17.0',
  };
  return artifactHubPackage({ policy, version, artifact, keywords: ['kyverno'], annotations });
}
