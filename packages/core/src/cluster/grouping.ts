import { type FileFacts, folderOf, type Group } from './files.js';
import { spread } from './reach.js';

/**
 * Which files describe one cluster: what the configuration says of them; else those of one folder, except that each install starts its own,
 * alternatives stand alone, and a file without an install joins one only where the folder holds exactly one. So does what lies beside a
 * kustomization and is no part of its build: kubectl cannot apply every resource of Calico, calicoctl does.
 */
export function group(all: readonly FileFacts[]): readonly Group[] {
  const files = all.filter(({ clusters = [] }) => clusters.length === 0);
  const alone = files.filter((f) => f.whole && !isJoined(f));
  const groups: Group[] = [...configured(all), ...alone.map((f) => ({ files: [f.name], closed: true }))];
  const folders = new Map<string, FileFacts[]>();
  for (const file of files) {
    if (file.whole && !isJoined(file)) continue;
    const home = folderOf(file.name);
    const known = folders.get(home);
    if (known) known.push(file);
    else folders.set(home, [file]);
  }
  for (const inFolder of folders.values()) groups.push(...groupFolder(inFolder));
  const whole = files.some(({ uses }) => uses) ? withUsed(groups, files) : groups;
  return files.some(({ reach }) => reach) ? spread(whole, files) : whole;
}

function isJoined({ built, install }: FileFacts): boolean {
  return built === true && install !== undefined;
}

/** A part that another folder uses is read with each whole that it becomes a part of, and on its own only where other files stand beside it. */
function withUsed(groups: readonly Group[], files: readonly FileFacts[]): readonly Group[] {
  const facts = new Map(files.map((file) => [file.name, file]));
  const parts = new Map<string, string[]>();
  for (const { name, part } of files) if (part !== undefined) parts.set(folderOf(name), [...(parts.get(folderOf(name)) ?? []), name]);
  const grown = groups.map((one): Group => {
    const members = new Set(one.files);
    // A set is walked through to what is added on the way.
    for (const name of members)
      for (const folder of facts.get(name)?.uses ?? []) for (const used of parts.get(folder) ?? []) members.add(used);
    return { ...one, files: [...members] };
  });
  const added = new Set(grown.flatMap((one, i) => one.files.filter((name) => !groups[i]?.files.includes(name))));
  const alone = (one: Group): boolean => !one.files.every((name) => added.has(name));
  return grown.some(alone) ? grown.filter((one) => one.name !== undefined || alone(one)) : groups;
}

/** A file may belong to several: what two clusters share. */
function configured(files: readonly FileFacts[]): readonly Group[] {
  const groups = new Map<string, { readonly name: string; readonly closed: boolean; readonly files: string[] }>();
  for (const file of files) {
    for (const { name, closed } of file.clusters ?? []) {
      const found = groups.get(name) ?? { name, closed, files: [] };
      groups.set(name, found);
      found.files.push(file.name);
    }
  }
  return [...groups.values()];
}

function groupFolder(files: readonly FileFacts[]): readonly Group[] {
  const alternatives = conflicting(files);
  const installs = new Map<string, FileFacts[]>();
  for (const f of files) {
    // An install of the same key beside a build is no part of it, or it would be in it.
    const key = f.built ? f.name : f.install;
    if (key !== undefined) installs.set(key, [...(installs.get(key) ?? []), f]);
  }
  const loose = files.filter((f) => f.install === undefined && !alternatives.has(f.name));
  const alone = files.filter((f) => f.install === undefined && alternatives.has(f.name)).map((f) => single(f));
  const homes = [...installs.values()];
  if (homes.length === 0) return loose.length > 0 ? [...alone, { files: loose.map((f) => f.name), closed: false }] : alone;
  if (homes.length === 1 && homes[0]) {
    const members = [...homes[0], ...loose];
    return [...alone, { files: members.map((f) => f.name), closed: isClosed(members) }];
  }
  const each = homes.map((members) => ({ files: members.map((f) => f.name), closed: isClosed(members) }));
  const parts = [...new Set(loose.flatMap(({ part }) => part ?? []))].map((name) => loose.filter(({ part }) => part === name));
  const wholes = parts.map((members): Group => ({ files: members.map((f) => f.name), closed: false }));
  return [...each, ...alone, ...wholes, ...loose.filter(({ part }) => part === undefined).map((f) => single(f))];
}

function single(file: FileFacts): Group {
  return { files: [file.name], closed: false };
}

/** Names of the files that define an object which another file of the folder defines too. */
function conflicting(files: readonly FileFacts[]): ReadonlySet<string> {
  const owner = new Map<string, string>();
  const found = new Set<string>();
  for (const file of files) {
    for (const id of file.objects) {
      const other = owner.get(id);
      if (other === undefined) owner.set(id, file.name);
      else if (other !== file.name) {
        found.add(other);
        found.add(file.name);
      }
    }
  }
  return found;
}

/** An install is complete only together with its resources; a manifest alone may have its pools and peers elsewhere. */
function isClosed(members: readonly FileFacts[]): boolean {
  return members.some(({ whole, objects }) => whole || objects.some(isPoolOrBgp));
}

function isPoolOrBgp(id: string): boolean {
  return /^(?:crd\.)?projectcalico\.org\/(?:IPPool|BGPPeer|BGPConfiguration)\//.test(id);
}
