/** The lines of the preflight (`canal-lint generate preflight`), version 1: what each node found out about each other. */
import { type Draft, type NodeDraft, nodeOf } from '../draft.js';
import type { Probe } from '../seen.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

/** docs/generate.md says what each field holds. */
type Result = {
  readonly node: string;
  readonly check: string;
  readonly peer: string;
  readonly address: string;
  readonly result: string;
  readonly ok: boolean | null;
  readonly port?: number;
  readonly needed?: number;
  readonly fits?: number;
  readonly silent?: boolean;
  readonly device?: string;
  readonly internal?: string;
};

const head = '{"preflight":1,';

export const preflights: Extractor = {
  name: 'preflight',
  starts: '{p',
  open: (draft) => (line) => {
    if (line.text.startsWith('preflight: ')) return true; // the collector's words, for people
    if (!line.text.startsWith(head)) return false;
    const result = resultIn(line.text);
    if (result) keep(draft, line, result);
    return result !== undefined;
  },
};

function resultIn(text: string): Result | undefined {
  try {
    const held: Partial<Result> = JSON.parse(text);
    return typeof held.node === 'string' && typeof held.check === 'string' && typeof held.address === 'string'
      ? (held as Result)
      : undefined;
  } catch {
    return undefined; // a line that was cut
  }
}

/** What passed or failed; what was not looked at says nothing. */
function keep(draft: Draft, line: Line, result: Result): void {
  const node = nodeOf(draft, { node: result.node });
  if (result.check === 'autodetection') chosen(draft, node, { line, result });
  else if (result.ok === null) return;
  else if (result.check === 'duplicate-address' && !result.ok) {
    const values = { address: result.address };
    draft.logs.push({ signature: 'already-using-address', node: result.node, values, quote: quote(line) });
  } else if (result.check === 'path-mtu') sizes(node, line, result);
  else if (result.check === 'vxlan')
    tried(node, line, { ...result, tool: 'vxlan', ended: result.result === 'dropped' ? 'lost' : 'answered' });
  else if (result.check.startsWith('tcp-')) tried(node, line, { ...result, tool: 'nc', ended: endings[result.result] ?? 'answered' });
}

const endings: Readonly<Record<string, Probe['result']>> = { dropped: 'lost', refused: 'refused', unreachable: 'no-route' };

function tried(
  node: NodeDraft,
  line: Line,
  { tool, ended, address, port }: Result & Pick<Probe, 'tool'> & { readonly ended: Probe['result'] },
): void {
  // An Established session shows that BGP's port is open; its line names none.
  const to = port ?? 179;
  if (tool === 'nc' && to === 179) node.outputs.add('nc-179');
  node.probes.push({ tool, to: address, port: to, dontFragment: false, preflight: true, result: ended, quote: quote(line) });
}

/** As of pods: what is tried is what their packets are, with the tunnel around them. */
function sizes(node: NodeDraft, line: Line, { ok, address, needed, fits, silent }: Result): void {
  if (needed === undefined) return;
  const probe = {
    tool: 'ping',
    pod: 'canal-lint-preflight',
    to: address,
    dontFragment: true,
    preflight: true,
    quote: quote(line),
  } as const;
  node.outputs.add('ping-sizes');
  if (ok) node.probes.push({ ...probe, size: needed, result: 'answered' });
  else {
    node.probes.push({ ...probe, size: fits ?? 84, result: 'answered' });
    node.probes.push({ ...probe, size: needed, result: silent ? 'lost' : 'too-long', ...(fits && { pathMtu: fits }) });
  }
}

/** Where autodetection would take a wrong address, that is the one that BIRD would speak from. */
function chosen(draft: Draft, node: NodeDraft, { line, result }: { readonly line: Line; readonly result: Result }): void {
  const { address, device, internal, ok } = result;
  // An interface that somebody named on purpose (null) may well be another than Kubernetes uses.
  if (ok !== false || device === undefined || internal === undefined) return;
  node.outputs.add('addresses');
  node.addresses.push({ dev: device, address, bits: 32, quote: quote(line) });
  node.routerIds.push({ key: 'autodetection', value: address, quote: quote(line) });
  draft.objects.push({ kind: 'node', name: result.node, addresses: [internal], calico: address, podCidrs: [], quote: quote(line) });
}
