// `canal-lint generate preflight`: what looks on each node, before Calico comes or changes, whether the network carries it.
import { noPreflight, placeholder, preflight as preflightOf } from '@canal-lint/core/generate';
import { type Command, defineCommand } from '../commands/command.js';
import { InputError } from '../errors.js';
import { yamlOf } from '../policies/yaml.js';
import { chosenCluster, clusterFlags, clusterPaths } from './cluster.js';
import { deliver, outputFlags } from './output.js';

export const preflight: Command = defineCommand({
  usage: 'preflight [paths..]',
  describe: 'a DaemonSet and a Job that try ports, path MTU and addresses between all nodes',
  positionals: clusterPaths,
  flags: {
    image: {
      type: 'string',
      requiresArg: true,
      describe: 'image with iproute2, iputils, OpenBSD netcat, awk, curl and jq: <name>@sha256:<digest>',
    },
    'run-in': { type: 'string', requiresArg: true, describe: 'namespace that it runs in [kube-system]' },
    'api-server': {
      type: 'string',
      requiresArg: true,
      describe: 'where the nodes reach the API server while nobody serves its Service (no kube-proxy): <host>[:port]',
    },
    'helm-hook': { type: 'boolean', describe: 'as hooks of Helm, before an installation and each upgrade' },
    ...clusterFlags,
    ...outputFlags,
  },
  examples: [
    ['$0 preflight calico.yaml --image registry.example/net-tools@sha256:<digest>', 'as a step of CI'],
    ['$0 preflight values.yaml --helm-hook --output templates/', 'in the chart that installs Calico'],
  ],
  run: async (args, world) => {
    const image = args.image ?? placeholder;
    if (!/@sha256:[\da-f]{64}$/.test(image))
      throw new InputError(`--image ${image} has no digest`, 'it runs as root on every node: write <name>@sha256:<64 digits>');
    const namespace = args['run-in'] ?? 'kube-system';
    if (!/^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/.test(namespace))
      throw new InputError(`--run-in ${namespace} names no namespace`, 'small letters, digits and dashes, at most 63 of them');
    const apiServer = args['api-server'] === undefined ? undefined : serverIn(args['api-server']);
    const cluster = await chosenCluster(args, world);
    if (typeof cluster === 'number') return cluster;
    const fault = noPreflight(cluster);
    if (fault !== undefined)
      throw new InputError(
        `no preflight for ${cluster.name}: ${fault}`,
        'try the ports with nc between nodes; canal-lint generate firewall names them',
      );
    const placing = { image, namespace, helmHook: args['helm-hook'] === true, ...(apiServer && { apiServer }) };
    const { objects, remarks, file, next } = preflightOf(cluster, placing);
    const head = remarks.map((line) => `# ${line}\n`).join('');
    return await deliver({ files: [{ name: file, text: `${head}${yamlOf(objects)}` }], next }, args, world);
  },
});

/** Host and port of an address as kubeadm writes it: `10.0.0.5`, `[fd00::5]:443`, `https://api.example:6443`. */
function serverIn(text: string): { readonly host: string; readonly port: string } {
  const {
    bracketed,
    host = bracketed,
    port = '6443',
  } = /^(?:https:\/\/)?(?:\[(?<bracketed>[\da-fA-F:.]+)\]|(?<host>[\w.-]+))(?::(?<port>\d{1,5}))?\/?$/.exec(text)?.groups ?? {};
  if (host === undefined) throw new InputError(`--api-server ${text} is no address`, 'write <host>[:port], as 10.0.0.5:6443');
  return { host, port };
}
