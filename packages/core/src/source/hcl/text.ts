/** Strings of HCL: what they say, and how one is written (hashicorp/hcl v2 hclsyntax/spec.md, "Template Expressions"). */

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** The text between the quotes of a string without interpolation. */
export function unquoted(text: string): string {
  if (!/[\\$%]/.test(text)) return text;
  return text.replaceAll(
    /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))|([$%])\4\{/gs,
    (all, u?: string, long?: string, c?: string, mark?: string) => {
      if (mark !== undefined) return `${mark}{`;
      if (c !== undefined) return escapes.get(c) ?? all;
      const code = Number.parseInt(u ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}

/** The text of a heredoc: no escapes but those of the template marks; `<<-` takes the indentation that all lines share. */
export function heredocText(body: string, indented: boolean): string {
  const text = body.replaceAll(/([$%])\1\{/g, '$1{').replaceAll('\r\n', '\n');
  if (!indented) return text;
  const lines = text.split('\n');
  const least = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  return Number.isFinite(least) ? lines.map((line) => line.slice(Math.min(least, line.length - line.trimStart().length))).join('\n') : text;
}

/** A value as HCL writes it. */
export function spelledHcl(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const quoted = value.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return `"${quoted.replaceAll(/[$%]+(?=\{)/g, escapedMarks)}"`;
}

/** `$${` is the escape of `${`; what stands before it must not join in. */
function escapedMarks(run: string): string {
  const last = run.slice(-1);
  return `${run.slice(0, -1).replaceAll('$', '\\u0024').replaceAll('%', '\\u0025')}${last}${last}`;
}
