// Scenes: what commands print and programs log.
import type { Scene } from './marked.js';

const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(2, width - text.replace(/\uE000\w+\uE001|\uE002/g, '').length));

const nodes: Scene = ({ secret: s, plain: o, again }) => {
  const [one, two] = [s('node'), s('ec2')];
  const row = (name: string, ready: string): string =>
    `${pad(name, 20)}${pad(ready, 10)}${pad('<none>', 10)}10d   ${pad(o('version'), 10)}${pad(o('privateV4'), 16)}${pad(s('v4'), 16)}Ubuntu 22.04.4 LTS   5.15.0-105-generic   containerd://1.7.12\n`;
  return `$ kubectl get nodes -o wide
NAME                STATUS    ROLES     AGE   VERSION   INTERNAL-IP     EXTERNAL-IP     OS-IMAGE             KERNEL-VERSION       CONTAINER-RUNTIME
${row(one, 'Ready')}${row(two, 'NotReady')}
$ kubectl get pods -A -o wide
NAMESPACE     NAME                        READY   STATUS             RESTARTS       AGE     IP              NODE                NOMINATED NODE   READINESS GATES
kube-system   ${pad(o('pod'), 28)}0/1     Running            12 (3m ago)    10d     ${pad(o('privateV4'), 16)}${pad(again('node', one), 20)}<none>           <none>
kube-system   ${pad(o('pod'), 28)}1/1     Running            0              10d     ${pad(o('privateV4'), 16)}${pad(s('node'), 20)}<none>           <none>

$ kubectl get events
LAST SEEN   TYPE      REASON      OBJECT                MESSAGE
3m          Normal    Scheduled   pod/${o('pod')}       Successfully assigned kube-system/${o('pod')} to ${again('node', one)}
3m          Normal    NodeReady   node/${again('ec2', two)}      Node ${again('ec2', two)} status is now: NodeReady
5m          Normal    Pulled      pod/${o('pod')}       Container image "${o('image')}" already present on machine
`;
};

const describe: Scene = ({ secret: s, plain: o, again }) => {
  const node = s('node');
  return `Name:                 ${o('pod')}
Namespace:            kube-system
Priority Class Name:  ${o('label')}
Node:                 ${node}/${o('privateV4')}
Start Time:           Fri, 20 Nov 2026 10:00:01 +0000
Controlled By:        DaemonSet/calico-node
Containers:
  calico-node:
    Container ID:   ${o('container')}
    Image:          ${o('image')}
    Image ID:       docker.io/calico/node@${o('digest')}
    Port:           ${o('port')}/TCP
    Environment:
      ETCD_PASSWORD:               ${s('plainPassword')}
      REGISTRY_TOKEN:              ${s('opaque')}
      SECRET:                      <set to the key 'x' in secret '${o('secretName')}'>  Optional: false
      NODENAME:                     (v1:spec.nodeName)
      FELIX_HEALTHENABLED:         true
    Mounts:
      ${o('file')} from certs (ro)
Events:
  Warning  Unhealthy  2m (x500 over 3h)  kubelet  Readiness probe failed: calico/node is not ready: BIRD is not ready: BGP not established with ${s('v4')},${o('privateV4')}
---
Name:               ${again('node', node)}
Labels:             kubernetes.io/hostname=${again('node', node)}
                    beta.kubernetes.io/arch=amd64
Annotations:        projectcalico.org/IPv4Address: ${s('v4')}/24
                    projectcalico.org/IPv4IPIPTunnelAddr: ${o('privateV4')}
Addresses:
  InternalIP:  ${o('privateV4')}
  ExternalIP:  ${s('v4')}
  Hostname:    ${again('node', node)}
  InternalDNS: ${s('fqdn')}
ProviderID:    aws:///eu-west-1a/${o('resource')}
System Info:
  Machine ID:      ${o('uid')}
  Kernel Version:  5.15.0-105-generic
PodCIDR:           ${o('cidr')}
`;
};

const calicoctl: Scene = ({ secret: s, plain: o, again }) => {
  const node = s('node');
  return `$ calicoctl node status
Calico process is running.

IPv4 BGP status
+---------------+-------------------+-------+----------+--------------------------------+
| PEER ADDRESS  | PEER TYPE         | STATE |  SINCE   |              INFO              |
+---------------+-------------------+-------+----------+--------------------------------+
| ${s('v4')}    | node-to-node mesh | start | 12:33:20 | Active Socket: Connection refused |
| ${o('privateV4')}    | node specific     | up    | 12:33:21 | Established                    |
+---------------+-------------------+-------+----------+--------------------------------+
IPv6 BGP status
| ${s('v6')} | node-to-node mesh | up | 12:33:21 | Established |

$ calicoctl get nodes -o wide
NAME             ASN       IPV4             IPV6
${pad(node, 16)} (64512)   ${o('privateV4')}/24

$ calicoctl get workloadendpoints
WORKLOAD                      NODE             NETWORKS            INTERFACE
${pad(o('pod'), 30)}${pad(again('node', node), 17)}${o('privateV4')}/32    ${o('interface')}

$ calicoctl get blockaffinities
host:${again('node', node)} ${o('cidr')}
$ birdc show protocols
Mesh_${o('privateV4').replaceAll('.', '_')} BGP      master   up     10:02:26    Established
$ cat /etc/calico/confd/config/bird.cfg
router id ${s('v4')};
protocol bgp Mesh_peer from bgp_template {
  neighbor ${s('v4')} port ${o('port')} as ${o('asNumber')};
  password "${s('password')}";
}
$ vtysh -c 'show run'
 neighbor ${o('privateV4')} remote-as ${o('asNumber')}
 neighbor ${o('privateV4')} password ${s('plainPassword')}
`;
};

const logs: Scene = ({ secret: s, plain: o, again }) => {
  const node = s('node');
  return `Nov 21 10:00:01 ${node} kubelet[1234]: E1121 10:00:01.123456 1234 pod_workers.go:1298] "Error syncing pod" pod="kube-system/${o('pod')}" podUID="${o('uid')}"
2026-11-21 10:00:01.123 [INFO][53] felix/int_dataplane.go 1234: Linux interface addrs changed. addrs=set.mapSet{} ifaceName="${o('interface')}"
2026-11-21 10:00:01.124 [INFO][53] felix/vxlan_mgr.go 335: VXLAN tunnel endpoint update received ipVersion=0x4 msg="node:\\"${again('node', node)}\\" mac:\\"${s('mac')}\\" ipv4_addr:\\"${o('privateV4')}\\" parent_device_ip:\\"${s('v4')}\\" "
2026-11-21 10:00:01.125 [WARNING][9] startup/startup.go 757: Calico node '${again('node', node)}' is already using the IPv4 address ${s('v4')}.
2026-11-21 10:00:01.126 [FATAL][53] felix/daemon.go 491: Failed to connect to Typha. Retrying... error=dial tcp ${s('v4')}:${o('port')}: i/o timeout
2026-11-21 10:00:02.000 [INFO][9] startup/startup.go 485: Initialize BGP data host="${again('node', node)}" version="${o('version')}"
bird: BGP: Unexpected connect from unknown address ${s('v4')} (port ${o('port')})
{"level":"error","ts":"${o('timestamp')}","caller":"clientv3/retry.go:62","msg":"retrying of unary invoker failed","target":"etcd-endpoints://0xc000/${s('fqdn')}:2379","error":"rpc error: code = Unauthenticated desc = etcdserver: invalid auth token","token":"${s('opaque')}"}
I1121 10:00:03.000 client.go:1] curl -k -v -XGET -H "Authorization: Bearer ${s('jwt')}" -H "User-Agent: calico/v3.29" 'https://${s('fqdn')}:6443/api/v1/nodes?resourceVersion=${o('revision')}'
time="${o('timestamp')}" level=warning msg="login failed" user=admin password=${s('plainPassword')} from=${s('v4')}:${o('port')}
error: open ${o('file')}: no such file or directory
Warning: Failed to fetch token: Unauthorized; secret "${o('secretName')}" not found
authorization: Basic ${s('base64')}${'='.repeat(0)}
kubelet pulled ${o('registryImage')} in ${o('duration')} (${o('digest')})
contact ${s('email')} or https://hooks.slack.com/services/T${s('opaque')}
https://svc:${s('plainPassword')}@${s('fqdn')}/v2/ returned 401
export sas: https://acme.blob.core.windows.net/b?sv=2022-11-02&sig=${s('opaque')}%3D
commit ${o('commit')} built ${o('timestamp')}
`;
};

const shell: Scene = ({
  secret: s,
  plain: o,
}) => `root@${s('node')}:~# kubeadm join ${o('privateV4')}:6443 --token ${s('bootstrap')} --discovery-token-ca-cert-hash ${o('digest')} --control-plane --certificate-key ${s('hex')}
[ops@${s('node')} ~]$ curl -u admin:${s('plainPassword')} https://${s('fqdn')}/health
$ docker login -u ci -p ${s('plainPassword')} ${s('fqdn')}
$ sshpass -p '${s('plainPassword')}' ssh root@${s('v4')}
$ etcdctl --endpoints https://${o('privateV4')}:2379 --user root:${s('plainPassword')} member list
$ helm install calico projectcalico/tigera-operator --version ${o('version')} --set registry.password=${s('plainPassword')}
$ oc login --token=${s('openshift')} --server=https://${s('fqdn')}:6443
$ rancher login https://${s('fqdn')}/v3 --token ${s('rancher')}
$ mysql -h ${o('privateV4')} -uroot -p${s('plainPassword')} app
$ aws sts get-caller-identity
{ "UserId": "${s('awsKeyId')}", "Account": "${s('account')}", "Arn": "arn:aws:iam::${s('account')}:user/${s('node')}" }
$ az account show
{ "id": "x", "subscriptionId": "${s('uuid')}", "tenantId": "${s('uuid')}", "user": { "name": "${s('email')}" } }
$ wg show
interface: wireguard.cali
  private key: ${s('wireguard')}
$ cat ~/.netrc
machine ${s('fqdn')} login ci password ${s('plainPassword')}
$ git clone https://${s('github')}@github.com/acme/net.git
$ hostname -f
`;

const ip: Scene = ({ secret: s, plain: o }) => `$ ip addr
2: ${o('interface')}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu ${o('mtu')} qdisc mq state UP group default qlen 1000
    link/ether ${s('mac')} brd ff:ff:ff:ff:ff:ff
    inet ${s('v4')}/24 brd 255.255.255.255 scope global eth0
    inet ${o('privateV4')}/16 scope global eth1
    inet6 ${s('v6')}/64 scope global
    inet6 ${o('privateV6')}/64 scope global
    inet6 fe80::1/64 scope link
$ ip route
default via ${s('v4')} dev eth0 proto dhcp metric 100
${o('cidr')} via ${s('v4')} dev ${o('interface')} proto bird onlink
blackhole ${o('cidr')} proto bird
169.254.169.254 via ${o('privateV4')} dev eth0
$ bridge fdb show dev vxlan.calico
${s('mac')} dst ${s('v4')} self permanent
$ iptables-save
-A cali-pi-x -s ${s('v4')}/32 -p tcp -m multiport --dports ${o('port')} -m comment --comment "cali:mKDHp3xFVGMi2SMQ" -j MARK --set-xmark 0x10000/0x10000
-A KUBE-SVC-TCOU7JCQXEZGVUNU -d ${o('privateV4')}/32 -p udp -m comment --comment "${o('label')} -> ${o('privateV4')}:53" -j KUBE-SEP-ABCDEFGHIJKLMNOP
$ ss -tnp
ESTAB 0 0 ${s('v4')}:179 ${s('v4')}:39023 users:(("bird",pid=10,fd=8))
ESTAB 0 0 [${s('v6')}]:179 [${o('privateV6')}]:39023
$ cat /etc/hosts
127.0.0.1 localhost
${o('privateV4')} ${s('node')} ${s('fqdn')}
$ cat /etc/resolv.conf
nameserver ${o('privateV4')}
nameserver 8.8.8.8
$ sysctl net.ipv4.conf.all.rp_filter
net.ipv4.conf.all.rp_filter = 2
$ getent hosts ${o('service')}
PING ${s('fqdn')} (${s('v4')}) 56(84) bytes of data.
`;

/** Every scene of a terminal. */
export const outputs: Readonly<Record<string, Scene>> = { nodes, describe, calicoctl, logs, shell, ip };
