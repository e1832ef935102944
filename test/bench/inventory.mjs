// A Kubespray inventory of any size: groups in INI or YAML, a file of host_vars for each host. Nothing of it is real.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files of an inventory: `{ name, text }`. `form` is 'ini' or 'yaml'. */
export function inventory(form, hosts) {
  const names = Array.from({ length: hosts }, (_, i) => `node${i}`);
  const vars = names.map((name, i) => ({ name: `host_vars/${name}.yml`, text: hostVars(i) }));
  const listed = form === 'ini' ? { name: 'hosts.ini', text: ini(names) } : { name: 'hosts.yaml', text: yaml(names) };
  return [
    listed,
    { name: 'group_vars/all/all.yml', text: all },
    { name: 'group_vars/k8s_cluster/k8s-net-calico.yml', text: calico },
    ...vars,
  ];
}

/** Writes the files below a folder. */
export function writeFiles(folder, files) {
  for (const { name, text } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const racks = 20;
const octets = (i) => `${i >> 8}.${i & 255}`;

const all = 'kube_version: v1.31.4\nbin_dir: /usr/local/bin\n';

const calico = `kube_network_plugin: calico
calico_network_backend: bird
calico_ipip_mode: Never
calico_vxlan_mode: CrossSubnet
peer_with_router: true
kube_pods_subnet: 10.128.0.0/14
`;

function hostVars(i) {
  const rack = i % racks;
  const peer = (end) => `  - { router_id: 10.1.${rack}.${end}, as: "${65000 + rack}" }\n`;
  return `local_as: "${64600 + rack}"\npeers:\n${peer(1)}${peer(2)}calico_mtu: ${1400 + (i % 3)}\n`;
}

function ini(names) {
  const section = (title, lines) => `[${title}]\n${lines.join('\n')}\n\n`;
  const rack = (number) => names.filter((_, i) => i % racks === number);
  return [
    section(
      'all',
      names.map((name, i) => `${name} ansible_host=203.0.${octets(i)} ip=10.0.${octets(i)}`),
    ),
    section('kube_control_plane', names.slice(0, 3)),
    section('kube_node', names),
    ...Array.from({ length: racks }, (_, number) => section(`rack${number}`, rack(number))),
    section('k8s_cluster:children', ['kube_control_plane', 'kube_node']),
  ].join('');
}

function yaml(names) {
  const hosts = names.map((name, i) => `    ${name}:\n      ansible_host: 203.0.${octets(i)}\n      ip: 10.0.${octets(i)}\n`);
  const listed = (some) => some.map((name) => `            ${name}:\n`).join('');
  return `all:
  hosts:
${hosts.join('')}  children:
    k8s_cluster:
      children:
        kube_control_plane:
          hosts:
${listed(names.slice(0, 3))}        kube_node:
          hosts:
${listed(names)}`;
}
