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
      for (const { 0: one, index } of text.matchAll(word)) {
        if (one.includes('.') && isHost(text, index, one) && !isApiGroup(text, index, one)) domains.add(registered(one));
      }
    },
    find: (text, found) => {
      for (const { 0: one, index } of text.matchAll(word)) {
        const known = hostIn(one, nodes);
        if (known) found('host', index + known.start, index + known.end);
        else if (one.includes('.') && isHost(text, index, one) && (domains.has(registered(one)) || !isApiGroup(text, index, one)))
          found('host', index, index + one.length);
      }
    },
  };
}

type Within = { readonly start: number; readonly end: number };

/** A name of a node (253) with what Kubernetes and Calico put before and behind it. */
const longest = 600;
const ofCalico = /^-(?:k8s-|\d+-\d|[0-9a-f]+-[0-9a-f]*-)/;

/** A known name as a whole word, or as the part of one that Calico and Kubernetes make of it. */
function hostIn(word: string, nodes: ReadonlySet<string>): Within | undefined {
  if (nodes.size === 0 || word.length > longest) return undefined;
  const lower = word.toLowerCase();
  if (nodes.has(lower)) return { start: 0, end: word.length };
  // `etcd-node1`, `vxlan-tunnel-addr-node1`, `node.node1` (FelixConfiguration).
  for (let at = 1; at < lower.length - 1; at++) {
    if (lower[at] !== '-' && lower[at] !== '.') continue;
    if (nodes.has(lower.slice(at + 1))) return { start: at + 1, end: word.length };
    // `node1-k8s-pod-eth0` (WorkloadEndpoint), `node1-10-244-1-0-26` (BlockAffinity).
    if (ofCalico.test(lower.slice(at, at + 8)) && nodes.has(lower.slice(0, at))) return { start: 0, end: at };
  }
  return undefined;
}

/** Roots of paths in programs: `module.net` of Terraform, `status.info` of a query. */
const roots =
  /^(?:module|var|local|data|each|self|this|path|spec|status|metadata|labels|annotations|values|config|report|input|net|index|json)\.|_/i;

/** True for a dotted word that names a host, and is neither a step of a path nor a call. */
function isHost(text: string, at: number, one: string): boolean {
  const sure = isSure(text, at);
  if (!isHostName(one, sure)) return false;
  if (sure) return true;
  const before = text[at - 1] ?? '';
  const next = text.slice(at + one.length, at + one.length + 3);
  if (/[.$\\{%]/.test(before) || next.startsWith('(') || roots.test(one)) return false;
  // A step of a path is a file, unless a port follows.
  return before !== '/' || text[at - 2] === '/' || /^:\d\d/.test(next);
}

/** True where what stands before says that a host follows: a scheme, a user, a flag or a key of that name. */
function isSure(text: string, at: number): boolean {
  return /(?::\/\/|@|(?:host|hostname|server|endpoint|domain|fqdn|dns)["']?[:= ]\s{0,4}["']?)$/i.test(text.slice(Math.max(0, at - 24), at));
}

/** True for the group of an API or the prefix of a label's key: `stable.some.domain/v1`, `some.domain/team: net`. */
function isApiGroup(text: string, at: number, word: string): boolean {
  const after = text.slice(at + word.length, at + word.length + 80);
  const before = text.slice(Math.max(0, at - 40), at);
  if (/@$|:\/\/$/.test(before)) return false;
  if (/apiGroups?["']?\s*[:=][^\n]*$|apiVersion["']?\s*[:=]\s*["']?$|\bgroup["']?\s*[:=]\s*["']?$/.test(before)) return true;
  return /^\/(?:v\d+(?:(?:alpha|beta)\d+)?\b|[\w.-]{1,63}["']?(?:[ \t]*[:=]|[,\]}]))/.test(after);
}
