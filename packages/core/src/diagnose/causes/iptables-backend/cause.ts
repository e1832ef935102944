import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'iptables-backend',
  title: 'Felix writes into another iptables backend (legacy, nft) than the host uses',
  prior: 0.03,
  signs: {
    'log.iptables-backend': 0.9,
  },
  words: [
    /legacy[^\n]{0,60}(?:nft|mode|backend|rules|iptables)|iptables[- ](?:legacy|nft)|nf_tables|FELIX_IPTABLESBACKEND|iptablesBackend/i,
    /(?:nft|legacy) (?:mode|backend|compat)/i,
  ],
  remedy: () => ({
    summary: 'name the backend of the host in iptablesBackend',
    then: ['calicoctl patch felixconfiguration default -p \'{"spec":{"iptablesBackend":"NFT"}}\''],
    verify: ['sudo iptables-save | grep -c cali; sudo iptables-legacy-save | grep -c cali'],
    back: ['calicoctl patch felixconfiguration default -p \'{"spec":{"iptablesBackend":"Auto"}}\''],
  }),
});
