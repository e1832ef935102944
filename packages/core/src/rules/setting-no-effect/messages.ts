/** The messages of setting-no-effect. */
export const messages = {
  name: 'Felix has no setting {name} and ignores it: what is meant is called {meant}',
  laterName: 'Felix of Calico {release} has no setting {name} and ignores it: it came with v{bound}',
  goneName: 'Felix of Calico {release} has no setting {name} any more and ignores it: v{bound} was the last release that had it',
  reversed: '{name} "{value}" means true: calico-node takes false, 0, no, n and f for no, and everything else for yes',
  spelling: '{name} "{value}" has no effect: calico-node compares it letter for letter with "{wanted}"',
  noDefaultPools: '{names} without effect: NO_DEFAULT_POOLS={value} keeps calico-node from making a pool; write an IPPool instead',
  poolsForbidden:
    '{name} and NO_DEFAULT_POOLS={value} exclude each other: calico-node ends at its start with "Invalid configuration with NO_DEFAULT_POOLS defined"; take one of them out',
  existingPool:
    'the environment asks for {what} {value}, which counts only while there is no IPv{family} pool: pool {pool} of the same input says {other}, and that holds once it is there',
  noDetection:
    'the autodetection method {value} has no effect: with the backend {backend} calico-node looks for no address of the node{canal}; take it out, so that nobody relies on it',
  fixedAddress:
    'the autodetection method {value} has no effect: {variable} is {address}, so calico-node detects nothing; take one of the two out',
  unreadKey: 'the key {name} has no effect: no container of the workload reads it from the ConfigMap; {advice}',
  flag: 'the variable {variable}={value} has no effect: flanneld reads its environment only for flags that are not on its command line, and {flag} is',
  felix: '{field} {value} has no effect: {variable}={winner} in the environment of calico-node goes before FelixConfiguration',
} as const;

export type Messages = typeof messages;
