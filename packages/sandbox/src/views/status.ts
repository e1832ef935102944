// The status line: what was found, what is under way and how to stop it.
import { counted, h, redraw } from '../dom.js';
import type { State, Store } from '../state.js';

export function statusView(store: Store, cancel: () => void): HTMLElement {
  const text = h('p', { role: 'status', class: 'status-text' });
  const work = h('div', { class: 'progress' });
  const draw = (state: State, before?: State): void => {
    const line = [state.notice, summary(state)].filter((part) => part !== '').join(' · ');
    if (text.textContent !== line) text.textContent = line;
    if (state.progress !== before?.progress) redraw(work, ...progressOf(state, cancel));
  };
  store.on(draw);
  draw(store.get());
  return h('footer', { class: 'status' }, text, work);
}

function progressOf({ progress }: State, cancel: () => void): readonly Node[] {
  if (!progress) return [];
  const { doing, done, total } = progress;
  return [
    h('span', {}, doing),
    h('progress', { max: total, value: done, 'aria-label': doing }),
    h('button', { 'data-key': 'stop', onclick: cancel }, 'Stop'),
  ];
}

function summary({ linted, files }: State): string {
  if (files.every(({ text }) => text === '')) return 'Ready. Nothing you paste leaves this page.';
  if (!linted) return '';
  const { findings, milliseconds } = linted.result;
  const count = (severity: string): number => findings.filter((one) => one.severity === severity && one.suppressed === null).length;
  const counts = [counted(count('error'), 'error'), counted(count('warning'), 'warning'), counted(count('info'), 'note')];
  return `${counts.join(', ')} in ${counted(files.length, 'file')} · ${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
