import { network } from '@canal-lint/core';
import { renderNetwork } from '@canal-lint/core/reporters';
import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { calicoVersionFlag, colorFlag, configFlag, helmArgs, helmFlags, pathsArgument, underlayFlag } from '../flags.js';
import { paletteFor } from '../palette.js';
import { openSources } from '../sources.js';
import { type Command, defineCommand, exit } from './command.js';

export const show: Command = defineCommand({
  usage: 'show [paths..]',
  describe: 'show what is known about the network and where it was said',
  positionals: { paths: pathsArgument },
  flags: { config: configFlag, underlay: underlayFlag, 'calico-version': calicoVersionFlag, ...helmFlags, color: colorFlag },
  examples: [['$0 show deploy', 'the network that a folder describes']],
  run: async (args, world) => {
    const setup = await configured(args, world);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    const sources = await openSources(args.paths, world, helmArgs(args));
    if (sources.inputs.length === 0) return exit.usage;
    const clusters = await network(sources.inputs, setup.options);
    await world.stdout.write(renderNetwork(clusters, { palette: paletteFor(world, args.color, world.stdout.isTTY), quiet: false }));
    return (await sources.finish()).length === 0 ? exit.clean : exit.usage;
  },
});
