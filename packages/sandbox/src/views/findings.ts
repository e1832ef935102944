// The list of findings: what is wrong, why, what to do.
import { counted, h, redraw } from '../dom.js';
import { isFixable, unsafeWord } from '../editor/diagnostics.js';
import { acceptCorrections, applyFix, currentCorrections } from '../fixes.js';
import type { ShownFinding, Spot } from '../protocol.js';
import type { State, Store } from '../state.js';
import { panelView } from './panel.js';
import { whyButton } from './rule.js';

export type Reveal = (spot: Pick<Spot, 'file' | 'line'>) => void;

export function findingsView(store: Store, reveal: Reveal): HTMLElement {
  const list = listOf((finding) => item(finding, store, reveal));
  return panelView(store, {
    tab: 'findings',
    changed: (state, drawn) => fields.some((field) => state[field] !== drawn[field]),
    content: (state) => {
      const found = toldFindings(state);
      if (found.length === 0) return [nothing(state), notRead(state)];
      return [fixAll(state, found, store), list(found), notRead(state)];
    },
  });
}

const fields = ['linted', 'studied', 'settings', 'files', 'leftOut'] as const;

/** A dump of a large cluster may have thousands, and nobody reads the last before the first. */
const atOnce = 200;

/** The list, which stays from verdict to verdict with all of it that is not new: drawing it is most of what a keystroke costs. */
function listOf(draw: (finding: ShownFinding) => Node): (found: readonly ShownFinding[]) => readonly Node[] {
  const list = h('ol', { class: 'list' });
  let items: ReadonlyMap<string, Node> = new Map();
  let shown: readonly ShownFinding[] = [];
  let most = atOnce;
  const fill = (): void => {
    items = new Map(
      shown.slice(0, most).map((finding) => {
        const text = JSON.stringify(finding, (name, value: unknown) => (unseen.has(name) ? undefined : value));
        return [text, items.get(text) ?? draw(finding)];
      }),
    );
    redraw(list, [...items.values()]);
    more.hidden = shown.length <= most;
    more.textContent = `Show ${shown.length - most} more`;
  };
  const more = h('button', {
    onclick: () => {
      most = Number.POSITIVE_INFINITY;
      fill();
    },
  });
  return (found) => {
    const same = found.length === shown.length && found.every((one, i) => one === shown[i]);
    shown = found;
    if (!same) fill();
    return [list, more];
  };
}

/** What moves while somebody types above, and is not drawn. */
const unseen = new Set(['from', 'to', 'edits']);

/** Findings that nothing suppresses, the worst first; within one severity as they stand in the files. */
export function toldFindings({ linted }: State): readonly ShownFinding[] {
  const rank = { error: 0, warning: 1, info: 2 };
  const found = linted?.result.findings.filter(({ suppressed }) => suppressed === null) ?? [];
  return found.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

/** What was passed over, and why: silence about it would look like a verdict. */
function notRead({ linted, leftOut }: State): Node | undefined {
  const skipped = linted?.result.skipped ?? [];
  const lines = [...new Set([...leftOut, ...skipped.map(({ file, reason }) => `${file}: ${reason}`)])];
  if (lines.length === 0) return undefined;
  return h(
    'details',
    { class: 'skipped', 'data-key': 'skipped' },
    h('summary', { 'data-key': 'skipped-head' }, `${counted(lines.length, 'remark')} about what was not read`),
    h(
      'ul',
      {},
      lines.map((line) => h('li', {}, line)),
    ),
  );
}

function nothing({ linted, files }: State): Node {
  const roles = Object.values(linted?.result.roles ?? {});
  if (files.every(({ text }) => text.trim() === ''))
    return h('p', { class: 'empty' }, 'Findings appear here while you type. Paste something on the left, or take an example.');
  if (!linted) return h('p', { class: 'empty' }, 'Reading…');
  if (!roles.includes('configuration'))
    return h('p', { class: 'empty' }, 'No configuration yet: what was pasted are outputs or logs, and Causes tells what they say.');
  return h('p', { class: 'empty good' }, 'Nothing found: what is written here fits together. What the files leave open stays open.');
}

function fixAll(state: State, found: readonly ShownFinding[], store: Store): Node {
  const corrected = currentCorrections(state);
  const fixable = found.filter((one) => isFixable(one) && (one.fix?.applicability === 'safe' || state.settings.unsafe)).length;
  const toggle = h('input', {
    type: 'checkbox',
    'data-key': 'unsafe',
    onchange: () => {
      const { settings } = store.get();
      store.set({ settings: { ...settings, unsafe: !settings.unsafe } });
    },
  });
  toggle.toggleAttribute('checked', state.settings.unsafe);
  const ready = corrected !== undefined && corrected.changed.length > 0;
  return h(
    'div',
    { class: 'bar', 'data-key': 'bar' },
    h(
      'button',
      { class: 'primary', 'data-key': 'fix-all', disabled: !ready, onclick: () => acceptCorrections(store) },
      `Fix all (${fixable})`,
    ),
    h('label', {}, toggle, ' with fixes that restart pods or change traffic'),
  );
}

function item(finding: ShownFinding, store: Store, reveal: Reveal): Node {
  const { rule, severity, message, settle, url, spot, related, fix } = finding;
  return h(
    'li',
    { class: `finding ${severity}` },
    h('p', { class: 'head' }, h('span', { class: 'severity' }, severity), place(spot, reveal), rulePage(rule, url), whyButton(rule)),
    h('p', { class: 'message' }, message),
    related.length > 0
      ? h(
          'ul',
          { class: 'why' },
          related.map((one) => h('li', {}, place(one.spot, reveal), ` ${one.message}`)),
        )
      : undefined,
    settle === undefined ? undefined : h('p', { class: 'settle' }, h('b', {}, 'Would settle it: '), settle),
    fix ? fixOf(finding, fix, store) : undefined,
  );
}

function fixOf(finding: ShownFinding, { title, applicability, then }: NonNullable<ShownFinding['fix']>, store: Store): Node {
  const button = isFixable(finding)
    ? h('button', { 'data-key': `fix ${finding.key}`, onclick: () => applyFix(store, finding.key) }, title)
    : h('span', { class: 'advice' }, `By hand: ${title}`);
  const note = applicability === 'unsafe' ? h('span', { class: 'note' }, ` ${unsafeWord}`) : undefined;
  const steps =
    then.length === 0
      ? undefined
      : h(
          'details',
          {},
          h('summary', {}, `then run ${counted(then.length, 'command')}`),
          h(
            'ol',
            { class: 'commands' },
            then.map((line) => h('li', {}, h('code', {}, line))),
          ),
        );
  return h('div', { class: 'fix' }, button, note, steps);
}

/** A place in a file as a button that leads there. */
export function place({ file, line }: Pick<Spot, 'file' | 'line'>, reveal: Reveal): HTMLElement {
  return h('button', { class: 'place', 'data-key': `${file}:${line}`, onclick: () => reveal({ file, line }) }, `${file}:${line}`);
}

function rulePage(rule: string, url: string | undefined): Node {
  return url === undefined
    ? h('span', { class: 'rule' }, rule)
    : h('a', { class: 'rule', href: url, target: '_blank', rel: 'noreferrer' }, rule);
}
