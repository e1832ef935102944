# Decimal numbers as texts hold them.
package lib.digits

# True for one digit or more, and nothing else.
only(text) if {
	text != ""
	trim(text, "0123456789") == ""
}

# The number that a text of digits says, leading zeros aside; undefined for other texts and above fifteen digits, where numbers lose their last ones.
number(text) := to_number(significant) if {
	only(text)
	significant := trim_left(text, "0")
	significant != ""
	count(significant) <= 15
}

number(text) := 0 if {
	only(text)
	trim_left(text, "0") == ""
}
