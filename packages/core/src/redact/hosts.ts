// Names of hosts: those with a domain wherever they stand, and every word that some text has shown to be the name of a node.
import { isHostName, registered } from './domains.js';
import type { Detector } from './kinds.js';
import { learnNodeNames } from './node-names.js';

export type Hosts = {
  /** Notes the names that a text shows; to be called for all texts before the first `find`. */
  readonly learn: (text: string) => void;
  readonly find: Detector;
};

const word = /[A-Za-z0-9_][\w.-]*[A-Za-z0-9_]/g;

export function hosts(): Hosts {
  const nodes = new Set<string>();
  const domains = new Set<string>();

  const add = (name: string): void => {
    nodes.add(name.toLowerCase());
    // Names of WorkloadEndpoints double the hyphens of their parts (libcalico-go/lib/names/workloadendpoint.go).
    if (/[^-]-[^-]/.test(name)) nodes.add(name.toLowerCase().replaceAll('-', '--'));
    if (isHostName(name, true)) domains.add(registered(name));
  };

  return {
    learn: (text) => {
      learnNodeNames(text, add);
      for (const match of text.matchAll(word)) {
        const dotted = match[0].includes('.');
        if (dotted && isHostName(match[0], isSure(text, match.index)) && !isApiGroup(text, match.index, match[0]))
          domains.add(registered(match[0]));
      }
    },
    find: (text, found) => {
      for (const match of text.matchAll(word)) {
        const extent = hostIn(match[0], nodes) ?? (match[0].includes('.') ? dotted(text, match.index, match[0], domains) : undefined);
        if (extent) found('host', match.index + extent.start, match.index + extent.end);
      }
    },
  };
}

type Within = { readonly start: number; readonly end: number };

/** A known name as a whole word, or as the part of one that Calico and Kubernetes make of it. */
function hostIn(word: string, nodes: ReadonlySet<string>): Within | undefined {
  if (nodes.size === 0) return undefined;
  const lower = word.toLowerCase();
  if (nodes.has(lower)) return { start: 0, end: word.length };
  // `etcd-node1`, `vxlan-tunnel-addr-node1`, `node.node1` (FelixConfiguration).
  for (let at = lower.search(/[-.]/); at >= 0; at = next(lower, at + 1)) {
    if (nodes.has(lower.slice(at + 1))) return { start: at + 1, end: word.length };
    // `node1-k8s-pod-eth0` (WorkloadEndpoint), `node1-10-244-1-0-26` (BlockAffinity), `node1.some.domain`.
    if (nodes.has(lower.slice(0, at)) && /^(?:-k8s-|-\d+-\d+-|-[0-9a-f]+-[0-9a-f-]+-)/.test(lower.slice(at))) return { start: 0, end: at };
  }
  return undefined;
}

function next(text: string, from: number): number {
  const rest = text.slice(from).search(/[-.]/);
  return rest < 0 ? -1 : from + rest;
}

function dotted(text: string, at: number, word: string, domains: ReadonlySet<string>): Within | undefined {
  const before = text[at - 1] ?? '';
  const sure = isSure(text, at);
  if (!isHostName(word, sure)) return undefined;
  const known = domains.has(registered(word));
  if (!sure && !known && (/[.$\\{%]/.test(before) || (before === '/' && text[at - 2] !== '/'))) return undefined;
  if (!known || !domains.has(registered(word))) return isApiGroup(text, at, word) ? undefined : { start: 0, end: word.length };
  return { start: 0, end: word.length };
}

/** True where what stands before says that a host follows: a scheme, a user, a flag or a key of that name. */
function isSure(text: string, at: number): boolean {
  return /(?::\/\/|@|(?:host|hostname|server|endpoint|domain|fqdn|dns)["']?[:= ]\s{0,4}["']?)$/i.test(text.slice(Math.max(0, at - 24), at));
}

/** True for the group of an API or the prefix of a label's key: `stable.some.domain/v1`, `some.domain/team: net`. */
function isApiGroup(text: string, at: number, word: string): boolean {
  const after = text.slice(at + word.length, at + word.length + 80);
  const before = text.slice(Math.max(0, at - 40), at);
  if (/apiGroups?["']?\s*[:=][^\n]*$|apiVersion["']?\s*[:=]\s*["']?$|\bgroup["']?\s*[:=]\s*["']?$/.test(before)) return true;
  return /^\/(?:v\d+(?:(?:alpha|beta)\d+)?\b|[\w.-]{1,63}["']?(?:[ \t]*[:=]|[,\]}]))/.test(after) && !/\/\/$/.test(before);
}
