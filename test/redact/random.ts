// Values that look like secrets and are none. They are put together here: a whole one in a file would be taken for a leak by those who scan it.

export type Random = {
  readonly pick: <T>(list: readonly T[]) => T;
  readonly number: (least: number, most: number) => number;
  /** That many characters out of an alphabet. */
  readonly text: (length: number, alphabet?: string) => string;
};

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const alphabets = {
  lower: lower + digits,
  hex: 'abcdef0123456789',
  upper: `${lower.toUpperCase()}234567`,
  word: lower + lower.toUpperCase() + digits,
  base64: `${lower}${lower.toUpperCase()}${digits}+/`,
  symbols: `${lower}${lower.toUpperCase()}${digits}!^*_-.~`,
} as const;

/** mulberry32: small, and the same on every machine. */
export function random(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const number = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(list: readonly T[]): T => list[number(0, list.length - 1)] as T;
  const text = (length: number, alphabet: string = alphabets.word): string =>
    Array.from({ length }, () => alphabet[number(0, alphabet.length - 1)]).join('');
  return { pick, number, text };
}

/** One way to make a secret of each kind. */
export const secrets = {
  jwt: (r) => ['eyJ' + 'hbGciOiJSUzI1NiJ9', `eyJ${r.text(60)}`, r.text(86)].join('.'),
  awsKeyId: (r) => `${r.pick(['AK', 'AS'])}IA${r.text(16, alphabets.upper)}`,
  awsSecret: (r) => `${r.text(20)}/${r.text(10)}+1${r.text(8)}`,
  gcpKey: (r) => `AIza${r.text(35)}`,
  gcpOauth: (r) => `ya29.${r.text(60)}`,
  azureSecret: (r) => `${r.text(3)}8${'Q~'}${r.text(33)}`,
  github: (r) => `gh${r.pick(['p', 'o', 's', 'u', 'r'])}_${r.text(36)}`,
  githubFine: (r) => `github${'_pat_'}${r.text(22)}_${r.text(59)}`,
  gitlab: (r) => `gl${'pat-'}${r.text(20)}`,
  slack: (r) => `xo${'xb-'}${r.text(12, digits)}-${r.text(12, digits)}-${r.text(24)}`,
  npm: (r) => `np${'m_'}${r.text(36)}`,
  docker: (r) => `dckr${'_pat_'}${r.text(27)}`,
  digitalOcean: (r) => `do${'p_v1_'}${r.text(64, alphabets.hex)}`,
  vault: (r) => `hv${'s.'}${r.text(90)}`,
  openshift: (r) => `sha${'256~'}${r.text(43)}`,
  k3s: (r) => `K${'10'}${r.text(64, alphabets.hex)}::server:${r.text(32, alphabets.hex)}`,
  bootstrap: (r) => `${r.text(6, alphabets.lower)}.${r.text(16, alphabets.lower)}`,
  stripe: (r) => `sk${'_live_'}${r.text(24)}`,
  sendgrid: (r) => `S${'G.'}${r.text(22)}.${r.text(43)}`,
  grafana: (r) => `gl${'sa_'}${r.text(32)}_${r.text(8, alphabets.hex)}`,
  age: (r) => `AGE-SECRET${'-KEY-1'}${r.text(58, alphabets.upper)}`,
  tailscale: (r) => `ts${'key-'}auth-${r.text(12)}-${r.text(28)}`,
  rancher: (r) => `tok${'en-'}${r.text(5, alphabets.lower)}:${r.text(54, alphabets.lower)}`,
  bcrypt: (r) => `$2${'y$10$'}${r.text(53)}`,
  password: (r) =>
    r.pick([`${r.text(6)}!${r.text(5)}`, `Winter${r.number(2001, 2030)}x`, r.text(14), 'hunter2', 'correcthorse', `p@${r.text(8)}#1`]),
  plainPassword: (r) => r.pick([r.text(14), `${r.text(5)}-${r.text(6)}`, 'hunter2', 'letmein', `${r.text(8)}!`]),
  opaque: (r) => `${r.text(15)}7${r.text(16)}`,
  base64: (r) => Buffer.from(r.text(r.number(5, 40))).toString('base64'),
  wireguard: (r) => `${r.text(43, alphabets.base64)}=`,
  hex: (r) => `${r.text(63, alphabets.hex)}7`,
  account: (r) => `${r.number(1, 9)}${r.text(11, digits)}`,
  uuid: (r) => [8, 4, 4, 4, 12].map((length) => r.text(length, alphabets.hex)).join('-'),
  email: (r) =>
    `${r.pick(['jane.doe', 'ops', 'k.miller+oncall'])}${r.number(1, 99)}@${r.pick(['acme-corp', 'initech', 'globex'])}.${r.pick(['com', 'de', 'io', 'co.uk'])}`,
  fqdn: (r) =>
    `${r.pick(['db', 'etcd', 'vault', 'api'])}${r.number(1, 99)}.${r.pick(['prod.acme-corp.com', 'dc1.initech.net', 'k8s.globex.internal', 'hooli.co.uk', 'lan.umbrella.corp'])}`,
  node: (r) =>
    `${r.pick(['zeus', 'athena', 'berlin-rack', 'worker', 'k8s-prod-node', 'srv'])}${r.pick(['-', ''])}${r.number(1, 99)}${r.pick(['', 'a', 'b'])}`,
  ec2: (r) => `ip-10-${r.number(0, 255)}-${r.number(0, 255)}-${r.number(1, 254)}`,
  v4: (r) => `${r.pick([52, 34, 88, 141, 185, 203])}.${r.number(1, 99)}.${r.number(0, 255)}.${r.number(1, 254)}`,
  v6: (r) => `2a01:4f8:${r.number(1, 9)}c0c:${r.text(3, '123456789')}::${r.text(3, '123456789abcdef')}`,
  mac: (r) => `52:54:00:${[1, 2, 3].map(() => r.text(2, alphabets.hex)).join(':')}`,
} as const satisfies Readonly<Record<string, (r: Random) => string>>;

export type SecretKind = keyof typeof secrets;

/** Values that say nothing of anybody. */
export const ordinary = {
  image: (r) => `docker.io/calico/${r.pick(['node', 'cni', 'typha', 'kube-controllers'])}:v3.${r.number(20, 32)}.${r.number(0, 6)}`,
  registryImage: (r) =>
    r.pick([
      'quay.io/coreos/flannel:v0.15.1',
      'registry.k8s.io/pause:3.9',
      'ghcr.io/flannel-io/flannel:v0.26.1',
      'rancher/hardened-calico:v3.29.1-build20241203',
    ]),
  digest: (r) => `sha256:${r.text(64, alphabets.hex)}`,
  uid: (r) => [8, 4, 4, 4, 12].map((length) => r.text(length, alphabets.hex)).join('-'),
  version: (r) => `v1.${r.number(20, 34)}.${r.number(0, 20)}`,
  revision: (r) => String(r.number(1000, 99_999_999)),
  pod: (r) =>
    `${r.pick(['calico-node', 'calico-typha-7d9f8c6b5', 'coredns-5d78c9869d', 'kube-proxy', 'calico-kube-controllers-6f8d7c9b4'])}-${r.text(5, 'bcdfghjklmnpqrstvwxz2456789')}`,
  cidr: (r) => `10.${r.number(0, 255)}.${r.number(0, 255)}.0/${r.pick([16, 24, 26])}`,
  privateV4: (r) =>
    r.pick([
      `10.${r.number(0, 255)}.${r.number(0, 255)}.${r.number(1, 254)}`,
      `192.168.${r.number(0, 255)}.${r.number(1, 254)}`,
      `172.${r.number(16, 31)}.0.9`,
      `100.64.${r.number(0, 9)}.7`,
    ]),
  privateV6: (r) => `fd00:${r.text(3, '123456789')}::${r.text(3, '123456789')}`,
  port: (r) => String(r.pick([179, 443, 2379, 4789, 5473, 6443, 8472, 9099, 10250])),
  timestamp: (r) => `2026-${r.pick(['01', '11'])}-${r.number(10, 28)}T${r.number(10, 23)}:${r.number(10, 59)}:${r.number(10, 59)}Z`,
  mtu: (r) => String(r.pick([1410, 1430, 1440, 1450, 1480, 1500, 8951, 9001])),
  interface: (r) =>
    r.pick([
      `cali${r.text(11, alphabets.hex)}`,
      'eth0',
      'ens192',
      'bond0.100',
      'vxlan.calico',
      'tunl0',
      'wireguard.cali',
      'flannel.1',
      'enp3s0f1',
      'br-d710e33f6c1a',
    ]),
  commit: (r) => r.text(40, alphabets.hex),
  label: (r) =>
    r.pick([
      'calico-node',
      'kube-dns',
      'kube-system',
      'system-node-critical',
      'node-role.kubernetes.io/control-plane',
      'projectcalico.org/v3',
      'app.kubernetes.io/name',
    ]),
  asNumber: (r) => String(r.number(64512, 65534)),
  container: (r) => `containerd://${r.text(64, alphabets.hex)}`,
  file: (r) =>
    r.pick([
      '/etc/cni/net.d/10-calico.conflist',
      '/var/lib/calico/nodename',
      'felix/int_dataplane.go',
      '/var/run/calico/bird.ctl',
      '/calico-secrets/etcd-key',
      'startup.go',
      'calico.yaml',
      '/var/run/secrets/kubernetes.io/serviceaccount/token',
    ]),
  service: (r) =>
    r.pick([
      'kubernetes.default.svc.cluster.local',
      'calico-typha.kube-system.svc',
      'kube-dns.kube-system.svc.cluster.local:53',
      'ippools.crd.projectcalico.org',
      'rbac.authorization.k8s.io/v1',
      'docs.tigera.io',
    ]),
  secretName: (r) => r.pick(['calico-etcd-secrets', 'node-certs', 'default-token-x7k2p', 'typha-certs', 'regcred']),
  duration: (r) => r.pick(['90s', '10m0s', '5.5s', '1h']),
  resource: (r) =>
    r.pick([
      `i-0${r.text(16, alphabets.hex)}`,
      `subnet-0${r.text(16, alphabets.hex)}`,
      `vpc-0${r.text(16, alphabets.hex)}`,
      `sg-0${r.text(16, alphabets.hex)}`,
    ]),
} as const satisfies Readonly<Record<string, (r: Random) => string>>;

export type OrdinaryKind = keyof typeof ordinary;
