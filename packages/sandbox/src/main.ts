// The page: one store, the views that show it, the workers that fill it.
import { h, redraw } from './dom.js';
import { startChecks } from './engine/checks.js';
import { examplesMenu } from './examples.js';
import { addFiles } from './files/open.js';
import { topologyOf } from './network/topology.js';
import { filesIn } from './share/link.js';
import { createStore, openFile, type State, type Tab } from './state.js';
import { causesView } from './views/causes.js';
import { diffView } from './views/diff.js';
import { findingsView, toldFindings } from './views/findings.js';
import { inputView, openMenu } from './views/input.js';
import { mtuView } from './views/mtu.js';
import { networkView } from './views/network.js';
import { privacyButton } from './views/privacy.js';
import { shareMenu } from './views/share.js';
import { statusView } from './views/status.js';
import { showChosen, tabList } from './views/tabs.js';

const store = createStore();
const checks = startChecks(store);
const input = inputView(store);

const panels: Readonly<Record<Tab, HTMLElement>> = {
  findings: findingsView(store, input.reveal),
  causes: causesView(store, input.reveal),
  corrected: diffView(store),
  network: networkView(store, input.reveal),
  mtu: mtuView(store),
};
const order: readonly Tab[] = ['findings', 'causes', 'corrected', 'network', 'mtu'];

function outputView(): HTMLElement {
  const tabs = h('div', { class: 'output-head' });
  for (const tab of order) {
    panels[tab].id = `panel-${tab}`;
    panels[tab].setAttribute('role', 'tabpanel');
    panels[tab].setAttribute('aria-labelledby', `tab-${tab}`);
    panels[tab].tabIndex = 0;
  }
  const draw = (state: State): void => {
    const list = order.map((key) => ({ key, label: label(key, state), panel: `panel-${key}`, selected: key === state.tab }));
    redraw(
      tabs,
      tabList('Result', list, (key) => store.set({ tab: key as Tab })),
    );
    showChosen(tabs);
    for (const tab of order) panels[tab].hidden = tab !== state.tab;
  };
  store.on((state, before) => {
    if (state.tab !== before.tab || state.linted !== before.linted || state.studied !== before.studied) draw(state);
  });
  draw(store.get());
  return h('section', { class: 'output', 'aria-label': 'Result' }, tabs, Object.values(panels));
}

function label(tab: Tab, state: State): HTMLElement {
  const { answer, corrected, sessions } = state.studied?.result ?? {};
  const counts: Readonly<Record<Tab, number>> = {
    findings: toldFindings(state).length,
    causes: answer && answer.verdict !== 'healthy' ? answer.causes.filter(({ harmless }) => !harmless).length : 0,
    corrected: corrected?.changed.length ?? 0,
    network: topologyOf(sessions ?? []).links.filter((link) => link.state !== 'up').length,
    mtu: 0,
  };
  const names: Readonly<Record<Tab, string>> = {
    findings: 'Findings',
    causes: 'Causes',
    corrected: 'Corrected',
    network: 'Network',
    mtu: 'MTU',
  };
  return h('span', {}, names[tab], counts[tab] > 0 ? h('span', { class: 'count' }, String(counts[tab])) : undefined);
}

function header(): HTMLElement {
  return h(
    'header',
    { class: 'top' },
    h('h1', {}, 'canal-lint'),
    h('p', { class: 'tagline' }, 'What breaks a Calico or Canal network, and the corrected files. All of it in this page.'),
    h('nav', { 'aria-label': 'Actions' }, examplesMenu(store), openMenu(store), shareMenu(store), privacyButton()),
  );
}

/** A link may hold the input. */
async function takeFragment(): Promise<void> {
  try {
    addFiles(
      store,
      (await filesIn(location.hash)).map(({ name, text }) => openFile(name, text)),
    );
  } catch {
    store.set({ notice: 'the link is damaged: its data cannot be read' });
  }
}

const app = document.getElementById('app');
app?.append(header(), h('main', { class: 'work' }, input.element, outputView()), statusView(store, checks.cancel));
addEventListener('hashchange', () => void takeFragment());
void takeFragment();

/** For tests, and for those who style: `settled` when everything that is to be said of the input was said. */
let updates = 0;
store.on((state, before): void => {
  const { files, settings, linted, studied, progress } = state;
  const done = linted?.files === files && studied?.files === files && studied.settings === settings && progress === undefined;
  app?.setAttribute('data-state', done ? 'settled' : 'busy');
  // How long the last change took to its verdict on the screen.
  if (state.linted !== before.linted && state.linted)
    app?.setAttribute('data-update', `${++updates} ${performance.now() - state.changed} ${state.linted.result.milliseconds}`);
});
