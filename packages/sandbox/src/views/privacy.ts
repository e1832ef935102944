// How to see for oneself that nothing is sent.
import { h } from '../dom.js';
import { holdsPiece, piece } from '../engine/stock.js';
import { openDialog } from './dialog.js';

export function privacyButton(): HTMLElement {
  return h('button', { 'data-key': 'privacy', onclick: openPrivacy }, 'Verify privacy');
}

function openPrivacy(): void {
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '';
  const directives = policy.split('; ').map((directive) => h('li', {}, h('code', {}, directive)));
  const hosted = location.protocol.startsWith('http');
  openDialog(
    'See for yourself that nothing is sent',
    h(
      'p',
      {},
      'What you paste is read by a program in this page. It has no server, no account, no cookies, no storage and asks no third party; corrections need no language model.',
    ),
    h(
      'ol',
      { class: 'checks' },
      h(
        'li',
        {},
        `Open the developer tools (F12), the tab Network, and use the page: ${hosted ? 'no request appears but for parts of the program itself, from this host and without any of your data' : 'no request appears'}. `,
        requests(),
      ),
      h(
        'li',
        {},
        holdsPiece('full')
          ? 'Switch the network off: it works the same. This file carries everything.'
          : 'Switch the network off: what was loaded goes on. ',
        holdsPiece('full') ? '' : oneFile(),
      ),
      h('li', {}, 'Look at the storage in the developer tools (Application or Storage): it is empty. ', stored()),
      h(
        'li',
        {},
        'The policy below, which the browser enforces, forbids scripts every request, socket and stream: ',
        h('code', {}, "connect-src 'none'"),
        '. Only scripts whose hashes it lists run.',
      ),
      h(
        'li',
        {},
        'Compare the checksum of the file with the one of the release: ',
        h('code', {}, 'sha256sum -c canal-lint-sandbox.html.sha256'),
      ),
    ),
    h('h3', {}, 'The policy of this page'),
    h('ul', { class: 'policy', tabindex: 0, 'aria-label': 'content security policy' }, directives),
    h('button', { class: 'link', onclick: () => void openLicences() }, 'Licences of what is in this page'),
  );
}

/** The hosted page loads what few inputs need when they are there. */
const oneFile = (): Node =>
  h(
    'span',
    {},
    'The form of one file, ',
    h('a', { href: 'canal-lint-sandbox.html', download: 'canal-lint-sandbox.html' }, 'canal-lint-sandbox.html'),
    ', carries everything: save it, and open it from disk.',
  );

async function openLicences(): Promise<void> {
  const text = await piece('licences').catch((error: unknown) => String(error));
  openDialog('Licences', h('pre', { class: 'example', tabindex: 0, 'aria-label': 'licences' }, text));
}

/** What the browser itself counts. */
function requests(): Node {
  const loaded = performance.getEntriesByType('resource').filter(({ name }) => !/^(?:blob|data):/.test(name));
  const own =
    loaded.length === 0
      ? 'Since it was opened the page has asked for nothing.'
      : `Since it was opened the page has loaded from its own host: ${loaded.map(({ name }) => name.split('/').pop()).join(', ')}.`;
  return h('b', {}, own);
}

function stored(): Node {
  const count = document.cookie === '' ? 0 : document.cookie.split(';').length;
  return h('b', {}, count === 0 ? 'There are no cookies.' : `There are ${count} cookies of this host, none of this page.`);
}
