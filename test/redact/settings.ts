// Scenes: settings of the tools around a cluster.
import { bare, type Scene } from './marked.js';

const terraform: Scene = ({ secret: s, plain: o }) => `provider "aws" {
  access_key = "${s('awsKeyId')}"
  secret_key = "${s('awsSecret')}"
  region     = "eu-west-1"
}
provider "azurerm" {
  subscription_id = "${s('uuid')}"
  tenant_id       = "${s('uuid')}"
  client_secret   = "${s('azureSecret')}"
}
provider "digitalocean" { token = "${s('digitalOcean')}" }
variable "db_password" {
  type    = string
  default = "${s('plainPassword')}"
}
resource "aws_security_group_rule" "bgp" {
  security_group_id = "${o('resource')}"
  from_port         = ${o('port')}
  cidr_blocks       = ["${s('v4')}/32", "${o('cidr')}"]
}
locals {
  role    = "arn:aws:iam::${s('account')}:role/admin"
  account = "${s('account')}"
  image   = "${s('account')}.dkr.ecr.eu-west-1.amazonaws.com/calico/node:v3.29.1"
  vpc     = "${o('resource')}"
  policy  = "arn:aws:iam::aws:policy/${o('label')}"
}
google_api_key = "${s('gcpKey')}"
project_id     = "acme-${'net'}-prod"
`;

const inventory: Scene = ({ secret: s, plain: o }) => {
  const node = s('node');
  return `[all]
${node} ansible_host=${s('v4')} ip=${o('privateV4')} ansible_user=ubuntu ansible_become_pass=${s('plainPassword')}
${s('node')} ansible_host=${o('privateV4')} ansible_password='${s('plainPassword')}'
[kube_control_plane]
${node}
[all:vars]
kube_version=${o('version')}
kube_pods_subnet=${o('cidr')}
calico_mtu=${o('mtu')}
registry_pass=${s('plainPassword')}
vault_token=${s('vault')}
github_token=${s('github')}
ansible_ssh_private_key_file=~/.ssh/id_rsa
kubeadm_certificate_key=${s('hex')}
rke2_token=${s('k3s')}
calico_pool_blocksize=26
`;
};

const environment: Scene = ({ secret: s, plain: o }) => `export GITHUB_TOKEN=${s('githubFine')}
GITLAB_TOKEN=${s('gitlab')}
NPM_TOKEN=${s('npm')}
DOCKER_PASSWORD=${s('docker')}
SLACK_BOT=${s('slack')}
STRIPE=${s('stripe')}
SENDGRID_API_KEY="${s('sendgrid')}"
TS_AUTHKEY=${s('tailscale')}
export ETCDCTL_USER=root:${'x'.repeat(0)}
export ETCDCTL_PASSWORD='${s('plainPassword')}'
DATABASE_URL=postgres://calico:${s('plainPassword')}@${s('fqdn')}:5432/db?sslmode=require
REDIS_URL=redis://:${s('plainPassword')}@${o('privateV4')}:6379/0
MONGO=mongodb+srv://admin:${s('opaque')}@${s('fqdn')}/admin
AMQP=amqps://svc:${s('plainPassword')}@${s('fqdn')}:5671
MYSQL_DSN=svc:${s('plainPassword')}@tcp(${o('privateV4')}:3306)/app
AZURE_STORAGE_CONNECTION_STRING=DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=${s('awsSecret')}==;EndpointSuffix=core.windows.net
SQLSERVER=Server=tcp:${o('privateV4')},1433;User ID=sa;Password=${s('plainPassword')};Encrypt=true
GOOGLE_OAUTH=${s('gcpOauth')}
CALICO_NODENAME=${s('node')}
CALICO_NETWORKING_BACKEND=bird
KUBECONFIG=${o('file')}
CALICO_VERSION=${o('version')}
htpasswd=admin:${s('bcrypt')}
`;

const elsewhere: Scene = ({ secret: s, plain: o, again }) => {
  const [password, mac] = [s('opaque'), s('mac')];
  const hex = bare(mac).replaceAll(':', '');
  return `passwords:
  - ${s('plainPassword')}
  - '${s('plainPassword')}'
tokens: [${s('opaque')}, "${s('opaque')}"]
db: { user: app, pass: "${s('plainPassword')}" }
spring.datasource.password=${password}
{"value":"${s('plainPassword')}","name":"DB_PASSWORD"}
Environment="ETCD_PASSWORD=${s('plainPassword')}" "NODE_IP=${o('privateV4')}"
"env": ["REGISTRY_PASSWORD=${s('plainPassword')}", "MTU=${o('mtu')}"]
<password>${s('plainPassword')}</password>
jdbc:postgresql://${s('fqdn')}:5432/x?user=u&password=${s('opaque')}&ssl=true
  token: >-
    ${s('opaque')}
$ redis-cli -h ${o('privateV4')} -a ${s('plainPassword')} ping
$ ldapsearch -w ${s('plainPassword')} -D cn=admin
2026-11-21 login with ${again('opaque', password)} failed for ${o('pod')}
account ${s('account')} is over quota
    link/ether ${mac} brd ff:ff:ff:ff:ff:ff
    inet6 ${again('mac', `fe80::5054:ff:fe${hex.slice(6, 8)}:${hex.slice(8).replace(/^0+(?=.)/, '')}`)}/64 scope link
3: ${again('mac', `enx${hex}`)}: <BROADCAST> mtu ${o('mtu')}
arn:aws:s3:::${s('node')}-backups
public_key: ${o('commit')}
wireguardPublicKey: jlkVyQYooZYzI2wFfNhSZez5eWh44yfq1wKVjLvSXgY=
linux-image-5.15.0.91-generic ${o('version')}
`;
};

/** Every scene of settings. */
export const settings: Readonly<Record<string, Scene>> = { terraform, inventory, environment, elsewhere };
