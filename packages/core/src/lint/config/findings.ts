import type { Finding } from '../../cluster/finding.js';
import type { Run } from '../../report/reporter.js';
import { locatePlace, placeOf } from '../../source/index.js';
import { fingerprint } from '../fingerprint.js';
import { homepage } from '../rules.js';
import { toolVersion } from '../version.gen.js';
import type { Fault } from './check.js';

/** The name under which mistakes in the configuration are reported. It has no level: nothing is linted by a configuration that is wrong. */
export const configuration = 'configuration';

/** The faults of a configuration as a run that every reporter can print; `files`: how many were read. */
export function configurationRun(faults: readonly Fault[], files: number): Run {
  const findings = faults.map(findingOf).sort((a, b) => order(a, b));
  return {
    tool: { name: 'canal-lint', version: toolVersion, url: homepage },
    clusters: [],
    findings,
    skipped: [],
    unrelated: [],
    summary: { errors: findings.length, warnings: 0, infos: 0, files, documents: files, unrelated: 0 },
    rules: [
      {
        name: configuration,
        severity: 'error',
        summary: 'The configuration of canal-lint must be valid',
        url: `${homepage}/blob/main/docs/configuration.md`,
      },
    ],
  };
}

function findingOf({ message, at }: Fault): Finding {
  const place = placeOf(at);
  return {
    rule: configuration,
    severity: 'error',
    message,
    settle: undefined,
    cluster: '',
    fingerprint: fingerprint(configuration, message, at),
    location: locatePlace(place),
    place,
    related: [],
    fix: null,
    suppressed: null,
  };
}

function order(a: Finding, b: Finding): number {
  if (a.location.file !== b.location.file) return a.location.file < b.location.file ? -1 : 1;
  return a.location.line - b.location.line || a.location.column - b.location.column;
}
