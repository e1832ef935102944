import { type Cause, defineCause } from '../../cause.js';
import { chooseCard } from '../../fix/flannel.js';

export const cause: Cause = defineCause({
  id: 'flannel-interface',
  title: 'flannel or Canal uses another interface than the nodes reach each other by',
  prior: 0.03,
  signs: {
    'words.flannel-interface': 0.6,
    'flannel.not-internal': 0.7,
    'log.flannel-interface': 0.7,
    'log.flannel-bridge': 0.5,
    'log.flannel-subnet-env': 0.3,
    'agent.pod-crashes': 0.3,
    'pods.lost': 0.8,
    'pods.all-lost': 0.5,
    'words.across-nodes': 0.3,
    'words.two-cards': 0.35,
  },
  words: [
    /flannel[\s\S]{0,60}\biface\b/i,
    /(?:worker|node|master|host)\S*\s+(?:en|eth|bond|wl)\w[\w.@]*\s*$[\s\S]*^(?:worker|node|master|host)\S*\s+(?:en|eth|bond|wl)\w[\w.@]*/m,
    /interface names? (?:differ|are different|is different|not the same)/i,
  ],
  settings: [/--iface|canal_iface(?!["']?\s*:\s*(?:""|''|$))|flannel_iface/i],
  rules: ['flannel-network'],
  remedy: (told) => ({
    summary: 'let flannel use the card that the nodes reach each other by',
    ...chooseCard(told),
  }),
});
