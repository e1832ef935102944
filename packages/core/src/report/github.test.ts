import { describe, expect, it } from 'vitest';
import { cleanRun, documentOf, findingAt, run } from './fixture.js';
import { github } from './github.js';
import { plainPalette } from './reporter.js';

const env = { palette: plainPalette, quiet: false };

/** What the runner reads from one command, after actions/runner (ActionCommand.cs): unescaped properties and data. */
function readBack(line: string): { readonly command: string; readonly properties: Record<string, string>; readonly data: string } {
  const [, command = '', list = '', data = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
  const plain = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const property = (text: string): string => plain(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  const properties = list.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), property(pair.slice(pair.indexOf('=') + 1))]);
  return { command, properties: Object.fromEntries(properties), data: plain(data) };
}

describe('github', () => {
  it('writes one command a finding', () => {
    expect(github.render(run, env)).toBe(
      [
        '::error title=syntax,file=/srv/steering.yaml,line=3,col=11,endLine=3,endColumn=11::a name holds ␛[2J, which no name may',
        `::error title=encapsulation-required,file=deploy/pool.yaml,line=7,col=13,endLine=7,endColumn=18::${run.findings[4]?.message}%0Awhy: deploy/pool.yaml:8:14 vxlanMode is Never too%0Awhy: deploy/pool.yaml:6:9 the pods live here%0Afix: set ipipMode to Always [unsafe: restarts pods or changes traffic]%0Athen run 1: kubectl apply -f deploy/pool.yaml%0Athen run 2: kubectl -n kube-system rollout restart ds/calico-node`,
        '::warning title=mtu-arithmetic,file=deploy/a b/ü%25%2C1%3A2.yaml,line=5,col=29,endLine=5,endColumn=35::pod MTU 1500 needs a NIC of 1550: 1500 + 50 (vxlan)%0Afix: set veth_mtu to 1450%0Asettle: underlay.nicMtu: 9001',
        '::notice title=skipped::1 skipped, not read or only in part: deploy/huge.yaml, document 3 (larger than 32 MiB)',
        '::notice title=image-pinned,file=C%3A\\cluster\\node.json,line=1,col=268,endLine=1,endColumn=298::100%25 of nodes: take%0D%0Aa tag, not latest%0Afix: name a release',
        '',
      ].join('\n'),
    );
    expect(github.render(cleanRun, env)).toBe('');
  });

  it.each(['%', '%0A', '%25', '\r', '\n', ':', ',', '::error ::x', 'a=b,c:d%\r\n'])('carries %j in a file name and a message', (text) => {
    const document = documentOf(`${text}.yaml`, 'a: 1\n');
    const finding = findingAt(
      { document, span: { start: 3, end: 4 }, path: ['a'], exact: true },
      { rule: 'r', severity: 'error', message: text },
    );
    const out = github.render({ ...run, findings: [finding], skipped: [] }, env);
    expect(out.split(/[\r\n]/)).toHaveLength(2);
    const read = readBack(out.trimEnd());
    expect(read.data).toBe(text);
    expect(read.properties).toEqual({ title: 'r', file: `${text}.yaml`, line: '1', col: '4', endLine: '1', endColumn: '5' });
  });

  it('tells in the log what GitHub would drop, and lets no text of it be a command', () => {
    const many = Array.from({ length: 12 }, (_, i) => ({ ...run.findings[i % 2]!, message: `${i}\n::error::x` }));
    const lines = github.render({ ...run, findings: many.map((one) => ({ ...one, severity: 'warning' as const })) }, env).split('\n');
    expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(10);
    expect(lines.slice(10)).toEqual([
      '::notice title=skipped::1 skipped, not read or only in part: deploy/huge.yaml, document 3 (larger than 32 MiB)',
      '::group::2 more: GitHub shows 10 annotations of a level',
      '- /srv/steering.yaml:3:11 warning syntax: 10␊::error::x',
      '- C:\\cluster\\node.json:1:268 warning image-pinned: 11␊::error::x',
      '::endgroup::',
      '',
    ]);
  });

  it('shows only errors when it is told to be quiet', () => {
    const lines = github
      .render(run, { ...env, quiet: true })
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => line.slice(0, 13))).toEqual(['::error title', '::error title', '::notice titl']);
  });

  it('leaves no control character to the log', () => {
    expect(github.render(run, env).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
