import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findingsOf, folderWith, hasHelm, helm, lint } from './helm.js';

const pool = 'apiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata: {name: plain}\nspec: {cidr: 10.90.0.0/16, vxlanMode: always}\n';

describe.skipIf(!hasHelm)('a repository of charts, values and manifests', () => {
  test('several charts, an umbrella and plain files in one run: each fault once, where it is', async () => {
    const parent = 'apiVersion: v2\nname: platform\nversion: 1.0.0\n';
    const cwd = folderWith(['operator'], {
      'platform/Chart.yaml': parent,
      'platform/values.yaml': 'canal: {calico: {nodeImage: {tag: latest}}}\n',
      'platform/values-prod.yaml': 'canal: {calico: {nodeImage: {tag: v3.30.4}}}\n',
      'manifests/pool.yaml': pool,
      'README.md': '# charts\n',
    });
    fs.cpSync(folderWith(['canal']), join(cwd, 'platform/charts'), { recursive: true });
    const all = await findingsOf(cwd);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((one) => !one.includes(' operator/'))).toEqual([
      'pool-modes manifests/pool.yaml:4',
      'setting-no-effect platform/charts/canal/values.yaml:23',
      'image-pinned platform/values.yaml:1',
    ]);
    expect(all.filter((one) => one.includes(' operator/')).length).toBeGreaterThan(0);
    expect(all.every((one) => !one.includes('<'))).toBe(true);
  });

  test('a chart that is named and a file beside it, in one run', async () => {
    const cwd = folderWith(['canal'], { 'pool.yaml': pool });
    expect(await findingsOf(cwd, 'canal', 'pool.yaml')).toEqual(['setting-no-effect canal/values.yaml:23', 'pool-modes pool.yaml:4']);
  });

  test('what helm has rendered, on standard input and in a file: the template and the line of the stream', async () => {
    const cwd = folderWith(['canal']);
    const { execFileSync } = await import('node:child_process');
    fs.writeFileSync(join(cwd, 'all.yaml'), execFileSync(helm, ['template', 'canal'], { cwd }));
    const { stdout } = await lint(cwd, 'all.yaml');
    expect(stdout).toMatch(/^all\.yaml:73:\d+ {2}warning {2}setting-no-effect$/m);
    expect(stdout).toContain('all.yaml:73:22  rendered from the template canal/templates/daemonset.yaml');
  });

  test('show tells the rendered network', async () => {
    const { stdout, stderr } = await lint(folderWith(['canal']), 'show', 'canal', '--set', 'calico.vethuMTU=1400');
    expect(stderr).toBe('');
    expect(stdout).toContain('1400');
  });
});
