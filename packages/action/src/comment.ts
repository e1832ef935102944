// The one comment on a pull request, updated in place.
import type { Repository } from './rest.js';

const mark = '<!-- canal-lint -->';
/** GitHub takes 65 536 characters. */
const longest = 60_000;

type Comment = { readonly id: number; readonly body: string };

/** Writes the comment, or updates the one that is there. `worth`: without one, nothing is said where there is nothing to say. */
export async function comment(
  markdown: string,
  { pull, worth }: { readonly pull: number; readonly worth: boolean },
  to: Repository,
): Promise<void> {
  const body = `${mark}\n${shortened(markdown)}`;
  const old = (await to.get(`issues/${pull}/comments`)).map(commentOf).find((one) => one?.body.startsWith(mark));
  if (old?.body === body || (!old && !worth)) return;
  if (old) await to.send('PATCH', `issues/comments/${old.id}`, { body });
  else await to.send('POST', `issues/${pull}/comments`, { body });
}

/** Those who belong to the repository: a token of a person is theirs. Anybody else could write a comment with our mark, and edit it later. */
const trusted: readonly unknown[] = ['OWNER', 'MEMBER', 'COLLABORATOR'];

/** A comment of the API that an app or somebody of the repository wrote, or undefined for what is none. */
export function commentOf(value: unknown): Comment | undefined {
  const { id, body, user, author_association: author } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isApp = (user as { readonly type?: unknown } | null | undefined)?.type === 'Bot';
  if (!isApp && !trusted.includes(author)) return undefined;
  return typeof id === 'number' && typeof body === 'string' ? { id, body: body.replaceAll('\r\n', '\n') } : undefined;
}

/** Cut between two blocks, so that no fence and no <details> stays open. */
function shortened(markdown: string): string {
  if (markdown.length <= longest) return markdown;
  const end = markdown.lastIndexOf('\n</details>\n', longest);
  return `${markdown.slice(0, end < 0 ? longest : end + '\n</details>\n'.length)}\nThe rest is in the summary of the job.\n`;
}
