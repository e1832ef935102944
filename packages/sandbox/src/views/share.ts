// What can leave the page: each thing is redacted, shown with what was replaced, and goes only when its button is pressed.
import { restore } from '@canal-lint/core/redact';
import { counted, h, redraw } from '../dom.js';
import { type Remote, worker } from '../engine/client.js';
import { saveText } from '../files/save.js';
import type { Redaction, ReportFormat } from '../protocol.js';
import { linkTo, longLink } from '../share/link.js';
import type { Store } from '../state.js';
import { copied } from './code.js';
import { menu, openDialog } from './dialog.js';

type Offer = {
  readonly format: ReportFormat | 'link';
  readonly label: string;
  readonly about: string;
  readonly file?: readonly [name: string, type: string];
};

const offers: readonly Offer[] = [
  { format: 'markdown', label: 'Copy for the ticket', about: 'causes, findings and corrections as Markdown' },
  { format: 'link', label: 'Copy a link', about: 'holds the redacted input in its fragment' },
  { format: 'prompt', label: 'Copy a redacted prompt', about: 'for those who want to ask a language model' },
  { format: 'sarif', label: 'Findings as SARIF', about: 'for code scanning', file: ['canal-lint.sarif', 'application/sarif+json'] },
  {
    format: 'json',
    label: 'Findings as JSON',
    about: 'what the command prints with --format json',
    file: ['findings.json', 'application/json'],
  },
  { format: 'diagnosis', label: 'Causes as JSON', about: 'what canal-lint diagnose prints', file: ['diagnosis.json', 'application/json'] },
];

export function shareMenu(store: Store): HTMLElement {
  // One worker redacts, and is never ended: the same name keeps the same stand-in. The other one sees what is redacted.
  const remotes = { redactor: worker(), writer: worker((progress) => store.set({ progress })) };
  return menu('Share', [
    ...offers.map((offer) => ({ label: offer.label, about: offer.about, act: () => void openShare(store, remotes, offer) })),
    { label: 'Restore', about: 'puts the originals back into an answer', act: () => openRestore(store) },
  ]);
}

type Remotes = { readonly redactor: Remote; readonly writer: Remote };

async function openShare(store: Store, { redactor, writer }: Remotes, offer: Offer): Promise<void> {
  const body = h('div', { class: 'sharing', 'aria-live': 'polite' }, h('p', {}, 'Redacting…'));
  openDialog(offer.label, body);
  const { files, settings } = store.get();
  try {
    const given = files.filter(({ text }) => text !== '').map(({ name, text }) => ({ name, text }));
    const redaction = await redactor.ask('redact', { files: given });
    if (!redaction) return;
    store.set({ standIns: redaction.standIns });
    const { files: safe } = redaction;
    const { format } = offer;
    const text = format === 'link' ? await linkTo(safe, location.href) : await writer.ask('share', { files: safe, settings, format });
    if (text !== undefined) redraw(body, ...ready(offer, redaction, text));
  } catch (error) {
    redraw(body, h('p', { class: 'failed' }, `That failed: ${error instanceof Error ? error.message : String(error)}`));
  }
}

/** The whole text would freeze a field. Characters. */
const shownLength = 20_000;

function ready({ format, file }: Offer, redaction: Redaction, text: string): readonly Node[] {
  if (text === '') return [h('p', {}, 'There is nothing to tell yet: paste outputs or logs first.')];
  const action: HTMLElement = file
    ? h('button', { class: 'primary', onclick: () => saveText(file[0], text, file[1]) }, `Download ${file[0]}`)
    : h('button', { class: 'primary', onclick: () => void copied(text, action) }, 'Copy');
  const more = text.length > shownLength ? `\n… and ${text.length - shownLength} characters more` : '';
  return [
    ...(format === 'link' ? [linkWarning(text)] : []),
    replacements(redaction),
    h(
      'textarea',
      { readonly: true, rows: 12, 'aria-label': 'what leaves the page', spellcheck: 'false' },
      text.slice(0, shownLength) + more,
    ),
    h(
      'div',
      { class: 'bar' },
      action,
      h('span', { class: 'note' }, 'What nothing gives away as a secret is still in it: look before you share.'),
    ),
  ];
}

function linkWarning(link: string): Node {
  const long = link.length > longLink ? ` It has ${link.length} characters: some programs cut links of this length.` : '';
  return h(
    'p',
    { class: 'warn' },
    'The link contains the data: whoever has it can read the redacted input. It stands behind the #, which browsers send to no server; chats, mails and histories keep it.',
    long,
  );
}

function replacements({ replacements: all }: Redaction): Node {
  if (all.length === 0) return h('p', {}, 'Nothing in the input looks like a secret, a name or a public address: nothing was replaced.');
  const rows = all
    .slice(0, 300)
    .map(({ kind, standIn, original, places }) =>
      h(
        'tr',
        {},
        h('td', {}, kind),
        h('td', {}, h('code', {}, shortened(original))),
        h('td', {}, h('code', {}, shortened(standIn))),
        h('td', { class: 'number' }, String(places.length)),
      ),
    );
  return h(
    'details',
    { open: all.length <= 12 },
    h('summary', {}, `${counted(all.length, 'value')} replaced; the originals stay here`),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'what was replaced' },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ['what', 'original', 'stand-in', 'places'].map((name) => h('th', { scope: 'col' }, name)),
          ),
        ),
        h('tbody', {}, rows),
      ),
      all.length > rows.length
        ? h('p', { class: 'note' }, `… and ${all.length - rows.length} more, which were replaced as well.`)
        : undefined,
    ),
  );
}

const shortened = (text: string): string =>
  (text.length <= 48 ? text : `${text.slice(0, 30)}… (${text.length} characters)`).replaceAll(/\s+/g, ' ');

/** An answer about the redacted text, with the names that it was about. */
function openRestore(store: Store): void {
  const { standIns } = store.get();
  const field = h('textarea', {
    rows: 9,
    'aria-label': 'text with stand-ins',
    spellcheck: 'false',
    oninput: () => {
      result.value = restore(field.value, standIns);
    },
  });
  const result = h('textarea', { rows: 9, readonly: true, 'aria-label': 'text with the originals', spellcheck: 'false' });
  const known =
    standIns.length === 0
      ? 'Nothing was shared from this page yet, so there is nothing to put back.'
      : `Paste what somebody wrote about the redacted text: ${counted(standIns.length, 'stand-in')} of this page are known. It stays here.`;
  openDialog('Restore', h('p', {}, known), field, result);
}
