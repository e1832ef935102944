# The network address of a range that net.cidr_intersects has found valid (lib.pools.family).
package lib.network

# The groups of the network address: four of 8 bits, or eight of 16.
base(cidr, family) := [masked(group, prefix - (i * width), width) | some i, group in groups(address, family)] if {
	[address, mask] := split(cidr, "/")
	prefix := to_number(mask)
	width := {4: 8, 6: 16}[family]
}

# A group of which only the first `left` bits count.
masked(group, left, width) := group if left >= width

masked(_, left, _) := 0 if left <= 0

masked(group, left, width) := group - (group % bits.lsh(1, width - left)) if {
	left > 0
	left < width
}

groups(address, 4) := [to_number(octet) | some octet in split(address, ".")]

groups(address, 6) := hexes(address) if not contains(address, "::")

groups(address, 6) := array.concat(before, array.concat(zeros, after)) if {
	[head, tail] := split(address, "::")
	before := hexes(head)
	after := hexes(tail)
	zeros := [0 | some _ in numbers.range(1, (8 - count(before)) - count(after))]
}

hexes("") := []

hexes(text) := [hex(group) | some group in split(text, ":")] if text != ""

hex(text) := sum([value |
	some i, digit in split(lower(text), "")
	value := indexof("0123456789abcdef", digit) * bits.lsh(1, 4 * ((count(text) - i) - 1))
])
