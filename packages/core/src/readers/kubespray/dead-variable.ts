/** How a variable without effect is told. */
import type { Draft } from '../../cluster/draft.js';
import type { Proposal } from '../../cluster/finding.js';
import type { Remark } from '../../cluster/input.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, type Setting } from '../../cluster/setting.js';
import { text } from '../stated.js';
import type { Sight } from './fallback.js';
import { titleOf } from './release.js';
import { find } from './variables.js';

/** What makes a reader of remarks: what is in sight, and where they are stated. */
export type Remarking = { readonly sight: Sight; readonly draft: Draft };

export type Dead = Pick<Remark, 'why' | 'advice'> & Partial<Pick<Remark, 'related' | 'fix' | 'name'>>;

/** States a variable without effect. The name is that of the variable where the setting stands. */
export function dead({ sight, draft }: Remarking, { origin }: Pick<Setting<unknown>, 'origin'>, said: Dead): void {
  draft.installer.dead.push({ installer: titleOf(sight.release), name: String(origin.path.at(-1)), origin, ...said });
}

/** The values that are written for a variable and that nothing beats. */
export function standingValues({ vars }: Sight, name: string): readonly Setting<string>[] {
  const known = effective(find(vars, name, text));
  return isExplicit(known) ? [known] : [];
}

export function takeOut(setting: Setting<unknown>): Proposal {
  return { title: `take ${String(setting.origin.path.at(-1))} out`, applicability: 'unsafe', changes: [{ setting, remove: true }] };
}
