// The program: the only file that knows the process.
import { run } from './run.js';
import { processWorld } from './world.js';

// Not process.exit(): what was written into a pipe must still get out.
process.exitCode = await run(process.argv.slice(2), processWorld());
