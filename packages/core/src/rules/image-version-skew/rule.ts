import type { Cluster } from '../../cluster/model.js';
import { isKnown, type Setting } from '../../cluster/setting.js';
import { imageSteps } from '../../cluster/steps.js';
import { calicoVersionOf, fieldImage, formatImage, hasSingleImage, type Image, parseImage, pin } from '../../network/image.js';
import { formatVersion, type Version } from '../../network/version.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  skew: '{image} is of {release}, and {others} of {common}: Calico releases and tests its images under one tag, and components of two releases need not understand each other; name one release',
  border:
    '{image} is of {release}, and {others} of {common}: from v3.33 on Calico has two images, node and calico, and its components are started by other commands, so that no tag alone mends it; apply the whole manifest of one release',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'image-version-skew',
  since: '0.1.0',
  category: 'image',
  severity: 'warning',
  summary: 'The images of Calico in one cluster are of one release',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const used = releases(cluster);
    const common = commonRelease(used);
    if (!common) return;
    const agreeing = used.filter(({ version }) => agrees(version, common.version));
    const others = agreeing.length === 1 ? `${common.parsed.name} is` : `${agreeing.length} others are`;
    for (const { image, parsed, version } of used) {
      if (agrees(version, common.version)) continue;
      const data = { image: image.value, release: formatVersion(version), others, common: formatVersion(common.version) };
      const to = formatImage({ ...parsed, tag: common.parsed.tag ?? '' });
      const then = imageSteps(cluster, image.origin);
      const border = hasSingleImage(version) !== hasSingleImage(common.version);
      const movable = !border && pin(common.parsed).kind === 'release' && parsed.digest === undefined && sameHouse(parsed, common.parsed);
      report({
        message: border ? 'border' : 'skew',
        at: image.origin,
        data,
        related: [{ origin: common.image.origin, note: `${formatVersion(common.version)} here` }],
        ...(movable && { fix: { title: `name ${common.parsed.tag}`, applicability: 'unsafe', changes: [{ setting: image, to }], then } }),
      });
    }
  },
});
export default rule;

type Used = { readonly image: Setting<string>; readonly parsed: Image; readonly version: Version };

/** The images whose tag is the release; a digest may name another build than the tag beside it, and is left alone. */
function releases({ workloads }: Cluster): readonly Used[] {
  return workloads
    .flatMap(({ containers }) => containers)
    .flatMap(({ image }) => {
      const parsed = isKnown(image) ? parseImage(image.value) : undefined;
      const version = parsed && calicoVersionOf(parsed);
      return isKnown(image) && parsed && version ? [{ image, parsed, version }] : [];
    });
}

/** What most images name; with as many on each side, what calico/node names. */
function commonRelease(used: readonly Used[]): Used | undefined {
  const votes = (one: Used): number => used.filter(({ version }) => agrees(version, one.version)).length;
  const isNode = ({ parsed }: Used): number => Number(['node', 'calico'].includes(fieldImage(parsed) ?? ''));
  return used.toSorted((a, b) => votes(b) - votes(a) || isNode(b) - isNode(a))[0];
}

/** `v3.30` agrees with each of its patches. */
function agrees(a: Version, b: Version): boolean {
  return a.major === b.major && a.minor === b.minor && (a.patch === undefined || b.patch === undefined || a.patch === b.patch);
}

/** Builds of a distribution carry a suffix of their own: their tags are not those of Calico's images. */
function sameHouse(a: Image, b: Image): boolean {
  const plain = /^v?\d+\.\d+\.\d+$/;
  return plain.test(a.tag ?? '') && plain.test(b.tag ?? '');
}
