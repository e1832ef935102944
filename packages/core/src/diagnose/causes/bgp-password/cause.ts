import { type Cause, defineCause } from '../../cause.js';
import { byHand, eachNode, established, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'bgp-password',
  title: 'the BGP passwords of two peers differ',
  prior: 0.005,
  signs: {
    'bgp.went-down': 0.03,
    'agent.pod-not-ready': 0.5,
    'log.md5-failure': 0.7,
    'log.peer-password': 0.5,
    'log.bgp-not-established': 0.6,
    'bgp.no-rows': 0.02,
    'counter.md5': 0.95,
    'config.password': 0.6,
    'bgp.down': 0.95,
    'bgp.connect': 0.8,
    'bgp.passive': 0.75,
    'nc.lost': 0.6,
    'ping.peer-answers': 0.97,
    'pods.lost': 0.8,
    'route.missing': 0.8,
    'shape.one-node': 0.6,
    'firewall.179': 0.003,
    'route.tunnelled': 0.15,
  },
  words: [/\bMD5\b|bgp password|sourceAddress[^\n]{0,30}password/i],
  rules: ['bgp-peer'],
  remedy: () => ({
    summary: 'use one password on both sides of the session, and let calico-node read its Secret',
    then: [
      run(
        'which Secret each peering names',
        '(calicoctl get bgppeer -o yaml; calicoctl get bgpconfiguration -o yaml) | grep -E -A4 "name:|assword"',
      ),
      run(
        'compare the passwords without showing them: the sums must be equal',
        `kubectl -n <namespace> get secret <secret> -o jsonpath='{.data.<key>}' | sha256sum`,
      ),
      run(
        'one value on both sides; confd renders BIRD again within seconds, and the session starts anew',
        `kubectl -n <namespace> patch secret <secret> -p '{"stringData":{"<key>":"<one password for both sides>"}}'`,
      ),
    ],
    verify: [established, run('the kernel drops no more segments', 'nstat -asz | grep TCPMD5', eachNode)],
    back: [byHand('put the former value back into the Secret')],
  }),
});
