// Names of files and folders: people call them after themselves, after customers and after hosts.

/** Words of tools, outputs and this field, which tell nothing of the one who uses them. */
const common = new Set(
  (
    'a addr address addresses after all answer api app arp autodetection aws azure backup base bash before bgp bin bird bird6 birdc ' +
    'birdcl block blocks board bond br bridge build bundle calico calicoctl canal capture cases cert chart charts check ci cilium ' +
    'cluster clusters cm cni code collect command commands confd config configmap container containers controller controllers core ' +
    'coredns corpus crash crd crds cs d daemonset data debug default deploy deployment describe details dev diag diagnose diagnostics ' +
    'diff dmesg dns docs drop dump dumps eni env etc etcd eth0 events example examples export felix file files firewall flannel flow ' +
    'folder full get gke group group_vars health helm home host host_vars hosts htm html inet info ingress init input inputs install ' +
    'inventory ip ip4 ip6 ipam ippool ippools iptables ipv4 ipv6 issue journal journalctl json k0s k3s k8s kernel kind kops kube ' +
    'kubeadm kubectl kubelet kubernetes kubespray l label link links list local log logs main manifest manifests map master matrix md ' +
    'mesh metrics mtu n nat nc neigh net netstat network networks nft node nodes notes ns nstat o old op operator opt out output ' +
    'outputs overlay paste peer peers ping pings pod pods policies policy pool pools port private proc prometheus proxy ps readme ' +
    'redacted report reports resource resources restart result results rke rke2 root route routes ruleset run save script scripts ' +
    'secret secrets section server service services set settings sh shared show sizes sos sosreport src ss state statefulset status ' +
    'stderr stdin stdout stern support symptoms sys sysctl sysdump syslog system systemd table tables tar tcp temp templates ' +
    'terraform test tests text tf thread ticket tigera time tmp traceroute tunnel txt typha udp upload usr v values var vars version ' +
    'versions vxlan w wide wireguard worker workers x yaml yml'
  ).split(' '),
);
const extension = /(?:\.(?:txt|out|log|ya?ml|json|jsonl|tfvars|tf|md|html?|ini|cfg|conf|csv|tsv|tar|tgz|gz|zip|bin|dat|\d{1,2}))+$/i;

/**
 * Paths whose steps are all common words, or a name that is kept, stay; each other step has a stand-in, `folder-1` or `file-1.txt`, the same wherever
 * it stands. `kept`: names that are replaced by other means, as those of nodes.
 */
export function pathNames(kept: ReadonlySet<string> = new Set()): (path: string) => string {
  const given = new Map<string, number>();
  const step = (name: string, last: boolean): string => {
    const ending = extension.exec(name)?.[0] ?? '';
    const stem = name.slice(0, name.length - ending.length);
    if (kept.has(stem) || stem.split(/[^A-Za-z0-9]+/).every(tellsNothing)) return name;
    const n = given.get(stem) ?? given.size + 1;
    given.set(stem, n);
    return `${last || ending !== '' ? 'file' : 'folder'}-${n}${ending}`;
  };
  return (path) => {
    const steps = path.split('/');
    return steps.map((name, i) => step(name, i === steps.length - 1)).join('/');
  };
}

const tellsNothing = (word: string): boolean =>
  common.has(word.toLowerCase()) || /^(?:v?\d{1,8}|\d{8}T\d+Z?|eth\d+|node\d{1,3})?$/i.test(word);
