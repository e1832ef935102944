import type { ObjectFact } from '../../cluster/input.js';
import { effective } from '../../cluster/precedence.js';
import { knownValue } from '../../cluster/setting.js';
import { type KindSchema, schemaFor } from '../../network/catalogue/schema.js';
import { at, followed, type Origin, type Path, textAt } from '../../source/index.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';
import { judgeBetween } from './between.js';
import { judgeDefinition } from './definition.js';
import { enterpriseKinds, judgeKind } from './kinds.js';
import { type Messages, messages } from './messages.js';
import { judgeMetadata } from './metadata.js';
import { judgeNode } from './node.js';
import { isPoolRules } from './pool.js';
import { reading } from './reading.js';
import { judgeRelease } from './release.js';
import { nameOf, place, rewrite, type Subject } from './subject.js';
import { judgeValues } from './validator.js';

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'schema',
  since: '0.1.0',
  category: 'text',
  severity: 'error',
  summary: "Calico's resources hold the fields and values that Calico's API takes",
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const enterprise = cluster.objects.some(isEnterprise);
    const release = knownValue(effective(cluster.product.calico));
    for (const object of cluster.objects) {
      const schema = schemaFor(object);
      const unknown = enterprise || object.valuesKey !== undefined ? 'warning' : 'error';
      if (schema) judge(object, { schema, release, unknown, enterprise, report });
      else judgeKind(object, report);
      judgeNode(object, report);
    }
  },
});
export default rule;

type Around = Pick<Subject, 'release' | 'unknown' | 'enterprise' | 'report'> & { readonly schema: KindSchema };

function judge(object: ObjectFact, { schema, release, unknown, enterprise, report }: Around): void {
  const { document } = object.origin;
  const base = object.origin.path.slice(0, -2);
  const node = at(document.root, base);
  if (!node || followed(node).kind !== 'map') return;
  const last: (() => void)[] = [];
  const subject: Subject = {
    kind: object.kind,
    client: object.apiVersion.startsWith('projectcalico.org/'),
    document,
    base,
    fields: schema.fields,
    release,
    partial: document.structural,
    unknown,
    enterprise,
    spec: object.valuesKey ?? 'spec',
    ...oncePerPlace(object, base, report),
    later: (say) => void last.push(say),
    respelt: new Map(),
  };
  const root = reading(subject, node, schema.fields);
  if (root === undefined) return;
  judgeDefinition(subject, schema, root);
  judgeValues(subject, root, schema.fields);
  judgeMetadata(subject, root);
  judgeBetween(subject, root);
  judgeRelease(subject, root, schema.fields);
  judgeSpelling(subject);
  for (const say of last) say();
}

function judgeSpelling(subject: Subject): void {
  for (const [path, field] of subject.respelt) {
    const canonical: Path = JSON.parse(path);
    const meant = nameOf(canonical);
    const at = place(subject, canonical, 'key');
    const fix = rewrite(at, meant, { title: `write ${meant}`, key: true });
    subject.report({ message: 'letterCase', at, severity: 'warning', data: { field, meant }, fix });
  }
}

/** Two tests often refuse one value: the first that speaks is the one that knows most. What pool rules judge is theirs. */
function oncePerPlace(object: ObjectFact, base: Path, report: Report<Messages>): Pick<Subject, 'report' | 'settled'> {
  const seen = new Set<string>();
  const once: Report<Messages> = (finding) => {
    const path = finding.at.path.slice(base.length);
    const key = JSON.stringify([path, finding.at.part]);
    if (seen.has(key) || (finding.at.part === undefined && isPoolRules(object.kind, path, written(finding.at)))) return;
    seen.add(key);
    report(finding);
  };
  return { report: once, settled: (path) => void seen.add(JSON.stringify([path, undefined])) };
}

function written({ document, path }: Origin): string | number | object | undefined {
  const node = at(document.root, path);
  const found = node && followed(node);
  if (found?.kind !== 'scalar') return found;
  return typeof found.value === 'number' ? found.value : found.text;
}

function isEnterprise({ apiVersion, kind, origin }: ObjectFact): boolean {
  if (!/(?:^|\.)projectcalico\.org\/|^operator\.tigera\.io\//.test(apiVersion)) return false;
  if (enterpriseKinds.includes(kind)) return true;
  const variant = textAt(origin.document.root, [...origin.path.slice(0, -2), 'spec', 'variant']);
  return kind === 'Installation' && variant !== undefined && variant !== 'Calico';
}
