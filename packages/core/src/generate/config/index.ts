/** `canal-lint generate config`: what an installer is to be told for a described underlay, each line with its reason. */
import { isPublic, parseCidr } from '../../network/cidr.js';
import { type Generated, unread } from '../generated.js';
import { canal, rke2 } from './canal.js';
import type { Described, Installer } from './described.js';
import { k3s } from './k3s.js';
import { kubespray } from './kubespray.js';
import { manifest } from './manifest.js';
import { helm, operator, rke2Calico } from './operator.js';
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
  return { files, next: [...unread(described.calico), ...publicPods(described), ...next] };
}

function publicPods({ podCidr }: Described): readonly string[] {
  const range = parseCidr(podCidr);
  if (!range || !isPublic(range)) return [];
  return [
    `--pod-cidr ${podCidr} holds addresses of the public internet: pods would not reach their owners, unless that is you (private: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16)`,
  ];
}
