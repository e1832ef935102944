import fs from 'node:fs';

/** A stream that the command talks to. `write` never rejects for a reader that went away (`| head`). */
export type Output = {
  readonly isTTY: boolean;
  readonly columns?: number;
  write(text: string): Promise<void>;
};

export type FileSystem = Pick<
  typeof fs,
  'accessSync' | 'chmodSync' | 'chownSync' | 'createReadStream' | 'existsSync' | 'lstatSync' | 'mkdirSync' | 'readFileSync' | 'readdirSync'
> &
  Pick<typeof fs, 'readlinkSync' | 'realpathSync' | 'renameSync' | 'rmSync' | 'statSync' | 'writeFileSync'>;

/** Everything outside the program: what tests replace. */
export type World = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly fs: FileSystem;
  /** Milliseconds from any fixed moment. */
  now(): number;
  /** The day by UTC, as `2027-01-31`. */
  today(): string;
};

/** The world of a real process. Standard input is only opened when it is read. */
export function processWorld(): World {
  return {
    cwd: process.cwd(),
    env: process.env,
    get stdin() {
      return process.stdin;
    },
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    fs,
    // Node 20 loads seven modules for `performance`.
    now: () => Number(process.hrtime.bigint()) / 1e6,
    today: () => new Date().toISOString().slice(0, 10),
  };
}

function output(stream: NodeJS.WriteStream): Output {
  // The same failure reaches the callback of `write`; without a listener it would end the process as an uncaught exception.
  stream.on('error', () => {});
  return {
    isTTY: stream.isTTY === true,
    ...(stream.columns !== undefined && { columns: stream.columns }),
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          const gone = error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
          if (error && !gone) reject(error);
          else resolve();
        });
      }),
  };
}
