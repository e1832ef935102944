import type { Finding, Severity } from '../cluster/finding.js';
import type { Installed } from '../cluster/installed.js';
import type { Cluster } from '../cluster/model.js';
import type { Location } from '../source/index.js';

/** What was not read or only in part; `document` is null for a whole file. */
export type Skipped = { readonly file: string; readonly document: number | null; readonly reason: string };

/** `file`, or `file, document 2`. */
export function skippedPlace({ file, document }: Skipped): string {
  return document === null ? file : `${file}, document ${document + 1}`;
}

export type Summary = {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly files: number;
  readonly documents: number;
  /** Documents that have nothing to do with the field: neither parsed nor judged. */
  readonly unrelated: number;
};

/** What a report says about a rule; `url` is its page, which a rule of a plugin may not have. */
export type RuleInfo = { readonly name: string; readonly severity: Severity; readonly summary: string; readonly url?: string };

/** One run of the linter. Findings are in order: file, offset, rule. */
export type Run = {
  /** `url`: where the tool is at home. */
  readonly tool: { readonly name: string; readonly version: string; readonly url?: string };
  readonly clusters: readonly (Pick<Cluster, 'id' | 'name' | 'closed' | 'files'> & { readonly installed: Installed })[];
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Files of which no document is of a dialect that is read. */
  readonly unrelated: readonly string[];
  readonly summary: Summary;
  readonly rules: readonly RuleInfo[];
};

export type Palette = {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly green: (text: string) => string;
};

/** The world a reporter is told: nothing else may change its output. */
export type Env = {
  readonly palette: Palette;
  /** Errors only. */
  readonly quiet: boolean;
  /** The source that no fix can be written to: standard input. */
  readonly piped?: string;
  /** The least severity that fails the run; `error` where it is not said. */
  readonly failOn?: Severity | 'never';
  /** What was skipped fails the run. */
  readonly failOnSkipped?: boolean;
  /** The repository whose files are read, as `owner/name`, where a pipeline tells it. */
  readonly repository?: string | undefined;
  /** The address of a line in the web view of the repository, where it is known. */
  readonly link?: ((location: Location) => string | undefined) | undefined;
};

/** The findings that a report tells. What else there is stays in the summary's counts. */
export function told({ findings }: Run, { quiet }: Env): readonly Finding[] {
  return quiet ? findings.filter(({ severity }) => severity === 'error') : findings;
}

/** The findings of a report that has no word for suppressed ones. */
export function shownIn(run: Run, env: Env): readonly Finding[] {
  return told(run, env).filter(({ suppressed }) => suppressed === null);
}

/** True where a finding makes the exit status 1. */
export function failing({ severity, suppressed }: Finding, { failOn = 'error' }: Pick<Env, 'failOn'>): boolean {
  const levels: readonly Severity[] = ['error', 'warning', 'info'];
  return suppressed === null && failOn !== 'never' && levels.indexOf(severity) <= levels.indexOf(failOn);
}

/** Pure: one run in, one text out, byte for byte the same each time. */
export type Reporter = { readonly name: string; render(run: Run, env: Env): string };

/** `1 file`, `2 files`. */
export function countText(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

const plain = (text: string): string => text;

/** No colours. */
export const plainPalette: Palette = { bold: plain, dim: plain, red: plain, yellow: plain, blue: plain, green: plain };
