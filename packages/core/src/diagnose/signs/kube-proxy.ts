/** Who makes services: kube-proxy, the eBPF dataplane, or both at once. */
import type { KubeObject, Quote, Seen } from '../seen.js';
import { answer, type Sign } from '../sign.js';
import { quoteAt } from '../text.js';

/** What switches the dataplane: a field of FelixConfiguration or of Installation, a variable, or the answer to a jsonpath of it in the next line. */
const switches =
  /bpf-?enabled\b["']?(?:\s*[:=]\s*|\n\s*-?\s*value:\s*|[^\n]*\}\S*\n\s*)["']?(?<felix>true|false)\b|linuxDataplane["']?(?:\s*[:=]\s*|[^\n]*\}\S*\n\s*)["']?(?<operator>BPF|Iptables|Nftables)\b/gi;
/** Felix leaves the rules of kube-proxy alone: both may run (FelixConfiguration, calico 3.31 api/pkg/apis/projectcalico/v3). */
const tolerated = /bpf-?kubeProxyIptablesCleanupEnabled["']?\s*[:=]\s*["']?false/i;

/** The last that is said counts: people paste what was before a change first. */
function dataplane({ notes }: Seen): { readonly ebpf: boolean; readonly quote: Quote } | undefined {
  const all = notes.flatMap((note) =>
    [...note.text.matchAll(switches)].map(({ groups, index }) => ({
      ebpf: /^(?:true|bpf)$/i.test(groups?.['felix'] ?? groups?.['operator'] ?? ''),
      quote: quoteAt(note, index),
    })),
  );
  return all.at(-1);
}

const proxies = ({ objects }: Seen): readonly KubeObject[] =>
  objects.filter(
    ({ kind, name, ready }) => ready !== undefined && (kind === 'daemonset' || (kind === 'pod' && name.startsWith('kube-proxy-'))),
  );

const beside: Sign = {
  id: 'kube-proxy.beside-ebpf',
  base: 0.03,
  says: 'the eBPF dataplane is on, and kube-proxy runs beside it',
  shownBy: [],
  look: (seen) => {
    const [set, listed] = [dataplane(seen), proxies(seen)];
    const running = listed.filter(({ ready }) => ready === true);
    const onPurpose = seen.notes.some(({ text }) => tolerated.test(text));
    if (set?.ebpf === false || onPurpose || (listed.length > 0 && running.length === 0)) return answer([]);
    if (set === undefined || running.length === 0) return undefined;
    return answer([{ quote: set.quote }, ...running.slice(0, 2).map(({ quote }) => ({ quote }))]);
  },
};

export const kubeProxySigns: readonly Sign[] = [beside];
