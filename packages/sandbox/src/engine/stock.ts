// The texts that the page carries, or that lie beside it on its own host: code for workers, pages of rules.

/** Where a loaded script leaves its text. */
const doors: Record<string, (text: string) => void> = {};
Object.assign(globalThis, { canalLintPieces: doors });

type Beside = { readonly name: string; readonly src: string; readonly integrity: string };

const opened = new Map<string, Promise<string>>();

/** A text by its name, unpacked. Rejects where it can neither be found nor loaded. */
export function piece(name: string): Promise<string> {
  const known = opened.get(name);
  if (known) return known;
  const text = packed(name).then(unpacked);
  opened.set(name, text);
  text.catch(() => opened.delete(name));
  return text;
}

/** True where the page itself carries the text. */
export const holdsPiece = (name: string): boolean => document.getElementById(`piece-${name}`) !== null;

async function packed(name: string): Promise<string> {
  const held = document.getElementById(`piece-${name}`)?.textContent;
  return held ? held : loaded(name);
}

/** The page may not connect to anything; a script of its own host whose hash the policy names it may load. */
function loaded(name: string): Promise<string> {
  const list = JSON.parse(document.getElementById('pieces')?.textContent ?? '[]') as readonly Beside[];
  const found = list.find((one) => one.name === name);
  if (!found) return Promise.reject(new Error(`the page has no piece ${name}`));
  return new Promise((resolve, reject) => {
    doors[name] = resolve;
    const script = document.createElement('script');
    script.src = found.src;
    script.integrity = found.integrity;
    script.onerror = () => reject(new Error(`${found.src} could not be loaded: take the page that is one file, it carries everything`));
    document.head.append(script);
  });
}

async function unpacked(text: string): Promise<string> {
  const bytes = Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}
