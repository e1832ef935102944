import type { Finding } from '@canal-lint/core';

/** What --fail-on takes. */
export const levels = ['error', 'warning', 'info', 'never'] as const;
export type Level = (typeof levels)[number];

/** True where a finding that counts is at least as severe as the level. */
export function fails(findings: readonly Finding[], level: Level): boolean {
  if (level === 'never') return false;
  const rank = levels.indexOf(level);
  return findings.some(({ severity, suppressed }) => suppressed === null && levels.indexOf(severity) <= rank);
}
