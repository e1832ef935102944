// What `canal-lint generate` has: loaded when it is called.
import type { Command } from '../commands/command.js';
import { alerts } from './alerts.js';
import { config } from './config.js';
import { firewall } from './firewall.js';
import { policies } from './policies.js';
import { preflight } from './preflight.js';

export const commands: readonly Command[] = [alerts, config, firewall, policies, preflight];
