# Who programs the routes to the pods of other nodes, by kind of pool and release, as packages/core/src/network/behaviour.ts has it.
package lib.routes

import data.lib.installation
import data.lib.inventory
import data.lib.plane
import data.lib.release
import data.lib.report
import data.lib.resource
import data.lib.version
import data.lib.workload

# felix/config/config_params.go:318, confd/pkg/backends/calico/bgp_processor.go:1147-1181. Newest first.
eras := [
	{"since": 33, "felix": "enabledipiponly", "bgp": "EnabledNoEncapOnly", "reads": {"felix", "bgp", "kinds"}},
	{"since": 32, "felix": "disabled", "bgp": "Enabled", "reads": {"felix", "bgp"}},
	{"since": 31, "felix": "disabled", "bgp": "Enabled", "reads": {"felix"}},
	{"since": 0, "felix": "disabled", "bgp": "Enabled", "reads": set()},
]

# Felix reads its words in any case, BIRD's are exact.
kinds := {
	"felix": {"disabled": [], "enabled": ["ipip", "plain"], "enabledipiponly": ["ipip"], "enablednoencaponly": ["plain"]},
	"bgp": {"Disabled": [], "Enabled": ["ipip", "plain"], "EnabledIPIPOnly": ["ipip"], "EnabledNoEncapOnly": ["plain"]},
}

names_kind := {"enabledipiponly", "enablednoencaponly"}

modes := {
	"BIRD": {"felix": "disabled", "bgp": "Enabled"},
	"Felix": {"felix": "enabled", "bgp": "Disabled"},
	"FelixIPIPOnly": {"felix": "enabledipiponly", "bgp": "EnabledNoEncapOnly"},
}

# What the object says, by side: only those that are written and known.
said["felix"] := lower(workload.env("FELIX_PROGRAMCLUSTERROUTES").value)

# Beside a BGPConfiguration stands what Felix has from its own.
said["bgp"] := resource.text(resource.spec.programClusterRoutes) if is_bgp_configuration

said["felix"] := lower(resource.text(configuration.spec.programClusterRoutes)) if {
	is_bgp_configuration
	some configuration in inventory.calico("FelixConfiguration")
	configuration.metadata.name == "default"
}

is_bgp_configuration if {
	resource.is_calico("BGPConfiguration")
	resource.name == "default"
}

said[side] := value if some side, value in modes[installation.network.clusterRoutingMode]

programs(kind, side, era) if {
	word := readable(side, era)
	kind in kinds[side][word]
}

readable(side, era) := said[side] if {
	side in era.reads
	kinds[side][said[side]]
	fits(said[side], era)
} else := era[side]

fits(word, _) if not lower(word) in names_kind

fits(_, era) if "kinds" in era.reads

# `bird` is false where the backend is known to be another.
owner_in(era, kind, bird) := owner if {
	felix := holds_felix(kind, era)
	owner := {
		[true, true]: "both", [true, false]: "felix",
		[false, true]: "bird", [false, false]: "nobody",
	}[[felix, holds_bird(kind, era, bird)]]
}

holds_felix(kind, era) if programs(kind, "felix", era)

else := false

holds_bird(_, _, false) := false

holds_bird(kind, era, true) := holds_bgp(kind, era) if "bgp" in era.reads

# Whether BIRD stands back in v3.31 was not read: no quarrel is claimed there.
holds_bird(kind, era, true) := holds_felix(kind, era) == false if not "bgp" in era.reads

holds_bgp(kind, era) if programs(kind, "bgp", era)

else := false

# In an unknown release, what all releases agree on that know what is written; else unknown.
owner(kind, bird) := owner_in(era, kind, bird) if {
	release.known
	era := [one | some one in eras; version.at_least(release.known, 3, one.since)][0]
} else := "unknown" if {
	release.known
} else := only if {
	owners := {owner_in(era, kind, bird) | some era in eras; possible(era)}
	[only] := [one | some one in owners; sole(one, count(owners))]
	not quarrels(owners, only)
} else := "unknown"

sole(one, _) if one != "both"

sole("both", 1)

quarrels(owners, "nobody") if "both" in owners

possible(era) if {
	every side, _ in said { side in era.reads }
	every word in said { fits(word, era) }
}

# False where the backend is known to be another, or the addresses of pods are somebody else's.
default may_run_bird := true

may_run_bird := false if plane.other_addresses

may_run_bird := false if plane.backend in {"none", "vxlan"}

may_run_bird := false if installation.backend in {"none", "vxlan"}

# The constraint says that the network under the nodes carries the packets of a pool without encapsulation.
carried_below if report.parameters.underlay.routesPods == true

carried_below if {
	report.parameters.underlay.l2 == true
	owner("plain", may_run_bird) in {"felix", "bird", "both"}
}
