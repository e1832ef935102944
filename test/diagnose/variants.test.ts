/** The right cause stays first where the same fault is seen by other people: other names, networks and cards, other tools, fewer outputs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose, type Text } from '@canal-lint/core/diagnose';
import { describe, expect, test } from 'vitest';
import { hasShared, shared } from '../shared.js';
import { dice, fewer, variants } from './variants.js';

const lab = join(shared, 'corpus/lab');
type Scenario = { readonly id: string; readonly cause: string; readonly also: readonly string[] };
const scenarios = hasShared
  ? (JSON.parse(readFileSync(join(lab, 'index.json'), 'utf8')) as { scenarios: readonly Scenario[] }).scenarios
  : [];
const classes = JSON.parse(readFileSync(join(import.meta.dirname, '../corpus/causes.json'), 'utf8')) as Readonly<
  Record<string, string | string[]>
>;

const nodesOf = ({ id }: Scenario): readonly string[] => readdirSync(join(lab, id, 'nodes')).sort();
const textsOf = (scenario: Scenario): readonly Text[] =>
  nodesOf(scenario).flatMap((node) => {
    const folder = join(lab, scenario.id, 'nodes', node);
    return readdirSync(folder).map((file) => ({ name: `nodes/${node}/${file}`, text: readFileSync(join(folder, file), 'utf8') }));
  });

type Place = { readonly scenario: Scenario; readonly place: number; readonly said: string; readonly sure: number };

function placed(scenario: Scenario, texts: readonly Text[]): Place {
  const { causes } = diagnose({ texts });
  const right = [scenario.cause, ...scenario.also];
  const place = causes.findIndex(({ id }) => [classes[id] ?? id].flat().some((one) => right.includes(one)));
  return { scenario, place, said: `${scenario.id}: ${causes.slice(0, 3).map(({ id }) => id)}`, sure: causes[0]?.probability ?? 0 };
}

function judged(change: (texts: readonly Text[], scenario: Scenario, i: number) => readonly Text[]): readonly Place[] {
  return scenarios.map((scenario, i) => placed(scenario, change(textsOf(scenario), scenario, i)));
}

const sick = ({ scenario, place, sure }: Place): boolean => scenario.cause === 'healthy' && place !== 0 && sure > 0.5;

describe.skipIf(!hasShared)('a fault seen by others', () => {
  test.each(Object.keys(variants))('%s: right as before', (name) => {
    const places = judged((texts, scenario) => variants[name]?.(texts, dice(Number.parseInt(scenario.id, 10)), nodesOf(scenario)) ?? texts);
    expect(places.filter(({ place }) => place !== 0).map(({ said }) => said)).toEqual([]);
  });

  test('two of five outputs were not taken: first in 85 %, and nobody healthy is called sick', () => {
    const places = [1, 2].flatMap((seed) =>
      judged((texts, scenario, i) => fewer(/status|ip-route|iptables|bridge-fdb/)(texts, dice(seed * 101 + i + 1), nodesOf(scenario))),
    );
    expect(places.filter(sick)).toEqual([]);
    expect(places.filter(({ place }) => place === 0).length / places.length).toBeGreaterThanOrEqual(0.85);
  });

  test('one node was not looked at: first in 80 %', () => {
    const places = judged((texts, scenario, i) => {
      const nodes = nodesOf(scenario);
      return texts.filter(({ name }) => !name.startsWith(`nodes/${nodes[i % nodes.length]}/`));
    });
    expect(places.filter(sick)).toEqual([]);
    expect(places.filter(({ place }) => place === 0).length / places.length).toBeGreaterThanOrEqual(0.8);
  });
});
