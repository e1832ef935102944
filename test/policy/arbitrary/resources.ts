/** Calico's own resources. */
import fc from 'fast-check';
import { cidr, type Fields, groups, mode, mtu, odd, oneOf, some, uses } from './values.js';

const pool: Fields = {
  cidr,
  ipipMode: mode,
  vxlanMode: mode,
  allowedUses: uses,
  natOutgoing: oneOf(true, false),
  blockSize: oneOf(26, 20, 32, 19, 33, 122, 0),
  disabled: oneOf(true, false),
  nodeSelector: oneOf('all()', '!all()', "zone == 'a'"),
  disableBGPExport: oneOf(true, false),
  ipip: oneOf({ enabled: true, mode: 'always' }),
};

const ports = oneOf(22, 53, 67, 68, 179, '2379', 2380, 5473, 6443, 70_000, 'https');
const failsafe = fc.array(
  odd(
    fc.record(
      {
        protocol: odd(oneOf('tcp', 'UDP', 'icmp')),
        net: oneOf('', '10.0.0.0/8', 'fd00::/8', '10.0.0.1', 'fd00::1', '10.0.0.0/33', 'nodes'),
        port: odd(ports),
      },
      { requiredKeys: ['port'] },
    ),
  ),
  { maxLength: 8 },
);

const felix: Fields = {
  ipipMTU: mtu,
  vxlanMTU: mtu,
  vxlanMTUV6: mtu,
  wireguardMTU: mtu,
  wireguardMTUV6: mtu,
  nodeSelector: oneOf('all()', 'has(gpu)', ''),
  wireguardEnabled: oneOf(true, false, 'true'),
  wireguardEnabledV6: oneOf(true, false),
  wireguardHostEncryptionEnabled: oneOf(true, false),
  wireguardListeningPort: oneOf(51_820, 51_821, '51821', ' +51821 '),
  wireguardListeningPortV6: oneOf(51_820, 51_821, 51_820.5),
  programClusterRoutes: oneOf('Enabled', 'Disabled', 'enabledipiponly'),
  failsafeInboundHostPorts: failsafe,
  failsafeOutboundHostPorts: failsafe,
};

const peer: Fields = {
  peerIP: oneOf('192.0.2.1', '192.0.2.1:178', '[fd00::1]:178', 'router', ''),
  peerSelector: oneOf("rack == 'a'", ''),
  localWorkloadSelector: oneOf('all()'),
  node: oneOf('worker-1'),
  nodeSelector: oneOf('all()'),
  asNumber: oneOf(64_512, '64086.59904', 0),
  filters: fc.array(oneOf('default', 'pods', 'export', 7), { maxLength: 2 }),
};

const configuration: Fields = {
  nodeToNodeMeshEnabled: oneOf(false, true),
  programClusterRoutes: oneOf('Enabled', 'Disabled', 'EnabledNoEncapOnly', 'EnabledIPIPOnly'),
  asNumber: oneOf(64_512, 64_513),
};

/** Nodes of Kubernetes, with what Calico writes onto them. */
export const node: fc.Arbitrary<unknown> = fc.record(
  {
    apiVersion: oneOf('v1', 'crd.projectcalico.org/v1'),
    kind: oneOf('Node'),
    metadata: fc.record({
      name: oneOf('worker-1', 'worker-2'),
      annotations: fc.dictionary(
        oneOf(
          'projectcalico.org/ASNumber',
          'projectcalico.org/IPv4Address',
          'projectcalico.org/RouteReflectorClusterID',
        ) as fc.Arbitrary<string>,
        oneOf('64512', '64086.59904', '0', '1.2.3', '4294967296', 'x', '007', '10.0.0.1/24', '244.0.0.1'),
      ),
    }),
    spec: some({ podCIDR: cidr, podCIDRs: oneOf(['10.60.0.0/24']) }),
    status: some({ addresses: oneOf([{ type: 'InternalIP', address: '10.0.0.1' }], [{ type: 'Hostname', address: 'worker-1' }]) }),
  },
  { requiredKeys: ['apiVersion', 'kind', 'metadata'] },
);

const names = oneOf('default', 'pods', 'pods-2', 'default-ipv4-ippool', 'node.worker-1', 'node.', 'overlay', 'tigera-secure');

/** A resource of some kind of Calico, or of the operator. */
export function resource(
  kind: fc.Arbitrary<unknown>,
  spec: Fields = {},
  apiVersion: fc.Arbitrary<unknown> = groups,
): fc.Arbitrary<unknown> {
  return fc.record({ apiVersion, kind, metadata: fc.record({ name: names }), spec: some(spec) });
}

export const ipPool: fc.Arbitrary<unknown> = resource(oneOf('IPPool'), pool);
export const felixConfiguration: fc.Arbitrary<unknown> = resource(oneOf('FelixConfiguration'), felix);
export const bgpPeer: fc.Arbitrary<unknown> = resource(oneOf('BGPPeer'), peer);
export const bgpFilter: fc.Arbitrary<unknown> = resource(oneOf('BGPFilter'));
export const bgpConfiguration: fc.Arbitrary<unknown> = resource(oneOf('BGPConfiguration'), configuration);

/** The one that counts, with the mesh off, and pools that may need it. */
export const meshOff: fc.Arbitrary<unknown> = fc.record({
  apiVersion: groups,
  kind: fc.constant('BGPConfiguration'),
  metadata: fc.constant({ name: 'default' }),
  spec: some(configuration).map((spec) => ({ nodeToNodeMeshEnabled: false, ...(spec as object) })),
});
export const plainPool: fc.Arbitrary<unknown> = resource(oneOf('IPPool'), {
  cidr,
  ipipMode: oneOf('Always', 'CrossSubnet', 'Never'),
  disabled: oneOf(true, false),
});
