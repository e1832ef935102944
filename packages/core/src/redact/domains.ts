// Which dotted words are names of hosts: by their last label, and not where the domain is one that everybody uses.

/** Labels that end names of hosts, of the internet and of private networks. Those that also end names of files are left out. */
const endings = new Set(
  (
    'com net org edu gov mil int io dev app cloud tech ai co me tv info biz eu xyz online site systems network hosting digital zone ' +
    'internal local lan corp home intra intranet localdomain private arpa ' +
    'ac ae ar at au ba be bg br by ca ch cl cn cr cy cz de dk ee es fi fr ge gr hk hr hu ie il in ir is it jp ke kr kz li lt lu lv ma mx my ng nl ' +
    'no nz pe ph pk pt ro ru sa se sg si sk th tn tr tw ua uk us uy uz vn za'
  ).split(' '),
);

/** Words of prose and of code that end a sentence or a path as well: two labels are not enough for them. */
const words = new Set('in is it at no be by my me co us app info local internal private home network zone site online dev'.split(' '));

/** Domains that tell nothing of the one who uses them: projects, registries, clouds, documentation (RFC 2606), the cluster's own. */
const everybodys = new Set(
  (
    'k8s.io kubernetes.io x-k8s.io kubernetes.dev projectcalico.org projectcalico.docs tigera.io docker.io docker.com quay.io gcr.io ghcr.io ecr.aws ' +
    'microsoft.com azure.com windows.net azurecr.io googleapis.com google.com google.internal gke.io pkg.dev github.com github.io githubusercontent.com ' +
    'gitlab.com bitbucket.org golang.org go.dev gopkg.in go.uber.org uber.org cncf.io cattle.io rancher.io rancher.com k3s.io rke2.io coreos.com ' +
    'openshift.io redhat.com redhat.io fedoraproject.org centos.org ubuntu.com debian.org suse.com alpinelinux.org kernel.org cilium.io istio.io ' +
    'cert-manager.io argoproj.io fluxcd.io helm.sh weave.works kubevirt.io metallb.io longhorn.io velero.io kyverno.io traefik.io containo.us ' +
    'nginx.org nginx.com hashicorp.com terraform.io vaultproject.io grafana.com grafana.org prometheus.io etcd.io containerd.io cri-o.io ' +
    'opencontainers.org openebs.io rook.io linkerd.io knative.dev crossplane.io keda.sh kubespray.io kops.io k0sproject.io talos.dev siderolabs.com ' +
    'siderolabs.io mirantis.com vmware.com broadcom.com amazon.com eksctl.io aws.dev amazonaws.com w3.org json-schema.org ietf.org letsencrypt.org ' +
    'npmjs.com npmjs.org pypi.org python.org nodejs.org apache.org gnu.org openpolicyagent.org yaml.org schemastore.org wireguard.com ' +
    'stackoverflow.com youtube.com slack.com slack.dev readthedocs.io medium.com kubesphere.io openyurt.io karmada.io spiffe.io sigstore.dev ' +
    'cluster.local svc.local docker.internal elastic.co datadoghq.com newrelic.com jetstack.io bitnami.com artifacthub.io envoyproxy.io gatekeeper.sh opensource.org creativecommons.org wikipedia.org kubernetes.default'
  ).split(' '),
);
/** Below these stands what belongs to somebody: the account's registry, its cluster, its balancer. */
const tenants =
  /\.(?:(?:dkr\.ecr|elb|eks|rds|cache|es|compute|compute-1|s3|elasticache)(?:\.[a-z0-9-]+){0,2}\.amazonaws\.com(?:\.cn)?|azurecr\.io|azmk8s\.io|(?:blob|file|vault|database)\.(?:core\.)?(?:windows|azure)\.net|cloudapp\.azure\.com|googleusercontent\.com|c\.[a-z0-9-]+\.internal|slack\.com)$/i;
const reserved = /(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid|localhost)$/i;
const dotted = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]+$/i;

/** The two labels by which a domain is bought, three below `co.uk` and the like. */
export function registered(host: string): string {
  const labels = host.toLowerCase().split('.');
  const second = labels.at(-2) ?? '';
  return labels.slice(/^(?:com?|org|net|ac|gov|edu|or|ne)$/.test(second) && labels.length > 2 ? -3 : -2).join('.');
}

/** True for a dotted word that names a host which belongs to somebody; `sure` where the text around says that it is a host. */
export function isHostName(word: string, sure: boolean): boolean {
  const ending = word.slice(word.lastIndexOf('.') + 1);
  const lower = ending.toLowerCase();
  if (word.length > 253 || !endings.has(lower) || !dotted.test(word)) return false;
  if (tenants.test(word)) return true;
  // `done.In` ends a sentence.
  if (isEverybodys(word) || (ending !== lower && word !== word.toUpperCase())) return false;
  return sure || !words.has(lower) || word.indexOf('.') !== word.length - ending.length - 1;
}

/** True for the domains of projects, registries and documentation, and for names of services inside of a cluster. */
export function isEverybodys(word: string): boolean {
  const lower = word.toLowerCase();
  return reserved.test(lower) || everybodys.has(registered(lower)) || /\.svc(?:\.|$)/.test(lower);
}
