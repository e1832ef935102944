/** What opens VXLAN where the backend is known, and where it is not; that a ticket's own commands can be copied. Names are invented. */
import { type DiagnosedCause, diagnose } from '@canal-lint/core/diagnose';
import { redact } from '@canal-lint/core/redact';
import { describe, expect, test } from 'vitest';
import { commands } from '../../packages/core/src/diagnose/commands.js';
import { emptyDraft, seenOf } from '../../packages/core/src/diagnose/draft.js';
import { causes } from '../../packages/core/src/diagnose/registry.gen.js';
import type { Seen } from '../../packages/core/src/diagnose/seen.js';
import { nothing } from './nothing.js';

type Fix = NonNullable<DiagnosedCause['fix']>;
const commandsOf = (steps: Fix['then']): string => steps.flatMap(({ command }) => command ?? []).join('\n');

function seenIn(words: string): Seen {
  const draft = emptyDraft();
  draft.notes.push({ name: 'a.txt', text: words });
  return seenOf(draft, { clusters: [], findings: [] });
}

function remedyOf(id: string, seen: Seen): Omit<Fix, 'files'> {
  const cause = causes.find((one) => one.id === id);
  if (!cause) throw new Error(id);
  return { manifests: [], ...cause.remedy({ seen, nodes: [], looks: new Map() }) };
}

describe('the port is that of the VXLAN that carries the pods', () => {
  test.each([
    ['Canal on bare metal', ['8472']],
    ['flannel.1 is up', ['8472']],
    ['Calico with vxlanMode: Always', ['4789']],
    ['pods are slow', ['4789', '8472']],
  ])('%s', (words, ports) => {
    const { then, back, summary } = remedyOf('vxlan-port-blocked', seenIn(words));
    for (const text of [commandsOf(then), commandsOf(back).replace(/^(?!aws).*$/gm, ''), summary])
      expect(new Set(text.match(/\b(?:4789|8472)\b/g))).toEqual(new Set(ports));
  });

  test('both stand in one file of Terraform, which declares its variables once', () => {
    for (const cloud of ['EC2 machines', 'in GCP', 'in Azure']) {
      const [file, ...more] = remedyOf('vxlan-port-blocked', seenIn(`pods are slow, ${cloud}`)).manifests;
      expect(more).toEqual([]);
      const declared = [...(file?.text ?? '').matchAll(/^(?:variable|resource "\w+") "(\w+)"/gm)].map(([, name]) => name);
      expect(new Set(declared).size).toBe(declared.length);
      expect(file?.text).toMatch(/\b4789\b[\s\S]*\b8472\b/);
    }
  });

  test('the device whose offload is switched off as well', () => {
    expect(commandsOf(remedyOf('vxlan-offload', seenIn('Canal')).then)).not.toContain('vxlan.calico');
    expect(commandsOf(remedyOf('vxlan-offload', seenIn('Calico, vxlanMode Always')).then)).not.toContain('flannel');
    expect(commandsOf(remedyOf('vxlan-offload', seenIn('pods are slow')).then)).toMatch(/-K vxlan\.calico[\s\S]*-K flannel\.1/);
  });
});

test('what a cloud was told to let in it can be told to keep out', () => {
  const { then, back } = remedyOf('bgp-port-blocked-by-underlay', nothing);
  const opened = commandsOf(then).match(/^(?:aws|gcloud|az|openstack)/gm);
  expect(opened).toEqual(['aws', 'gcloud', 'az', 'openstack']);
  expect(commandsOf(back).match(/^(?:aws|gcloud|az|openstack)/gm)).toEqual(opened);
});

test('the pod that did not answer is asked again', () => {
  const routes = `=== ash ===
$ ip route
10.222.1.4 dev cali7c0ffee1234 scope link
10.222.2.0/24 via 10.222.2.0 dev flannel.1 onlink
$ kubectl exec a -- ping -c 2 10.222.2.9
PING 10.222.2.9 (10.222.2.9) 56(84) bytes of data.
2 packets transmitted, 0 received, 100% packet loss, time 1032ms
`;
  const told = diagnose({ texts: [{ name: 'a.txt', text: routes }] }).causes.find(({ id }) => id === 'vxlan-port-blocked');
  expect(commandsOf(told?.fix?.verify ?? [])).toContain('ping -c 3 10.222.2.9');
});

describe('redaction leaves the own commands as they are', () => {
  const same = (text: string): void => expect(redact([{ name: 'ticket.md', text }]).texts[0]?.text).toBe(text);
  test.each(causes.map(({ id }) => id))('%s', (id) => {
    const { then, verify, back } = remedyOf(id, nothing);
    same([then, verify, back].map(commandsOf).join('\n'));
  });
  test('questions', () => {
    const all = commands.flatMap((one) => one.ask(nothing)?.command ?? []).join('\n');
    expect(all).toContain('bird.cfg');
    same(all);
  });
});
