// Image references, and which of them belong to Calico, Canal and flannel.

import { atLeast, formatVersion, parseVersion, type Version } from './version.js';

/** `repository` is the path without registry and tag, `name` its last component. */
export type Image = {
  readonly registry?: string;
  readonly repository: string;
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
};

export type FieldImage =
  | ('node' | 'cni' | 'typha' | 'kube-controllers' | 'apiserver' | 'ctl' | 'csi' | 'node-driver-registrar' | 'pod2daemon-flexvol')
  | ('flannel' | 'flannel-cni' | 'operator' | 'calico' | 'upgrade' | 'other');

export type Pin =
  | { readonly kind: 'digest' }
  | { readonly kind: 'release'; readonly tag: string }
  | { readonly kind: 'moving'; readonly tag: string }
  | { readonly kind: 'latest' }
  | { readonly kind: 'none' };

// Grammar of distribution/reference: name[:tag][@digest].
const reference =
  /^(?<path>[^@]+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$/;
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const repositoryGrammar = new RegExp(`^${component}(?:/${component})*$`);
const host = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const registryGrammar = new RegExp(`^(?:${host}(?:\\.${host})*|\\[[0-9a-fA-F:]+\\])(?::\\d+)?$`);

/**
 * Reads an image reference. The first component is a registry only where it holds a `.` or `:` or is `localhost`; no registry is put in
 * where none is written. Undefined for what a container runtime would refuse.
 */
export function parseImage(ref: string): Image | undefined {
  const { path, tag, digest } = reference.exec(ref)?.groups ?? {};
  if (path === undefined || path.length > 255) return undefined;
  const slash = path.indexOf('/');
  const first = path.slice(0, Math.max(slash, 0));
  const registry = first === 'localhost' || /[.:]/.test(first) ? first : undefined;
  const repository = registry === undefined ? path : path.slice(slash + 1);
  if (!repositoryGrammar.test(repository) || (registry !== undefined && !registryGrammar.test(registry))) return undefined;
  return {
    ...(registry === undefined ? {} : { registry }),
    repository,
    name: repository.slice(repository.lastIndexOf('/') + 1),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Writes the reference that `parseImage` read. */
export function formatImage(image: Image): string {
  const registry = image.registry === undefined ? '' : `${image.registry}/`;
  const tag = image.tag === undefined ? '' : `:${image.tag}`;
  return `${registry}${image.repository}${tag}${image.digest === undefined ? '' : `@${image.digest}`}`;
}

const components = new Map<string, FieldImage>([
  ...(['node', 'cni', 'typha', 'kube-controllers', 'apiserver', 'ctl', 'csi', 'upgrade', 'operator'] as const).map(
    (name) => [name, name] as const,
  ),
  ['node-driver-registrar', 'node-driver-registrar'],
  ['pod2daemon-flexvol', 'pod2daemon-flexvol'],
  ...['dikastes', 'flannel-migration-controller', 'goldmane', 'guardian', 'key-cert-provisioner', 'node-windows', 'cni-windows'].map(
    (name) => [name, 'other'] as const,
  ),
  ...['webhooks', 'whisker', 'whisker-backend', 'windows'].map((name) => [name, 'other'] as const),
]);

const flannelImages = new Map<string, FieldImage>([
  ['flannel', 'flannel'],
  ['flannel-cni', 'flannel-cni'],
  ['flannel-cni-plugin', 'flannel-cni'],
]);

/** Names into which a mirror folds owner and name: `rancher/mirrored-calico-node`, `rancher/coreos-flannel`, `proxy/calico-cni`. */
function folded(name: string): FieldImage | undefined {
  if (name === 'hardened-calico') return 'calico';
  if (name === 'hardened-flannel') return 'flannel';
  const mirrored = name.startsWith('mirrored-');
  const original = mirrored ? name.slice('mirrored-'.length) : name;
  if (original.startsWith('calico-')) return components.get(original.slice('calico-'.length)) ?? (mirrored ? 'other' : undefined);
  if (original === 'tigera-operator') return 'operator';
  const flannel = /^(?:coreos-|flannelcni-|flannel-)(flannel(?:-cni(?:-plugin)?)?)$/.exec(original)?.[1] ?? (mirrored ? original : '');
  return flannelImages.get(flannel);
}

/**
 * Which component an image is, wherever it was mirrored to (`my.registry:5000/proxy/calico/node`, `docker.io/rancher/calico-node`);
 * undefined for images that are not of this field, `acme/canal` (a MySQL tool) and
 * calico/yaobank-customer (the demonstration shop of Calico's tutorials) among them. `calico` holds many components: Calico's own
 * single image since v3.33 and rancher/hardened-calico. `other` is Calico's, but no component that a rule looks at.
 */
export function fieldImage(image: Image): FieldImage | undefined {
  const path = image.repository.split('/');
  const owner = path.at(-2);
  switch (owner) {
    case 'calico':
      if (image.name === 'calico') return 'calico';
      return components.get(image.name) ?? folded(image.name);
    case 'projectcalico-org': // Calico's project at gcr.io
      return components.get(image.name);
    case 'flannel':
    case 'flannelcni':
    case 'flannel-io':
    case 'coreos':
      return flannelImages.get(image.name) ?? folded(image.name);
    case 'tigera':
      return image.name === 'operator' ? 'operator' : folded(image.name);
    case 'rancher': // RKE1 used rancher/flannel-cni before the mirrored- names
      return image.name === 'flannel-cni' ? 'flannel-cni' : folded(image.name);
    default:
      return folded(image.name);
  }
}

/**
 * How firmly a reference names one image; a digest beats its tag. `release` is a tag that names one build: a full version with any
 * suffix, or a commit. A development snapshot counts as such only where it names its commit (`v3.30.0-0.dev-689-g1a2b3c4`): a plain
 * `-0.dev` is pushed again and again. Every other tag can move.
 */
export function pin(image: Image): Pin {
  if (image.digest !== undefined) return { kind: 'digest' };
  const { tag } = image;
  if (tag === undefined) return { kind: 'none' };
  if (tag === 'latest') return { kind: 'latest' };
  const commit = /^[0-9a-f]{7,40}$|-g[0-9a-f]{7,40}\b/.test(tag);
  const full = /^v?\d+\.\d+\.\d+(?![\w.])(?!.*(?:\bdev\b|latest|nightly|snapshot|master))/i.test(tag);
  return { kind: commit || full ? 'release' : 'moving', tag };
}

const versioned: ReadonlySet<FieldImage | undefined> = new Set<FieldImage>([
  ...(['node', 'cni', 'typha', 'kube-controllers', 'apiserver', 'ctl', 'csi'] as const),
  ...(['node-driver-registrar', 'pod2daemon-flexvol', 'calico'] as const),
]);

/**
 * The Calico release that an image's tag names, `v3.28` and `release-v3.28` included (then without a patch). Undefined for flannel and the
 * operator, which count for themselves, and below major 3, when only calico/node did not.
 */
export function calicoVersionOf(image: Image): Version | undefined {
  const field = fieldImage(image);
  if (image.tag === undefined || !versioned.has(field)) return undefined;
  const version = parseVersion(image.tag.replace(/^release-/, ''));
  return version !== undefined && (version.major >= 3 || field === 'node') ? version : undefined;
}

// tigera/operator minor → Calico minor: manifests/tigera-operator.yaml of Calico's releases v3.20.6 to v3.32.1 for those that come with one;
// the minors between them, and 1.43, by config/calico_versions.yml of tigera/operator at v1.<minor>.0.
const operatorMinors = new Map<number, number>([
  [20, 20],
  [23, 21],
  [25, 22],
  [27, 23],
  [28, 24],
  [29, 25],
  [30, 26],
  [31, 26],
  [32, 27],
  [33, 27],
  [34, 28],
  [35, 28],
  [36, 29],
  [37, 29],
  [38, 30],
  [39, 30],
  [40, 31],
  [42, 32],
  [43, 32],
]);

/** The Calico minor that a tag of tigera/operator installs: `v1.34.13` → 3.28. Undefined for a minor that no text read here pairs. */
export function operatorCalicoMinor(tag: string): Version | undefined {
  const operator = parseVersion(tag);
  const minor = operator?.major === 1 ? operatorMinors.get(operator.minor) : undefined;
  return minor === undefined ? undefined : { major: 3, minor };
}

/** Registries and repositories of the projects themselves; mirrors number their builds in their own way. */
function isUpstream({ registry, repository }: Image): boolean {
  return (
    [undefined, 'docker.io', 'quay.io', 'ghcr.io'].includes(registry) && /^(?:calico|tigera|flannel|flannel-io)\/[\w-]+$/.test(repository)
  );
}

/** Calico's single image, whatever registry or mirror it comes from. */
export function isSingleImage(image: Image): boolean {
  return fieldImage(image) === 'calico' && /(?:^|\/)calico\/calico$/.test(image.repository);
}

/** Since this release Calico has two images, node and calico, whose components are started by commands of their own (manifests at 87c15906f2). */
export function hasSingleImage(release: Version): boolean {
  return atLeast(release, '3.33');
}

/** Whether Calico has an image in a release; mirrors have what it has. */
function isPublished(image: Image, release: Version): boolean {
  if (isSingleImage(image)) return hasSingleImage(release);
  const field = fieldImage(image);
  return field === 'node' || field === 'calico' || !versioned.has(field) || !hasSingleImage(release);
}

/** The tag of a release for an image of Calico's project; undefined for one that the release does not have. */
export function releaseTag(image: Image, release: Version): string | undefined {
  return release.patch !== undefined && isPublished(image, release) ? formatVersion(release) : undefined;
}

/**
 * The newest release that canal-lint knows of an image: what a pin is proposed to where the input names no release. Calico's manifests at
 * v3.32.1 (manifests/canal.yaml, manifests/tigera-operator.yaml); undefined for mirrors, and for images that this release does not have.
 */
export function newestRelease(image: Image): string | undefined {
  const field = fieldImage(image);
  if (!isUpstream(image) || field === 'calico') return undefined;
  if (versioned.has(field)) return 'v3.32.1';
  if (field === 'operator') return 'v1.42.3';
  return field === 'flannel' ? 'v0.24.4' : undefined;
}

/**
 * The tag that the release of `other` has for `image`: the same tag where both come from one place, the bare release for an image of the
 * Calico project, undefined for a mirror, whose tags are not known.
 */
export function siblingTag(image: Image, other: Image): string | undefined {
  const version = calicoVersionOf(other);
  if (version?.patch === undefined || pin(other).kind !== 'release' || !isPublished(image, version)) return undefined;
  const family = ({ registry, repository, name }: Image): string => `${registry ?? ''}/${repository.slice(0, -name.length)}`;
  if (family(image) === family(other)) return other.tag;
  return isUpstream(image) ? formatVersion(version) : undefined;
}
