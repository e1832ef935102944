import type { Finding } from '@canal-lint/core';
import { failing } from '@canal-lint/core/reporters';

/** What --fail-on takes. */
export const levels = ['error', 'warning', 'info', 'never'] as const;
export type Level = (typeof levels)[number];

/** True where a finding that counts is at least as severe as the level. */
export function fails(findings: readonly Finding[], failOn: Level): boolean {
  return findings.some((finding) => failing(finding, { failOn }));
}
