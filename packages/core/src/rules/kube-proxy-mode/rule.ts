import { effective } from '../../cluster/precedence.js';
import { isExplicit, knownValue, standing } from '../../cluster/setting.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  apart:
    "nftablesMode is {felix}, so Felix writes its rules with {backend}, and kube-proxy is in mode {proxy}: packets then pass two sets of rules that do not know each other's verdicts; Calico's nftables dataplane needs kube-proxy in mode nftables, and the other one needs another mode",
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'kube-proxy-mode',
  since: '0.1.0',
  category: 'host',
  severity: 'warning',
  summary: 'Felix and kube-proxy write their rules with the same tool',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const proxy = effective(cluster.kubeProxy);
    if (!isExplicit(proxy) || proxy.value === 'off' || knownValue(effective(cluster.product.dataplane)) === 'bpf') return;
    const tables = proxy.value === 'nftables';
    for (const mode of standing(cluster.felix.nftablesMode).filter(isExplicit)) {
      // Felix reads its one-of values in any case (felix/config/param_types.go:707-713).
      const enabled = { enabled: true, disabled: false }[mode.value.toLowerCase()];
      if (enabled === undefined || enabled === tables) continue;
      const backend = enabled ? 'nftables' : 'iptables';
      report({
        message: 'apart',
        at: mode.origin,
        data: { felix: mode.value, backend, proxy: proxy.value },
        related: [{ origin: proxy.origin, note: `kube-proxy is in mode ${proxy.value} here` }],
        fix: { title: 'go by kube-proxy', applicability: 'unsafe', changes: [{ setting: mode, to: 'Auto' }] },
      });
    }
  },
});
export default rule;
