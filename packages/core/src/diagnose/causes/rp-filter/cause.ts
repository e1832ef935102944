import { type Cause, defineCause } from '../../cause.js';
import { podPing } from '../../fix/encapsulation.js';
import { behind, nameOr } from '../../fix/evidence.js';
import { byHand, eachNode, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'rp-filter',
  title: 'reverse-path filtering drops packets of pods',
  prior: 0.02,
  signs: {
    'log.martian': 0.8,
    'log.rpf-loose': 0.9,
    'counter.rp-filter': 0.95,
    'sysctl.rp-filter-strict': 0.75,
    'sysctl.rp-filter-loose': 0.2,
    'pods.lost': 0.9,
    'bgp.down': 0.02,
    'route.missing': 0.02,
    'route.left-by-hand': 0.4,
    'route.more-specific': 0.4,
    'neighbour.failed': 0.02,
    'words.across-nodes': 0.3,
    'capture.vxlan-one-way': 0.2,
    'capture.ipip-one-way': 0.2,
    'words.two-cards': 0.3,
  },
  words: [/rp_?filter|\bRPF\b|reverse[- ]path/i, /martian(?! source \d)/i],
  remedy: (told) => {
    const strict = behind(told, 'sysctl.rp-filter-strict', ({ sysctls }) => sysctls).filter(
      ({ item }) => !/\.(?:all|lo)\.|vxlan|flannel|tunl/.test(item.key),
    );
    const places =
      strict.length > 0
        ? strict.map(({ node, item }) => ({ node, key: item.key }))
        : [{ node: nameOr(told.nodes[0], '<node>'), key: 'net.ipv4.conf.<card>.rp_filter' }];
    return {
      summary: 'loosen rp_filter (2) on the cards, or let the packets of pods use one card both ways',
      then: [
        ...places.map(({ node, key }) =>
          run('loose: the answer may leave by another card', `sudo sysctl -w ${key}=2`, nameOr(node, '<node>')),
        ),
        byHand('make it last in /etc/sysctl.d; net.ipv4.conf.all.rp_filter stays as it is: older Felix ends itself where it is 2'),
      ],
      verify: [run('the counter no longer grows', 'nstat -asz | grep ReversePath', nameOr(told.nodes[0], eachNode)), podPing(told)],
      back: places.map(({ node, key }) => run('strict again', `sudo sysctl -w ${key}=1`, nameOr(node, '<node>'))),
    };
  },
});
