import { birdConfig, birdProtocols, birdRoutes, birdStatus } from './bird.js';
import { dials } from './dial.js';
import { lookups } from './dns.js';
import type { Extractor } from './extractor.js';
import { fetches } from './fetch.js';
import { firewall } from './firewall.js';
import { counters, forwards, neighbours, processes, sockets, sysctl } from './host.js';
import { idle } from './idle.js';
import { listings } from './kubernetes.js';
import { briefLinks, links } from './links.js';
import { metrics } from './metrics.js';
import { nodeStatus } from './node-status.js';
import { objects } from './objects.js';
import { pings, traces } from './ping.js';
import { policies } from './policies.js';
import { preflights } from './preflight.js';
import { routeTables } from './route-n.js';
import { routes } from './routes.js';
import { shells } from './shell.js';
import { captures } from './tcpdump.js';
import { wireguards } from './wireguard.js';
import { firewalld, ufw } from './zones.js';

/** Every kind of output, in no order: a line may belong to several. */
export const extractors: readonly Extractor[] = [
  nodeStatus,
  routes,
  routeTables,
  links,
  briefLinks,
  pings,
  traces,
  captures,
  dials,
  fetches,
  lookups,
  firewall,
  ufw,
  firewalld,
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
  listings,
  objects,
  policies,
  metrics,
  preflights,
  wireguards,
  idle,
  shells,
];
