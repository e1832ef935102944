// The page in a real browser: one build, one Chromium for all of its tests.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { buildSandbox, hasPacker } from '../../scripts/sandbox.mjs';
import { hasBrowser, launch } from './browser.js';
import { theUse } from './use.js';
import { theWhole } from './whole.js';

// Two shared processors may be busy with all the other tests.
describe.skipIf(!hasBrowser)('the sandbox', { timeout: 400_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    const { single, hosted, parts } = await buildSandbox();
    const kb = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
    const list = Object.entries(parts).map(([name, bytes]) => `${name} ${kb(bytes)}`);
    console.log(`sandbox, gzip: one file ${kb(single)}, first load ${kb(hosted)} (${list.join(', ')})`);
    if (hasPacker) expect(single).toBeLessThanOrEqual(700_000);
    else console.log('libdeflate-gzip is not installed: the size of the one file is not judged');
    expect(hosted).toBeLessThan(300_000);
    browser = await launch();
  }, 120_000);
  afterAll(async () => browser?.close());

  theUse(() => browser);
  theWhole(() => browser);
});
