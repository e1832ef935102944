/** args/cni-env of MicroK8s: variables of a shell, read into the tree that a map in YAML has. */
import type { Entry, MapNode, ScalarNode } from '../../source/index.js';

const assignment = /^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_]\w*)=(?<value>"[^"\\\r\n]*"|'[^'\r\n]*'|[^\s"'#;]*)/gm;

/** Spans are UTF-16 offsets in `text`. Undefined for a text without a variable. */
export function parseEnv(text: string): MapNode | undefined {
  const entries = [...text.matchAll(assignment)].map(({ 0: all, index, groups }): Entry => {
    const { name = '', value = '' } = groups ?? {};
    const end = index + all.length;
    const key = end - value.length - 1;
    return { key: scalar(name, 'plain', key - name.length, key), name, value: valueAt(value, end) };
  });
  const [first, last] = [entries[0], entries.at(-1)];
  return first && last && { kind: 'map', start: first.key.start, end: last.value.end, flow: false, entries };
}

function valueAt(raw: string, end: number): ScalarNode {
  const style = raw.startsWith('"') ? 'double' : raw.startsWith("'") ? 'single' : 'plain';
  return scalar(style === 'plain' ? raw : raw.slice(1, -1), style, end - raw.length, end);
}

function scalar(text: string, style: ScalarNode['style'], start: number, end: number): ScalarNode {
  return { kind: 'scalar', start, end, style, text, value: text, templated: false };
}
