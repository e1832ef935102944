// Commands and files to take along: as text, with a button that copies them.
import { h } from '../dom.js';

/** Code with a button. What is copied here is canal-lint's own text about the input, for the shell of whoever reads it. */
export function codeBlock(text: string, label: string): HTMLElement {
  const button = h('button', { class: 'copy', 'aria-label': `copy ${label}`, onclick: () => void copied(text, button) }, 'Copy');
  return h('div', { class: 'code' }, h('pre', { tabindex: 0, 'aria-label': label }, text), button);
}

/** Copies a text and says so on the button. Where the browser refuses, the text can be marked by hand. */
export async function copied(text: string, button: HTMLElement): Promise<void> {
  const before = button.textContent;
  const done = await navigator.clipboard.writeText(text).then(
    () => 'Copied',
    () => 'Not allowed: mark the text',
  );
  button.textContent = done;
  setTimeout(() => {
    button.textContent = before;
  }, 2000);
}

/** What is done and why, and the command as it is run; by hand where there is none. */
export type Step = { readonly text: string; readonly command?: string; readonly node?: string };

/** Numbered steps under a heading; nothing where there are none. */
export function steps(title: string, all: readonly Step[]): HTMLElement | undefined {
  if (all.length === 0) return undefined;
  const items = all.map(({ text, command, node }) =>
    h(
      'li',
      {},
      h(
        'div',
        { class: 'step' },
        h('p', {}, text, node === undefined ? undefined : h('span', { class: 'note' }, ` (${node})`)),
        command === undefined ? undefined : codeBlock(command, text),
      ),
    ),
  );
  return h('section', { class: 'then' }, h('h2', {}, title), h('ol', { class: 'commands' }, items));
}
