// What `canal-lint generate` has: loaded when it is called.
import type { Command } from '../commands/command.js';
import { policies } from './policies.js';

export const commands: readonly Command[] = [policies];
