// Accounts of clouds, e-mail addresses, and credentials in addresses of services.
import type { Detector, Kind } from './kinds.js';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** The account is what the first group holds. */
const accounts: readonly RegExp[] = [
  /(?<!redacted-)(?:account|owner|aws)[\w-]{0,30}["']?[ \t]*[:=][ \t]*["']?(\d{12})(?!\d)/gi,
  /\baccount[ \t]+(?:id[ \t]+)?(\d{12})(?!\d)/gi,
  /(?<!\d)(\d{12})\.dkr\.ecr\./g,
  /\.amazonaws\.com(?:\.cn)?\/(\d{12})(?!\d)/g,
  new RegExp(
    `(?:subscription|tenant|client|application|app|object|principal|directory)(?:s|[-_]?id)?\\\\*["']?[ \\t]*[:=/][ \\t]*\\\\*["']?(${uuid})(?!\\w)`,
    'gi',
  ),
  new RegExp(`(?:microsoftonline\\.com|sts\\.windows\\.net)/(${uuid})(?!\\w)`, 'gi'),
  /gce:\/\/([a-z][a-z0-9-]{4,28}[a-z0-9])\//g,
  /(?<![\w.-])projects\/([a-z][a-z0-9-]{4,28}[a-z0-9])\/(?=zones|regions|global|locations|serviceAccounts|secrets|topics|instances)/g,
  /(?:project_?id|gcp_?project|google_?project|--project)["']?(?:[ \t]*[:=][ \t]*|[ \t]+)["']?([a-z][a-z0-9-]{4,28}[a-z0-9])(?![\w.-])/gi,
];
const arn = /\barn:aws[a-z-]{0,12}:[a-z0-9-]{0,40}:[a-z0-9-]{0,30}:(\d{12}|):([^\s"'`,<>\\]+)/g;

/** Finds ARNs (account and name; service, region and kind of resource stay), account, subscription, tenant and project ids. */
export const findAccounts: Detector = (text, found) => {
  for (const match of text.matchAll(arn)) {
    const [whole, account = '', resource = ''] = match;
    const end = match.index + whole.length;
    if (account !== '') found('account', end - resource.length - 1 - account.length, end - resource.length - 1);
    // A bucket has no account before it, and no word for what it is.
    const name = account === '' ? resource : resource.replace(/^[a-z-]+[:/]/, '');
    if (name !== 'root' && name !== '*') found('account', end - name.length, end);
  }
  for (const pattern of accounts) {
    for (const match of text.matchAll(pattern)) {
      const [whole, account = ''] = match;
      const start = match.index + whole.lastIndexOf(account);
      found('account', start, start + account.length);
    }
  }
};

const domain = /(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![\w-])/y;
/** After the sign: users of code hosts, units of systemd, reserved names. */
const noMail =
  /^(?:github|gitlab|bitbucket)\.|\.(?:service|socket|timer|target|mount|scope|slice|example)$|(?:^|\.)example\.(?:com|org|net)$|\.(?:invalid|test|local)$/i;

/** Finds e-mail addresses. */
export const findEmails: Detector = (text, found) => {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const user = /[A-Za-z0-9][\w.+-]*$/.exec(text.slice(Math.max(0, at - 64), at))?.[0];
    if (user === undefined) continue;
    domain.lastIndex = at + 1;
    const host = domain.exec(text)?.[0];
    if (host !== undefined && !noMail.test(host)) found('email', at - user.length, at + 1 + host.length);
  }
};

/** Users of programs, not of people. */
const anybody =
  /^(?:admin|anonymous|api|app|backup|default|elastic|git|grafana|guest|http|mysql|nobody|oauth2?|postgres|prometheus|rabbitmq|redis|root|test|token|user|x-access-token)$/i;

/** Passwords stand in the first group, tokens that take the place of a user in `token`, users beside a password in `user`. */
const logins: readonly RegExp[] = [
  /:\/\/(?<user>[^\s/@:"'<>\\]{1,128}):[^\s/@"'<>\\]{1,512}@/g,
  /:\/\/[^\s/@:"'<>\\]{0,128}:([^\s/@"'<>\\]{1,512})@/g,
  /:\/\/(?<token>[A-Za-z0-9_-]{16,256})@/g,
  /:([^\s:@/"']{1,256})@(?:tcp|unix)\(/g,
  /(?:\s-u|--user)[= \t]+["']?[\w.@-]{1,64}:([^\s"']{1,256})/g,
  /\bsshpass[ \t]+-p[ \t]*["']?([^\s"']{1,256})/g,
  /\b(?:docker|podman|helm registry|nerdctl|skopeo|buildah)[ \t]+login\b[^\n]{0,200}?[ \t]-p[ \t]*["']?([^\s"']{1,256})/g,
  /\bmysql(?:dump|admin)?\b[^\n]{0,200}?[ \t]-p["']?([^\s"'-][^\s"']{0,255})/g,
  /\bredis-cli\b[^\n]{0,200}?[ \t]-a[ \t]+["']?([^\s"']{1,256})/g,
  /\bldap(?:search|modify|add|delete|whoami)\b[^\n]{0,200}?[ \t]-w[ \t]+["']?([^\s"']{1,256})/g,
  /\bpass:([^\s"':]{1,256})/g, // openssl
  /<(?:\w{0,40}(?:password|passwd|token|secret))>([^<\n]{1,1000})<\//gi,
  /\bpassword[ \t]+"([^"\n]{1,256})"/g, // BIRD, in a protocol of BGP
  /\bneighbor[ \t]+\S{1,64}[ \t]+password[ \t]+(?:\d[ \t]+)?(\S{1,256})/g, // FRR
  /\blogin[ \t]+\S{1,128}\s{1,20}password[ \t]+(\S{1,256})/g, // .netrc
];

/** Finds passwords in addresses, on command lines and in the configuration of routers. */
export const findLogins: Detector = (text, found) => {
  for (const pattern of logins) {
    for (const match of text.matchAll(pattern)) {
      const [kind, value] = saidBy(match);
      if (/^(?:[$<{%*[]|x{3}|\.\*)/.test(value) || (kind === 'user' && anybody.test(value))) continue;
      const start = match.index + (kind === 'user' ? 3 : match[0].lastIndexOf(value));
      found(kind, start, start + value.length);
    }
  }
};

function saidBy({ 1: first = '', groups = {} }: RegExpMatchArray): readonly [kind: Kind, value: string] {
  const { token, user } = groups;
  if (user !== undefined) return ['user', user];
  return token === undefined ? ['password', first] : ['token', token];
}
