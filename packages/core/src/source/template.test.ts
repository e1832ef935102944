import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Document, readSource } from './document.js';
import { at, entries, type Path, scalarAt } from './node.js';
import { filler, hasActions, isTemplated, mask } from './template.js';

function read(text: string): { readonly document: Document | undefined; readonly problems: readonly string[] } {
  const { documents, problems } = readSource({ name: 'a.yaml', text }, () => true);
  return { document: documents[0], problems: problems.map(({ message }) => message) };
}

/** `value` where it is known, `unknown` where a template fills it in. */
function seen(text: string, path: Path): unknown {
  const { document, problems } = read(text);
  expect(problems).toEqual([]);
  const node = scalarAt(document?.root, path);
  return node?.templated ? 'unknown' : node?.value;
}

describe('mask', () => {
  const part = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    '%{ if x }',
    '%{',
    '}',
    '{',
    '\n',
    '\r\n',
    ' ',
    'a',
    ': ',
    '"',
    "'",
    '- ',
    '{{ .a }}',
    '{{- end }}',
    '{{/* c */}}',
    filler,
  );

  it('keeps the length, and every character outside an action', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const { text: out } = mask(text);
        expect(out).toHaveLength(text.length);
        for (let i = 0; i < text.length; i++) if (out[i] !== filler && out[i] !== '#') expect(out[i]).toBe(text[i]);
      }),
      { seed: 2, numRuns: 3000 },
    );
  });

  it('takes time that grows with the length, not with its square', () => {
    for (const text of ['{{'.repeat(500_000), '{{ a }} '.repeat(200_000), '{% '.repeat(500_000), '{#{{'.repeat(300_000)]) {
      expect(mask(text).text).toHaveLength(text.length);
    }
  });
});

it.each([
  ['Helm', 'a: {{ .Values.a | default "x" }}\nb: 1\n'],
  ['Jinja', 'a: {{ calico_mtu }}\nb: 1\n'],
  ['part of a value', 'a: calico/node:{{ .tag }}\nb: 1\n'],
  ['quotes', 'a: "{{ a }}"\nb: 1\n'],
  ['braces in the quotes of an action', 'a: {{ "}" }}\nb: 1\n'],
  ['several on a line', 'a: {{ a }}:{{ b }}\nb: 1\n'],
  ['a block scalar', 'a: |\n  x\n  {{ b }}\nb: 1\n'],
  ['a line of its own in a block scalar', 'a: |\n  x\n  {{- if b }}\n  y\n  {{- end }}\nb: 1\n'],
  ['an action over lines', 'a: {{ include "x"\n  (dict "a" 1) }}\nb: 1\n'],
  ['Terraform', 'a: \u0024{mtu}\nb: 1\n'],
  ['only an action below the key', 'a:\n  {{- toYaml .Values.a | nindent 2 }}\nb: 1\n'],
])('a value filled in by %s is unknown, and the next one is not', (_, text) => {
  expect(seen(text, ['a'])).toBe('unknown');
  expect(seen(text, ['b'])).toBe(1);
});

it.each([
  ['no action', 'a: 1\n', false],
  ['a value', 'a: {{ b }}\n', false],
  ['a line of its own', '{{- if x }}\na: 1\n{{- end }}\n', true],
  ['several actions on a line of their own', '  {{ if x }}{{ b }}{{ end }}\na: 1\n', true],
  ['a key', '{{ $k }}: 1\n', true],
  ['a Jinja block', '{% for x in y %}\na: 1\n{% endfor %}\n', true],
  ['a Terraform directive', '%{ if x }\na: 1\n%{ endif }\n', true],
  ['a comment of Go', '{{- /* Copyright\n one */ -}}\na: 1\n', false],
  ['a comment of Jinja', '{# why #}\na: 1\n{{ b }}: 2', true],
  ['an action over lines', 'a: {{ b\n  c }}\n', true],
  ['a line of its own in a text', 'a: >-\n  {% if b %}\n  x\n  {% endif %}\nc: 1\n', false],
  ['a line of its own in a text, and one beside it', 'a: |\n  {{ b }}\n{{ c }}\n', true],
  ['a format of a log', 'a: "%{HOST}"\n', false],
])('%s: keys may be missing: %s', (_, text, structural) => {
  expect(read(text)).toMatchObject({ problems: [], document: { structural } });
});

it('a key in two branches is unknown, and said once', () => {
  const text = '{{ if a }}\nmode: Always\n{{ else }}\nmode: Never\n{{ end }}\nb: 1\n';
  const { document } = read(text);
  expect(entries(document?.root).map((e) => e.name)).toEqual(['mode', 'b']);
  expect(seen(text, ['mode'])).toBe('unknown');
});

it.each([
  ["a: '{{'\nb: {c: {d: 1}}\n", ['b', 'c', 'd']],
  ['a: "{{"\nb: {c: {d: 1}}\n', ['b', 'c', 'd']],
  ['a: "{%"\nb: 1\n', ['b']],
  ['a: {b: {c: 1}}\n', ['a', 'b', 'c']],
  ['{"a":{"b":{"c":1}}}', ['a', 'b', 'c']],
  ['a: "{{ x }}"\nb: "}}"\nc: 1\n', ['c']],
])('YAML with braces stays right: %j', (text, path) => {
  expect(seen(text, path)).toBe(1);
});

it('a template that is no YAML before it is rendered is skipped, not wrong', () => {
  const { document, problems } = read('a:\n  - x\n{{ include "more" . | indent 2 }}\n  - y\n{{ end }}\n b: 1\n');
  expect(problems).toEqual([]);
  expect(document).toMatchObject({ structural: true, root: undefined });
});

it('a flow list with a condition is skipped, not wrong', () => {
  const { document, problems } = read('a: ["b"{% if c %}, "{{ c }}"{% endif %}]\n');
  expect(problems).toEqual([]);
  expect(document).toMatchObject({ structural: true, root: undefined });
});

it('a fault beside inline actions is a fault', () => {
  expect(read('a: "{{ x }}"\nb: [1\n').problems).toHaveLength(1);
});

it('spans are those of the text as written', () => {
  const text = '{{- if .x }}\nkey: {{ .a }}  # note\n{{- end }}\nb: 22\n';
  const { document } = read(text);
  const cut = (path: Path): string => text.slice(at(document?.root, path)?.start, at(document?.root, path)?.end);
  expect(cut(['key'])).toBe('{{ .a }}');
  expect(cut(['b'])).toBe('22');
});

it.each([
  ['{{ a }}', true],
  ['<% a %>', true],
  ['\u0024{A}', true],
  ['$MTU', true],
  ['@MTU@', true],
  ['###ZARF_VAR_MTU###', true],
  ['$(NODE_IP)', false],
  ['a$', false],
  ['user@host', false],
])('%s is filled in later: %s', (text, wanted) => {
  expect(isTemplated(text)).toBe(wanted);
});

it('only what may be a template is masked', () => {
  expect(['a: 1', '{"a": {}}', '\u0024{A}', '%{HOST}'].some(hasActions)).toBe(false);
  expect(['{{ a }}', '{% if a %}', '%{ for a in b }', '%{~ if a ~}'].every(hasActions)).toBe(true);
});
