// The corrected files: a diff of each, to download or to take over.
import { counted, h } from '../dom.js';
import { saveText, saveZip } from '../files/save.js';
import { acceptCorrections, currentCorrections } from '../fixes.js';
import type { Correction } from '../protocol.js';
import type { State, Store } from '../state.js';
import { panelView } from './panel.js';

export function diffView(store: Store): HTMLElement {
  return panelView(store, {
    tab: 'corrected',
    changed: (state, drawn) => currentCorrections(state) !== currentCorrections(drawn) || state.files !== drawn.files,
    content: (state) => content(state, store),
  });
}

function content(state: State, store: Store): readonly Node[] {
  const corrected = currentCorrections(state);
  if (!corrected)
    return [
      h(
        'p',
        { class: 'empty' },
        state.files.every(({ text }) => text === '') ? 'What the fixes make of your files appears here.' : 'Working it out…',
      ),
    ];
  const { changed, then, left, unsafe } = corrected;
  if (changed.length === 0)
    return [h('p', { class: 'empty' }, left === 0 ? 'Nothing to correct.' : remainder(left, unsafe, state.settings.unsafe))];
  return [
    h(
      'div',
      { class: 'bar' },
      h('button', { class: 'primary', 'data-key': 'accept', onclick: () => acceptCorrections(store) }, 'Take over into the editor'),
      changed.length > 1
        ? h('button', { 'data-key': 'zip', onclick: () => saveZip('corrected.zip', changed.map(textOf)) }, 'Download all (.zip)')
        : undefined,
    ),
    ...changed.map(fileDiff),
    then.length > 0
      ? h(
          'section',
          { class: 'then' },
          h('h2', {}, 'Then run, in this order'),
          h(
            'ol',
            { class: 'commands' },
            then.map((line) => h('li', {}, h('code', {}, line))),
          ),
        )
      : h('span', {}),
    h(
      'p',
      { class: 'note' },
      left === 0 ? 'Nothing is left to find in the corrected files.' : remainder(left, unsafe, state.settings.unsafe),
    ),
  ];
}

function remainder(left: number, unsafe: number, asked: boolean): string {
  const more = unsafe > 0 && !asked ? `; ${unsafe} of them with a fix that restarts pods or changes traffic (see Findings)` : '';
  return `${counted(left, 'finding')} ${left === 1 ? 'is' : 'are'} left${more}.`;
}

const textOf = ({ name, after }: Correction): { readonly name: string; readonly text: string } => ({ name, text: after });

function fileDiff(correction: Correction): Node {
  const { name, diff } = correction;
  const title = `diff-${name}`;
  return h(
    'section',
    { class: 'file', 'aria-labelledby': title },
    h(
      'div',
      { class: 'file-head' },
      h('h2', { id: title }, name),
      h('button', { 'data-key': `save ${name}`, 'data-save': name, onclick: () => saveText(name, correction.after) }, 'Download'),
    ),
    h('pre', { class: 'diff', tabindex: 0, 'aria-label': `changes of ${name}` }, diff.split('\n').slice(2, -1).map(diffLine)),
  );
}

function diffLine(line: string): Node {
  const kind = line.startsWith('@@') ? 'hunk' : line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same';
  return h('span', { class: kind }, `${line}\n`);
}
