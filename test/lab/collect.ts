/** The outputs that an engineer pastes: one text a node, each command after a prompt. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '@canal-lint/core/diagnose';
import { type Lab, type LabNode, within } from './network.js';
import { nodeStatus } from './node-status.js';
import { addressOf, birdc } from './programs.js';
import { sh } from './shell.js';

const mark = '@@lab@@';

const onNode = [
  'ip route',
  'ip addr',
  'ip -d link',
  'ip neigh',
  'iptables-save',
  'sysctl net.ipv4.ip_forward net.ipv4.conf.all.rp_filter net.ipv4.conf.eth0.rp_filter',
  "nstat -asz | grep -E 'ReversePath|TCPMD5|FragCreates|FragFails'",
  "ss -tlnp | grep -E ':179|bird'",
];

/** Commands in the network of a node or pod, with their answers. */
async function asked(net: string, commands: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { out } = await sh(commands.map((command) => `echo '${mark}'; ${within(net, command)}`).join('\n'), 120);
  const answers = out.split(`${mark}\n`).slice(1);
  return new Map(commands.map((command, i) => [command, tidy(answers[i] ?? '')]));
}

/** The lab's own names and the kernel's complaints about them are not what a node prints. */
const tidy = (text: string): string =>
  text.replace(/link-netns \S+/g, 'link-netnsid 0').replace(/^Error: Peer netns reference is invalid\.\n/gm, '');

const pasted = (prompt: string, answers: Iterable<readonly [string, string]>): string =>
  [...answers].map(([command, answer]) => `${prompt} ${command}\n${answer.trimEnd()}\n`).join('\n');

/** Full-size packets of the pods, and what IP and ICMP take of them. */
const payload = (lab: Lab): number => lab.podMtu - 28;

async function ofNode(lab: Lab, node: LabNode): Promise<readonly Text[]> {
  const others = lab.nodes.filter((one) => one !== node);
  const protocols = lab.store.backend === 'bird' ? await birdc(node, 'show protocols') : '';
  const status = new Map([['sudo calicoctl node status', nodeStatus(protocols)]]);
  const down = others
    .map((other) => addressOf(lab, other))
    .filter((to) => protocols !== '' && !new RegExp(`_${to.replaceAll('.', '_')} .*Established`).test(protocols));
  const bird = new Map<string, string>();
  for (const question of protocols === '' ? [] : ['show status', 'show protocols all'])
    bird.set(`birdc -s /var/run/calico/bird.ctl ${question}`, await birdc(node, question));
  const config = readFileSync(join(node.folder, 'bird.cfg'), 'utf8').replace(/password ".*"/g, 'password "x"');
  if (protocols !== '') bird.set('cat /etc/calico/confd/config/bird.cfg', config);
  const tunnel = lab.store.pool.vxlanMode === 'Never' ? [] : ['bridge fdb show dev vxlan.calico'];
  // A bare connect to 179 tears down a session that is up: only ever towards one that is not.
  const reach = [...others.map((other) => `ping -n -c 1 -W 1 ${other.address}`), ...down.map((to) => `nc -zv -w 2 ${to} 179`)];
  const answers = await asked(node.net, [...reach, ...onNode, ...tunnel]);
  const prompt = `root@${node.name}:~#`;
  return [{ name: `${node.name}.txt`, text: pasted(prompt, [...status, ...bird, ...answers]) }];
}

async function ofPod(lab: Lab, node: LabNode): Promise<Text> {
  const commands = lab.nodes
    .filter((one) => one !== node)
    .flatMap(({ pod }) => [
      `ping -n -c 2 -W 1 ${pod}`,
      ...[56, 1372, payload(lab)].map((size) => `ping -n -M do -c 1 -W 1 -s ${size} ${pod}`),
    ]);
  const answers = await asked(node.podNet, commands);
  const text = [...answers].map(([command, answer]) => `# in pod ${node.pod} on ${node.name}\n$ ${command}\n${answer}`).join('\n');
  return { name: `${node.name}-pod.txt`, text };
}

export async function collect(lab: Lab): Promise<readonly Text[]> {
  // Pings come last: they must not change the counters and neighbours that are pasted beside them.
  const nodes = await Promise.all(lab.nodes.map((node) => ofNode(lab, node)));
  return [...nodes.flat(), ...(await Promise.all(lab.nodes.map((node) => ofPod(lab, node))))];
}

/** Pairs of pods on different nodes that reach each other with small and with full-size packets, of all pairs. */
export async function reached(lab: Lab): Promise<{ readonly ok: number; readonly of: number }> {
  const pairs = lab.nodes.flatMap((from) => lab.nodes.filter((to) => to !== from).map((to) => ({ from, to })));
  const ping = (from: LabNode, size: number, to: LabNode): string =>
    `ip netns exec ${from.podNet} ping -n -q -M do -c 1 -W 1 -s ${size} ${to.pod} >/dev/null`;
  const both = ({ from, to }: (typeof pairs)[number]): string => `${ping(from, 56, to)} && ${ping(from, payload(lab), to)}`;
  // On a busy machine one answer may come late; a fault loses them all.
  const script = pairs.map((pair) => `for n in 1 2 3; do ${both(pair)} && { echo ok; break; }; done &`).join('\n');
  const { out } = await sh(`${script}\nwait`);
  return { ok: out.split('\n').filter((line) => line === 'ok').length, of: pairs.length };
}
