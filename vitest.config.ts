import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`packages/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: '@canal-lint/core/rules', replacement: source('core/src/lint/registry.gen.ts') },
      { find: '@canal-lint/core/reporters', replacement: source('core/src/report/index.ts') },
      { find: '@canal-lint/core/markdown', replacement: source('core/src/report/markdown-text.ts') },
      { find: '@canal-lint/core/config', replacement: source('core/src/lint/config/index.ts') },
      { find: '@canal-lint/core/diagnose', replacement: source('core/src/diagnose/index.ts') },
      { find: '@canal-lint/core/generate', replacement: source('core/src/generate/index.ts') },
      { find: '@canal-lint/core/trace', replacement: source('core/src/trace/index.ts') },
      { find: '@canal-lint/core/known', replacement: source('core/src/lint/known/index.ts') },
      { find: '@canal-lint/core/archive', replacement: source('core/src/archive/index.ts') },
      { find: '@canal-lint/core/redact', replacement: source('core/src/redact/index.ts') },
      { find: '@canal-lint/core', replacement: source('core/src/index.ts') },
      { find: '@canal-lint/policy', replacement: source('policy/src/index.ts') },
      { find: '@canal-lint/testkit', replacement: source('testkit/src/index.ts') },
    ],
  },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    // The validators and the parser of HCL are made, not kept: a fresh clone has neither.
    globalSetup: ['scripts/schemas.mjs', 'scripts/hcl.mjs', 'scripts/preflight.mjs'],
    testTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: 'node_modules/.cache/canal-lint-tests.json' }]],
  },
});
