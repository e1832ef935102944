# Written by `npm run gen` from packages/policy/rego/lib/cidr.rego; do not edit.
# Ranges of addresses, read as strictly as Go's net.ParseCIDR, which is what Calico calls (core's network/cidr.ts). Addresses are lists of
# numbers, since WebAssembly knows none of 128 bits: four of 8 bits for IPv4, eight of 16 for IPv6.
package lib.cidr

import data.lib.digits

# `base` is the address of the network, `address` the one that is written. Undefined for what is no range.
parse(text) := {"family": ip.family, "prefix": prefix, "base": network(ip, prefix), "address": ip.address} if {
	[address, mask] := split(text, "/")
	ip := parse_ip(address)
	prefix := digits.number(mask)
	prefix <= count(ip.address) * width[ip.family]
}

width := {4: 8, 6: 16}

parse_ip(text) := {"family": 4, "address": v4(text)} if not contains(text, ":")

parse_ip(text) := {"family": 6, "address": v6(text)} if contains(text, ":")

# An octet with a leading zero is refused: other readers would take 010 for octal.
v4(text) := octets if {
	parts := split(text, ".")
	octets := [octet | some part in parts; octet := digits.number(part); part == $"{octet}"]
	count(parts) == 4
	count(octets) == 4
	max(octets) <= 255
}

v6(text) := groups if {
	[side] := split(text, "::")
	groups := groups_of(side, true)
	count(groups) == 8
}

# A `::` that stands for nothing is an error.
v6(text) := array.concat(before, array.concat(zeros, after)) if {
	[head, tail] := split(text, "::")
	before := groups_of(head, false)
	after := groups_of(tail, true)
	missing := 8 - (count(before) + count(after))
	missing >= 1
	zeros := array.slice([0, 0, 0, 0, 0, 0, 0, 0], 0, missing)
}

groups_of("", _) := []

groups_of(side, last) := [group | some groups in all; some group in groups] if {
	side != ""
	parts := split(side, ":")
	all := [groups | some i, part in parts; groups := groups_at(part, last, (count(parts) - 1) - i)]
	count(all) == count(parts)
}

groups_at(part, _, _) := [sum(values)] if {
	count(part) in {1, 2, 3, 4}
	values := [value |
		some i, char in split(lower(part), "")
		digit := indexof("0123456789abcdef", char)
		digit >= 0
		value := digit * [1, 16, 256, 4096][(count(part) - 1) - i]
	]
	count(values) == count(part)
}

# A dotted address may end the text and counts as two groups.
groups_at(part, true, 0) := [(a * 256) + b, (c * 256) + d] if [a, b, c, d] := v4(part)

# Drops the bits of the host.
network(ip, prefix) := [kept |
	some i, group in ip.address
	bits := width[ip.family]
	own := max([0, min([prefix - (i * bits), bits])])
	kept := group - (group % powers[bits - own])
]

powers := [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]

has_host_bits(range) if range.address != range.base

# True where every address of the second range is in the first.
holds(outer, inner) if {
	outer.family == inner.family
	outer.prefix <= inner.prefix
	network({"family": inner.family, "address": inner.base}, outer.prefix) == outer.base
}

overlaps(a, b) if holds(a, b)

overlaps(a, b) if holds(b, a)

# The network in canonical text: dotted, or as RFC 5952 wants it.
masked(range) := $"{dotted(range.base)}/{range.prefix}" if range.family == 4

masked(range) := $"{colons(range.base)}/{range.prefix}" if range.family == 6

dotted(octets) := concat(".", [$"{octet}" | some octet in octets])

colons(groups) := $"::ffff:{dotted(octets)}" if {
	array.slice(groups, 0, 6) == [0, 0, 0, 0, 0, 65535]
	octets := [octet | some group in array.slice(groups, 6, 8); some octet in [floor(group / 256), group % 256]]
} else := $"{hex(array.slice(groups, 0, start))}::{hex(array.slice(groups, start + length, 8))}" if {
	# The first of the longest runs of zeros; a single one is not shortened.
	[length, place] := max([run | some i, _ in groups; run := [zeros_from(groups, i), 0 - i]])
	length > 1
	start := 0 - place
} else := hex(groups)

zeros_from(groups, start) := min(array.concat([8], [i | some i, group in groups; i >= start; group != 0])) - start

hex(groups) := concat(":", [format_int(group, 16) | some group in groups])

# IANA special-purpose address registries (RFC 6890 and its updates); the last one is multicast and 240/4 together. Written as they are read: reading
# them took a third of the time of a pool.
reserved := {
	{"family": 4, "prefix": 8, "base": [0, 0, 0, 0]}, # 0.0.0.0/8
	{"family": 4, "prefix": 8, "base": [10, 0, 0, 0]}, # 10.0.0.0/8
	{"family": 4, "prefix": 10, "base": [100, 64, 0, 0]}, # 100.64.0.0/10
	{"family": 4, "prefix": 8, "base": [127, 0, 0, 0]}, # 127.0.0.0/8
	{"family": 4, "prefix": 16, "base": [169, 254, 0, 0]}, # 169.254.0.0/16
	{"family": 4, "prefix": 12, "base": [172, 16, 0, 0]}, # 172.16.0.0/12
	{"family": 4, "prefix": 24, "base": [192, 0, 0, 0]}, # 192.0.0.0/24
	{"family": 4, "prefix": 24, "base": [192, 0, 2, 0]}, # 192.0.2.0/24
	{"family": 4, "prefix": 16, "base": [192, 168, 0, 0]}, # 192.168.0.0/16
	{"family": 4, "prefix": 15, "base": [198, 18, 0, 0]}, # 198.18.0.0/15
	{"family": 4, "prefix": 24, "base": [198, 51, 100, 0]}, # 198.51.100.0/24
	{"family": 4, "prefix": 24, "base": [203, 0, 113, 0]}, # 203.0.113.0/24
	{"family": 4, "prefix": 3, "base": [224, 0, 0, 0]}, # 224.0.0.0/3
}

documentation := {
	{"family": 6, "prefix": 32, "base": [8193, 3512, 0, 0, 0, 0, 0, 0]}, # 2001:db8::/32
	{"family": 6, "prefix": 20, "base": [16383, 0, 0, 0, 0, 0, 0, 0]}, # 3fff::/20
}

global_unicast := {"family": 6, "prefix": 3, "base": [8192, 0, 0, 0, 0, 0, 0, 0]}

link_local := {
	{"family": 4, "prefix": 16, "base": [169, 254, 0, 0]}, # 169.254.0.0/16
	{"family": 6, "prefix": 10, "base": [65152, 0, 0, 0, 0, 0, 0, 0]}, # fe80::/10
}

# True where the range holds addresses of the public internet, also where it only reaches out of a private one.
is_public(range) if {
	range.family == 4
	not is_within(range, reserved)
}

is_public(range) if {
	overlaps(range, global_unicast)
	not is_within(range, documentation)
}

is_within(range, list) if {
	some outer in list
	holds(outer, range)
}

is_link_local(range) if {
	some other in link_local
	overlaps(other, range)
}
