import { lint as lintSources, looksRelated } from '@canal-lint/core';
import { readSymptoms } from '../symptoms.js';
import { sayUnreadable } from '../talk.js';
import { type Command, defineCommand, exit } from './command.js';

export const diagnose: Command = defineCommand({
  usage: 'diagnose [paths..]',
  describe: 'name the cause of a broken pod network from node status, logs, routes and configuration',
  positionals: {
    paths: {
      type: 'string',
      array: true,
      describe: 'files and folders of outputs, logs and configuration; - or nothing for standard input',
    },
  },
  flags: { format: { type: 'string', choices: ['json'], default: 'json', describe: 'how the answer is printed' } },
  examples: [['calicoctl node status | $0 diagnose', 'what the table of one node says']],
  run: async (args, world) => {
    const { diagnose: diagnosed } = await import('@canal-lint/core/diagnose');
    const { texts, unreadable } = await readSymptoms(args.paths, world);
    await sayUnreadable(world, unreadable);
    if (texts.length === 0) return exit.usage;
    const configuration = texts.filter(({ name, text }) => /\.(?:ya?ml|json|tf|ini)$/.test(name) && looksRelated(text));
    const linted = configuration.length > 0 ? await lintSources(configuration) : { clusters: [], findings: [] };
    const answer = diagnosed({ texts, clusters: linted.clusters.length, findings: linted.findings });
    await world.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
    return answer.verdict === 'broken' ? exit.findings : exit.clean;
  },
});
