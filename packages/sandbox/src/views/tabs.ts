// Tabs as the ARIA practices describe them: arrows move, Home and End jump.
import { h } from '../dom.js';

export type TabButton = { readonly key: string; readonly label: HTMLElement | string; readonly panel: string; readonly selected: boolean };

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
