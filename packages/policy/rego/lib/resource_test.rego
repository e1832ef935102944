package lib.resource_test

import data.lib.resource

test_integer[text] if {
	some text, number in {"26": 26, " +26 ": 26, "-1": -1, "0": 0}
	resource.integer(text) == number
}

test_integer_number if resource.integer(26) == 26

test_no_integer[name] if {
	some name, value in {"fraction": 26.5, "word": "x", "two signs": "+-1", "list": ["1"], "nothing": null}
	not resource.integer(value)
}

test_text[text] if {
	some text, value in {"x": "x", "1": 1, "true": true}
	resource.text(value) == text
}

test_calico[version] if {
	some version in ["crd.projectcalico.org/v1", "projectcalico.org/v3"]
	resource.is_calico("IPPool") with input.review.object as {"apiVersion": version, "kind": "IPPool"}
}

test_others_pool if not resource.is_calico("IPPool") with input.review.object as {"apiVersion": "metal.example/v1", "kind": "IPPool"}
