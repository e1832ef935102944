// Flags that several commands share.
import type { LintOptions } from '@canal-lint/core';
import { InputError } from './errors.js';
import { parseUnderlay } from './underlay.js';

export const pathsArgument: { readonly type: 'string'; readonly array: true; readonly describe: string } = {
  type: 'string',
  array: true,
  describe: 'files, folders, globs, or - for standard input [this folder]',
};

export const underlayFlag: { readonly type: 'string'; readonly array: true; readonly nargs: 1; readonly describe: string } = {
  type: 'string',
  array: true,
  nargs: 1,
  describe: 'what carries the packets of the nodes: cloud=aws,nicMtu=9001,l2=true,routesPods=true',
};

export const calicoVersionFlag: { readonly type: 'string'; readonly requiresArg: true; readonly describe: string } = {
  type: 'string',
  requiresArg: true,
  describe: 'version of Calico where the input does not tell it, such as v3.30',
};

export const configFlag: { readonly type: 'string'; readonly requiresArg: true; readonly describe: string } = {
  type: 'string',
  requiresArg: true,
  describe: 'configuration file [the nearest .canal-lint.yaml above the paths, in the repository]',
};

export const ruleFlag: { readonly type: 'string'; readonly array: true; readonly nargs: 1; readonly describe: string } = {
  type: 'string',
  array: true,
  nargs: 1,
  describe: 'set the level of a rule, for every file: image-pinned=off (or info, warning, error)',
};

export const colorFlag: { readonly type: 'boolean'; readonly describe: string } = {
  type: 'boolean',
  describe: 'colours, also into a pipe; --no-color: never [where standard output is a terminal]',
};

/** What the flags say of the cluster. Throws an InputError for values that say nothing. */
export function lintOptions(underlay: readonly string[] | undefined, calicoVersion: string | undefined): LintOptions {
  if (calicoVersion !== undefined && !/^v?\d{1,5}\.\d{1,5}(?:\.\d{1,5})?(?:[-+].*)?$/.test(calicoVersion)) {
    throw new InputError(`--calico-version is not a release: '${calicoVersion}'`, 'write it as v3.30 or v3.30.2');
  }
  return {
    ...(underlay !== undefined && { underlay: parseUnderlay(underlay) }),
    ...(calicoVersion !== undefined && { calicoVersion }),
  };
}
