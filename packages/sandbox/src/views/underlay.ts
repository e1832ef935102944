// What the files cannot tell: the network under the nodes. Verdicts get sharper with it.
import { h } from '../dom.js';
import type { Settings } from '../protocol.js';
import type { Store } from '../state.js';

export function underlayView(store: Store): HTMLElement {
  const change = (patch: Partial<NonNullable<Settings['underlay']>>): void => {
    const { settings } = store.get();
    const underlay = { ...settings.underlay, ...patch };
    store.set({
      settings: { ...settings, underlay: Object.fromEntries(Object.entries(underlay).filter(([, value]) => value !== undefined)) },
    });
  };
  const nic = h('input', {
    type: 'number',
    min: 576,
    max: 65535,
    placeholder: 'unknown',
    onchange: () => change({ nicMtu: nic.valueAsNumber || undefined } as { nicMtu: number }),
  });
  const cloud = choice(['aws', 'azure', 'gcp', 'openstack', 'digitalocean', 'hetzner', 'vsphere', 'bare-metal', 'other'], (value) =>
    change({ cloud: value } as { cloud: string }),
  );
  const l2 = yesOrNo((value) => change({ l2: value } as { l2: boolean }));
  const routes = yesOrNo((value) => change({ routesPods: value } as { routesPods: boolean }));
  const version = h('input', {
    placeholder: 'v3.31',
    size: 8,
    onchange: () => {
      const { calicoVersion: _, ...settings } = store.get().settings;
      const value = version.value.trim();
      store.set({ settings: { ...settings, ...(value !== '' && { calicoVersion: value }) } });
    },
  });
  return h(
    'details',
    { class: 'underlay' },
    h('summary', {}, 'Under the nodes: say what no manifest tells, and verdicts get sharper'),
    h(
      'div',
      { class: 'underlay-form' },
      h('label', {}, 'MTU of the NIC ', nic),
      h('label', {}, 'Cloud ', cloud),
      h('label', {}, 'All nodes on one L2 segment ', l2),
      h('label', {}, 'Routers know pod addresses ', routes),
      h('label', {}, 'Calico ', version),
    ),
  );
}

function choice(values: readonly string[], chosen: (value: string | undefined) => void): HTMLSelectElement {
  const field = h(
    'select',
    { onchange: () => chosen(field.value || undefined) },
    h('option', { value: '' }, 'unknown'),
    values.map((value) => h('option', { value }, value)),
  );
  return field;
}

const yesOrNo = (chosen: (value: boolean | undefined) => void): HTMLSelectElement =>
  choice(['yes', 'no'], (value) => chosen(value === undefined ? undefined : value === 'yes'));
