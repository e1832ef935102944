// The page in a real browser, from disk: what is pasted is judged as the command judges it, and nothing leaves.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fix } from '@canal-lint/core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSandbox } from '../../scripts/sandbox.mjs';
import { expectSilence, hasBrowser, launch, openPage, paste, saved, settled } from './browser.js';

const root = resolve(import.meta.dirname, '../..');
const pool = readFileSync(join(root, 'examples/bgp-incident/broken/ippool.yaml'), 'utf8');

describe.skipIf(!hasBrowser)('the page from disk', () => {
  let browser: Browser;
  beforeAll(async () => {
    const { single, hosted } = await buildSandbox();
    console.log(`one file ${(single / 1000).toFixed(0)} kB, first load ${(hosted / 1000).toFixed(0)} kB (gzip)`);
    expect(single).toBeLessThanOrEqual(700_000);
    expect(hosted).toBeLessThan(300_000);
    browser = await launch();
  });
  afterAll(async () => browser?.close());

  test('paste, finding, fix, download', async () => {
    const watched = await openPage(browser);
    const { page } = watched;
    await paste(page, pool);
    await settled(page);
    expect(await page.locator('.finding .rule').allTextContents()).toContain('encapsulation-required');
    await page.locator('.cm-lintRange').first().waitFor();
    await page.getByRole('tab', { name: /Corrected/ }).click();
    const text = await saved(page, () => page.locator('[data-save]').first().click());
    const { changed } = await fix([{ name: 'pasted.yaml', text: pool }]);
    expect(text).toBe(changed[0]?.after);
    expectSilence(watched);
    await page.context().close();
  });
});
