/** Objects that install a chart, and where in them the chart, its release and its values stand. */
import type { Path } from '../../source/index.js';
import type { Beside } from './overlay.js';
import type { Patches } from './patches.js';

/** Who runs helm over the values: it decides how an edit gets to the cluster. */
export type Installer = 'helm' | 'rke2' | 'helm-controller' | 'flux' | 'argo-cd' | 'fleet' | 'kustomize' | 'cluster-api';

/** Paths in an object that installs charts; a star stands for each item of a list or each key of a map. */
export type Holder = {
  readonly installer: Installer;
  /** Where the chart is named; the last step of `values` where there is no such field. */
  readonly chart?: Path;
  /** Each is a map of its own, the stronger first. */
  readonly values: readonly Path[];
  /** The first that is there is the only one that is read. */
  readonly first?: true;
  readonly version?: Path;
  /** What else gives values to the chart. */
  readonly beside?: Beside;
};

const argo = (above: Path, patches?: Patches): readonly Holder[] =>
  [
    [...above, 'spec', 'source'],
    [...above, 'spec', 'sources', '*'],
  ].map((source) => ({
    installer: 'argo-cd' as const,
    chart: [...source, 'chart'],
    // argo-cd 8663308 pkg/apis/application/v1alpha1/values.go, ValuesYAML: `values` is read only without a valuesObject.
    values: [
      [...source, 'helm', 'valuesObject'],
      [...source, 'helm', 'values'],
    ],
    first: true as const,
    version: [...source, 'targetRevision'],
    // docs/user-guide/helm.md: parameters > valuesObject > values > valueFiles.
    beside: {
      weaker: [[...source, 'helm', 'valueFiles']],
      named: [
        { list: [...source, 'helm', 'parameters'], key: 'name', typed: 'argo-cd' },
        { list: [...source, 'helm', 'fileParameters'], key: 'name' },
      ],
      ...(patches && { patches }),
    },
  }));

/** argo-cd 8663308 docs/operator-manual/applicationset/Template.md: templates of generators, and the text after them, are merged over `template`. */
const applicationSet: Patches = { text: ['spec', 'templatePatch'], templates: ['spec', 'generators'], onto: ['spec', 'template'] };

/** K3s' helm-controller: `set` goes before `values`, and that before `valuesContent`; Secrets stand among them. */
const rancher: Pick<Holder, 'values' | 'beside'> = {
  values: [
    ['spec', 'values'],
    ['spec', 'valuesContent'],
  ],
  beside: { named: [{ list: ['spec', 'set'], typed: 'helm-controller' }], unseen: [['spec', 'valuesSecrets']] },
};

/** Flux: what `valuesFrom` brings to a targetPath overwrites all, the rest gives way to `values` (fluxcd/pkg chartutil/values.go). */
const flux: Beside = {
  weaker: [['spec', 'valuesFrom']],
  named: [{ list: ['spec', 'valuesFrom'], key: 'targetPath' }],
  patches: { rendered: [['spec', 'postRenderers']], onto: [] },
};

/** By group and kind. */
export const holders: Readonly<Record<string, readonly Holder[]>> = {
  'helm.cattle.io/HelmChartConfig': [{ installer: 'rke2', chart: ['metadata', 'name'], ...rancher }],
  'helm.cattle.io/HelmChart': [{ installer: 'helm-controller', chart: ['spec', 'chart'], ...rancher, version: ['spec', 'version'] }],
  'helm.toolkit.fluxcd.io/HelmRelease': [
    {
      installer: 'flux',
      chart: ['spec', 'chart', 'spec', 'chart'],
      values: [['spec', 'values']],
      version: ['spec', 'chart', 'spec', 'version'],
      beside: flux,
    },
    { installer: 'flux', chart: ['spec', 'chartRef', 'name'], values: [['spec', 'values']], beside: flux },
  ],
  // Cluster API's add-on provider for Helm renders the text as a template over the Cluster first.
  'addons.cluster.x-k8s.io/HelmChartProxy': [
    {
      installer: 'cluster-api',
      chart: ['spec', 'chartName'],
      values: [['spec', 'valuesTemplate']],
      version: ['spec', 'version'],
    },
  ],
  'argoproj.io/Application': argo([]),
  'argoproj.io/ApplicationSet': argo(['spec', 'template'], applicationSet),
  'provisioning.cattle.io/Cluster': [{ installer: 'rke2', values: [['spec', 'rkeConfig', 'chartValues', '*']] }],
  'kustomize.config.k8s.io/Kustomization': [
    {
      installer: 'kustomize',
      chart: ['helmCharts', '*', 'name'],
      values: [['helmCharts', '*', 'valuesInline']],
      version: ['helmCharts', '*', 'version'],
      beside: {
        weaker: [['helmCharts', '*', 'valuesFile']],
        unseen: [['helmCharts', '*', 'additionalValuesFiles']],
        patches: { rendered: [['patches'], ['patchesStrategicMerge'], ['patchesJson6902']], onto: [] },
      },
    },
  ],
};

/** Rancher Fleet: `fleet.yaml` names the chart below `helm`; each of `targetCustomizations` changes it for some clusters. */
export const fleet: Holder = {
  installer: 'fleet',
  chart: ['helm', 'chart'],
  values: [['helm', 'values']],
  version: ['helm', 'version'],
  beside: { patches: { items: ['targetCustomizations'], onto: [] } },
};
