// Which keys hold secrets, and which of their values are one: not a placeholder, a reference, a path or a switch.
import { isStandIn, type Kind } from './kinds.js';

const suffixes = new Set(['base64', 'b64', 'value', 'data', 'plain', 'plaintext', 'text', 'raw', 'content', 'string']);
const passwords = /^(?:\w*password|\w*passwd|\w*passphrase|passcode|userpass|rootpw|bindpw)$/;
/** Two words or more; one alone says too little (`key`, `PWD`, `auth: true`). */
const pairs =
  /(?:^| )(?:(?:api|access|secret|private|account|auth|encryption|signing|shared|preshared|master|license|storage|host|server|client|etcd|deploy|certificate|join|integration|routing|hmac|aes|service account|admin|consumer|application|subscription|vault|unseal|session|cookie|wireguard|wg) key|secret access key|key base|client key data|connection string|(?:id|refresh|access|session) token|(?:root|db|database|user|admin|smtp|sasl|redis|mysql|postgres|etcd|ansible|become|ssh|ldap|bgp|auth|basic) (?:pass|pwd|pw))$/;
const tokens =
  /^(?:\w*token|\w*apikey|\w*secretkey|\w*accesskey|\w*privatekey|\w*authkey|\w*clientsecret|psk|jwt|dockerconfigjson|dockercfg|authorization|dsn|credentials?|\w+secret)$/;

/** What the name of a key says of its value: `weak` where only a value that looks random is a secret. */
type Says = 'password' | 'token' | 'reference' | 'weak';

/** The words of a key: `ETCD_ROOT_PASSWORD`, `etcdRootPassword` and `etcd-root-password` are the same three. */
function wordsOf(key: string): readonly string[] {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d{1,2}$/, ''))
    .filter((word) => word !== '');
  while (words.length > 1 && suffixes.has(words.at(-1) ?? '')) words.pop();
  return words;
}

function saysOf(key: string): Says | undefined {
  // A stand-in is called after what it stands for.
  if (isStandIn(key)) return undefined;
  const words = wordsOf(key);
  const last = words.at(-1) ?? '';
  const all = words.join(' ');
  if (words.includes('public') || words.includes('pub')) return undefined;
  if (passwords.test(last) || last === 'pass' || (last === 'pwd' && words.length > 1)) return 'password';
  if (last === 'secret') return words.length > 1 && /client|app|shared|jwt|consumer|signing|webhook|api/.test(all) ? 'token' : 'reference';
  if (tokens.test(last) || pairs.test(all)) return 'token';
  return /^(?:key|auth|secrets?|salt|seed|cookie|pass|signature|\w*password)$/.test(last) ? 'weak' : undefined;
}

/** No value of anything: placeholders of templates and documentation, references, switches. */
const placeholder =
  /^(?:[$%<{*&!@|>[]|__\w+__$|x{3,}$|-$|\.{3}|\(|redacted\b|cmVkYWN0ZWQt)|^(?:true|false|yes|no|on|off|null|nil|none|~|undefined|unset|hidden|masked|sensitive|n\/a)$/i;
const path = /^(?:ssh-|ecdsa-|~?\/|\.{1,2}\/|[A-Za-z]:\\|file:|[a-z]+:\/\/)/;
/** A name of a resource: `calico-etcd-secrets`, `default-token-x7k2p`. */
const name = /^[a-z]+(?:[-._/][a-z]+)*(?:-[a-z0-9]{5})?$/;
const words = /^[A-Za-z]+(?:[_-][A-Za-z]+)*$/;

/** Base64 of `user:password`, as the configuration of Docker holds it. */
const login = /^(?=.*[A-Z0-9=])[A-Za-z0-9+/]{6,}={0,2}$/;

/** Shannon entropy in bits a character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** True for a value that nobody has thought up. */
function isRandom(value: string): boolean {
  const body = value.slice(0, 200);
  return value.length >= 16 && /\d/.test(body) && /[a-z]/i.test(body) && !/[\s/]{2}|^[\w.-]+\/[\w.-]+$/.test(body) && entropy(body) >= 3;
}

/** True for a value under `secret` that names an object which holds one. */
function isReference(value: string): boolean {
  return value.length < 6 || name.test(value) || /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(value);
}

/** True for a value under `token` that is a number, a duration or the name of a token's object. */
function isSwitch(value: string): boolean {
  return value.length < 5 || /^\d{1,7}[smhd]?$/.test(value) || /-token(?:-[a-z0-9]{5})?$/.test(value);
}

/** True where `pass` is what a rule or a test does. */
function isVerdict(key: string, value: string): boolean {
  return /^pass$/i.test(key) && (key === 'Pass' || /^\d{1,5}$|\s/.test(value));
}

/** The kind of secret that a value is under its key; `prose` where the key is a word of a sentence. */
export function kindUnder(key: string, whole: string, prose: boolean): Kind | undefined {
  const says = saysOf(key);
  // What is longer is a secret by its length; the patterns below need not read all of it.
  const value = whole.slice(0, 400);
  if (says === undefined || value === '' || placeholder.test(value) || path.test(value)) return undefined;
  if (says === 'password') return (prose && words.test(value)) || isVerdict(key, value) ? undefined : 'password';
  if (/^auth$/i.test(key) && login.test(value) && value.length % 4 === 0) return 'token';
  if (says === 'weak' || prose) return isRandom(value) && !name.test(value) ? 'token' : undefined;
  return (says === 'reference' ? isReference(value) : isSwitch(value)) ? undefined : 'token';
}

/** True for keys whose lines are worth a look at all. */
export function isSensitive(key: string): boolean {
  return saysOf(key) !== undefined;
}
