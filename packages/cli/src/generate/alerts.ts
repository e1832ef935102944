// `canal-lint generate alerts`: alerts for the cluster that files describe.
import { homepage } from '@canal-lint/core';
import { alertFormats, alerts as alertsFor, noAlerts, releaseOf } from '@canal-lint/core/generate';
import { type Command, defineCommand } from '../commands/command.js';
import { InputError } from '../errors.js';
import { oneOf } from '../suggest.js';
import { chosenCluster, clusterFlags, clusterPaths } from './cluster.js';
import { deliver, outputFlags } from './output.js';

export const alerts: Command = defineCommand({
  usage: 'alerts [paths..]',
  describe: 'alerts for Prometheus, on metrics that the release of the cluster exports',
  positionals: clusterPaths,
  flags: {
    format: { type: 'string', requiresArg: true, default: 'prometheusrule', describe: alertFormats.join(', ') },
    ...clusterFlags,
    ...outputFlags,
  },
  examples: [
    ['$0 alerts deploy | kubectl apply --namespace monitoring --filename -', 'a PrometheusRule'],
    ['$0 alerts deploy --format rules --output calico.rules.yaml', 'a file for rule_files'],
  ],
  run: async (args, world) => {
    const format = oneOf('--format', args.format, alertFormats);
    const cluster = await chosenCluster(args, world);
    if (typeof cluster === 'number') return cluster;
    const fault = noAlerts(cluster);
    if (fault !== undefined)
      throw new InputError(`no alerts for ${cluster.name}: ${fault}`, 'name the files of a cluster that runs Calico');
    const calico = releaseOf(cluster);
    if (!calico) throw new InputError('the input does not tell the release of Calico, and metrics differ', 'say --calico-version v3.31.4');
    if (calico.major !== 3) throw new InputError(`there is no Calico ${calico.major}`, 'releases are v3.x: write it as v3.31.4');
    const pageOf = (cause: string): string => `${homepage}/blob/main/docs/causes/${cause}.md`;
    return await deliver(alertsFor(cluster, calico, { format, pageOf }), args, world);
  },
});
