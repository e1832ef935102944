import type { Command } from './command.js';
import { diagnose } from './diagnose.js';
import { diff } from './diff.js';
import { explain } from './explain.js';
import { generate } from './generate.js';
import { init } from './init.js';
import { lint } from './lint.js';
import { mtu } from './mtu.js';
import { policies } from './policies.js';
import { redact } from './redact.js';
import { rules } from './rules.js';
import { show } from './show.js';
import { test } from './test.js';

/** Every command; the first one is what runs without a name. */
export const commands: readonly [Command, ...Command[]] = [
  lint,
  diagnose,
  diff,
  explain,
  rules,
  mtu,
  show,
  redact,
  test,
  policies,
  generate,
  init,
];

/** What the command is called by, `$0` where it needs no name. */
export function nameOf(command: Command): string {
  return command.usage.split(' ')[0] ?? '';
}
