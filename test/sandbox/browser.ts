/// <reference lib="dom" />
// One Chromium for all tests of the page, and a page that writes down what it asks for and what its policy refuses.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** The page that is one file, as a user opens it from disk. */
const singlePage: string = pathToFileURL(resolve(root, 'packages/sandbox/dist/canal-lint-sandbox.html')).href;

const candidates = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = candidates.find((path) => path !== undefined && existsSync(path));

/** False where no browser is installed: the tests say so and are skipped. */
export const hasBrowser: boolean = executablePath !== undefined;
if (!hasBrowser) console.warn('skipped: no Chromium (apt-get install chromium), so the page is not tested');

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

export type Watched = {
  readonly page: Page;
  /** Addresses that were asked for, beside the page itself and what it made (blob:, data:). */
  readonly requests: readonly string[];
  /** What the policy refused, and what the console complained about. */
  readonly complaints: readonly string[];
};

type Options = { readonly width?: number; readonly height?: number; readonly dark?: boolean; readonly offline?: boolean };

export async function openPage(browser: Browser, url: string = singlePage, options: Options = {}): Promise<Watched> {
  const { width = 1360, height = 900, dark = false, offline = false } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    offline,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!/^(?:blob|data):/.test(request.url()) && request.url().split('#')[0] !== url.split('#')[0]) requests.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  await page.locator('.cm-content').waitFor();
  return { page, requests, complaints };
}

/** Puts a text into the pane that is open, as a paste does. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').evaluate((element, data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', data);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** What needs a piece that no other file does: the parser of HCL. */
export const terraform = 'resource "aws_instance" "node" {\n  source_dest_check = true\n}\n';

export type Given = { readonly name: string; readonly text: string };

/** Opens files through the button; names with folders keep them, as those of a chosen folder. */
export async function open(page: Page, files: readonly Given[]): Promise<void> {
  await page.locator('body').evaluate(
    async (body, all) => {
      const transfer = new DataTransfer();
      for (const { name, text } of all) {
        const file = new File([text], name.split('/').pop() ?? name);
        Object.defineProperty(file, 'webkitRelativePath', { value: name });
        transfer.items.add(file);
      }
      const field = body.querySelector<HTMLInputElement>('input[type=file]')!;
      // A copied list makes new files without their paths: the page is given this one.
      Object.defineProperty(field, 'files', {
        value: [...transfer.files].map((file, i) => Object.defineProperty(file, 'webkitRelativePath', { value: all[i]!.name })),
        configurable: true,
      });
      field.dispatchEvent(new Event('change'));
    },
    [...files],
  );
}

/** Waits until everything that is to be said about the input was said. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#app[data-state=settled]').waitFor({ timeout: 120_000 });
}

/** The bytes of a file that pressing something saves. */
export async function savedBytes(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A saved file as text. */
export async function saved(page: Page, press: () => Promise<void>): Promise<string> {
  return (await savedBytes(page, press)).toString('utf8');
}

/** Drops files and folders of the disk onto the page, as a person does. */
export async function drop(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await session.detach();
}

/** Nothing was asked of anybody, nothing was refused. */
export function expectSilence({ requests, complaints }: Watched): void {
  expect(requests).toEqual([]);
  expect(complaints).toEqual([]);
}
