/** Puts the pods' packets into VXLAN, where the installer keeps the setting. */
import type { Remedy, Told } from '../cause.js';
import type { Seen } from '../seen.js';
import { podMtu, podRange, smallestCard, somePod } from './evidence.js';
import { installerOf, unlessOperator } from './installer.js';
import { kept } from './keep.js';
import { installation } from './kept-in.js';
import { byHand, type Manifest, run, type Step, startPods } from './step.js';

export type Mode = 'Always' | 'CrossSubnet';

/** As configured, or else the name that calico-node and the operator give the pool of an installation; Kubespray calls it otherwise. */
export function poolName(seen: Seen): string {
  const configured = seen.clusters.flatMap(({ pools }) => pools)[0];
  return configured ?? (installerOf(seen) === 'kubespray' ? 'default-pool' : 'default-ipv4-ippool');
}

export const podPing = ({ seen }: Told): Step =>
  run('a pod reaches a pod on another node', `kubectl exec <pod> -- ping -c 3 ${somePod(seen)}`);
export const poolsWide: Step = run('see what the pool of the pods is called; below it has its usual name', 'calicoctl get ippool -o wide');

/** Felix programs VXLAN with any backend but `none`, and restarts itself when the encapsulation changes; sessions of BIRD stay up. */
export function encapsulate(told: Told, mode: Mode): Required<Pick<Remedy, 'then' | 'verify' | 'back' | 'manifests'>> {
  const card = smallestCard(told.seen);
  const room = card === undefined ? 'the MTU of the card less 50' : `${card} - 50 = ${card - 50}`;
  const { before, change, back } = switched(told, mode);
  return {
    then: [...before, ...change, byHand('let UDP 4789 pass between all nodes: firewalls of the hosts, security groups'), startPods(room)],
    verify: [run('the networks of pods go through vxlan.calico', 'ip route', 'each node'), podPing(told)],
    back,
    manifests: manifests(told, mode),
  };
}

type Switched = { readonly before: readonly Step[]; readonly change: readonly Step[]; readonly back: readonly Step[] };

/** Each object is returned to what it was, whatever that was. */
function switched({ seen }: Told, mode: Mode): Switched {
  const installer = installerOf(seen);
  if (installer === 'operator') return byOperator(mode);
  const name = poolName(seen);
  const pool = kept('ippool', name, ['ipipMode', 'vxlanMode']);
  const who = unlessOperator(seen, 'change spec.calicoNetwork.ipPools of the Installation');
  const patch = run(
    `encapsulate what crosses a router${who}`,
    `calicoctl patch ippool ${name} -p '{"spec":{"ipipMode":"Never","vxlanMode":"${mode}"}}'`,
  );
  if (installer !== 'kubespray') return { before: [poolsWide, pool.keep], change: [patch], back: [pool.back] };
  const felix = kept('felixconfiguration', 'default', ['vxlanEnabled', 'ipipEnabled']);
  return {
    before: [poolsWide, pool.keep, felix.keep],
    // Kubespray refuses to run against a pool that differs from its variables: the pool goes first (roles/network_plugin/calico/tasks/check.yml).
    change: [patch, vxlanOn, byHand('correct group_vars as here'), runKubespray],
    back: [pool.back, felix.back, byHand('put group_vars back as they were'), runKubespray],
  };
}

/** So that the nodes and the next run agree. */
export const runKubespray: Step = run('let Kubespray bring it to the nodes', 'ansible-playbook -i <inventory> cluster.yml --tags network');

export const byPool = ({ seen }: Told, patch: string, text: string): Step =>
  run(text, `calicoctl patch ippool ${poolName(seen)} -p '${patch}'`);

const spelt = { Always: 'VXLAN', CrossSubnet: 'VXLANCrossSubnet' } as const;

/** A merge patch would replace the whole list of pools. */
export function ofFirstPool(field: string, value: string): Switched {
  const patch = (to: string): string =>
    `kubectl patch installation default --type json -p '[{"op":"add","path":"/spec/calicoNetwork/ipPools/0/${field}","value":"${to}"}]'`;
  const file = `${field}.before`;
  return {
    before: [
      run(
        `keep ${field} for the way back`,
        `kubectl get installation default -o jsonpath='{.spec.calicoNetwork.ipPools[0].${field}}' | tee ${file}`,
      ),
    ],
    change: [run('the operator keeps the pool: change the first of its list', patch(value))],
    back: [run(`${field} as before`, patch(`'"$(cat ${file})"'`))],
  };
}

const byOperator = (mode: Mode): Switched => ofFirstPool('encapsulation', spelt[mode]);

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
      installation(
        told.seen,
        `calicoNetwork:
  ipPools:
    - name: default-ipv4-ippool
      cidr: ${range ?? '<range of the pods>'}
      encapsulation: ${spelt[mode]}
      natOutgoing: Enabled
      nodeSelector: all()
`,
      ),
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
  name: ${poolName(told.seen)}
spec:
  cidr: ${range}
  ipipMode: Never
  vxlanMode: ${mode}
  natOutgoing: true
  nodeSelector: all()
`,
  };
}
