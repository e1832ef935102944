/** Said of a port or of a firewall that is out of the question. */
export const passing: RegExp =
  /(?:is|are|was|were|been|already|port|have|has) (?:all |both |already |now )?(?:open|allowed|accepted|disabled|off|inactive|stopped|reachable|listening|fine|working)\b|(?:disabled?|stopp?ed|no|without|turn(?:ed)? off) (?:the |any )?(?:ufw|firewall|iptables|rules?)|not (?:block|filter|drop|clos)/i;
