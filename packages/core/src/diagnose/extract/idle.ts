/** `ethtool -k`, `lsmod`: what a card or the kernel can do. It is the same where nothing is wrong, and so says nothing. */
import type { Extractor } from './extractor.js';

const states: readonly RegExp[] = [
  /^Features for \S+:$/,
  // Linux net/ethtool/common.c, netdev_features_strings, and the long names of ethtool.c.
  /^(?:rx|tx|tcp|udp|scatter|generic|large|ntuple|receive|highdma|vlan|netns|fcoe|loopback|l2|hw|esp|tls|busy|macsec|rss|hsr)[\w-]*: (?:on|off)(?: \[.*\])?$/,
  /^Module +Size +Used by$/,
  /^[a-z][a-z\d_]* +\d{4,} +\d+(?: +[a-z\d_,-]+)?$/,
];

export const idle: Extractor = {
  name: 'ethtool -k, lsmod',
  starts: 'FMabcdefghijklmnopqrstuvwxyz',
  open: () => (line) => states.some((state) => state.test(line.text.trim())),
};
