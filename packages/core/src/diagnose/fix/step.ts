/** Steps of a fix: what is done and why, and the command as it is run. */

export type Step = {
  /** What it does, or what is done by hand where there is no command. */
  readonly text: string;
  readonly command?: string;
  /** Where to run it; absent: wherever kubectl and calicoctl reach the cluster. */
  readonly node?: string;
};

/** A command; what it is for stands before it. */
export const run = (text: string, command: string, node?: string): Step => ({ text, command, ...(node !== undefined && { node }) });
/** A value inside single quotes. A gap is left outside of them: pasted as it stands, the shell stops there, and nothing is written. */
export const quoted = (value: number | string): string => (/^<.*>$/.test(String(value)) ? `'${value}'` : String(value));

export const byHand = (text: string): Step => ({ text });

export const eachNode = 'each node';

/** A file to apply or to run; `name` is what it is called in a folder of them. */
export type Manifest = { readonly title: string; readonly name: string; readonly language: 'yaml' | 'hcl' | 'sh'; readonly text: string };

/** Peers that are up say so on both sides. */
export const established: Step = run('each session says Established', 'sudo calicoctl node status', eachNode);

/** Felix sets its devices at once; the card of a pod keeps its MTU until the pod is made again. */
export const startPods = (mtu: string): Step =>
  run(
    `pods that run keep their MTU: start them anew, namespace by namespace, so that they get ${mtu}`,
    'kubectl -n <namespace> rollout restart deployment,statefulset,daemonset',
  );
