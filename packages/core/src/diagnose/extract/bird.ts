/** BIRD by itself: `birdc show status|protocols|route` and the configuration that confd rendered for it. */
import { type Draft, nodeOf } from '../draft.js';
import type { BirdConfig, BirdPeer, BirdProtocol } from '../seen.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

/** What else `birdc` prints around its answers. */
const framed =
  /^(?:Router ID is|Graceful restart recovery|BIRD v?\d|Current server time|Last re(?:boot|configuration) on|Daemon is up|\s*Wait timer is|\s*Waiting for|0001 BIRD|Access restricted|\s*name +proto +table)/;

export const birdStatus: Extractor = {
  name: 'birdc show status',
  starts: 'RGBWCDLAn0123456789',
  open: (draft) => (line) => {
    const id = /^Router ID is (\S+)/.exec(line.text)?.[1];
    if (id) nodeOf(draft, line, 'bird-status').routerIds.push({ key: 'router id', value: id, quote: quote(line) });
    if (/^Graceful restart recovery in progress/.test(line.text))
      nodeOf(draft, line, 'bird-status').recovery.push({ key: 'recovery', value: 'in progress', quote: quote(line) });
    return framed.test(line.text);
  },
};

const protocol =
  /^(?<name>\w+)\s+(?<type>BGP|Kernel|Static|Direct|Device)\s+\S+\s+(?<state>up|start|down|wait|feed|stop|flush)\s+\S+(?:\s+(?<info>.*))?$/;

/** The lines below a protocol of `show protocols all`. */
const detailed =
  /^\s+(?:Preference|(?:Input|Output) filter|(?:Import|Export) (?:limit|updates|withdraws)|Routes|Route (?:change|limit)|Description|BGP state|Neighbor|Source address|Route (?:limit|server)|Session|Hold timer|Keepalive timer|Connect delay|Last error|Error wait|Restart|Local|Action|Receive limit|Multihop|Table|Channel|State|GR recovery):?/;

/** `birdc show protocols [all]`. */
export const birdProtocols: Extractor = {
  name: 'birdc show protocols',
  open: (draft) => {
    let at: { node: string; index: number } | undefined;
    return (line) => {
      const head = protocol.exec(line.text)?.groups;
      if (head) {
        const { name = '', type = '', state = '', info = '' } = head;
        const found: BirdProtocol = { name, type, state, info: info.trim(), restarting: false, quote: quote(line) };
        at = { node: line.node, index: nodeOf(draft, line, 'bird-protocols').protocols.push(found) - 1 };
      } else if (at && detailed.test(line.text)) protocolDetail(draft, { ...line, node: at.node }, at.index);
      else return /^name +proto +table/.test(line.text);
      return true;
    };
  },
};

function protocolDetail(draft: Draft, line: Line, index: number): void {
  const node = nodeOf(draft, line);
  const found = node.protocols[index];
  if (!found) return;
  const routes = /^\s+Routes:\s+(\d+) imported,(?: \d+ filtered,)? (\d+) exported/.exec(line.text);
  if (routes) node.protocols[index] = { ...found, imported: Number(routes[1]), exported: Number(routes[2]), quote: found.quote };
  if (/Neighbor graceful restart active/.test(line.text)) node.protocols[index] = { ...found, restarting: true, quote: quote(line) };
}

/** `birdc show route`: what BIRD knows is in the kernel's table too; that it was asked is all. */
export const birdRoutes: Extractor = {
  name: 'birdc show route',
  starts: '0123456789abcdefABCDEF:vu',
  open: (draft) => (line) => {
    const known = /^(?:\S+\/\d+)?\s+(?:via \S+ on \S+|dev \S+|blackhole|unreachable)\s+\[\w+[^\]]*\]/.test(line.text);
    if (known) nodeOf(draft, line, 'bird-routes');
    return known;
  },
};

type Mutable = { -readonly [K in keyof BirdConfig]: BirdConfig[K] extends readonly (infer V)[] ? V[] : BirdConfig[K] };

/** bird.cfg, as confd renders it (confd/etc/calico/confd/templates/bird.cfg.template). */
/** A statement at the top of bird.cfg, bird_aggr.cfg or bird_ipam.cfg. */
const statement = /^(?:(?:router id|listen bgp|log|debug|include|define)\b.*;$|(?:protocol|template|function|filter)\b[^;]*$|\{$)/;

export const birdConfig: Extractor = {
  name: 'bird.cfg',
  open: (draft) => {
    const configs = new Map<string, Mutable>();
    let peer: BirdPeer | undefined;
    let [depth, head] = [0, false];
    return (line) => {
      if (depth === 0 && !/^ *[a-z{]/.test(line.text)) return false;
      const text = line.text.replace(/#.*$/, '').trim();
      const inside = depth > 0 && !line.text.endsWith(line.command || '\0');
      if (!inside) {
        depth = 0;
        if (!statement.test(text) || (text === '{' && !head)) return false;
      }
      head = /^(?:protocol|template|function|filter)\b/.test(text);
      depth = Math.max(0, depth + text.split('{').length - text.split('}').length);
      const config = configs.get(line.node) ?? { peers: [] };
      if (/^(?:router id|protocol bgp|template bgp|listen bgp)\b/.test(text) && !configs.has(line.node)) {
        configs.set(line.node, config);
        nodeOf(draft, line, 'bird-config').config.push(config);
      }
      if (!configs.has(line.node)) return true;
      setting(config, text);
      peer = peerLine(config, peer, line);
      return true;
    };
  },
};

function setting(config: Mutable, text: string): void {
  const id = /^router id ([\d.]+);/.exec(text)?.[1];
  const as = /^local as (\d+);/.exec(text)?.[1];
  const port = /^listen bgp .*?port (\d+)/.exec(text)?.[1];
  if (id) config.routerId = id;
  if (as && config.as === undefined) config.as = Number(as);
  if (port) config.listenPort = Number(port);
}

/** The peer whose block goes on after this line. */
function peerLine(config: Mutable, peer: BirdPeer | undefined, line: Line): BirdPeer | undefined {
  const text = line.text.replace(/#.*$/, '').trim();
  const name = /^protocol bgp (\S+)/.exec(text)?.[1];
  if (name) {
    const opened: BirdPeer = { name, neighbour: '', as: 0, password: false, passive: false, exports: 'pods', quote: quote(line) };
    config.peers.push(opened);
    return opened;
  }
  if (!peer || /^(?:protocol|template|function|filter)\b/.test(text)) return undefined;
  const changed = withLine(peer, text, line);
  config.peers[config.peers.indexOf(peer)] = changed;
  return changed;
}

function withLine(peer: BirdPeer, text: string, line: Line): BirdPeer {
  const neighbour = /^neighbor (\S+)(?: port (\d+))? as (\d+);/.exec(text);
  const source = /^source address (\S+);/.exec(text)?.[1];
  const [, address = '', port, as] = neighbour ?? [];
  return {
    ...peer,
    ...(neighbour && { neighbour: address, as: Number(as), ...(port && { port: Number(port) }), quote: quote(line) }),
    ...(source && { source }),
    ...(/^password\b/.test(text) && { password: true }),
    ...(/^passive on;/.test(text) && { passive: true }),
    ...(/^export (?:none|filter \{ ?reject; ?\})/.test(text) && { exports: 'nothing' as const }),
  };
}
