/** Puts the pods' packets into VXLAN, where the installer keeps the setting. */
import type { Remedy, Told } from '../cause.js';
import { podMtu, podRange, smallestCard, somePod } from './evidence.js';
import { installerOf } from './installer.js';
import { byHand, type Manifest, run, type Step, startPods } from './step.js';

export type Mode = 'Always' | 'CrossSubnet';

/** The name that calico-node and the operator give the pool of an installation; Kubespray calls it otherwise. */
const poolName = ({ seen }: Told): string => (installerOf(seen) === 'kubespray' ? 'default-pool' : 'default-ipv4-ippool');

export const podPing = ({ seen }: Told): Step =>
  run('a pod reaches a pod on another node', `kubectl exec <pod> -- ping -c 3 ${somePod(seen)}`);
export const poolsWide: Step = run('see what the pool of the pods is called; below it has its usual name', 'calicoctl get ippool -o wide');

/** Felix programs VXLAN with any backend but `none`, and restarts itself when the encapsulation changes; sessions of BIRD stay up. */
export function encapsulate(told: Told, mode: Mode): Required<Pick<Remedy, 'then' | 'verify' | 'back' | 'manifests'>> {
  const card = smallestCard(told.seen);
  const room = card === undefined ? 'the MTU of the card less 50' : `${card} - 50 = ${card - 50}`;
  const operator = installerOf(told.seen) === 'operator';
  return {
    then: [
      poolsWide,
      operator
        ? byOperator(mode)
        : byPool(told, `{"spec":{"ipipMode":"Never","vxlanMode":"${mode}"}}`, 'encapsulate what crosses a router'),
      ...(installerOf(told.seen) === 'kubespray' ? [vxlanOn] : []),
      byHand('let UDP 4789 pass between all nodes: firewalls of the hosts, security groups'),
      startPods(room),
    ],
    verify: [run('the networks of pods go through vxlan.calico', 'ip route', 'each node'), podPing(told)],
    back: [operator ? byOperator('None') : byPool(told, '{"spec":{"vxlanMode":"Never"}}', 'as it was')],
    manifests: manifests(told, mode),
  };
}

export const byPool = (told: Told, patch: string, text: string): Step =>
  run(text, `calicoctl patch ippool ${poolName(told)} -p '${patch}'`);

const spelt = { Always: 'VXLAN', CrossSubnet: 'VXLANCrossSubnet', None: 'None' } as const;

/** A merge patch would replace the whole list of pools. */
function byOperator(mode: keyof typeof spelt): Step {
  const patch = `[{"op":"add","path":"/spec/calicoNetwork/ipPools/0/encapsulation","value":"${spelt[mode]}"}]`;
  return run('the operator keeps the pool: change the first of its list', `kubectl patch installation default --type json -p '${patch}'`);
}

/** Kubespray wrote `vxlanEnabled: false` beside both modes Never, and an explicit false beats the pool (roles/network_plugin/calico/tasks/install.yml). */
const vxlanOn: Step = run(
  'Kubespray had switched VXLAN off for Felix',
  `calicoctl patch felixconfiguration default -p '{"spec":{"vxlanEnabled":true,"ipipEnabled":false}}'`,
);

function manifests(told: Told, mode: Mode): readonly Manifest[] {
  const range = podRange(told.seen);
  const mtu = podMtu(told.seen);
  const installer = installerOf(told.seen);
  if (installer === 'operator')
    return [
      {
        title: 'what belongs into the Installation, so that the next apply keeps it',
        name: 'installation.yaml',
        language: 'yaml',
        text: `apiVersion: operator.tigera.io/v1
kind: Installation
metadata:
  name: default
spec:
  calicoNetwork:
    ipPools:
      - name: default-ipv4-ippool
        cidr: ${range ?? '<range of the pods>'}
        encapsulation: ${spelt[mode]}
        natOutgoing: Enabled
        nodeSelector: all()
`,
      },
    ];
  if (installer === 'kubespray')
    return [
      {
        title: 'what belongs into group_vars, so that the next run of Kubespray keeps it',
        name: 'k8s-net-calico.yml',
        language: 'yaml',
        text: `calico_network_backend: ${mode === 'Always' ? 'vxlan' : 'bird'}
calico_ipip_mode: Never
calico_vxlan_mode: ${mode}
${mtu === undefined ? '' : `calico_mtu: ${mtu}\n`}`,
      },
    ];
  return range === undefined ? [] : [pool(told, range, mode)];
}

function pool(told: Told, range: string, mode: Mode): Manifest {
  return {
    title: 'the pool as it should be',
    name: 'ippool.yaml',
    language: 'yaml',
    text: `apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: ${poolName(told)}
spec:
  cidr: ${range}
  ipipMode: Never
  vxlanMode: ${mode}
  natOutgoing: true
  nodeSelector: all()
`,
  };
}
