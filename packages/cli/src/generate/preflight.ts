// `canal-lint generate preflight`: what looks on each node, before Calico comes or changes, whether the network carries it.
import { placeholder, preflight as preflightOf } from '@canal-lint/core/generate';
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
    const cluster = await chosenCluster(args, world);
    if (typeof cluster === 'number') return cluster;
    const placing = { image, namespace: args['run-in'] ?? 'kube-system', helmHook: args['helm-hook'] === true };
    const { objects, remarks, file, next } = preflightOf(cluster, placing);
    const head = remarks.map((line) => `# ${line}\n`).join('');
    return await deliver({ files: [{ name: file, text: `${head}${yamlOf(objects)}` }], next }, args, world);
  },
});
