/** What people paste besides, on any cluster, where the network of pods is well: what cards and kernels can do, defaults, and what lies outside. Invented. */
import type { Pasted } from './healthy-answers.js';

const at = (command: string, answer: string): string => `root@oak:~# ${command}\n${answer}\n`;
const inPod = (command: string, answer: string): string => at(`kubectl exec web-0 -- ${command}`, answer);

const features = `Features for ens3:
rx-checksumming: on
tx-checksumming: on
	tx-checksum-ipv4: off [fixed]
	tx-checksum-ip-generic: on
	tx-checksum-ipv6: off [fixed]
scatter-gather: on
tcp-segmentation-offload: on
generic-receive-offload: on
tx-udp_tnl-segmentation: on
tx-udp_tnl-csum-segmentation: on
hw-tc-offload: off [fixed]`;
const modules = `Module                  Size  Used by
nf_tables             311296  1612 nft_compat
wireguard              94208  0
ipip                   20480  0
ip6table_filter        16384  1
ip6_udp_tunnel         16384  2 wireguard,vxlan`;
const martian = 'IPv4: martian source 10.34.7.255 from 10.34.7.88, on dev ens3';
const version = `Client Version:    v3.30.1
Git commit:        0a1b2c3d4
Cluster Version:   v3.30.2
Cluster Type:      typha,kdd,k8s,operator,bgp,kubeadm`;
const felix = `apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  bpfEnabled: false
  failsafeInboundHostPorts: null
  failsafeOutboundHostPorts: null
  iptablesBackend: Auto
  ipv6Support: true
  vxlanPort: 4789
  wireguardEnabled: false`;
const pools =
  '[{"allowedUses":["Workload","Tunnel"],"blockSize":26,"cidr":"10.56.0.0/16","disableBGPExport":false,"encapsulation":"VXLANCrossSubnet","name":"default-ipv4-ippool","natOutgoing":"Enabled","nodeSelector":"all()"}]';
const sysctls = `kernel.hostname = oak
net.bridge.bridge-nf-call-iptables = 1
net.ipv4.conf.all.forwarding = 1
net.ipv4.conf.all.log_martians = 1
net.ipv4.conf.all.rp_filter = 2
net.ipv4.conf.default.rp_filter = 2
net.ipv4.conf.ens3.rp_filter = 2
net.ipv4.ip_forward = 1
net.ipv6.conf.all.forwarding = 0
vm.swappiness = 60`;
const images = `      3 docker.io/calico/node:v3.30.2
      2 docker.io/calico/typha:v3.30.2
      1 docker.io/calico/kube-controllers:v3.30.2`;
const timedOut = 'curl: (28) Connection timed out after 5001 milliseconds\ncommand terminated with exit code 28';
const policies = at('kubectl -n shop get networkpolicy', 'NAME           POD-SELECTOR   AGE\ndefault-deny   <none>         31d');

/** None of it is evidence: what was first before stays first. */
export const harmless: readonly Pasted[] = [
  { id: 'ethtool -k', text: at('ethtool -k ens3', features) },
  { id: 'ethtool -k without its prompt', text: `${features}\n` },
  { id: 'one line of ethtool -k', text: at('sudo ethtool -k vxlan.calico | grep generic:', '	tx-checksum-ip-generic: on') },
  { id: 'ethtool -i', text: at('ethtool -i ens3', 'driver: vmxnet3\nversion: 1.9.0.0-k\nsupports-statistics: yes') },
  { id: 'lsmod', text: at("lsmod | grep -E 'nf_|wire|ip'", modules) },
  { id: 'lsmod behind a lone #', text: `# lsmod\n${modules}\n` },
  { id: 'a martian broadcast', text: at('dmesg -T | tail -1', `[Sat Aug  8 06:02:02 2026] ${martian}`) },
  { id: 'a martian broadcast since the start', text: at('dmesg', `[ 8123.112233] ${martian}`) },
  { id: 'a martian broadcast of journald', text: `Aug 08 06:02:02 oak kernel: ${martian}\n` },
  { id: 'a martian between machines', text: at('dmesg', '[ 8123.112233] IPv4: martian source 10.34.7.50 from 10.34.7.88, on dev ens3') },
  { id: 'a martian of DHCP', text: at('dmesg', '[ 8123.112233] IPv4: martian source 255.255.255.255 from 10.99.0.4, on dev ens3') },
  { id: 'calicoctl version', text: at('calicoctl version', version) },
  { id: 'calicoctl version without its prompt', text: `${version}\n` },
  { id: 'images', text: at("kubectl get pods -A -o jsonpath='{..image}' | tr ' ' '\\n' | sort | uniq -c", images) },
  { id: 'curl to the internet', text: inPod('curl -m 5 https://registry.example.com/v2/', timedOut) },
  { id: 'curl to an address of the internet', text: inPod('curl -m 5 https://203.0.113.80', timedOut) },
  { id: 'curl of the node itself', text: at('curl -m 5 https://203.0.113.80', timedOut) },
  {
    id: 'a name of the internet beside one of the cluster',
    text:
      inPod('nslookup www.example.com', ';; connection timed out; no servers could be reached\n') +
      inPod(
        'nslookup kubernetes.default.svc.cluster.local',
        'Server:		10.96.0.10\nAddress:	10.96.0.10#53\n\nName:	kubernetes.default.svc.cluster.local',
      ),
  },
  {
    id: 'a port that is closed',
    text: inPod('curl -m 5 http://10.56.2.7:9999', 'curl: (7) Failed to connect to 10.56.2.7 port 9999 after 1 ms: Connection refused'),
  },
  {
    id: 'a pod that is slow',
    text: inPod('curl -m 3 http://10.56.2.7/', 'curl: (28) Operation timed out after 3001 milliseconds with 0 bytes received'),
  },
  {
    id: 'a policy that denies by default',
    text: `${inPod('nc -zv -w 3 10.56.2.7 5432', 'nc: connect to 10.56.2.7 port 5432 (tcp) timed out: Operation in progress')}${policies}`,
  },
  { id: 'sysctl -a', text: at('sysctl -a', sysctls) },
  { id: 'FelixConfiguration at its defaults', text: at('kubectl get felixconfiguration default -o yaml', felix) },
  { id: 'lines of it', text: at('kubectl get felixconfiguration -o yaml | grep -i back', '    iptablesBackend: Auto') },
  { id: 'pools of an Installation', text: at("kubectl get installation default -o jsonpath='{.spec.calicoNetwork.ipPools}'", pools) },
];
