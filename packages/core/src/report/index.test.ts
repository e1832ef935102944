import { describe, expect, it } from 'vitest';
import { run } from './fixture.js';
import { formats, plainPalette, type Reporter, reporterNamed } from './index.js';

describe('reporters', () => {
  it('are found by name', async () => {
    expect(formats.slice(0, 4)).toEqual(['stylish', 'json', 'sarif', 'github']);
    for (const name of formats) expect((await reporterNamed(name))?.name).toBe(name);
    for (const name of ['tap', '', 'toString']) expect(await reporterNamed(name)).toBeUndefined();
  });

  it.each(formats)('%s writes the same bytes each time and leaves the run as it is', async (name) => {
    const reporter = (await reporterNamed(name)) as Reporter;
    const env = { palette: plainPalette, quiet: false };
    const before = JSON.stringify(run.findings.map(({ place: _, related: __, ...rest }) => rest));
    const first = reporter.render(run, env);
    expect(reporter.render(run, env)).toBe(first);
    expect(reporter.render({ ...run, findings: [...run.findings] }, { ...env })).toBe(first);
    expect(JSON.stringify(run.findings.map(({ place: _, related: __, ...rest }) => rest))).toBe(before);
    expect(first).not.toContain('undefined');
    expect(first).not.toContain('[object');
  });
});
