// Names of nodes without a domain: only the places where they stand tell them from other words.
import { isEverybodys } from './domains.js';
import type { Extent } from './scalar.js';

const name = '([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)';
const spelled = name.replaceAll('a-z', 'A-Za-z');

/** Keys of resources and of log lines whose value is a node: Kubernetes, Calico's resources, Felix, environment. */
const keys =
  '(?:nodeName|node_name|nodename|hostname|host_name|Hostname|NODENAME|CALICO_NODENAME|FELIX_FELIXHOSTNAME|KUBERNETES_NODE_NAME|NODE_NAME|HOSTNAME|' +
  'CALICO_K8S_NODE_REF|k8s_node_name|hostname-override|hostname_override|node-name|kubernetes\\.io/hostname|InternalDNS|ExternalDNS|Static hostname|Machine Name|felixHostname)';

const places: readonly RegExp[] = [
  new RegExp(`(?:\\b|--)${keys}\\\\*["']?[ \\t]*[:=][ \\t]*\\\\*["']?${spelled}(?![\\w(])`, 'g'),
  // In logs, and as a field of BGPPeer, HostEndpoint and IPAM resources.
  new RegExp(`(?<![\\w.-])(?:node|host)\\\\*["']?[ \\t]*[:=][ \\t]*\\\\*["']${name}\\\\*["']`, 'g'),
  new RegExp(`^[ \\t]*(?:- +)?node:[ \\t]+${name}[ \\t]*$`, 'gm'),
  new RegExp(`^Node:[ \\t]+${name}(?:/[\\d.a-f:]+)?[ \\t]*$`, 'gm'), // kubectl describe pod
  new RegExp(`(?<![\\w.-])(?:affinity\\\\*["']?[ \\t]*[:=][ \\t]*\\\\*["']?)?host:${name}(?![\\w:/.])`, 'g'), // affinity of an IPAM block
  new RegExp(
    `^[ \\t]*kind:[ \\t]*Node[ \\t]*\\r?\\nmetadata:[ \\t]*\\r?\\n(?:[ \\t]+(?!name:)[^\\n]*\\n){0,400}?[ \\t]+name:[ \\t]*["']?${name}`,
    'gm',
  ),
  new RegExp(`(?<![\\w/.-])node/${name}(?![\\w./-])`, 'g'), // kubectl get -o name, events
  new RegExp(`\\bnodes?[ \\t]+"${name}"`, 'g'),
  new RegExp(`\\bNode[ \\t]+${name}[ \\t]+(?:status is now|event)`, 'g'),
  new RegExp(`Successfully assigned[ \\t]+\\S+[ \\t]+to[ \\t]+${name}`, 'g'),
  new RegExp(`\\bsystem:node:${name}`, 'g'),
  new RegExp(`/v[12]/host/${name}(?=[/"\\s]|$)`, 'g'), // /calico/bgp/v1/host/<node>/ip_addr_v4
  new RegExp(`/resources/v3/projectcalico\\.org/nodes/${name}`, 'g'),
  new RegExp(`/(?:minions|csinodes|leases/kube-node-lease)/${name}(?![\\w./-])`, 'g'), // etcd keys of Kubernetes
  new RegExp(`^[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d ${spelled} [\\w./()-]+(?:\\[\\d+\\])?:`, 'gm'), // syslog
  new RegExp(`^(?:\\[)?[a-z_][a-z0-9_-]*@${spelled}(?:[: ][^\\n]*?)?[\\]]?[#$] `, 'gm'), // a prompt
  new RegExp(`\\bssh[ \\t]+(?:-\\S+[ \\t]+)*[\\w.-]+@${spelled}`, 'g'),
  new RegExp(`\\bssh-(?:rsa|ed25519|dss) [\\w+/=]+ [^\\s@]{1,64}@${spelled}`, 'g'),
  new RegExp(`^Linux ${spelled} \\d+\\.\\d+`, 'gm'), // uname -a
  new RegExp(`^${spelled}[ \\t]+(?:\\w+=\\S+[ \\t]+){0,20}ansible_(?:ssh_)?host=`, 'gm'), // inventory of Ansible
  new RegExp(`^[ \\t]+${name}:[ \\t]*\\r?\\n[ \\t]+ansible_host:`, 'gm'),
  new RegExp(`^${name}[ \\t]+\\((?:\\d+|unset|global)\\)[ \\t]+\\d`, 'gm'), // calicoctl get nodes -o wide
  new RegExp(`^(?:node/)?${name}[ \\t]+(?:Not)?Ready(?:,SchedulingDisabled)?[ \\t]`, 'gm'), // kubectl get nodes
  /<none>(?<=[\da-f>][ \t]{2,60}([a-z0-9][a-z0-9.-]{0,251})[ \t]{2,60}<none>)/g, // kubectl get pods -o wide
  // What clouds call a node: AWS after its address, Google and Azure after its pool.
  /\b((?:ip|ec2)-\d{1,3}(?:-\d{1,3}){3}|gke-[a-z0-9-]{4,80}-[0-9a-f]{6,10}-[a-z0-9]{4}|aks-[a-z0-9]{1,40}-\d{6,9}-vmss[0-9a-z]{6})(?![\w-])/g,
  new RegExp(
    `^(?:\\d{1,3}(?:\\.\\d{1,3}){3}|(?!(?:[0-9a-f]{2}:){5})[0-9a-f]{0,4}:[0-9a-f:]+)[ \\t]+${name}(?:[ \\t]+[a-z0-9.-]+)*[ \\t]*$`,
    'gm',
  ), // /etc/hosts
];

/** Names that everybody's machines have, and words that stand where a name of a node does. */
const common =
  /^(?:localhost(?:\.localdomain)?|localnode|master|masters|worker|workers|nodes?|node-?name|server|agent|control-?plane|controlplane|minikube|docker-desktop|kind-[a-z-]*|default|dst|src|proto|scope|link|nexthop|lladdr|unreachable|prohibit|none|null|true|false|yes|no|that|unknown|enabled|disabled|always|never|auto|info|warning|error|debug|\d+m?s|\d+[mh]|all|any|global|self|host|hosts|hostname|example|the|this|is|not|and|ready|status|name|pod|pods|kubernetes|etcd|typha|felix|bird6?|confd|calico.*|canal.*|flannel|tigera.*|projectcalico.*|kube-.*|coredns.*|prometheus.*|grafana|alertmanager.*|istio.*|ip6?-[a-z]+|via|dev|from|to|by|in|on|of|for|with|at|eth\d*|lo|docker\d*|internal|external|linux|windows|k8s|string|object|ipv4|ipv6|vxlan|ipip|bgp|mesh|reserved|blackhole|spec\..*|status\..*|metadata\..*|kubernetes\..*|[\d.]+|[0-9a-f:]+:[0-9a-f:]*)$/i;

/** Calls back with every name of a node that the text shows as one. */
export function learnNodeNames(text: string, learn: (name: string) => void): void {
  for (const pattern of places) for (const [, found] of text.matchAll(pattern)) if (found !== undefined) take(found, learn);
  tables(text, learn);
}

function take(name: string, learn: (name: string) => void): void {
  const bare = name.replace(/[.-]+$/, '');
  if (bare.length > 1 && !common.test(bare) && !isEverybodys(bare)) learn(bare);
}

/** Tables with a column NODE or HOST, as kubectl and calicoctl print them: cells begin where the heading does. */
function tables(text: string, learn: (name: string) => void): void {
  const heading =
    /^(?=[^\n]*\b(?:NODE|NODENAME|HOSTNAME)\b)[A-Z][A-Z0-9 ()_%/.-]*\r?$|^\|(?=[^\n]*\b(?:NODE|HOSTNAME)\b)[A-Z0-9 |()_-]+\|\r?$/gm;
  for (const match of text.matchAll(heading)) {
    const column = /\b(?:NODE|NODENAME|HOSTNAME)\b/.exec(match[0])?.index ?? 0;
    for (const row of rows(text, { start: match.index, end: match.index + match[0].length })) {
      // A row that something has shifted shows another column there, or the middle of one.
      const name = cell.exec(row.slice(column))?.[1];
      if (name !== undefined && /^(?:| |[ |]{2})$/.test(row.slice(Math.max(0, column - 2), column))) take(name, learn);
    }
  }
}

/** A cell, up to the two spaces or the line that divide it from the next; no number, no version. */
const cell = /^(?!\d+\.\d)([a-z0-9][a-z0-9.-]{0,252})(?= {2}| \||\s*$)/;

function* rows(text: string, heading: Extent): Generator<string> {
  for (let at = heading.end + 1; at < text.length; ) {
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    const row = text.slice(at, end);
    if (row.trim() === '' || /^(?:[$#]|[A-Z][A-Z ]+$)/.test(row) || !/\S(?: {2}|\t| \|).*\S/.test(row)) return;
    yield row;
    at = end + 1;
  }
}
