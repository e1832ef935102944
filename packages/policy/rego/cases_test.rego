# Every object of the rules' cases in OPA itself: test/policy/opa.test.ts writes them, with what WebAssembly says, into data.cases.
package cases_test

test_cases[name] if {
	some name, one in data.cases
	said := data.canal[one.package].violation with input as one.input with data.inventory as one.inventory
	said == {violation | some violation in one.violations}
}
