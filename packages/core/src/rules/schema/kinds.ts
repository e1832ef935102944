/** Kinds and versions that Calico's groups do not have. A kind that is like no other is not judged: other products share these groups. */
import type { ObjectFact } from '../../cluster/input.js';
import { isCatalogued, kindsOf } from '../../network/catalogue/schema.js';
import { type Origin, soleNearest } from '../../source/index.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';
import { rewrite } from './subject.js';

/** Kinds of Calico Enterprise and Cloud (docs.tigera.io, resource definitions and installation API). */
export const enterpriseKinds: readonly string[] = [
  ...['LicenseKey', 'GlobalAlert', 'GlobalAlertTemplate', 'GlobalThreatFeed', 'GlobalReport', 'GlobalReportType', 'ManagedCluster'],
  ...['RemoteClusterConfiguration', 'PacketCapture', 'UISettings', 'UISettingsGroup', 'EgressGatewayPolicy', 'ExternalNetwork'],
  ...['BFDConfiguration', 'DeepPacketInspection', 'AlertException', 'SecurityEventWebhook', 'LogCollector', 'LogStorage', 'Manager'],
  ...['IntrusionDetection', 'Compliance', 'Monitor', 'ManagementCluster', 'ManagementClusterConnection', 'EgressGateway'],
  ...['AmazonCloudIntegration', 'ApplicationLayer', 'Authentication', 'PolicyRecommendation', 'PacketCaptureAPI', 'TLSPassThroughRoute'],
  ...['TLSTerminatedRoute', 'Tenant', 'NonClusterHost'],
];

/** Each group of Calico with the one version that it is served in, and its kinds that the catalogue does not have (calico v3.32.1, operator v1.42.4). */
const groups: Readonly<Record<string, { readonly served: string; readonly others: readonly string[] }>> = {
  'projectcalico.org': { served: 'v3', others: ['LiveMigration', 'Node', 'Profile', 'WorkloadEndpoint'] },
  'crd.projectcalico.org': { served: 'v1', others: ['LiveMigration'] },
  'operator.tigera.io': { served: 'v1', others: ['APIServer', 'GatewayAPI', 'Goldmane', 'ImageSet', 'Istio', 'TigeraStatus', 'Whisker'] },
};

export function judgeKind({ apiVersion, kind, origin }: ObjectFact, report: Report<Messages>): void {
  const [group = '', version = ''] = apiVersion.split('/');
  const known = Object.hasOwn(groups, group) ? groups[group] : undefined;
  if (!known || enterpriseKinds.includes(kind)) return;
  const served = `${group}/${known.served}`;
  const at = (key: string): Origin => ({ document: origin.document, path: [...origin.path.slice(0, -2), key] });
  if (version !== known.served) {
    const other = Object.entries(groups).find(
      ([name, one]) => one.served === version && isCatalogued({ apiVersion: `${name}/${version}`, kind }),
    );
    const hint = other ? `, and ${version} that of ${other[0]}` : '';
    const data = { group, version, served: known.served, hint };
    if (isCatalogued({ apiVersion: served, kind }))
      report({
        message: 'unknownVersion',
        at: at('apiVersion'),
        data,
        fix: rewrite(at('apiVersion'), served, { title: `write ${served}`, safe: false }),
      });
    return;
  }
  if (known.others.includes(kind)) return;
  const names = [...kindsOf(served), ...known.others];
  const same = names.find((name) => plain(name) === plain(kind));
  const meant = same ?? soleNearest(kind, names);
  if (meant === undefined) return;
  report({
    message: 'unknownKind',
    at: at('kind'),
    ...(same === undefined && { severity: 'warning' as const }),
    data: { apiVersion, kind, hint: `; did you mean ${meant}?` },
    fix: rewrite(at('kind'), meant, { title: `write ${meant}`, safe: same !== undefined }),
  });
}

/** `IPpool`, `ippools` and `FelixConfig` are spelt otherwise; IPAMConfig of crd.projectcalico.org is IPAMConfiguration in projectcalico.org. */
function plain(kind: string): string {
  return kind
    .toLowerCase()
    .replace(/s$/, '')
    .replace(/config$/, 'configuration');
}
