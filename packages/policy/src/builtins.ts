/** The builtins of Rego that a compiled policy leaves to its host and that are brought here; OPA offers others outside of WebAssembly only. */
import { dataOf } from '@canal-lint/core';
import type { Builtin } from './module.js';
import { sprintf } from './sprintf.js';

/** One that gives undefined has failed, and so has the expression that calls it. */
export const builtins: Readonly<Record<string, Builtin>> = {
  sprintf,
  'json.is_valid': (text) => typeof text === 'string' && isJson(text),
  'yaml.is_valid': (text) => (typeof text === 'string' ? 'value' in read(text) : undefined),
  'yaml.unmarshal': (text) => {
    const said = typeof text === 'string' ? read(text) : undefined;
    return said && 'value' in said ? said.value : undefined;
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** As the linter reads it. */
function read(text: string): ReturnType<typeof dataOf> {
  return dataOf({ name: 'text.yaml', text });
}
