import { diagnose, type Text } from '@canal-lint/core/diagnose';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Outputs of a small broken cluster, as people paste them: written for this test. */
const outputs: readonly string[] = [
  `$ calicoctl node status
Calico process is running.

IPv4 BGP status
+--------------+-------------------+-------+----------+--------------------------------+
| PEER ADDRESS |     PEER TYPE     | STATE |  SINCE   |              INFO              |
+--------------+-------------------+-------+----------+--------------------------------+
| 10.9.0.2     | node-to-node mesh | start | 08:01:02 | Active Socket: Connection      |
|              |                   |       |          | refused                        |
| 10.9.0.3     | node-to-node mesh | up    | 08:01:04 | Established                    |
+--------------+-------------------+-------+----------+--------------------------------+

IPv6 BGP status
No IPv6 peers found.
`,
  `$ ip route
default via 10.9.0.254 dev eth0
10.9.0.0/24 dev eth0 proto kernel scope link src 10.9.0.1
blackhole 10.200.1.0/26 proto bird
10.200.1.7 dev cali0123456789a scope link
10.200.3.64/26 via 10.9.0.3 dev eth0 proto bird
`,
  `$ iptables-save
*filter
:INPUT ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 179 -j REJECT --reject-with tcp-reset
COMMIT
$ sysctl net.ipv4.ip_forward
net.ipv4.ip_forward = 0
`,
  `# in pod 10.200.1.7 on alpha
$ ping -n -c2 -W1 10.200.2.9
PING 10.200.2.9 (10.200.2.9) 56(84) bytes of data.

--- 10.200.2.9 ping statistics ---
2 packets transmitted, 0 received, 100% packet loss, time 1014ms
`,
  `2026-03-01 08:00:00.000 [ERROR][62] felix/daemon.go 491: Failed to connect to Typha. Retrying... error=dial tcp 10.9.0.8:5473: i/o timeout
calico/node is not ready: BIRD is not ready: BGP not established with 10.9.0.2
`,
];

const lines = outputs.flatMap((text) => text.split('\n'));
const seed = process.env['CANAL_LINT_SEED'] === undefined ? {} : { seed: Number(process.env['CANAL_LINT_SEED']) };

/** Lines in any order, some left out, some twice, some cut, some of noise. */
const mangled: fc.Arbitrary<readonly Text[]> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...lines) },
      { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...lines), fc.nat(90)).map(([line, to]) => line.slice(0, to)) },
      { weight: 1, arbitrary: fc.string() },
    ),
    { maxLength: 60 },
  )
  .chain((all) => fc.nat(all.length).map((cut) => [all.slice(0, cut), all.slice(cut)]))
  .map((parts) => parts.map((part, i) => ({ name: `n${i}/out.txt`, text: part.join('\n') })));

describe('input in any state', () => {
  test('never breaks it; each cause that is claimed has its evidence in the text', () => {
    fc.assert(
      fc.property(mangled, (texts) => {
        const { causes, verdict } = diagnose({ texts });
        expect(causes.length).toBeGreaterThan(0);
        for (const { id, evidence, probability } of causes) {
          expect(probability >= 0 && probability <= 1.000001, id).toBe(true);
          for (const { text, location } of evidence) {
            const line = texts.find(({ name }) => name === location.file)?.text.split('\n')[location.line - 1];
            expect(line, `${id}: ${text}`).toBeDefined();
          }
        }
        const [first] = causes;
        if (verdict === 'broken') expect(first?.evidence.some(({ supports }) => supports)).toBe(true);
      }),
      { numRuns: 500, ...seed },
    );
  });

  test('a cause that lost every line that spoke for it is not surer than before', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...outputs.entries()], { minLength: 1 }), (chosen) => {
        const texts = chosen.map(([i, text]) => ({ name: `n/${i}.txt`, text }));
        const before = diagnose({ texts }).causes[0];
        const spoke = before?.evidence.filter(({ supports }) => supports) ?? [];
        fc.pre(before !== undefined && spoke.length > 0);
        const without = texts.map(({ name, text }) => ({
          name,
          text: text
            .split('\n')
            .map((line, i) => (spoke.some(({ location }) => location.file === name && location.line === i + 1) ? '' : line))
            .join('\n'),
        }));
        const after = diagnose({ texts: without }).causes.find(({ id }) => id === before?.id);
        expect(after?.probability ?? 0).toBeLessThanOrEqual((before?.probability ?? 0) + 1e-9);
      }),
      { numRuns: 60, ...seed },
    );
  });

  test('the order of files and of the outputs in them does not matter', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...outputs.entries()], { minLength: outputs.length }), (chosen) => {
        const shape = (given: readonly Text[]): readonly string[] =>
          diagnose({ texts: given }).causes.map(({ id, probability }) => `${id} ${probability.toFixed(6)}`);
        const named = (all: readonly (readonly [number, string])[]): readonly Text[] =>
          all.map(([i, text]) => ({ name: `n/${i}.txt`, text }));
        expect(shape(named(chosen))).toEqual(shape(named([...outputs.entries()])));
      }),
      { numRuns: 20, ...seed },
    );
  });

  test('a line more that says nothing changes nothing', () => {
    const texts = outputs.map((text, i) => ({ name: `n/${i}.txt`, text }));
    const padded = texts.map(({ name, text }) => ({ name, text: `${text}\n\n` }));
    const shape = (given: readonly Text[]): readonly string[] =>
      diagnose({ texts: given }).causes.map(({ id, probability }) => `${id} ${probability.toFixed(6)}`);
    expect(shape(padded)).toEqual(shape(texts));
  });

  test('the same text twice does not make it surer', () => {
    const texts = outputs.map((text, i) => ({ name: `n/${i}.txt`, text }));
    const twice = texts.map(({ name, text }) => ({ name, text: `${text}${text}` }));
    const first = diagnose({ texts }).causes[0];
    const again = diagnose({ texts: twice }).causes[0];
    expect(again?.id).toBe(first?.id);
    expect(again?.probability).toBeCloseTo(first?.probability ?? 0, 6);
  });

  test('nothing at all: it says that it does not know, and asks', () => {
    const { verdict, causes, next } = diagnose({ texts: [] });
    expect(verdict).toBe('unknown');
    expect(causes.length).toBeGreaterThan(0);
    expect(next?.command).toContain('calicoctl node status');
  });
});
