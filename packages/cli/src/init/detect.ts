import { effective, knownValue, type LintInput, network } from '@canal-lint/core';

/** What the files tell of the cluster: defaults for the questions, and what the first run should look at. */
export type Detected = {
  /** `Kubespray`, `Helm`, `operator`, in the order of their first file. */
  readonly installers: readonly string[];
  readonly calicoVersion: string | undefined;
  readonly cloud: string | undefined;
  readonly nicMtu: number | undefined;
};

const signs: readonly (readonly [installer: string, name: RegExp, text: RegExp])[] = [
  ['Kubespray', /(?:^|\/)(?:group_vars|inventory)\//, /^(?:kube_network_plugin|calico_\w+|kubespray_\w+):/m],
  ['operator', /\.ya?ml$/, /^apiVersion: ["']?operator\.tigera\.io\//m],
  ['Helm', /(?:^|\/)Chart\.yaml$/, /^apiVersion:/m],
];

/** Looks at what `lint` would read. A value counts where the files agree on it. */
export async function detect(inputs: readonly LintInput[]): Promise<Detected> {
  const texts = inputs.map(({ name, text }) => ({ name, text: typeof text === 'string' ? text : new TextDecoder().decode(text) }));
  const installers = signs
    .filter(([, name, text]) => texts.some((one) => name.test(one.name) && text.test(one.text)))
    .map(([installer]) => installer);
  const clusters = await network(texts);
  const agreed = <T>(values: readonly (T | undefined)[]): T | undefined => {
    const known = [...new Set(values.filter((value) => value !== undefined))];
    return known.length === 1 ? known[0] : undefined;
  };
  return {
    installers,
    calicoVersion: agreed(
      clusters.map(({ product }) => knownValue(effective(product.calico))).map((one) => one && `v${one.major}.${one.minor}`),
    ),
    cloud: agreed(clusters.map(({ underlay }) => knownValue(effective(underlay.cloud)))),
    nicMtu: agreed(clusters.map(({ mtu }) => knownValue(effective(mtu.nic)))),
  };
}
