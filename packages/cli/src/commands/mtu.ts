import { podMtu, sum, type Tunnel, tunnelMtu } from '@canal-lint/core';
import { InputError } from '../errors.js';
import { oneOf } from '../suggest.js';
import { say } from '../talk.js';
import { parseMtu } from '../underlay.js';
import { type Command, defineCommand, exit } from './command.js';

const encapsulations = ['ipip', 'vxlan', 'vxlan-v6', 'wireguard', 'wireguard-v6', 'none'] as const;
const aks = 'aks-host-encryption';

export const mtu: Command = defineCommand({
  usage: 'mtu',
  describe: 'show the sum from the MTU of the NIC to that of the pods',
  positionals: {},
  flags: {
    nic: { type: 'string', requiresArg: true, demandOption: true, describe: 'MTU of the interface of the nodes, in bytes' },
    encapsulation: { type: 'string', array: true, nargs: 1, demandOption: true, describe: `one or more of ${encapsulations.join(', ')}` },
    ipv6: { type: 'boolean', describe: 'pods have IPv6 addresses too: VXLAN and WireGuard run over IPv6 as well' },
    [aks]: { type: 'boolean', describe: 'AKS with WireGuard between the hosts, which takes 100 bytes more' },
  },
  examples: [['$0 mtu --nic 9001 --encapsulation ipip,wireguard', '8941: WireGuard decides']],
  run: async (args, world) => {
    const nic = parseMtu('--nic', args.nic);
    const tunnels = parseTunnels(args.encapsulation, args.ipv6 === true);
    const options = { aksHostEncryption: args[aks] === true };
    if (options.aksHostEncryption && !tunnels.some((tunnel) => tunnel.startsWith('wireguard'))) {
      await say(world, `--${aks} changes nothing without wireguard`);
    }
    const rows = tunnels.map((tunnel) => [tunnel, sum(tunnelMtu(nic, tunnel, options))] as const);
    const width = Math.max(...[...tunnels, 'pod MTU'].map((name) => name.length));
    for (const [name, text] of [...rows, ['pod MTU', sum(podMtu(nic, tunnels, options))] as const]) {
      await world.stdout.write(`${name.padEnd(width)}  ${text}\n`);
    }
    return exit.clean;
  },
});

function parseTunnels(texts: readonly string[], ipv6: boolean): readonly Tunnel[] {
  const given = texts.flatMap((text) => text.split(',')).map((text) => oneOf('--encapsulation', text.trim(), encapsulations));
  const tunnels = given.filter((one) => one !== 'none');
  if (given.includes('none') && tunnels.length > 0)
    throw new InputError(`--encapsulation none excludes ${tunnels.join(' and ')}`, 'leave one of them out');
  return [...new Set(tunnels.flatMap((tunnel) => (ipv6 ? [tunnel, ...overIpv6(tunnel)] : [tunnel])))];
}

/** IPIP carries IPv4 alone; the others have a device of their own for IPv6. */
function overIpv6(tunnel: Tunnel): readonly Tunnel[] {
  if (tunnel === 'vxlan') return ['vxlan-v6'];
  return tunnel === 'wireguard' ? ['wireguard-v6'] : [];
}
