// Clocks: what functions and processes cost beside each other, in rounds, so that a busy minute of the machine hits both sides.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The middle one; of an even number the upper of the two. */
export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Median of the rounds' ratios: a machine whose speed changes from round to round changes it for both. */
export const ratio = (times, base) => median(times.map((time, round) => time / base[round]));

const rows = (names, make) => Object.fromEntries(Object.keys(names).map((name) => [name, make()]));

/**
 * Wall and CPU milliseconds of functions by name, one run of each a round; the first `warmUp` rounds are thrown away. The collector runs before each
 * clock starts: garbage of one side is not to be paid by the other. CPU holds V8's own threads too, so it may exceed the wall.
 */
export async function alternate(functions, { rounds, warmUp }) {
  if (!globalThis.gc) throw new Error('run it with node --expose-gc, as npm run bench does');
  const seen = rows(functions, () => ({ wall: [], cpu: [] }));
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, run] of Object.entries(functions)) {
      globalThis.gc();
      const [cpu, start] = [process.cpuUsage(), performance.now()];
      await run();
      const [spent, wall] = [process.cpuUsage(cpu), performance.now() - start];
      if (round < 0) continue;
      seen[name].wall.push(wall);
      seen[name].cpu.push((spent.user + spent.system) / 1000);
    }
  }
  return seen;
}

/** Wall milliseconds of whole `node` processes by name, one of each a round. */
export function alternateProcesses(commands, rounds) {
  const seen = rows(commands, () => []);
  for (let round = 0; round < rounds; round++) {
    for (const [name, args] of Object.entries(commands)) {
      const start = performance.now();
      const run = spawnSync(process.execPath, args, { encoding: 'utf8' });
      seen[name].push(performance.now() - start);
      assertRan(run, args);
    }
  }
  return seen;
}

/** One `node` process: its peak of resident memory in bytes, and wall milliseconds. */
export function peakOf(args) {
  const start = performance.now();
  const run = spawnSync(process.execPath, ['--import', import.meta.url, ...args], {
    env: { ...process.env, BENCH_PEAK: '1' },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const wall = performance.now() - start;
  assertRan(run, args);
  const kilobytes = /^peak (\d+)$/m.exec(run.stderr)?.[1];
  if (kilobytes === undefined) throw new Error(`node ${args.join(' ')} told no peak: ${run.stderr}`);
  return { bytes: Number(kilobytes) * 1024, wall };
}

/** 1 says that there are findings. Anything else would be a measure of the way to an error message. */
function assertRan({ status, error, stderr }, args) {
  if (error || (status !== 0 && status !== 1)) throw new Error(`node ${args.join(' ')} failed: ${error ?? stderr}`);
}

/** Linux counts the parent's memory into maxRSS of a forked child (fs/exec.c, setmax_mm_hiwater_rss); VmHWM starts anew with the program. */
function ownPeak() {
  try {
    return /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

// Loaded into the measured process by --import: this file is both ends of the measure.
if (process.env.BENCH_PEAK === '1' && process.argv[1] !== fileURLToPath(import.meta.url)) {
  process.on('exit', () => process.stderr.write(`peak ${ownPeak()}\n`));
}
