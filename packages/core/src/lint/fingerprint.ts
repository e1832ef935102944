import { type Origin, textAt } from '../source/index.js';

/**
 * Names a fault across versions of a file: rule, message, object and path, never the line. 16 hexadecimal digits of FNV-1a
 * (Fowler, Noll, Vo; 64 bit).
 */
export function fingerprint(rule: string, message: string, origin: Origin): string {
  let outermost = origin.document;
  while (outermost.outer) outermost = outermost.outer.document;
  const id = ['kind', 'namespace', 'name'].map((step) => textAt(outermost.root, step === 'kind' ? [step] : ['metadata', step]) ?? '');
  return fnv1a([rule, message, outermost.source.name.replaceAll('\\', '/'), ...id, ...origin.path.map(String)].join('\0'));
}

function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) hash = ((hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, '0');
}
