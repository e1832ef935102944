import { type Cause, defineCause } from '../../cause.js';
import { byHand, type Manifest, run } from '../../fix/step.js';

const withoutKubeProxy: Manifest = {
  title: 'only with eBPF, after kubernetes-services-endpoint was written: kube-proxy off',
  name: 'without-kube-proxy.sh',
  language: 'sh',
  text: `kubectl -n kube-system patch daemonset kube-proxy -p '{"spec":{"template":{"spec":{"nodeSelector":{"non-calico":"true"}}}}}'\n`,
};

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
  settings: [/bpf-?enabled["']?\s*[:=]\s*["']?true/i],
  rules: ['kube-proxy-mode'],
  remedy: () => ({
    summary:
      'one program for services: kube-proxy with the eBPF dataplane off, or eBPF with kube-proxy away and the API server named directly',
    then: [
      run('is the eBPF dataplane on', `calicoctl get felixconfiguration default -o yaml | grep -i bpf`),
      run(
        'does kube-proxy run, and in which mode',
        `kubectl -n kube-system get daemonset kube-proxy -o wide; kubectl -n kube-system get configmap kube-proxy -o yaml | grep 'mode:'`,
      ),
      run(
        'with kube-proxy: eBPF off (the operator: linuxDataplane Iptables in the Installation); services are unreachable for seconds',
        `calicoctl patch felixconfiguration default -p '{"spec":{"bpfEnabled":false}}'`,
      ),
      byHand(
        'or with eBPF: write the ConfigMap kubernetes-services-endpoint first, then switch kube-proxy off with the node selector below',
      ),
    ],
    verify: [run('what Felix chose', 'kubectl -n kube-system logs ds/calico-node -c calico-node | grep -i bpf')],
    back: [run('as it was', `calicoctl patch felixconfiguration default -p '{"spec":{"bpfEnabled":true}}'`)],
    manifests: [withoutKubeProxy],
  }),
});
