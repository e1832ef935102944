import { type Cause, defineCause } from '../../cause.js';
import { installerOf, placeOf } from '../../fix/installer.js';
import { kept, keptByOperator } from '../../fix/keep.js';
import { run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'kube-proxy-conflict',
  title: 'the eBPF dataplane and kube-proxy, or the kernel, do not fit together',
  prior: 0.03,
  signs: {
    'kube-proxy.beside-ebpf': 0.95,
    'pods.stuck': 0.4,
    'agent.pod-not-ready': 0.3,
    'log.bpf-unsupported': 0.5,
    'log.bpf-override': 0.4,
    'words.service-only': 0.3,
    'words.ping-only': 0.05,
    'log.bpf-healthz-port': 0.5,
  },
  words: [
    /\bBPF\b[^\n]{0,60}(?:not supported|kube-proxy|disabl)|kube-?proxy[^\n]{0,60}(?:bpf|ipvs|conflict|disable|remove)/i,
    /BPFEnabled|bpfEnabled|ebpf/i,
    /kube-proxy/i,
  ],
  rules: ['kube-proxy-mode'],
  remedy: ({ seen }) => {
    const { namespace, name } = placeOf(seen);
    const operator = installerOf(seen) === 'operator';
    const { keep, back } = operator
      ? keptByOperator('calicoNetwork.linuxDataplane')
      : kept('felixconfiguration', 'default', ['bpfEnabled']);
    return {
      summary:
        'one program for services: kube-proxy, with the eBPF dataplane off; to keep eBPF instead, name the API server in the ConfigMap kubernetes-services-endpoint before kube-proxy goes',
      then: [
        run(
          'does kube-proxy run, and in which mode: where it does not, bring it back first',
          `kubectl -n kube-system get daemonset kube-proxy -o wide; kubectl -n kube-system get configmap kube-proxy -o yaml | grep 'mode:'`,
        ),
        keep,
        run(
          'eBPF off; services are unreachable for seconds',
          operator
            ? `kubectl patch installation default --type merge -p '{"spec":{"calicoNetwork":{"linuxDataplane":"Iptables"}}}'`
            : `calicoctl patch felixconfiguration default -p '{"spec":{"bpfEnabled":false}}'`,
        ),
      ],
      verify: [run('what Felix chose', `kubectl -n ${namespace} logs daemonset/${name} -c calico-node | grep -i bpf | tail`)],
      back: [back],
    };
  },
});
