// For tests only: one run with findings of every sort, read from real text, that all reporters are tested with.

import type { Applicability, Finding, Related } from '../cluster/finding.js';
import {
  type Document,
  type Edit,
  locatePlace,
  type Origin,
  type Path,
  type Place,
  placeOf,
  readSource,
  replaceScalar,
} from '../source/index.js';
import type { RuleInfo, Run } from './reporter.js';

const pool = `apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  cidr: 10.244.0.0/16
  ipipMode: Never
  vxlanMode: Never
`;

/** Two documents, CRLF, a tab and wide characters before the place. */
const wideText = ['kind: ConfigMap', '---', '# 容器ネットワーク', 'kind: ConfigMap', 'data: {"注\t釈": 容器, veth_mtu: "1500"}', ''].join(
  '\r\n',
);

const longText = `{"kind":"DaemonSet","metadata":{"annotations":{"note":"${'left '.repeat(40)}"}},"image":"docker.io/calico/node:latest","after":"${'right '.repeat(40)}"}\n`;

const steering = 'kind: IPPool\nmetadata:\n  name: "a\x1b[2Jb"\n';

/** One document of a text. Throws where there is none, which is a fault of the test. */
export function documentOf(name: string, text: string, index = 0): Document {
  const document = readSource({ name, text }, () => true).documents[index];
  if (!document) throw new Error(`no document ${index} in ${name}`);
  return document;
}

/** The place of the first fault of a text. */
function faultOf(name: string, text: string): Place {
  const [problem] = readSource({ name, text }, () => true).problems;
  if (!problem) throw new Error(`no fault in ${name}`);
  return { document: problem.document, span: problem.at, path: [], exact: true };
}

const poolDocument = documentOf('deploy/pool.yaml', pool);
const wideDocument = documentOf('deploy/a b/ü%,1:2.yaml', wideText, 1);
const longDocument = documentOf('C:\\cluster\\node.json', longText);

type Given = Pick<Finding, 'rule' | 'severity' | 'message'> &
  Partial<Pick<Finding, 'settle' | 'related' | 'suppressed'>> & { readonly fix?: Finding['fix'] };

/** A finding at a place; its fingerprint is made up. */
export function findingAt(place: Place, given: Given): Finding {
  const { fix = null, suppressed = null, settle, related = [], ...rest } = given;
  return { ...rest, settle, cluster: 'c1', fingerprint: `${given.rule}-1`, location: locatePlace(place), place, related, fix, suppressed };
}

function relatedAt(origin: Origin, message: string): Related {
  const place = placeOf(origin);
  return { message, location: locatePlace(place), place };
}

function fixOf(
  applicability: Applicability,
  title: string,
  edits: readonly Edit[] | undefined,
  then: readonly string[] = [],
): Finding['fix'] {
  return { title, applicability, edits: edits ?? [], then };
}

const at = (document: Document, ...path: Path): Origin => ({ document, path });
const ipipMode = at(poolDocument, 'spec', 'ipipMode');
const vethMtu = at(wideDocument, 'data', 'veth_mtu');

const unencapsulated = findingAt(placeOf(ipipMode), {
  rule: 'encapsulation-required',
  severity: 'error',
  message:
    'no encapsulation: ipipMode and vxlanMode are both Never, and nothing in the input says that the network under the nodes carries 10.244.0.0/16; packets between nodes are dropped',
  related: [
    relatedAt(at(poolDocument, 'spec', 'vxlanMode'), 'vxlanMode is Never too'),
    relatedAt(at(poolDocument, 'spec', 'cidr'), 'the pods live here'),
  ],
  fix: fixOf('unsafe', 'set ipipMode to Always', replaceScalar(ipipMode, 'Always'), [
    'kubectl apply -f deploy/pool.yaml',
    'kubectl -n kube-system rollout restart ds/calico-node',
  ]),
});

const tooLarge = findingAt(placeOf(vethMtu), {
  rule: 'mtu-arithmetic',
  severity: 'warning',
  message: 'pod MTU 1500 needs a NIC of 1550: 1500 + 50 (vxlan)',
  settle: 'underlay.nicMtu: 9001',
  fix: fixOf('safe', 'set veth_mtu to 1450', replaceScalar(vethMtu, '1450')),
});

const unpinned = findingAt(placeOf(at(longDocument, 'image')), {
  rule: 'image-pinned',
  severity: 'info',
  message: '100% of nodes: take\r\na tag, not latest',
  fix: fixOf('display', 'name a release', undefined),
});

const unreadable = findingAt(faultOf('/srv/steering.yaml', steering), {
  rule: 'syntax',
  severity: 'error',
  message: 'a name holds \x1b[2J, which no name may',
});

const accepted = findingAt(placeOf(at(poolDocument, 'spec', 'cidr')), {
  rule: 'pool-in-public-space',
  severity: 'warning',
  message: 'accepted by its owner',
  suppressed: { kind: 'comment', reason: 'lab only' },
});

const info = (name: string, severity: RuleInfo['severity'], summary: string): RuleInfo => ({
  name,
  severity,
  summary,
  url: `https://example.org/rules/${name}`,
});

/** The run of this file's findings, in order. */
export const run: Run = {
  tool: { name: 'canal-lint', version: '1.2.3', url: 'https://example.org/' },
  clusters: [
    {
      id: 'c1',
      name: 'deploy',
      closed: false,
      files: ['deploy/pool.yaml', 'deploy/a b/ü%,1:2.yaml'],
      installed: { pools: [], ranges: [] },
    },
  ],
  findings: [unreadable, unpinned, tooLarge, accepted, unencapsulated],
  skipped: [{ file: 'deploy/huge.yaml', document: 2, reason: 'larger than 32 MiB' }],
  unrelated: ['deploy/compose.yaml'],
  summary: { errors: 2, warnings: 1, infos: 1, files: 4, documents: 12, unrelated: 3 },
  rules: [
    info('encapsulation-required', 'error', 'Pods of different nodes need a path'),
    info('image-pinned', 'error', 'Images name a release'),
    info('mtu-arithmetic', 'error', 'The pod MTU leaves room for the headers'),
    info('pool-in-public-space', 'warning', 'Pools use private ranges'),
  ],
};

/** A run without findings. */
export const cleanRun: Run = {
  ...run,
  findings: [],
  skipped: [],
  unrelated: [],
  summary: { errors: 0, warnings: 0, infos: 0, files: 1, documents: 1, unrelated: 0 },
};
