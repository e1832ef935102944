import type { Severity } from '@canal-lint/core';

/** A text that a fix must leave, `offset` lines below the line of the finding. */
export type FixedText = { readonly text: string; readonly offset: number };

/** One expected finding. */
export type Want = {
  /** Line of the file that the finding must stand on, from 1. */
  readonly line: number;
  /** Part of the message. */
  readonly message: string;
  /** Undefined: the rule's own. */
  readonly severity: Severity | undefined;
  /** What the safe fixes must leave. */
  readonly fix: readonly FixedText[];
  /** What the fixes must leave once the unsafe ones are applied too. */
  readonly unsafe: readonly FixedText[];
};

const quoted = '"((?:[^"\\\\]|\\\\.)*)"';
const one = new RegExp(
  `want(?:@([+-]\\d+))?\\s+${quoted}((?:\\s+(?:severity=\\w+|(?:fix|unsafe)(?:@[+-]\\d+)?=(?:${quoted}|[^\\s"]\\S*)))*)`,
  'g',
);
const severities: readonly string[] = ['error', 'warning', 'info'] satisfies readonly Severity[];

/**
 * The expectations of one line: `# want "part of the message" severity=warning fix=Always`, several on a line. `want@-3` speaks about the
 * third line above, `fix@+1=` about the line below the finding; a text with blanks stands in quotes. Throws where `# want` is followed by something else.
 */
export function wantsOf(text: string, line: number): readonly Want[] {
  const start = text.search(/#\s*want(?:@[+-]\d+)?\s/);
  if (start < 0) return [];
  const said = text.slice(start + 1);
  const wants = [...said.matchAll(one)].map(
    ([, at = '0', message = '', facts = '']): Want => ({
      line: line + Number(at),
      message: unescaped(message),
      severity: severityOf(facts),
      fix: fixedTexts(facts, 'fix'),
      unsafe: fixedTexts(facts, 'unsafe'),
    }),
  );
  const rest = said.replaceAll(one, '').replaceAll('#', '').trim();
  if (rest !== '') throw new SyntaxError(`after "want" stands "${rest}", which is no expectation`);
  return wants;
}

function severityOf(facts: string): Severity | undefined {
  const name = /\bseverity=(\w+)/.exec(facts)?.[1];
  if (name === undefined) return undefined;
  if (!severities.includes(name)) throw new SyntaxError(`"${name}" is no severity: error, warning and info are`);
  return name as Severity;
}

function fixedTexts(facts: string, name: 'fix' | 'unsafe'): readonly FixedText[] {
  const said = new RegExp(`\\s${name}(?:@([+-]\\d+))?=(?:${quoted}|([^\\s"]\\S*))`, 'g');
  return [...facts.matchAll(said)].map(([, offset = '0', text, bare = '']) => ({
    text: text === undefined ? bare : unescaped(text),
    offset: Number(offset),
  }));
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}
