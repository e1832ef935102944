/** calico-node of one node, and peers that are gone. */
import type { Told } from '../cause.js';
import { bare, sessions } from '../view.js';
import { behind } from './evidence.js';
import { deletePod, placeOf, podsOn } from './installer.js';
import { keptWhole } from './keep.js';
import { byHand, run, type Step } from './step.js';

/** More than these are no accident of single nodes. */
const single = 4;

const nodesOf = ({ nodes }: Told): readonly string[] => (nodes.length > 0 ? nodes : ['<node>']);

/** Why it ended: before the pod is made anew, for that takes its log away. */
export function lookAtPods(told: Told): readonly Step[] {
  const { namespace } = placeOf(told.seen);
  const pods = podsOn(told.seen, nodesOf(told)[0]);
  return [
    run('how it is', `kubectl ${pods} -o wide`),
    run('why it ended', `kubectl -n ${namespace} logs --previous --tail 100 -c calico-node $(kubectl ${pods} -o name)`),
  ];
}

/** Pods of the node keep their network meanwhile; its sessions are up again within seconds. */
export function restart(told: Told): readonly Step[] {
  const { namespace, name } = placeOf(told.seen);
  const nodes = nodesOf(told);
  if (nodes.length > single) return [run('start it anew, node by node', `kubectl -n ${namespace} rollout restart daemonset/${name}`)];
  return nodes.map((node) => run('start it anew', deletePod(told.seen, node)));
}

/** A peer of the mesh comes from a Node, any other from a BGPPeer that names its address. */
export function removePeer(told: Told): readonly Step[] {
  const down = sessions(told.seen).filter(({ up }) => !up);
  const silent = down.length > 0 ? [] : behind(told, 'ping.peer-gone', ({ probes }) => probes).map(({ item }) => item.to);
  const addresses = [...new Set([...down.map(({ peer }) => bare(peer.address)), ...silent])];
  const wanted = addresses.length > 0 ? addresses.map((address) => address.replaceAll('.', '\\.')).join('|') : '<address>';
  const mesh = down.length === 0 || down.some(({ peer }) => peer.type === 'node-to-node mesh' || peer.type === '');
  const named = down.some(({ peer }) => /specific|global/.test(peer.type));
  const stay = byHand('a machine that is to stay: start it, bring its card up; then nothing is to be removed');
  return [
    ...(mesh
      ? [run('whose address is it', `kubectl get nodes -o wide | grep -wE '${wanted}'; calicoctl get nodes -o wide | grep -wE '${wanted}'`)]
      : []),
    ...(named ? [run('which BGPPeer names the address', `calicoctl get bgppeer -o wide | grep -wE '${wanted}'`)] : []),
    stay,
    ...(mesh
      ? [run('only where it is gone for good: its Node goes (with etcd: calicoctl delete node <name>)', 'kubectl delete node <name>')]
      : []),
    ...(named
      ? [keptWhole('bgppeer', '<name>').keep, run('only where nobody is to answer any more', 'calicoctl delete bgppeer <name>')]
      : []),
  ];
}

/** A Node comes back with its machine; a BGPPeer does not. */
export function peerBack({ seen }: Told): readonly Step[] {
  const named = sessions(seen).some(({ up, peer }) => !up && /specific|global/.test(peer.type));
  const machine = run('a machine that comes back registers itself', 'sudo systemctl restart kubelet', 'that machine');
  return named ? [machine, keptWhole('bgppeer', '<name>').back] : [machine];
}
