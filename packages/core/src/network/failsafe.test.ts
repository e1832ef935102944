import { expect, it } from 'vitest';
import { parseFailsafe } from './failsafe.js';

it('reads what Felix reads', () => {
  expect(parseFailsafe('none')).toEqual([]);
  expect(parseFailsafe('22, udp:53,tcp:10.0.0.0/8:179,')).toEqual([
    { protocol: 'tcp', port: 22 },
    { protocol: 'udp', port: 53 },
    { protocol: 'tcp', port: 179, net: '10.0.0.0/8' },
  ]);
  expect(parseFailsafe('TCP:[fd00::/8]:22')).toEqual([{ protocol: 'tcp', port: 22, net: 'fd00::/8' }]);
});

it.each(['tcp:ssh', 'icmp:1', 'tcp:70000', 'tcp 22', '22-30'])('refuses %s', (text) =>
  expect(parseFailsafe(text)).toEqual({ error: text }),
);
