// The program: the only file that knows the process.
import { run } from './run.js';
import { processWorld } from './world.js';

// Not process.exit(): what was written into a pipe must still get out. No await: modules that are loaded later import from the file of this one.
run(process.argv.slice(2), processWorld()).then((code) => {
  process.exitCode = code;
});
