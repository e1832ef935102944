// What follows from the findings and takes longer than a keystroke: corrected files, causes, sessions, what each file is.
import { recognised, unifiedDiff } from '@canal-lint/core';
import type { Answer } from '@canal-lint/core/diagnose';
import type { Corrected, NodeSessions, Progress, Settings, Studied, Update } from '../protocol.js';
import { isConfig } from './configuration.js';
import { type Held, updated } from './inputs.js';
import { fixed, judged, sourcesOf } from './lint.js';
import { diagnosed } from './share.js';

export async function study(updates: readonly Update[], settings: Settings, report: (progress: Progress) => void): Promise<Studied> {
  const files = await updated(updates);
  report({ doing: 'correcting', done: 1, total: 4 });
  const corrected = await correct(files, settings);
  report({ doing: 'diagnosing', done: 2, total: 4 });
  const answer = await diagnosed(files, await judged(files, settings));
  report({ doing: 'drawing', done: 3, total: 4 });
  return { corrected, answer, sessions: answer ? await sessionsIn(files, answer) : [], kinds: await kindsOf(files) };
}

async function correct(files: readonly Held[], settings: Settings): Promise<Corrected> {
  const { run, changed, then } = await fixed(files, settings);
  const left = run.findings.filter(({ suppressed }) => suppressed === null);
  return {
    changed: changed.map(({ name, before, after }) => ({ name, after, diff: unifiedDiff(name, before, after) })),
    then,
    left: left.length,
    unsafe: left.filter(({ fix: made }) => made?.applicability === 'unsafe' && made.edits.length > 0).length,
  };
}

async function sessionsIn(files: readonly Held[], { matrix }: Answer): Promise<readonly NodeSessions[]> {
  const { readTexts } = await import('@canal-lint/core/diagnose');
  const nodes = [...readTexts(files).nodes.values()].filter(({ peers }) => peers.length > 0);
  const addresses = new Map(matrix?.nodes.flatMap(({ name, address, given }) => (given ? [[name, address] as const] : [])));
  return nodes.map(({ name, peers }) => ({
    name,
    address: addresses.get(name) ?? null,
    peers: peers.map(({ address, info, quote }) => ({
      address: address.replace(/\.port\.\d+$/, ''),
      up: info.startsWith('Established'),
      info,
      file: quote.file,
      line: quote.line,
    })),
  }));
}

async function kindsOf(files: readonly Held[]): Promise<Studied['kinds']> {
  const configuration = await recognised(sourcesOf(files));
  const kinds = ({ name, text, outputs, role }: Held): readonly string[] => {
    if (isConfig({ name, text })) return ['configuration of canal-lint'];
    return role === 'configuration' ? (configuration.get(name) ?? []) : outputs;
  };
  return Object.fromEntries(files.map((file) => [file.name, kinds(file)]));
}
