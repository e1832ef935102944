import type { Proposal } from '../../cluster/finding.js';
import type { Cluster } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, knownValue, type Setting } from '../../cluster/setting.js';
import { imageSteps } from '../../cluster/steps.js';
import {
  calicoVersionOf,
  fieldImage,
  formatImage,
  type Image,
  isSingleImage,
  newestRelease,
  parseImage,
  pin,
  releaseTag,
  siblingTag,
} from '../../network/image.js';
import { defineRule, type Rule } from '../rule.js';

const messages = {
  latest: 'image {image} has the tag latest: nodes that pull at different times run different releases; name one release',
  none: 'image {image} has no tag, which means latest: nodes that pull at different times run different releases; name one release',
  moving: 'the tag {tag} of image {image} moves: nodes that pull at different times run different builds; name one release or a digest',
} as const;

type Options = { readonly wide: boolean };

const options: Rule<typeof messages, Options>['options'] = {
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: { wide: { type: 'boolean', default: false, description: 'Judge the images of all workloads.' } },
  },
  defaults: { wide: false },
};

const rule: Rule<typeof messages, Options> = defineRule({
  name: 'image-pinned',
  since: '0.1.0',
  category: 'image',
  severity: 'error',
  summary: 'Images of Calico, flannel and their operator name one release',
  messages,
  options,
  check({ cluster, report, options: { wide } }) {
    const images = cluster.workloads.flatMap(({ containers }) => containers.map(({ image }) => image));
    for (const image of [...images, ...cluster.otherImages]) {
      const parsed = isKnown(image) ? parseImage(image.value) : undefined;
      if (!isKnown(image) || !parsed || !(wide || fieldImage(parsed))) continue;
      const pinned = pin(parsed);
      const common = { at: image.origin, data: { image: image.value } };
      if (pinned.kind === 'moving')
        report({ ...common, message: 'moving', severity: 'warning', data: { image: image.value, tag: pinned.tag } });
      if (pinned.kind === 'latest' || pinned.kind === 'none')
        report({ ...common, message: pinned.kind, ...pinFix(cluster, image, parsed) });
    }
  },
});
export default rule;

/** The release that the other images of the cluster name, or the user; where nobody does, the newest that canal-lint knows. */
function pinFix(cluster: Cluster, image: Setting<string>, parsed: Image): { fix?: Proposal } {
  const said = knownValue(effective(cluster.product.calico));
  const calico = isCalicos(parsed);
  const tag = calico
    ? (releaseBeside(cluster, parsed) ?? (said ? releaseTag(parsed, said) : newestBeside(cluster, parsed)))
    : newestRelease(parsed);
  if (tag === undefined) return {};
  const then = imageSteps(cluster, image.origin);
  const changes = [{ setting: image, to: formatImage({ ...parsed, tag }) }];
  return { fix: { title: `name the release ${tag}`, applicability: 'safe', changes, then } };
}

function releaseBeside(cluster: Cluster, parsed: Image): string | undefined {
  return imagesOf(cluster)
    .map((other) => siblingTag(parsed, other))
    .find((tag) => tag !== undefined);
}

/**
 * Beside Calico's single image everything is newer than the newest release that is known; beside a tag that moves, as v3.29 does, its release is the
 * one that runs, and which that is nothing tells.
 */
function newestBeside(cluster: Cluster, parsed: Image): string | undefined {
  const moves = (other: Image): boolean => isCalicos(other) && pin(other).kind === 'moving';
  return imagesOf(cluster).some((other) => isSingleImage(other) || moves(other)) ? undefined : newestRelease(parsed);
}

/** One of those that have Calico's own releases. */
function isCalicos(image: Image): boolean {
  return calicoVersionOf({ ...image, tag: 'v3.30.0' }) !== undefined;
}

function imagesOf({ workloads }: Cluster): readonly Image[] {
  return workloads
    .flatMap(({ containers }) => containers)
    .flatMap(({ image }) => {
      const parsed = isKnown(image) ? parseImage(image.value) : undefined;
      return parsed ? [parsed] : [];
    });
}
