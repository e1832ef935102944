/** What is said of ranges. */
export const messages = {
  missing: 'pool {pool} has no cidr: Calico refuses it',
  notCidr: '"{value}" is not a CIDR such as 10.244.0.0/16',
  otherFamily: '{value} is no range of IPv{family}, which the variable is for: calico-node ends on it',
  hostBits: '{value} has bits set behind its prefix: Calico refuses it; the network is {network}',
  linkLocal: '{value} lies in link-local space, from which Calico takes no pool',
  small: 'pool {value} is smaller than one block: a /{prefix} cannot hold a block of /{block}',
  blockRange: 'blockSize {block} is outside the range of IPv{family}: {min} to {max}',
  overlap: 'pool {value} overlaps pool {other} ({otherCidr}): the same address could be given twice',
  public: '{value} is public address space: pods cannot reach the hosts on the Internet that own it',
  overNodes: 'pool {value} contains the node address {node}: packets to that node are routed as if it were a pod',
  overServices: 'pool {value} overlaps the service range {services}: pods could get the address of a service',
  outsidePods:
    "no address of pool {value} is in the cluster's pod range {pods}: kube-proxy takes its pods for hosts outside of the cluster and gives what they send to services the address of their node, which is what policies and logs then see",
  podsOverServices:
    'the pod range {pods} overlaps the service range {services}: one address could be that of a pod and of a service; give each a range of its own',
  twoPodRanges:
    'the pod range is {pods} here and {other} elsewhere in this file: who goes by the wrong one takes pods for hosts outside of the cluster, as kube-proxy does, which gives what they send to services the address of their node; write one range in both',
  servicesOverNodes: 'the service range {value} contains the node address {node}: kube-proxy catches packets to that node',
} as const;

export type Messages = typeof messages;
