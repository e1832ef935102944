/** A healthy network is never called broken, whatever is looked at, and in which company. */
import { type Answer, diagnose, type Text } from '@canal-lint/core/diagnose';
import { describe, expect, test } from 'vitest';
import { commands } from '../../packages/core/src/diagnose/commands.js';
import { casesOf } from './cases.js';
import { harmless as besides } from './harmless-answers.js';
import { answersOf, type Kind, kinds, type Pasted } from './healthy-answers.js';
import { nothing } from './nothing.js';
import { dice } from './variants.js';

const said = (texts: readonly Text[]): string => brief(diagnose({ texts }));
const brief = ({ verdict, causes }: Answer): string =>
  `${verdict}: ${causes
    .slice(0, 3)
    .map(({ id, probability, evidence: [first] }) => `${id} ${probability.toFixed(2)} (${first?.text ?? ''})`)
    .join(', ')}`;
const first = (texts: readonly Text[]): string => diagnose({ texts }).causes[0]?.id ?? '';
const paste = (parts: readonly Pasted[]): readonly Text[] => [{ name: 'paste.txt', text: parts.map(({ text }) => text).join('') }];

/** One release of calicoctl: that of 3.33 finds no process anywhere. */
const consistent = (hand: readonly Pasted[]): readonly Pasted[] =>
  hand.some(({ id }) => id === 'node-status') ? hand.filter(({ id }) => id !== 'node-status of 3.33') : hand;

describe.each(kinds)('a healthy cluster: %s', (kind) => {
  const all = answersOf(kind);
  const base = all.filter(({ id }) => id === 'routes' || id === 'ping-pods');

  test.each(all)('$id, alone', (one) => {
    expect(said(paste([one]))).not.toMatch(/^broken/);
  });
  test.each(all.filter((one) => !base.includes(one)))('$id, beside routes and a ping that was answered', (one) => {
    expect(said(paste([...base, one]))).not.toMatch(/^broken/);
  });
  test.each(besides)('besides, $id', (one) => {
    expect(said(paste([one]))).not.toMatch(/^broken/);
    expect(said(paste([...base, one]))).toMatch(new RegExp(`^(?:healthy|unknown): ${first(paste(base))} `));
  });
  test('everything at once, and a few of them', () => {
    const roll = dice(kind.length);
    const hands = Array.from({ length: 40 }, () => all.filter(() => roll(4) === 0));
    for (const hand of [all, ...hands].map(consistent))
      expect(said(paste(hand)), hand.map(({ id }) => id).join(', ')).not.toMatch(/^broken/);
  });
});

/** Nobody has hands enough to paste more: what is harmless one by one stays so in company. */
test.each(kinds)('what is pasted besides, a few of it at once: %s', (kind) => {
  const base = answersOf(kind).filter(({ id }) => /^(?:routes|ping-pods|kubernetes-pods|node-status)$/.test(id));
  const roll = dice(kind.length + 7);
  for (let i = 0; i < 20; i++) {
    const hand = besides.filter(() => roll(4) === 0);
    expect(said(paste([...base, ...hand])), hand.map(({ id }) => id).join(', ')).not.toMatch(/^broken/);
  }
});

test('every command has an answer of a healthy cluster', () => {
  const answered = new Set(kinds.flatMap(answersOf).map(({ id }) => id));
  const ids = commands.filter((command) => command.ask(nothing) !== undefined).map(({ id }) => id);
  expect(ids.filter((id) => !answered.has(id))).toEqual([]);
});

/** What no cluster may be called broken for, whatever its addresses are. */
const harmless = ['ping of what lies outside', 'ping of the DNS cache', 'node-status in a pod', 'ping of a service'];

describe.each(casesOf().filter(({ verdict }) => verdict === 'healthy'))('the healthy case of $cause: $title', ({ texts }) => {
  const kind: Kind = texts.some(({ text }) => text.includes('vxlan.calico')) ? 'vxlan' : 'mesh';
  test.each(answersOf(kind).filter(({ id }) => harmless.includes(id)))('and $id', (one) => {
    expect(said([...texts, { name: 'more.txt', text: one.text }])).not.toMatch(/^broken/);
  });
});
