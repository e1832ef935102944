// Dialogs: the browser's own, so that focus, Escape and what lies behind are right.
import { type Child, h } from '../dom.js';

let lastId = 0;

/** Opens a dialog, and forgets it when it is closed. Answers how to close it. */
export function openDialog(title: string, ...children: readonly Child[]): () => void {
  const id = `dialog-${++lastId}`;
  const close = (): void => dialog.close();
  const dialog: HTMLDialogElement = h(
    'dialog',
    { 'aria-labelledby': id, onclose: () => dialog.remove(), onclick: ({ target }) => target === dialog && close() },
    h(
      'div',
      { class: 'dialog' },
      h('div', { class: 'dialog-head' }, h('h2', { id }, title), h('button', { class: 'quiet', onclick: close }, 'Close')),
      children,
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return close;
}

/** A menu of buttons that opens below its own. Escape and a click elsewhere close it. */
export function menu(
  label: string,
  items: readonly { readonly label: string; readonly about?: string; readonly act: () => void }[],
): HTMLElement {
  const details: HTMLDetailsElement = h(
    'details',
    {
      class: 'menu',
      onkeydown: (event) => {
        if ((event as KeyboardEvent).key !== 'Escape') return;
        details.open = false;
        details.querySelector('summary')?.focus();
      },
    },
    h('summary', { class: 'button' }, label),
    h(
      'div',
      { class: 'menu-items' },
      items.map((item) =>
        h(
          'button',
          {
            onclick: () => {
              details.open = false;
              details.querySelector('summary')?.focus();
              item.act();
            },
          },
          h('b', {}, item.label),
          item.about === undefined ? undefined : h('span', {}, item.about),
        ),
      ),
    ),
  );
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !details.contains(target)) details.open = false;
  });
  return details;
}
