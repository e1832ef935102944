// The page from disk: what is pasted is judged as the command judges it, and nothing leaves.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fix, lint } from '@canal-lint/core';
import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { captured } from '../../packages/cli/src/captured.js';
import { drop, expectSilence, type Given, open, openPage as openIn, paste, saved, savedBytes, settled, terraform } from './browser.js';
import { tar } from './tar.js';

type Rest = Parameters<typeof openIn> extends [unknown, ...infer R] ? R : never;

const root = resolve(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const pool = text('examples/bgp-incident/broken/ippool.yaml');

function filesOf(folder: string): readonly Given[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
  return paths.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

const broken = (name: string): string => join(root, 'examples', name, 'broken');

/** What `canal-lint --fix` makes of an example, file by file; programs that render are out of its reach, as they are out of the page's. */
async function fixedByCommand(name: string): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-sandbox-'));
  try {
    mkdirSync(join(folder, '.git'));
    cpSync(broken(name), folder, { recursive: true });
    await captured(folder, ['--fix', '--fail-on', 'never', '.'], { env: { PATH: '' } });
    const before = filesOf(broken(name));
    return new Map(
      before.flatMap((file) => {
        const after = readFileSync(join(folder, file.name), 'utf8');
        return after === file.text ? [] : [[file.name, after] as const];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const examples = readdirSync(join(root, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
const finding = (page: Page, rule: string): ReturnType<Page['locator']> => page.locator('.finding', { hasText: rule });
const tab = (page: Page, name: RegExp): Promise<void> => page.getByRole('tab', { name }).click();

/** What a person does with the page. */
export function theUse(browserOf: () => Browser): void {
  const openPage = (...args: Rest): ReturnType<typeof openIn> => openIn(browserOf(), ...args);

  test('paste, finding, quick fix, download', async () => {
    const watched = await openPage();
    const { page } = watched;
    await paste(page, pool);
    await settled(page);
    expect(await page.locator('.file-info .name').inputValue()).toBe('pasted.yaml');
    expect(await page.locator('.kind').textContent()).toContain('IPPool');
    await finding(page, 'encapsulation-required').waitFor();
    await page.locator('.cm-lintRange').first().hover();
    await page.locator('.cm-tooltip .reason').waitFor();
    expect(await page.locator('.cm-tooltip a').getAttribute('href')).toMatch(/encapsulation-required\.md$/);
    await page.getByRole('button', { name: 'why encapsulation-required' }).click();
    await page.locator('dialog h3', { hasText: 'Prefer' }).waitFor();
    expect(await page.locator('dialog').textContent()).toContain('ValidatingAdmissionPolicy');
    await page.keyboard.press('Escape');
    await tab(page, /Corrected/);
    const { changed } = await fix([{ name: 'pasted.yaml', text: pool }]);
    expect(await saved(page, () => page.locator('[data-save]').first().click())).toBe(changed[0]?.after);
    await page.locator('.cm-lintRange').first().hover();
    await page.locator('.cm-diagnosticAction').click();
    await settled(page);
    await page.locator('.cm-line', { hasText: 'vxlanMode: Always' }).waitFor();
    await tab(page, /Findings/);
    expect(await finding(page, 'encapsulation-required').count()).toBe(0);
    expectSilence(watched);
    await page.context().close();
  });

  test('what is typed gets its name without losing its place', async () => {
    const { page } = await openPage();
    await page.locator('.cm-content').click();
    await page.keyboard.type('kind: IPPool\napiVersion: v3');
    await page.keyboard.press('Control+z');
    await settled(page);
    expect(await page.locator('.file-info .name').inputValue()).toBe('pasted.yaml');
    await page.keyboard.press('Control+y');
    await page.locator('.cm-line', { hasText: 'apiVersion: v3' }).waitFor();
    expect(await page.locator('.cm-line').allTextContents()).toEqual(['kind: IPPool', 'apiVersion: v3']);
    await page.context().close();
  });

  test('every example comes out as the command leaves it', async () => {
    const watched = await openPage();
    const { page } = watched;
    for (const { name } of examples) {
      const wanted = await fixedByCommand(name);
      await page.reload();
      await open(page, filesOf(broken(name)));
      await page.locator('.kind', { hasNotText: 'empty' }).waitFor();
      await settled(page);
      await tab(page, /Corrected/);
      const shown = await page.locator('[data-save]').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-save')));
      expect([name, shown.toSorted()]).toEqual([name, [...wanted.keys()].sort()]);
      for (const [file, after] of wanted) expect(await saved(page, () => page.locator(`[data-save="${file}"]`).click())).toBe(after);
    }
    expectSilence(watched);
    await page.context().close();
  });

  test('line ends and marks stay as they are', async () => {
    const { page } = await openPage();
    const crlf = `\uFEFF${pool.replaceAll('\n', '\r\n')}`;
    await open(page, [{ name: 'pool.yaml', text: crlf }]);
    await settled(page);
    await tab(page, /Corrected/);
    const { changed } = await fix([{ name: 'pool.yaml', text: crlf }]);
    expect(await saved(page, () => page.locator('[data-save]').click())).toBe(changed[0]?.after);
    await page.context().close();
  });

  test('what is typed and pasted into a file of Windows gets its line ends', async () => {
    const { page } = await openPage();
    const crlf = pool.replaceAll('\n', '\r\n');
    await open(page, [{ name: 'pool.yaml', text: crlf }]);
    await settled(page);
    // The underline stands where the finding is, though the editor counts otherwise.
    expect(await page.locator('.cm-lintRange').first().textContent()).toBe(await underlined(pool));
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.type(' # mine');
    await page.keyboard.press('Enter');
    await paste(page, '# a\n# b\n');
    await settled(page);
    await tab(page, /Corrected/);
    const [first = '', ...rest] = crlf.split('\r\n');
    const typed = [`${first} # mine`, '# a', '# b', '', ...rest].join('\r\n');
    const { changed } = await fix([{ name: 'pool.yaml', text: typed }]);
    expect(await saved(page, () => page.locator('[data-save]').click())).toBe(changed[0]?.after);
    await page.context().close();
  });

  test('archives of like paths do not mix, and each is corrected as itself', async () => {
    const { page } = await openPage();
    const folder = mkdtempSync(join(tmpdir(), 'canal-lint-nodes-'));
    const other = pool.replace('default-ipv4-ippool', 'other');
    writeFileSync(join(folder, 'node1.tar.gz'), gzipSync(tar([{ name: 'pool.yaml', text: pool }])));
    writeFileSync(join(folder, 'node2.tar.gz'), gzipSync(tar([{ name: 'pool.yaml', text: other }])));
    await drop(page, [join(folder, 'node1.tar.gz'), join(folder, 'node2.tar.gz')]);
    await page.getByRole('tab', { name: 'node2/pool.yaml' }).waitFor();
    await settled(page);
    await page.locator('[data-key=fix-all]').click();
    await settled(page);
    for (const [name, text] of [
      ['node1/pool.yaml', 'default-ipv4-ippool'],
      ['node2/pool.yaml', 'other'],
    ] as const) {
      await page.getByRole('tab', { name }).click();
      await page.locator('.cm-line', { hasText: text }).waitFor();
      expect(await page.locator('.cm-content').textContent()).toContain('vxlanMode: Always');
    }
    // What fix all did to a pane that was not open can be taken back in it.
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+z');
    await page
      .locator('.cm-line', { hasText: /vxlanMode: Never|ipipMode: Always/ })
      .first()
      .waitFor();
    rmSync(folder, { recursive: true });
    await page.context().close();
  });

  test('a configuration among the files counts as it does for the command', async () => {
    const watched = await openPage();
    const { page } = watched;
    const files = (text: string): readonly Given[] => [
      { name: 'net/.canal-lint.yaml', text },
      { name: 'net/pool.yaml', text: pool },
    ];
    await open(page, files('rules:\n  encapsulation-required: off\n'));
    await settled(page);
    expect(await finding(page, 'encapsulation-required').count()).toBe(0);
    await open(page, files('overrides:\n  - files: [pool.yaml]\n    rules:\n      encapsulation-required: info\n'));
    await settled(page);
    expect(await finding(page, 'encapsulation-required').locator('.severity').textContent()).toBe('info');
    await open(page, files('rules:\n  encapsulation-requierd: off\n'));
    await settled(page);
    await finding(page, 'did you mean encapsulation-required').waitFor();
    expectSilence(watched);
    await page.context().close();
  });

  test('files, folders and archives can be dropped', async () => {
    const watched = await openPage();
    const { page } = watched;
    const folder = mkdtempSync(join(tmpdir(), 'canal-lint-drop-'));
    mkdirSync(join(folder, 'deploy'));
    writeFileSync(join(folder, 'deploy/pool.yaml'), pool);
    writeFileSync(join(folder, 'dump.tar.gz'), gzipSync(tar(filesOf(broken('bgp-incident')))));
    await drop(page, [join(folder, 'deploy'), join(folder, 'dump.tar.gz')]);
    const tabs = page.locator('.file-bar [role=tab]');
    await tabs.nth(3).waitFor();
    await settled(page);
    const names = ['calico-config.yaml', 'calico-node.yaml', 'ippool.yaml', 'pool.yaml'];
    expect((await tabs.allTextContents()).sort()).toEqual(names);
    await tab(page, /Corrected/);
    writeFileSync(join(folder, 'corrected.zip'), await savedBytes(page, () => page.locator('[data-key=zip]').click()));
    // What it wrote it can read, and nothing is left to find in it.
    await page.reload();
    await drop(page, [join(folder, 'corrected.zip')]);
    await tabs.nth(1).waitFor();
    await settled(page);
    expect((await tabs.allTextContents()).sort()).toEqual(names);
    rmSync(folder, { recursive: true });
    expectSilence(watched);
    await page.context().close();
  });

  test('causes lead to their lines, the network is drawn, keys reach it', async () => {
    const watched = await openPage();
    const { page } = watched;
    await example(page, /Peers stay/);
    expect(await page.locator('.verdict').textContent()).toContain('broken');
    expect(await page.locator('.cause-title').first().textContent()).toMatch(/address/);
    await page.locator('.quote .place').first().click();
    expect(await page.locator('.cm-shown').textContent()).toContain('172.17.0.1');
    await tab(page, /Network/);
    expect(await page.locator('.topology .node').count()).toBe(3);
    const trouble = page.locator('.topology .trouble');
    expect(await trouble.count()).toBe(2);
    await trouble.first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.cm-shown').count()).toBe(1);
    await page.locator('#tab-network').focus();
    await page.keyboard.press('End');
    expect(await page.getByRole('tab', { name: 'MTU' }).getAttribute('aria-selected')).toBe('true');
    expectSilence(watched);
    await page.context().close();
  });

  test('keys alone lead from an example to its fix', async () => {
    const { page } = await openPage();
    const focus = (): Promise<string> => page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.id}`);
    await page.keyboard.press('Tab');
    for (const key of ['Enter', 'Tab', 'Enter']) await page.keyboard.press(key);
    await settled(page);
    expect(await focus()).toBe('SUMMARY ');
    await page.locator('[role=tab][aria-selected=true]').last().focus();
    await page.keyboard.press('ArrowLeft');
    expect(await focus()).toBe('BUTTON tab-findings');
    // The panel, Fix all, its tick, and of the first finding its place, its rule, the reason and the fix.
    for (let presses = 0; presses < 7; presses++) await page.keyboard.press('Tab');
    const before = await page.locator('.finding').count();
    await page.keyboard.press('Enter');
    await page
      .locator('.finding')
      .nth(before - 1)
      .waitFor({ state: 'detached' });
    expect(await focus()).toBe('DIV panel-findings');
    await page.context().close();
  });

  test('the calculator does the sum of the command and draws its headers', async () => {
    const { page } = await openPage();
    await tab(page, /MTU/);
    await page.locator('.mtu-form').getByLabel('MTU of the NIC').fill('9001');
    await page.getByLabel('VXLAN', { exact: true }).uncheck();
    for (const [name, mtu] of Object.entries({
      IPIP: 8981,
      VXLAN: 8951,
      'VXLAN over IPv6': 8931,
      WireGuard: 8941,
      'WireGuard over IPv6': 8921,
    })) {
      await page.getByLabel(name, { exact: true }).check();
      expect([name, await page.locator('.mtu-sum strong').textContent()]).toEqual([name, String(mtu)]);
      const bytes = await page.locator('.packet li:not(.uncounted) b').allTextContents();
      expect(bytes.reduce((sum, one) => sum + Number(one), 0)).toBe(9001);
      await page.getByLabel(name, { exact: true }).uncheck();
    }
    await page.context().close();
  });

  test('what is shared is redacted, shown, and comes back', async () => {
    const watched = await openPage();
    const { page } = watched;
    const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: bgp-of-node-x.shop.acme.dev}\nstringData: {password: "tr0ub4dor-and-3"}\n---\n${pool}`;
    await open(page, [{ name: 'acme.yaml', text: secret }]);
    await settled(page);
    for (const name of [/Copy for the ticket/, /Copy a redacted prompt/, /Findings as JSON/, /Findings as SARIF/]) {
      await share(page, name);
      const shown = await page.locator('dialog textarea').inputValue();
      expect(shown).toMatch(/encapsulation-required/);
      expect(shown).not.toMatch(/tr0ub4dor|acme\.dev/);
      await page.keyboard.press('Escape');
    }
    await share(page, /Copy a link/);
    expect(await page.locator('dialog').textContent()).toContain('The link contains the data');
    const row = page.locator('dialog tr', { hasText: 'tr0ub4dor-and-3' });
    const standIn = (await row.locator('td').nth(2).textContent()) ?? '';
    const link = await page.locator('dialog textarea').inputValue();
    await page.keyboard.press('Escape');
    // A text that needs more of the program starts the worker that writes anew: what was redacted before is not forgotten.
    await open(page, [{ name: 'main.tf', text: terraform }]);
    await settled(page);
    await share(page, /Copy for the ticket/);
    await page.keyboard.press('Escape');
    await page.getByText('Share', { exact: true }).click();
    await page.getByRole('button', { name: /Restore/ }).click();
    await page.getByLabel('text with stand-ins').fill(`rotate ${standIn}`);
    expect(await page.getByLabel('text with the originals').inputValue()).toBe('rotate tr0ub4dor-and-3');
    expectSilence(watched);
    await page.context().close();

    const other = await openPage(`${page.url()}${link.slice(link.indexOf('#'))}`);
    await settled(other.page);
    expect(await other.page.locator('.finding .rule').allTextContents()).toContain('encapsulation-required');
    expectSilence(other);
    await other.page.context().close();
  });

  test('what the files cannot tell can be said', async () => {
    const { page } = await openPage();
    await open(page, [{ name: 'pool.yaml', text: pool }]);
    await settled(page);
    await page.getByText(/Under the nodes/).click();
    await page.getByLabel(/Routers know pod addresses/).selectOption('yes');
    await settled(page);
    const { findings } = await lint([{ name: 'pool.yaml', text: pool }], { underlay: { routesPods: true } });
    expect(await page.locator('.finding').count()).toBe(findings.length);
    await page.context().close();
  });

  /** What the first finding of a text is about, as the linter says. */
  async function underlined(text: string): Promise<string> {
    const [first] = (await lint([{ name: 'pool.yaml', text }])).findings;
    const { span, document } = first!.place;
    return text.slice(document.piece.start + span.start, document.piece.start + span.end);
  }

  async function share(page: Page, name: RegExp): Promise<void> {
    await page.getByText('Share', { exact: true }).click();
    await page.getByRole('button', { name }).click();
    await page.locator('dialog textarea').waitFor();
  }
}

async function example(page: Page, name: RegExp): Promise<void> {
  await page.getByText('Examples', { exact: true }).click();
  await page.getByRole('button', { name }).click();
  await settled(page);
}
