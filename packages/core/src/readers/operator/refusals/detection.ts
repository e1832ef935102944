/** nodeAddressAutodetectionV4 and V6 (tigera/operator 40788b9, pkg/controller/installation/validation.go:456-487, CEL in api/v1/installation_types.go:774). */
import type { Refused } from '../../../cluster/input.js';
import { knownValue } from '../../../cluster/setting.js';
import { parseCidr } from '../../../network/cidr.js';
import { text } from '../../stated.js';
import { detectionPath, methodsAt } from '../autodetection.js';
import { linuxDataplane } from '../platform.js';
import { poolPath } from '../pools.js';
import { isComplete, isWritten, lengthOf, network } from '../spec.js';
import { type Check, refuse, type Subject, said } from './subject.js';

export const detection: Check = (subject) => [...judge(subject, 4), ...judge(subject, 6), ...bpf(subject)];

function judge(subject: Subject, family: 4 | 6): readonly Refused[] {
  const path = detectionPath(family);
  const methods = methodsAt(subject.spec, path).map(({ key }) => key);
  const several =
    methods.length > 1
      ? [
          refuse(subject, {
            path,
            part: 'key',
            why: `${methods.join(' and ')} are ${methods.length} methods, and a family has one`,
            check: 'no more than one node address autodetection method can be specified per-family',
            advice: 'keep the one that finds the address which other nodes reach',
          }),
        ]
      : [];
  const ranges = Array.from({ length: lengthOf(subject.spec, [...path, 'cidrs']) ?? 0 }, (_, i) => [...path, 'cidrs', i]);
  const bad = ranges.flatMap((place) => {
    const range = said(subject, place, text);
    if (range === undefined || parseCidr(range)) return [];
    return refuse(subject, {
      path: place,
      why: `"${range}" is no range such as 10.0.0.0/24`,
      check: `invalid CIDR provided for node address autodetection: ${range}`,
      advice: 'write the subnet of the nodes with its prefix length',
    });
  });
  return [...several, ...bad];
}

/**
 * The operator fills detection in by the pools that exist (core_controller.go:534-578), for IPv4 with BPF in any case: an IPv6 pool of a new cluster
 * comes too late for that, and the validation before it fails.
 */
function bpf(subject: Subject): readonly Refused[] {
  const { spec, pools } = subject;
  const index = pools.findIndex(({ family }) => family === 6);
  const cidr = knownValue(pools[index]?.cidr);
  if (linuxDataplane(spec) !== 'BPF' || cidr === undefined) return [];
  if (isWritten(spec, detectionPath(6)) || !isComplete(spec)) return [];
  return [
    refuse(subject, {
      path: network('linuxDataplane'),
      why: `with BPF, the IPv6 pool ${cidr} needs nodeAddressAutodetectionV6, which the operator fills in only where an IPv6 pool exists already`,
      check: 'spec.calicoNetwork.nodeAddressAutodetectionV6 is required for the BPF dataplane',
      advice: 'add nodeAddressAutodetectionV6, with kubernetes: NodeInternalIP for instance',
      certain: false,
      because: { path: poolPath(index, 'cidr'), note: 'the IPv6 pool' },
    }),
  ];
}
