import { describe, expect, it } from 'vitest';
import { run } from './fixture.js';
import { plainPalette, reporterNamed, reporters } from './index.js';

describe('reporters', () => {
  it('are found by name', () => {
    expect(reporters.map(({ name }) => name)).toEqual(['stylish', 'json', 'sarif', 'github']);
    for (const reporter of reporters) expect(reporterNamed(reporter.name)).toBe(reporter);
    expect(reporterNamed('junit')).toBeUndefined();
  });

  it.each(reporters)('$name writes the same bytes each time and leaves the run as it is', (reporter) => {
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
