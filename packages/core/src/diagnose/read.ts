/** Texts → what they say. */
import { type Draft, emptyDraft } from './draft.js';
import { birdConfig, birdProtocols, birdRoutes, birdStatus } from './extract/bird.js';
import type { Extractor } from './extract/extractor.js';
import { firewall } from './extract/firewall.js';
import { counters, forwards, neighbours, processes, sockets, sysctl } from './extract/host.js';
import { links } from './extract/links.js';
import { readLogs } from './extract/logs.js';
import { nodeStatus } from './extract/node-status.js';
import { probes } from './extract/probes.js';
import { routes } from './extract/routes.js';
import { nameByMesh } from './mesh.js';
import { linesOf, nodesOf, type Text } from './text.js';

const extractors: readonly Extractor[] = [
  nodeStatus,
  routes,
  links,
  probes,
  firewall,
  sysctl,
  counters,
  sockets,
  processes,
  neighbours,
  forwards,
  birdStatus,
  birdProtocols,
  birdRoutes,
  birdConfig,
];

/** Longer texts are logs: single words in them say nothing. Characters. */
const noteLength = 8192;

/** What the outputs and logs among the texts say. */
export function readTexts(texts: readonly Text[]): Draft {
  const draft = emptyDraft();
  const nodes = nodesOf(texts);
  for (const text of texts) {
    const node = nodes.get(text.name) ?? '';
    readLogs(draft, text, node);
    const wanted = extractors.filter(({ hint }) => hint.test(text.text)).map(({ open }) => open(draft));
    if (wanted.length === 0) {
      if (text.text.length <= noteLength) draft.notes.push(text);
      continue;
    }
    for (const line of linesOf(text, node)) for (const read of wanted) read(line);
  }
  nameByMesh([...draft.nodes.values()]);
  return draft;
}
