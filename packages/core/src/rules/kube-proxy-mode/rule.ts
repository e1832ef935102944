import type { Proposal } from '../../cluster/finding.js';
import { effective } from '../../cluster/precedence.js';
import { fieldName, isExplicit, isKnown, knownValue, type Setting, standing } from '../../cluster/setting.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  apart:
    "nftablesMode is {felix}, so Felix writes its rules with {backend}, and kube-proxy is in mode {proxy}: packets then pass two sets of rules that do not know each other's verdicts; Calico's nftables dataplane needs kube-proxy in mode nftables, and the other one needs another mode",
  operator:
    "linuxDataplane is {plane}, so the operator has Felix write its rules with {backend}, and kube-proxy is in mode {proxy}: packets then pass two sets of rules that do not know each other's verdicts; Calico's nftables dataplane needs kube-proxy in mode nftables, and the other one needs another mode",
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
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
    const mode = effective(cluster.felix.nftablesMode);
    if (mode && !isKnown(mode)) return;
    for (const said of standing(cluster.felix.nftablesMode)) judge(said, proxy, report);
  },
});
export default rule;

function judge(mode: Setting<string>, proxy: Setting<string>, report: Report<Messages>): void {
  // Felix reads its one-of values in any case (felix/config/param_types.go:707-713).
  const enabled = { enabled: true, disabled: false }[mode.value.toLowerCase()];
  const wanted = proxy.value === 'nftables';
  if (enabled === undefined || enabled === wanted) return;
  const byOperator = fieldName(mode, '') === 'linuxDataplane';
  const data = { felix: mode.value, backend: enabled ? 'nftables' : 'iptables', proxy: proxy.value };
  const related = [{ origin: proxy.origin, note: `kube-proxy is in mode ${proxy.value} here` }];
  const fix = (to: string): Proposal => ({ title: 'go by kube-proxy', applicability: 'unsafe', changes: [{ setting: mode, to }] });
  const common = { at: mode.origin, related };
  const plane = `${enabled ? 'Nftables' : 'Iptables'}${isExplicit(mode) ? '' : ' by default'}`;
  // The operator has no word for Auto.
  if (byOperator) report({ ...common, message: 'operator', data: { ...data, plane }, fix: fix(wanted ? 'Enabled' : 'Disabled') });
  else if (isExplicit(mode)) report({ ...common, message: 'apart', data, fix: fix('Auto') });
}
