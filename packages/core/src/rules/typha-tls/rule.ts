import type { Container } from '../../cluster/input.js';
import { isKnown } from '../../cluster/setting.js';
import { calicoNodes, typhas } from '../../cluster/workloads.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  partial:
    '{name} is set and {missing} {are} not: {who} ends at its start with "if any Felix-Typha TLS config parameters are specified, they _all_ must be"',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'typha-tls',
  since: '0.1.0',
  category: 'host',
  severity: 'error',
  summary: 'TLS between Felix and Typha has its key, certificate, CA and name, or nothing',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const node of calicoNodes(cluster)) judge(node, felix, report);
    for (const typha of typhas(cluster)) judge(typha, server, report);
  },
});
export default rule;

/** `all` must be set where one is; of `either`, one must be. */
type Names = { readonly who: string; readonly all: readonly string[]; readonly either: readonly string[] };

// felix/config/config_params.go:1028-1044; typha/pkg/config/config_params.go:316-344. Both read their environment in any case.
const felix: Names = {
  who: 'Felix',
  all: ['FELIX_TYPHAKEYFILE', 'FELIX_TYPHACERTFILE', 'FELIX_TYPHACAFILE'],
  either: ['FELIX_TYPHACN', 'FELIX_TYPHAURISAN'],
};
const server: Names = {
  who: 'Typha',
  all: ['TYPHA_SERVERKEYFILE', 'TYPHA_SERVERCERTFILE', 'TYPHA_CAFILE'],
  either: ['TYPHA_CLIENTCN', 'TYPHA_CLIENTURISAN'],
};

function judge({ env, envOpen }: Container, { who, all, either }: Names, report: Report<Messages>): void {
  if (envOpen) return;
  const named = (wanted: string): Container['env'][number] | undefined => env.find(({ name }) => name.toUpperCase() === wanted);
  // What is not known may be set: it is not missing.
  const isSet = (name: string): boolean => {
    const value = named(name)?.value;
    return value !== undefined && (!isKnown(value) || !/^(?:none)?$/i.test(value.value));
  };
  const one = [...all, ...either].map(named).find((variable) => variable && isKnown(variable.value) && isSet(variable.name.toUpperCase()));
  const missing = [...all.filter((name) => !isSet(name)), ...(either.some(isSet) ? [] : [either.join(' or ')])];
  if (!one || missing.length === 0) return;
  const data = { name: one.name, missing: missing.join(', '), are: missing.length === 1 ? 'is' : 'are', who };
  report({ message: 'partial', at: one.origin, data });
}
