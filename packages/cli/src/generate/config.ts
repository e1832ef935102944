// `canal-lint generate config`: the configuration for an underlay that flags, or the facts of .canal-lint.yaml, describe.
import { clouds, type UnderlayOptions } from '@canal-lint/core';
import {
  broughtSince,
  config as configFor,
  type Described,
  faultOf,
  installers,
  ipv6Installers,
  needsL2,
  ownPodCidr,
  parseCidr,
  parseVersion,
} from '@canal-lint/core/generate';
import { type Command, defineCommand } from '../commands/command.js';
import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { InputError } from '../errors.js';
import { calicoVersionFlag, configFlag, lintOptions } from '../flags.js';
import { oneOf } from '../suggest.js';
import { parseMtu } from '../underlay.js';
import { deliver, outputFlags } from './output.js';

const encryptions = ['none', 'wireguard'] as const;
const text = { type: 'string', requiresArg: true } as const;

export const config: Command = defineCommand({
  usage: 'config',
  describe: 'configuration of Calico or Canal for a described underlay, explained line by line',
  positionals: {},
  flags: {
    installer: { ...text, demandOption: true, describe: installers.join(', ') },
    cloud: { ...text, describe: `under the nodes: ${clouds.join(', ')}` },
    'nic-mtu': { ...text, describe: "MTU of the nodes' interfaces, in bytes" },
    l2: { type: 'boolean', describe: 'all nodes share one L2 segment' },
    routed: { type: 'boolean', describe: 'routers are between some of the nodes' },
    encryption: { ...text, default: 'none', describe: encryptions.join(', ') },
    'pod-cidr': { ...text, describe: 'range of the pods [that of the installer, where it has one]' },
    'pod-cidr-v6': { ...text, describe: `IPv6 range of the pods beside it (${ipv6Installers.join(', ')})` },
    'service-cidr': { ...text, describe: 'range of the Services, where it is not that of the installer' },
    'node-network': { ...text, describe: "range of the nodes' addresses, where it is to choose the interface" },
    'calico-version': calicoVersionFlag,
    config: configFlag,
    ...outputFlags,
  },
  examples: [
    [
      '$0 config --installer operator --cloud aws --nic-mtu 9001 --calico-version v3.31.4 --pod-cidr 10.60.0.0/16',
      'an Installation for AWS',
    ],
    ['$0 config --installer rke2 --cloud hetzner --nic-mtu 1450 --output rke2/', 'Canal in RKE2'],
  ],
  run: async (args, world) => {
    const setup = await configured({ config: args.config }, world, true);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    const held = setup.held?.config;
    const underlay = Object.fromEntries(Object.entries(held?.underlay ?? {}).map(([key, fact]) => [key, fact?.value])) as UnderlayOptions;
    const found = described(args, { underlay, calicoVersion: held?.calicoVersion?.value });
    const { files, next } = configFor(found);
    return await deliver({ files, next: [...idle(args, found), ...next] }, args, world);
  },
});

type Args = {
  readonly installer: string;
  readonly encryption: string;
  readonly cloud: string | undefined;
  readonly 'nic-mtu': string | undefined;
  readonly l2: boolean | undefined;
  readonly routed: boolean | undefined;
  readonly 'pod-cidr': string | undefined;
  readonly 'pod-cidr-v6': string | undefined;
  readonly 'service-cidr': string | undefined;
  readonly 'node-network': string | undefined;
  readonly 'calico-version': string | undefined;
};

type Facts = { readonly underlay: UnderlayOptions; readonly calicoVersion: string | undefined };

/** What the flags say, then the configuration. What neither tells is asked for, never guessed. */
function described(args: Args, { underlay, calicoVersion }: Facts): Described {
  const installer = oneOf('--installer', args.installer, installers);
  const cloud = oneOf('--cloud', asked(args.cloud ?? underlay.cloud, '--cloud', 'such as bare-metal'), clouds);
  const nicMtu = args['nic-mtu'] === undefined ? underlay.nicMtu : parseMtu('--nic-mtu', args['nic-mtu']);
  const l2 = sharesL2(args) ?? underlay.l2;
  if (l2 === undefined && needsL2({ cloud, installer }))
    throw new InputError(`on ${cloud} it counts whether routers are between the nodes`, 'say --l2 or --routed');
  const { calicoVersion: release } = lintOptions(undefined, args['calico-version'] ?? calicoVersion ?? broughtSince[installer]);
  const calico = asked(release === undefined ? undefined : parseVersion(release), '--calico-version', 'such as v3.31.4');
  const found: Described = {
    ...{ installer, calico, cloud, l2 },
    nicMtu: asked(nicMtu, '--nic-mtu', 'such as 1500; ip link shows it on a node'),
    encryption: oneOf('--encryption', args.encryption, encryptions),
    podCidr: asked(range('--pod-cidr', args['pod-cidr'], 4) ?? ownPodCidr[installer], '--pod-cidr', 'the range of the pods'),
    podCidrV6: range('--pod-cidr-v6', args['pod-cidr-v6'], 6),
    serviceCidr: range('--service-cidr', args['service-cidr'], 4),
    nodeNetwork: range('--node-network', args['node-network'], 4),
  };
  const fault = faultOf(found);
  if (fault) throw new InputError(fault.message, fault.hint);
  return found;
}

function asked<T>(value: T | undefined, flag: string, hint: string): T {
  if (value !== undefined) return value;
  throw new InputError(`${flag} is missing, and no configuration tells it`, `${flag}: ${hint}`);
}

function sharesL2({ l2, routed }: Args): boolean | undefined {
  if (l2 !== undefined && l2 === routed) throw new InputError('--l2 and --routed exclude each other', 'leave one of them out');
  return l2 ?? (routed === undefined ? undefined : !routed);
}

/** A flag that is taken and decides nothing is told. */
function idle({ l2, routed }: Args, found: Described): readonly string[] {
  if ((l2 ?? routed) === undefined || needsL2(found)) return [];
  const flag = l2 === undefined ? '--routed' : '--l2';
  return [`${flag} changes nothing for ${found.installer} on ${found.cloud}: every packet between nodes is encapsulated there`];
}

function range(flag: string, value: string | undefined, family: 4 | 6): string | undefined {
  if (value === undefined || parseCidr(value)?.family === family) return value;
  throw new InputError(`${flag} is no range of IPv${family}: '${value}'`, `write it as ${family === 4 ? '10.60.0.0/16' : 'fd00:60::/48'}`);
}
