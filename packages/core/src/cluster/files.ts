/** Files as grouping sees them, and the groups that it makes. */

/** Where a file is heard beyond its folder. `installs`: the kind of install that hears it, `below`: the folder below which. */
export type Reach = { readonly installs: string; readonly below: string };

/** What grouping needs to know of one file. */
export type FileFacts = {
  readonly name: string;
  /** One rendered chart, one kustomize build, standard input: a cluster of its own, and nothing of it is out of sight. */
  readonly whole: boolean;
  /** A kustomize build: it stands for the folder of its kustomization. */
  readonly built?: true;
  /** Equal for the files of one install (a calico-node workload, an inventory); undefined where the file holds none. */
  readonly install: string | undefined;
  /** Equal for files of a folder that are parts of one whole (a Terraform module), whatever else the folder holds. */
  readonly part?: string;
  /** Folders whose parts are parts of this file's whole too. */
  readonly uses?: readonly string[];
  /** Identities of the objects it defines: apiVersion group, kind, namespace, name. */
  readonly objects: readonly string[];
  /** It also speaks about clusters of other folders. */
  readonly reach?: Reach | undefined;
  /** Clusters that the configuration counts it to. */
  readonly clusters?: readonly NamedCluster[];
};

/** A cluster of the configuration. `closed`: all of its files are in the input. */
type NamedCluster = { readonly name: string; readonly closed: boolean };

/** `name` is set by the configuration only. */
export type Group = { readonly name?: string; readonly files: readonly string[]; readonly closed: boolean };

/** The folder that a path leads to from another one, spelled as `folderOf` does. */
export function folderFrom(folder: string, path: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return folder.startsWith('/') ? `/${steps.join('/')}` : steps.join('/') || '.';
}

/** The folder that decides membership. An Ansible inventory spreads over group_vars and host_vars below it. */
export function folderOf(file: string): string {
  const path = file.replaceAll('\\', '/');
  const vars = /^(.*?)(?:^|\/)(?:group_vars|host_vars)\//.exec(path);
  if (vars) return vars[1] || '.';
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash) || '/';
}
