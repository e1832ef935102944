import type { Draft } from '../../cluster/draft.js';
import { isKnown } from '../../cluster/setting.js';
import { at, items, type Path, textAt } from '../../source/index.js';
import { stated, text } from '../stated.js';
import type { Unit } from '../unit.js';
import { configMap, configMapNames, containersOf, environmentOf } from '../workload.js';

const facts = { reader: 'calico-node', layer: 'workload' } as const;

/** States the keys that guides add to a ConfigMap from which the workload does not read them. */
export function readUnreadKeys(unit: Unit, all: readonly Unit[], draft: Draft): void {
  const containers = containersOf(unit, facts.reader);
  if (unit.document.structural || containers.some((container) => environmentOf(container, all, facts).open)) return;
  for (const name of new Set(configMapNames(unit, facts.reader))) {
    const map = configMap(all, name);
    const read = containers.flatMap(({ path }) => keysRead(unit, path, name));
    if (!map || read.includes('*')) continue;
    for (const key of ['ip_autodetection_method', 'ip6_autodetection_method']) {
      const written = read.includes(key) ? undefined : stated(map, ['data', key], text, { ...facts, as: key });
      if (isKnown(written)) draft.idle.push({ name: key, setting: written });
    }
  }
}

/** The keys of a ConfigMap that a container reads; `*` for all of them. */
function keysRead(unit: Unit, container: Path, name: string): readonly string[] {
  const said = (...steps: Path): string | undefined => textAt(unit.document.root, [...unit.path, ...container, ...steps]);
  const count = (list: string): readonly unknown[] => items(at(unit.document.root, [...unit.path, ...container, list]));
  if (count('envFrom').some((_, i) => said('envFrom', i, 'configMapRef', 'name') === name)) return ['*'];
  return count('env').flatMap((_, i) => {
    const key = said('env', i, 'valueFrom', 'configMapKeyRef', 'key');
    return key !== undefined && said('env', i, 'valueFrom', 'configMapKeyRef', 'name') === name ? [key] : [];
  });
}
