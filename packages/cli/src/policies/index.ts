// What `canal-lint policies` has: loaded when it is called.
import type { Command } from '../commands/command.js';
import { build } from './build.js';
import { check } from './check.js';
import { install } from './install.js';
import { list } from './list.js';
import { test } from './test.js';

export const commands: readonly Command[] = [check, list, build, test, install];
