// The metadata that Artifact Hub reads beside a policy: https://artifacthub.io/docs/topics/repositories/. An owner adds artifacthub-repo.yml.
import { createHash } from 'node:crypto';
import { homepage } from '../../packages/core/dist/index.js';
import { yaml } from './write-tree.mjs';

/** `artifact` is the file that is installed, relative to policies/, and its text. */
export function artifactHubPackage({ policy, version, artifact, keywords, annotations }) {
  const page = `${homepage}/blob/main/docs/rules/${policy.rule}.md`;
  return yaml({
    version,
    name: `canal-lint-${policy.rule}`,
    displayName: policy.title,
    createdAt: '2026-11-21T00:00:00Z',
    description: policy.description,
    digest: createHash('sha256').update(artifact.text).digest('hex'),
    license: 'Apache-2.0',
    homeURL: page,
    keywords: ['calico', 'canal', 'cni', 'networking', ...keywords],
    readme: `# ${policy.title}\n\n${policy.description} What goes wrong without it, examples and exceptions: ${page}\n`,
    install: `\`\`\`shell\nkubectl apply -f ${homepage}/raw/main/policies/${artifact.path}\n\`\`\`\n`,
    provider: { name: 'canal-lint' },
    ...(annotations && { annotations }),
  });
}
