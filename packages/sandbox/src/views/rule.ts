// The page of a rule, without a network: why, what to avoid, what to prefer, and how to keep the fault out of a cluster.
import { h, redraw } from '../dom.js';
import { piece } from '../engine/stock.js';
import { saveText } from '../files/save.js';
import { openDialog } from './dialog.js';
import { fromMarkdown } from './markdown.js';

/** A button that opens the page of the rule. */
export function whyButton(rule: string): HTMLElement {
  return h('button', { class: 'link', 'data-key': `why ${rule}`, 'aria-label': `why ${rule}`, onclick: () => void openRule(rule) }, 'Why');
}

type Texts = Readonly<Record<string, string>>;

async function openRule(rule: string): Promise<void> {
  const body = h('div', { class: 'rule-page' }, h('p', {}, 'Opening…'));
  openDialog(rule, body);
  try {
    const [docs, policies] = await Promise.all([piece('docs'), piece('policies')]);
    const page = (JSON.parse(docs) as Texts)[rule];
    const policy = (JSON.parse(policies) as Texts)[rule];
    redraw(
      body,
      page === undefined ? h('p', {}, 'This finding is about the text itself and has no page.') : fromMarkdown(page),
      policy === undefined ? undefined : admission(rule, policy),
    );
  } catch (error) {
    redraw(body, h('p', { class: 'failed' }, error instanceof Error ? error.message : String(error)));
  }
}

function admission(rule: string, policy: string): Node {
  return h(
    'details',
    { class: 'admission' },
    h('summary', {}, 'Keep it out of the cluster: a ValidatingAdmissionPolicy, which Kubernetes enforces itself'),
    h('div', { class: 'bar' }, h('button', { onclick: () => saveText(`${rule}.yaml`, policy) }, `Download ${rule}.yaml`)),
    h('pre', { class: 'example', tabindex: 0, 'aria-label': 'admission policy' }, policy),
  );
}
