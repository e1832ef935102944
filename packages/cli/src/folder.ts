// For tests of commands: an empty folder for each test, which goes with it.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Captured, captured } from './captured.js';

export type Folder = {
  /** Its path, without links. */
  readonly path: () => string;
  readonly write: (name: string, text: string | Uint8Array) => void;
  readonly read: (name: string) => string;
  /** Runs a command line in it; arguments have no blanks. */
  readonly run: (line: string, input?: string) => Promise<Captured>;
};

/** To be called once, at the top of a file of tests. */
export function temporaryFolder(purpose: string): Folder {
  let path = '';
  beforeEach(() => {
    path = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), `canal-lint-${purpose}-`)));
  });
  afterEach(() => fs.rmSync(path, { recursive: true }));
  return {
    path: () => path,
    write: (name, text) => {
      fs.mkdirSync(dirname(join(path, name)), { recursive: true });
      fs.writeFileSync(join(path, name), text);
    },
    read: (name) => fs.readFileSync(join(path, name), 'utf8'),
    run: (line, input) => captured(path, line.split(' '), input === undefined ? {} : { input }),
  };
}
