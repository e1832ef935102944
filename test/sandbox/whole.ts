// The page as a whole: size of input, speed, policy, network, accessibility, and how it looks.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { serveSandbox } from '../../scripts/sandbox.mjs';
import { drop, expectSilence, open, openPage as openIn, paste, settled, terraform } from './browser.js';

type Rest = Parameters<typeof openIn> extends [unknown, ...infer R] ? R : never;

const root = resolve(import.meta.dirname, '../..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const daemonSet = readFileSync(join(root, 'examples/bgp-incident/broken/calico-node.yaml'), 'utf8');

async function example(page: Page, name: RegExp): Promise<void> {
  await page.getByText('Examples', { exact: true }).click();
  await page.getByRole('button', { name }).click();
  await settled(page);
}

/** The longest time between two frames while something happens, in milliseconds: what a person would feel as a freeze. */
async function longestFrame(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const watch = { longest: 0, last: performance.now(), on: true };
    Object.assign(globalThis, { watch });
    const frame = (now: number): void => {
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      if (watch.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await act();
  return page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: { longest: number; on: boolean } };
    watch.on = false;
    return watch.longest;
  });
}

/** Types a key; the milliseconds until its verdict was drawn, as the page measures them. */
async function typed(page: Page, key: string): Promise<number> {
  const drawn = await page.evaluateHandle(() => ({
    update: new Promise<string>((resolve) => {
      const app = document.getElementById('app')!;
      const watch = new MutationObserver(() => {
        watch.disconnect();
        resolve(app.getAttribute('data-update') ?? '');
      });
      watch.observe(app, { attributeFilter: ['data-update'] });
    }),
  }));
  await page.keyboard.type(key);
  const update = await drawn.evaluate((watched) => watched.update);
  return Number(update.split(' ')[1]);
}

/** What the processor did in the meantime, which other programs on the machine do not add to: the tasks of the workers, and the page's thread. */
async function processorTime(browser: Browser, page: Page, act: () => Promise<void>): Promise<{ worker: readonly number[]; page: number }> {
  type Traced = {
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    readonly tdur?: number;
    readonly args: { name?: string };
  };
  await browser.startTracing(page, { categories: ['toplevel'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly Traced[] };
  const threads = new Map(
    traceEvents.flatMap(({ name, pid, tid, args }) => (name === 'thread_name' ? [[`${pid} ${tid}`, args.name]] : [])),
  );
  const tasks = (thread: string): readonly number[] =>
    traceEvents
      .filter(({ name, pid, tid }) => /RunTask$/.test(name) && threads.get(`${pid} ${tid}`)?.startsWith(thread))
      .map(({ tdur = 0 }) => tdur / 1000);
  // A worker has small tasks beside those in which it answers.
  return {
    worker: tasks('DedicatedWorker').filter((time) => time > 1),
    page: tasks('CrRendererMain').reduce((sum, time) => sum + time, 0),
  };
}

const median = (times: readonly number[]): string => `${times.toSorted((a, b) => a - b)[times.length >> 1]?.toFixed(1)} ms`;

/** The page as a whole. */
export function theWhole(browserOf: () => Browser): void {
  const openPage = (...args: Rest): ReturnType<typeof openIn> => openIn(browserOf(), ...args);

  test('500 lines follow the keys', async () => {
    const watched = await openPage();
    const { page } = watched;
    const pool = readFileSync(join(root, 'examples/bgp-incident/broken/ippool.yaml'), 'utf8');
    const pools = Array.from({ length: 34 }, (_, i) =>
      pool.replace('default-ipv4-ippool', `pool-${i}`).replace('10.244.0.0', `10.${i}.0.0`),
    );
    const lines = [daemonSet, ...pools].join('---\n');
    await open(page, [{ name: 'many.yaml', text: lines }]);
    await settled(page);
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.locator('.finding').evaluateAll((items) => {
      for (const item of items) item.setAttribute('data-old', '');
    });
    const whole: number[] = [];
    for (const key of '# the first keys find the code cold') whole.push(await typed(page, key));
    whole.length = 0;
    const cpu = await processorTime(browserOf(), page, async () => {
      for (const key of ' and what comes after them does not') whole.push(await typed(page, key));
    });
    const { length } = lines.split('\n');
    console.log(
      `sandbox: ${length} lines, medians of ${whole.length} keys: ${median(cpu.worker)} of a processor for the linter, ` +
        `${median(whole)} from the key to the verdict on the screen; the page's own thread ${(cpu.page / whole.length).toFixed(1)} ms a key`,
    );
    expect(cpu.worker.length).toBeGreaterThanOrEqual(whole.length / 2);
    // What did not change was not drawn anew.
    expect(await page.locator('.finding[data-old]').count()).toBe(await page.locator('.finding').count());
    expectSilence(watched);
    await page.context().close();
  });

  test('20 MB do not freeze the page, and can be stopped', async () => {
    const watched = await openPage();
    const { page } = watched;
    const line =
      '2026-11-21 10:02:36.511 [INFO][61] felix/int_dataplane.go 1956: Received interface update msg=&intdataplane.ifaceUpdate{Name:"cali6d9be50ed8d"}\n';
    const log = line.repeat(Math.ceil(20e6 / line.length));
    const manifests = `${daemonSet}---\n`.repeat(Math.ceil(4e6 / daemonSet.length));
    const folder = mkdtempSync(join(tmpdir(), 'canal-lint-large-'));
    const start = performance.now();
    writeFileSync(join(folder, 'felix.log'), log);
    const longest = await longestFrame(page, async () => {
      await drop(page, [join(folder, 'felix.log')]);
      await page.locator('.kind', { hasText: '20' }).waitFor();
      await settled(page);
    });
    console.log(
      `sandbox: ${(log.length / 1e6).toFixed(1)} MB in ${((performance.now() - start) / 1000).toFixed(1)} s, longest frame ${longest.toFixed(0)} ms`,
    );
    writeFileSync(join(folder, 'cluster.yaml'), manifests);
    await drop(page, [join(folder, 'cluster.yaml')]);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/^stopped/).waitFor();
    await page.locator('.progress', { hasNotText: /reading|correcting/ }).waitFor({ state: 'attached' });
    rmSync(folder, { recursive: true });
    expectSilence(watched);
    await page.context().close();
  });

  test('a whole use asks nobody for anything, also without a network', async () => {
    const watched = await openPage(undefined, { offline: true });
    const { page } = watched;
    for (const name of [/Peers stay/, /Kubespray/, /Canal/, /tigera-operator/, /Helm values/, /Terraform/]) {
      await example(page, name);
      for (const tab of ['Findings', 'Causes', 'Corrected', 'Network', 'MTU'])
        await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    }
    await page.getByRole('tab', { name: /^Findings/ }).click();
    expect(await page.locator('.finding').count()).toBeGreaterThan(0);
    await page.getByText('Share', { exact: true }).click();
    await page.getByRole('button', { name: /Copy for the ticket/ }).click();
    await page.locator('dialog textarea').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Verify privacy' }).click();
    expect(await page.locator('dialog').textContent()).toContain('the page has asked for nothing');
    const stored = await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length);
    expect(stored).toBe(0);
    expectSilence(watched);
    await page.context().close();
  });

  test('the policy refuses what is not of the page', async () => {
    const { page, complaints } = await openPage();
    const refused = await page.evaluate(async () => {
      const seen: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'https://example.com/a.png';
      document.body.append(image);
      await fetch('https://example.com/').catch(() => {});
      await new Promise((resolve) => setTimeout(resolve));
      return { seen, injected: 'injected' in globalThis };
    });
    expect(refused.injected).toBe(false);
    expect(refused.seen).toEqual(expect.arrayContaining(['script-src-elem', 'img-src', 'connect-src']));
    expect(complaints.length).toBeGreaterThan(0);
    await page.context().close();
  });

  test('hosted: one request, and pieces of its own when they are needed', async () => {
    const server = await serveSandbox(0);
    const address = server.address();
    const url = `http://localhost:${typeof address === 'object' ? address?.port : ''}/`;
    try {
      const watched = await openPage(url);
      const { page } = watched;
      await paste(page, 'just words');
      await page.locator('.cm-line', { hasText: 'just words' }).waitFor();
      expect(watched.requests.filter((one) => !one.includes('/pieces/full-'))).toEqual([]);
      await example(page, /Terraform/);
      expect(watched.requests.every((one) => one.startsWith(`${url}pieces/`))).toBe(true);
      expect(watched.requests.map((one) => one.replace(/.*pieces\/(\w+)-.*/, '$1'))).toEqual(expect.arrayContaining(['full', 'hcl']));
      expect(watched.complaints).toEqual([]);
      expect(await page.locator('.finding').count()).toBeGreaterThan(0);
      await page.context().close();
    } finally {
      server.close();
    }
  });

  test('hosted, without a network: what cannot be loaded takes nothing else with it', async () => {
    const server = await serveSandbox(0);
    const address = server.address();
    try {
      const { page } = await openPage(`http://localhost:${typeof address === 'object' ? address?.port : ''}/`);
      const pool = { name: 'pool.yaml', text: readFileSync(join(root, 'examples/bgp-incident/broken/ippool.yaml'), 'utf8') };
      const found = page.locator('.finding', { hasText: 'encapsulation-required' });
      await open(page, [pool]);
      await found.waitFor();
      await page.context().setOffline(true);
      await open(page, [{ name: 'main.tf', text: terraform }]);
      await page.getByText(/could not be loaded/).waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      await open(page, [{ ...pool, text: pool.text.replace('vxlanMode: Never', 'vxlanMode: Always') }]);
      await found.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Verify privacy' }).click();
      expect(await page.locator('dialog').textContent()).toContain('The form of one file');
      expect((await fetch(`${page.url()}pieces`)).status).toBe(404);
      await page.context().close();
    } finally {
      server.close();
    }
  });

  const views = ['Findings', 'Causes', 'Corrected', 'Network', 'MTU'] as const;
  test.each([
    { name: 'light', dark: false, width: 1360 },
    { name: 'dark', dark: true, width: 1360 },
    { name: 'phone', dark: false, width: 390 },
  ])('accessible, and kept as pictures: $name', async ({ name, dark, width }) => {
    const watched = await openPage(undefined, { dark, width, height: 860 });
    const { page } = watched;
    // UPDATE=1 keeps them for the documents.
    const folder = join(root, process.env['UPDATE'] ? 'docs/pictures' : 'packages/sandbox/dist/pictures');
    mkdirSync(folder, { recursive: true });
    const look = async (view: string): Promise<void> => {
      expect([view, await violations(page)]).toEqual([view, []]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([view, 'wider than the screen', Math.max(0, wide)]).toEqual([view, 'wider than the screen', 0]);
      expect([view, await chosenInView(page)]).toEqual([view, true]);
      await picture(page, join(folder, `sandbox-${name}-${view.toLowerCase()}.webp`));
    };
    await look('start');
    await example(page, /Peers stay/);
    for (const view of views) {
      await page.getByRole('tab', { name: new RegExp(`^${view}`) }).click();
      if (width < 860) await page.locator('.output').scrollIntoViewIfNeeded();
      await look(view);
    }
    await page.getByText('Share', { exact: true }).click();
    await page.getByRole('button', { name: /Copy a link/ }).click();
    await page.locator('dialog textarea').waitFor();
    await look('share');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Verify privacy' }).click();
    await look('privacy');
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: /^Findings/ }).click();
    await page.getByRole('button', { name: /^why / }).first().click();
    await page.locator('dialog h3').first().waitFor();
    await look('rule');
    expectSilence(watched);
    await page.context().close();
  });

  /** True where the chosen tabs can be seen in their lists. */
  function chosenInView(page: Page): Promise<boolean> {
    return page.locator('[role=tab][aria-selected=true]').evaluateAll((tabs) =>
      tabs.every((tab) => {
        const [own, list] = [tab.getBoundingClientRect(), tab.parentElement!.getBoundingClientRect()];
        return own.left >= list.left - 1 && own.right <= list.right + 1;
      }),
    );
  }

  /** As WebP, which is a third of a PNG. */
  async function picture(page: Page, path: string): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
    writeFileSync(path, Buffer.from(data, 'base64'));
    await session.detach();
  }

  /** What axe finds, each with the elements. */
  async function violations(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: engine } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations: found } = await engine.run();
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    });
  }
}
