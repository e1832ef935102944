import { homepage, lint as lintSources, looksRelated } from '@canal-lint/core';
import { colorFlag } from '../flags.js';
import { paletteFor } from '../palette.js';
import { oneOf } from '../suggest.js';
import { readSymptoms } from '../symptoms.js';
import { sayUnreadable } from '../talk.js';
import { version } from '../version.js';
import { type Command, defineCommand, exit } from './command.js';

const formats = ['stylish', 'json', 'markdown', 'sarif'] as const;

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
  flags: {
    format: { type: 'string', requiresArg: true, default: 'stylish', describe: formats.join(', ') },
    color: colorFlag,
  },
  examples: [['calicoctl node status | $0 diagnose', 'what the table of one node says']],
  run: async (args, world) => {
    const format = oneOf('--format', args.format, formats);
    const { diagnose: diagnosed, formats: known } = await import('@canal-lint/core/diagnose');
    const { texts, unreadable } = await readSymptoms(args.paths, world);
    await sayUnreadable(world, unreadable);
    if (texts.length === 0) return exit.usage;
    const configuration = texts.filter(({ name, text }) => /\.(?:ya?ml|json|tf|ini)$/.test(name) && looksRelated(text));
    const linted = configuration.length > 0 ? await lintSources(configuration) : { clusters: [], findings: [] };
    const answer = diagnosed({ texts, clusters: linted.clusters.length, findings: linted.findings });
    const tool = { name: 'canal-lint', version: version(), url: homepage };
    const told = { answer, findings: linted.findings, tool, redacted: false };
    const palette = paletteFor(world, args.color, world.stdout.isTTY);
    await world.stdout.write(known.find(({ name }) => name === format)?.render(told, palette) ?? '');
    return answer.verdict === 'broken' ? exit.findings : exit.clean;
  },
});
