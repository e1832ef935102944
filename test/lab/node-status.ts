/** The table of `calicoctl node status`, from what birdc says: calicoctl makes it in the same way (calicoctl/commands/node/status.go). */

const kinds: Readonly<Record<string, string>> = { Mesh: 'node-to-node mesh', Node: 'node specific', Global: 'global' };

/** `protocols`: the answer of `birdc show protocols`; empty where no BIRD runs. */
export function nodeStatus(protocols: string): string {
  const head = 'Calico process is running.\n\n';
  if (protocols === '') return `${head}The BGP backend process (BIRD) is not running.\n`;
  const rows = protocols.split('\n').flatMap((line): readonly (readonly string[])[] => {
    const [name = '', type, , state = '', since = '', ...info] = line.trim().split(/\s+/);
    const [, kind = '', address = ''] = /^(Mesh|Node|Global)_(.+)$/.exec(name) ?? [];
    return type === 'BGP' && kind ? [[address.replaceAll('_', '.'), kinds[kind] ?? '', state, since, info.join(' ')]] : [];
  });
  const v6 = "\nINFO: BIRDv6 process: 'bird6' is not running.\n";
  return `${head}IPv4 BGP status\n${rows.length === 0 ? 'No IPv4 peers found.\n' : table(rows)}${v6}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const all = [['PEER ADDRESS', 'PEER TYPE', 'STATE', 'SINCE', 'INFO'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const line = (row: readonly string[]): string => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |\n`;
  return rule + line(all[0] ?? []) + rule + rows.map(line).join('') + rule;
}
