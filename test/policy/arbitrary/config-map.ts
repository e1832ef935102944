/** The ConfigMap that Calico's and Canal's manifests make. */
import fc from 'fast-check';
import { type Fields, method, oneOf } from './values.js';

const conflist = oneOf(
  '{"type": "calico", "mtu": 1500}',
  '{"plugins": [{"type": "loopback"}, {"type": "calico", "mtu": __CNI_MTU__, "ipam": {"type": "calico-ipam"}}]}',
  '{"plugins": [{"type": "flannel", "delegate": {"type": "calico", "mtu": 9001}}]}',
  '{"plugins": [{"type": "calico", "ipam": {"type": "host-local"}}]}',
  '{"plugins": []}',
);

const configuration: Fields = {
  veth_mtu: oneOf('1450', '1500', '0', ' 8951 ', '1481', 'auto', '1279'),
  cni_network_config: conflist,
  'net-conf.json': oneOf(
    '{"Backend": {"Type": "vxlan"}}',
    '{"backend": {"type": "host-gw"}}',
    '{"Network": "10.60.0.0/16"}',
    '{"Backend": {}}',
    '{"Backend": {"Type": "VXLAN", "mtu": 1450}}',
    '{"Backend": {"Type": "vxlan", "MTU": 9000}, "EnableIPv6": true, "IPv6Network": "fd00::/48"}',
    '{"Backend": {"Type": "vxlan", "MTU": "1500"}, "enableIPv6": true, "ipv6network": ""}',
    '{"Backend": {"Type": "vxlan", "MTU": 1451.5}, "EnableIPv6": "true", "IPv6Network": "fd00::/48"}',
    '{"Backend": {"Type": "ipsec", "MTU": -1}}',
    '{"Backend": "vxlan"}',
  ),
  calico_backend: oneOf('bird', 'vxlan', 'none'),
  ip_autodetection_method: method,
  ip6_autodetection_method: method,
};

export function configMap(): fc.Arbitrary<unknown> {
  return fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('ConfigMap'),
    metadata: fc.record({ name: oneOf('calico-config', 'canal-config', 'other'), namespace: fc.constant('kube-system') }),
    data: fc.record(configuration, { requiredKeys: [] }),
  });
}
