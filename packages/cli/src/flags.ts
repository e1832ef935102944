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

/** Users' own policies. */
export const policyFlags: { readonly policy: ListFlag; readonly 'policy-data': ListFlag } = {
  policy: { type: 'string', array: true, nargs: 1, describe: 'own Rego, compiled: policy.wasm, bundle.tar.gz or a folder with them' },
  'policy-data': { type: 'string', array: true, nargs: 1, describe: 'what the policies find in data: a JSON or YAML file' },
};

/** How charts are rendered, in the words of `helm template`; they count for the charts that are named. */
export const helmFlags: {
  readonly values: { readonly type: 'string'; readonly alias: 'f'; readonly array: true; readonly nargs: 1; readonly describe: string };
  readonly set: ListFlag;
  readonly 'set-string': ListFlag;
  readonly 'release-name': TextFlag;
  readonly namespace: TextFlag & { readonly alias: 'n' };
  readonly 'kube-version': TextFlag;
  readonly 'api-versions': ListFlag;
} = {
  values: { type: 'string', alias: 'f', array: true, nargs: 1, describe: 'Helm charts: values file; a later one wins' },
  set: { type: 'string', array: true, nargs: 1, describe: 'Helm charts: one value, flannel.mtu=1400; wins over values files' },
  'set-string': { type: 'string', array: true, nargs: 1, describe: 'Helm charts: the same, always a string' },
  'release-name': { type: 'string', requiresArg: true, describe: 'Helm charts: name of the release [release-name]' },
  namespace: { type: 'string', alias: 'n', requiresArg: true, describe: 'Helm charts: namespace of the release [default]' },
  'kube-version': {
    type: 'string',
    requiresArg: true,
    describe: 'Helm charts: version of Kubernetes that the templates see [that of helm]',
  },
  'api-versions': {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'Helm charts: API versions that the templates see, operator.tigera.io/v1',
  },
};

type ListFlag = { readonly type: 'string'; readonly array: true; readonly nargs: 1; readonly describe: string };
type TextFlag = { readonly type: 'string'; readonly requiresArg: true; readonly describe: string };

/** What the user says about charts. */
export type HelmArgs = {
  readonly values?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
  readonly 'set-string'?: readonly string[] | undefined;
  readonly 'release-name'?: string | undefined;
  readonly namespace?: string | undefined;
  readonly 'kube-version'?: string | undefined;
  readonly 'api-versions'?: readonly string[] | undefined;
};

/** What of the arguments of a command speaks about charts. */
export function helmArgs(args: HelmArgs): HelmArgs {
  const names = Object.keys(helmFlags) as (keyof HelmArgs)[];
  return Object.fromEntries(names.flatMap((name) => (args[name] === undefined ? [] : [[name, args[name]]])));
}

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
