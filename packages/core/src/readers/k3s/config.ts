/** The configuration file of K3s and RKE2: flags of the command, as keys. */
import { at, items, type Path, textAt } from '../../source/index.js';
import { keysAt, originOf, type Unit } from '../unit.js';

export const reader = 'k3s';

/** Flags of this field; each of them makes a file one of K3s or RKE2 where the other keys are flags too. */
const fieldFlags = [
  ...['cluster-cidr', 'service-cidr', 'flannel-backend', 'flannel-iface', 'flannel-conf', 'disable-kube-proxy', 'disable-network-policy'],
];

/** Every claimed file holds one of these: flags of the field, or a name of a CNI plugin. */
export const words: readonly string[] = [...fieldFlags, 'canal', 'calico', 'flannel'];

/** Flags that most servers and agents have (docs.rke2.io and docs.k3s.io, server configuration reference). */
const commonFlags = new Set([
  ...['token', 'token-file', 'agent-token', 'server', 'tls-san', 'node-ip', 'node-external-ip', 'node-name', 'node-label', 'node-taint'],
  ...['write-kubeconfig-mode', 'write-kubeconfig', 'kubelet-arg', 'kube-apiserver-arg', 'kube-controller-manager-arg', 'disable'],
  ...['data-dir', 'cluster-init', 'cluster-dns', 'cluster-domain', 'cloud-provider-name', 'disable-cloud-controller', 'selinux'],
  ...['advertise-address', 'bind-address', 'kube-proxy-arg', 'etcd-snapshot-schedule-cron', 'profile', 'system-default-registry'],
  ...['etcd-expose-metrics', 'secrets-encryption', 'ingress-controller', 'service-node-port-range', 'debug', 'protect-kernel-defaults'],
]);

/** Where RKE2 or K3s finds its flags: a file of its own, or Rancher's `machineGlobalConfig`. */
export type Flags = { readonly unit: Unit; readonly base: Path; readonly product: 'rke2' | 'k3s' | undefined };

export function flagsOf(unit: Unit): Flags | undefined {
  if (unit.object?.group === 'provisioning.cattle.io') {
    const base = ['spec', 'rkeConfig', 'machineGlobalConfig'];
    const keys = keysAt(unit, base);
    return keys.some(isOfField) ? { unit, base, product: productOf('', keys) } : undefined;
  }
  if (unit.object || unit.path.length > 0) return undefined;
  const keys = keysAt(unit, []);
  const file = unit.document.source.name.replaceAll('\\', '/');
  if (!keys.some(isOfField) || !keys.every(isFlag)) return undefined;
  // A lone `cni: calico` may be anybody's: the file's place or another flag has to tell.
  const told = /(?:^|\/)(?:rke2|k3s)[^/]*\/|(?:^|\/)config\.ya?ml(?:\.d\/[^/]+)?$/.test(file);
  if (!told && keys.filter((key) => commonFlags.has(bare(key)) || fieldFlags.includes(bare(key))).length < 2) return undefined;
  if (keys.some(isOwnFlag) || pluginWords(unit, ['cni']).some((word) => /canal|calico|flannel/.test(word)))
    return { unit, base: [], product: productOf(file, keys) };
  return undefined;
}

/** `kubelet-arg+` adds to a list of another file. */
function bare(key: string): string {
  return key.replace(/\+$/, '');
}

function isFlag(key: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*\+?$/.test(key);
}

function isOwnFlag(key: string): boolean {
  return fieldFlags.includes(bare(key));
}

function isOfField(key: string): boolean {
  return isOwnFlag(key) || key === 'cni';
}

function productOf(file: string, keys: readonly string[]): Flags['product'] {
  if (keys.includes('cni') || /rke2/.test(file)) return 'rke2';
  return keys.some((key) => key.startsWith('flannel-') || key === 'disable-network-policy') || /k3s/.test(file) ? 'k3s' : undefined;
}

/** The plugins that `cni` names, as a list or with commas. */
export function pluginWords(unit: Unit, path: Path): readonly string[] {
  const { root } = unit.document;
  const list = items(at(root, path)).map((_, i) => textAt(root, [...path, i]) ?? '');
  const text = textAt(root, path);
  return (text === undefined ? list : text.split(',')).map((word) => word.trim()).filter((word) => word !== '');
}

/** Where a flag stands, or would. */
export function placeOf({ unit, base }: Flags, flag: string, part?: 'key'): ReturnType<typeof originOf> {
  return originOf(unit, [...base, flag], part);
}
