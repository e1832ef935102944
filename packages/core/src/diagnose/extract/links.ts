/** `ip addr`, `ip -d link`: interfaces with MTU, VXLAN port and addresses. */
import { type Draft, nodeOf } from '../draft.js';
import type { Link } from '../seen.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

const head = /^\s*\d+: (?<name>[^:@\s]+)(?:@\S+)?: <(?<flags>[A-Z_,0-9-]*)>.*? mtu (?<mtu>\d+)/;
const address = /^\s+inet6? (?<address>[\da-f.:]+)\/(?<bits>\d+) (?<rest>.*)$/;
const vxlan = /^\s+vxlan id (?<id>\d+) (?:.* )?dstport (?<port>\d+)/;
const endpoint = / local (?<local>[\da-f.:]+)/;

/** The lines below an interface. */
const detailed =
  /^\s+(?:link\/|inet6? |valid_lft|vxlan |ipip |wireguard|bridge|veth|altname|RX:|TX:|\d[\d ]*$|tun |dummy|alias |vlan |bond|macvlan|sit )/;

export const links: Extractor = {
  name: 'ip addr, ip link',
  starts: '0123456789livwbatRTdsmE',
  open: (draft) => {
    let at: { node: string; index: number } | undefined;
    return (line) => {
      const found = head.exec(line.text)?.groups;
      if (found) at = { node: line.node, index: interfaceOf(draft, line, found) };
      else if (at && detailed.test(line.text)) detail(draft, { ...line, node: at.node }, at.index);
      else return /^Error: Peer netns reference is invalid\.$/.test(line.text);
      return true;
    };
  },
};

type Groups = Readonly<Record<string, string>>;

function interfaceOf(draft: Draft, line: Line, { name = '', flags = '', mtu = '' }: Groups): number {
  const node = nodeOf(draft, line, 'links');
  const link: Link = { name, mtu: Number(mtu), up: flags.split(',').includes('UP'), quote: quote(line) };
  const known = node.links.findIndex((other) => other.name === name);
  if (known >= 0) {
    const before = node.links[known]?.vxlan;
    node.links[known] = { ...link, ...(before && { vxlan: before }) };
    return known;
  }
  return node.links.push(link) - 1;
}

function detail(draft: Draft, line: Line, index: number): void {
  const node = nodeOf(draft, line);
  const link = node.links[index];
  if (!link) return;
  const tunnel = vxlan.exec(line.text)?.groups;
  if (tunnel) {
    const { id, port } = tunnel;
    const local = endpoint.exec(line.text)?.groups?.['local'];
    node.links[index] = { ...link, vxlan: { id: Number(id), port: Number(port), ...(local && { local }) } };
  }
  const found = address.exec(line.text)?.groups;
  if (!found) return;
  const { address: text = '', bits } = found;
  if (node.addresses.some((other) => other.address === text && other.dev === link.name)) return;
  nodeOf(draft, line, 'addresses').addresses.push({ dev: link.name, address: text, bits: Number(bits), quote: quote(line) });
}

const brief = /^(?<dev>[\w.-]+)(?:@\S+)? +(?:UP|DOWN|UNKNOWN|LOWERLAYERDOWN|DORMANT)(?<rest>(?: +\S+)*) *$/;
const held = /^(?<address>(?:\d+\.){3}\d+|[\da-f]*:[\da-f:]+)\/(?<bits>\d+)$/;

/** `ip -br addr`: a device, its state, its addresses; `ip -br link` has a MAC and flags in their place. */
export const briefLinks: Extractor = {
  name: 'ip -br addr',
  starts: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  open: (draft) => (line) => {
    const found = brief.exec(line.text)?.groups;
    if (!found) return false;
    const { dev = '', rest = '' } = found;
    for (const word of rest.split(' ')) {
      const { address: text, bits } = held.exec(word)?.groups ?? {};
      if (text !== undefined)
        nodeOf(draft, line, 'addresses').addresses.push({ dev, address: text, bits: Number(bits), quote: quote(line) });
    }
    return / [\da-f.:]+\/\d+(?: |$)|<[A-Z_,-]*>/.test(rest) || /-br/.test(line.command);
  },
};
