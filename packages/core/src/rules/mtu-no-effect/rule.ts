import type { Cluster, Mtus } from '../../cluster/model.js';
import { isExplicit, isKnown, type Setting, type Slot } from '../../cluster/setting.js';
import { mtuSteps } from '../../cluster/steps.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  environment:
    '{field} {value} has no effect: {variable}={winner} in the environment of calico-node goes before FelixConfiguration{auto}; write the value there, or take the variable out',
  operator:
    '{field} {value} has no effect: tigera-operator makes {variable}={winner} of calicoNetwork.mtu, and the environment goes before FelixConfiguration{auto}; write the value there, or take it out there',
  literal:
    'the variable CNI_MTU {value} has no effect: it only replaces __CNI_MTU__, and the CNI configuration holds the number {winner} in its place, so new pods get {winner}',
  quoted:
    'calico_mtu "{value}" is text, and Kubespray hands the CNI plugin a number only: the tunnels get {value}, and pods what Felix finds; write {value} without quotes',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'mtu-no-effect',
  since: '0.1.0',
  category: 'mtu',
  severity: 'warning',
  summary: 'An MTU is written where something reads it',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const [slot, variable] of felixSlots) beatenByEnvironment(cluster.mtu[slot], variable, report);
    for (const mtu of cluster.mtu.veth.filter(isExplicit)) if (mtu.live === 'dead' && mtu.value > 0) judgeVeth(cluster, mtu, report);
  },
});
export default rule;

/** Felix reads its environment first (felix/config/config_params.go:66-86). */
const felixSlots: readonly (readonly [Exclude<keyof Mtus, 'veth' | 'flannel' | 'nic'>, string])[] = [
  ['ipip', 'FELIX_IPINIPMTU'],
  ['vxlan', 'FELIX_VXLANMTU'],
  ['vxlanV6', 'FELIX_VXLANMTUV6'],
  ['wireguard', 'FELIX_WIREGUARDMTU'],
  ['wireguardV6', 'FELIX_WIREGUARDMTUV6'],
  ['ifacePattern', 'FELIX_MTUIFACEPATTERN'],
];

function beatenByEnvironment(slot: Slot<number | string>, variable: string, report: Report<Messages>): void {
  for (const loser of slot.filter(isExplicit)) {
    const winner = winnerOver(slot, loser);
    if (winner?.layer !== 'felix-env' || winner.value === loser.value) continue;
    const auto = winner.value === 0 ? ', and 0 means that Felix computes the MTU from the NIC' : '';
    report({
      message: winner.write?.reader === 'operator' ? 'operator' : 'environment',
      at: loser.origin,
      data: { field: loser.write?.as ?? 'the MTU', value: loser.value, variable, winner: winner.value, auto },
      related: [{ origin: winner.origin, note: `${variable} is ${winner.value} here` }],
    });
  }
}

function winnerOver<T>(slot: Slot<T>, { beatenBy }: Setting<T>): Setting<T> | undefined {
  return beatenBy && slot.filter(isKnown).find(({ origin }) => origin === beatenBy);
}

function judgeVeth(cluster: Cluster, mtu: Setting<number>, report: Report<Messages>): void {
  const winner = winnerOver(cluster.mtu.veth, mtu);
  if (winner && winner.value !== mtu.value) {
    const related = [{ origin: winner.origin, note: `the CNI configuration says ${winner.value} here` }];
    report({ message: 'literal', at: mtu.origin, data: { value: mtu.value, winner: winner.value }, related });
  } else if (mtu.write?.as === 'calico_mtu') {
    const fix = { title: 'take the quotes away', applicability: 'safe', changes: [{ setting: mtu, to: mtu.value }] } as const;
    const then = mtuSteps(cluster, mtu.origin.document.source.name);
    report({ message: 'quoted', at: mtu.origin, data: { value: mtu.value }, fix: { ...fix, then } });
  }
}
