// What the page knows, in one value; views look at it and change it through the store alone.
import type { StandIn } from '@canal-lint/core/redact';
import type { Linted, Progress, Settings, Studied } from './protocol.js';

export type OpenFile = {
  readonly id: number;
  readonly name: string;
  readonly text: string;
  /** The page named it, and may name it anew when it sees what was pasted. */
  readonly unnamed?: true;
};

export type Tab = 'findings' | 'causes' | 'corrected' | 'network' | 'mtu';

export type State = {
  readonly files: readonly OpenFile[];
  readonly active: number;
  readonly settings: Settings;
  readonly tab: Tab;
  /** The last verdicts, with the files that they are about. */
  readonly linted: { readonly files: readonly OpenFile[]; readonly result: Linted } | undefined;
  readonly studied: { readonly files: readonly OpenFile[]; readonly settings: Settings; readonly result: Studied } | undefined;
  readonly progress: Progress | undefined;
  /** When the files changed last, by `performance.now()`. */
  readonly changed: number;
  /** What stands for what in everything that was shared. */
  readonly standIns: readonly StandIn[];
  /** Files that were opened last and did not come in whole, with the reason. */
  readonly leftOut: readonly string[];
  /** The last thing that happened, for the status line; gone with the next change. */
  readonly notice: string;
};

type Listener = (state: State, before: State) => void;

export type Store = {
  readonly get: () => State;
  readonly set: (patch: Partial<State>) => void;
  readonly on: (listener: Listener) => void;
};

let nextId = 1;

/** A file with an identity of its own: two may have one name for a moment. */
export function openFile(name: string, text: string): OpenFile {
  return { id: nextId++, name, text };
}

export function emptyFile(): OpenFile {
  return { ...openFile('pasted', ''), unnamed: true };
}

export function createStore(): Store {
  const first = emptyFile();
  let state: State = {
    files: [first],
    active: first.id,
    settings: { unsafe: false },
    tab: 'findings',
    linted: undefined,
    studied: undefined,
    progress: undefined,
    changed: 0,
    standIns: [],
    leftOut: [],
    notice: '',
  };
  const listeners: Listener[] = [];
  return {
    get: () => state,
    set: (patch) => {
      const before = state;
      state = { ...state, ...(patch.files && { changed: performance.now(), notice: '' }), ...patch };
      for (const listener of listeners) listener(state, before);
    },
    on: (listener) => void listeners.push(listener),
  };
}

/** Stands in while one set of files takes the place of another. */
const nothingOpen: OpenFile = { id: 0, name: '', text: '' };

export function activeFile({ files, active }: State): OpenFile {
  return files.find(({ id }) => id === active) ?? files[0] ?? nothingOpen;
}
