/** What the columns of `kubectl get nodes -o jsonpath|custom-columns|go-template` are: the command names them. */
import type { KubeObject } from '../seen.js';
import { type Line, quote } from '../text.js';

type Column = 'name' | 'internal' | 'calico' | 'calico6' | 'flannel' | 'podCidr' | 'other';
const fields: readonly (readonly [RegExp, Column])[] = [
  [/metadata\.name$/, 'name'],
  [/projectcalico\\*\.org\/IPv4Address/, 'calico'],
  [/projectcalico\\*\.org\/IPv6Address/, 'calico6'],
  [/flannel\\*\.alpha\\*\.coreos\\*\.com\/public-ip$/, 'flannel'],
  [/status\.addresses/, 'internal'],
  [/spec\.podCIDRs?\b/, 'podCidr'],
];

/** The columns of a line of its answer; undefined where the command is of another kind. */
export function columnsOf(command: string): readonly Column[] | undefined {
  if (!/ get (?:nodes?|no)\b.*(?:jsonpath|custom-columns|go-template)/.test(command)) return undefined;
  const paths = command.includes('custom-columns')
    ? (command.split(/custom-columns[= ]/)[1] ?? '').split(/\s/, 1)[0]?.split(',')
    : [...command.matchAll(/\{+ ?([.$][^}]*?) ?\}+/g)].map(([, path = '']) => path);
  const found = (paths ?? []).map((path): Column => fields.find(([is]) => is.test(path.replace(/["']/g, '')))?.[1] ?? 'other');
  return found.includes('name') ? found : undefined;
}

const address = /^(?:(?:\d+\.){3}\d+|[\da-f]*:[\da-f:]+)(?:\/\d+)?$/;
const bare = (text: string): readonly string[] => (address.test(text) ? [text.replace(/\/\d+$/, '')] : []);

/** The node that a line is about; undefined where the line has other columns. */
export function nodeIn(line: Line, columns: readonly Column[]): KubeObject | undefined {
  const words = line.text.trim().split(/\s+/);
  const of = (column: Column): string => words[columns.indexOf(column)] ?? '';
  if (words.length > columns.length || !/^[a-z\d][\w.-]*$/.test(of('name')) || !words.some((word) => address.test(word))) return undefined;
  const [calico] = columns.includes('calico') ? bare(of('calico')) : [];
  const [calico6] = columns.includes('calico6') ? bare(of('calico6')) : [];
  const [flannel] = columns.includes('flannel') ? bare(of('flannel')) : [];
  return {
    kind: 'node',
    name: of('name'),
    addresses: columns.includes('internal') ? bare(of('internal')) : [],
    podCidrs: columns.includes('podCidr') && address.test(of('podCidr')) ? [of('podCidr')] : [],
    ...(calico !== undefined && { calico }),
    ...(calico6 !== undefined && { calico6 }),
    ...(flannel !== undefined && { flannel }),
    quote: quote(line),
  };
}
