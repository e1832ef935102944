/** An Installation of the operator. */
import fc from 'fast-check';
import { cidr, type Fields, mtu, odd, oneOf, some, uses } from './values.js';

const installedPool: Fields = {
  cidr,
  blockSize: oneOf(26, 122, 0, 19, '30'),
  disableNewAllocations: oneOf(true, false),
  name: oneOf('pods', ''),
  encapsulation: oneOf('None', 'IPIP', 'IPIPCrossSubnet', 'VXLAN', 'VXLANCrossSubnet', 'vxlan', ''),
  allowedUses: uses,
  natOutgoing: oneOf('Enabled', 'Disabled', true),
};

const detection = some({
  firstFound: oneOf(true, false),
  interface: oneOf('eth0', 'eth0,', ''),
  canReach: oneOf('8.8.8.8'),
  cidrs: oneOf(['10.0.0.0/24'], ['10.0.0.0'], []),
  kubernetes: oneOf('NodeInternalIP'),
});

const network: Fields = {
  mtu,
  nodeAddressAutodetectionV4: fc.oneof(fc.constant({}), detection),
  nodeAddressAutodetectionV6: fc.oneof(fc.constant({}), detection),
  ipPools: fc.array(some(installedPool), { maxLength: 3 }),
  bgp: oneOf('Enabled', 'Disabled', 'enabled'),
  linuxDataplane: oneOf('Iptables', 'BPF', 'VPP', 'Nftables'),
  clusterRoutingMode: oneOf('BIRD', 'Felix', 'FelixIPIPOnly', 'felix'),
};

export function installation(): fc.Arbitrary<unknown> {
  const cni = fc.record(
    {
      type: odd(oneOf('Calico', 'AmazonVPC', 'AzureVNET', 'GKE', 'calico')),
      ipam: odd(fc.record({ type: odd(oneOf('Calico', 'HostLocal', 'AmazonVPC')) })),
    },
    { requiredKeys: [] },
  );
  return fc.record({
    apiVersion: fc.constant('operator.tigera.io/v1'),
    kind: fc.constant('Installation'),
    metadata: fc.record({ name: oneOf('default', 'default', 'overlay', 'other') }),
    spec: some({ calicoNetwork: some(network), cni, kubernetesProvider: oneOf('EKS', 'AKS', 'GKE', 'OpenShift', '', 'DockerEnterprise') }),
  });
}
