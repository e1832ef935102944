// Which images hold calicoctl.

import { type FieldImage, fieldImage, type Image } from './image.js';

/** `entrypoint`: what `args` alone are handed to; without one they are the command. */
export type Bare = { readonly what: string; readonly entrypoint: boolean };

// Calico v3.21.6, v3.24.6, v3.26.4, v3.28.5, v3.32.1 and 87c1590 (2026-08): node/Dockerfile*, cni-plugin/Dockerfile*,
// kube-controllers/Dockerfile*, typha/docker-image/Dockerfile* and apiserver/Dockerfile* put no calicoctl into the image. calico/ctl holds it,
// and calico/calico since v3.33 (docker/calico/Dockerfile).
const components: ReadonlyMap<FieldImage | undefined, Bare> = new Map<FieldImage, Bare>([
  ['node', { what: 'it holds calico-node and the tools of BIRD', entrypoint: false }],
  ...(['cni', 'typha', 'kube-controllers', 'apiserver'] as const).map(
    (name) => [name, { what: 'it holds that component alone', entrypoint: true }] as const,
  ),
]);

// kubernetes/kubernetes v1.28 and later, build/server-image/kubectl/Dockerfile; bitnami/containers, bitnami/kubectl: kubectl and, with
// Bitnami's, a shell.
const kubectl: Bare = { what: 'it holds kubectl', entrypoint: true };

// docker-library/official-images, library/alpine and library/busybox: the base system without packages.
const bases: ReadonlyMap<string, Bare> = new Map(
  ['alpine', 'busybox'].map((name) => [name, { what: 'it holds the base system alone', entrypoint: false }]),
);

/** What an image holds instead, where it is known not to hold calicoctl; undefined where that is not known. */
export function withoutCalicoctl(image: Image): Bare | undefined {
  const component = components.get(fieldImage(image));
  if (component) return component;
  if (/^(?:k8s-)?kubectl$/.test(image.name)) return kubectl;
  return /^(?:library\/)?(?:alpine|busybox)$/.test(image.repository) ? bases.get(image.name) : undefined;
}
