/** A tag in its short form: verbatim ones and those of a `%TAG` directive are unfolded. */
export function tagName(tag: string, handles: ReadonlyMap<string, string>): string {
  if (tag.startsWith('!<')) return tag.slice(2, -1);
  const handle = /^!(?:[\w-]*!)?/.exec(tag)?.[0] ?? '';
  const prefix = handles.get(handle);
  return prefix === undefined ? tag : prefix + tag.slice(handle.length);
}
