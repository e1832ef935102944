/** Keeps what a fix is about to change, so that the way back needs nobody's memory. */
import { run, type Step } from './step.js';

type Kept = { readonly keep: Step; readonly back: Step };

/**
 * Fields of `spec` of one of Calico's objects, written to a file as the patch that brings them back: null for what was not set. A file of the whole
 * object would not do: its resourceVersion is old by then.
 */
export function kept(kind: string, name: string, fields: readonly string[]): Kept {
  const file = `${kind}.before.json`;
  const value = `v=$0;sub(/^[^:]*: /,"",v);gsub(/^["\\047]|["\\047]$/,"",v);if(v!~/^(true|false|[0-9]+)$/){gsub(/"/,"\\\\\\"",v);v="\\"" v "\\""}`;
  const each = `k=$1;sub(/:/,"",k);d[k]=1;${value};s=s c "\\"" k "\\":" v;c=","`;
  const rest = `n=split("${fields.join(' ')}",f," ");for(i=1;i<=n;i++)if(!(f[i] in d)){s=s c "\\"" f[i] "\\":null";c=","}print "{\\"spec\\":{" s "}}"`;
  return {
    keep: run(
      `keep ${fields.join(' and ')} for the way back`,
      `calicoctl get ${kind} ${name} -o yaml | awk '/^  (${fields.join('|')}): /{${each}} END{${rest}}' | tee ${file}`,
    ),
    back: run(`${fields.join(' and ')} as before`, `calicoctl patch ${kind} ${name} -p "$(cat ${file})"`),
  };
}

/** A field of the operator's Installation, by its path: `calicoNetwork.mtu`. What was not set goes away again. */
export function keptByOperator(path: string): Kept {
  const file = `${path.split('.').at(-1)}.before.json`;
  const outer = path.split('.');
  const patch = outer.reduceRight((inner, key) => `{"${key}":${inner}}`, `'"$(cat ${file})"'`);
  return {
    keep: run(
      `keep ${path} for the way back`,
      `kubectl get installation default -o jsonpath-as-json='{.spec.${path}}' | tr -d '\\n' | sed 's/^\\[ *\\]$/null/; s/^\\[ *//; s/ *\\]$//' | tee ${file}`,
    ),
    back: run(`${path} as before`, `kubectl patch installation default --type merge -p '{"spec":${patch}}'`),
  };
}

/** A whole object, for lists. */
export function keptWhole(kind: string, name: string): Kept {
  const file = `${kind}.before.yaml`;
  return {
    keep: run('keep what is set now for the way back', `calicoctl get ${kind} ${name} -o yaml | tee ${file}`),
    back: run(`the former ${kind}`, `grep -vE '^  (uid|resourceVersion|creationTimestamp):' ${file} | calicoctl apply -f -`),
  };
}
