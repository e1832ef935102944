// The interface patterns of IP_AUTODETECTION_METHOD: Go regular expressions that people write as file globs.

import { goRegexp } from './go-regexp.js';
import { atLeast, type Version } from './version.js';

/**
 * Go's complaint about one pattern, undefined where it compiles. Throws as `goRegexp` does. A comma splits even inside
 * `{1,3}` and `[0,1]`, so a list is better asked as a whole: `patternsError`.
 */
export function patternError(pattern: string): string | undefined {
  return patternsError([pattern]);
}

/**
 * Go's complaint about the patterns as calico-node joins them, `(a)|(b)`; undefined where that compiles. On an error it logs "Invalid
 * interface regex" and detects nothing. Throws as `goRegexp` does.
 * Source: node/pkg/lifecycle/startup/autodetection/interfaces.go:55-66.
 */
export function patternsError(patterns: readonly string[]): string | undefined {
  const compiled = goRegexp(`(${patterns.join(')|(')})`);
  return 'error' in compiled ? compiled.error : undefined;
}

const linux322 = 'docker.* cbr.* dummy.* virbr.* lxcbr.* veth.* lo cali.* tunl.* flannel.* kube-ipvs.* cni.*';
const overlays = '^vxlan\\.calico.* ^vxlan-v6\\.calico.* ^wireguard\\.cali.* ^wg-v6\\.cali.* ^nodelocaldns.*';
const linux324 = `^docker.* ^cbr.* ^dummy.* ^virbr.* ^lxcbr.* ^veth.* ^lo ^cali.* ^tunl.* ^flannel.* ^kube-ipvs.* ^cni.* ${overlays}`;
const linux326 = linux324.replace('^virbr.*', '^podman.* ^virbr.*').replace('^cali.*', '^br-.* ^cali.*');

/**
 * The Linux interfaces that `first-found` and `skip-interface=` pass over, as Go patterns; `interface=` and `cidr=` look at all. Up to
 * v3.22 they were not anchored, so any name with "lo" in it was passed over. The newest list where the release is unknown; v3.23 and
 * v3.25 were not read and get the list before them. Source: node/pkg/lifecycle/startup/autodetection/autodetection_linux.go:18-24;
 * v3.26.5, v3.24.6, v3.22.5.
 */
export function excludedInterfaces(version?: Version): readonly string[] {
  if (version === undefined || atLeast(version, '3.26')) return linux326.split(' ');
  return (atLeast(version, '3.24') ? linux324 : linux322).split(' ');
}

// An escape, a character class, or one character.
const token = /\\.|\[\^?\]?[^\]]*\]|./gsu;

/** Indexes of the stars that repeat a letter, digit, `-` or `_`, or nothing at all: a glob's "anything", not a repetition. */
function globStars(tokens: readonly string[]): readonly number[] {
  return tokens.flatMap((text, index) => {
    const before = tokens[index - 1] ?? '';
    return text === '*' && (/^[\w-]?$/.test(before) || before === '*' || before === '^' || before === '(') ? [index] : [];
  });
}

/** True where the writer shows to know regular expressions, so that `vlan0*[1-9]` or `en.*p*` is taken at its word. */
function knowsRegexp(tokens: readonly string[], firstStar: number): boolean {
  return tokens.some(
    (text, index) =>
      text.startsWith('\\') ||
      (text === '.' && tokens[index + 1] === '*') ||
      ['+', '{', '?'].includes(text) ||
      (text.length > 1 && text.startsWith('[') && index > firstStar),
  );
}

/** One alternative as a regular expression that means what the glob meant, or undefined where it is none. */
function meantBy(tokens: readonly string[], atStart: boolean): string | undefined {
  const stars = globStars(tokens);
  const first = stars[0];
  if (first === undefined || knowsRegexp(tokens, first)) return undefined;
  const plainGlob = tokens.every((text) => /^[\w.*-]$/.test(text));
  const parts = tokens.map((text, index) => {
    if (stars.includes(index)) return tokens[index - 1] === '*' ? '' : '.*';
    return plainGlob && text === '.' ? '\\.' : text;
  });
  const body = parts.join('');
  const end = plainGlob && !body.endsWith('.*') ? '$' : '';
  return `${atStart && !/^(\^|\.\*)/.test(body) ? '^' : ''}${body}${end}`;
}

/**
 * Recognises a pattern that was written as a glob: `eth0*`, `ens*`, `*`. As a regular expression `eth0*` is "eth" and any number of
 * zeros, found anywhere in a name, so it takes veth1a2b too. `meant` is the pattern that does what was wanted. Undefined for what is
 * good as it stands: `eth.*`, `ens[0-9]*`, `(eth|ens).*`.
 */
export function looksLikeGlob(pattern: string): { meant: string } | undefined {
  const alternatives: string[][] = [[]];
  const depths = [0];
  let depth = 0;
  for (const text of pattern.match(token) ?? []) {
    if (text === '|') {
      alternatives.push([]);
      depths.push(depth);
      continue;
    }
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    alternatives.at(-1)?.push(text);
  }
  const meant = alternatives.map((tokens, index) => meantBy(tokens, depths[index] === 0));
  if (meant.every((text) => text === undefined)) return undefined;
  return { meant: meant.map((text, index) => text ?? alternatives[index]?.join('') ?? '').join('|') };
}
