// The page: one store, the views that show it, the workers that fill it.
import { h, redraw } from './dom.js';
import { startChecks } from './engine/checks.js';
import { createStore, type State, type Tab } from './state.js';
import { diffView } from './views/diff.js';
import { findingsView, toldFindings } from './views/findings.js';
import { inputView, openButton } from './views/input.js';
import { statusView } from './views/status.js';
import { tabList } from './views/tabs.js';

const store = createStore();
const checks = startChecks(store);
const input = inputView(store);

function outputView(): HTMLElement {
  const panels: Readonly<Partial<Record<Tab, HTMLElement>>> = {
    findings: findingsView(store, input.reveal),
    corrected: diffView(store),
  };
  const tabs = h('div', { class: 'output-head' });
  for (const [tab, panel] of Object.entries(panels)) {
    panel.id = `panel-${tab}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `tab-${tab}`);
    panel.tabIndex = 0;
  }
  const draw = (state: State): void => {
    const labels: readonly (readonly [Tab, string])[] = [
      ['findings', label('Findings', toldFindings(state).length)],
      ['corrected', label('Corrected', state.studied?.result.corrected.changed.length ?? 0)],
    ];
    redraw(
      tabs,
      tabList(
        'Result',
        labels.map(([key, text]) => ({ key, label: text, panel: `panel-${key}`, selected: key === state.tab })),
        (key) => store.set({ tab: key as Tab }),
      ),
    );
    for (const [tab, panel] of Object.entries(panels)) panel.hidden = tab !== state.tab;
  };
  store.on((state, before) => {
    if (state.tab !== before.tab || state.linted !== before.linted || state.studied !== before.studied) draw(state);
  });
  draw(store.get());
  return h('section', { class: 'output', 'aria-label': 'Result' }, tabs, Object.values(panels));
}

const label = (text: string, count: number): string => (count === 0 ? text : `${text} ${count}`);

function header(): HTMLElement {
  return h(
    'header',
    { class: 'top' },
    h('h1', {}, 'canal-lint'),
    h('p', { class: 'tagline' }, 'What breaks a Calico or Canal network, and the corrected files. All of it in this page.'),
    h('nav', { 'aria-label': 'Actions' }, openButton(store)),
  );
}

const app = document.getElementById('app');
app?.append(header(), h('main', { class: 'work' }, input.element, outputView()), statusView(store, checks.cancel));

/** For tests and for those who style: `settled` when everything that is to be said of the input was said. */
function markState({ files, settings, linted, studied, progress }: State): void {
  const done = linted?.files === files && studied?.files === files && studied.settings === settings && progress === undefined;
  app?.setAttribute('data-state', done ? 'settled' : 'busy');
}
store.on(markState);
