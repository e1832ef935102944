/** FelixConfiguration: rules between fields, and values that the definition cannot judge. */
import { ipFamily, isDnsLabel, parseNet, parsePort } from '../../network/api-values.js';
import { parseGoDuration } from '../../network/go-duration.js';
import { fieldsOf, listOf, type Subject, type Value, valueAt } from './subject.js';
import { said, tell, textOf } from './telling.js';
import { judgeWord } from './words.js';

/** An iptables multiport match holds 15 ports, and a range takes two. */
const maxPortRanges = 7;
/** libcalico-go/lib/validator/v3/validator.go, routeTableRangeMaxTables. */
const maxTables = 0xffff;
/** A namespace name of 63 characters less `openstack-region-`. */
const maxRegion = 46;

const protocols = ['TCP', 'UDP', 'SCTP'];

export function judgeFelix(subject: Subject, root: Value): void {
  const spec = valueAt(root, ['spec']);
  const name = textOf(valueAt(root, ['metadata', 'name'])) ?? '';
  if ((name === 'default' || name.startsWith('node.')) && said(valueAt(spec, ['nodeSelector'])))
    tell(
      subject,
      ['spec', 'nodeSelector'],
      'nodeSelector',
      `the FelixConfiguration ${name} ${name === 'default' ? 'is for all nodes' : 'is for its node'}; give it another name`,
    );
  judgeAddresses(subject, spec);
  judgeTables(subject, spec);
  judgePorts(subject, spec);
  judgeRest(subject, spec);
}

function judgeAddresses(subject: Subject, spec: Value | undefined): void {
  for (const [field, family] of [
    ['natOutgoingAddress', 4],
    ['deviceRouteSourceAddress', 4],
    ['deviceRouteSourceAddressIPv6', 6],
  ] as const) {
    const text = textOf(valueAt(spec, [field]));
    if (text !== undefined && (ipFamily(text) !== family || (family === 4 && text.includes(':'))))
      tell(subject, ['spec', field], `${field} "${text}"`, `an IPv${family} address is expected`);
  }
  for (const [i, one] of listOf(valueAt(spec, ['externalNodesList'])).entries()) {
    if (typeof one === 'string' && parseNet(one)?.family !== 4)
      tell(subject, ['spec', 'externalNodesList', i], `externalNodesList "${one}"`, 'an IPv4 address or CIDR is expected');
  }
}

function judgeTables(subject: Subject, spec: Value | undefined): void {
  const one = valueAt(spec, ['routeTableRange']);
  if (said(one) && said(valueAt(spec, ['routeTableRanges'])))
    tell(subject, ['spec', 'routeTableRange'], 'routeTableRange', 'it and routeTableRanges exclude each other');
  const [min, max] = [valueAt(one, ['min']), valueAt(one, ['max'])];
  if (typeof min === 'number' && typeof max === 'number' && !(min >= 1 && max >= min && max <= 250))
    tell(subject, ['spec', 'routeTableRange'], `routeTableRange ${min} to ${max}`, 'a range within 1 to 250 is expected');
  let tables = 0;
  for (const [i, range] of listOf(valueAt(spec, ['routeTableRanges'])).entries()) {
    const [from, to] = [valueAt(range, ['min']), valueAt(range, ['max'])];
    if (typeof from !== 'number' || typeof to !== 'number') continue;
    tables += to - from + 1;
    if (from < 1 || from > to || to > 0xffffffff)
      tell(subject, ['spec', 'routeTableRanges', i], `routeTableRanges ${from} to ${to}`, 'a range from 1 upwards is expected');
  }
  if (tables > maxTables) tell(subject, ['spec', 'routeTableRanges'], 'routeTableRanges', `${tables} tables are more than ${maxTables}`);
}

function judgePorts(subject: Subject, spec: Value | undefined): void {
  const ranges = listOf(valueAt(spec, ['kubeNodePortRanges']));
  if (ranges.length > maxPortRanges)
    tell(
      subject,
      ['spec', 'kubeNodePortRanges'],
      `kubeNodePortRanges with ${ranges.length} ranges`,
      `${maxPortRanges} are the most that one iptables rule takes`,
    );
  for (const [i, one] of ranges.entries()) {
    const port = typeof one === 'string' ? parsePort(one) : undefined;
    if (port && 'name' in port)
      tell(subject, ['spec', 'kubeNodePortRanges', i], `kubeNodePortRanges "${port.name}"`, 'names of ports are not taken here');
  }
  for (const list of ['failsafeInboundHostPorts', 'failsafeOutboundHostPorts']) {
    for (const [i, one] of listOf(valueAt(spec, [list])).entries()) {
      const protocol = valueAt(one, ['protocol']);
      // Felix reads the word in any case; Calico's client alone asks for capitals.
      if (typeof protocol === 'string' && !protocols.includes(subject.client ? protocol : protocol.toUpperCase()))
        judgeWord(subject, ['spec', list, i, 'protocol'], protocol, protocols);
    }
  }
}

function judgeRest(subject: Subject, spec: Value | undefined): void {
  const region = textOf(valueAt(spec, ['openstackRegion']));
  if (region !== undefined && (region.length > maxRegion || !isDnsLabel(region)))
    tell(
      subject,
      ['spec', 'openstackRegion'],
      `openstackRegion "${region}"`,
      `at most ${maxRegion} lower-case letters, digits and - are expected`,
    );
  for (const [i, one] of listOf(valueAt(spec, ['healthTimeoutOverrides'])).entries()) {
    if (!fieldsOf(one)) continue;
    const name = valueAt(one, ['name']);
    if (typeof name === 'string' && !/^[a-zA-Z0-9_ -]+$/.test(name))
      tell(subject, ['spec', 'healthTimeoutOverrides', i, 'name'], `name "${name}"`, 'letters, digits, _, - and blanks are expected');
    const timeout = textOf(valueAt(one, ['timeout']));
    if (timeout !== undefined && (parseGoDuration(timeout) ?? 0n) < 0n)
      tell(subject, ['spec', 'healthTimeoutOverrides', i, 'timeout'], `timeout ${timeout}`, 'it cannot be negative');
  }
}
