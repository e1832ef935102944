import { expect, it } from 'vitest';
import { metricsIn } from './promql.js';

it.each([
  ['rate(felix_a{job="felix_b"}[5m]) > 0 # felix_c', ['felix_a']],
  ['sum by (felix_node) (felix_a)', ['felix_a']],
  [`{__name__="felix_a"}`, ['felix_a']],
  ['felix_$kind > 0', []],
  ['label_values(felix_a, felix_node)', ['felix_a']],
  ['label_values(felix_a{job="x", b="y"}, felix_node)', ['felix_a']],
  ['label_values({job="felix"}, felix_node)', []],
  ['label_values(felix_node)', []],
  ['label_values(sum by (felix_node) (felix_a), felix_node)', ['felix_a']],
  ['metrics(felix_.*)', []],
])('%s', (expression, metrics) => expect(metricsIn(expression)).toEqual(metrics));
