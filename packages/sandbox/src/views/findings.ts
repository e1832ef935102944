// The list of findings: what is wrong, why, what to do.
import { counted, h, redraw } from '../dom.js';
import { isFixable } from '../editor/diagnostics.js';
import { acceptCorrections, applyFix } from '../fixes.js';
import type { ShownFinding, Spot } from '../protocol.js';
import type { State, Store } from '../state.js';
import { whyButton } from './rule.js';

export type Reveal = (spot: Pick<Spot, 'file' | 'line'>) => void;

export function findingsView(store: Store, reveal: Reveal): HTMLElement {
  const panel = h('div', { class: 'panel findings' });
  const draw = (state: State): void => redraw(panel, ...content(state, store, reveal));
  store.on((state, before) => {
    if (state.linted !== before.linted || state.studied !== before.studied || state.settings !== before.settings) draw(state);
  });
  draw(store.get());
  return panel;
}

/** Findings that nothing suppresses, the worst first; within one severity as they stand in the files. */
export function toldFindings({ linted }: State): readonly ShownFinding[] {
  const rank = { error: 0, warning: 1, info: 2 };
  const found = linted?.result.findings.filter(({ suppressed }) => suppressed === null) ?? [];
  return found.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

function content(state: State, store: Store, reveal: Reveal): readonly Node[] {
  const found = toldFindings(state);
  const skipped = notRead(state);
  if (found.length === 0) return skipped ? [nothing(state), skipped] : [nothing(state)];
  return [
    fixAll(state, found, store),
    h(
      'ol',
      { class: 'list' },
      found.map((finding) => item(finding, store, reveal)),
    ),
    ...(skipped ? [skipped] : []),
  ];
}

/** What was passed over, and why: silence about it would look like a verdict. */
function notRead({ linted }: State): Node | undefined {
  const skipped = linted?.result.skipped ?? [];
  if (skipped.length === 0) return undefined;
  const lines = [...new Set(skipped.map(({ file, reason }) => `${file}: ${reason}`))];
  return h(
    'details',
    { class: 'skipped' },
    h('summary', { 'data-key': 'skipped' }, `${counted(lines.length, 'remark')} about what was not read`),
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
  const { corrected } = state.studied?.files === state.files ? state.studied.result : {};
  const fixable = found.filter((one) => isFixable(one) && (one.fix?.applicability === 'safe' || state.settings.unsafe)).length;
  const toggle = h('input', {
    type: 'checkbox',
    'data-key': 'unsafe',
    onchange: () => store.set({ settings: { ...state.settings, unsafe: !state.settings.unsafe } }),
  });
  toggle.checked = state.settings.unsafe;
  const ready = corrected !== undefined && corrected.changed.length > 0;
  return h(
    'div',
    { class: 'bar' },
    h(
      'button',
      {
        class: 'primary',
        'data-key': 'fix-all',
        disabled: !ready,
        onclick: () => corrected && acceptCorrections(store, corrected.changed),
      },
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
    ? h('button', { 'data-key': `fix ${finding.fingerprint}`, onclick: () => applyFix(store, finding) }, title)
    : h('span', { class: 'advice' }, `By hand: ${title}`);
  const note = applicability === 'unsafe' ? h('span', { class: 'note' }, ' restarts pods or changes traffic') : undefined;
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
