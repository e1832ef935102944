/** calico-node of one node, and peers that are gone. */
import type { Told } from '../cause.js';
import { bare, sessions } from '../view.js';
import { deletePod, placeOf, podsOn } from './installer.js';
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

/** A peer comes from a Node, or from a BGPPeer that names its address. */
export function removePeer({ seen }: Told): readonly Step[] {
  const addresses = [...new Set(sessions(seen).flatMap(({ up, peer }) => (up ? [] : [bare(peer.address)])))];
  const wanted = addresses.length > 0 ? addresses.map((address) => address.replaceAll('.', '\\.')).join('|') : '<address>';
  return [
    run('whose address is it', `kubectl get nodes -o wide | grep -wE '${wanted}'; calicoctl get nodes -o wide | grep -wE '${wanted}'`),
    run('or a BGPPeer', `calicoctl get bgppeer -o wide | grep -wE '${wanted}'`),
    byHand('a machine that is to stay: start it; nothing is to be removed'),
    run('a machine that is gone for good: its Node goes (etcd: calicoctl delete node <name>)', 'kubectl delete node <name>'),
    run('a BGPPeer that nobody answers', 'calicoctl delete bgppeer <name>'),
  ];
}
