import { homepage, lint as lintSources } from '@canal-lint/core';
import { colorFlag } from '../flags.js';
import { paletteFor } from '../palette.js';
import { oneOf } from '../suggest.js';
import { say, sayUnreadable } from '../talk.js';
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
    redact: {
      type: 'boolean',
      describe: 'stand-ins for names, public addresses and secrets [with markdown]',
    },
    'output-dir': {
      type: 'string',
      requiresArg: true,
      describe: 'write corrected files and manifests below this folder',
    },
    color: colorFlag,
  },
  examples: [
    ['calicoctl node status | $0 diagnose', 'what the table of one node says'],
    ['$0 diagnose outputs deploy --format markdown', 'for the ticket'],
  ],
  run: async (args, world) => {
    const format = oneOf('--format', args.format, formats);
    const [{ correct, diagnose: diagnosed, formats: known }, { readSymptoms }] = await Promise.all([
      import('@canal-lint/core/diagnose'),
      import('../symptoms.js'),
    ]);
    const { read, configuration, unreadable, names } = await readSymptoms(args.paths, world);
    await sayUnreadable(world, unreadable);
    if (names.length === 0) {
      if (unreadable.length === 0) await say(world, 'the input is empty', 'begin with: sudo calicoctl node status | canal-lint diagnose');
      return exit.usage;
    }
    const linted = configuration.length > 0 ? await lintSources(configuration) : { clusters: [], findings: [] };
    const first = diagnosed({ texts: read, clusters: linted.clusters, findings: linted.findings });
    const { answer, changed } = await correct(first, configuration, linted.findings);
    const hides = args.redact ?? format === 'markdown';
    const tool = { name: 'canal-lint', version: version(), url: homepage };
    const { redacted, withoutPaths, writeFixes } = await import('../diagnosis.js');
    const all = { answer, findings: linted.findings, tool, redacted: hides };
    const told = hides ? await withoutPaths(all) : all;
    const palette = paletteFor(world, args.color, world.stdout.isTTY);
    const report = known.find(({ name }) => name === format)?.render(told, palette) ?? '';
    await world.stdout.write(hides ? await redacted(report, answer) : report);
    if (args['output-dir'] !== undefined) {
      const written = writeFixes(answer, { changed, inputs: names }, { folder: args['output-dir'], world });
      await say(
        world,
        written.length > 0 ? `written below ${args['output-dir']}: ${written.join(', ')}` : 'no file to correct, and none to write',
      );
    }
    if (unreadable.length > 0) return exit.usage;
    return { broken: exit.findings, healthy: exit.clean, unknown: exit.unknown }[answer.verdict];
  },
});
