import { type Cause, defineCause } from '../../cause.js';
import { byPool, ofFirstPool, poolName, poolsWide } from '../../fix/encapsulation.js';
import { installerOf } from '../../fix/installer.js';
import { kept } from '../../fix/keep.js';
import { run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'nat-outgoing-off',
  title: 'pods leave the cluster with their own addresses: natOutgoing is off',
  prior: 0.03,
  signs: {
    'pods.lost': 0.03,
    'bgp.down': 0.03,
  },
  words: [
    /^\S+\s+[\d.]+\/\d+\s+false\s+(?:Always|Never|CrossSubnet)/m,
    /(?:not|no|cannot reach) (?:the )?internet/i,
    /nat-?[oO]utgoing["']?\s*[:=]?\s*["']?(?:false|off|disabled)/i,
    /nat-?outgoing(?!["']?\s*[:=]?\s*["']?(?:true|enabled|on\b))/i,
    /(?:external|internet|outside)[^\n]{0,40}(?:connectivity|access|unreachable|reach)/i,
    /masquerad|snat/i,
  ],
  settings: [/nat-?outgoing["']?\s*[:=]\s*["']?(?:false|off|disabled)/i],
  remedy: (told) => {
    const pool = poolName(told.seen);
    const { keep, back: asBefore } = kept('ippool', pool, ['natOutgoing']);
    const text = 'packets that leave the pools get the address of their node; connections that are open may break';
    const { before, change, back } =
      installerOf(told.seen) === 'operator'
        ? ofFirstPool('natOutgoing', 'Enabled')
        : { before: [poolsWide, keep], change: [byPool(told, '{"spec":{"natOutgoing":true}}', text)], back: [asBefore] };
    return {
      summary: 'set natOutgoing of the pool, unless the routers outside know the pods',
      then: [...before, ...change],
      verify: [run('a pod reaches what lies outside', 'kubectl exec <pod> -- wget -T 5 -qO- https://<host outside>')],
      back,
    };
  },
});
