import { describe, expect, it } from 'vitest';
import { emptyDraft, toCluster } from '../../cluster/draft.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, type Known, knownValue, type Setting } from '../../cluster/setting.js';
import { applyEdits, readSource } from '../../source/index.js';
import { type Unit, unitsOf } from '../unit.js';
import * as dialect from './read.js';
import { operator } from './reader.js';

function unitsIn(text: string): readonly Unit[] {
  return readSource({ name: 'installation.yaml', text }, () => true)
    .documents.flatMap((document) => unitsOf(document))
    .filter((unit) => operator.claims(unit));
}

function clusterOf(text: string): Cluster {
  const draft = emptyDraft('c', 'c', false, ['installation.yaml']);
  const units = unitsIn(text);
  dialect.read(units, draft, units);
  return toCluster(draft);
}

/** An Installation with these lines below `spec`. */
function installation(spec: string, name = 'default'): string {
  const head = `apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: { name: ${name} }\nspec:\n`;
  return `${head}${spec.replaceAll(/^/gm, '  ')}\n`;
}

const read = (spec: string): Cluster => clusterOf(installation(spec));

function firstPool(cluster: Cluster): Pool {
  const [pool] = cluster.pools;
  if (!pool) throw new Error('no pool');
  return pool;
}

/** `how value`, or why it is not known. */
function said(known: Known<unknown> | undefined): string {
  if (!known) return 'nothing';
  return isKnown(known) ? `${known.how} ${JSON.stringify(known.value)}` : `? ${known.unknown}`;
}

/** The text after a change to a setting. */
function changed(text: string, setting: Known<unknown> | undefined, to: string | number | boolean): string {
  if (!isKnown(setting)) throw new Error('not known');
  const edits = dialect.edits({ setting, to });
  if (!edits) throw new Error('no edits');
  return applyEdits(text, [edits]).text;
}

describe('plane and backend', () => {
  it.each([
    ['cni: { type: Calico }\ncalicoNetwork: { bgp: Enabled }', 'explicit "bird"'],
    ['cni: { type: Calico }\ncalicoNetwork: { bgp: Disabled }', 'explicit "vxlan"'],
    ['cni: { type: Calico, ipam: { type: HostLocal } }\ncalicoNetwork: { bgp: Disabled }', 'explicit "none"'],
    ['cni: { type: AmazonVPC }', 'derived "none"'],
    ['kubernetesProvider: EKS\ncni: { type: Calico }', 'default "vxlan"'],
    ['kubernetesProvider: RKE2', 'default "bird"'],
    ['cni: { type: Calico }\ncalicoNetwork: { bgp: Enabled, linuxDataplane: VPP }', '? VPP has routes and tunnels of its own'],
    ['calicoNetwork: { bgp: Disabled }', '? vxlan, or none: the operator detects the provider in the cluster, and it decides'],
  ])('%s', (spec, wanted) => {
    expect(said(effective(read(spec).backend))).toBe(wanted);
  });

  it('is policy only with the plugin of a cloud, which then has no pools of Calico', () => {
    const cluster = read('kubernetesProvider: EKS\ncalicoNetwork: { ipPools: [{ cidr: 10.0.0.0/16, encapsulation: None }] }');
    expect(said(effective(cluster.plane))).toBe('default "policy-only"');
    expect(cluster.pools).toEqual([]);
  });

  it('takes a tunnel for a sign of Calico as the plugin', () => {
    const cluster = read('calicoNetwork: { ipPools: [{ cidr: 10.0.0.0/16, encapsulation: VXLAN }] }');
    expect(said(effective(cluster.plane))).toBe('derived "calico"');
    expect(said(effective(cluster.ipam))).toBe('default "calico-ipam"');
  });
});

describe('pools', () => {
  it('reads what is written', () => {
    const pool = firstPool(
      read(`calicoNetwork:
  ipPools:
    - { name: racks, cidr: 10.60.0.0/16, encapsulation: VXLANCrossSubnet, natOutgoing: Disabled, blockSize: 24, nodeSelector: zone == "a", disableNewAllocations: true }`),
    );
    expect(said(pool.name)).toBe('explicit "racks"');
    expect(said(pool.encapsulation)).toBe('explicit "VXLANCrossSubnet"');
    expect([said(pool.ipipMode), said(pool.vxlanMode)]).toEqual(['explicit "Never"', 'explicit "CrossSubnet"']);
    expect(said(pool.natOutgoing)).toBe('explicit false');
    expect(said(pool.blockSize)).toBe('explicit 24');
    expect(said(pool.disabled)).toBe('explicit true');
    expect(pool.live).toBe('reconciled');
  });

  it('fills in the defaults of each family', () => {
    const pools = read('cni: { type: Calico }\ncalicoNetwork: { ipPools: [{ cidr: 10.60.0.0/16 }, { cidr: "fd00:60::/48" }] }').pools;
    expect(pools.map((pool) => [pool.name, pool.encapsulation, pool.natOutgoing, pool.blockSize].map(said))).toEqual([
      ['default "default-ipv4-ippool"', 'default "IPIP"', 'default true', 'default 26'],
      ['default "default-ipv6-ippool"', 'default "None"', 'default false', 'default 122'],
    ]);
  });

  it('has none for the empty list, and one of its own making where none is listed', () => {
    expect(read('kubernetesProvider: RKE2\ncalicoNetwork: { ipPools: [] }').pools).toEqual([]);
    expect(read('kubernetesProvider: RKE2\ncalicoNetwork: { ipPools: "{{ pools }}" }').pools).toEqual([]);
    const [own, ...more] = read('kubernetesProvider: RKE2').pools;
    expect(more).toEqual([]);
    expect(said(own?.encapsulation)).toBe('default "IPIP"');
    expect(knownValue(own?.cidr)).toBeUndefined();
    expect(said(firstPool(read('cni: { type: Calico }')).encapsulation)).toContain('?');
  });

  it('are read at the first install only by operators before 1.34', () => {
    const deployment = (tag: string): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: tigera-operator, namespace: tigera-operator }
spec: { template: { spec: { containers: [{ name: tigera-operator, image: "quay.io/tigera/operator:${tag}" }] } } }
`;
    const pools = installation('calicoNetwork: { ipPools: [{ cidr: 10.60.0.0/16, encapsulation: VXLAN }] }');
    expect(firstPool(clusterOf(`${pools}${deployment('v1.30.11')}`)).live).toBe('first-install');
    expect(firstPool(clusterOf(`${pools}${deployment('v1.38.13')}`)).live).toBe('reconciled');
  });
});

describe('overlay', () => {
  it('goes over default field by field, and its list of pools takes the place of the other', () => {
    const cluster = clusterOf(`${installation('calicoNetwork: { mtu: 1400, bgp: Enabled, ipPools: [{ cidr: 10.1.0.0/16 }] }')}---
${installation('calicoNetwork: { mtu: 1300, ipPools: [{ cidr: 10.2.0.0/16 }] }', 'overlay')}`);
    expect(said(effective(cluster.mtu.veth))).toBe('explicit 1300');
    expect(said(effective(cluster.backend))).toBe('explicit "bird"');
    expect(cluster.pools.map((pool) => said(pool.cidr))).toEqual(['explicit "10.2.0.0/16"']);
  });

  it('alone leaves unknown what it does not say', () => {
    const cluster = clusterOf(installation('calicoNetwork: { mtu: 1300 }', 'overlay'));
    expect(said(effective(cluster.mtu.veth))).toBe('explicit 1300');
    expect(said(effective(cluster.product.dataplane))).toContain('?');
  });
});

describe('node addresses', () => {
  it.each([
    ['{ firstFound: true }', 'explicit "first-found"'],
    ['{ kubernetes: NodeInternalIP }', 'explicit "kubernetes-internal-ip"'],
    ['{ interface: "eth0,bond.*" }', 'explicit "interface=eth0,bond.*"'],
    ['{ skipInterface: "br-.*" }', 'explicit "skip-interface=br-.*"'],
    ['{ canReach: 192.0.2.1 }', 'explicit "can-reach=192.0.2.1"'],
    ['{ cidrs: [10.0.0.0/24, 10.0.1.0/24] }', 'explicit "cidr=10.0.0.0/24,10.0.1.0/24"'],
    ['{ cidrs: ["{{ range }}"] }', '? filled in by a template'],
  ])('%s', (struct, wanted) => {
    expect(said(effective(read(`calicoNetwork: { nodeAddressAutodetectionV4: ${struct} }`).nodeAddress.method))).toBe(wanted);
  });

  it('are not detected where the map is empty or firstFound is false', () => {
    for (const struct of ['{}', '{ firstFound: false }']) {
      const { ip, method } = read(`calicoNetwork: { nodeAddressAutodetectionV4: ${struct} }`).nodeAddress;
      expect([said(effective(ip)), method]).toEqual(['derived "none"', []]);
    }
  });

  it('are detected by the provider where nothing is written', () => {
    const method = (provider: string): string =>
      said(
        effective(
          read(`kubernetesProvider: ${provider}\ncni: { type: Calico }\ncalicoNetwork: { ipPools: [{ cidr: 10.0.0.0/16 }] }`).nodeAddress
            .method,
        ),
      );
    expect(method('EKS')).toBe('default "can-reach=8.8.8.8"');
    expect(method('OpenShift')).toBe('default "first-found"');
  });
});

describe('MTU and routes', () => {
  it('gives one number to the pods and to the tunnels, to IPIP with BGP only', () => {
    const { mtu } = read('cni: { type: Calico }\ncalicoNetwork: { mtu: 1400, bgp: Disabled }');
    expect([mtu.veth, mtu.vxlan, mtu.wireguard, mtu.ipip, mtu.vxlanV6].map((slot) => said(effective(slot)))).toEqual([
      'explicit 1400',
      'derived 1400',
      'derived 1400',
      'nothing',
      'nothing',
    ]);
  });

  it('turns clusterRoutingMode into the fields of Felix and BIRD', () => {
    const { felix, bgp } = read('calicoNetwork: { clusterRoutingMode: FelixIPIPOnly }').programClusterRoutes;
    expect([said(effective(felix)), said(effective(bgp))]).toEqual(['derived "EnabledIPIPOnly"', 'derived "EnabledNoEncapOnly"']);
  });
});

describe('changes', () => {
  const text = installation(`cni: { type: Calico }
calicoNetwork:
  mtu: 1500 # as the NIC
  nodeAddressAutodetectionV4:
    firstFound: true # the last one
  ipPools:
    - cidr: 10.60.0.0/16
      encapsulation: "IPIP" # over the fabric
      natOutgoing: Enabled`);
  const cluster = clusterOf(text);
  const pool = firstPool(cluster);
  const cases: readonly (readonly [string, Known<unknown> | undefined, string | number | boolean, string])[] = [
    ['mtu', cluster.mtu.veth[0], 1450, 'mtu: 1450 # as the NIC'],
    ['encapsulation', pool.encapsulation, 'VXLAN', 'encapsulation: "VXLAN" # over the fabric'],
    ['vxlanMode', pool.vxlanMode, 'CrossSubnet', 'encapsulation: "VXLANCrossSubnet" # over the fabric'],
    ['ipipMode', pool.ipipMode, 'Never', 'encapsulation: "None" # over the fabric'],
    ['natOutgoing', pool.natOutgoing, false, 'natOutgoing: Disabled'],
    ['blockSize', pool.blockSize, 28, '      natOutgoing: Enabled\n        blockSize: 28'],
    ['a detection', cluster.nodeAddress.method[0], 'kubernetes-internal-ip', '  kubernetes: NodeInternalIP # the last one'],
    ['a pattern', cluster.nodeAddress.method[0], 'interface=eth.*', '  interface: eth.* # the last one'],
  ];
  it.each(cases)('%s', (_, setting, to, wanted) => {
    expect(changed(text, setting, to)).toContain(wanted);
  });

  it('leaves a detection of two keys alone', () => {
    const two = installation('calicoNetwork: { nodeAddressAutodetectionV4: { interface: eth0, canReach: 192.0.2.1 } }');
    const [method] = clusterOf(two).nodeAddress.method;
    expect(dialect.edits({ setting: method as Setting<string>, to: 'kubernetes-internal-ip' })).toBeUndefined();
  });
});
