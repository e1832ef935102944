/** The library: `lint(sources, {rules: [...recommended, own]})`. No I/O: the host reads files and writes reports. */
export { type ClusterDifference, compareClusters, type Difference, type Side } from './cluster/compare.js';
export type { Applicability, Change, Finding, Fix, Proposal, Related, Severity } from './cluster/finding.js';
export type * from './cluster/input.js';
export type * from './cluster/model.js';
export { effective } from './cluster/precedence.js';
export {
  isExplicit,
  isKnown,
  type Known,
  knownValue,
  type Layer,
  type Live,
  type Scope,
  type Setting,
  type Slot,
  standing,
  type Unknown,
  type Write,
} from './cluster/setting.js';
export type { Config } from './lint/config/config.js';
export { internalError } from './lint/crash.js';
export { ruleDocs } from './lint/docs.js';
export type { Circumstances, DocumentPolicy, Verdict } from './lint/document-policy.js';
export { looksRelated } from './lint/files.js';
export { type Changed, type Fixed, fix } from './lint/fix.js';
export { dataOf, objectsOf, type SourceObject, type SourceObjects } from './lint/objects.js';
export { clouds, type LintOptions, type UnderlayOptions } from './lint/options.js';
export { policyInput } from './lint/policies.js';
export { recognised } from './lint/recognised.js';
export type { LintInput, Rendering } from './lint/rendering.js';
export { allRules, homepage, recommended, ruleInfo } from './lint/rules.js';
export { lint, network } from './lint/run.js';
export { unusedSuppression } from './lint/suppression/rule.js';
export { type Budget, type MtuOptions, podMtu, sum, type Tunnel, tunnelMtu } from './network/mtu.js';
export { patchesIn } from './readers/kustomization.js';
export type { Env, Palette, Reporter, RuleInfo, Run, Skipped, Summary } from './report/reporter.js';
export {
  type AnyRule,
  type Category,
  defineRule,
  type Messages,
  noOptions,
  type Report,
  type Rule,
  type RuleContext,
} from './rules/rule.js';
export {
  applyEdits,
  type Document,
  type Edit,
  type Location,
  locate,
  nearest,
  type Origin,
  type Path,
  pathText,
  type SourceInput,
  type Span,
  unifiedDiff,
} from './source/index.js';
