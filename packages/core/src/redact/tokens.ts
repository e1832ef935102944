// Tokens that their own shape gives away. Knowledge of the shapes: gitleaks v8 (config/gitleaks.toml) and the issuers' documentation.
import type { Detector } from './kinds.js';

/** Each begins with letters that nothing else begins with; a token in a text of its own is told from one inside a word by `\b`. */
const shapes: readonly RegExp[] = [
  /eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?/, // JSON Web Token (RFC 7519): service accounts, OIDC
  /(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AIDA|AROA|AGPA)[A-Z2-7]{16}\b/, // AWS
  /AIza[\w-]{35}/, // Google API
  /ya29\.[\w-]{20,}/,
  /GOCSPX-[\w-]{20,}/,
  /[\w.~]{3}\dQ~[\w.~-]{31,34}/, // Azure AD client secret
  /gh[pousr]_[A-Za-z0-9]{30,}/, // GitHub
  /github_pat_\w{22,}/,
  /gl(?:pat|dt|rt|cbt|ptt|soat|ft|imt|agent|oas|ffct)-[\w.-]{16,}/, // GitLab
  /GR1348941[\w-]{20,}/,
  /xox[abeoprs]-[\w-]{10,}/, // Slack
  /xapp-\d-[\w-]{10,}/,
  /npm_[A-Za-z0-9]{30,}/,
  /pypi-[\w-]{16,}/,
  /dckr_[po]at_[\w-]{20,}/, // Docker Hub
  /do[opr]_v1_[a-f0-9]{40,}/, // DigitalOcean
  /hv[sbr]\.[\w-]{20,}/, // Vault
  /sha256~[\w-]{40,}/, // OpenShift
  /K10[a-f0-9]{20,}::[\w:.-]+/, // K3s and RKE2 node token
  /(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/, // Stripe
  /sk-(?:ant-|proj-|svcacct-)?[\w-]{20,}/,
  /hf_[A-Za-z0-9]{30,}/,
  /SG\.[\w-]{16,}\.[\w-]{16,}/, // SendGrid
  /glsa_[A-Za-z0-9]{20,}_[a-f0-9]{8}/, // Grafana
  /glc_[\w+/=-]{20,}/,
  /dapi[a-f0-9]{32}/, // Databricks
  /dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{20,}/, // Doppler
  /pul-[a-f0-9]{40}/, // Pulumi
  /tskey-[\w-]{10,}/, // Tailscale
  /AGE-SECRET-KEY-1[A-Z0-9]{50,}/, // age, SOPS
  /ops_eyJ[\w+/=-]{40,}/, // 1Password
  /A3-[A-Z0-9]{6}-[A-Z0-9-]{20,}/,
  /NRAK-[A-Z0-9]{20,}/, // New Relic
  /LTAI[A-Za-z0-9]{12,}/, // Alibaba
  /AKCp[A-Za-z0-9]{50,}/, // Artifactory
  /sq[pua]_[a-f0-9]{40}/, // SonarQube
  /shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/,
  /ATATT3[\w=-]{40,}/, // Atlassian
  /lin_api_[A-Za-z0-9]{32,}/,
  /[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{40,}/, // Terraform Cloud
  /(?:kubeconfig-(?:u|user)-|token-)[\w.-]{3,30}:[a-z0-9]{40,}/, // Rancher
  /\d{8,10}:AA[\w-]{32,}/, // Telegram
  /\$(?:2[abxy]|5|6|y|apr1)\$[\w./$=]{16,}/, // crypt(3), htpasswd
];
const shape = new RegExp(`(?<![\\w$])(?:${shapes.map((one) => one.source).join('|')})`, 'g');

/** Where the words around tell: a header, a webhook's address, a bootstrap token (six and sixteen, kubeadm) of a command line. */
const placed: readonly RegExp[] = [
  /\b(?:bearer|basic|negotiate)[ \t]+(?=[\w~+/.-]*[\dA-Z+/_])([\w~+/.-]{8,}={0,2})(?![\w=])/gi,
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w+/]{20,})/g,
  /(?:discord(?:app)?\.com\/api\/webhooks)\/([\w/-]{40,})/g,
  /(?:token|join|bootstrap)\b[^\n]{0,80}?\b([a-z0-9]{6}\.[a-z0-9]{16})\b/g,
  /\b[?&](?:sig|X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|access_token|id_token)=([\w%~+/.-]{8,})/gi,
  /\bCookie:[ \t]*([^\r\n"']{4,})/gi,
];

/** Finds tokens by their shape or by the words that stand right before them. */
export const findTokens: Detector = (text, found) => {
  for (const match of text.matchAll(shape)) found('token', match.index, match.index + match[0].length);
  for (const pattern of placed) {
    for (const match of text.matchAll(pattern)) {
      const [whole, value = ''] = match;
      const start = match.index + whole.lastIndexOf(value);
      found('token', start, start + value.length);
    }
  }
};
