/** `tcpdump`: packets of VXLAN and of IPIP between nodes with what they hold, and packets of pods by themselves. */
import { type Draft, nodeOf } from '../draft.js';
import { type Line, quote } from '../text.js';
import type { Packet } from '../traffic.js';
import type { Extractor } from './extractor.js';

const ip = String.raw`(?:\d+\.){3}\d+|[\da-fA-F]*:[\da-fA-F:]+:[\da-fA-F:]*`;
/** `10.0.0.1.4789 > 10.0.0.2.53:`, with or without ports. */
const ends = String.raw`(?<from>${ip})(?:\.(?<sport>\d+))? > (?<to>${ip})(?:\.(?<dport>[\w-]+))?: (?<what>.*)$`;
const stamped = new RegExp(
  String.raw`^(?:\d\d:\d\d:\d\d\.\d+ |\d+\.\d+ |\d{4}-\d\d-\d\d \S+ )?(?:[\w.@-]+ +(?:In|Out|P|B|M) +)?(?:.*\bethertype \S+.*?\): |IP6? )?(?:\(.*\) )?${ends}`,
);
/** tcpdump -v ends the line of the header and goes on in the next. */
const header =
  /^(?:\d\d:\d\d:\d\d\.\d+ |\d+\.\d+ )?(?:[\w.@-]+ +(?:In|Out|P|B|M) +)?(?:IP6? \(.*proto|(?:[\da-f]{2}:){5}[\da-f]{2} >|IP \(tos)/;
const frame =
  /^(?:tcpdump: |listening on |dropped privs|\d+ packets? (?:captured|received by filter|dropped by (?:kernel|interface))|\d\d:\d\d:\d\d\.\d+ (?:ARP|IP6?|STP|LLDP|\S+ +(?:In|Out))[ ,])/;
/** No packet's line is longer. Characters. */
const longest = 1000;
/** One look for most lines. */
const maybe = / > |^tcpdump|^listening|^dropped|packets? (?:captured|received|dropped)|^\d\d:\d\d:\d\d\.\d+ /;

export const captures: Extractor = {
  name: 'tcpdump',
  starts: '0123456789abcdefABCDEFItldvepbwk',
  open: (draft) => {
    let outer: { readonly line: Line; readonly packet: Packet } | undefined;
    return (line) => {
      const text = line.text.trim();
      if (text.length > longest || (!maybe.test(text) && !header.test(text))) return false;
      const found = stamped.exec(text)?.groups;
      const packet = found && packetOf(line, found);
      if (!packet) return frame.test(text) || header.test(text);
      // What a packet of VXLAN holds is in the next line; of IPIP in the same, or in the next with -v.
      const held = outer && line.number <= outer.line.number + 2 && packet.tunnel === undefined ? outer.packet : undefined;
      outer = packet.kind === 'outer' ? { line, packet } : undefined;
      keep(draft, line, held?.tunnel ? { ...packet, tunnel: held.tunnel, outer: { from: held.from, to: held.to } } : packet);
      return true;
    };
  },
};

type Groups = Readonly<Record<string, string | undefined>>;

function packetOf(line: Line, { from = '', to = '', sport, dport, what = '' }: Groups): Packet | undefined {
  const said = { quote: quote(line) };
  const inner = new RegExp(String.raw`^(?:IP6? )?(?:\(.*\) )?${ends}`).exec(what)?.groups;
  if (inner && /\bIP6? |ipip|proto IPIP|^\(/.test(what)) {
    const packet = packetOf(line, inner);
    return packet && { ...packet, tunnel: 'ipip', outer: { from, to } };
  }
  if (/^IP6? \(.*proto/.test(what)) return { from, to, tunnel: 'ipip', kind: 'outer', ...said };
  const bad = /^\[bad udp cksum/.test(what);
  if (/\bVXLAN, flags/.test(what) || (/^(?:4789|8472|otv|vxlan)$/.test(dport ?? '') && /UDP|OTV/.test(what)))
    return {
      from,
      to,
      tunnel: 'vxlan',
      kind: 'outer',
      checksum: bad ? 'bad' : what.startsWith('[no cksum]') ? 'none' : undefined,
      ...said,
    };
  const kind = kindOf(what, sport, dport);
  return kind && { from, to, kind, ...said };
}

function kindOf(what: string, sport: string | undefined, dport: string | undefined): Packet['kind'] | undefined {
  if (/^(?:\[.*?\] )?ICMP6?,? echo request/.test(what)) return 'echo-request';
  if (/^(?:\[.*?\] )?ICMP6?,? echo reply/.test(what)) return 'echo-reply';
  if (/^(?:\[.*?\] )?ICMP.*(?:need to frag|too big)/.test(what)) return 'too-big';
  if (/^Flags \[S\.\]/.test(what)) return 'syn-ack';
  if (/^Flags \[SE?W?\]/.test(what)) return 'syn';
  if (/^Flags \[/.test(what)) return 'tcp';
  if (dport === '53' || dport === 'domain') return 'dns-query';
  if (sport === '53' || /\d+\*? \d+\/\d+\/\d+ /.test(what)) return 'dns-answer';
  return /^(?:\[.*?\] )?UDP|^ICMP/.test(what) ? 'other' : undefined;
}

function keep(draft: Draft, line: Line, packet: Packet): void {
  const { packets } = nodeOf(draft, line, 'packets');
  if (packets.length < keptAtMost) packets.push(packet);
}

/** A capture goes on for as long as it is let; what repeats says no more. */
const keptAtMost = 2000;
