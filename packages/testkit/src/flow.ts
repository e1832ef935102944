/**
 * Reads a flow map as headers write it: `{nicMtu: 1500, l2: true, cloud: aws}`. Bare words stand for strings; everything else is JSON.
 * Throws a SyntaxError where that does not come out.
 */
export function parseFlow(text: string): Readonly<Record<string, unknown>> {
  const json = text
    .replaceAll(/([{,]\s*)([A-Za-z_][\w-]*)\s*:/g, '$1"$2":')
    .replaceAll(/([:[,]\s*)(?!(?:true|false|null)\s*[,}\]])([A-Za-z_][\w./-]*)(?=\s*[,}\]])/g, '$1"$2"');
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError(`"${text}" is no map`);
  return value as Readonly<Record<string, unknown>>;
}
