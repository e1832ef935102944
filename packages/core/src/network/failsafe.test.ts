import { expect, it } from 'vitest';
import { failsafeText, parseFailsafe } from './failsafe.js';

it('reads lists', () => {
  expect(parseFailsafe('none')).toEqual([]);
  expect(parseFailsafe('22, udp:53,tcp:10.0.0.0/8:179,')).toEqual([
    { protocol: 'tcp', port: 22 },
    { protocol: 'udp', port: 53 },
    { protocol: 'tcp', port: 179, net: '10.0.0.0/8' },
  ]);
});

// What felix/config/param_types.go of Calico 3.31 makes of each (PortListParam.Parse): protocol, net and port, or nothing.
it.each([
  ['22', 'tcp  22'],
  ['TCP:22', 'tcp  22'],
  ['udp::68', 'udp  68'],
  ['tcp:+22', 'tcp  22'],
  ['tcp:000022', 'tcp  22'],
  ['tcp:0', 'tcp  0'],
  ['tcp:65535', 'tcp  65535'],
  ['tcp:10.0.0.5:22', 'tcp 10.0.0.5 22'],
  ['tcp:10.0.0.5/8:22', 'tcp 10.0.0.5/8 22'],
  ['tcp:[fd00::1]:22', 'tcp fd00::1 22'],
  ['tcp:[fd00::/8]:22', 'tcp fd00::/8 22'],
  ['[fd00::/8]:22', 'tcp fd00::/8 22'],
  ['tcp:[]:22', 'tcp  22'],
  ['tcp:65536', undefined],
  ['tcp:-1', undefined],
  ['tcp:ssh', undefined],
  ['tcp:', undefined],
  [':22', undefined],
  ['icmp:1', undefined],
  ['tcp 22', undefined],
  ['22-30', undefined],
  ['10.0.0.0/8:22', undefined],
  ['tcp:10.0.0.0/33:22', undefined],
  ['tcp:10.0.0:22', undefined],
  ['tcp:host:22', undefined],
  ['tcp:fd00::/8:22', undefined],
  ['tcp:[fd00::/8]22', undefined],
  ['tcp:[fd00::/129]:22', undefined],
  ['tcp:10.0.0.1:22:23', undefined],
])('reads %j as Felix does', (text, meaning) => {
  const ports = parseFailsafe(text);
  expect('error' in ports ? ports.error : ports.map(({ protocol, net = '', port }) => `${protocol} ${net} ${port}`)).toEqual(
    meaning === undefined ? text : [meaning],
  );
});

// libcalico-go/lib/backend/syncersv1/updateprocessors/felixconfigprocessor.go of Calico 3.31, protoPortSliceToString.
it.each([
  [['UDP', '', '68'], 'udp:68'],
  [['TCP', '10.0.0.0/8', '22'], 'tcp:10.0.0.0/8:22'],
  [['tcp', '10.0.0.5', '22'], 'tcp:10.0.0.5:22'],
  [['tcp', 'fd00::1', '22'], 'tcp:[fd00::1]:22'],
  [['tcp', 'fd00::/8', '22'], 'tcp:[fd00::/8]:22'],
] as const)('writes %j as the FelixConfiguration of Felix', ([protocol, net, port], text) => {
  expect(failsafeText(protocol, net, port)).toBe(text);
  expect(parseFailsafe(text)).toEqual([{ protocol: protocol.toLowerCase(), port: Number(port), ...(net && { net }) }]);
});
