/** Whether the API server, with Gatekeeper behind it, says about an object what WebAssembly says. */
import { isDeepStrictEqual } from 'node:util';
import { admitted, type Twin } from '../policy/twins.js';
import type { Answer, KubernetesObject } from './client.js';
import { type Judged, labelled } from './objects.js';

/** `other`: the API server has refused the object by itself. Anything else tells of a disagreement. */
export type Judgement = 'refused' | 'admitted' | 'other' | { readonly wrong: string };

/**
 * Asks for the object twice: out of the constraint's sight, and in it. What a definition refuses by itself never comes to Gatekeeper; of the
 * rest, the answer is the object as Gatekeeper sees it, without unknown fields and with defaults.
 */
export async function judge(twin: Twin, one: Judged, ask: (object: KubernetesObject) => Promise<Answer>): Promise<Judgement> {
  const wrong = (fault: string): Judgement => ({ wrong: `${fault}\n${JSON.stringify(one.object)}` });
  const alone = await ask(one.object);
  const { status, text } = await ask(labelled(one));
  if (alone.status >= 300) return status >= 300 ? 'other' : wrong('admitted with the label, refused without');
  const wanted = await messages(twin, one, alone.body);
  const whole = holds(alone.body, one.object);
  if (whole && !isDeepStrictEqual(wanted, await messages(twin, one, one.object))) return wrong('defaults change the verdict');
  if (wanted.length === 0) return status < 300 ? 'admitted' : wrong(`refused: ${text}`);
  if (status === 403 && isDeepStrictEqual(refusals(text, one.scope), wanted)) return 'refused';
  return wrong(`${status} ${text}\nwanted: ${wanted.join('\n')}`);
}

async function messages(twin: Twin, { facts }: Judged, object: unknown): Promise<readonly string[]> {
  return (await admitted([twin], object, facts)).map((verdict) => verdict.replace(/^.*? at \S*: /, '')).sort();
}

/** The messages of a refusal by Gatekeeper's webhook: `… denied the request: [constraint] message`, one a line. */
function refusals(text: string, scope: string): readonly string[] {
  const [, said = ''] = text.split('denied the request: ');
  return said
    .split(`[${scope}] `)
    .slice(1)
    .map((message) => message.trimEnd())
    .sort();
}

/** True where everything of `part` is in `whole`. */
function holds(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null || typeof whole !== 'object' || whole === null) return isDeepStrictEqual(whole, part);
  return Object.entries(part).every(([key, value]) => holds((whole as Readonly<Record<string, unknown>>)[key], value));
}
