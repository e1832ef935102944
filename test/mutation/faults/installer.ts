/** Faults of what installers are told. */
import type { Fault } from '../engine.js';

export const installer: readonly Fault[] = [
  {
    rule: 'installer-unknown-key',
    name: 'a value that is misspelt',
    find: /vethuMTU: 1400/,
    write: (_, random) => `${['vethMTU', 'vethuMTu', 'vehtuMTU'][random(3)]}: 1400`,
  },
  { rule: 'installer-unknown-key', name: 'a value of another map', find: /^ {6}iface: eth1/, write: '      interface: eth1' },
  { rule: 'installer-unknown-key', name: 'an option that RKE lacks', find: /canal_iface: ens192/, write: 'canal_interface: ens192' },
];
