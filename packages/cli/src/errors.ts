/** A fault that the user can act on: the command ends with exit code 2. Everything else that is thrown is a bug of canal-lint. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly hint: string;

  constructor(message: string, hint: string, cause?: unknown) {
    super(message, { cause });
    this.hint = hint;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  ELOOP: 'its symbolic links lead in a circle',
  EMFILE: 'too many files are open',
};

/** The code of a system error (`ENOENT`), or '' for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Why the operating system refused, in words. What is no system error is a bug, and is thrown on. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === '' || !(error instanceof Error)) throw error;
  return reasons[code] ?? error.message;
}
