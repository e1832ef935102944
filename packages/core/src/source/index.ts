export { decode } from './decode.js';
export { unifiedDiff } from './diff.js';
export { type Document, maxDocument, nodeOf, type Origin, type ReadSource, readSource, type Source, type SourceInput, type SourceProblem } from './document.js';
export { applyEdits, clash, type Edit, insertKey, removeKey, replaceScalar, sameEdit, type Written } from './edit.js';
export { type Location, lineStarts, locate, locatePlace, outward, type Place, placeOf, position } from './location.js';
export { nested } from './nested.js';
export { at, child, type Entry, entries, entry, followed, items, type MapNode, type Node, type Path, type ScalarNode, scalarAt, type Span, textAt } from './node.js';
export { isTemplated } from './template.js';
export { maxDepth } from './yaml.js';
