// The causes: how likely each is, the lines that speak for and against it, the fix and how to see that it worked.
import type { Answer, DiagnosedCause, Evidence } from '@canal-lint/core/diagnose';
import { type Child, h } from '../dom.js';
import { saveText } from '../files/save.js';
import type { State, Store } from '../state.js';
import { codeBlock, steps } from './code.js';
import { place, type Reveal } from './findings.js';
import { panelView } from './panel.js';

export function causesView(store: Store, reveal: Reveal): HTMLElement {
  return panelView(store, {
    tab: 'causes',
    changed: ({ studied, files }, drawn) => studied !== drawn.studied || files !== drawn.files,
    content: (state) => content(state, store, reveal),
  });
}

function content(state: State, store: Store, reveal: Reveal): Child {
  const { studied, files } = state;
  const answer = studied?.result.answer;
  if (files.every(({ text }) => text.trim() === '') || (studied?.files === files && !answer))
    return h(
      'p',
      { class: 'empty' },
      'Paste what is broken, and the causes appear here: ',
      h('code', {}, 'calicoctl node status'),
      ' of some nodes, ',
      h('code', {}, 'ip route'),
      ', logs of calico-node.',
    );
  if (!answer) return h('p', { class: 'empty' }, 'Working it out…');
  const sure =
    answer.verdict === 'unknown'
      ? []
      : answer.causes.filter(({ probability, harmless }, i) => i === 0 || (!harmless && probability >= 0.5));
  return [
    h('p', { class: `verdict ${answer.verdict}` }, verdicts[answer.verdict]),
    answer.next ? nextStep(answer.next) : undefined,
    h(
      'ol',
      { class: 'list' },
      answer.causes.map((cause) => item(cause, sure.includes(cause), { state, store, reveal })),
    ),
    unasked(answer),
  ];
}

const verdicts: Readonly<Record<Answer['verdict'], string>> = {
  healthy: 'Nothing in the input is a fault of the pod network.',
  broken: 'The pod network is broken.',
  unknown: 'What was given does not tell the cause yet.',
};

function nextStep({ command, node, separates }: NonNullable<Answer['next']>): Node {
  const why = separates.length > 0 ? ` It tells apart: ${separates.join(', ')}.` : '';
  return h(
    'section',
    { class: 'next' },
    h('h2', {}, 'Ask next'),
    h('p', { class: 'note' }, `On ${node}.${why}`),
    codeBlock(command, 'the next command'),
  );
}

type Around = { readonly state: State; readonly store: Store; readonly reveal: Reveal };

function item(cause: DiagnosedCause, open: boolean, around: Around): Node {
  const { title, probability, nodes, harmless } = cause;
  const share = Math.round(probability * 100);
  return h(
    'li',
    { class: harmless ? 'cause harmless' : 'cause' },
    h(
      'details',
      { open },
      h(
        'summary',
        { 'data-key': `cause ${cause.id}` },
        h('span', { class: 'share' }, percent(probability)),
        h('span', { class: 'cause-title' }, `${title.charAt(0).toUpperCase()}${title.slice(1)}`),
        h('meter', { min: 0, max: 100, value: share, 'aria-label': `probability of ${title}` }),
      ),
      nodes.length > 0 ? h('p', { class: 'note' }, `On ${nodes.join(', ')}`) : undefined,
      evidence(
        'Speaks for it',
        cause.evidence.filter(({ supports }) => supports),
        around.reveal,
      ),
      evidence(
        'Speaks against it',
        cause.evidence.filter(({ supports }) => !supports),
        around.reveal,
      ),
      finding(cause, around),
      cause.fix ? remedy(cause.fix) : undefined,
    ),
  );
}

/** A cause that is nearly certain is not certain. */
function percent(probability: number): string {
  const rounded = Math.round(probability * 100);
  if (rounded >= 100) return '> 99 %';
  return rounded < 1 ? '< 1 %' : `${rounded} %`;
}

function evidence(title: string, lines: readonly Evidence[], reveal: Reveal): Node | undefined {
  if (lines.length === 0) return undefined;
  const bySign = new Map<string, Evidence[]>();
  for (const line of lines) bySign.set(line.sign, [...(bySign.get(line.sign) ?? []), line]);
  const groups = [...bySign].map(([sign, quotes]) =>
    h(
      'li',
      {},
      h('p', {}, sign),
      quotes.map(({ text, location }) => h('p', { class: 'quote' }, place(location, reveal), h('code', {}, text))),
    ),
  );
  return h('section', { class: 'evidence' }, h('h2', {}, title), h('ul', {}, groups));
}

/** The line of the configuration that makes it. */
function finding({ finding: fingerprint }: DiagnosedCause, { state, store, reveal }: Around): Node | undefined {
  const found = state.linted?.result.findings.find((one) => one.fingerprint === fingerprint);
  if (!found) return undefined;
  const button = h('button', { class: 'link', onclick: () => store.set({ tab: 'findings' }) }, found.rule);
  return h(
    'section',
    { class: 'evidence' },
    h('h2', {}, 'In the configuration'),
    h('p', {}, place(found.spot, reveal), ' ', button),
    h('p', {}, found.message),
  );
}

function remedy({ summary, then, verify, back, manifests }: NonNullable<DiagnosedCause['fix']>): Node {
  return h(
    'section',
    { class: 'remedy' },
    h('h2', {}, 'Fix'),
    h('p', { class: 'message' }, `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`),
    manifests.map(({ title, name, text }) => [
      h(
        'div',
        { class: 'file-head' },
        h('p', { class: 'note' }, title),
        h('button', { onclick: () => saveText(name, text) }, `Download ${name}`),
      ),
      codeBlock(text.trimEnd(), title),
    ]),
    steps('Do', then),
    steps('Verify', verify),
    steps('Way back', back),
  );
}

function unasked({ unasked: open }: Answer): Node | undefined {
  if (open.length === 0) return undefined;
  const items = open
    .slice(0, 8)
    .map(({ command, shows }) =>
      h(
        'li',
        {},
        codeBlock(command, 'a command that was not run'),
        h('p', { class: 'note' }, `would show: ${shows.slice(0, 3).join('; ')}`),
      ),
    );
  return h('details', { class: 'unasked' }, h('summary', { 'data-key': 'unasked' }, 'Not looked at yet'), h('ul', {}, items));
}
