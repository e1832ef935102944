# METADATA
# description: |
#   The rules for conftest, which hands the document itself over and asks for deny and warn: errors are denied, warnings are warned of,
#   and what is only worth knowing is left out. Parameters such as underlay are read from `data.parameters` (conftest --data).
package main

import data.canal

deny contains message if {
	some message in said
	message.severity == "error"
}

warn contains message if {
	some message in said
	message.severity == "warning"
}

said contains {"msg": $"{v.rule}: {v.msg}", "rule": v.rule, "path": v.details.path, "severity": v.details.severity} if {
	some v in canal.violations with input as {"review": {"object": input}, "parameters": parameters}
}

default parameters := {}

parameters := data.parameters
