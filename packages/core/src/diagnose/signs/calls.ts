/** Connections and questions for names, which fail in ways that pings do not see. */
import { hasPolicies } from '../inventory.js';
import { kindOf, mayBePod } from '../kind-of.js';
import type { Seen } from '../seen.js';
import { answer, type Sign } from '../sign.js';
import { probesOf, type Tried } from '../view.js';

/** Endings of names that are no namespace: those are names of the world, or of the company. */
const abroad =
  /(?:^|\.)(?:com|org|net|io|edu|gov|info|cloud|app|ai|local|lan|corp|internal|intranet|home|arpa|(?!qa|ci|db|ns|ui|ml)[a-z]{2})\.?$/i;

/** `kubernetes`, `web.shop`, `web.shop.svc.cluster.local`: a service, as far as the name tells. */
const isOfCluster = (name: string): boolean =>
  /(?:^|\.)(?:svc|cluster\.local)\.?$/i.test(name) || (name.split('.').length <= 2 && !abroad.test(name) && !/^(?:localhost)?$/.test(name));

const isAddress = (to: string): boolean => /^[\d.]+$|:/.test(to);

/** What is called: a pod, or something that may lead to one. Nothing where what answers, or does not, is no matter of the pod network. */
function calledBy(seen: Seen, { tool, to, name = '', pod }: Tried['probe']): 'pod' | 'service' | undefined {
  if (isAddress(to)) {
    if (mayBePod(seen, to)) return 'pod';
    if (kindOf(seen, to) !== 'service') return undefined;
    // Names of the world are asked for outside, by whoever answers for the cluster.
    return tool !== 'dns' || name === '' || isOfCluster(name) ? 'service' : undefined;
  }
  const asked = tool === 'dns' ? name : to;
  if (asked === '') return pod === undefined ? undefined : 'service';
  // A machine asks name servers of its own.
  return isOfCluster(asked) && (tool !== 'dns' || pod !== undefined) ? 'service' : undefined;
}

const calls = (seen: Seen): readonly Tried[] => probesOf(seen, ({ tool, port }) => /^(?:dns|nc|curl)$/.test(tool) && port !== 179);
/** Connections and questions that lead there. */
export const callsOf = (seen: Seen, kind: 'pod' | 'service'): readonly Tried[] =>
  calls(seen).filter(({ probe }) => calledBy(seen, probe) === kind);

/** TCP went both ways: something took the connection, or the machine said that nothing does. curl says `Operation` once it is connected (lib/multi.c). */
export const went = ({ probe: { result, quote } }: Tried): boolean =>
  /^(?:answered|refused)$/.test(result) || (result === 'hung' && /^curl: .*Operation timed out/.test(quote.text));
const isHung = ({ probe: { result } }: Tried): boolean => result === 'hung';
const quotes = (tried: readonly Tried[]): ReturnType<typeof answer> =>
  answer(tried.map(({ probe, node }) => ({ quote: probe.quote, node })));

const toPods: Sign = {
  id: 'calls.fail',
  base: 0.5,
  says: 'a connection to a pod is not answered',
  shownBy: ['tcp'],
  look: (seen) => {
    const all = callsOf(seen, 'pod');
    if (all.length === 0) return undefined;
    const reached = new Set(all.filter(went).map(({ probe }) => probe.to));
    const silent = all.filter((one) => !went(one) && !reached.has(one.probe.to));
    // One that was taken and not served speaks for nothing.
    if (silent.length > 0 ? hasPolicies(seen) : all.some(isHung)) return undefined;
    return quotes(silent);
  },
};

const toServices: Sign = {
  id: 'calls.service-fail',
  base: 0.5,
  says: 'a service, or a question for a name of the cluster, is not answered',
  shownBy: ['tcp'],
  look: (seen) => {
    // It leads to pods, which were called by themselves.
    if (toPods.look(seen)?.holds) return undefined;
    const all = callsOf(seen, 'service');
    const good = all.filter(({ probe }) => probe.result === 'answered');
    const answers = ({ probe: { tool, to } }: Tried): boolean =>
      good.some(({ probe }) => probe.tool === tool && (tool === 'dns' || probe.to === to));
    const silent = all.filter((one) => !/^(?:answered|hung)$/.test(one.probe.result) && !answers(one));
    if (all.length === 0 || (silent.length > 0 ? hasPolicies(seen) : all.some(isHung))) return undefined;
    const lost = silent.filter((one) => !went(one));
    // Nobody is behind it, or it has another port: the network is not to blame, and something is wrong.
    return lost.length > 0 || silent.length === 0 ? quotes(lost) : undefined;
  },
};

const refused: Sign = {
  id: 'calls.service-refused',
  base: 0.2,
  says: 'a service refuses connections',
  shownBy: [],
  look: (seen) => {
    const all = callsOf(seen, 'service').filter(({ probe }) => probe.result === 'refused');
    return all.length > 0 ? quotes(all) : undefined;
  },
};

export const callSigns: readonly Sign[] = [toPods, toServices, refused];
