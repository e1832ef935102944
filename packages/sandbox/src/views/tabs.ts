// Tabs as the ARIA practices describe them: arrows move, Home and End jump.
import { h } from '../dom.js';

export type TabButton = { readonly key: string; readonly label: HTMLElement | string; readonly panel: string; readonly selected: boolean };

const inView = new WeakSet<Element>();

/** Scrolls the list of a head that was drawn anew to its chosen tab: on a phone, and with many files, it may be out of sight. */
export function showChosen(head: Element): void {
  const list = head.querySelector('[role=tablist]');
  const tab = list?.querySelector('[aria-selected=true]');
  if (!list || !tab || inView.has(list)) return;
  inView.add(list);
  const [all, own] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
  if (own.right > all.right || own.left < all.left) list.scrollLeft += own.left - all.left - (all.width - own.width) / 2;
}

export function tabList(label: string, tabs: readonly TabButton[], choose: (key: string) => void): HTMLElement {
  const buttons = tabs.map(({ key, label: text, panel, selected }) =>
    h(
      'button',
      {
        role: 'tab',
        id: `tab-${key}`,
        'data-key': `tab-${key}`,
        'aria-selected': String(selected),
        'aria-controls': panel,
        tabindex: selected ? 0 : -1,
        onclick: () => choose(key),
      },
      text,
    ),
  );
  const onkeydown = (event: Event): void => {
    const { key } = event as KeyboardEvent;
    const at = tabs.findIndex(({ selected }) => selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    choose(next.key);
    document.getElementById(`tab-${next.key}`)?.focus();
  };
  return h('div', { role: 'tablist', 'aria-label': label, 'data-key': label, onkeydown }, buttons);
}
