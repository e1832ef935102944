/** Where the setting has to stand so that the next apply, upgrade or start keeps it. */
import type { Seen } from '../seen.js';
import { installerOf } from './installer.js';
import { byHand, type Manifest, run, type Step } from './step.js';

type Chart = 'rke2-calico' | 'rke2-canal';

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** RKE2 installs its charts again at each start and upgrade, with what HelmChartConfigs say (rke2-docs 0ba3cca, networking/basic_network_options.md). */
function chartOf(seen: Seen): Chart | undefined {
  const installer = installerOf(seen);
  if (installer === 'rke2-canal') return installer;
  const known =
    seen.clusters.some(({ by }) => by === 'rke2') ||
    seen.objects.some(({ name }) => /^(?:helm-install-)?rke2-calico\b/.test(name)) ||
    seen.notes.some(({ text }) => /\brke2\b/i.test(text));
  return known && installer === 'operator' ? 'rke2-calico' : undefined;
}

/** `values`: YAML of the chart. */
export const helmChartConfig = (chart: Chart, values: string): Manifest => ({
  title: `what belongs into the HelmChartConfig, beside its other values: /var/lib/rancher/rke2/server/manifests/${chart}-config.yaml`,
  name: `${chart}-config.yaml`,
  language: 'yaml',
  text: `apiVersion: helm.cattle.io/v1
kind: HelmChartConfig
metadata:
  name: ${chart}
  namespace: kube-system
spec:
  valuesContent: |-
${indented(values, 4)}`,
});

/** `create` fails where there is one: its other values would be lost. */
export function throughChart(chart: Chart): Readonly<Record<'change' | 'back', readonly Step[]>> {
  const config = `kubectl -n kube-system get helmchartconfig ${chart} -o yaml`;
  return {
    change: [
      run('is there a HelmChartConfig: then write the lines below into its valuesContent', `${config} | tee helmchartconfig.before.yaml`),
      run('where there is none', `kubectl create -f ${chart}-config.yaml`),
      run('wait until Helm has run', `kubectl -n kube-system wait --for=condition=complete --timeout=5m job/helm-install-${chart}`),
    ],
    back: [
      byHand('one that was there before: its valuesContent as in helmchartconfig.before.yaml'),
      run('where it was made here', `kubectl delete -f ${chart}-config.yaml`),
    ],
  };
}

/** `spec`: YAML of the Installation, which under RKE2 comes from values of the chart. */
export function installation(seen: Seen, spec: string): Manifest {
  const chart = chartOf(seen);
  if (chart) return helmChartConfig(chart, `installation:\n${indented(spec, 2)}`);
  return {
    title: 'what belongs into the Installation, so that the next apply keeps it',
    name: 'installation.yaml',
    language: 'yaml',
    text: `apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata:\n  name: default\nspec:\n${indented(spec, 2)}`,
  };
}
