package lib.report_test

import data.lib.report

test_violation if {
	wanted := {"msg": "m", "details": {"path": ["spec"], "severity": "info"}}
	report.violation("m", ["spec"], "info") == wanted with input as {}
}

test_least if {
	not report.violation("m", [], "warning") with input.parameters.severity as "error"
	report.violation("m", [], "error") with input.parameters.severity as "error"
}

test_exempt[name] if {
	some name, request in {
		"name": {"review": {"object": {"metadata": {"name": "a"}}}, "parameters": {"exemptNames": ["a"]}},
		"user": {"review": {"userInfo": {"username": "u"}}, "parameters": {"exemptUsers": ["u"]}},
		"group": {"review": {"userInfo": {"groups": ["x", "g"]}}, "parameters": {"exemptGroups": ["g"]}},
		"removal": {"review": {"object": {"metadata": {"deletionTimestamp": "2026-01-01T00:00:00Z"}}}},
	}
	not report.violation("m", [], "error") with input as request
}

test_not_exempt if {
	request := {
		"review": {"object": {"metadata": {"name": "a"}}, "userInfo": {"username": "u", "groups": ["g"]}},
		"parameters": {"exemptNames": ["b"], "exemptUsers": ["v"], "exemptGroups": ["h"]},
	}
	report.violation("m", [], "error") with input as request
}
