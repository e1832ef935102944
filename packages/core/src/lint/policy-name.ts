/** Names of rules that policies bring: `policy/<package>/<rule>`. A configuration and the comments of a file may name them where no policy is loaded. */

/** What the rules of policies are called that a run does not load: those of packages that none of the known rules is of. */
export function absentPolicies(known: readonly string[]): RegExp {
  const packages = new Set(known.flatMap((name) => /^policy\/([^/]+)\//.exec(name)?.[1] ?? []));
  const loaded = [...packages].map((name) => `${name.replaceAll('.', '\\.')}/`);
  return new RegExp(loaded.length === 0 ? '^policy/' : `^policy/(?!${loaded.join('|')})`, 'u');
}
