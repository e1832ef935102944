// For an incident ticket: what happened, why we think so, what to do.
import { codeFrame } from '../../report/frame.js';
import { fenced } from '../../report/markdown-text.js';
import { plainPalette } from '../../report/reporter.js';
import { visible } from '../../report/visible.js';
import type { Answer, DiagnosedCause, Fix } from '../answer.js';
import type { Step } from '../fix/step.js';
import { matrixLines } from './matrix.js';
import { type Format, findingOf, list, ordered, type Point, percent, points, type Told, unreadPlace, verdictText } from './reporter.js';

export const markdown: Format = {
  name: 'markdown',
  render: (told) => {
    const { answer, tool, redacted } = told;
    const { first, others } = ordered(answer);
    const blocks = [
      `# Pod network: ${answer.verdict === 'broken' ? 'broken' : answer.verdict === 'healthy' ? 'healthy' : 'cause not known'}`,
      ...(first.length === 0 ? [`${sentence(verdictText[answer.verdict])}`] : []),
      ...first.flatMap((cause) => section(cause, told)),
      ...(answer.matrix ? ['## Sessions', block('text', matrixLines(answer.matrix))] : []),
      ...first.flatMap(({ fix }) => (fix ? repair(fix) : [])),
      ...otherCauses(others, first.length > 0),
      ...others
        .filter(({ probability }) => first.length === 0 || probability >= 0.1)
        .slice(0, argued.causes)
        .flatMap(argument),
      ...nextStep(answer),
      ...notLookedAt(answer),
      `<sub>${tool.name} ${tool.version}${redacted ? '; names, public addresses and secrets are stand-ins' : ''}</sub>`,
    ];
    return `${blocks.join('\n\n')}\n`;
  },
};

/** What would be read as markup is not: a log line may hold anything. */
const escaped = (text: string): string => visible(text).replace(/[\\`*_[\]<>|#~]/g, '\\$&');
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
const upper = (text: string): string => escaped(text.charAt(0).toUpperCase() + text.slice(1));

/** Code in a line; its fence is longer than any run of backticks in it. */
function code(text: string): string {
  const shown = visible(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

function block(language: string, lines: readonly string[]): string {
  return fenced(lines.map(visible), language).join('\n');
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

function section(cause: DiagnosedCause, told: Told): readonly string[] {
  return [
    `## ${upper(cause.title)}`,
    `${code(cause.id)}, probability ${percent(cause.probability)}${cause.nodes.length > 0 ? `, on ${escaped(list(cause.nodes))}` : ''}`,
    ...evidence('Evidence for it', cause, true),
    ...evidence('Evidence against it', cause, false),
    ...configuration(cause, told),
  ];
}

function evidence(heading: string, cause: DiagnosedCause, supports: boolean): readonly string[] {
  const spoken = points(cause, supports);
  return spoken.length === 0 ? [] : [`### ${heading}`, spoken.flatMap(quoted).join('\n')];
}

const quoted = ({ sign, quotes }: Point): readonly string[] => [
  `- ${escaped(sign)}`,
  ...quotes.map(({ text, location }) => `  - ${code(`${location.file}:${location.line}`)}: ${code(text)}`),
];

/** More of what is not decided would hide the question that decides it. */
const argued = { causes: 3, points: 4 };

/** What speaks for and against a cause that does not lead: who knows the cluster can weigh it. */
function argument(cause: DiagnosedCause): readonly string[] {
  const sides = [true, false].flatMap((supports) => {
    const spoken = points(cause, supports).slice(0, argued.points);
    return spoken.length === 0 ? [] : [supports ? 'For it:' : 'Against it:', spoken.flatMap(quoted).join('\n')];
  });
  return sides.length === 0 ? [] : [`### ${percent(cause.probability)}: ${escaped(cause.title)}`, ...sides];
}

function configuration(cause: DiagnosedCause, { findings }: Told): readonly string[] {
  const finding = findingOf(cause, findings);
  if (!finding) return [];
  const { file, line } = finding.location;
  const frame = codeFrame(finding.place, { gutter: plainPalette.dim, mark: plainPalette.red });
  return [
    '### In the configuration',
    `${code(`${file}:${line}`)} (${code(finding.rule)}): ${escaped(finding.message)}`,
    block('text', frame),
  ];
}

function repair(fix: Fix): readonly string[] {
  return [
    '## Fix',
    `${upper(fix.summary)}.`,
    ...fix.files.map(({ diff }) => block('diff', diff.trimEnd().split('\n'))),
    ...steps('Do', fix.then),
    ...steps('Verify', fix.verify),
    ...steps('Way back', fix.back),
    ...fix.manifests.flatMap(({ title, name, language, text }) => [
      `### ${code(name)}`,
      `${upper(title)}.`,
      block(language, text.trimEnd().split('\n')),
    ]),
  ];
}

function steps(heading: string, all: readonly Step[]): readonly string[] {
  if (all.length === 0) return [];
  const items = all.map(({ text, command, node }, i) => {
    const on = node === undefined || command === undefined ? '' : ` (on ${escaped(node)})`;
    const code = command === undefined ? '' : `\n\n${block('sh', [command]).replace(/^/gm, '   ')}\n`;
    return `${i + 1}. ${escaped(text)}${on}${code}`;
  });
  return [`### ${heading}`, items.join('\n')];
}

function otherCauses(others: readonly DiagnosedCause[], after: boolean): readonly string[] {
  const shown = others.filter(({ probability }) => !after || probability >= 0.01).slice(0, 5);
  if (shown.length === 0) return [];
  const rows = shown.map(({ id, title, probability }) => `| ${percent(probability)} | ${code(id)} | ${escaped(title)} |`);
  return [after ? '## What else it may be' : '## What it may be', ['| Probability | Cause | |', '| --- | --- | --- |', ...rows].join('\n')];
}

function nextStep({ next }: Answer): readonly string[] {
  if (!next) return [];
  const why = next.separates.length > 0 ? `It separates ${next.separates.map(code).join(', ')}.` : '';
  return ['## Ask next', [`On ${escaped(next.node)}:`, '', block('sh', [next.command]), ...(why ? ['', why] : [])].join('\n')];
}

function notLookedAt({ unasked, unread }: Answer): readonly string[] {
  const asked = unasked
    .slice(0, 8)
    .map(({ command, node, nodes }) => `- ${code(command)} (on ${escaped(nodes.length > 0 ? list(nodes) : node)})`);
  const failed = unread.slice(0, 8).map((one) => `- ${code(unreadPlace(one))}: ${escaped(one.reason)}`);
  return [
    ...(asked.length > 0 ? ['## Not looked at', asked.join('\n')] : []),
    ...(failed.length > 0 ? ['## Not read', failed.join('\n')] : []),
  ];
}
