// Of js-yaml only the parser is used. Its schemas and printer are made by calls at the top, which a bundler must keep.

/** The regions of js-yaml.mjs that the parser is made of, as a module. Throws where js-yaml has other parts. */
export function parserOnly(code) {
  const regions = [...code.matchAll(/^\/\/#region src\/(\S+)\n([\s\S]*?)^\/\/#endregion$/gm)];
  const wanted = [
    'common/snippet.ts',
    'common/exception.ts',
    'parser/events.ts',
    'parser/parser_scalar.ts',
    'common/tagname.ts',
    'parser/parser.ts',
  ];
  const kept = regions.filter(([, name]) => wanted.includes(name)).map(([, , text]) => text);
  if (kept.length < wanted.length) throw new Error('js-yaml has changed: its parts have other names; look at scripts/lean-yaml.mjs');
  return `${kept.join('')}export { COLLECTION_STYLE, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException };`;
}
