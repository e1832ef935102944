/** Lines of logs and events that mean something, as stable parts of their text. Sources: the file of Calico, BIRD or flannel that prints them. */
export type Signature = {
  /** Also the id of the sign: `log.<id>`. */
  readonly id: string;
  /** Whose log it is: a silent log of that component speaks against the cause. */
  readonly component: 'bird' | 'felix' | 'confd' | 'node' | 'cni' | 'typha' | 'flannel' | 'probe' | 'kernel';
  readonly pattern: RegExp;
  readonly says: string;
  /** How often the line shows though nothing at hand brings it about. */
  readonly base: number;
};

export const signatures: readonly Signature[] = [
  {
    id: 'unexpected-connect',
    component: 'bird',
    // bird proto/bgp/bgp.c of 1.6
    pattern: /Unexpected connect from unknown address (?<address>[\d.a-f:]+)/,
    says: 'BIRD was dialled by an address that is no peer of it',
    base: 0.05,
  },
  {
    id: 'bad-peer-as',
    component: 'bird',
    pattern: /(?:Received: |BGP Error: )?Bad peer AS(?:: (?<as>\d+))?/,
    says: 'BIRD saw another AS number than it was told',
    base: 0.01,
  },
  {
    id: 'already-using-address',
    component: 'node',
    // node/pkg/lifecycle/startup/startup.go
    pattern: /Calico node '(?<node>[^']+)' is already using the IPv4 address (?<address>[\d.]+)/,
    says: 'another node already has this address',
    base: 0.01,
  },
];
