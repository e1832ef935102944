/** Network policies: rules between fields of their rules (CEL of EntityRule and Rule; validator.go, validateRule and what calls it). */
import { parsePort } from '../../network/api-values.js';
import { type Cidr, parseCidr } from '../../network/cidr.js';
import type { Path } from '../../source/index.js';
import { fieldsOf, hidden, listOf, type Subject, type Value, valueAt } from './subject.js';
import { absent, said, tell, textOf } from './telling.js';

const sides = ['source', 'destination'] as const;
const noGlobal = 'global() stands in the namespaceSelector of a source or destination only';

export function judgePolicy(subject: Subject, root: Value): void {
  const spec = valueAt(root, ['spec']);
  const global = subject.kind.includes('Global');
  for (const field of ['selector', 'serviceAccountSelector', ...(global ? ['namespaceSelector'] : [])]) {
    if (textOf(valueAt(spec, [field]))?.includes('global(')) tell(subject, ['spec', field], field, noGlobal);
  }
  if (global) judgeHostPolicy(subject, spec);
  judgeTypes(subject, spec);
  for (const direction of ['ingress', 'egress'] as const) {
    for (const [i, rule] of listOf(valueAt(spec, [direction])).entries()) {
      const path: Path = ['spec', direction, i];
      judgeRule(subject, path, rule);
      judgeDirection(subject, path, rule, { direction, global });
    }
  }
}

/** A staged policy that deletes says nothing else. */
export function judgeStaged(subject: Subject, root: Value): void {
  const spec = fieldsOf(valueAt(root, ['spec'])) ?? {};
  if (spec['stagedAction'] !== 'Delete') {
    if (subject.kind !== 'StagedKubernetesNetworkPolicy') judgePolicy(subject, root);
    return;
  }
  const other = Object.entries(spec).find(
    ([name, value]) => !['stagedAction', 'tier'].includes(name) && said(value) && listOf(value).length + Number(!Array.isArray(value)) > 0,
  );
  if (other) tell(subject, ['spec', other[0]], other[0], 'a staged policy with stagedAction: Delete has no fields but tier');
}

function judgeHostPolicy(subject: Subject, spec: Value | undefined): void {
  const is = (field: string): boolean => valueAt(spec, [field]) === true;
  if (is('doNotTrack') && is('preDNAT')) tell(subject, ['spec', 'preDNAT'], 'preDNAT', 'it and doNotTrack exclude each other');
  if (is('preDNAT') && listOf(valueAt(spec, ['egress'])).length > 0)
    tell(subject, ['spec', 'egress'], 'egress', 'a preDNAT policy has no egress rules');
  if (is('preDNAT') && listOf(valueAt(spec, ['types'])).includes('Egress'))
    tell(subject, ['spec', 'types'], 'types', 'a preDNAT policy has no type Egress');
  const forward = valueAt(spec, ['applyOnForward']);
  if ((is('doNotTrack') || is('preDNAT')) && forward !== true && forward !== hidden && !subject.partial)
    tell(
      subject,
      ['spec', is('preDNAT') ? 'preDNAT' : 'doNotTrack'],
      is('preDNAT') ? 'preDNAT' : 'doNotTrack',
      'it needs applyOnForward: true',
    );
}

function judgeTypes(subject: Subject, spec: Value | undefined): void {
  const types = listOf(valueAt(spec, ['types']));
  for (const [i, type] of types.entries()) {
    if (type !== hidden && types.indexOf(type) < i) tell(subject, ['spec', 'types', i], `type ${String(type)}`, 'it is given twice');
  }
}

type Where = { readonly direction: 'ingress' | 'egress'; readonly global: boolean };

function judgeDirection(subject: Subject, path: Path, rule: Value, { direction, global }: Where): void {
  const far = direction === 'egress' ? 'destination' : 'source';
  const near = direction === 'egress' ? 'source' : 'destination';
  if (said(valueAt(rule, [near, 'services'])))
    tell(subject, [...path, near, 'services'], 'services', `an ${direction} rule matches services in its ${far} only`);
  if (direction === 'egress' && said(valueAt(rule, ['http'])))
    tell(subject, [...path, 'http'], 'http', 'it is matched in ingress rules only');
  const services = valueAt(rule, [far, 'services']);
  if (global && fieldsOf(services) && absent(subject, valueAt(services, ['namespace'])))
    tell(subject, [...path, far, 'services', 'namespace'], 'services', 'in a global policy they name their namespace');
}

function judgeRule(subject: Subject, path: Path, rule: Value): void {
  const get = (...steps: string[]): Value | undefined => valueAt(rule, steps);
  judgeHttp(subject, path, rule);
  const protocol = get('protocol');
  if (said(get('icmp')) && ![hidden, 'ICMP', 'ICMPv6', 1, 58].includes(protocol as string) && !subject.partial)
    tell(subject, [...path, 'icmp'], 'icmp', 'it needs protocol: ICMP or ICMPv6');
  for (const field of ['icmp', 'notICMP']) {
    if (said(get(field, 'code')) && absent(subject, get(field, 'type')))
      tell(subject, [...path, field, 'code'], 'code', 'it needs a type beside it');
  }
  judgeVersion(subject, path, rule);
  for (const side of sides) judgeEntity(subject, [...path, side], get(side));
  for (const field of said(get('destination', 'services')) ? ['ports', 'notPorts'] : []) {
    if (listOf(get('destination', field)).length > 0)
      tell(subject, [...path, 'destination', field], field, 'the ports of services are those of the service');
  }
  judgePorts(subject, path, rule);
  judgeNets(subject, path, rule);
}

function judgeVersion(subject: Subject, path: Path, rule: Value): void {
  const version = valueAt(rule, ['ipVersion']);
  for (const field of ['protocol', 'notProtocol']) {
    const protocol = valueAt(rule, [field]);
    const wanted = protocol === 'ICMP' || protocol === 1 ? 4 : protocol === 'ICMPv6' || protocol === 58 ? 6 : undefined;
    if (wanted !== undefined && typeof version === 'number' && version !== wanted)
      tell(subject, [...path, 'ipVersion'], `ipVersion ${version}`, `${String(protocol)} is IPv${wanted}`);
  }
}

function judgeEntity(subject: Subject, path: Path, entity: Value | undefined): void {
  const get = (field: string): Value | undefined => valueAt(entity, [field]);
  if (textOf(get('selector'))?.includes('global(')) tell(subject, [...path, 'selector'], 'selector', noGlobal);
  const namespaces = textOf(get('namespaceSelector'));
  if (namespaces?.includes('global(') && !/^[ \t]*global\([ \t]*\)[ \t]*$/.test(namespaces))
    tell(subject, [...path, 'namespaceSelector'], 'namespaceSelector', 'global() cannot be combined with other selectors');
  const services = get('services');
  if (!fieldsOf(services)) return;
  if (absent(subject, valueAt(services, ['name']))) tell(subject, [...path, 'services', 'name'], 'services', 'they name their service');
  for (const field of ['namespaceSelector', 'serviceAccounts', 'selector', 'notSelector'])
    if (said(get(field))) tell(subject, [...path, field], field, 'it cannot be combined with services');
  for (const field of ['nets', 'notNets'])
    if (listOf(get(field)).length > 0) tell(subject, [...path, field], field, 'it cannot be combined with services');
}

function judgeHttp(subject: Subject, path: Path, rule: Value): void {
  const [protocol, action, http] = [valueAt(rule, ['protocol']), valueAt(rule, ['action']), valueAt(rule, ['http'])];
  if (!said(http)) return;
  if (said(protocol) && protocol !== 'TCP' && protocol !== 6)
    tell(subject, [...path, 'protocol'], `protocol ${String(protocol)}`, 'HTTP is matched in TCP only');
  if (said(action) && action !== 'Allow') tell(subject, [...path, 'http'], 'http', 'it is matched by Allow rules only');
  judgeHttpMatch(subject, [...path, 'http'], http);
}

function judgeHttpMatch(subject: Subject, path: Path, http: Value | undefined): void {
  const methods = listOf(valueAt(http, ['methods']));
  for (const [i, method] of methods.entries())
    if (method !== hidden && methods.indexOf(method) < i)
      tell(subject, [...path, 'methods', i], `method ${String(method)}`, 'it is given twice');
  for (const [i, one] of listOf(valueAt(http, ['paths'])).entries()) {
    const [exact, prefix] = [valueAt(one, ['exact']), valueAt(one, ['prefix'])];
    const at = [...path, 'paths', i];
    if (said(exact) && said(prefix)) tell(subject, at, 'path', 'exact and prefix exclude each other');
    else if (absent(subject, exact) && absent(subject, prefix)) tell(subject, at, 'path', 'it has exact or prefix');
    const text = textOf(exact) ?? textOf(prefix);
    if (text !== undefined && !/^\/[^? #]*$/.test(text)) tell(subject, at, `path "${text}"`, 'it starts with / and has no ?, # or blank');
  }
}

/** Numbered ports need a protocol that has ports; named ones bring their protocol along. */
function judgePorts(subject: Subject, path: Path, rule: Value): void {
  const protocol = valueAt(rule, ['protocol']);
  if (protocol === hidden || (protocol === undefined && subject.partial)) return;
  const carries = ['TCP', 'UDP', 'SCTP', 'tcp', 'udp', 'sctp', 6, 17, 132].includes(protocol as string);
  if (carries) return;
  for (const side of sides) {
    for (const field of ['ports', 'notPorts']) {
      const ports = listOf(valueAt(rule, [side, field]));
      const wrong = protocol === undefined ? ports.some((port) => port !== hidden && !isNamed(port)) : ports.length > 0;
      if (wrong)
        tell(
          subject,
          [...path, side, field],
          field,
          protocol === undefined
            ? 'numbers of ports need protocol: TCP, UDP or SCTP in their rule'
            : `${String(protocol)} has no ports; TCP, UDP and SCTP have`,
        );
    }
  }
}

function isNamed(port: Value): boolean {
  const read = typeof port === 'string' ? parsePort(port) : undefined;
  return read !== undefined && 'name' in read;
}

/** The CIDRs of one rule are of one family, that of its ipVersion. */
function judgeNets(subject: Subject, path: Path, rule: Value): void {
  const version = valueAt(rule, ['ipVersion']);
  let family = typeof version === 'number' ? version : undefined;
  for (const side of sides) {
    for (const field of ['nets', 'notNets']) {
      for (const [i, net] of listOf(valueAt(rule, [side, field])).entries()) {
        if (typeof net !== 'string') continue;
        const cidr = parseCidr(net);
        const reason = netFault(cidr, { field, family });
        if (reason !== undefined) tell(subject, [...path, side, field, i], `${field} "${net}"`, reason);
        family ??= cidr?.family;
      }
    }
  }
}

function netFault(cidr: Cidr | undefined, { field, family }: { field: string; family: number | undefined }): string | undefined {
  if (!cidr) return 'a CIDR such as 10.0.0.0/8 is expected';
  if (field === 'notNets' && cidr.prefix === 0) return 'it excludes every address, so the rule matches nothing';
  return family === undefined || cidr.family === family ? undefined : `it is IPv${cidr.family}, and the rule is for IPv${family}`;
}
