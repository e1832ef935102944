/** Results of Prometheus: text of the console or of `/metrics`, and the JSON of its API. */
import { type Draft, nodeOf } from '../draft.js';
import type { Line } from '../text.js';
import type { Extractor } from './extractor.js';

/** Of calico-node, Typha, kube-controllers, node_exporter and bird_exporter; the others say nothing about the pod network. */
const known = /^(?:felix_|typha_|ipam_|wireguard_|bird_protocol_|bgp_|node_network_mtu_bytes$|node_netstat_|calico_)/;
/** `felix_resync_state{instance="10.0.0.1:9091"} 2 @[1700000000]`, with `=>` from promtool. */
const sample =
  /^(?<name>[a-z_][\w:]*(?<!:))(?:\{(?<labels>[^}]*)\})?\s+(?:=>\s*)?(?<value>[-+]?(?:\d[\d.eE+-]*|NaN|Inf))(?:\s+@?\[?[\d.]+\]?)?$/;
const comment = /^# (?:HELP|TYPE) /;

export const metrics: Extractor = {
  name: 'Prometheus',
  starts: 'abcdefghijklmnopqrstuvwxyz#{',
  open: (draft) => (line) => {
    const text = line.text.trim();
    if (text.startsWith('{"status":') || text.startsWith('{"data":')) return results(draft, line, text);
    const found = sample.exec(text)?.groups;
    if (!found || !known.test(found['name'] ?? '')) return comment.test(text);
    const labels = Object.fromEntries(
      [...(found['labels'] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
    );
    keep(draft, line, { name: found['name'] ?? '', labels, value: found['value'] ?? '' });
    return true;
  },
};

type Sample = { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: string };

/** The API's JSON is one line. */
function results(draft: Draft, line: Line, text: string): boolean {
  try {
    const { data } = JSON.parse(text) as { data?: { result?: readonly Result[] } };
    for (const { metric = {}, value, values } of data?.result ?? []) {
      const name = metric['__name__'] ?? '';
      const last = value?.[1] ?? values?.at(-1)?.[1];
      if (known.test(name) && last !== undefined) keep(draft, line, { name, labels: metric, value: String(last) });
    }
    return data?.result !== undefined;
  } catch {
    return false;
  }
}

type Result = {
  readonly metric?: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
};

function keep(draft: Draft, line: Line, { name, labels, value }: Sample): void {
  const { node, nodename, instance, device, name: protocol, proto } = labels as Readonly<Record<string, string | undefined>>;
  const at = { node: node ?? nodename ?? instance?.replace(/:\d+$/, '') ?? line.node };
  const said = { text: `${name}${instance ? ` of ${instance}` : ''}: ${value}`, file: line.file, line: line.number };
  const seen = nodeOf(draft, at, 'metrics');
  if (name === 'node_network_mtu_bytes' && device) {
    seen.outputs.add('links');
    if (!seen.links.some((link) => link.name === device)) seen.links.push({ name: device, mtu: Number(value), up: true, quote: said });
  } else if (name === 'bird_protocol_up' && proto === 'BGP' && protocol)
    seen.protocols.push({
      name: protocol,
      type: 'BGP',
      state: value === '1' ? 'up' : 'start',
      info: value === '1' ? 'Established' : '',
      restarting: false,
      quote: said,
    });
  seen.counters.push({ key: name, value, quote: said });
}
