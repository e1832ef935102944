/**
 * The operator sets bpfEnabled of FelixConfiguration `default` by linuxDataplane and notes its value in an annotation; where the two differ,
 * somebody else wrote it, and the operator stops (tigera/operator v1.34.0 and 40788b9, pkg/controller/installation/bpf.go; not in v1.30.0).
 */
import { isKnown } from '../../../cluster/setting.js';
import { atLeast } from '../../../network/version.js';
import { bool, stated } from '../../stated.js';
import { textOf, type Unit } from '../../unit.js';
import { linuxDataplane } from '../platform.js';
import { isWritten, network, placeIn, standing } from '../spec.js';
import type { Check } from './subject.js';

export const felix: Check = (subject) => {
  const { release, spec, units } = subject;
  const unit = felixDefault(units);
  const written = unit && stated(unit, ['spec', 'bpfEnabled'], bool, standing('field'));
  const path = network('linuxDataplane');
  const plane = linuxDataplane(spec);
  if (!unit || !isKnown(written) || plane === undefined || (release && !atLeast(release, '3.28'))) return [];
  const noted = textOf(unit, ['metadata', 'annotations', 'operator.tigera.io/bpfEnabled']);
  if (written.value === (plane === 'BPF') || noted === String(written.value)) return [];
  return [
    {
      installer: 'tigera-operator',
      name: 'bpfEnabled of FelixConfiguration default',
      origin: written.origin,
      why: `linuxDataplane is ${plane}${isWritten(spec, path) ? '' : ' by default'}, and the operator does not override a bpfEnabled that it did not write`,
      check: '"unable to set bpfEnabled: FelixConfiguration default has been modified by someone else"',
      outcome: 'it reports Degraded and leaves FelixConfiguration as it is',
      advice: 'take bpfEnabled out, and choose the data plane in linuxDataplane alone',
      certain: release !== undefined,
      related: isWritten(spec, path) ? [{ origin: placeIn(spec, path), note: 'the data plane is chosen here' }] : [],
      fix: { title: 'take it out', applicability: 'unsafe', changes: [{ setting: written, remove: true }] },
    },
  ];
};

/** The FelixConfiguration that the operator writes into. */
export function felixDefault(units: readonly Unit[]): Unit | undefined {
  return units.find(
    ({ object }) => object?.kind === 'FelixConfiguration' && object.name === 'default' && /projectcalico\.org$/.test(object.group),
  );
}
