# How a policy reports: in Gatekeeper's shape, with the path and the severity of the finding in its details.
package lib.report

rank := {"info": 0, "warning": 1, "error": 2}

parameters := object.get(input, "parameters", {})

# Findings below the parameter `severity` are no violations, so that a constraint which denies can leave warnings to one that warns.
least := object.get(parameters, "severity", "info")

# Nor are those above `highest`, which another constraint is for.
most := object.get(parameters, "highest", "error")

exempt if input.review.object.metadata.name in object.get(parameters, "exemptNames", [])

exempt if input.review.userInfo.username in object.get(parameters, "exemptUsers", [])

exempt if {
	some group in input.review.userInfo.groups
	group in object.get(parameters, "exemptGroups", [])
}

# Gatekeeper's labelSelector matches an update by the old object too: the label could never be given to what is there.
exempt if "canal-lint/exempt" in object.keys(input.review.object.metadata.labels)

# An update of what is being deleted takes a finalizer away: refused, the object would never go.
exempt if input.review.object.metadata.deletionTimestamp

# Undefined, and so no violation, outside of these severities and for what is exempt.
violation(msg, path, severity) := {"msg": msg, "details": {"path": path, "severity": severity}} if {
	rank[severity] >= rank[least]
	rank[severity] <= rank[most]
	not exempt
}
