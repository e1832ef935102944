/** A Terraform module: the files of a folder with the local modules that it calls, or a plan of them. */
import { folderFrom } from '../../cluster/files.js';
import { at, entries, followed, textAt } from '../../source/index.js';
import type { Unit } from '../unit.js';
import { type Block, blocksIn, mentioning, mentions, missingReference, textsIn } from './blocks.js';
import { plannedResources } from './plan.js';
import { isPlan } from './reader.js';
import { type Bound, ignoredIn, type Resource, type Scope } from './resource.js';

export type Module = {
  readonly resources: readonly Resource[];
  /** Why resources may exist that are not in sight. */
  readonly beyond: string | undefined;
  /** Why somebody else may add to a resource: its id is handed to another module. */
  readonly handedOut: (address: string) => string | undefined;
};

/** The units of each folder, and the folders of which a file could not be read. */
export type Folders = { readonly units: ReadonlyMap<string, readonly Unit[]>; readonly broken: ReadonlySet<string> };

/** A folder as one call sees it; the root module has no caller. */
type Called = {
  readonly home: string;
  readonly blocks: readonly Block[];
  readonly scope: Scope;
  readonly caller: { readonly module: Called; readonly call: Block } | undefined;
  readonly calls: Map<string, Called>;
};

/** More calls in each other, or in all, are taken as out of sight: no configuration has them. */
const most = { depth: 8, calls: 300 };

/** The module of a folder. */
export function moduleOf(home: string, folders: Folders): Module {
  const all: Called[] = [];
  const root = calledModule(home, undefined, { folders, all });
  const resources = all.flatMap((module) => resourcesOf(module));
  const plans = (folders.units.get(home) ?? []).filter(isPlan);
  if (plans.length > 0) {
    return { resources: plans.flatMap((plan) => plannedResources(plan, resources)), beyond: undefined, handedOut: () => undefined };
  }
  return {
    resources,
    beyond: all.map((module) => beyondOf(module, folders)).find((why) => why !== undefined),
    handedOut: (address) => {
      const [, prefix = '', own = ''] = /^((?:module\.[^.]+\.)*)(.*)$/.exec(address) ?? [];
      const module = all.find(({ scope }) => scope.module === prefix) ?? root;
      return handedOut(module, own, new Set());
    },
  };
}

type Around = { readonly folders: Folders; readonly all: Called[] };

function calledModule(home: string, caller: Called['caller'], around: Around): Called {
  const { folders, all } = around;
  const blocks = caller && known(all, home) ? known(all, home) : blocksIn((folders.units.get(home) ?? []).filter((unit) => !isPlan(unit)));
  const calls = new Map<string, Called>();
  const module: Called = { home, blocks: blocks ?? [], caller, calls, scope: scopeOf(blocks ?? [], caller, calls) };
  all.push(module);
  for (const call of module.blocks.filter(({ kind }) => kind === 'module')) {
    const folder = localFolder(call, home);
    if (folder === undefined || !folders.units.has(folder) || all.length >= most.calls || depthOf(module) >= most.depth) continue;
    calls.set(call.labels.join('.'), calledModule(folder, { module, call }, around));
  }
  return module;
}

function known(all: readonly Called[], home: string): readonly Block[] | undefined {
  return all.find((one) => one.home === home)?.blocks;
}

function depthOf({ caller }: Called): number {
  return caller ? depthOf(caller.module) + 1 : 0;
}

/** The folder of a module that is called by its path. */
function localFolder({ document, path }: Block, home: string): string | undefined {
  const source = textAt(document.root, [...path, 'source']);
  return source !== undefined && /^\.\.?\//.test(source) ? folderFrom(home, source) : undefined;
}

function scopeOf(blocks: readonly Block[], caller: Called['caller'], calls: ReadonlyMap<string, Called>): Scope {
  const named = blocks.filter(({ kind }) => kind === 'variable' || kind === 'locals');
  const find = (kind: string, name: string): Block | undefined => named.find((one) => one.kind === kind && one.labels[0] === name);
  const scope: Scope = {
    module: caller ? `${caller.module.scope.module}module.${caller.call.labels.join('.')}.` : '',
    local: (name) => literalLocal(named, name, scope),
    variable: (name) => {
      if (!caller) return undefined;
      const { call, module } = caller;
      return bound(call, name, module.scope) ?? bound(find('variable', name), 'default', scope);
    },
    output: (name, output) => {
      const module = calls.get(name);
      const block = module?.blocks.find((one) => one.kind === 'output' && one.labels[0] === output);
      return module && bound(block, 'value', module.scope);
    },
    follows: (text) => (caller !== undefined && text.startsWith('var.')) || calls.has(/^module\.([\w-]+)/.exec(text)?.[1] ?? ''),
  };
  return scope;
}

function bound(block: Block | undefined, name: string, scope: Scope): Bound | undefined {
  const node = block && at(block.document.root, [...block.path, name]);
  return node && { node: followed(node), scope, from: { document: block.document, path: [...block.path, name] } };
}

function resourcesOf({ blocks, scope, caller }: Called): readonly Resource[] {
  const around = timesOfCalls(caller);
  return blocks
    .filter(({ kind }) => kind === 'resource')
    .map((block): Resource => {
      const [type = '', name = ''] = block.labels;
      const body = { document: block.document, path: block.path };
      const address = `${scope.module}${type}.${name}`;
      const times = timesOf(block) * around;
      const often = { conditional: Number.isNaN(times), single: times === 1 };
      return { type, name, address, body, place: body, ...often, ignored: ignoredIn(body), scope };
    });
}

function timesOfCalls(caller: Called['caller']): number {
  return caller === undefined ? 1 : timesOf(caller.call) * timesOfCalls(caller.module.caller);
}

/** How often a block counts; NaN where some condition or list decides. */
function timesOf({ document, path }: Block): number {
  const [count, each] = ['count', 'for_each'].map((key) => at(document.root, [...path, key]));
  if (!count) return each ? Number.NaN : 1;
  return count.kind === 'scalar' && typeof count.value === 'number' && count.value > 0 ? count.value : Number.NaN;
}

/** Literals only: nothing from outside of a module changes them, unlike the defaults of variables. */
function literalLocal(blocks: readonly Block[], name: string, scope: Scope): Bound | undefined {
  const found = blocks.flatMap((block) => (block.kind === 'locals' ? (bound(block, name, scope) ?? []) : [])).at(-1);
  return found && !(found.node.kind === 'scalar' && found.node.templated) ? found : undefined;
}

function beyondOf({ home, blocks, scope }: Called, { units, broken }: Folders): string | undefined {
  const templated = (units.get(home) ?? []).some((unit) => !isPlan(unit) && unit.document.structural);
  if (broken.has(home) || templated) return 'a file of the module could not be read';
  const missing = missingReference(blocks);
  return missing && `${scope.module}${missing} is not in the input`;
}

/** Whether what an expression refers to gets out of sight: into a module that is not read, or to a caller that is not known. */
function handedOut(module: Called, address: string, seen: Set<string>): string | undefined {
  const { blocks, caller, calls, scope } = module;
  const key = `${scope.module}${address}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  const follow = (block: Block): string | undefined => {
    const name = block.labels.join('.');
    const out = `${block.kind} ${name} hands it to another module`;
    if (block.kind === 'module') {
      const called = calls.get(name);
      const given = namesIn(block, address).map((argument) => called && handedOut(called, `var.${argument}`, seen));
      return called ? given.find((why) => why !== undefined) : out;
    }
    if (block.kind === 'locals') {
      return namesIn(block, address).flatMap((local) => handedOut(module, `local.${local}`, seen) ?? [])[0];
    }
    if (block.kind !== 'output') return undefined;
    if (caller) return handedOut(caller.module, `module.${caller.call.labels.join('.')}.${name}`, seen);
    return isRoot(blocks) ? undefined : out;
  };
  for (const block of mentioning(blocks, address)) {
    const why = follow(block);
    if (why !== undefined) return why;
  }
  return undefined;
}

function isRoot(blocks: readonly Block[]): boolean {
  return blocks.some((block) => block.kind === 'provider' || (block.kind === 'terraform' && hasBackend(block)));
}

/** Attributes of a block whose expressions refer to an address; with `for_each`, all that may get it from there. */
function namesIn({ document, path }: Block, address: string): readonly string[] {
  const all = entries(at(document.root, path));
  const names = all.flatMap(({ name, value }) => (mentions(textsIn(value).join('\n'), address) ? [name] : []));
  return names.includes('for_each') ? all.map(({ name }) => name) : names;
}

function hasBackend({ document, path }: Block): boolean {
  return entries(at(document.root, path)).some(({ name }) => /^(?:backend|cloud)\b/.test(name));
}
