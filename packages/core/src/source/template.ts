/**
 * Templates (Helm, Jinja, Terraform, Go) are read as YAML whose filled-in parts are unknown: each action is overwritten by
 * characters of the private use area, one for one, so that every offset stays that of the file.
 */

const filler = '\uE000';
const action = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|%\{[^}\n]*\}/g;
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

/** Overwrites the template actions of `text`; the length never changes. */
export function mask(text: string): Masked {
  let structural = false;
  const out = text.replace(action, (found, offset: number) => {
    const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    const after = text.slice(offset + found.length, endOfLine(text, offset + found.length));
    const alone = /^[ \t\uE000]*$/.test(before.replace(action, '')) && /^[ \t]*$/.test(after.replace(action, ''));
    if (!alone) return filler.repeat(found.length);
    structural = true;
    return `#${filler.repeat(found.length - 1)}`;
  });
  return { text: out, structural };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  const stop = end < 0 ? text.length : end;
  return text[stop - 1] === '\r' ? stop - 1 : stop;
}

/**
 * True where a value is filled in later: a masked action, `{{…}}` or `<%…%>` in a string, `${…}` of Terraform, Flux, envsubst and
 * shell, `###ZARF_…###`, `@VARIABLE@`. Not `$(NAME)`: Kubernetes expands that itself.
 */
export function isTemplated(text: string): boolean {
  return text.includes(filler) || /\{\{|\$\{|<%|###ZARF_|^@[A-Z_]+@$|^\$[A-Z_]+$/.test(text);
}
