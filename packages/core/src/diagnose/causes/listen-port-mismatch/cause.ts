import { type Cause, defineCause, type Remedy, type Told } from '../../cause.js';
import { behind, nameOr, nodesOf } from '../../fix/evidence.js';
import { deletePod } from '../../fix/installer.js';
import { byHand, eachNode, established, run } from '../../fix/step.js';

/** FRR's bgpd with `-p 0` listens to nobody, and still dials its peers (frr doc/user/bgp.rst). */
function portTaken({ seen }: Told, node: string, program: string): Remedy {
  return {
    summary: `${program} has TCP port 179 of the node, so that BIRD cannot listen: one of the two goes elsewhere`,
    then: [
      byHand(`let ${program} not listen: bgpd of FRR does so with -p 0 (bgpd_options in its file daemons), and still dials its own peers`),
      run('nothing but BIRD is to have it', 'sudo ss -tlnp | grep ":179 "', node),
      run('BIRD opens its socket only when it starts', deletePod(seen, node)),
    ],
    verify: [run('BIRD listens on 179', 'sudo ss -tlnp | grep bird', node), established],
    back: [byHand(`the former options of ${program}`)],
  };
}

export const cause: Cause = defineCause({
  id: 'listen-port-mismatch',
  title: 'BIRD of one node listens on another port than its peers dial',
  prior: 0.02,
  signs: {
    'bgp.went-down': 0.03,
    'agent.pod-not-ready': 0.5,
    'log.bgp-not-established': 0.6,
    'agent.no-peers': 0.003,
    'bgp.refused-by-running': 0.97,
    'bgp.no-rows': 0.15,
    'socket.other-port': 0.97,
    // One of the two: BIRD chose another port, or lost its own.
    'socket.taken': 0.9,
    'bgp.no-socket': 0.3,
    'agent.calico-down': 0.3,
    'bgp.refused': 0.9,
    'bgp.down': 0.95,
    'bgp.passive': 0.5,
    'nc.refused': 0.95,
    'pods.lost': 0.8,
    'route.missing': 0.8,
    'shape.one-node': 0.7,
    'socket.none': 0.01,
    'route.tunnelled': 0.15,
  },
  rules: ['bgp-peer'],
  remedy: (told) => {
    const [other] = behind(told, 'socket.taken', ({ sockets }) => sockets);
    if (other) return portTaken(told, nameOr(other.node, '<node>'), other.item.process ?? 'the other program');
    const ports = [...new Set(behind(told, 'socket.other-port', ({ sockets }) => sockets).map(({ item }) => item.port))];
    const node = nodesOf(told, 'socket.other-port')[0];
    return {
      summary:
        'one listenPort for all nodes, or peers that name the port: the mesh follows listenPort, a BGPPeer with an address alone does not',
      then: [
        run(
          `see who sets ${ports[0] ?? 'the port'}: the default, or the BGPConfiguration node.<name> of one node`,
          'calicoctl get bgpconfiguration -o yaml',
        ),
        run(
          'a number for one node alone: take it away; its sessions start anew',
          `calicoctl patch bgpconfiguration node.${nameOr(node, '<node>')} -p '{"spec":{"listenPort":null}}'`,
        ),
        run('BIRD opens another socket only when it starts', deletePod(told.seen, nameOr(node, '<node>'))),
        byHand(`a port that is meant to stay: write it into the BGPPeers of the others, as peerIP: "<address>:${ports[0] ?? '<port>'}"`),
      ],
      verify: [run('it listens on 179', 'sudo ss -tlnp | grep bird', nameOr(node, eachNode)), established],
      back: [
        run(
          'the former port',
          `calicoctl patch bgpconfiguration node.${nameOr(node, '<node>')} -p '{"spec":{"listenPort":${ports[0] ?? '<port>'}}}'`,
        ),
      ],
    };
  },
});
