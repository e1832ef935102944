/** Calico's own resources, projectcalico.org/v3 and crd.projectcalico.org/v1. */
import type { Reader } from '../reader.js';

export const calicoResources: Reader = {
  name: 'calico-resources',
  words: ['projectcalico.org'],
  claims: ({ object }) => object !== undefined && isCalico(object.group) && object.kind !== 'CustomResourceDefinition',
  load: () => import('./read.js'),
};

function isCalico(group: string): boolean {
  return group === 'projectcalico.org' || group === 'crd.projectcalico.org';
}
