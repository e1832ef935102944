// The page's side of a worker: starts it, gives it what it lacks, and ends it when an answer is no longer wanted.

import type { Answers, FileText, Progress, Question, Response, Update } from '../protocol.js';
import { holdsPiece, piece } from './stock.js';

export type Remote = {
  /** The answer; undefined where another question took its place, or it was cancelled. */
  readonly ask: <K extends keyof Answers>(ask: K, about: About<K>) => Promise<Answers[K] | undefined>;
  readonly cancel: () => void;
};

type About<K extends keyof Answers> = Omit<Extract<Question, { readonly ask: K }>, 'files' | 'ask'> & {
  readonly files: readonly FileText[];
};

/** Pieces that some worker has wanted and got: the next one has them from its start. */
const stocked = new Set<string>();

type Waiting = {
  readonly id: number;
  readonly ask: keyof Answers;
  readonly about: { readonly files: readonly FileText[] };
  readonly settle: (answer: unknown) => void;
  readonly fail: (error: Error) => void;
};

/** `report` is told undefined when the work is done. */
export function worker(report: (progress: Progress | undefined) => void = () => {}): Remote {
  let running: Worker | undefined;
  let sent = new Map<string, string>();
  let waiting: Waiting | undefined;
  let lastId = 0;

  const cancel = (): void => {
    running?.terminate();
    running = undefined;
    sent = new Map();
    waiting?.settle(undefined);
    waiting = undefined;
    report(undefined);
  };

  const send = async (wanted: readonly string[] = []): Promise<void> => {
    const asked = waiting;
    if (!asked) return;
    const target = running ?? (await started(wanted));
    // It was cancelled while the code was unpacked.
    if (waiting !== asked) return target === running ? undefined : target.terminate();
    running = target;
    target.onmessage = ({ data }) => received(data as Response);
    target.onerror = ({ message }) => failed(message);
    const { id, ask, about } = asked;
    const files = ask === 'lint' || ask === 'study' ? updates(about.files, sent) : about.files;
    target.postMessage({ ...about, ask, files, id });
  };

  const received = (response: Response): void => {
    if (response.id !== waiting?.id) return;
    if ('progress' in response) report(response.progress);
    else if ('wanted' in response) startAnew(response.wanted);
    else settled(response);
  };

  const startAnew = (pieces: readonly string[]): void => {
    running?.terminate();
    running = undefined;
    sent = new Map();
    void send(pieces).catch((error: unknown) => failed(error instanceof Error ? error.message : String(error)));
  };

  const settled = (response: Response): void => {
    const { settle, fail } = waiting ?? {};
    waiting = undefined;
    report(undefined);
    if ('failed' in response) fail?.(new Error(response.failed));
    else if ('answer' in response) settle?.(response.answer);
  };

  const failed = (message: string): void => {
    const { fail } = waiting ?? {};
    waiting = undefined;
    cancel();
    fail?.(new Error(message));
  };

  return {
    ask: (ask, about) =>
      new Promise((settle, fail) => {
        waiting?.settle(undefined);
        waiting = { id: ++lastId, ask, about, settle: settle as (answer: unknown) => void, fail };
        void send().catch((error: unknown) => failed(String(error)));
      }),
    cancel,
  };
}

/** Only what has changed crosses over. */
function updates(files: readonly FileText[], sent: Map<string, string>): readonly Update[] {
  const all = files.map(({ name, text }) => ({ name, text: sent.get(name) === text ? undefined : text }));
  sent.clear();
  for (const { name, text } of files) sent.set(name, text);
  return all;
}

/** A piece that cannot be loaded, as without a network, fails this start and no later one. */
async function started(wanted: readonly string[]): Promise<Worker> {
  const all = new Set([...stocked, ...wanted]);
  const program = all.has('full') || !holdsPiece('worker') ? 'full' : 'worker';
  const code = await Promise.all([...[...all].filter((name) => name !== 'full'), program].map(piece));
  for (const name of all) stocked.add(name);
  const url = URL.createObjectURL(new Blob(code, { type: 'text/javascript' }));
  try {
    return new Worker(url, { name: 'canal-lint' });
  } finally {
    // Chromium and Firefox have taken the text by now; the address is no longer needed.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}
