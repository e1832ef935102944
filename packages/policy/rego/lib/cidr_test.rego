package lib.cidr_test

import data.lib.cidr

# Go's net.ParseCIDR and its text.
test_masked[text] if {
	some text, masked in {
		"10.60.3.9/16": "10.60.0.0/16",
		"0.0.0.0/0": "0.0.0.0/0",
		"1:2:3:4:5:6:7:8/112": "1:2:3:4:5:6:7:0/112",
		"1:2:3:4:5:6:7:8/128": "1:2:3:4:5:6:7:8/128",
		"fd00::1/64": "fd00::/64",
		"2A00:0:0:1:0:0:0:1/126": "2a00:0:0:1::/126",
		"::ffff:10.1.2.3/120": "::ffff:10.1.2.0/120",
		"64:ff9b::10.1.2.3/128": "64:ff9b::a01:203/128",
	}
	cidr.masked(cidr.parse(text)) == masked
}

test_no_range[text] if {
	some text in ["10.60.0.0", "10.60.0.0/33", "010.0.0.0/8", "10.0.0/8", "256.0.0.0/8", "1:::2/64", "::1::/64", "1:2:3:4:5:6:7::8:9/64", "g::/8", "12345::/16", ""]
	not cidr.parse(text)
}

test_holds if {
	cidr.holds(cidr.parse("10.0.0.0/8"), cidr.parse("10.1.0.0/16"))
	not cidr.holds(cidr.parse("10.1.0.0/16"), cidr.parse("10.0.0.0/8"))
	cidr.overlaps(cidr.parse("10.1.0.0/16"), cidr.parse("10.0.0.0/8"))
	not cidr.overlaps(cidr.parse("10.1.0.0/16"), cidr.parse("10.2.0.0/16"))
	not cidr.overlaps(cidr.parse("::/0"), cidr.parse("10.2.0.0/16"))
}

test_public[text] if {
	some text in ["8.8.0.0/16", "10.0.0.0/7", "2a00::/16", "2000::/3"]
	cidr.is_public(cidr.parse(text))
}

test_not_public[text] if {
	some text in ["10.0.0.0/8", "100.64.0.0/12", "fd00::/8", "2001:db8:7::/48"]
	not cidr.is_public(cidr.parse(text))
}

test_link_local if {
	cidr.is_link_local(cidr.parse("169.254.7.0/24"))
	cidr.is_link_local(cidr.parse("fe00::/7"))
	not cidr.is_link_local(cidr.parse("10.0.0.0/8"))
}

test_known_ranges if {
	known := (cidr.reserved | cidr.documentation) | (cidr.link_local | {cidr.global_unicast})
	texts := [
		"0.0.0.0/8",
		"10.0.0.0/8",
		"100.64.0.0/10",
		"127.0.0.0/8",
		"169.254.0.0/16",
		"172.16.0.0/12",
		"192.0.0.0/24",
		"192.0.2.0/24",
		"192.168.0.0/16",
		"198.18.0.0/15",
		"198.51.100.0/24",
		"203.0.113.0/24",
		"224.0.0.0/3",
		"2001:db8::/32",
		"3fff::/20",
		"fe80::/10",
		"2000::/3",
	]
	known == {object.remove(cidr.parse(text), ["address"]) | some text in texts}
}
