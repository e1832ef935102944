import { expect, it } from 'vitest';
import { temporaryFolder } from '../folder.js';

const { write, read, run } = temporaryFolder('diagnose');

const pool = `apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pods
spec:
  cidr: 10.222.0.0/16
  ipipMode: Never # why
  vxlanMode: Never
`;
/** Pods of another subnet are routed to the gateway, which knows none. */
const routes = `default via 10.80.1.1 dev eth0
10.80.1.0/24 dev eth0 proto kernel scope link src 10.80.1.5
blackhole 10.222.8.0/26 proto bird
10.222.8.4 dev cali0a1b2c3d4e5 scope link
10.222.99.64/26 via 10.80.1.1 dev eth0 proto bird
`;
const table = `Calico process is running.

IPv4 BGP status
+--------------+-------------------+-------+----------+-------------+
| PEER ADDRESS |     PEER TYPE     | STATE |  SINCE   |    INFO     |
+--------------+-------------------+-------+----------+-------------+
| 10.80.0.12   | node-to-node mesh | start | 07:12:01 | Connect     |
+--------------+-------------------+-------+----------+-------------+
`;
const rules = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 179 -j DROP\nCOMMIT\n';

it('shows the corrected configuration, and writes it into a folder', async () => {
  write('zeus/ip-route.txt', routes);
  write('deploy/pool.yaml', pool);
  const { code, stdout, stderr } = await run('diagnose zeus deploy --output-dir fixed');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^broken\n/);
  expect(stdout).toContain('deploy/pool.yaml');
  expect(stdout).toMatch(/^ +- {2}vxlanMode: Never$/m);
  expect(stderr).toContain('written below fixed: deploy/pool.yaml');
  expect(read('fixed/deploy/pool.yaml')).toMatch(/vxlanMode: (?:CrossSubnet|Always)/);
  expect(read('fixed/deploy/pool.yaml')).toContain('ipipMode: Never # why');
  expect(read('deploy/pool.yaml')).toBe(pool);
});

it('is the fix that canal-lint --fix makes', async () => {
  write('zeus/ip-route.txt', routes);
  write('deploy/pool.yaml', pool);
  await run('diagnose zeus deploy --output-dir fixed');
  const fixed = read('fixed/deploy/pool.yaml');
  await run('deploy/pool.yaml --fix --unsafe-fixes --rule image-pinned=off');
  expect(fixed).toBe(read('deploy/pool.yaml'));
});

it('writes over no input', async () => {
  write('zeus/ip-route.txt', routes);
  write('deploy/pool.yaml', pool);
  const { code, stderr } = await run('diagnose zeus deploy --output-dir .');
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('would write over') });
  expect(read('deploy/pool.yaml')).toBe(pool);
});

it('writes no name of a node into markdown, unless it is told to', async () => {
  write('zeus-17/status.txt', table);
  write('hera-4/iptables.txt', rules);
  const hidden = await run('diagnose zeus-17 hera-4 --format markdown');
  expect(hidden.stdout).not.toMatch(/zeus-17|hera-4/);
  expect(hidden.stdout).toContain('stand-ins');
  const plain = await run('diagnose zeus-17 hera-4 --format markdown --no-redact');
  expect(plain.stdout).toContain('hera-4');
  const asked = await run('diagnose zeus-17 hera-4 --redact');
  expect(asked.stdout).not.toMatch(/zeus-17|hera-4/);
  expect((await run('diagnose zeus-17 hera-4')).stdout).toContain('hera-4');
});

it.each(['stylish', 'json', 'markdown', 'sarif'])('prints %s', async (format) => {
  const { code, stdout } = await run(`diagnose - --format ${format}`, table);
  expect([0, 1, 4]).toContain(code);
  expect(stdout.length).toBeGreaterThan(100);
  if (format === 'json' || format === 'sarif') expect(() => JSON.parse(stdout)).not.toThrow();
});

it('exits with 4 where it was told too little, and asks', async () => {
  const { code, stdout } = await run('diagnose -', 'the network is slow\n');
  expect(code).toBe(4);
  expect(stdout).toMatch(/^not known/);
  expect(stdout).toContain('calicoctl node status');
});

it('exits with 2 for a path that is not there, and for a format that is none', async () => {
  expect(await run('diagnose nowhere')).toMatchObject({ code: 2, stderr: expect.stringContaining('nowhere') });
  expect(await run('diagnose - --format xml', table)).toMatchObject({ code: 2, stderr: expect.stringContaining('markdown') });
});

it('reads what is no text as far as it is', async () => {
  write('core.bin', new Uint8Array([0, 255, 254, 10, 65, 10]));
  write('empty.txt', '');
  expect((await run('diagnose core.bin empty.txt')).code).toBe(4);
});

it('understands one line that was pasted', async () => {
  const { code, stdout } = await run('diagnose -', '| 10.1.2.3 | node-to-node mesh | start | 08:00:00 | Idle BGP Error: Bad peer AS |\n');
  expect(stdout).toContain('AS number');
  expect(code).toBe(1);
});

it('says that the input is empty, and with what to begin', async () => {
  write('empty.txt', '');
  for (const line of ['diagnose -', 'diagnose empty.txt']) {
    const { code, stderr } = await run(line, '');
    expect(stderr).toContain('the input is empty');
    expect(stderr).toContain('calicoctl node status');
    expect(code).toBe(2);
  }
});

it('shows no name of a person, a customer or a host in the paths of a ticket', async () => {
  write('home/jane.doe/olymp-prod/db-1.olymp.com.txt', routes);
  write('nodes/zeus-17/ip-route.txt', routes);
  const { stdout } = await run('diagnose home nodes --format markdown');
  expect(stdout).not.toMatch(/jane|olymp|zeus/);
  expect(stdout).toContain('/ip-route.txt');
  expect((await run('diagnose home nodes')).stdout).toContain('olymp');
});

it('says what is too long to be checked as configuration', async () => {
  const big = `apiVersion: v1\nkind: List\nitems:\n${'- apiVersion: v1\n  kind: ConfigMap\n'.repeat(130_000)}`;
  const { stdout } = await run('diagnose - --format json', big);
  expect(stdout).toContain('not checked as configuration');
});
