/** Plays the part of the kubelet and of `gate` for the check program of the preflight, in the network namespaces of a lab. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tool } from '../tools.js';
import type { Lab } from './network.js';
import { sh } from './shell.js';

export const program: string = join(import.meta.dirname, '../../packages/core/src/generate/preflight/check.sh');

/** One line of the result. */
export type Line = {
  readonly preflight: 1;
  readonly node: string;
  readonly check: string;
  readonly peer: string;
  readonly address: string;
  readonly result: string;
  readonly ok: boolean | null;
  readonly detail: string;
};

export type Checked = {
  readonly text: string;
  readonly lines: readonly Line[];
  /** Node and port of each listener that was there when all were done. */
  readonly listeners: readonly string[];
};

/** Runs it on all nodes at once; ends it as the kubelet does, once every node is done. The collector knows nothing of the node `joined`. */
export async function check(lab: Lab, env: Readonly<Record<string, string>>, joined = ''): Promise<Checked> {
  const path = `${without(lab, 'kill')}:${process.env['PATH']}:${dirname(tool('arping') ?? '.')}`;
  const runs = lab.nodes.map(({ name, net, folder, address }) => {
    const run = join(folder, 'run');
    const own = { ...env, NODE_NAME: name, HOST_IP: address, RUN: run, PATIENCE: '4', HOLD: '60', WAIT: '30' };
    const words = Object.entries(own).map(([key, value]) => `${key}='${value}'`);
    return `mkdir -p ${run}; rm -f ${run}/*; ip netns exec ${net} env PATH=${path} ${words.join(' ')} sh ${program} >${run}/log 2>&1 & pids="$pids $!"`;
  });
  const folders = lab.nodes.map(({ folder }) => join(folder, 'run'));
  const every = (file: string): string => folders.map((folder) => `${folder}/${file}`).join(' ');
  const known = lab.nodes.filter(({ name }) => name !== joined);
  const peers = known.map(({ name, address, folder }) => `echo ${name} ${address} $(cat ${folder}/run/mine || echo -)`);
  const listening = lab.nodes.map(({ name, net }) => `ip netns exec ${net} ss -Hltn | awk '{ sub(/.*:/, "", $4); print "${name}", $4 }'`);
  const { code, out } = await sh(
    `${runs.join('\n')}
for i in $(seq 100); do ls ${every('mine')} >/dev/null 2>&1 && break; sleep 0.1; done
{ ${peers.join('; ')}; } >${lab.folder}/peers
for folder in ${folders.join(' ')}; do cp ${lab.folder}/peers $folder/peers.new; mv $folder/peers.new $folder/peers; done
for i in $(seq 600); do [ "$(cat ${every('log')} | grep -c '"check":"done"')" = ${lab.nodes.length} ] && break; sleep 0.1; done
{ ${listening.join('; ')}; } >${lab.folder}/listeners
kill $pids; wait`,
    100,
  );
  const text = folders.map((folder) => readFileSync(join(folder, 'log'), 'utf8')).join('');
  const rows = text.split('\n').filter((line) => line !== '');
  const strange = rows.filter((line) => !line.startsWith('{'));
  if (strange.length > 0 || code !== 0) throw new Error(`${code} ${out}\n${strange.join('\n')}`);
  const listeners = readFileSync(join(lab.folder, 'listeners'), 'utf8').trim().split('\n').sort();
  return { text, lines: rows.map((line): Line => JSON.parse(line)), listeners };
}

/** A folder that hides a program from what looks it up, as in an image that does not have it. */
function without(lab: Lab, program: string): string {
  const folder = join(lab.folder, 'without');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, program), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
  return folder;
}
