// A panel of the output: drawn when it is looked at. What changed meanwhile is drawn when its tab is chosen.
import { type Child, h, redraw } from '../dom.js';
import type { State, Store, Tab } from '../state.js';

type Shown = {
  readonly tab: Tab;
  /** True where the panel looks otherwise than it did. */
  readonly changed: (state: State, drawn: State) => boolean;
  readonly content: (state: State) => Child;
};

export function panelView(store: Store, { tab, changed, content }: Shown): HTMLElement {
  const panel = h('div', { class: `panel ${tab}` });
  let drawn: State | undefined;
  const draw = (state: State): void => {
    if (state.tab !== tab || (drawn && !changed(state, drawn))) return;
    drawn = state;
    redraw(panel, content(state));
  };
  store.on(draw);
  draw(store.get());
  return panel;
}
