/** What libcalico-go's validator asks of single values: the struct tags of api/pkg/apis/projectcalico/v3, which the catalogue holds as `check`. */
import type { Severity } from '../../cluster/finding.js';
import { ipFamily, labelValue, parseNet, portName, protocolNames, qualifiedName, tests } from '../../network/api-values.js';
import type { Field } from '../../network/catalogue/schema.js';
import { parseCidr } from '../../network/cidr.js';
import { goRegexp } from '../../network/go-regexp.js';
import { atLeast } from '../../network/version.js';
import type { Path } from '../../source/index.js';
import { fieldsOf, hidden, listOf, nameOf, place, rewrite, type Subject, type Value } from './subject.js';
import { judgeWord } from './words.js';

/** Judges a value and what is below it. */
export function judgeValues(subject: Subject, value: Value, field: Field, path: Path = []): void {
  if (value === hidden || field.open) return;
  judgeOne(subject, value, field, path);
  if (field.items) {
    for (const [i, item] of listOf(value).entries()) {
      if (field.each && item !== hidden) judgeTags(subject, { value: item, field: field.items, path: [...path, i], tags: field.each });
      judgeValues(subject, item, field.items, [...path, i]);
    }
  }
  for (const [name, child] of Object.entries(fieldsOf(value) ?? {})) {
    const known = field.values ?? (field.props && Object.hasOwn(field.props, name) ? field.props[name] : undefined);
    if (known) judgeValues(subject, child, known, [...path, name]);
  }
  judgeAbsent(subject, value, field, path);
}

function judgeOne(subject: Subject, value: Value, field: Field, path: Path): void {
  if (field.check) judgeTags(subject, { value, field, path, tags: field.check });
  if (field.format === 'cidr') judgeCidr(subject, value, path);
  if (field.decode === 'port' && typeof value === 'string' && /[^\d:]/.test(value))
    refused(subject, path, { value, reason: portName(value) });
  if (field.decode === 'protocol') judgeProtocol(subject, value, path);
}

/** `required` speaks about a field that is not there. */
function judgeAbsent(subject: Subject, value: Value, field: Field, path: Path): void {
  const fields = fieldsOf(value);
  if (!fields || !field.props || subject.partial) return;
  for (const [name, child] of Object.entries(field.props)) {
    if (!child.check?.includes('required') || Object.hasOwn(fields, name)) continue;
    const where = path.map(String).join('.');
    subject.report({ message: 'missing', at: place(subject, [...path, name]), data: { kind: subject.kind, field: name, where } });
  }
}

type Tagged = { readonly value: Value; readonly field: Field; readonly path: Path; readonly tags: readonly string[] };

function judgeTags(subject: Subject, { value, field, path, tags }: Tagged): void {
  for (const tag of tags) {
    // A pointer to a zero value has a value (validator.v9, hasValue); a plain zero value has none and was dropped.
    if (tag === 'omitempty' && field.empty === 'absent' && (value === '' || value === 0)) return;
    if (tag === 'required' && value === '') {
      const data = { kind: subject.kind, field: nameOf(path), where: path.slice(0, -1).join('.') };
      subject.report({ message: 'missing', at: place(subject, path), data });
      return;
    }
    const [name = '', argument = ''] = tag.split('=');
    const judge = judges[name];
    if (judge) judge(subject, path, value, argument);
    else judgeText(subject, path, value, name);
  }
}

type Judge = (subject: Subject, path: Path, value: Value, argument: string) => void;

const judges: Readonly<Record<string, Judge>> = {
  oneof: judgeOneOf,
  gt: bound((value, limit) => value > limit, 'more than'),
  gte: bound((value, limit) => value >= limit, 'at least'),
  lt: bound((value, limit) => value < limit, 'less than'),
  lte: bound((value, limit) => value <= limit, 'at most'),
  labels: judgeLabels,
  unique: judgeUnique,
  bpfLogFilters: judgeKeys,
};

/** kubectl stores what the definition allows: the word in any case, which Felix reads too. */
function judgeOneOf(subject: Subject, path: Path, value: Value, argument: string): void {
  const words = argument.split(' ');
  if (typeof value !== 'string' || words.includes(value)) return;
  if (subject.client || !words.some((word) => word.toLowerCase() === value.toLowerCase())) judgeWord(subject, path, value, words);
}

function bound(holds: (value: number, limit: number) => boolean, words: string): Judge {
  return (subject, path, value, argument) => {
    if (typeof value !== 'number' || holds(value, Number(argument))) return;
    const data = { field: nameOf(path), value, limit: `it must be ${words} ${argument}` };
    subject.report({ message: 'range', at: place(subject, path), severity: clientOnly(subject), data });
  };
}

/** What only Calico's client refuses: kubectl stores such an object of crd.projectcalico.org, and part of Calico may still read it. */
function clientOnly({ client }: Subject): Severity {
  return client ? 'error' : 'warning';
}

function judgeText(subject: Subject, path: Path, value: Value, tag: string): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) judgeText(subject, [...path, i], item, tag);
    return;
  }
  if (typeof value !== 'string' && typeof value !== 'number') return;
  const text = String(value);
  const reason = tag === 'regexp' ? regexpFault(path, text) : tests[tag]?.(text);
  refused(subject, path, { value: text, reason, severity: isUnreadable(tag, text) ? 'error' : clientOnly(subject) });
}

/** Nothing in Calico reads such a value, however it came in. */
function isUnreadable(tag: string, text: string): boolean {
  if (tag.startsWith('net')) return parseNet(text) === undefined;
  return /^(?:selector|regexp|IP:port|reachableBy|ip|ipv4|ipv6|cidrs?)$/.test(tag);
}

/** The pattern of the MTU's interface is mtu-arithmetic's. */
function regexpFault(path: Path, text: string): string | undefined {
  if (path.at(-1) === 'mtuIfacePattern') return undefined;
  const compiled = goRegexp(text);
  return 'error' in compiled ? compiled.error : undefined;
}

type Refused = { readonly value: string; readonly reason: string | undefined; readonly severity?: Severity };

function refused(subject: Subject, path: Path, { value, reason, severity = 'error' }: Refused): void {
  if (reason === undefined) return;
  subject.report({ message: 'value', at: place(subject, path), severity, data: { field: nameOf(path), value, reason } });
}

/**
 * The definition's format `cidr` takes no bare address; before, and for Calico's own client, that is the range of this address alone. Fields have the
 * format since v3.32, items of lists since 3.33: v3.32.1 has it at the list, where the API server does not look
 * (libcalico-go/config/crd/crd.projectcalico.org_ipreservations.yaml).
 */
function judgeCidr(subject: Subject, value: Value, path: Path): void {
  if (typeof value !== 'string' || parseCidr(value)) return;
  const family = ipFamily(value);
  if (family === undefined) {
    refused(subject, path, { value, reason: 'a CIDR such as 10.0.0.0/8 is expected' });
    return;
  }
  const since = typeof path.at(-1) === 'number' ? '3.33' : '3.32';
  if (subject.release && !atLeast(subject.release, since)) return;
  const range = `${value}/${family === 4 ? 32 : 128}`;
  const at = place(subject, path);
  subject.report({
    message: 'value',
    at,
    data: { field: nameOf(path), value, reason: `from v${since} on a range has a prefix length` },
    fix: rewrite(at, range, { title: `write ${range}` }),
    ...(!subject.release && { severity: 'warning' as const, settle: 'the release of Calico: --calico-version' }),
  });
}

function judgeProtocol(subject: Subject, value: Value, path: Path): void {
  if (value === 0) refused(subject, path, { value: '0', reason: 'a protocol has a number from 1 to 255' });
  if (typeof value === 'string' && !protocolNames.includes(value)) judgeWord(subject, path, value, protocolNames);
}

function judgeLabels(subject: Subject, path: Path, value: Value): void {
  for (const [key, text] of Object.entries(fieldsOf(value) ?? {})) {
    const wrong = qualifiedName(key);
    if (wrong !== undefined)
      subject.report({ message: 'value', at: place(subject, [...path, key], 'key'), data: { field: 'label', value: key, reason: wrong } });
    if (typeof text === 'string') refused(subject, [...path, key], { value: text, reason: labelValue(text) });
  }
}

function judgeKeys(subject: Subject, path: Path, value: Value): void {
  for (const key of Object.keys(fieldsOf(value) ?? {})) {
    if (/^[a-zA-Z0-9_.-]{1,15}$/.test(key)) continue;
    const data = { field: nameOf(path), value: key, reason: 'the name of an interface has 1 to 15 letters, digits, _, . and -' };
    subject.report({ message: 'value', at: place(subject, [...path, key], 'key'), data });
  }
}

function judgeUnique(subject: Subject, path: Path, value: Value): void {
  const seen = new Set<Value>();
  for (const [i, item] of listOf(value).entries()) {
    if (seen.has(item) && item !== hidden)
      subject.report({ message: 'repeated', at: place(subject, [...path, i]), data: { field: nameOf(path), value: JSON.stringify(item) } });
    seen.add(item);
  }
}
