// The files as the worker holds them, and what each is taken for.
import { looksRelated } from '@canal-lint/core';
import type { Text } from '@canal-lint/core/diagnose';
import { isConfiguration } from '../files/names.js';
import type { FileText, Progress, Role, Update } from '../protocol.js';

export type Held = Text & { readonly role: Role; readonly outputs: readonly string[] };

let files: readonly Held[] = [];

/** Takes what has changed, and answers all files. */
export async function updated(updates: readonly Update[]): Promise<readonly Held[]> {
  const known = new Map(files.map((file) => [file.name, file]));
  const now: Held[] = [];
  for (const { name, text } of updates) {
    const file = text === undefined ? known.get(name) : await heldOf({ name, text });
    if (file) now.push(file);
  }
  files = now;
  return files;
}

/** How much of a text is looked at to tell what it is. Characters. */
const lookLength = 256 * 1024;

/** A file with what it is taken for. By its name it is configuration, or its content tells. */
export async function heldOf({ name, text }: FileText): Promise<Held> {
  if (text.trim() === '') return { name, text, outputs: [], role: 'nothing' };
  if (isConfiguration(name)) return { name, text, outputs: [], role: 'configuration' };
  const start = text.length > lookLength ? text.slice(0, lookLength) : text;
  const outputs = await outputsIn({ name, text: start });
  const configures = outputs.length === 0 && looksRelated(start) && /^\s*[\w"'-][^\n]{0,80}[:={]/m.test(start);
  return { name, text, outputs, role: configures ? 'configuration' : 'symptoms' };
}

const words: Readonly<Record<string, string>> = {
  'node-status': 'calicoctl node status',
  'bird-protocols': 'birdc show protocols',
  'bird-routes': 'birdc show route',
  'bird-status': 'birdc show status',
  'bird-config': 'bird.cfg',
  addresses: 'ip addr',
  links: 'ip link',
  routes: 'ip route',
  neighbours: 'ip neigh',
  fdb: 'bridge fdb',
  firewall: 'iptables or nft',
  sockets: 'ss',
  counters: 'nstat',
  'bird-log': 'log of BIRD',
  'ping-nodes': 'ping',
  'ping-pods': 'ping',
  'ping-sizes': 'ping',
  'nc-179': 'nc',
};

/** The outputs and logs in a text, in the words of the commands that print them. */
async function outputsIn(text: Text): Promise<readonly string[]> {
  const { readTexts } = await import('@canal-lint/core/diagnose');
  const draft = readTexts([text]);
  const outputs = [...draft.nodes.values()].flatMap((node) => [...node.outputs].map((output) => words[output] ?? output));
  const logs = [...draft.logsOf].map((component) => `log of ${component}`);
  return [...new Set([...outputs, ...logs])];
}

/** Sources whose reading is reported: a text is asked for when the linter comes to it. */
export function watched(texts: readonly Text[], report: (progress: Progress) => void): readonly FileText[] {
  const total = texts.reduce((sum, { text }) => sum + text.length, 0);
  let done = 0;
  return texts.map(({ name, text }) => {
    let read = false;
    return {
      name,
      get text(): string {
        if (!read) {
          read = true;
          report({ doing: `reading ${name}`, done, total });
          done += text.length;
        }
        return text;
      },
    };
  });
}
