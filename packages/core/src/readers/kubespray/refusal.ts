/** How a check that stops the playbook is told. */
import type { Draft } from '../../cluster/draft.js';
import type { Refused } from '../../cluster/input.js';
import { isExplicit, type Setting } from '../../cluster/setting.js';
import type { Origin } from '../../source/index.js';
import { text } from '../stated.js';
import type { Sight } from './fallback.js';
import { titleOf } from './release.js';
import { single } from './variables.js';

/** `file` is that of Kubespray 46dbdd3; older releases have the same checks, some in other files. */
export type Check = { readonly task: string; readonly file: keyof typeof files };

const files = {
  check: 'roles/network_plugin/calico/tasks/check.yml',
  install: 'roles/network_plugin/calico/tasks/install.yml',
  validate: 'roles/validate_inventory/tasks/main.yml',
} as const;

export type Refusal = Pick<Refused, 'why' | 'advice'> & Partial<Pick<Refused, 'fix' | 'related' | 'certain'>> & { readonly check: Check };

/** States that a check stops the playbook. The name is that of the variable at the origin. */
export function refuse(sight: Sight, draft: Draft, origin: Origin, { check, certain = true, ...more }: Refusal): void {
  draft.installer.refused.push({
    installer: titleOf(sight.release),
    name: String(origin.path.at(-1)),
    origin,
    check: `"${check.task}", ${files[check.file]}`,
    outcome: 'the playbook stops there',
    certain,
    ...more,
  });
}

/** A variable as the inventory writes it, where that is known. */
export function written(sight: Sight, name: string): Setting<string> | undefined {
  const known = single(sight.vars, name, text);
  return isExplicit(known) ? known : undefined;
}
