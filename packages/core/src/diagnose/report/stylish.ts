// For people, at 3 a.m., on 80 columns: the verdict, why, what to do, and what to ask next.
import { codeFrame } from '../../report/frame.js';
import type { Palette } from '../../report/reporter.js';
import { visible, wrapped } from '../../report/visible.js';
import type { Answer, DiagnosedCause, Fix } from '../answer.js';
import type { Manifest, Step } from '../fix/step.js';
import type { Unasked } from '../unasked.js';
import { matrixLines } from './matrix.js';
import { type Format, findingOf, list, ordered, type Point, percent, points, type Told, unreadPlace, verdictText } from './reporter.js';

const width = 80;
/** Lines of evidence beyond these repeat what is clear by then. */
const most = { points: 6, quotes: 3, against: 3, others: 4 };

export const stylish: Format = {
  name: 'stylish',
  render: (told, palette) => {
    const { answer } = told;
    const { first, others } = ordered(answer);
    const blocks = [
      head(answer, first, palette),
      ...first.map((cause) => body(cause, told, palette)),
      answer.matrix ? [palette.bold('sessions'), ...indented(matrixLines(answer.matrix))] : [],
      ...first.map(({ fix }) => (fix ? repair(fix, palette) : [])),
      otherCauses(others, first.length > 0, palette),
      nextStep(answer, palette),
      notLookedAt(answer.unasked, palette),
      unread(answer, palette),
    ];
    return blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => `${lines.join('\n')}\n`)
      .join('\n');
  },
};

const indented = (lines: readonly string[], by = 2): readonly string[] => lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));
const prose = (text: string, by: number): readonly string[] => indented(wrapped(visible(text), width - by), by);

function head(answer: Answer, first: readonly DiagnosedCause[], palette: Palette): readonly string[] {
  const paint = { healthy: palette.green, broken: palette.red, unknown: palette.yellow }[answer.verdict];
  const [leading] = first;
  if (answer.verdict !== 'broken' || !leading) return [paint(palette.bold(verdictText[answer.verdict]))];
  return first.length > 1
    ? [paint(palette.bold(`${verdictText.broken}, by ${first.length} causes at once`))]
    : [paint(palette.bold(verdictText.broken))];
}

/** The cause, where it is, what speaks for it and against it, and the line of configuration that makes it. */
function body(cause: DiagnosedCause, told: Told, palette: Palette): readonly string[] {
  const title = wrapped(visible(cause.title), width - 9);
  return [
    `${palette.bold(percent(cause.probability).padStart(6))}  ${palette.bold(title[0] ?? '')}`,
    ...indented(title.slice(1).map(palette.bold), 8),
    `        ${palette.dim(cause.id)}`,
    ...(cause.nodes.length > 0 ? prose(`on ${list(cause.nodes)}`, 8) : []),
    ...evidence('for it', points(cause, true).slice(0, most.points), palette),
    ...evidence('against it', points(cause, false).slice(0, most.against), palette),
    ...configuration(cause, told, palette),
  ];
}

function evidence(heading: string, all: readonly Point[], palette: Palette): readonly string[] {
  if (all.length === 0) return [];
  return ['', `  ${palette.bold(heading)}`, ...all.flatMap((point) => quoted(point, palette))];
}

function quoted({ sign, quotes }: Point, palette: Palette): readonly string[] {
  const lines = quotes
    .slice(0, most.quotes)
    .flatMap(({ text, location }) => [
      `      ${palette.blue(`${visible(location.file)}:${location.line}`)}`,
      `        ${cut(visible(text), width - 8)}`,
    ]);
  return [...prose(sign, 4), ...lines];
}

const cut = (text: string, to: number): string => (text.length > to ? `${text.slice(0, to - 1)}…` : text);

function configuration(cause: DiagnosedCause, { findings }: Told, palette: Palette): readonly string[] {
  const finding = findingOf(cause, findings);
  if (!finding) return [];
  const { file, line, column } = finding.location;
  return [
    '',
    `  ${palette.bold('in the configuration')}`,
    `    ${palette.blue(`${visible(file)}:${line}:${column}`)}  ${palette.dim(finding.rule)}`,
    ...prose(finding.message, 4),
    '',
    ...codeFrame(finding.place, { gutter: palette.dim, mark: palette.red }),
  ];
}

function repair(fix: Fix, palette: Palette): readonly string[] {
  const diffs = fix.files.flatMap(({ diff }) => [
    ...diff
      .trimEnd()
      .split('\n')
      .map((line) => painted(visible(line), palette)),
    '',
  ]);
  return [
    ...wrapped(visible(fix.summary), width - 5).map((line, i) => `${i === 0 ? palette.green(palette.bold('fix')) : '   '}  ${line}`),
    '',
    ...indented(diffs),
    ...steps('do', fix.then, palette),
    ...steps('verify', fix.verify, palette),
    ...steps('way back', fix.back, palette),
    ...files(fix.manifests, palette),
  ];
}

/** A screen has room for one; the others are named. */
function files(all: readonly Manifest[], palette: Palette): readonly string[] {
  const [first, ...others] = all;
  if (!first) return [];
  const names = others.map(({ name, title }) => `${name} (${title})`).join(', ');
  const more = others.length > 0 ? ['', ...prose(`also ${names}: --output-dir writes them`, 2)] : [];
  const text = indented(first.text.trimEnd().split('\n').map(visible), 4);
  return ['', `  ${palette.bold(first.name)}`, ...prose(first.title, 4), '', ...text, ...more];
}

function painted(line: string, { green, red, dim }: Palette): string {
  if (/^(?:---|\+\+\+|@@)/.test(line)) return dim(line);
  return line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line;
}

/** Commands stay on one line, so that they can be copied. */
function steps(heading: string, all: readonly Step[], palette: Palette): readonly string[] {
  if (all.length === 0) return [];
  const lines = all.flatMap(({ text, command, node }, i) => {
    const on = node === undefined || command === undefined ? '' : ` (on ${node})`;
    const [first = '', ...more] = wrapped(visible(`${text}${on}`), width - 7);
    return [
      `${String(i + 1).padStart(5)}. ${first}`,
      ...indented(more, 7),
      ...(command === undefined ? [] : [`         ${palette.bold(visible(command))}`]),
    ];
  });
  return [`  ${palette.bold(heading)}`, ...lines];
}

function otherCauses(others: readonly DiagnosedCause[], after: boolean, palette: Palette): readonly string[] {
  const shown = others.filter(({ probability }) => !after || probability >= 0.01).slice(0, most.others);
  if (shown.length === 0) return [];
  const lines = shown.flatMap((cause) => {
    const title = wrapped(visible(cause.title), width - 9);
    const [point] = points(cause, true);
    const [quote] = point?.quotes ?? [];
    return [
      `${percent(cause.probability).padStart(6)}  ${title[0] ?? ''}`,
      ...indented(title.slice(1), 8),
      ...(point && quote ? prose(`${point.sign}: ${quote.location.file}:${quote.location.line}`, 8).map(palette.dim) : []),
    ];
  });
  return [palette.bold(after ? 'what else it may be' : 'what it may be'), ...lines];
}

function nextStep({ next }: Answer, palette: Palette): readonly string[] {
  if (!next) return [];
  const why =
    next.separates.length > 1
      ? `tells apart: ${next.separates.join(', ')}`
      : next.separates[0]
        ? `confirms or excludes ${next.separates[0]}`
        : '';
  return [
    `${palette.yellow(palette.bold('ask next'))}  on ${visible(next.node)}`,
    '',
    `  ${visible(next.command)}`,
    ...(why ? ['', ...prose(why, 2)] : []),
  ];
}

function notLookedAt(all: readonly Unasked[], palette: Palette): readonly string[] {
  if (all.length === 0) return [];
  const lines = all
    .slice(0, 8)
    .map(({ command, node, nodes }) => `  ${visible(command)}  (on ${visible(nodes.length > 0 ? list(nodes) : node)})`);
  return [palette.bold('not looked at'), ...lines.map((line) => cut(line, 4 * width))];
}

function unread({ unread: all }: Answer, palette: Palette): readonly string[] {
  if (all.length === 0) return [];
  const count = all.reduce((sum, { blocks = 1 }) => sum + blocks, 0);
  const more = count > 8 ? [`  and ${count - 8} more`] : [];
  return [palette.bold('not read'), ...all.slice(0, 8).map((one) => `  ${visible(unreadPlace(one))}: ${visible(one.reason)}`), ...more];
}
