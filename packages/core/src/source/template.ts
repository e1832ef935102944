/**
 * Templates (Helm, Jinja, Terraform, Go) are read as YAML whose filled-in parts are unknown: each action is overwritten by
 * characters of the private use area, one for one, so that every offset stays that of the file.
 */

const filler = '\uE000';
const some = String.raw`(?:\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|%\{[^}\n]*\})`;
const action = new RegExp(some, 'g');
const alone = new RegExp(String.raw`^[ \t]*(?:${some}[ \t]*)+(?=\r?\n|$(?![\s\S]))`, 'gm');
const opener = /\{\{|\{%|%\{/;

export type Masked = {
  readonly text: string;
  /** Some action stands alone on its lines: it may bring, take away or repeat whole keys. */
  readonly structural: boolean;
};

/** True where the text holds a template action. */
export function hasActions(text: string): boolean {
  return opener.test(text);
}

/**
 * Overwrites the template actions of `text`; the length never changes. Lines of nothing but actions become empty lines, which YAML allows
 * everywhere, in block scalars too.
 */
export function mask(text: string): Masked {
  const emptied = text.replace(alone, (found) => '\n'.repeat(found.length));
  return { text: emptied.replace(action, (found) => filler.repeat(found.length)), structural: emptied !== text };
}

/**
 * True where a value is filled in later: a masked action, `{{…}}` or `<%…%>` in a string, `${…}` of Terraform, Flux, envsubst and
 * shell, `###ZARF_…###`, `@VARIABLE@`. Not `$(NAME)`: Kubernetes expands that itself.
 */
export function isTemplated(text: string): boolean {
  return text.includes(filler) || /\{\{|\$\{|<%|###ZARF_|^@[A-Z_]+@$|^\$[A-Z_]+$/.test(text);
}
