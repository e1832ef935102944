/** What of a file was not read, or only in part: silence about it would pass for a verdict. */
import type { Skipped } from '../report/reporter.js';
import { type Document, isHclName, type ReadSource, readSource } from '../source/index.js';

/**
 * A kind of Calico's where no apiVersion stands, as in a dump that was cut: with one of Calico's the text is parsed anyway, and another one says
 * whose it is (whereabouts has an IPPool, MetalLB a BGPPeer).
 */
const ownKind =
  /\bkind["']?[ \t]*:[ \t]*["']?(?:IPPool|IPReservation|BGP(?:Configuration|Filter|Peer)|FelixConfiguration|KubeControllersConfiguration|HostEndpoint|GlobalNetwork(?:Policy|Set))\b/;

/** Where Ansible keeps what may be variables of Kubespray. Elsewhere a vault holds what no reader asks for, such as keys. */
const variables = /(?:^|[\\/])(?:group_vars|host_vars|inventor(?:y|ies))[\\/]/;

type About = {
  readonly name: string;
  readonly read: ReadSource;
  readonly foreign: boolean;
  /** Why Terraform is not read; undefined where it is. */
  readonly refused: string | undefined;
};

/** What is skipped of one file. A broken text that names nothing of the field is no matter of a network: it is unrelated. */
export function skippedOf({ name, read, foreign, refused }: About): readonly Skipped[] {
  const reasons = [
    foreign ? 'not a kind of file that is read: manifests, values, inventories, Terraform' : undefined,
    refused !== undefined && isHclName(name) ? refused : undefined,
    passedOver(name, read),
  ];
  const whole = reasons.flatMap((reason) => (reason === undefined ? [] : [{ file: name, document: null, reason }]));
  return [...whole, ...read.documents.filter((d) => d.structural).map(templateSkipped)];
}

function templateSkipped({ source, index }: Document): Skipped {
  return { file: source.name, document: index, reason: 'read in part: what its template actions bring is not known' };
}

/** Why a text in which the readers found no word of theirs is not unrelated. */
function passedOver(name: string, { documents, problems, text }: ReadSource): string | undefined {
  if (documents.length > 0 || problems.length > 0 || isForeign(name)) return undefined;
  if (text.startsWith('$ANSIBLE_VAULT;'))
    return variables.test(name) ? 'encrypted by Ansible Vault: which variables it sets is not known' : undefined;
  if (!ownKind.test(text) || text.includes('apiVersion')) return undefined;
  const fault = readSource({ name, text }, () => true).problems.find(({ kind }) => kind === 'syntax');
  return fault && `it names a kind of Calico's and cannot be read: ${fault.message}`;
}

/** Programs and prose, which somebody named together with manifests. */
export function isForeign(name: string): boolean {
  return /\.(?:rb|py|sh|bash|ps1|bat|go|rs|js|ts|java|kt|lua|pl|php|c|h|md|rst|adoc|html?|xml|toml)$/i.test(name);
}
