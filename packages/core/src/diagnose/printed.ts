/** What a program printed is no prose: neither the state of an offload nor the list of the modules says what is wrong. */
import { failing, isProse } from './prose.js';
import type { Line } from './text.js';

/** What they print is read by extractors, or says nothing. */
const read =
  /^(?:ip|bridge|ss|netstat|ip6?tables\S*|nft|ping6?|nc|ncat|sysctl|nstat|birdcl?|traceroute|tracepath|ps|curl|arp|ethtool|lsmod)(?: |$)/;
/** They show what people or agents wrote: objects, files and logs. */
const showing =
  /^(?:kubectl|oc|k|k3s|calicoctl|calico-node|docker|crictl|nerdctl|podman|journalctl|cat|less|more|tail|head|z?grep|egrep|sed|awk|jq|yq|etcdctl|helm|ansible\S*|terraform|kubeadm|rke2?|microk8s|minikube)(?: |$)/;
/** `calicoctl version`, with a prompt or without. */
const version = /^(?:Client Version|Git commit|Cluster (?:Calico (?:Enterprise )?)?Version|Cluster Type): +\S+$/;

/** A key with its value, or JSON: configuration that was cut out. */
const setting = /^\s*(?:- )?["']?[A-Za-z][\w./-]*["']?:(?: +["'\w[{|]\S*)? *$|^\s*[[{]+"/;

export type Printed = 'read' | 'printed' | 'settings' | undefined;

/** Tells of each line in order whether a program printed it: `read` where its words are of no use to anybody. */
export function printing(): (line: Line, breaks: boolean) => Printed {
  let [gap, over] = [false, false];
  return ({ text, command }, breaks) => {
    if (breaks) {
      [gap, over] = [false, false];
      return undefined;
    }
    gap ||= text.trim() === '' || text.startsWith('```');
    // Behind a gap somebody goes on in sentences.
    over ||= gap && isSentence(text);
    return answered(over ? '' : command, text);
  };
}

function answered(command: string, text: string): Printed {
  if (read.test(command)) return 'read';
  if (version.test(text)) return 'printed';
  if (command === '') return undefined;
  if (showing.test(command)) return setting.test(text) ? 'settings' : undefined;
  // Whatever it is, it may say what it cannot do.
  return isProse(text) && failing.test(text) ? undefined : 'printed';
}

/** Five words, and no columns. */
const isSentence = (text: string): boolean =>
  isProse(text) &&
  !/ {2}|^\s|^(?:Chain|table|Name|State) /.test(text) &&
  (text.match(/(?:^|\s)[A-Za-z'’]{2,}(?=[\s,.;:!?]|$)/g) ?? []).length > 4;
