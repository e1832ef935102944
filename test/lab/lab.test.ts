/** Real BIRD, real VXLAN devices, real firewalls: diagnose names the fault, and packets flow again once its fix is carried out. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose, type Text } from '@canal-lint/core/diagnose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, reached } from './collect.js';
import { apply } from './fix.js';
import { missing } from './missing.js';
import { build, type Lab } from './network.js';
import { protocols, reconcile, settled, startBird, startPods } from './programs.js';
import { type Reaper, reaper } from './reaper.js';
import type { Scenario } from './scenario.js';
import { scenarios } from './scenarios.js';
import { must, sleep, until } from './shell.js';

const tools = ['ip', 'bird', 'birdc', 'iptables', 'ethtool', 'ping', 'nc', 'ss', 'nstat'];

const why = missing(tools);
if (why) console.warn(`skipped: the lab of network namespaces does not run: ${why}`);

const rows: (readonly string[])[] = [];
let folder = '';
let end: Reaper | undefined;

describe.skipIf(why !== undefined)('lab', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'canal-lint-lab-'));
    end = reaper(`cl${process.pid}-`, folder);
  });
  afterAll(async () => {
    await end?.end();
    const left = (await must('ip netns list')).split('\n').filter((line) => line.startsWith(`cl${process.pid}-`));
    console.log(table([['scenario', 'cause found', 'fix proven'], ...rows]));
    expect(left).toEqual([]);
  });

  test.concurrent.each(scenarios.map((scenario, i) => ({ ...scenario, i })))(
    '$id',
    // Real timers of real daemons: one late packet is no fault of the diagnosis. The table shows both rows.
    { retry: 1, timeout: 200_000 },
    async (scenario) => {
      const lab = await build(`cl${process.pid}-${scenario.i}`, folder, scenario.topology);
      try {
        await play(lab, scenario);
      } finally {
        await lab.remove();
      }
    },
  );
});

async function play(lab: Lab, scenario: Scenario): Promise<void> {
  const { id, causes, store, inject, later, shows } = scenario;
  lab.store = { ...lab.store, ...store?.(lab.store, lab) };
  await inject?.(lab);
  await reconcile(lab);
  await startPods(lab);
  await startBird(lab);
  if (!shows || later) expect(await until(() => settled(lab), 60), 'all sessions come up').toBe(true);
  await later?.(lab);
  if (shows) expect(await until(async () => (await protocols(lab)).some((text) => shows.test(text)), 40), `${shows} is seen`).toBe(true);
  await sleep(3);
  const before = await reached(lab);
  const texts = await collect(lab);
  keep(id, texts);
  const answer = diagnose({ texts });
  const [first] = answer.causes;
  const row = [id, `${first?.id} ${Math.round((first?.probability ?? 0) * 100)} %`];
  try {
    expect(causes, told(answer)).toContain(first?.id);
    if (causes.includes('healthy')) {
      expect({ verdict: answer.verdict, ...before }).toEqual({ verdict: 'healthy', ok: before.of, of: before.of });
      row.push('nothing to fix');
      return;
    }
    expect(before.ok, 'the fault breaks something').toBeLessThan(before.of);
    row.push('no');
    if (first) await apply(lab, first);
    const after = { ok: 0, of: before.of };
    await until(async () => {
      Object.assign(after, await reached(lab));
      return after.ok === after.of;
    }, 45);
    if (after.ok !== after.of) keep(`${id} after the fix`, await collect(lab));
    expect(after, `after ${first?.fix?.then.map(({ command, text }) => command ?? text).join('; ')}`).toEqual({
      ok: before.of,
      of: before.of,
    });
    row[2] = `${before.ok} of ${before.of} pairs → ${after.ok}`;
  } finally {
    rows.push(row);
  }
}

/** LAB_OUTPUTS=folder keeps what was collected. */
function keep(id: string, texts: readonly Text[]): void {
  const to = process.env['LAB_OUTPUTS'];
  if (to === undefined) return;
  const own = join(to, id.replace(/\W+/g, '-'));
  mkdirSync(own, { recursive: true });
  for (const { name, text } of texts) writeFileSync(join(own, name), text);
}

const told = ({ causes }: ReturnType<typeof diagnose>): string =>
  causes
    .slice(0, 3)
    .map(({ id, probability }) => `${id} ${probability.toFixed(2)}`)
    .join(', ');

function table(all: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map((i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
  return all.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')).join('\n');
}
