// The MTU calculator: the sum, and the packet as it leaves the node.
import { podMtu, sum, type Tunnel, tunnelMtu } from '@canal-lint/core';
import { h, redraw } from '../dom.js';
import type { Store } from '../state.js';

type Choice = { readonly nic: number; readonly tunnels: readonly Tunnel[]; readonly aks: boolean };

const names: Readonly<Record<Tunnel, string>> = {
  ipip: 'IPIP',
  vxlan: 'VXLAN',
  'vxlan-v6': 'VXLAN over IPv6',
  wireguard: 'WireGuard',
  'wireguard-v6': 'WireGuard over IPv6',
};

type Part = { readonly name: string; readonly bytes: number };
const ipv4 = { name: 'outer IPv4', bytes: 20 };
const ipv6 = { name: 'outer IPv6', bytes: 40 };
const udp = { name: 'UDP', bytes: 8 };
const vxlan = [udp, { name: 'VXLAN', bytes: 8 }, { name: 'inner Ethernet', bytes: 14 }];
/** Type, receiver and counter before the packet, 16 bytes; the tag behind it, 16 (WireGuard: whitepaper 5.4.6). */
const wireguard = [udp, { name: 'WireGuard', bytes: 16 }];
const tag = { name: 'tag', bytes: 16 };

/** What stands before and behind the pod's packet in each tunnel; the sums are those of `overhead` in core (a test compares them). */
const headers: Readonly<Record<Tunnel, { readonly before: readonly Part[]; readonly after: readonly Part[] }>> = {
  ipip: { before: [ipv4], after: [] },
  vxlan: { before: [ipv4, ...vxlan], after: [] },
  'vxlan-v6': { before: [ipv6, ...vxlan], after: [] },
  wireguard: { before: [ipv4, ...wireguard], after: [tag] },
  'wireguard-v6': { before: [ipv6, ...wireguard], after: [tag] },
};

export function mtuView(store: Store): HTMLElement {
  const panel = h('div', { class: 'panel mtu' });
  let choice: Choice = { nic: store.get().settings.underlay?.nicMtu ?? 1500, tunnels: ['vxlan'], aks: false };
  const draw = (patch: Partial<Choice>): void => {
    choice = { ...choice, ...patch };
    redraw(result, ...answer(choice));
  };
  const result = h('div', { class: 'mtu-result', 'aria-live': 'polite' }, ...answer(choice));
  panel.append(
    form(choice, draw, () => choice),
    result,
  );
  return panel;
}

function form(start: Choice, draw: (patch: Partial<Choice>) => void, now: () => Choice): Node {
  const nic = h('input', {
    type: 'number',
    min: 576,
    max: 65535,
    value: start.nic,
    list: 'usual-nics',
    oninput: () => nic.valueAsNumber >= 576 && draw({ nic: nic.valueAsNumber }),
  });
  const boxes = (Object.keys(names) as Tunnel[]).map((tunnel) => {
    const box = h('input', {
      type: 'checkbox',
      checked: start.tunnels.includes(tunnel),
      onchange: () => {
        const others = now().tunnels.filter((one) => one !== tunnel);
        draw({ tunnels: box.checked ? [...others, tunnel] : others });
      },
    });
    return h('label', {}, box, names[tunnel]);
  });
  const aks = h('input', { type: 'checkbox', onchange: () => draw({ aks: aks.checked }) });
  return h(
    'form',
    { class: 'mtu-form', onsubmit: (event) => event.preventDefault() },
    h('label', { class: 'nic' }, 'MTU of the NIC ', nic),
    h(
      'datalist',
      { id: 'usual-nics' },
      [1450, 1500, 8951, 9000, 9001].map((value) => h('option', { value })),
    ),
    h('fieldset', {}, h('legend', {}, 'Pods go through'), boxes, h('label', {}, aks, 'AKS with host encryption')),
  );
}

function answer({ nic, tunnels, aks }: Choice): readonly Node[] {
  const options = { aksHostEncryption: aks };
  const budget = podMtu(nic, tunnels, options);
  return [
    h('p', { class: 'mtu-sum' }, 'MTU of the pods ', h('strong', {}, String(budget.mtu)), h('span', { class: 'note' }, ` ${sum(budget)}`)),
    tunnels.length > 1
      ? h('p', { class: 'note' }, 'Felix takes the smallest of the tunnels that are on, not the sum of their headers.')
      : h('span', {}),
    ...(tunnels.length === 0
      ? [packet('No tunnel', budget.mtu, { before: [], after: [] }, 0)]
      : tunnels.map((tunnel) => {
          const { mtu, parts } = tunnelMtu(nic, tunnel, options);
          const reserve = parts.filter((part) => part.tunnel === undefined).reduce((all, { bytes }) => all + bytes, 0);
          return packet(`${names[tunnel]}: ${mtu}`, mtu, headers[tunnel], reserve);
        })),
  ];
}

function packet(title: string, inner: number, { before, after }: (typeof headers)[Tunnel], reserve: number): Node {
  const part = ({ name, bytes }: Part, kind: string): Node => h('li', { class: kind }, h('span', {}, name), h('b', {}, String(bytes)));
  return h(
    'figure',
    { class: 'packet' },
    h('figcaption', {}, title),
    h(
      'ol',
      {},
      part({ name: 'Ethernet', bytes: 14 }, 'uncounted'),
      before.map((one) => part(one, 'outer')),
      part({ name: 'packet of the pod', bytes: inner }, 'inner'),
      after.map((one) => part(one, 'outer')),
      reserve > 0 ? part({ name: 'kept free for Azure', bytes: reserve }, 'reserve') : undefined,
    ),
    h('p', { class: 'note' }, 'Bytes. The frame of the NIC is not part of an MTU.'),
  );
}
