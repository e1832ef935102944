/** `canal-lint generate config`: what an installer is to be told for a described underlay, each line with its reason. */
import { type Generated, unread } from '../generated.js';
import { canal, rke2 } from './canal.js';
import type { Described, Installer } from './described.js';
import { kubespray } from './kubespray.js';
import { manifest } from './manifest.js';
import { helm, k3s, operator, rke2Calico } from './operator.js';
import { type Plan, planFor } from './plan.js';

const writers: Readonly<Record<Installer, (plan: Plan) => Generated>> = {
  manifest,
  operator,
  helm,
  canal,
  rke2,
  'rke2-calico': rke2Calico,
  k3s,
  kubespray,
};

/** The configuration for a description. */
export function config(described: Described): Generated {
  const { files, next } = writers[described.installer](planFor(described));
  return { files, next: [...unread(described.calico), ...next] };
}
