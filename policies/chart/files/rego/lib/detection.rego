# The grammar of IP_AUTODETECTION_METHOD: packages/core/src/network/autodetection.ts.
package lib.detection

import data.lib.pools
import data.lib.release
import data.lib.version

# Why calico-node does not accept a method, or finds no good address with it; undefined for good ones.
fault(method) := reason if {
	some kind, effect in {
		"interface": "veth and tunnel devices included",
		"skip-interface": "so none is left to take an address from",
	}
	startswith(method, $"{kind}=")
	"" in operands(trim_prefix(method, $"{kind}="))
	reason := $`an empty pattern after "{kind}=" matches every interface, {effect}`
}

fault(method) := $`"{bad}" after "cidr=" is not a range such as 10.0.0.0/24, so calico-node detects no address` if {
	startswith(method, "cidr=")
	bad := [range | some range in operands(trim_prefix(method, "cidr=")); not is_good(range)][0]
}

fault("can-reach=") := `"can-reach=" without a destination finds the loopback address`

# A prefix match in the source, so `kubernetes-internal-ipv4` works as well.
fault(method) := $"kubernetes-internal-ip came with v3.22; {version.written(release.known)} exits at start" if {
	startswith(method, "kubernetes-internal-ip")
	not has_internal_ip
}

fault(method) := "there is no such method (the case counts), so calico-node exits at start" if {
	not method in {"", "first-found"}
	not has_prefix(method)
}

has_internal_ip if version.at_least(release.known, 3, 22)

has_internal_ip if not release.known

has_prefix(method) if {
	some prefix in ["interface=", "skip-interface=", "cidr=", "can-reach=", "kubernetes-internal-ip"]
	startswith(method, prefix)
}

# Split at commas, blanks around a comma dropped, and no others.
operands(text) := [text] if not contains(text, ",")

operands(text) := [trimmed(part, i, count(parts) - 1) | some i, part in parts] if {
	contains(text, ",")
	parts := split(text, ",")
}

trimmed(part, 0, _) := trim_right(part, blanks)

trimmed(part, i, last) := trim(part, blanks) if {
	i > 0
	i < last
}

trimmed(part, i, last) := trim_left(part, blanks) if {
	i > 0
	i == last
}

blanks := " \t\n\f\r"

is_good(range) if pools.family(range) != 0

# The kubelet puts in what `$(NAME)` stands for.
is_good(range) if {
	some i, part in split(range, "$(")
	i > 0
	contains(part, ")")
	name := split(part, ")")[0]
	name != ""
	trim(lower(name), "abcdefghijklmnopqrstuvwxyz0123456789_.-") == ""
	not substring(name, 0, 1) in {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "-"}
}
