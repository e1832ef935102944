/** The door to the operator's spec for readers of files that hold one: values of its chart, rke2-calico, HelmChartProxy. */
export { readInstallation } from './operator/installation.js';
export type { Spec } from './operator/spec.js';
