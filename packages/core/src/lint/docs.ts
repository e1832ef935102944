/**
 * The page of a rule in Markdown: Why, Avoid, Prefer, Exceptions, Sources. Undefined for a name that is no rule's. The pages are a chunk of
 * their own, loaded at the first call: a run of the linter does not pay for them.
 */
export async function ruleDocs(name: string): Promise<string | undefined> {
  const { docs } = await import('./docs.gen.js');
  return Object.hasOwn(docs, name) ? docs[name] : undefined;
}
