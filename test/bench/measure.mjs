// Clocks: what a function or a process costs, as medians of runs that alternate, so that a busy minute of the machine hits both sides.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/**
 * Median wall and CPU milliseconds of functions by name, one run of each a round; the first `warmUp` rounds are thrown away. The collector runs before each
 * clock starts: garbage of one side is not to be paid by the other. CPU holds V8's own threads too, so it may exceed the wall.
 */
export async function alternate(functions, { rounds, warmUp }) {
  if (!globalThis.gc) throw new Error('run it with node --expose-gc, as npm run bench does');
  const seen = Object.fromEntries(Object.keys(functions).map((name) => [name, { wall: [], cpu: [] }]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, run] of Object.entries(functions)) {
      globalThis.gc();
      const [cpu, wall] = [process.cpuUsage(), performance.now()];
      await run();
      const spent = process.cpuUsage(cpu);
      if (round < 0) continue;
      seen[name].wall.push(performance.now() - wall);
      seen[name].cpu.push((spent.user + spent.system) / 1000);
    }
  }
  return Object.fromEntries(Object.entries(seen).map(([name, { wall, cpu }]) => [name, { wall: median(wall), cpu: median(cpu) }]));
}

/** Median wall milliseconds of whole `node` processes by name, one of each a round. */
export function alternateProcesses(commands, rounds) {
  const seen = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, args] of Object.entries(commands)) {
      const start = performance.now();
      const { status, error, stderr } = spawnSync(process.execPath, args);
      seen[name].push(performance.now() - start);
      // 1: there are findings. Anything else would measure the way to an error message.
      if (error || (status !== 0 && status !== 1)) throw new Error(`node ${args.join(' ')} failed: ${error ?? stderr}`);
    }
  }
  return Object.fromEntries(Object.entries(seen).map(([name, times]) => [name, median(times)]));
}

/** One `node` process: its peak of resident memory in bytes, and wall milliseconds. */
export function peakOf(args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', import.meta.url, ...args], {
    env: { ...process.env, BENCH_PEAK: '1' },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const wall = performance.now() - start;
  const kilobytes = /^peak (\d+)$/m.exec(stderr)?.[1];
  if (kilobytes === undefined) throw new Error(`node ${args.join(' ')} ended with ${status} and told no peak: ${stderr}`);
  return { bytes: Number(kilobytes) * 1024, wall, stdout };
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
