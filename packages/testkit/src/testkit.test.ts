import { type AnyRule, defineRule, noOptions, type Pool, type Rule, recommended } from '@canal-lint/core';
import { describe, expect, it } from 'vitest';
import { caseProblems, parseCases, runCase } from './index.js';
import { commentsOf, imageOf } from './lines.js';

const rule = recommended.find(({ name }) => name === 'pool-modes') as AnyRule;

/** A pool whose ipipMode line ends as given. */
const pool = (line: string, more = ''): string => `# case: one
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: pods }
spec:
  cidr: 10.1.0.0/16
  ipipMode: always   ${line}
${more}`;

async function failures(text: string, by: AnyRule = rule): Promise<readonly string[]> {
  const results = await Promise.all(parseCases('cases.yaml', text).map((one) => runCase(by, one)));
  return results.flatMap((result) => result.failures);
}

describe('a case', () => {
  it('holds where every expectation is met and nothing else is reported', async () => {
    expect(await failures(pool('# want "is no mode" fix="ipipMode: Always"'))).toEqual([]);
    expect(await failures(pool('', '# want@-1 "is no mode" severity=error'))).toEqual([]);
  });

  it.each([
    ['a finding that nobody wants', '', /^cases\.yaml:7: not wanted: error of pool-modes "ipipMode "always"/],
    ['an expectation that nothing meets', '# want "is no mode" want "and more"', /^cases\.yaml:7: not reported: error "and more"$/],
    ['another severity', '# want "is no mode" severity=warning', /^cases\.yaml:7: not reported: warning "is no mode"$/],
    ['another line', '# want@-1 "is no mode"', /^cases\.yaml:6: not reported/],
    ['another fix', '# want "is no mode" fix=Never', /^cases\.yaml:7: the fix leaves "ipipMode: Always", not "Never"$/],
  ])('fails on %s', async (_, line, message) => {
    expect((await failures(pool(line)))[0]).toMatch(message);
  });

  it('takes nothing for an expectation that it cannot read', () => {
    expect(() => parseCases('cases.yaml', pool('# want is no mode'))).toThrow('cases.yaml:7: after "want" stands "want is no mode"');
    expect(() => parseCases('cases.yaml', pool('# want "x" severity=fatal'))).toThrow('"fatal" is no severity');
    expect(() => parseCases('cases.yaml', '# case: one\n# underlay: {nicMtu: }\nkind: Node\n')).toThrow('cases.yaml:2: ');
    expect(() => parseCases('cases.yaml', 'kind: Node\n# case: one\n')).toThrow('before the first "# case:"');
    expect(() => parseCases('cases.yaml', '# case: one\n# calicoversion: v3.20\nkind: Node\n')).toThrow(
      'cases.yaml:2: there is no header "calicoversion"; did you mean "# calicoVersion:"?',
    );
    expect(() => parseCases('cases.yaml', '# case: one\n# a note: b\n# underly: {l2: true}\nkind: Node\n')).toThrow(
      'cases.yaml:3: there is no',
    );
    expect(() => parseCases('cases.yaml', '# case: one\n# see there\n# whole: true\nkind: Node\n')).toThrow('behind another comment');
    expect(() => parseCases('cases.yaml', '# case: one\n# whole: true\n')).toThrow('cases.yaml:1: there is no text');
  });
});

describe('a fix', () => {
  const fixing = (to: (pool: Pool) => string): AnyRule => {
    const made: Rule<{ readonly bad: string }, Readonly<Record<string, never>>> = defineRule({
      name: 'fake-rule',
      since: '0.0.0',
      category: 'pool',
      severity: 'error',
      summary: 'Fake',
      messages: { bad: 'bad range' },
      options: noOptions,
      check({ cluster, report }) {
        for (const one of cluster.pools) {
          if (!('value' in one.cidr) || one.cidr.value === '10.2.0.0/16') continue;
          report({
            message: 'bad',
            at: one.cidr.origin,
            fix: { title: 'fix', applicability: 'safe', changes: [{ setting: one.cidr, to: to(one) }] },
          });
        }
      },
    });
    return made;
  };
  const text = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: a }\nspec:\n  cidr: 10.1.0.0/16 # want "bad range"\n';

  it('must silence its finding', async () => {
    expect(
      await failures(
        text,
        fixing(() => '10.2.0.0/16'),
      ),
    ).toEqual([]);
    expect(
      await failures(
        text,
        fixing(() => '10.1.0.0/16'),
      ),
    ).toEqual(['cases.yaml:1: still reported after the fix: "bad range"']);
  });
});

describe('the format', () => {
  it('reads headers, files and facts', () => {
    const [first, second] = parseCases(
      'cases.yaml',
      `# two cases
# case: with facts
# underlay: {nicMtu: 1500, l2: true, cloud: aws}
# options: {allow: [v3.31, "b c"], deep: {on: false}}
# calicoVersion: v3.31
# whole: true
# unknown: the NIC
# file: group_vars/all.yml
a: 1
---
b: 2 # want "x" fix=2 fix@+1="two words" unsafe=3 # want@-1 "say \\"y\\"" severity=info
# file: inventory.ini
[all]
# case: Plain, with a title!
c: 3
`,
    );
    expect(first).toMatchObject({
      title: 'with facts',
      line: 2,
      underlay: { nicMtu: 1500, l2: true, cloud: 'aws' },
      calicoVersion: 'v3.31',
      whole: true,
    });
    expect(first).toMatchObject({ unknown: 'the NIC', options: { allow: ['v3.31', 'b c'], deep: { on: false } } });
    expect(first?.files.map(({ name, line, text }) => [name, line, text.split('\n').length])).toEqual([
      ['group_vars/all.yml', 9, 4],
      ['inventory.ini', 13, 2],
    ]);
    const fix = [
      { text: '2', offset: 0 },
      { text: 'two words', offset: 1 },
    ];
    expect(first?.files[0]?.wants).toEqual([
      { line: 3, message: 'x', severity: undefined, fix, unsafe: [{ text: '3', offset: 0 }] },
      { line: 2, message: 'say "y"', severity: 'info', fix: [], unsafe: [] },
    ]);
    expect(second?.files).toEqual([{ name: 'plain-with-a-title.yaml', text: 'c: 3\n', line: 15, wants: [] }]);
  });
});

it('asks for a bad, a good and an unknown case and for every message', async () => {
  const results = await Promise.all(parseCases('cases.yaml', pool('# want "is no mode"')).map((one) => runCase(rule, one)));
  expect(caseProblems(rule, results)).toEqual([
    'pool-modes: no case shows what is right',
    'pool-modes: no case is marked "# unknown: why"',
    ...['both', 'ipipOnIpv6', 'loadBalancer'].map((id) => `pool-modes: no case reports the message ${id}`),
  ]);
});

it('does not let what is unknown be as loud as what is known', async () => {
  const results = await Promise.all(
    parseCases('cases.yaml', pool('# want "is no mode"').replace('\n', '\n# unknown: all\n')).map((one) => runCase(rule, one)),
  );
  expect(caseProblems(rule, results)).toContain('cases.yaml:1: what is unknown is reported as loud as what is known');
});

describe('lines', () => {
  it('follow their text through a change', () => {
    expect(imageOf('a\nb\nc', 'a\nB\nc', 2)).toEqual(['B']);
    expect(imageOf('a\nb\nc', 'a\nnew\nb\nc', 1)).toEqual(['a', 'new']);
    expect(imageOf('a\nb\nc\nd', 'a\nB\nC\nd', 3)).toEqual(['C']);
    expect(imageOf('a\nb\nc', 'a\nc', 2)).toEqual([]);
    expect(imageOf('a\nb', 'a\nX\nY', 2)).toEqual(['X', 'Y']);
  });

  it('know their comments', () => {
    expect(commentsOf('a: 1 # one\n# two\nb: "#3"\nc: x#4\n')).toEqual(['# one', '# two']);
  });
});
