package lib.digits_test

import data.lib.digits

test_number[text] if {
	some text, number in {"0": 0, "000": 0, "007": 7, "4294967296": 4294967296, "999999999999999": 999999999999999}
	digits.number(text) == number
}

test_no_number[text] if {
	some text in ["", "-1", "+1", " 1", "1.0", "1e3", "0x1", "1000000000000000"]
	not digits.number(text)
}
