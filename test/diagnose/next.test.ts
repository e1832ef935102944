/** One node's table alone never tells the cause: which commands tell more, scenario by scenario, and that none of them does harm. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '@canal-lint/core/diagnose';
import { describe, expect, test } from 'vitest';
import { hasShared, shared } from '../shared.js';

const lab = join(shared, 'corpus/lab');

/** What a command asks for. */
const kinds: Readonly<Record<string, RegExp>> = {
  status: /^sudo calicoctl node status/,
  routes: /^ip route/,
  pods: /kubectl exec <pod> -- ping -c/,
  sizes: /ping -M do/,
  ping: /^ping /,
  nc: /^nc -zv/,
  firewall: /iptables-save/,
  sockets: /ss -tlnp/,
  addresses: /^ip addr/,
  neighbours: /^ip neigh/,
  counters: /nstat/,
  'bird-status': /show status/,
  'bird-protocols': /show protocols all/,
  'bird-config': /bird\.cfg/,
  'bird-log': /kubectl .*logs/,
  pod: /kubectl .*(?:get pods|describe)/,
};

const [up, dead] = [
  // Every session is up: routes say whether they carry pods, pods say whether packets arrive; a quiet node may be the one that is ill.
  ['routes', 'pods', 'sizes', 'status'],
  // No BIRD: by design where a tunnel carries the pods, and only the routes or the pods themselves say so.
  ['routes', 'pods', 'sizes'],
];
/** Nobody dials in, or nobody answers: firewall of the end that waits, whether the far end lives and listens, passwords. */
const silent = ['firewall', 'ping', 'nc', 'status', 'counters', 'neighbours', 'sockets'];
const refused = ['firewall', 'sockets', 'status', 'bird-protocols'];
const unreachable = ['ping', 'firewall', 'neighbours', 'addresses', 'bird-status'];
const odd = ['addresses', 'bird-status', 'ping'];
const none = ['bird-status', 'addresses', 'bird-config', 'status', 'bird-log'];
const expired = ['firewall', 'status', 'nc'];
const closed = ['status', 'bird-protocols', 'bird-log'];

/** What separates the causes that the table of the first node leaves open, by `enough` and `not_enough` of each scenario. */
const acceptable: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:healthy-(?:l2-mesh|vxlan-with-bird|vxlan-cross-subnet|fixed-address))/, up],
  [/^(?:no-encap|export-none|pool-disable|vxlan-4789|mtu-vxlan|mtu-8951-on-1500-fragments-lost|mtu-veth|mtu-mixed-underlay|pmtu)/, up],
  [/^(?:stale-route|rp-filter|ip-forward-0$|stale-static|duplicate-block|one-sided-node-peer-listening|router-id)/, up],
  [/^(?:179-dropped-while-up-early|bird-socket-absent|bird-stopped-early)/, [...up, 'firewall']],
  [/^(?:healthy-canal-flannel|healthy-vxlan-jumbo|bird-down-all|vxlan-8472|vxlan-port-differs)/, dead],
  [/^(?:mtu-8951-on-1500-fragments-pass|mtu-mixed-vxlan|ip-forward-0-vxlan|stale-vxlan-fdb|duplicate-podcidr)/, dead],
  [
    /^(?:179-dropped-inbound|179-dropped-all|179-router|179-fabric|179-reject-icmp-port|password|listen-port|bird-down-one|bird6-only)/,
    silent,
  ],
  [/^(?:179-reject-tcp-reset|gr-bird-killed-late)/, refused],
  [/^(?:179-reject-host-prohibited|peer-does-not-exist|gr-recovery-waits)/, unreachable],
  [/^(?:address-docker0|address-vpn|address-two-same-nat)/, odd],
  [/^(?:address-all|mesh-off|one-sided-node-peer$)/, none],
  [/^(?:179-dropped-while-up$|bird-stopped-hold-timer)/, expired],
  [/^(?:gr-bird-killed$|healthy-just-probed)/, closed],
  // The row says it all: what is left is the number, or why the pod ended.
  [/^bad-peer-as/, ['bird-config', 'status', 'bird-log', 'nothing']],
  [/^calico-node-down/, ['pod', 'bird-log', 'nothing']],
];

describe.skipIf(!hasShared)('the next command after one table', () => {
  test.each(hasShared ? readdirSync(lab).filter((name) => /^\d/.test(name)) : [])('%s', (id) => {
    const [node = ''] = readdirSync(join(lab, id, 'nodes')).sort();
    const text = readFileSync(join(lab, id, 'nodes', node, 'calicoctl-node-status.txt'), 'utf8');
    const { next } = diagnose({ texts: [{ name: 'status.txt', text }] });
    const kind = next ? Object.entries(kinds).find(([, is]) => is.test(next.command))?.[0] : 'nothing';
    const [, wanted = []] = acceptable.find(([is]) => is.test(id.replace(/^\d+-/, ''))) ?? [];
    expect(wanted, `${next?.command} on ${next?.node}`).toContain(kind);
    const established = [...text.matchAll(/^\| (\S+) .*Established/gm)].map(([, peer]) => peer);
    const [, dialled = ''] = /^nc \S+ \S+ \S+ (\S+) 179/.exec(next?.command ?? '') ?? [];
    expect(established, 'a bare connect would end a session that is up').not.toContain(dialled);
  });
});
