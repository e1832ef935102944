// The drawn network: nodes in a ring, sessions as lines, and below it the same as a list.
import { type Child, h, s } from '../dom.js';
import { type Link, type LinkState, type NetworkNode, type Topology, topologyOf } from '../network/topology.js';
import type { State, Store } from '../state.js';
import { place, type Reveal } from './findings.js';
import { panelView } from './panel.js';

/** More nodes in a ring cannot be told apart: then only those in trouble are drawn. */
const most = 24;

export function networkView(store: Store, reveal: Reveal): HTMLElement {
  return panelView(store, {
    tab: 'network',
    changed: ({ studied }, drawn) => studied !== drawn.studied,
    content: (state) => content(state, reveal),
  });
}

function content({ studied }: State, reveal: Reveal): Child {
  const sessions = studied?.result.sessions ?? [];
  if (sessions.length === 0)
    return h(
      'p',
      { class: 'empty' },
      'The BGP sessions are drawn here, out of ',
      h('code', {}, 'calicoctl node status'),
      ' of one node or more: a file each, or one text with a heading a node.',
    );
  const all = topologyOf(sessions);
  const shown = narrowed(all);
  const hidden = all.nodes.length - shown.nodes.length;
  return [
    legend(all.links),
    drawing(shown, reveal),
    hidden > 0 ? h('p', { class: 'note' }, `${hidden} more nodes are not drawn; what is not up comes first.`) : undefined,
    table(all.links, reveal),
  ];
}

function narrowed({ nodes, links }: Topology): Topology {
  if (nodes.length <= most) return { nodes, links };
  const troubled = (id: string): number => links.filter((link) => link.state !== 'up' && (link.from === id || link.to === id)).length;
  const kept = nodes.toSorted((a, b) => troubled(b.id) - troubled(a.id)).slice(0, most);
  const ids = new Set(kept.map(({ id }) => id));
  return { nodes: kept, links: links.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
}

const words: Readonly<Record<LinkState, string>> = { up: 'established', down: 'down', missing: 'no session' };

function legend(links: readonly Link[]): Node {
  const states: readonly LinkState[] = ['up', 'down', 'missing'];
  const items = states.map((state) => {
    const count = links.filter((link) => link.state === state).length;
    return h(
      'li',
      { class: state },
      s('svg', { viewBox: '0 0 34 10', 'aria-hidden': 'true' }, s('line', { x1: 1, y1: 5, x2: 33, y2: 5, class: `session ${state}` })),
      `${words[state]} ${count}`,
    );
  });
  return h('ul', { class: 'legend' }, items);
}

type Point = { readonly x: number; readonly y: number };
const size = { width: 640, height: 440 } as const;

function drawing({ nodes, links }: Topology, reveal: Reveal): Node {
  const points = new Map(nodes.map(({ id }, i) => [id, pointOf(i, nodes.length)]));
  const title = `${nodes.length} nodes, ${links.filter(({ state }) => state !== 'up').length} of ${links.length} sessions not established`;
  // What is well goes first, so that what is not lies on top.
  const order = links.toSorted((a, b) => Number(b.state === 'up') - Number(a.state === 'up'));
  return s(
    'svg',
    { viewBox: boxAround([...points.values()]), class: 'topology', role: 'group', 'aria-label': title },
    order.map((link) => line(link, points, reveal)),
    nodes.map((node) => dot(node, points)),
  );
}

/** What is drawn, with room for the names. */
function boxAround(points: readonly Point[]): string {
  const ys = points.map(({ y }) => y);
  const top = Math.min(...ys) - 44;
  return `0 ${top} ${size.width} ${Math.max(...ys) + 44 - top}`;
}

function pointOf(index: number, count: number): Point {
  if (count === 1) return { x: size.width / 2, y: size.height / 2 };
  const angle = (2 * Math.PI * index) / count - Math.PI / 2;
  return { x: size.width / 2 + 215 * Math.cos(angle), y: size.height / 2 + 165 * Math.sin(angle) };
}

function line(link: Link, points: ReadonlyMap<string, Point>, reveal: Reveal): Node | undefined {
  const [a, b] = [points.get(link.from), points.get(link.to)];
  if (!a || !b) return undefined;
  const ends = { x1: a.x, y1: a.y, x2: b.x, y2: b.y };
  const label = `${link.from} to ${link.to}: ${words[link.state]}. ${link.says.join('; ')}`;
  const shown = s('line', { ...ends, class: `session ${link.state}` });
  if (link.state === 'up') return s('g', {}, s('title', {}, label), shown);
  const [first] = link.places;
  const go = (): void => (first ? reveal(first) : undefined);
  const onkeydown = (event: Event): void => {
    if (/^(?:Enter| )$/.test((event as KeyboardEvent).key)) {
      event.preventDefault();
      go();
    }
  };
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  return s(
    'g',
    {
      class: 'trouble',
      tabindex: 0,
      role: first ? 'button' : 'img',
      'aria-label': label,
      'data-key': `${link.from} ${link.to}`,
      onclick: go,
      onkeydown,
    },
    s('title', {}, label),
    s('line', { ...ends, class: 'reach' }),
    shown,
    link.state === 'down' ? s('path', { d: `M${middle.x - 6} ${middle.y - 6}l12 12m0 -12l-12 12`, class: 'cross' }) : undefined,
  );
}

function dot({ id, given }: NetworkNode, points: ReadonlyMap<string, Point>): Node {
  const { x, y } = points.get(id) ?? { x: 0, y: 0 };
  const above = y < size.height / 2 - 1;
  return s(
    'g',
    { class: given ? 'node' : 'node stranger' },
    s('circle', { cx: x, cy: y, r: 9 }),
    s('text', { x, y: above ? y - 18 : y + 28, 'text-anchor': x > size.width - 110 ? 'end' : x < 110 ? 'start' : 'middle' }, id),
  );
}

function table(links: readonly Link[], reveal: Reveal): Node {
  const bad = links.filter(({ state }) => state !== 'up');
  if (bad.length === 0) return h('p', { class: 'empty good' }, 'Every session is established.');
  return h(
    'ul',
    { class: 'sessions' },
    bad.map(({ from, to, state, says, places }) =>
      h(
        'li',
        {},
        h('p', {}, h('b', {}, `${from} – ${to}`), ` ${words[state]}`),
        says.map((line, i) => h('p', { class: 'quote' }, places[i] ? place(places[i], reveal) : undefined, line)),
      ),
    ),
  );
}
