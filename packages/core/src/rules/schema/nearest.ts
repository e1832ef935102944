import { editDistance } from '../../source/index.js';

/** The known name that a misspelt one stands for, where exactly one is near: undefined where none or several are. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const most = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  let best: { readonly names: readonly string[]; readonly distance: number } = { names: [], distance: most };
  for (const one of known) {
    if (Math.abs(one.length - name.length) > best.distance) continue;
    const d = editDistance(lower, one.toLowerCase());
    if (d < best.distance || (d === best.distance && best.names.length === 0)) best = { names: [one], distance: d };
    else if (d === best.distance) best = { names: [...best.names, one], distance: d };
  }
  return best.names.length === 1 ? best.names[0] : undefined;
}
