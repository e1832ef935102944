// What `canal-lint policies` has: loaded when it is called.
import type { Command } from '../commands/command.js';
import { check } from './check.js';
import { list } from './list.js';

export const commands: readonly Command[] = [check, list];
