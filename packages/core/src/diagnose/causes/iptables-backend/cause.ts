import { type Cause, defineCause } from '../../cause.js';
import { placeOf } from '../../fix/installer.js';
import { kept } from '../../fix/keep.js';
import { byHand, eachNode, run } from '../../fix/step.js';

const before = kept('felixconfiguration', 'default', ['iptablesBackend']);

export const cause: Cause = defineCause({
  id: 'iptables-backend',
  title: 'Felix writes into another iptables backend (legacy, nft) than the host uses',
  prior: 0.03,
  signs: {
    'log.iptables-backend': 0.9,
    'words.service-only': 0.2,
    'words.across-nodes': 0.3,
  },
  words: [
    /Failed to (?:program|execute) ip6?tables|ip6?tables-(?:nft|legacy)(?:-restore)?/,
    /legacy[^\n]{0,60}(?:nft|mode|backend|rules|iptables)|iptables[- ](?:legacy|nft)|nf_tables/i,
    /(?:nft|legacy) (?:mode|backend|compat)/i,
    /\biptables (?:(?:version )?v?1\.[68]\b|[<>]=? ?1\.8)/i,
  ],
  settings: [/(?:FELIX_IPTABLESBACKEND|iptablesBackend)(?!["']?\s*[:=]?\s*(?:value\s*:\s*)?["']?auto\b)/i],
  remedy: ({ seen }) => ({
    summary: 'let Felix write where the host reads: iptablesBackend Auto follows the host',
    then: [
      run('which backend the host uses', 'sudo iptables --version', eachNode),
      run(
        'in which of both the rules of Calico stand',
        'sudo iptables-legacy-save 2>/dev/null | grep -c cali; sudo iptables-nft-save 2>/dev/null | grep -c cali',
        eachNode,
      ),
      run(
        'an environment variable beats the resource: see that there is none',
        `kubectl -n ${placeOf(seen).namespace} set env daemonset/${placeOf(seen).name} -c calico-node --list | grep -i iptablesbackend`,
      ),
      before.keep,
      run('follow the host; Felix restarts itself', `calicoctl patch felixconfiguration default -p '{"spec":{"iptablesBackend":"Auto"}}'`),
      byHand('rules that stay behind in the other backend go with the next reboot of the node'),
    ],
    verify: [
      run(
        'one of both counts is 0',
        'sudo iptables-legacy-save 2>/dev/null | grep -c cali; sudo iptables-nft-save 2>/dev/null | grep -c cali',
        eachNode,
      ),
    ],
    back: [before.back],
  }),
});
