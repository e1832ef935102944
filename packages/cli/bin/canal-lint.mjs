#!/usr/bin/env node
// From Node 22.1 on, V8 keeps what it compiled, in the folder for temporary files: a tenth off every start but the first.
process.getBuiltinModule('node:module').enableCompileCache?.();
await import('../dist/canal-lint.js');
