/** Faults that one object shows only beside others: what is there, what is refused then, and what is not. */
import type { KubernetesObject } from './client.js';

type Beside = {
  readonly rule: string;
  readonly there: readonly KubernetesObject[];
  readonly refused: KubernetesObject;
  readonly message: string;
  readonly admitted: KubernetesObject;
};

const calico = (kind: string, name: string, spec: object = {}): KubernetesObject => ({
  apiVersion: 'crd.projectcalico.org/v1',
  kind,
  metadata: { name },
  ...{ spec },
});

function workload(kind: 'DaemonSet' | 'Deployment', name: string, image: string): KubernetesObject {
  const labels = { of: name };
  const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name, image }] } } };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'kube-system' }, ...{ spec } };
}

const pool = calico('IPPool', 'there', { cidr: '10.70.0.0/16', ipipMode: 'Always' });
const mesh = (nodeToNodeMeshEnabled: boolean): KubernetesObject => calico('BGPConfiguration', 'default', { nodeToNodeMeshEnabled });
const peer = (filter: string): KubernetesObject => calico('BGPPeer', 'rack', { peerIP: '192.0.2.1', asNumber: 64512, filters: [filter] });

export const beside: readonly Beside[] = [
  {
    rule: 'pool-cidr',
    there: [pool],
    refused: calico('IPPool', 'over', { cidr: '10.70.128.0/17', ipipMode: 'Always' }),
    message: 'overlaps pool there (10.70.0.0/16)',
    // The same pool once more: it does not overlap itself.
    admitted: pool,
  },
  {
    rule: 'bgp-mesh',
    there: [pool],
    refused: mesh(false),
    message: 'BIRD has nobody to tell the routes of pool there',
    admitted: mesh(true),
  },
  { rule: 'bgp-peer', there: [calico('BGPFilter', 'export')], refused: peer('exports'), message: 'exports', admitted: peer('export') },
];

/** Two workloads in the middle of an upgrade. */
export const upgraded: readonly KubernetesObject[] = [
  workload('DaemonSet', 'calico-node', 'quay.io/calico/node:v3.31.2'),
  workload('Deployment', 'calico-typha', 'quay.io/calico/typha:v3.30.1'),
];
