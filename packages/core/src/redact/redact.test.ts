import { describe, expect, test } from 'vitest';
import { redact, redactor, restore } from './index.js';

const one = (text: string): string => redact([{ name: 'a', text }]).texts[0]?.text ?? '';

describe('redact', () => {
  test('gives one stand-in to one value, in all texts', () => {
    const { texts, replacements } = redact([
      { name: 'log', text: 'connect to 52.18.3.4 from zeus' },
      { name: 'nodes', text: 'zeus   Ready    <none>   10d   v1.30.1   10.0.0.11   52.18.3.4\n' },
    ]);
    expect(texts.map(({ text }) => text)).toEqual([
      'connect to 198.51.100.4 from host-1',
      'host-1   Ready    <none>   10d   v1.30.1   10.0.0.11   198.51.100.4\n',
    ]);
    expect(replacements.find(({ kind }) => kind === 'host')).toEqual({
      kind: 'host',
      original: 'zeus',
      standIn: 'host-1',
      places: [
        { name: 'log', start: 26, end: 30 },
        { name: 'nodes', start: 0, end: 4 },
      ],
    });
  });

  test('leaves what is in use for something else: a stand-in stands for one value', () => {
    expect(one('198.51.100.1 host-1 52.18.3.4 node1.acme-corp.net')).toBe('198.51.100.1 host-1 203.0.113.4 host-2.example');
  });

  test('keeps line numbers where a key has many lines', () => {
    const body = ['MIIEowIBAAKCAQEA', 'c2VjcmV0c2VjcmV0', 'c2VjcmV0'].map((line) => `    ${line}\n`).join('');
    const text = `key: |\n    -----BEGIN PRIVATE KEY-----\n${body}    -----END PRIVATE KEY-----\nnext: 1\n`;
    const redacted = one(text);
    expect(redacted.split('\n').indexOf('next: 1')).toBe(text.split('\n').indexOf('next: 1'));
    expect(redacted).not.toContain('c2Vj');
  });

  test('is undone by its own map', () => {
    const run = redactor();
    const text = 'password: hunter2\nnode: zeus\nrouter 52.18.3.4/24 via 52.18.3.1 on db.acme-corp.net\n';
    const [redacted] = run.redact([{ name: 'a', text }]).texts;
    expect(redacted?.text).not.toMatch(/hunter2|zeus|52\.18|acme/);
    expect(restore(redacted?.text ?? '', run.standIns())).toBe(text);
  });
});
