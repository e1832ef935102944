import type { Version } from '../../network/version.js';

/** How Calico or Canal gets into the cluster. */
export const installers = ['manifest', 'operator', 'helm', 'canal', 'rke2', 'rke2-calico', 'k3s', 'kubespray'] as const;
export type Installer = (typeof installers)[number];

/** What a network is to be written for. */
export type Described = {
  readonly installer: Installer;
  readonly calico: Version;
  /** As `underlay.cloud` of the configuration calls it. */
  readonly cloud: string;
  /** MTU of the nodes' interfaces, in bytes. */
  readonly nicMtu: number;
  /** All nodes share one L2 segment. Undefined: not said, and it decides nothing on this cloud. */
  readonly l2: boolean | undefined;
  readonly encryption: 'none' | 'wireguard';
  readonly podCidr: string;
  /** IPv6 beside IPv4. */
  readonly podCidrV6: string | undefined;
  /** The range of the Services, where it is told: the installer's own otherwise. */
  readonly serviceCidr: string | undefined;
  /** The range that the nodes' addresses are in, where that is to choose the interface. */
  readonly nodeNetwork: string | undefined;
};

/** The pod range that an installer takes by itself; undefined where it has to be told. Source: facts of each installer beside its writer. */
export const ownPodCidr: Readonly<Partial<Record<Installer, string>>> = {
  canal: '10.244.0.0/16', // manifests/canal.yaml, net-conf.json
  rke2: '10.42.0.0/16', // k3s pkg/cli/cmds/server.go, --cluster-cidr
  'rke2-calico': '10.42.0.0/16',
  k3s: '10.42.0.0/16',
  kubespray: '10.233.64.0/18', // roles/kubespray_defaults/defaults/main/main.yml
};

/** The range that an installer gives to Services by itself. Sources: k3s pkg/cli/cmds/server.go, --service-cidr; kubespray_defaults. */
export const ownServiceCidr: Readonly<Partial<Record<Installer, string>>> = {
  rke2: '10.43.0.0/16',
  'rke2-calico': '10.43.0.0/16',
  k3s: '10.43.0.0/16',
  kubespray: '10.233.0.0/18',
};

/** Installers that bring a release of their own, of which nothing is written: what is written holds since this one (kubernetes-internal-ip). */
export const broughtSince: Readonly<Partial<Record<Installer, string>>> = { rke2: 'v3.22', 'rke2-calico': 'v3.22' };

/** Clouds whose network is an own one, in which it counts whether routers are between the nodes. */
const ownNetworks = ['bare-metal', 'vsphere'];

/** True where the description is not enough: whether the nodes share one L2 segment decides. */
export function needsL2({ cloud, installer }: Pick<Described, 'cloud' | 'installer'>): boolean {
  return ownNetworks.includes(cloud) && !isCanal(installer);
}

/** flannel carries the pods, Calico enforces policy only. */
export function isCanal(installer: Installer): boolean {
  return installer === 'canal' || installer === 'rke2';
}

/** Those for which a second range is written; others ask for more than their network's configuration then. */
export const ipv6Installers: readonly Installer[] = ['manifest', 'operator', 'helm'];
