import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'kube-proxy-conflict',
  title: 'the eBPF dataplane and kube-proxy, or the kernel, do not fit together',
  prior: 0.03,
  signs: {
    'log.bpf-unsupported': 0.9,
    'log.bpf-override': 0.7,
  },
  words: [
    /\bBPF\b[^\n]{0,60}(?:not supported|kube-proxy|disabl)|kube-?proxy[^\n]{0,60}(?:bpf|ipvs|conflict|disable|remove)/i,
    /BPFEnabled|bpfEnabled|ebpf/i,
    /kube-proxy/i,
  ],
  rules: ['kube-proxy-mode'],
  remedy: () => ({
    summary: 'either run the eBPF dataplane without kube-proxy on a kernel that supports it, or switch it off',
    then: ['calicoctl patch felixconfiguration default -p \'{"spec":{"bpfEnabled":false}}\''],
    verify: ['kubectl -n kube-system logs -l k8s-app=calico-node -c calico-node'],
    back: ['calicoctl patch felixconfiguration default -p \'{"spec":{"bpfEnabled":true}}\''],
  }),
});
