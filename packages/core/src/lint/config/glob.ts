/**
 * Globs of the configuration. `*` and `?` stay inside a folder, `**` crosses folders, `{a,b}` and `[a-z]` as in a shell. A glob without a slash
 * matches names at any depth, one that ends in a slash everything below, one that begins with `!` takes back what stands before it (gitignore(5)).
 */
export function matchesGlobs(path: string, globs: readonly string[]): boolean {
  let matched = false;
  for (const glob of globs) {
    const back = glob.startsWith('!');
    if (matched === back && compiled(back ? glob.slice(1) : glob).test(path)) matched = !back;
  }
  return matched;
}

const known = new Map<string, RegExp>();

function compiled(glob: string): RegExp {
  const found = known.get(glob) ?? expression(glob);
  known.set(glob, found);
  return found;
}

/** `[z-a]` is no range: such a glob matches its own text only. */
function expression(glob: string): RegExp {
  try {
    return new RegExp(`^${patternOf(glob)}$`, 'u');
  } catch {
    return new RegExp(`^${[...glob].map(literal).join('')}$`, 'u');
  }
}

function patternOf(glob: string): string {
  const plain = glob.replace(/^\.?\//, '');
  const below = plain.endsWith('/') ? `${plain}**` : plain;
  return translated(plain.includes('/') || glob.startsWith('/') ? below : `**/${below}`);
}

/** Everything that has a meaning in a glob; a bracket or brace that is not closed stands for itself. */
const token = /\\(.)|\*\*\/|\/\*\*$|\*\*|\*|\?|\[([!^]?)((?:\]|[^\]/])[^\]/]*)\]|\{([^{}]*)\}|[\s\S]/gu;

const wild: Readonly<Record<string, string>> = {
  '**/': '(?:[\\s\\S]*/)?',
  '/**': '/[\\s\\S]*',
  '**': '[\\s\\S]*',
  '*': '[^/]*',
  '?': '[^/]',
};

function translated(glob: string): string {
  return glob.replace(token, (text: string, escaped?: string, not?: string, set?: string, choices?: string) => {
    if (escaped !== undefined) return literal(escaped);
    if (set !== undefined) return `[${not ? '^/' : ''}${set.replaceAll(/[\\[\]]/g, '\\$&')}]`;
    if (choices !== undefined) return `(?:${choices.split(',').map(translated).join('|')})`;
    return wild[text] ?? literal(text);
  });
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/u, '\\$&');
}

/** Where globs and names begin, as absolute paths or from one place: the folder of the configuration, and the one that names of sources start in. */
export type Base = { readonly globs: string; readonly names: string };

/** The path of a source as the globs see it: below the folder of the configuration, wherever the command runs. */
export function pathFrom({ globs, names }: Base, name: string): string {
  const path = name.replaceAll('\\', '/');
  const home = stepsOf(globs);
  const steps = stepsOf(/^(?:\/|[A-Za-z]:\/)/.test(path) ? path : `${names}/${path}`);
  let common = 0;
  while (common < home.length && home[common] === steps[common]) common++;
  return [...home.slice(common).map(() => '..'), ...steps.slice(common)].join('/');
}

function stepsOf(path: string): readonly string[] {
  const steps: string[] = [];
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps;
}
