# How a policy reports: in Gatekeeper's shape, with the path and the severity of the finding in its details.
package lib.report

rank := {"info": 0, "warning": 1, "error": 2}

# Findings below the parameter `severity` are no violations, so that a constraint which denies can leave warnings to one that warns.
least := object.get(object.get(input, "parameters", {}), "severity", "info")

violation(msg, path, severity) := {"msg": msg, "details": {"path": path, "severity": severity}} if rank[severity] >= rank[least]
