/** Pings, connections and questions for names as people paste them: what each says, and that failing calls are never healthy. Invented. */
import { diagnose } from '@canal-lint/core/diagnose';
import { describe, expect, test } from 'vitest';
import { readTexts } from '../../packages/core/src/diagnose/read.js';
import type { Probe } from '../../packages/core/src/diagnose/traffic.js';

const read = (text: string) => readTexts([{ name: 'paste.txt', text }]);
const probes = (text: string): readonly Probe[] => [...read(text).nodes.values()].flatMap((node) => node.probes);
const inPod = '$ kubectl exec web-5 --';

describe('a ping whose head was cut off', () => {
  test.each([
    ['the command has the address', 'ping -c 2 -W 1 10.60.2.4 | tail -2\n2 packets transmitted, 0 received, 100% packet loss', 'lost'],
    ['options behind it', 'ping 10.60.2.4 -c 2\n2 packets transmitted, 2 packets received, 0% packet loss', 'answered'],
    ['a source before it', 'ping -I 10.60.1.9 -c 2 10.60.2.4\n2 packets transmitted, 1 received, 50% packet loss', 'answered'],
    ['its own statistics', 'ping -c 2 db\n--- 10.60.2.4 ping statistics ---\n2 packets transmitted, 0 received, 100% packet loss', 'lost'],
  ])('%s', (_, text, result) => {
    expect(probes(`${inPod} ${text}`)).toMatchObject([{ tool: 'ping', pod: 'web-5', to: '10.60.2.4', result }]);
  });
  test('the size is that of the command', () => {
    const [one] = probes(`${inPod} ping -M do -s 1422 -c 1 10.60.2.4 | tail -1\n1 packets transmitted, 0 received, 100% packet loss`);
    expect(one).toMatchObject({ size: 1450, dontFragment: true, result: 'lost' });
  });
  test('one that was interrupted does not lend its address to the next', () => {
    const text = `$ ping 10.60.2.4\nPING 10.60.2.4 (10.60.2.4) 56(84) bytes of data.\n^C\n$ ping 10.60.2.5 | tail -1\n1 packets transmitted, 0 received, 100% packet loss`;
    expect(probes(text).map(({ to, result }) => [to, result])).toEqual([['10.60.2.5', 'lost']]);
  });
  test('where nothing tells the address the line is not understood', () => {
    const draft = read('$ ping -c 2 db | tail -1\n2 packets transmitted, 0 received, 100% packet loss');
    expect([...draft.nodes.values()].flatMap((node) => node.probes)).toEqual([]);
    expect(draft.unread).toMatchObject([{ line: 2 }]);
  });
});

describe('calls', () => {
  test.each([
    ['curl -m 5 -sv http://10.60.2.4:8080/\ncurl: (28) Connection timed out after 5001 milliseconds', '10.60.2.4', 8080, 'lost'],
    [
      'curl -m 5 http://10.60.2.4/big\ncurl: (28) Operation timed out after 5000 milliseconds with 0 bytes received',
      '10.60.2.4',
      undefined,
      'hung',
    ],
    ['curl web.shop:80\ncurl: (28) Failed to connect to web.shop port 80 after 130 ms: Connection timed out', 'web.shop', 80, 'lost'],
    ['curl 10.60.2.4:80\ncurl: (7) Failed to connect to 10.60.2.4 port 80: Connection refused', '10.60.2.4', 80, 'refused'],
    ['curl -m 2 10.60.2.4\ncurl: (7) Failed to connect to 10.60.2.4 port 80: No route to host', '10.60.2.4', 80, 'no-route'],
    ['curl http://web.shop\ncurl: (6) Could not resolve host: web.shop', '', 53, 'lost'],
    ['curl -s http://[fd00:60::4]:81/ ; echo $?\n28', 'fd00:60::4', 81, 'hung'],
    ['curl -sI http://10.60.2.4\nHTTP/1.1 404 Not Found', '10.60.2.4', undefined, 'answered'],
    ["curl -so /dev/null -w '%{http_code}' http://10.60.2.4\n200", '10.60.2.4', undefined, 'answered'],
    ['wget -qO- -T 3 http://10.60.2.4:8080\nwget: download timed out', '10.60.2.4', 8080, 'lost'],
    ["wget -qO- 10.60.2.4:80\nwget: can't connect to remote host (10.60.2.4): No route to host", '10.60.2.4', 80, 'no-route'],
    ['wget 10.60.2.4\nConnecting to 10.60.2.4:80... failed: Connection timed out.', '10.60.2.4', undefined, 'lost'],
    ["wget http://web.shop\nwget: bad address 'web.shop'", '', 53, 'lost'],
    ['nslookup web.shop\n;; connection timed out; no servers could be reached', '', 53, 'lost'],
    ['nslookup web.shop 10.96.0.10\n;; connection timed out; no servers could be reached', '10.96.0.10', 53, 'lost'],
    ['dig web.shop\n;; communications error to 10.96.0.10#53: timed out', '10.96.0.10', 53, 'lost'],
  ] as const)('%s', (text, to, port, result) => {
    const draft = read(`${inPod} ${text}`);
    expect([...draft.nodes.values()].flatMap((node) => node.probes).map((one) => [one.to, one.port, one.result, one.pod])).toEqual([
      [to, port, result, 'web-5'],
    ]);
    expect(draft.unread).toEqual([]);
  });
});

const vxlan = `root@elm:~# ip route
10.7.0.0/24 dev eth0 proto kernel scope link src 10.7.0.3
10.60.2.0/26 via 10.60.2.0 dev vxlan.calico onlink
10.60.1.4 dev cali7c0ffee1234 scope link
$ kubectl exec web-5 -- ping -c 2 10.60.2.4
PING 10.60.2.4 (10.60.2.4) 56(84) bytes of data.
2 packets transmitted, 2 received, 0% packet loss, time 1001ms
`;

test('pings alone speak for health; with a connection to the same pod that fails it is the offload', () => {
  expect(diagnose({ texts: [{ name: 'a.txt', text: vxlan }] }).causes[0]?.id).toBe('healthy');
  const failing = `${vxlan}$ kubectl exec web-5 -- curl -m 5 http://10.60.2.4:8080/\ncurl: (28) Connection timed out after 5001 milliseconds\n`;
  const { verdict, causes } = diagnose({ texts: [{ name: 'a.txt', text: failing }] });
  expect([verdict, causes[0]?.id]).toEqual(['broken', 'vxlan-offload']);
});

test.each([
  'nslookup kubernetes.default\n;; connection timed out; no servers could be reached',
  'wget -qO- http://web.shop\nwget: download timed out',
  'curl http://10.96.7.7\ncurl: (7) Failed to connect to 10.96.7.7 port 80: Connection refused',
])('not healthy: %s', (text) => {
  const { verdict, causes } = diagnose({ texts: [{ name: 'a.txt', text: `${vxlan}${inPod} ${text}\n` }] });
  expect([verdict === 'healthy', causes[0]?.id === 'healthy']).toEqual([false, false]);
});

test('who listens on the machine itself, or on a node, says nothing of pods', () => {
  const text = `${vxlan}$ curl -m 2 http://localhost:9091/metrics\ncurl: (7) Failed to connect to localhost port 9091: Connection refused\n`;
  expect(diagnose({ texts: [{ name: 'a.txt', text }] }).causes[0]?.id).toBe('healthy');
});
