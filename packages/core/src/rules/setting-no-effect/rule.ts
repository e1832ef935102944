import type { Cluster } from '../../cluster/model.js';
import { isExplicit, isKnown, type Slot } from '../../cluster/setting.js';
import { calicoNodes, flanneld } from '../../cluster/workloads.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';
import { judgeAddress, judgeUnreadKey } from './address.js';
import { judgeFlags } from './flannel.js';
import { type Messages, messages } from './messages.js';
import { judgePools } from './pools.js';
import { judgeNames, judgeReversed, judgeSpellings } from './variables.js';

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'setting-no-effect',
  since: '0.1.0',
  category: 'text',
  severity: 'error',
  summary: 'A setting that is written is also read',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const node of calicoNodes(cluster)) {
      judgeNames(cluster, node, report);
      judgeSpellings(cluster, node, report);
      judgeReversed(cluster, node, report);
      judgePools(cluster, node, report);
    }
    for (const container of flanneld(cluster)) judgeFlags(cluster, container, report);
    judgeAddress(cluster, report);
    judgeFelix(cluster, report);
    for (const idle of cluster.idle) judgeUnreadKey(cluster, idle, report);
  },
});
export default rule;

/** Felix reads its environment before FelixConfiguration (felix/config/config_params.go:66-86); its MTUs are for mtu-no-effect. */
function judgeFelix({ tunnelOverride, wireguard, programClusterRoutes }: Cluster, report: Report<Messages>): void {
  const slots: readonly (readonly [string, Slot<string | boolean>])[] = [
    ['FELIX_IPINIPENABLED', tunnelOverride.ipipEnabled],
    ['FELIX_VXLANENABLED', tunnelOverride.vxlanEnabled],
    ['FELIX_ROUTESYNCDISABLED', tunnelOverride.routeSyncDisabled],
    ['FELIX_WIREGUARDENABLED', wireguard.v4],
    ['FELIX_WIREGUARDENABLEDV6', wireguard.v6],
    ['FELIX_WIREGUARDHOSTENCRYPTIONENABLED', wireguard.hostEncryption],
    ['FELIX_PROGRAMCLUSTERROUTES', programClusterRoutes.felix],
  ];
  for (const [variable, slot] of slots) {
    for (const loser of slot.filter(isExplicit)) {
      const winner = slot.filter(isKnown).find(({ origin, layer }) => origin === loser.beatenBy && layer === 'felix-env');
      if (!winner || winner.value === loser.value) continue;
      const data = { field: loser.write?.as ?? variable, value: String(loser.value), variable, winner: String(winner.value) };
      const related = [{ origin: winner.origin, note: `${variable} is ${winner.value} here` }];
      report({ message: 'felix', at: loser.origin, severity: 'warning', data, related });
    }
  }
}
