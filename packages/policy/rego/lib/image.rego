# Image references, and which of them belong to Calico, Canal and flannel: packages/core/src/network/image.ts.
package lib.image

lowers := "abcdefghijklmnopqrstuvwxyz0123456789"

# True where a text holds none but some characters.
of(text, characters) if trim(text, characters) == ""

# registry, path, tag and digest of `name[:tag][@digest]`; undefined for what a container runtime would refuse.
parse(reference) := {"registry": registry, "path": path, "tag": tag, "digest": digest} if {
	[name, digest] := before_digest(split(reference, "@"))
	[full, tag] := before_tag(split(name, ":"))
	count(full) <= 255
	[registry, repository] := before_slash(split(full, "/"))
	path := split(repository, "/")
	every component in path { is_component(component) }
	is_registry(registry)
}

before_digest([name]) := [name, ""]

before_digest([name, digest]) := [name, digest] if {
	[algorithm, hash] := split(digest, ":")
	every part in split(replace(replace(replace(algorithm, "-", "+"), "_", "+"), ".", "+"), "+") { is_word(part) }
	count(hash) >= 32
	of(lower(hash), "0123456789abcdef")
}

is_word(part) if {
	part != ""
	of(lower(part), lowers)
	not substring(part, 0, 1) in {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
}

before_tag(parts) := [concat(":", array.slice(parts, 0, count(parts) - 1)), parts[count(parts) - 1]] if {
	count(parts) > 1
	is_tag(parts[count(parts) - 1])
} else := [concat(":", parts), ""]

is_tag(text) if {
	count(text) in numbers.range(1, 128)
	of(lower(text), concat("", [lowers, "_.-"]))
	not substring(text, 0, 1) in {".", "-"}
}

before_slash(parts) := [parts[0], concat("/", array.slice(parts, 1, count(parts)))] if {
	count(parts) > 1
	names_host(parts[0])
} else := ["", concat("/", parts)]

names_host("localhost")

names_host(text) if contains(text, ".")

names_host(text) if contains(text, ":")

is_component(text) if {
	of(text, concat("", [lowers, "._-"]))
	text != ""
	trim(text, "._-") == text
	not has_odd_separator(text)
}

has_odd_separator(text) if {
	some odd in ["..", "___", "._", "_.", ".-", "-.", "_-", "-_"]
	contains(text, odd)
}

is_registry("")

is_registry(text) if {
	[host, port] := split(text, ":")
	port != ""
	of(port, "0123456789")
	is_host(host)
}

is_registry(text) if is_host(text)

is_registry(text) if {
	[address, port] := split(trim_prefix(text, "["), "]")
	startswith(text, "[")
	address != ""
	of(lower(address), "0123456789abcdef:")
	is_port(port)
}

is_port("")

is_port(text) if {
	startswith(text, ":")
	text != ":"
	of(substring(text, 1, -1), "0123456789")
}

is_host(text) if {
	every label in split(text, ".") {
		label != ""
		of(lower(label), concat("", [lowers, "-"]))
		trim(label, "-") == label
	}
}

components := {name: name |
	some name in ["node", "cni", "typha", "kube-controllers", "apiserver", "ctl", "csi", "upgrade", "operator", "node-driver-registrar", "pod2daemon-flexvol"]
}

others := {"dikastes", "flannel-migration-controller", "goldmane", "guardian", "key-cert-provisioner", "node-windows", "cni-windows", "webhooks", "whisker", "whisker-backend", "windows"}

component(name) := object.get(components, name, "other") if {
	name in ({one | some one, _ in components} | others)
}

flannels := {"flannel": "flannel", "flannel-cni": "flannel-cni", "flannel-cni-plugin": "flannel-cni"}

# Which component an image is, wherever it was mirrored to; undefined for images that are not of this field.
field(parsed) := found if {
	owner := owner_of(parsed.path)
	name := parsed.path[count(parsed.path) - 1]
	found := owned(owner, name)
}

owner_of(path) := path[count(path) - 2] if {
	count(path) > 1
} else := ""

owned("calico", name) := calico_image(name)

owned("projectcalico-org", name) := component(name)

owned(owner, name) := flannels[name] if {
	owner in {"flannel", "flannelcni", "flannel-io", "coreos"}
} else := folded(name) if {
	owner in {"flannel", "flannelcni", "flannel-io", "coreos"}
} else := "operator" if {
	owner == "tigera"
	name == "operator"
} else := "flannel-cni" if {
	owner == "rancher"
	name == "flannel-cni"
} else := folded(name) if {
	not owner in {"calico", "projectcalico-org"}
}

calico_image("calico") := "calico"

calico_image(name) := found if {
	name != "calico"
	found := component(name)
} else := folded(name) if {
	name != "calico"
}

# Names into which a mirror folds owner and name: `rancher/mirrored-calico-node`, `rancher/coreos-flannel`.
folded("hardened-calico") := "calico"

folded("hardened-flannel") := "flannel"

folded(name) := component(trim_prefix(trim_prefix(name, "mirrored-"), "calico-")) if {
	startswith(trim_prefix(name, "mirrored-"), "calico-")
} else := "other" if {
	startswith(name, "mirrored-calico-")
} else := "operator" if {
	trim_prefix(name, "mirrored-") == "tigera-operator"
} else := flannels[trim_prefix(trim_prefix(name, "mirrored-"), prefix)] if {
	some prefix in ["coreos-", "flannelcni-", "flannel-"]
	startswith(trim_prefix(name, "mirrored-"), concat("", [prefix, "flannel"]))
} else := flannels[trim_prefix(name, "mirrored-")] if {
	startswith(name, "mirrored-")
}
