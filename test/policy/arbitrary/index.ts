/** Generated objects of the field: mostly valid, some nearly so, some absurd, in both API groups. */
import fc from 'fast-check';
import type { Facts } from '../twins.js';
import { configMap } from './config-map.js';
import { installation } from './installation.js';
import { bgpConfiguration, bgpFilter, bgpPeer, felixConfiguration, ipPool, meshOff, node, plainPool, resource } from './resources.js';
import { oneOf } from './values.js';
import { workload } from './workload.js';

/** Other kinds of which Calico, or the operator, reads some names only. */
const named = oneOf('ClusterInformation', 'KubeControllersConfiguration', 'IPAMConfig', 'IPAMConfiguration');
const operators = oneOf('Installation', 'APIServer');

/** An object of any kind that a policy judges. */
export const anyObject: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: ipPool },
  { weight: 3, arbitrary: workload() },
  { weight: 2, arbitrary: felixConfiguration },
  { weight: 3, arbitrary: installation() },
  { weight: 2, arbitrary: configMap() },
  bgpPeer,
  bgpConfiguration,
  node,
  resource(named),
  resource(operators, {}, fc.constant('operator.tigera.io/v1')),
);

/** A synced Node has an address, unless it has just been made; TypeScript takes one without for a fragment. */
const knownNode = node.map((one) => ({ ...(one as object), status: { addresses: [{ type: 'InternalIP', address: '10.0.0.1' }] } }));

/** The objects that a policy looks at beside each other: the first one is under review. */
export const clusters: Readonly<Record<string, fc.Arbitrary<readonly unknown[]>>> = {
  'bgp-mesh': beside(meshOff, fc.oneof(plainPool, plainPool, plainPool, ipPool, felixConfiguration, knownNode, bgpPeer)),
  'bgp-peer': beside(bgpPeer, bgpFilter),
  'image-version-skew': beside(workload(), workload()),
  'pool-cidr': beside(ipPool, ipPool),
};

function beside(reviewed: fc.Arbitrary<unknown>, other: fc.Arbitrary<unknown>): fc.Arbitrary<readonly unknown[]> {
  return fc.tuple(reviewed, fc.array(other, { minLength: 1, maxLength: 5 })).map(([first, others]) => [first, ...others]);
}

/** What a constraint's parameters may say. */
export const anyFacts: fc.Arbitrary<Facts> = fc.record(
  {
    calicoVersion: fc.constantFrom('v3.20.6', '3.24', 'v3.28.1', 'v3.30', 'v3.31.7', 'v3.32.1', 'v3.33.0', 'v4.0.0'),
    underlay: fc.record(
      {
        cloud: fc.constantFrom('aws', 'azure', 'gcp'),
        nicMtu: fc.constantFrom(1400, 1500, 9001),
        l2: fc.boolean(),
        routesPods: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
