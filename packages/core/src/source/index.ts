export { applyEdits, clash, type Edit, sameEdit } from './apply.js';
export { decode } from './decode.js';
export { changedLines, unifiedDiff } from './diff.js';
export {
  type Document,
  type Origin,
  type ReadSource,
  readSource,
  type SourceInput,
  type SourceProblem,
} from './document.js';
export { insertKey, removeKey, renameKey, replaceScalar } from './edit.js';
export { bringing } from './editable.js';
export { insertAttribute, insertBlockBehind } from './hcl/edit.js';
export { isHclName, loadHcl } from './hcl/load.js';
export { jsonFault } from './json.js';
export { type Location, lineStarts, locate, locatePlace, type Place, placeOf, position } from './location.js';
export { editDistance, nearest, soleNearest } from './nearest.js';
export { decodedAt, type Nested, nested } from './nested.js';
export {
  at,
  child,
  type Entry,
  entries,
  entry,
  followed,
  items,
  type MapNode,
  type Node,
  type Path,
  pathText,
  type ScalarNode,
  type Span,
  scalarAt,
  textAt,
} from './node.js';
export { isPlaceholder, placeholdersIn } from './placeholder.js';
export { removeItem } from './remove-item.js';
export type { Written } from './spelling.js';
export { stretchOf } from './stretch.js';
export { isTemplated } from './template.js';
export type { Problem } from './tree.js';
