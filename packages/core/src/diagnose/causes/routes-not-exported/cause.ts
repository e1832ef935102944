import { type Cause, defineCause } from '../../cause.js';
import { byPool, podPing, poolName, poolsWide } from '../../fix/encapsulation.js';
import { nodesOf } from '../../fix/evidence.js';
import { kept, keptWhole } from '../../fix/keep.js';
import { eachNode, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'routes-not-exported',
  title: 'BGP sessions are up and carry no pod routes: a filter or disableBGPExport',
  prior: 0.03,
  signs: {
    'carrier.flannel': 0,
    'bgp.no-rows': 0.05,
    'bird.exports-nothing': 0.95,
    'bgp.down': 0.03,
    'route.missing': 0.97,
    'pods.lost': 0.95,
    'pods.all-lost': 0.4,
    'route.none-at-all': 0.4,
    'bird.recovery': 0.01,
    'route.tunnelled': 0.02,
    'words.across-nodes': 0.3,
  },
  rules: ['bgp-export'],
  remedy: (told) => {
    const silent = nodesOf(told, 'bird.exports-nothing');
    const all = silent.length > 1 && silent.length === told.seen.nodes.length;
    const exported = kept('ippool', poolName(told.seen), ['disableBGPExport']);
    const peer = keptWhole('bgppeer', '<name>');
    const pool = byPool(
      told,
      '{"spec":{"disableBGPExport":false}}',
      all ? 'no node exports: the pool forbids it' : 'where the pool forbids it',
    );
    const filter = [
      run(
        `${silent.length === 1 ? `${silent[0]} alone exports nothing: ` : ''}see which filter a peering of it names`,
        'calicoctl get bgppeer -o yaml | grep -E "name:|node|filters" ; calicoctl get bgpfilter -o yaml',
      ),
      peer.keep,
      run('take it out of the peering', `calicoctl patch bgppeer <name> -p '{"spec":{"filters":null}}'`),
    ];
    return {
      summary: 'let the pods be exported: disableBGPExport false, and no BGPFilter that rejects their range',
      then: all ? [poolsWide, exported.keep, pool] : [...filter, poolsWide, exported.keep, pool],
      verify: [run('routes to the pods of the other nodes are there', 'ip route', eachNode), podPing(told)],
      back: all ? [exported.back] : [exported.back, peer.back],
    };
  },
});
