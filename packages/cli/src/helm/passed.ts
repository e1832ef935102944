// Files of a chart that its templates read with .Files and pass on as objects.
import type { Chart } from './chart.js';

const read = /\.Files\.(?:Get|Lines|Glob)\s+["`]([^"`]+)["`]/g;

/** Paths of the files that a template reads by their name, or by a pattern. */
export function filesRead({ files }: Chart): readonly string[] {
  const patterns = [...files].flatMap(([path, { bytes }]) => {
    const inside = /^((?:charts\/[^/]+\/)*)templates\//.exec(path);
    if (!inside) return [];
    return [...textOf(bytes).matchAll(read)].map(([, name = '']) => globbed(`${inside[1]}${name}`));
  });
  return [...files.keys()].filter((path) => patterns.some((pattern) => pattern.test(path)));
}

/** Those of them whose objects stand in the rendered text. What becomes an entry of a ConfigMap is no object of the chart. */
export function passedFiles(chart: Chart, rendered: string): ReadonlySet<string> {
  const kindsIn = (text: string): readonly string[] => [...text.matchAll(kindLine)].map(([, kind = '']) => kind);
  const kinds = new Set(kindsIn(rendered));
  const passed = filesRead(chart).filter((path) => {
    const own = kindsIn(textOf(chart.files.get(path)?.bytes));
    return own.length > 0 && own.every((kind) => kinds.has(kind));
  });
  return new Set(passed);
}

const kindLine = /^kind:[ \t]*["']?(\w+)/gm;

/** `files/*.yaml`, as Go's path.Match and `**` of gobwas/glob read it. */
function globbed(pattern: string): RegExp {
  const text = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*\*|\*|\?/g, (mark) => (mark === '**' ? '.*' : mark === '*' ? '[^/]*' : '[^/]'));
  return new RegExp(`^${text}$`);
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}
