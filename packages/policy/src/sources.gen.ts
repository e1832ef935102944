// Written by `npm run build` from the policy.rego of the rules and packages/policy/rego/lib; do not edit.
import type { CelVariable, PolicySource } from './source.js';

export const policies: readonly PolicySource[] = [
  {
    "rule": "autodetection-method",
    "title": "Autodetection of node addresses",
    "description": "The autodetection method must parse, and name the interface that peers can reach.",
    "match": [
      {
        "groups": [
          ""
        ],
        "kinds": [
          "ConfigMap"
        ]
      },
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet"
        ]
      },
      {
        "groups": [
          "operator.tigera.io"
        ],
        "kinds": [
          "Installation"
        ]
      }
    ],
    "unsaid": {
      "pattern": "needs Go's own compiler of regular expressions, whose complaint is the reason",
      "glob": "what a file glob meant takes a parser of regular expressions"
    },
    "sync": [],
    "severities": [
      "error",
      "warning",
      "info"
    ],
    "rego": "# METADATA\n# title: Autodetection of node addresses\n# description: The autodetection method must parse, and name the interface that peers can reach.\n# custom:\n#   kinds:\n#     - groups: [\"\"]\n#       kinds: [ConfigMap]\n#     - groups: [apps]\n#       kinds: [DaemonSet]\n#     - groups: [operator.tigera.io]\n#       kinds: [Installation]\n#   unsaid:\n#     pattern: needs Go's own compiler of regular expressions, whose complaint is the reason\n#     glob: what a file glob meant takes a parser of regular expressions\npackage canal.autodetection_method\n\nimport data.lib.cidr\nimport data.lib.config_map\nimport data.lib.detection\nimport data.lib.installation\nimport data.lib.plane\nimport data.lib.pools\nimport data.lib.report\nimport data.lib.workload\n\nviolation contains report.violation(msg, path, \"warning\") if {\n\tsome {\"value\": \"first-found\", \"path\": path} in written\n\tmsg := concat(\"\", [\n\t\t\"first-found takes the address of the last interface that is not excluded, which can be a bridge, a VPN or a second NIC; \",\n\t\t\"peers then dial an address that they cannot reach\",\n\t])\n}\n\nviolation contains report.violation(msg, path, \"error\") if {\n\tsome {\"value\": value, \"path\": path} in written\n\tnot is_reference(value)\n\treason := detection.fault(value)\n\tmsg := $`calico-node does not accept the method \"{value}\": {reason}`\n}\n\nviolation contains report.violation(msg, path, \"error\") if {\n\tnot is_idle\n\tsome family, variable in {4: \"IP\", 6: \"IP6\"}\n\t{\"value\": value, \"path\": path} = workload.env(variable)\n\tnot value in {\"\", \"autodetect\", \"none\"}\n\tnot contains(value, \"$(\")\n\tnot has_family(value, family)\n\tmsg := concat(\"\", [\n\t\t$\"{variable} \\\"{value}\\\" is none of autodetect and none, and no IPv{family} address: \",\n\t\t$\"calico-node ends with \\\"Environment does not contain a valid IPv{family} address\\\"\",\n\t\tmeant(value),\n\t])\n}\n\ndefault meant(_) := \"\"\n\nmeant(value) := $\"; did you mean {word}?\" if {\n\tsome word in [\"autodetect\", \"none\"]\n\tlower(trim_space(value)) == word\n}\n\nhas_family(text, family) if family_of(cidr.parse(text)) == family\n\nhas_family(text, family) if family_of(cidr.parse_ip(text)) == family\n\n# An IPv4 address that is written as one of IPv6 is IPv4.\nfamily_of(ip) := 4 if array.slice(ip.address, 0, 6) == [0, 0, 0, 0, 0, 65535]\n\nelse := ip.family\n\nviolation contains report.violation(msg, place, \"warning\") if {\n\tnot is_idle\n\tnot installation.other_cni\n\tsome family in [4, 6]\n\tplace := installation.detection_off(family)\n\t[_, pool] := sort([[pool.place, pool.name] |\n\t\tsome pool in pools.of_installation\n\t\tpool.family == family\n\t\tpools.carries_pods(pool)\n\t])[0]\n\tvariable := {4: \"IP\", 6: \"IP6\"}[family]\n\tmsg := concat(\"\", [\n\t\t$\"the detection of IPv{family} addresses is switched off here ({variable}=none): \",\n\t\t$\"nodes have no IPv{family} address, so nothing reaches the pods of pool {pool} on other nodes\",\n\t])\n}\n\nviolation contains report.violation(msg, path, \"info\") if {\n\tnot is_idle\n\t{\"value\": \"autodetect\", \"path\": path} = workload.env(\"IP\")\n\tnot workload.has_env(\"IP_AUTODETECTION_METHOD\")\n\tnot workload.is_open\n\tmsg := concat(\"\", [\n\t\t\"no IP_AUTODETECTION_METHOD is set, so the address is that of the last interface \",\n\t\t\"that is not excluded (first-found)\",\n\t])\n}\n\nwritten contains method if {\n\tnot is_idle\n\tsome prefix in [\"IP\", \"IP6\"]\n\tnot has_address(prefix)\n\tmethod := workload.env($\"{prefix}_AUTODETECTION_METHOD\")\n}\n\nwritten contains method if {\n\tnot is_idle\n\tsome key in [\"ip_autodetection_method\", \"ip6_autodetection_method\"]\n\tmethod := config_map.value(key)\n}\n\nwritten contains method if {\n\tnot is_idle\n\tsome family in [4, 6]\n\tmethod := installation.detection(family)[0]\n}\n\nhas_address(variable) if {\n\taddress := workload.env(variable).value\n\tnot address in {\"\", \"autodetect\"}\n}\n\n# With the backend none, as in Canal and policy-only, calico-node looks for no address.\nis_idle if plane.backend == \"none\"\n\nis_idle if {\n\tnot plane.backend\n\tplane.plane == \"canal\"\n\tinput.review.object.kind == \"DaemonSet\"\n}\n\nis_idle if config_map.value(\"calico_backend\").value == \"none\"\n\nis_idle if installation.backend == \"none\"\n\n# What the kubelet puts in for a whole `$(NAME)` is not known.\nis_reference(text) if {\n\tstartswith(text, \"$(\")\n\tindexof(text, \")\") == count(text) - 1\n}\n",
    "cel": {
      "kubernetes": "1.31",
      "unsaid": {
        "switchedOff": "names a pool, which takes its name from its range, and CEL cannot spell that"
      },
      "uses": [
        "resource",
        "installation",
        "workload"
      ],
      "variables": [
        {
          "name": "said",
          "expression": "['IP', 'IP6', 'IP_AUTODETECTION_METHOD', 'IP6_AUTODETECTION_METHOD', 'CALICO_NETWORKING_BACKEND', 'CLUSTER_TYPE']\n  .map(name, variables.env.filter(one, one.?name.orValue('') == name)).filter(all, all.size() > 0).map(all, all[all.size() - 1])\n  .filter(one, !has(one.valueFrom)).map(one, {'name': string(one.name), 'value': string(one.?value.orValue(''))})\n"
        },
        {
          "name": "is_open",
          "expression": "variables.calico_node.exists(node, !has(node.image) || node.?envFrom.orValue([]).exists(from,\n  from.?configMapRef.?name.orValue('') != 'kubernetes-services-endpoint'))\n"
        },
        {
          "name": "is_canal",
          "expression": "variables.pod.?containers.orValue([]).exists(one, one.?name.orValue('') == 'kube-flannel') ||\nobject.metadata.?name.orValue('') in ['canal', 'canal-node'] ||\nvariables.said.exists(one, one.name == 'CLUSTER_TYPE' && 'canal' in one.value.split(','))\n"
        },
        {
          "name": "settings",
          "expression": "object.kind == 'ConfigMap' && (object.metadata.?name.orValue('') in ['calico-config', 'canal-config'] ||\n  ['calico_backend', 'cni_network_config', 'veth_mtu', 'ip_autodetection_method', 'typha_service_name', 'canal_iface'].exists(key,\n    key in object.?data.orValue({}))) ? object.?data.orValue({}) : {}\n"
        },
        {
          "name": "routes_nothing",
          "expression": "object.kind == 'Installation' && !variables.runs_vpp && (variables.other_cni || variables.ipam == 'HostLocal' && variables.bgp == 'Disabled')\n"
        },
        {
          "name": "is_idle",
          "expression": "variables.said.exists(one, one.name == 'CALICO_NETWORKING_BACKEND' && one.value == 'none') ||\nvariables.settings[?'calico_backend'].orValue('') == 'none' || variables.routes_nothing ||\nobject.kind == 'DaemonSet' && variables.is_canal && !variables.said.exists(one, one.name == 'CALICO_NETWORKING_BACKEND') &&\n  (variables.is_open || variables.env.exists(one, one.?name.orValue('') == 'CALICO_NETWORKING_BACKEND'))\n"
        },
        {
          "name": "installed",
          "expression": "['nodeAddressAutodetectionV4', 'nodeAddressAutodetectionV6'].map(field, dyn(variables.network[?field].orValue({}))).map(written, [\n  written.?interface.orValue('') != '' ? 'interface=' + string(written.interface) : '',\n  written.?skipInterface.orValue('') != '' ? 'skip-interface=' + string(written.skipInterface) : '',\n  written.?canReach.orValue('') != '' ? 'can-reach=' + string(written.canReach) : '',\n  written.?firstFound.orValue(false) == true ? 'first-found' : '',\n  written.?cidrs.orValue([]).size() > 0 ? 'cidr=' + written.cidrs.map(range, string(range)).join(',') : '',\n  written.?kubernetes.orValue('') != '' ? 'kubernetes-internal-ip' : ''\n].filter(method, method != '')).filter(methods, methods.size() > 0).map(methods, methods[0])\n"
        },
        {
          "name": "methods",
          "expression": "variables.is_idle ? [] : variables.installed +\n  ['ip_autodetection_method', 'ip6_autodetection_method'].filter(key, key in variables.settings).map(key, string(variables.settings[key])) +\n  ['IP', 'IP6'].filter(name, !variables.said.exists(one, one.name == name && !(one.value in ['', 'autodetect'])))\n    .map(name, variables.said.filter(one, one.name == name + '_AUTODETECTION_METHOD')).filter(found, found.size() > 0).map(found, found[0].value)\n"
        },
        {
          "name": "release",
          "expression": "(variables.given.?calicoVersion.orValue('') != '' ? string(variables.given.calicoVersion) :\n  variables.calico_node.map(node, string(node.?image.orValue('')).find(':(release-)?v[0-9]+[.][0-9]+([.][0-9]+)?').replace(':', '').replace('release-', '')).join(''))\n  .find('^v?[0-9]{1,5}[.][0-9]{1,5}([.][0-9]{1,5})?').replace('v', '')\n"
        },
        {
          "name": "is_older",
          "expression": "variables.release != '' && (int(variables.release.split('.')[0]) < 3 ||\n  int(variables.release.split('.')[0]) == 3 && int(variables.release.split('.')[1]) < 22)\n"
        },
        {
          "name": "empty",
          "expression": "r'=$|=[ \\t\\n\\f\\r]*,|,[ \\t\\n\\f\\r]*(,|$)'"
        },
        {
          "name": "faults",
          "expression": "variables.methods.filter(method, !method.matches('^[$][(][^)]*[)]$')).map(method, {'method': method, 'reason':\n  method.startsWith('interface=') ?\n    (method.matches(variables.empty) ? 'an empty pattern after \"interface=\" matches every interface, veth and tunnel devices included' : '') :\n  method.startsWith('skip-interface=') ?\n    (method.matches(variables.empty) ? 'an empty pattern after \"skip-interface=\" matches every interface, so none is left to take an address from' : '') :\n  method.startsWith('cidr=') ?\n    method.substring(5).split(',').map(range, method.contains(',') ? range.trim() : range)\n      .filter(range, !isCIDR(range) && !range.matches('[$][(][a-zA-Z_][a-zA-Z0-9_.-]*[)]'))\n      .map(range, '\"' + range + '\" after \"cidr=\" is not a range such as 10.0.0.0/24, so calico-node detects no address').join('\\n').split('\\n')[0] :\n  method == 'can-reach=' ? '\"can-reach=\" without a destination finds the loopback address' :\n  method.startsWith('can-reach=') || method in ['', 'first-found'] ? '' :\n  method.startsWith('kubernetes-internal-ip') ?\n    (variables.is_older ? 'kubernetes-internal-ip came with v3.22; v' + variables.release + ' exits at start' : '') :\n  'there is no such method (the case counts), so calico-node exits at start'\n}).filter(fault, fault.reason != '')\n"
        }
      ],
      "violations": [
        {
          "message": "firstFound",
          "severity": "warning",
          "texts": "!('first-found' in variables.methods) ? [] : [\n  'first-found takes the address of the last interface that is not excluded, which can be a bridge, a VPN or a second NIC; ' +\n  'peers then dial an address that they cannot reach'\n]\n"
        },
        {
          "message": "invalid",
          "severity": "error",
          "texts": "variables.faults.map(fault, 'calico-node does not accept the method \"' + fault.method + '\": ' + fault.reason)\n"
        },
        {
          "message": "notAddress",
          "severity": "error",
          "texts": "variables.is_idle ? [] : [['IP', '4'], ['IP6', '6']].filter(family, variables.said.exists(one, one.name == family[0] &&\n    !(one.value in ['', 'autodetect', 'none']) && !one.value.contains('$(') &&\n    !(isIP(one.value) && string(ip(one.value).family()) == family[1]) && !(isCIDR(one.value) && string(cidr(one.value).ip().family()) == family[1])))\n  .map(family, {'name': family[0], 'family': family[1], 'value': variables.said.filter(one, one.name == family[0])[0].value})\n  .map(one, one.name + ' \"' + one.value + '\" is none of autodetect and none, and no IPv' + one.family +\n    ' address: calico-node ends with \"Environment does not contain a valid IPv' + one.family + ' address\"' +\n    (one.value.trim().lowerAscii() in ['autodetect', 'none'] ? '; did you mean ' + one.value.trim().lowerAscii() + '?' : ''))\n"
        },
        {
          "message": "unset",
          "severity": "info",
          "texts": "variables.is_idle || variables.is_open || !variables.said.exists(one, one.name == 'IP' && one.value == 'autodetect') ||\nvariables.env.exists(one, one.?name.orValue('') == 'IP_AUTODETECTION_METHOD') ? [] : [\n  'no IP_AUTODETECTION_METHOD is set, so the address is that of the last interface that is not excluded (first-found)'\n]\n"
        }
      ]
    }
  },
  {
    "rule": "bgp-as-number",
    "title": "AS numbers",
    "description": "The AS of calico-node's environment, and of a Node, is a number.",
    "match": [
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet"
        ]
      },
      {
        "groups": [
          ""
        ],
        "kinds": [
          "Node"
        ]
      }
    ],
    "unsaid": {
      "large": "the schema of the resources judges their own fields",
      "contradicts": "needs the nodes and their addresses, which are other objects",
      "contradictsDefault": "needs the nodes and their addresses, which are other objects",
      "ownAs": "needs the AS of the cluster, which stands in the BGPConfiguration"
    },
    "sync": [],
    "severities": [
      "error"
    ],
    "rego": "# METADATA\n# title: AS numbers\n# description: The AS of calico-node's environment, and of a Node, is a number.\n# custom:\n#   kinds:\n#     - groups: [apps]\n#       kinds: [DaemonSet]\n#     - groups: [\"\"]\n#       kinds: [Node]\n#   unsaid:\n#     large: the schema of the resources judges their own fields\n#     contradicts: needs the nodes and their addresses, which are other objects\n#     contradictsDefault: needs the nodes and their addresses, which are other objects\n#     ownAs: needs the AS of the cluster, which stands in the BGPConfiguration\npackage canal.bgp_as_number\n\nimport data.lib.digits\nimport data.lib.report\nimport data.lib.resource\nimport data.lib.workload\n\n# An AS number of a resource is judged by its schema; these two are texts that nothing checks.\nviolation contains report.violation(msg, written.path, \"error\") if {\n\tsome written in texts\n\tnot is_number_of_an_as(written.value)\n\tmsg := concat(\"\", [\n\t\t$`\"{written.value}\" is no AS number: 1 to 4294967295, `,\n\t\t\"or two halves of 16 bits such as 64086.59904\",\n\t])\n}\n\nannotation := \"projectcalico.org/ASNumber\"\n\ntexts contains {\"value\": text, \"path\": [\"metadata\", \"annotations\", annotation]} if {\n\tinput.review.object.kind == \"Node\"\n\tinput.review.object.apiVersion == \"v1\"\n\ttext := resource.text(input.review.object.metadata.annotations[annotation])\n\thas_addresses\n}\n\n# One without addresses and pod CIDRs is a fragment, which says nothing of the network.\nhas_addresses if {\n\tsome name in [\"IPv4Address\", \"IPv6Address\"]\n\t$\"projectcalico.org/{name}\" in object.keys(input.review.object.metadata.annotations)\n}\n\nhas_addresses if {\n\tsome field in object.keys(resource.spec)\n\tstartswith(field, \"podCIDR\")\n}\n\nhas_addresses if {\n\tsome address in input.review.object.status.addresses\n\taddress.type == \"InternalIP\"\n}\n\ntexts contains written if {\n\twritten := workload.env(\"AS\")\n\twritten.value != \"\"\n}\n\n# As numorstring.ASNumberFromString (api/pkg/lib/numorstring/asnumber.go).\nis_number_of_an_as(text) if {\n\tnumber := digits.number(text)\n\tnumber > 0\n\tnumber <= 4294967295\n}\n\nis_number_of_an_as(text) if {\n\thalves := [half | some part in split(text, \".\"); half := digits.number(part); half <= 65535]\n\tcount(halves) == 2\n\tcount(split(text, \".\")) == 2\n\tsum(halves) > 0\n}\n",
    "cel": {
      "uses": [
        "resource",
        "workload"
      ],
      "variables": [
        {
          "name": "variable",
          "expression": "variables.env.filter(one, one.?name.orValue('') == 'AS')"
        },
        {
          "name": "of_env",
          "expression": "variables.variable.size() == 0 ? [] :\n  [variables.variable[variables.variable.size() - 1]].filter(one, !has(one.valueFrom) && string(one.?value.orValue('')) != '').map(one, string(one.value))\n"
        },
        {
          "name": "has_addresses",
          "expression": "['projectcalico.org/IPv4Address', 'projectcalico.org/IPv6Address'].exists(key, key in object.metadata.?annotations.orValue({})) ||\nvariables.spec.exists(field, field.startsWith('podCIDR')) ||\nobject.?status.?addresses.orValue([]).exists(address, address.type == 'InternalIP')\n"
        },
        {
          "name": "of_node",
          "expression": "object.kind != 'Node' || !('projectcalico.org/ASNumber' in object.metadata.?annotations.orValue({})) || !variables.has_addresses ? [] :\n  [string(object.metadata.annotations['projectcalico.org/ASNumber'])]\n"
        },
        {
          "name": "faults",
          "expression": "(variables.of_env + variables.of_node).filter(text, !(\n  text.matches('^0*[0-9]{1,10}$') && int(text) > 0 && int(text) <= 4294967295 ||\n  text.matches('^0*[0-9]{1,5}[.]0*[0-9]{1,5}$') && text.split('.').all(half, int(half) <= 65535) && text.split('.').exists(half, int(half) > 0)))\n"
        }
      ],
      "violations": [
        {
          "message": "invalid",
          "severity": "error",
          "texts": "variables.faults.map(text, '\"' + text + '\" is no AS number: 1 to 4294967295, or two halves of 16 bits such as 64086.59904')\n"
        }
      ]
    }
  },
  {
    "rule": "bgp-mesh",
    "title": "The mesh",
    "description": "Without the mesh, nodes have peers to tell their routes.",
    "match": [
      {
        "groups": [
          "crd.projectcalico.org",
          "projectcalico.org"
        ],
        "kinds": [
          "BGPConfiguration"
        ]
      }
    ],
    "unsaid": {
      "reflector": "which peers choose a reflector hangs on labels of nodes, and a node gets its labels after it is made",
      "ownAs": "the annotation of a node is written by calico-node when it runs already"
    },
    "sync": [
      {
        "groups": [
          "crd.projectcalico.org"
        ],
        "versions": [
          "v1"
        ],
        "kinds": [
          "IPPool",
          "BGPPeer",
          "FelixConfiguration"
        ]
      },
      {
        "groups": [
          ""
        ],
        "versions": [
          "v1"
        ],
        "kinds": [
          "Node"
        ]
      }
    ],
    "severities": [
      "warning"
    ],
    "rego": "# METADATA\n# title: The mesh\n# description: Without the mesh, nodes have peers to tell their routes.\n# custom:\n#   kinds:\n#     - groups: [crd.projectcalico.org, projectcalico.org]\n#       kinds: [BGPConfiguration]\n#   sync:\n#     - groups: [crd.projectcalico.org]\n#       versions: [v1]\n#       kinds: [IPPool, BGPPeer, FelixConfiguration]\n#     - groups: [\"\"]\n#       versions: [v1]\n#       kinds: [Node]\n#   unsaid:\n#     reflector: which peers choose a reflector hangs on labels of nodes, and a node gets its labels after it is made\n#     ownAs: the annotation of a node is written by calico-node when it runs already\npackage canal.bgp_mesh\n\nimport data.lib.inventory\nimport data.lib.pools\nimport data.lib.report\nimport data.lib.resource\nimport data.lib.routes\n\n# A warning: the peers may come next, and the inventory follows the cluster with a delay.\nviolation contains report.violation(msg, [\"spec\", \"nodeToNodeMeshEnabled\"], \"warning\") if {\n\tresource.is_calico(\"BGPConfiguration\")\n\tresource.name == \"default\"\n\tresource.spec.nodeToNodeMeshEnabled == false\n\tcount(inventory.calico(\"BGPPeer\")) == 0\n\tcount(inventory.nodes) != 1\n\t[_, _, pool, word] := needy[0]\n\tmsg := concat(\"\", [\n\t\t$\"the mesh is off and the input has no BGPPeer: BIRD has nobody to tell the routes of pool {pool} ({word}), \",\n\t\t\"so pods on different nodes cannot reach each other\",\n\t])\n}\n\n# Pools whose routes come over BGP; those first of which that is sure.\nneedy := sort([[rank, i, name, word] |\n\tsome i, other in inventory.calico(\"IPPool\")\n\tpool := pools.from_resource(other)\n\tpools.carries_pods(pool)\n\tword := pools.encapsulation(pool)\n\tkind := {\"None\": \"plain\", \"IPIP\": \"ipip\", \"IPIPCrossSubnet\": \"ipip\"}[word]\n\tnot is_carried(kind)\n\trank := {\"bird\": 0, \"both\": 0, \"unknown\": 1}[routes.owner(kind, true)]\n\tname := pool.name\n])\n\n# BIRD has nobody to tell: on one segment only Felix makes the routes.\nis_carried(\"plain\") if report.parameters.underlay.routesPods == true\n\nis_carried(\"plain\") if {\n\treport.parameters.underlay.l2 == true\n\troutes.owner(\"plain\", true) == \"felix\"\n}\n"
  },
  {
    "rule": "bgp-peer",
    "title": "BGP peers",
    "description": "A BGP peer names somebody.",
    "match": [
      {
        "groups": [
          "crd.projectcalico.org",
          "projectcalico.org"
        ],
        "kinds": [
          "BGPPeer"
        ]
      }
    ],
    "unsaid": {
      "malformed": "the schema of the resource judges its own field",
      "twice": "needs the other peers",
      "hidden": "needs the other peers",
      "self": "needs the nodes and their addresses, which are other objects",
      "noNode": "needs the nodes, which are other objects",
      "noMatch": "needs the nodes and their labels, which are other objects"
    },
    "sync": [
      {
        "groups": [
          "crd.projectcalico.org"
        ],
        "versions": [
          "v1"
        ],
        "kinds": [
          "BGPFilter"
        ]
      }
    ],
    "severities": [
      "warning"
    ],
    "rego": "# METADATA\n# title: BGP peers\n# description: A BGP peer names somebody.\n# custom:\n#   kinds:\n#     - groups: [crd.projectcalico.org, projectcalico.org]\n#       kinds: [BGPPeer]\n#   sync:\n#     - groups: [crd.projectcalico.org]\n#       versions: [v1]\n#       kinds: [BGPFilter]\n#   unsaid:\n#     malformed: the schema of the resource judges its own field\n#     twice: needs the other peers\n#     hidden: needs the other peers\n#     self: needs the nodes and their addresses, which are other objects\n#     noNode: needs the nodes, which are other objects\n#     noMatch: needs the nodes and their labels, which are other objects\npackage canal.bgp_peer\n\nimport data.lib.inventory\nimport data.lib.report\nimport data.lib.resource\n\nviolation contains report.violation(msg, [], \"warning\") if {\n\tresource.is_calico(\"BGPPeer\")\n\tnot names_somebody\n\tmsg := concat(\"\", [\n\t\t$\"peer {resource.name} names nobody: \",\n\t\t`without peerIP and peerSelector confd drops it (\"PeerIP is not assigned or is malformed\")`,\n\t])\n}\n\n# Without any filter in the inventory they may not be synced.\nviolation contains report.violation(msg, [\"spec\", \"filters\", i], \"warning\") if {\n\tresource.is_calico(\"BGPPeer\")\n\tknown := {filter.metadata.name | some filter in inventory.calico(\"BGPFilter\")}\n\tcount(known) > 0\n\tis_array(resource.spec.filters)\n\tsome i, written in resource.spec.filters\n\tfilter := resource.text(written)\n\tnot filter in known\n\tmsg := concat(\"\", [\n\t\t$\"peer {resource.name} names the filter {filter}, and the input has no BGPFilter of that name: \",\n\t\t\"confd passes over it, so routes are not filtered\",\n\t])\n}\n\nnames_somebody if {\n\tsome field in [\"peerIP\", \"peerSelector\", \"localWorkloadSelector\"]\n\tresource.text(resource.spec[field])\n}\n",
    "cel": {
      "unsaid": {
        "filter": "CEL sees no other objects"
      },
      "uses": [
        "resource"
      ],
      "violations": [
        {
          "message": "nobody",
          "severity": "warning",
          "texts": "['peerIP', 'peerSelector', 'localWorkloadSelector'].exists(field, variables.spec[?field].orValue(null) != null) ? [] : [\n  'peer ' + variables.name + ' names nobody: without peerIP and peerSelector confd drops it (\"PeerIP is not assigned or is malformed\")'\n]\n"
        }
      ]
    }
  },
  {
    "rule": "canal-mtu",
    "title": "Canal's MTU",
    "description": "In Canal, pods have the MTU of flannel's tunnel.",
    "match": [
      {
        "groups": [
          ""
        ],
        "kinds": [
          "ConfigMap"
        ]
      }
    ],
    "unsaid": {},
    "sync": [],
    "severities": [
      "error",
      "warning",
      "info"
    ],
    "rego": "# METADATA\n# title: Canal's MTU\n# description: In Canal, pods have the MTU of flannel's tunnel.\n# custom:\n#   kinds:\n#     - groups: [\"\"]\n#       kinds: [ConfigMap]\npackage canal.canal_mtu\n\nimport data.lib.config_map\nimport data.lib.mtu\nimport data.lib.report\nimport data.lib.resource\n\ntype := lower(config_map.flannel_backend)\n\nbytes := mtu.flannel[type]\n\nveth := config_map.mtu\n\n# Backend.MTU is the size of the outer packet; other backends than VXLAN do not read it.\nouter := {\"mtu\": number, \"path\": found.path} if {\n\ttype == \"vxlan\"\n\tfound := config_map.net_conf_at([\"Backend\", \"MTU\"])\n\tis_number(found.value)\n\tnumber := resource.integer(found.value)\n}\n\nis_dual if {\n\ttype == \"vxlan\"\n\tconfig_map.net_conf_at([\"IPv6Network\"])\n\tconfig_map.net_conf_at([\"EnableIPv6\"]).value == true\n}\n\nviolation contains report.violation(msg, veth.path, \"info\") if {\n\tbytes > 0\n\tveth.mtu == 0\n\tfield := veth.path[count(veth.path) - 1]\n\tmsg := concat(\"\", [\n\t\t$\"{field} 0 gives pods the MTU of the NIC, because Felix sees no tunnel of its own; \",\n\t\t$\"flannel's {type} takes {header} bytes of it: full-size packets between nodes \",\n\t\t$`need ICMP \"fragmentation needed\" to get through; {remedy}`,\n\t])\n}\n\nheader := mtu.overhead[\"vxlan-v6\"] if is_dual\n\nheader := bytes if not is_dual\n\nremedy := $\"write {outer.mtu - header}\" if {\n\thas_outer\n} else := $\"write {mtu.nic - header}\" if {\n\tmtu.nic\n} else := $\"write the MTU of the NIC less {header}, which is {1500 - header} for 1500\"\n\nhas_outer if outer.mtu != 0\n\n# flannel has one figure for both families. What does not fit over IPv4 either is mtu-arithmetic's to say.\nviolation contains report.violation(msg, veth.path, \"warning\") if {\n\tis_dual\n\tveth.mtu > 0\n\tnic := nic_or_usual(veth.mtu + bytes)\n\tlimit := nic - header\n\tveth.mtu > limit\n\tveth.mtu <= nic - bytes\n\tmsg := concat(\"\", [\n\t\t$\"pod MTU {veth.mtu} fits flannel's tunnel over IPv4 only: flannel takes 50 bytes off for {type}, \",\n\t\t$\"over IPv6 the outer header has 70, and {nic} - 70 = {limit}; \",\n\t\t\"full-size packets between IPv6 addresses of pods do not get through\",\n\t])\n}\n\nnic_or_usual(_) := mtu.nic\n\nnic_or_usual(other) := other if {\n\tnot mtu.nic\n\tother in mtu.usual\n}\n\nviolation contains report.violation(msg, outer.path, \"error\") if {\n\tis_above_nic\n\tmsg := concat(\"\", [\n\t\t$\"flannel's Backend.MTU {outer.mtu} is larger than the NIC: \",\n\t\t$\"it is the size of the outer packet, and the NIC takes {mtu.nic}\",\n\t])\n}\n\nis_above_nic if {\n\touter.mtu > 0\n\touter.mtu > mtu.nic\n}\n\nviolation contains report.violation(msg, veth.path, \"warning\") if {\n\tis_above_tunnel\n\tmsg := concat(\"\", [\n\t\t$\"pod MTU {veth.mtu} is larger than what flannel carries: its Backend.MTU {outer.mtu} is the size of the outer packet, \",\n\t\t$\"and {outer.mtu} - {bytes} ({type}) = {outer.mtu - bytes}\",\n\t])\n}\n\n# What does not fit the NIC is mtu-arithmetic's to say.\nis_above_tunnel if {\n\touter.mtu > 0\n\tnot is_above_nic\n\tveth.mtu > outer.mtu - bytes\n\tnot mtu.verdict(veth.mtu, bytes)\n}\n\nviolation contains report.violation(msg, outer.path, \"info\") if {\n\touter.mtu > 0\n\tnot is_above_nic\n\tnot is_above_tunnel\n\tmeant := outer.mtu + bytes\n\tmeant in mtu.usual\n\tmeant == nic_or_usual(meant)\n\tmsg := concat(\"\", [\n\t\t$\"flannel's Backend.MTU {outer.mtu} is the size of the outer packet: flannel takes {bytes} off itself, \",\n\t\t$\"so the tunnel gets {outer.mtu - bytes}; leave it out, or write {meant}\",\n\t])\n}\n"
  },
  {
    "rule": "encapsulation-backend",
    "title": "Backend and encapsulation",
    "description": "The backend must be able to carry the encapsulation of every pool.",
    "match": [
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet"
        ]
      },
      {
        "groups": [
          ""
        ],
        "kinds": [
          "ConfigMap"
        ]
      }
    ],
    "unsaid": {},
    "sync": [],
    "severities": [
      "error",
      "warning"
    ],
    "rego": "# METADATA\n# title: Backend and encapsulation\n# description: The backend must be able to carry the encapsulation of every pool.\n# custom:\n#   kinds:\n#     - groups: [apps]\n#       kinds: [DaemonSet]\n#     - groups: [\"\"]\n#       kinds: [ConfigMap]\npackage canal.encapsulation_backend\n\nimport data.lib.config_map\nimport data.lib.plane\nimport data.lib.pools\nimport data.lib.report\nimport data.lib.routes\nimport data.lib.workload\n\nwritten := workload.env(\"CALICO_NETWORKING_BACKEND\")\n\nwritten := config_map.value(\"calico_backend\")\n\nviolation contains report.violation(msg, written.path, \"warning\") if {\n\tin_canal\n\twritten.value != \"none\"\n\tsecond := {\"vxlan\": \"Calico's VXLAN\"}\n\tmsg := concat(\"\", [\n\t\t$`backend \"{written.value}\" in Canal: flannel carries the pods, and calico-node runs `,\n\t\tobject.get(second, written.value, \"BIRD\"),\n\t\t\" as a second data plane beside it; Canal takes none\",\n\t])\n}\n\nin_canal if plane.plane == \"canal\"\n\nin_canal if config_map.canal\n\nviolation contains report.violation(msg, written.path, \"warning\") if {\n\tnot written.value in {\"bird\", \"vxlan\", \"none\"}\n\tnot in_canal\n\tmsg := concat(\"\", [\n\t\t$`backend \"{written.value}\" is none of bird, vxlan, none (compared letter for letter), `,\n\t\t\"so calico-node starts BIRD as if it were bird\",\n\t])\n}\n\nviolation contains report.violation(msg, written.path, \"error\") if {\n\twritten.value == \"none\"\n\tcalico_ipam\n\tnot report.parameters.underlay.routesPods\n\tmsg := concat(\"\", [\n\t\t\"backend none with calico-ipam: calico-node looks for no node address and programs no tunnel, \",\n\t\t\"yet pods get addresses from Calico pools that nothing routes\",\n\t])\n}\n\ncalico_ipam if {\n\tconfig_map.calico_ipam\n\tnot config_map.canal\n}\n\ncalico_ipam if {\n\tplane.calico_ipam\n\tplane.uses_pools\n}\n\n# Environment is read only before the first pool exists: what a running cluster has may differ.\nviolation contains report.violation(msg, written.path, \"warning\") if {\n\tsome pool in carried\n\tword := pools.encapsulation(pool)\n\tstartswith(word, \"IPIP\")\n\tpool.family == 4\n\troutes.owner(\"ipip\", false) == \"nobody\"\n\tmsg := concat(\"\", [\n\t\t$\"backend {written.value} runs no BIRD, and in this release Felix does not program the routes of IPIP pools: \",\n\t\t$\"nobody programs those of pool {pool.name} ({word}), so pods on different nodes cannot reach each other\",\n\t])\n}\n\nviolation contains report.violation(msg, written.path, \"warning\") if {\n\tsome pool in carried\n\tword := pools.encapsulation(pool)\n\tstartswith(word, \"IPIP\")\n\tpool.family == 4\n\troutes.owner(\"ipip\", false) == \"unknown\"\n\tmsg := concat(\"\", [\n\t\t$\"backend {written.value} runs no BIRD, and before Calico 3.33 Felix does not program the routes of IPIP pools: \",\n\t\t$\"there nobody programs those of pool {pool.name} ({word})\",\n\t])\n}\n\nviolation contains report.violation(msg, pools.place(pool), \"warning\") if {\n\tsome pool in carried\n\tpools.encapsulation(pool) == \"None\"\n\tnot routes.carried_below\n\troutes.owner(\"plain\", false) == \"nobody\"\n\tmsg := concat(\"\", [\n\t\t$\"backend {written.value} runs no BIRD, and Felix does not program the routes of a pool without encapsulation: \",\n\t\t$\"nobody programs those of pool {pool.name}, so pods on different nodes cannot reach each other\",\n\t])\n}\n\ncarried contains pool if {\n\twritten.value == \"vxlan\"\n\tsome pool in pools.of_object\n\tpools.carries_pods(pool)\n}\n"
  },
  {
    "rule": "encapsulation-required",
    "title": "A pool's encapsulation",
    "description": "A pool needs encapsulation, or a word that the underlay routes pod addresses.",
    "match": [
      {
        "groups": [
          "crd.projectcalico.org",
          "projectcalico.org"
        ],
        "kinds": [
          "IPPool"
        ]
      },
      {
        "groups": [
          "operator.tigera.io"
        ],
        "kinds": [
          "Installation"
        ]
      },
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet"
        ]
      }
    ],
    "unsaid": {
      "oneSubnet": "needs the addresses of the nodes, which are other objects"
    },
    "sync": [],
    "severities": [
      "error",
      "info"
    ],
    "rego": "# METADATA\n# title: A pool's encapsulation\n# description: A pool needs encapsulation, or a word that the underlay routes pod addresses.\n# custom:\n#   kinds:\n#     - groups: [crd.projectcalico.org, projectcalico.org]\n#       kinds: [IPPool]\n#     - groups: [operator.tigera.io]\n#       kinds: [Installation]\n#     - groups: [apps]\n#       kinds: [DaemonSet]\n#   unsaid:\n#     oneSubnet: needs the addresses of the nodes, which are other objects\npackage canal.encapsulation_required\n\nimport data.lib.installation\nimport data.lib.pools\nimport data.lib.report\nimport data.lib.routes\n\nviolation contains report.violation(msg, pools.place(pool), \"info\") if {\n\tsome pool in plain\n\tpool.routable\n\tmsg := concat(\"\", [\n\t\t$\"pool {name(pool)} has no encapsulation ({modes(pool)}) and natOutgoing false: \",\n\t\t\"its addresses must be routable in the network under the nodes, between the nodes too\",\n\t])\n}\n\nviolation contains report.violation(msg, pools.place(pool), severity(pool)) if {\n\tsome pool in plain\n\tnot pool.routable\n\tmsg := concat(\"\", [\n\t\t$\"pool {name(pool)} has no encapsulation ({modes(pool)}): pods on different nodes reach each other only where \",\n\t\t$\"the network under the nodes routes {range(pool)}, and nothing in the input says that it does\",\n\t])\n}\n\nplain contains pool if {\n\tnot routes.carried_below\n\tsome pool in pools.of_object\n\tpools.encapsulation(pool) == \"None\"\n\tpools.carries_pods(pool)\n\tpool.has_range\n\tnot installation.refuses(pool)\n}\n\nname(pool) := pool.name if pool.name != \"\"\n\nelse := \"(no name)\"\n\nrange(pool) := pool.cidr if pool.cidr != \"\"\n\nelse := \"pod addresses\"\n\n# The operator fills None in for IPv6 by itself: nobody chose it.\nseverity(pool) := \"info\" if {\n\tpool.family == 6\n\tpool.ipip.field == \"encapsulation\"\n\tnot pool.ipip.written\n} else := \"error\"\n\nmodes(pool) := \"encapsulation None\" if {\n\tpool.ipip.field == \"encapsulation\"\n\tpool.ipip.written\n} else := \"encapsulation unset, which means None here\" if {\n\tpool.ipip.field == \"encapsulation\"\n} else := mode(pool.vxlan) if {\n\t# IPIP carries IPv4 only: for IPv6 there is one mode to speak of, unless the other is written.\n\tpool.family == 6\n\tnot pool.ipip.written\n} else := $\"{mode(pool.ipip)}; {mode(pool.vxlan)}\"\n\nmode(field) := $\"{field.field} unset, which means Never\" if {\n\tnot field.written\n} else := $`{field.field} \"\"` if {\n\tfield.value == \"\"\n} else := $\"{field.field} {field.value}\"\n",
    "cel": {
      "kinds": [
        "IPPool",
        "Installation"
      ],
      "unsaid": {
        "Installation": "a pool of IPv6 among several, which the operator names after its range",
        "DaemonSet": "whether the environment makes a pool depends on ten other variables"
      },
      "uses": [
        "resource",
        "installation",
        "pool"
      ],
      "variables": [
        {
          "name": "carried_below",
          "expression": "variables.given.?underlay.?routesPods.orValue(false) == true || variables.given.?underlay.?l2.orValue(false) == true && variables.bgp != 'Disabled'\n"
        },
        {
          "name": "plain",
          "expression": "variables.carried_below || variables.refuses_plain ? [] : variables.carrying.filter(pool, pool.ipip == 'Never' && pool.vxlan == 'Never' &&\n  pool.range.matches('^([0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/[0-9]{1,3}$'))\n"
        }
      ],
      "violations": [
        {
          "message": "off",
          "severity": "error",
          "texts": "variables.plain.filter(pool, !pool.routable && pool.chosen).map(pool,\n  'pool ' + pool.name + ' has no encapsulation (' + pool.modes + '): pods on different nodes reach each other only where ' +\n  'the network under the nodes routes ' + pool.range + ', and nothing in the input says that it does')\n"
        },
        {
          "message": "off",
          "severity": "info",
          "texts": "variables.plain.filter(pool, !pool.routable && !pool.chosen).map(pool,\n  'pool ' + pool.name + ' has no encapsulation (' + pool.modes + '): pods on different nodes reach each other only where ' +\n  'the network under the nodes routes ' + pool.range + ', and nothing in the input says that it does')\n"
        },
        {
          "message": "routable",
          "severity": "info",
          "texts": "variables.plain.filter(pool, pool.routable).map(pool,\n  'pool ' + pool.name + ' has no encapsulation (' + pool.modes + ') and natOutgoing false: ' +\n  'its addresses must be routable in the network under the nodes, between the nodes too')\n"
        }
      ]
    }
  },
  {
    "rule": "failsafe-ports",
    "title": "Failsafe ports",
    "description": "Failsafe ports keep BGP, the API server and SSH open on hosts that Calico protects.",
    "match": [
      {
        "groups": [
          "crd.projectcalico.org",
          "projectcalico.org"
        ],
        "kinds": [
          "FelixConfiguration"
        ]
      },
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet"
        ]
      }
    ],
    "unsaid": {
      "missing": "needs the HostEndpoints and the policies that allow ports, which are other objects",
      "bgpPort": "needs the HostEndpoints and the BGPConfiguration, which are other objects"
    },
    "sync": [],
    "severities": [
      "error",
      "info"
    ],
    "rego": "# METADATA\n# title: Failsafe ports\n# description: Failsafe ports keep BGP, the API server and SSH open on hosts that Calico protects.\n# custom:\n#   kinds:\n#     - groups: [crd.projectcalico.org, projectcalico.org]\n#       kinds: [FelixConfiguration]\n#     - groups: [apps]\n#       kinds: [DaemonSet]\n#   unsaid:\n#     missing: needs the HostEndpoints and the policies that allow ports, which are other objects\n#     bgpPort: needs the HostEndpoints and the BGPConfiguration, which are other objects\npackage canal.failsafe_ports\n\nimport data.lib.cidr\nimport data.lib.digits\nimport data.lib.felix\nimport data.lib.report\nimport data.lib.resource\nimport data.lib.routes\nimport data.lib.workload\n\nviolation contains report.violation(msg, list.path, \"error\") if {\n\tsome list in lists\n\tpart := faults(list.text)[0]\n\tmsg := concat(\"\", [\n\t\t$`\"{part}\" is no failsafe port: Felix exits on a list that it cannot read; `,\n\t\t\"write tcp:22, udp:53, tcp:10.0.0.0/8:179 with commas between, or none\",\n\t])\n}\n\nviolation contains report.violation(msg, list.path, \"info\") if {\n\tsome list in lists\n\tcount(faults(list.text)) == 0\n\tmissing := [needed | some needed in defaults[list.direction]; is_missing(needed, list.text)]\n\tcount(missing) > 0\n\tports := [$\"{protocol} {port} ({purpose})\" | some [protocol, port, purpose] in missing]\n\tpurposes := [purpose | some [_, _, purpose] in missing]\n\tmsg := concat(\"\", [\n\t\t$\"the {list.direction} failsafe list replaces the whole default and lacks {listed(ports)}: \",\n\t\t$\"once there is a HostEndpoint, nodes lose {listed(once(purposes))}\",\n\t])\n}\n\nfields := {\n\t\"inbound\": {\"field\": \"failsafeInboundHostPorts\", \"variable\": \"FELIX_FAILSAFEINBOUNDHOSTPORTS\"},\n\t\"outbound\": {\"field\": \"failsafeOutboundHostPorts\", \"variable\": \"FELIX_FAILSAFEOUTBOUNDHOSTPORTS\"},\n}\n\nlists contains {\"direction\": direction, \"text\": found.value, \"path\": found.path} if {\n\tsome direction, names in fields\n\tfound := workload.env(names.variable)\n}\n\n# The list of a resource, in the grammar of the variable. Nothing is said where a port of it is not known.\nlists contains {\"direction\": direction, \"text\": text, \"path\": [\"spec\", names.field]} if {\n\tfelix.is_read\n\tsome direction, names in fields\n\tlist := resource.spec[names.field]\n\tis_array(list)\n\tports := [port_text(port) | some port in list]\n\tcount(ports) == count(list)\n\ttext := concat(\",\", ports)\n}\n\n# libcalico-go/lib/backend/syncersv1/updateprocessors/felixconfigprocessor.go, protoPortSliceToString. The protocol may be left out since 3.30: tcp.\nport_text(port) := concat(\":\", array.concat([protocol], array.concat(net, [resource.text(port.port)]))) if {\n\tprotocol := lower(resource.text_or(port, \"protocol\", \"tcp\"))\n\tnet := [range | text := resource.text(port.net); text != \"\"; range := spelt(text)]\n}\n\nspelt(net) := $\"[{net}]\" if contains(net, \":\")\n\nspelt(net) := net if not contains(net, \":\")\n\nparts(text) := [part | some written in split(text, \",\"); part := trim_space(written); part != \"\"] if not is_none(text)\n\nparts(text) := [] if is_none(text)\n\nis_none(text) if lower(trim_space(text)) == \"none\"\n\nfaults(text) := [part | some part in parts(text); not read(part)]\n\n# `tcp:22`, `udp:10.0.0.0/8:53`, `tcp:[fd00::1]:22`, `22` (tcp): protocol and port (felix/config/param_types.go, PortListParam.Parse).\nread(part) := [protocol, port_of(words[count(words) - 1])] if {\n\t[rest, bracketed] := without_brackets(part)\n\twords := split(rest, \":\")\n\tprotocol := protocol_of(words)\n\tprotocol in {\"tcp\", \"udp\"}\n\tis_range(range_of(words, bracketed))\n}\n\nprotocol_of([_]) := \"tcp\"\n\nprotocol_of(words) := lower(words[0]) if count(words) > 1\n\nrange_of([_, net, _], _) := net\n\nrange_of(words, bracketed) := bracketed if count(words) < 3\n\nwithout_brackets(part) := [concat(\"\", [before, behind]), net] if {\n\tbefore := substring(part, 0, indexof(part, \"[\"))\n\tinner := substring(part, count(before) + 1, -1)\n\tnet := substring(inner, 0, indexof(inner, \"]\"))\n\trest := substring(inner, count(net), -1)\n\tstartswith(rest, \"]:\")\n\tbehind := substring(rest, 2, -1)\n} else := [part, \"\"]\n\nis_range(\"\")\n\nis_range(net) if cidr.parse(net)\n\nis_range(net) if cidr.parse_ip(net)\n\nport_of(text) := port if {\n\tport := digits.number(trim_prefix(text, \"+\"))\n\tport <= 65535\n}\n\n# What a setting replaces, without 6666 and 6667 of etcd's old releases (felix/config/config_params.go:442-443).\ndefaults := {\n\t\"inbound\": array.concat([[\"tcp\", 22, \"SSH\"], [\"udp\", 68, \"DHCP\"]], both),\n\t\"outbound\": array.concat([[\"udp\", 53, \"DNS\"], [\"udp\", 67, \"DHCP\"]], both),\n}\n\nboth := [\n\t[\"tcp\", 179, \"BGP\"],\n\t[\"tcp\", 2379, \"etcd\"],\n\t[\"tcp\", 2380, \"etcd\"],\n\t[\"tcp\", 5473, \"Typha\"],\n\t[\"tcp\", 6443, \"Kubernetes API\"],\n]\n\n# A port that is open to a part of the addresses is taken for enough: which ones need it is not known.\nis_missing([protocol, port, purpose], text) if {\n\tis_needed(purpose)\n\tcount([part | some part in parts(text); read(part) == [protocol, port]]) == 0\n}\n\nis_needed(purpose) if not purpose in {\"BGP\", \"Typha\"}\n\nis_needed(\"BGP\") if routes.may_run_bird\n\nis_needed(\"Typha\") if not without_typha\n\nwithout_typha if workload.env(\"FELIX_TYPHAK8SSERVICENAME\").value in {\"\", \"none\"}\n\nlisted(words) := concat(\" and \", [concat(\", \", array.slice(words, 0, count(words) - 1)), words[count(words) - 1]]) if count(words) > 1\n\nlisted(words) := concat(\"\", words) if count(words) < 2\n\nonce(words) := [word | some i, word in words; not word in array.slice(words, 0, i)]\n",
    "cel": {
      "kinds": [
        "FelixConfiguration"
      ],
      "kubernetes": "1.31",
      "unsaid": {
        "DaemonSet": "the lists of the environment are texts in a grammar of their own"
      },
      "uses": [
        "resource",
        "felix"
      ],
      "variables": [
        {
          "name": "inbound_ports",
          "expression": "variables.spec.?failsafeInboundHostPorts.orValue([]).map(one, {\n  'net': string(one.?net.orValue('')),\n  'text': string(one.?protocol.orValue('tcp')).lowerAscii() + ':' + (string(one.?net.orValue('')) == '' ? '' :\n    string(one.net).contains(':') ? '[' + string(one.net) + ']:' : string(one.net) + ':') + string(one.port)\n})\n"
        },
        {
          "name": "inbound",
          "expression": "variables.inbound_ports.map(one, one.text)"
        },
        {
          "name": "outbound_ports",
          "expression": "variables.spec.?failsafeOutboundHostPorts.orValue([]).map(one, {\n  'net': string(one.?net.orValue('')),\n  'text': string(one.?protocol.orValue('tcp')).lowerAscii() + ':' + (string(one.?net.orValue('')) == '' ? '' :\n    string(one.net).contains(':') ? '[' + string(one.net) + ']:' : string(one.net) + ':') + string(one.port)\n})\n"
        },
        {
          "name": "outbound",
          "expression": "variables.outbound_ports.map(one, one.text)"
        },
        {
          "name": "grammar",
          "expression": "r'^(tcp|udp):(\\[[^\\]]*\\]:|[^:\\[]*:)?[+]?0*([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$'\n"
        },
        {
          "name": "inbound_faults",
          "expression": "!variables.is_read ? [] : variables.inbound_ports.filter(one, !one.text.matches(variables.grammar) ||\n  one.net != '' && !isIP(one.net) && !isCIDR(one.net)).map(one, one.text)\n"
        },
        {
          "name": "outbound_faults",
          "expression": "!variables.is_read ? [] : variables.outbound_ports.filter(one, !one.text.matches(variables.grammar) ||\n  one.net != '' && !isIP(one.net) && !isCIDR(one.net)).map(one, one.text)\n"
        },
        {
          "name": "both",
          "expression": "['tcp 179 (BGP)', 'tcp 2379 (etcd)', 'tcp 2380 (etcd)', 'tcp 5473 (Typha)', 'tcp 6443 (Kubernetes API)']"
        },
        {
          "name": "inbound_missing",
          "expression": "!variables.is_read || !has(variables.spec.failsafeInboundHostPorts) || variables.inbound_faults.size() > 0 ? [] :\n  (['tcp 22 (SSH)', 'udp 68 (DHCP)'] + variables.both).filter(needed,\n    !variables.inbound.exists(part, part.split(':')[0] + ' ' + part.substring(part.lastIndexOf(':') + 1) == needed.substring(0, needed.indexOf(' ('))))\n"
        },
        {
          "name": "outbound_missing",
          "expression": "!variables.is_read || !has(variables.spec.failsafeOutboundHostPorts) || variables.outbound_faults.size() > 0 ? [] :\n  (['udp 53 (DNS)', 'udp 67 (DHCP)'] + variables.both).filter(needed,\n    !variables.outbound.exists(part, part.split(':')[0] + ' ' + part.substring(part.lastIndexOf(':') + 1) == needed.substring(0, needed.indexOf(' ('))))\n"
        },
        {
          "name": "purposes",
          "expression": "['SSH', 'DNS', 'DHCP', 'BGP', 'etcd', 'Typha', 'Kubernetes API']"
        },
        {
          "name": "gaps",
          "expression": "[\n  {'direction': 'inbound', 'ports': variables.inbound_missing.join(', '), 'purposes': variables.purposes.filter(purpose,\n    variables.inbound_missing.exists(missing, missing.endsWith('(' + purpose + ')'))).join(', ')},\n  {'direction': 'outbound', 'ports': variables.outbound_missing.join(', '), 'purposes': variables.purposes.filter(purpose,\n    variables.outbound_missing.exists(missing, missing.endsWith('(' + purpose + ')'))).join(', ')}\n].filter(gap, gap.ports != '')\n"
        }
      ],
      "violations": [
        {
          "message": "invalid",
          "severity": "error",
          "texts": "[variables.inbound_faults, variables.outbound_faults].filter(faults, faults.size() > 0).map(faults,\n  '\"' + faults[0] + '\" is no failsafe port: Felix exits on a list that it cannot read; ' +\n  'write tcp:22, udp:53, tcp:10.0.0.0/8:179 with commas between, or none')\n"
        },
        {
          "message": "asleep",
          "severity": "info",
          "texts": "variables.gaps.map(gap,\n  'the ' + gap.direction + ' failsafe list replaces the whole default and lacks ' +\n  (gap.ports.contains(', ') ? gap.ports.substring(0, gap.ports.lastIndexOf(', ')) + ' and ' + gap.ports.substring(gap.ports.lastIndexOf(', ') + 2) : gap.ports) +\n  ': once there is a HostEndpoint, nodes lose ' +\n  (gap.purposes.contains(', ') ? gap.purposes.substring(0, gap.purposes.lastIndexOf(', ')) + ' and ' + gap.purposes.substring(gap.purposes.lastIndexOf(', ') + 2) : gap.purposes))\n"
        }
      ]
    }
  },
  {
    "rule": "image-pinned",
    "title": "Pinned images",
    "description": "Images of Calico, flannel and their operator name one release.",
    "match": [
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet",
          "Deployment",
          "StatefulSet",
          "ReplicaSet"
        ]
      },
      {
        "groups": [
          "batch"
        ],
        "kinds": [
          "Job",
          "CronJob"
        ]
      },
      {
        "groups": [
          ""
        ],
        "kinds": [
          "Pod"
        ]
      }
    ],
    "unsaid": {},
    "sync": [],
    "severities": [
      "error",
      "warning"
    ],
    "rego": "# METADATA\n# title: Pinned images\n# description: Images of Calico, flannel and their operator name one release.\n# custom:\n#   kinds:\n#     - groups: [apps]\n#       kinds: [DaemonSet, Deployment, StatefulSet, ReplicaSet]\n#     - groups: [batch]\n#       kinds: [Job, CronJob]\n#     - groups: [\"\"]\n#       kinds: [Pod]\npackage canal.image_pinned\n\nimport data.lib.digits\nimport data.lib.image\nimport data.lib.report\nimport data.lib.workload\n\nconsequence := \"nodes that pull at different times run different\"\n\nviolation contains report.violation(msg, path, \"error\") if {\n\tsome {\"text\": text, \"parsed\": parsed, \"path\": path} in images\n\tparsed.digest == \"\"\n\tsaid := {\"\": \"no tag, which means latest\", \"latest\": \"the tag latest\"}[parsed.tag]\n\tmsg := $\"image {text} has {said}: {consequence} releases; name one release\"\n}\n\nviolation contains report.violation(msg, path, \"warning\") if {\n\tsome {\"text\": text, \"parsed\": parsed, \"path\": path} in images\n\tparsed.digest == \"\"\n\tnot parsed.tag in {\"\", \"latest\"}\n\tnot names_build(parsed.tag)\n\tmsg := $\"the tag {parsed.tag} of image {text} moves: {consequence} builds; name one release or a digest\"\n}\n\nimages contains {\"text\": text, \"parsed\": parsed, \"path\": array.concat(entry.path, [\"image\"])} if {\n\tsome entry in workload.containers\n\ttext := entry.container.image\n\tparsed := image.parse(text)\n\tis_judged(parsed)\n}\n\nis_judged(parsed) if image.field(parsed)\n\n# The option of the rule: the images of all workloads.\nis_judged(_) if input.parameters.wide == true\n\n# A commit, or a full version with any suffix that does not say that it is pushed again.\nnames_build(tag) if {\n\tis_hex(tag)\n\tis_commit(count(tag))\n}\n\nnames_build(tag) if {\n\tsome i, part in split(tag, \"-g\")\n\ti > 0\n\trest := trim_left(part, hexes)\n\tis_commit(count(part) - count(rest))\n\tsubstring(rest, 0, 1) in {\"\", \"-\", \".\"}\n}\n\nnames_build(tag) if {\n\t[version, rest] := cut(lower(tag))\n\tnumbers := split(trim_prefix(version, \"v\"), \".\")\n\tcount(numbers) == 3\n\tevery number in numbers { digits.only(number) }\n\tnot moves(rest)\n}\n\nhexes := \"0123456789abcdef\"\n\nis_hex(text) if trim(text, hexes) == \"\"\n\nis_commit(length) if {\n\tlength >= 7\n\tlength <= 40\n}\n\ncut(tag) := [version, substring(tag, count(version), -1)] if version := split(tag, \"-\")[0]\n\nmoves(rest) if {\n\tsome word in [\"latest\", \"nightly\", \"snapshot\", \"master\"]\n\tcontains(rest, word)\n}\n\nmoves(rest) if \"dev\" in split(replace(rest, \".\", \"-\"), \"-\")\n",
    "cel": {
      "uses": [
        "workload"
      ],
      "variables": [
        {
          "name": "grammar",
          "expression": "r'^((localhost|[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?([.][a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])(:[0-9]+)?/)?[a-z0-9]+(([.]|__|_|-+)[a-z0-9]+)*(/[a-z0-9]+(([.]|__|_|-+)[a-z0-9]+)*)*(:[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?(@[a-zA-Z][a-zA-Z0-9]*([-_+.][a-zA-Z][a-zA-Z0-9]*)*:[0-9a-fA-F]{32,})?$'\n"
        },
        {
          "name": "names",
          "expression": "'(node|cni|typha|kube-controllers|apiserver|ctl|csi|upgrade|operator|node-driver-registrar|pod2daemon-flexvol|dikastes|flannel-migration-controller|goldmane|guardian|key-cert-provisioner|node-windows|cni-windows|webhooks|whisker|whisker-backend|windows)'\n"
        },
        {
          "name": "field",
          "expression": "'(^|/)calico/(calico|' + variables.names + ')$|(^|/)projectcalico-org/' + variables.names + '$' +\n'|(^|/)(flannel|flannelcni|flannel-io|coreos)/flannel(-cni|-cni-plugin)?$|(^|/)tigera/operator$|(^|/)rancher/flannel-cni$'\n"
        },
        {
          "name": "folded",
          "expression": "'(^|/)(hardened-calico|hardened-flannel|(mirrored-)?calico-' + variables.names + '|mirrored-calico-[^/]*|(mirrored-)?tigera-operator' +\n'|(mirrored-)?(coreos-|flannelcni-|flannel-)flannel(-cni|-cni-plugin)?|mirrored-flannel(-cni|-cni-plugin)?)$'\n"
        },
        {
          "name": "unpinned",
          "expression": "(variables.pod.?initContainers.orValue([]) + variables.pod.?containers.orValue([]))\n  .filter(one, type(one.?image.orValue(null)) == string && one.image.matches(variables.grammar) && !one.image.contains('@'))\n  .map(one, {'text': string(one.image), 'name': string(one.image).replace(string(one.image).find(':[^:/]*$'), ''), 'tag': string(one.image).find(':[^:/]*$').replace(':', '')})\n  .filter(image, variables.given.?wide.orValue(false) == true || image.name.matches(variables.field) || image.name.matches(variables.folded) && !image.name.matches('(^|/)projectcalico-org/[^/]*$'))\n"
        },
        {
          "name": "moving",
          "expression": "variables.unpinned.filter(image, !(image.tag in ['', 'latest']) && !(\n  image.tag.matches('^[0-9a-f]{7,40}$') || image.tag.matches('-g[0-9a-f]{7,40}([-.]|$)') ||\n  image.tag.lowerAscii().matches('^v?[0-9]+[.][0-9]+[.][0-9]+(-|$)') && !image.tag.lowerAscii().matches('-.*(latest|nightly|snapshot|master)|[-.]dev([-.]|$)')))\n"
        }
      ],
      "violations": [
        {
          "message": "none",
          "severity": "error",
          "texts": "variables.unpinned.filter(image, image.tag == '').map(image,\n  'image ' + image.text + ' has no tag, which means latest: nodes that pull at different times run different releases; name one release')\n"
        },
        {
          "message": "latest",
          "severity": "error",
          "texts": "variables.unpinned.filter(image, image.tag == 'latest').map(image,\n  'image ' + image.text + ' has the tag latest: nodes that pull at different times run different releases; name one release')\n"
        },
        {
          "message": "moving",
          "severity": "warning",
          "texts": "variables.moving.map(image,\n  'the tag ' + image.tag + ' of image ' + image.text + ' moves: nodes that pull at different times run different builds; name one release or a digest')\n"
        }
      ]
    }
  },
  {
    "rule": "image-version-skew",
    "title": "Releases of images",
    "description": "The images of Calico in one cluster are of one release.",
    "match": [
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet",
          "Deployment"
        ]
      }
    ],
    "unsaid": {},
    "sync": [
      {
        "groups": [
          "apps"
        ],
        "versions": [
          "v1"
        ],
        "kinds": [
          "DaemonSet",
          "Deployment"
        ]
      }
    ],
    "severities": [
      "warning"
    ],
    "rego": "# METADATA\n# title: Releases of images\n# description: The images of Calico in one cluster are of one release.\n# custom:\n#   kinds:\n#     - groups: [apps]\n#       kinds: [DaemonSet, Deployment]\n#   sync:\n#     - groups: [apps]\n#       versions: [v1]\n#       kinds: [DaemonSet, Deployment]\npackage canal.image_version_skew\n\nimport data.lib.image\nimport data.lib.inventory\nimport data.lib.release\nimport data.lib.report\nimport data.lib.version\nimport data.lib.workload\n\nviolation contains report.violation(msg, one.path, \"warning\") if {\n\tsome one in own\n\tnot agrees(one.release, common.release)\n\tcause := reason[has_single_image(one.release) == has_single_image(common.release)]\n\tmsg := concat(\"\", [\n\t\t$\"{one.image} is of {version.written(one.release)}, and {others} of {version.written(common.release)}: \",\n\t\tcause,\n\t])\n}\n\nreason := {\n\ttrue: concat(\"\", [\n\t\t\"Calico releases and tests its images under one tag, and components of two releases need not understand each other; \",\n\t\t\"name one release\",\n\t]),\n\tfalse: concat(\"\", [\n\t\t\"from v3.33 on Calico has two images, node and calico, and its components are started by other commands, \",\n\t\t\"so that no tag alone mends it; apply the whole manifest of one release\",\n\t]),\n}\n\nown := [used | some entry in workload.containers; used := of_container(entry)]\n\n# An upgrade changes one workload after the other: compared at admission, its first object would be refused, and so all of them. The\n# audit, which asks without an operation, compares.\nsynced := [used |\n\tobject.get(input.review, \"operation\", \"\") == \"\"\n\tcount(own) > 0\n\tsome other in inventory.workloads\n\tsome list in [\"initContainers\", \"containers\"]\n\tsome container in object.get(other.spec.template.spec, list, [])\n\tcontains(container.image, \"calico\")\n\tused := of_container({\"container\": container, \"path\": []})\n]\n\nused := array.concat(synced, own)\n\nof_container(entry) := {\"image\": entry.container.image, \"release\": found, \"name\": name, \"field\": field, \"path\": path} if {\n\tparsed := image.parse(entry.container.image)\n\tfield := image.field(parsed)\n\tfound := release.of_image(parsed, field)\n\tname := parsed.path[count(parsed.path) - 1]\n\tpath := array.concat(entry.path, [\"image\"])\n}\n\n# What most images name; with as many on each side, what calico/node names.\ncommon := used[0 - place] if {\n\t[_, _, place] := max([[votes(one.release), is_node(one.field), 0 - i] | some i, one in used])\n}\n\nvotes(wanted) := count([one | some one in used; agrees(one.release, wanted)])\n\nis_node(field) := 1 if field in {\"node\", \"calico\"}\n\nelse := 0\n\nothers := $\"{common.name} is\" if votes(common.release) == 1\n\nothers := $\"{votes(common.release)} others are\" if votes(common.release) > 1\n\n# v3.30 agrees with each of its patches.\nagrees(a, b) if {\n\tarray.slice(a, 0, 2) == array.slice(b, 0, 2)\n\tpatches := {patch | some one in [a, b]; patch := one[2]}\n\tcount(patches) < 2\n}\n\nhas_single_image(one) if version.at_least(one, 3, 33)\n\nelse := false\n"
  },
  {
    "rule": "mtu-arithmetic",
    "title": "MTU arithmetic",
    "description": "Pod and tunnel MTUs must leave room for the outer header.",
    "match": [
      {
        "groups": [
          ""
        ],
        "kinds": [
          "ConfigMap"
        ]
      },
      {
        "groups": [
          "crd.projectcalico.org",
          "projectcalico.org"
        ],
        "kinds": [
          "FelixConfiguration"
        ]
      },
      {
        "groups": [
          "operator.tigera.io"
        ],
        "kinds": [
          "Installation"
        ]
      }
    ],
    "unsaid": {
      "patternError": "needs Go's own compiler of regular expressions, whose complaint is the reason",
      "patternMisses": "needs the interfaces, which other objects name"
    },
    "sync": [],
    "severities": [
      "error",
      "warning"
    ],
    "rego": "# METADATA\n# title: MTU arithmetic\n# description: Pod and tunnel MTUs must leave room for the outer header.\n# custom:\n#   kinds:\n#     - groups: [\"\"]\n#       kinds: [ConfigMap]\n#     - groups: [crd.projectcalico.org, projectcalico.org]\n#       kinds: [FelixConfiguration]\n#     - groups: [operator.tigera.io]\n#       kinds: [Installation]\n#   unsaid:\n#     patternError: needs Go's own compiler of regular expressions, whose complaint is the reason\n#     patternMisses: needs the interfaces, which other objects name\npackage canal.mtu_arithmetic\n\nimport data.lib.mtu\nimport data.lib.report\n\nviolation contains report.violation(msg, path, \"error\") if {\n\tsome {\"what\": what, \"mtu\": value, \"path\": path, \"header\": header, \"conditional\": false} in mtu.judged\n\tnic := mtu.nic\n\tlimit := nic - header.bytes\n\tvalue > limit\n\tmsg := $\"{what} {value} does not fit: NIC {nic}{less(header)} = {limit}\"\n}\n\nviolation contains report.violation(msg, path, \"warning\") if {\n\tsome {\"what\": what, \"mtu\": value, \"path\": path, \"header\": header, \"conditional\": false} in mtu.judged\n\t{\"nic\": nic, \"max\": limit} = mtu.unknown_nic(value, header.bytes)\n\tmsg := concat(\"\", [\n\t\t$\"{what} {value} does not fit a NIC of {nic}: {nic}{less(header)} = {limit}; \",\n\t\t$\"it needs a NIC of {value + header.bytes}\",\n\t])\n}\n\nviolation contains report.violation(msg, path, \"warning\") if {\n\tsome {\"what\": what, \"mtu\": value, \"path\": path, \"header\": header, \"conditional\": true} in mtu.judged\n\t{\"nic\": nic, \"max\": limit} = mtu.verdict(value, header.bytes)\n\tmsg := concat(\"\", [\n\t\t$\"{what} {value} leaves no room for an outer header: once the pool is encapsulated, \",\n\t\t$\"a NIC of {nic} leaves {nic}{less(header)} = {limit}\",\n\t])\n}\n\nviolation contains report.violation(msg, path, \"error\") if {\n\tsome {\"mtu\": value, \"path\": path} in mtu.below_ipv6\n\tmsg := $\"pod MTU {value} is below 1280, the least that IPv6 allows (RFC 8200): pods get no IPv6\"\n}\n\nless(header) := \"\" if header.bytes == 0\n\nless(header) := $\" - {header.bytes} ({header.name})\" if header.bytes > 0\n"
  },
  {
    "rule": "pool-cidr",
    "title": "A pool's CIDR",
    "description": "A pool's CIDR must be valid, hold its blocks, and be private.",
    "match": [
      {
        "groups": [
          "crd.projectcalico.org",
          "projectcalico.org"
        ],
        "kinds": [
          "IPPool"
        ]
      },
      {
        "groups": [
          "operator.tigera.io"
        ],
        "kinds": [
          "Installation"
        ]
      },
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet"
        ]
      }
    ],
    "unsaid": {
      "overNodes": "needs the addresses of the nodes, which are other objects",
      "overServices": "needs the service range, which stands in kubeadm's configuration",
      "outsidePods": "needs the cluster's pod range, which stands in kubeadm's configuration",
      "podsOverServices": "needs the ranges that stand in kubeadm's configuration",
      "servicesOverNodes": "needs the service range and the addresses of the nodes",
      "twoPodRanges": "needs both ranges, which stand in kubeadm's configuration"
    },
    "sync": [
      {
        "groups": [
          "crd.projectcalico.org"
        ],
        "versions": [
          "v1"
        ],
        "kinds": [
          "IPPool"
        ]
      }
    ],
    "severities": [
      "error",
      "warning"
    ],
    "rego": "# METADATA\n# title: A pool's CIDR\n# description: A pool's CIDR must be valid, hold its blocks, and be private.\n# custom:\n#   kinds:\n#     - groups: [crd.projectcalico.org, projectcalico.org]\n#       kinds: [IPPool]\n#     - groups: [operator.tigera.io]\n#       kinds: [Installation]\n#     - groups: [apps]\n#       kinds: [DaemonSet]\n#   unsaid:\n#     overNodes: needs the addresses of the nodes, which are other objects\n#     overServices: needs the service range, which stands in kubeadm's configuration\n#     outsidePods: needs the cluster's pod range, which stands in kubeadm's configuration\n#     podsOverServices: needs the ranges that stand in kubeadm's configuration\n#     servicesOverNodes: needs the service range and the addresses of the nodes\n#     twoPodRanges: needs both ranges, which stand in kubeadm's configuration\n#   sync:\n#     - groups: [crd.projectcalico.org]\n#       versions: [v1]\n#       kinds: [IPPool]\npackage canal.pool_cidr\n\nimport data.lib.cidr\nimport data.lib.inventory\nimport data.lib.pools\nimport data.lib.ranges\nimport data.lib.report\nimport data.lib.resource\n\n# What the operator's definition requires, the API server refuses by itself.\nviolation contains report.violation(msg, pool.cidr.path, \"error\") if {\n\tresource.is_calico(\"IPPool\")\n\tsome pool in ranges.of_object\n\tpool.cidr.value == null\n\tmsg := $\"pool {pool.name} has no cidr: Calico refuses it\"\n}\n\nviolation contains report.violation(msg, pool.cidr.path, \"error\") if {\n\tsome pool in ranges.of_object\n\tis_string(pool.cidr.value)\n\tnot cidr.parse(pool.cidr.value)\n\tmsg := $`\"{pool.cidr.value}\" is not a CIDR such as 10.244.0.0/16`\n}\n\n# calico-node takes IPv4 in CALICO_IPV4POOL_CIDR only, and IPv6 in the other (node/pkg/lifecycle/startup/startup.go:907-1003).\nviolation contains report.violation(msg, pool.cidr.path, \"error\") if {\n\tsome pool in ranges.of_object\n\tcidr.parse(pool.cidr.value).family != pool.family\n\tmsg := concat(\"\", [\n\t\t$\"{pool.cidr.value} is no range of IPv{pool.family}, which the variable is for: \",\n\t\t\"calico-node ends on it\",\n\t])\n}\n\n# calico-node masks CALICO_IPV4POOL_CIDR itself (node/pkg/lifecycle/startup/startup.go:907-1003).\nviolation contains report.violation(msg, pool.cidr.path, \"error\") if {\n\tsome {\"pool\": pool, \"range\": range} in valid\n\tpool.from == \"resource\"\n\tcidr.has_host_bits(range)\n\tmsg := concat(\"\", [\n\t\t$\"{pool.cidr.value} has bits set behind its prefix: Calico refuses it; \",\n\t\t$\"the network is {cidr.masked(range)}\",\n\t])\n}\n\nviolation contains report.violation(msg, pool.cidr.path, \"error\") if {\n\tsome {\"pool\": pool, \"range\": range} in valid\n\tcidr.is_link_local(range)\n\tmsg := $\"{pool.cidr.value} lies in link-local space, from which Calico takes no pool\"\n}\n\nviolation contains report.violation(msg, pool.block.path, \"error\") if {\n\tsome {\"pool\": pool, \"range\": range} in valid\n\tblock := size(pool.block, range.family)\n\tnot block in sizes[range.family]\n\t[least, most] := bounds[range.family]\n\tmsg := $\"blockSize {block} is outside the range of IPv{range.family}: {least} to {most}\"\n}\n\n# libcalico-go skips the size of a disabled pool (libcalico-go/lib/validator/v3/validator.go:973-1010).\nviolation contains report.violation(msg, pool.cidr.path, \"error\") if {\n\tsome {\"pool\": pool, \"range\": range} in valid\n\tblock := size(pool.block, range.family)\n\tblock in sizes[range.family]\n\trange.prefix > block\n\tnot pool.disabled\n\tmsg := $\"pool {pool.cidr.value} is smaller than one block: a /{range.prefix} cannot hold a block of /{block}\"\n}\n\nviolation contains report.violation(msg, pool.cidr.path, \"warning\") if {\n\tsome {\"pool\": pool, \"range\": range} in valid\n\tpools.carries_pods(pool)\n\tcidr.is_public(range)\n\tmsg := concat(\"\", [\n\t\t$\"{pool.cidr.value} is public address space: \",\n\t\t\"pods cannot reach the hosts on the Internet that own it\",\n\t])\n}\n\n# Of two ranges that overlap, one holds the other.\nviolation contains report.violation(msg, later.path, \"error\") if {\n\tsome inner in ranged\n\touter := widest([one | some one in ranged; surrounds(one, inner)])\n\tinner.name != outer.name\n\tlater := [one | some one in [inner, outer]; one.order == max([inner.order, outer.order])][0]\n\tearlier := [one | some one in [inner, outer]; one != later][0]\n\tmsg := concat(\"\", [\n\t\t$\"pool {later.text} overlaps pool {earlier.name} ({earlier.text}): \",\n\t\t\"the same address could be given twice\",\n\t])\n}\n\nvalid contains {\"pool\": pool, \"range\": range} if {\n\tsome pool in ranges.of_object\n\trange := cidr.parse(pool.cidr.value)\n\tobject.get(pool, \"family\", range.family) == range.family\n}\n\nsize(block, _) := block.value if block.value != \"default\"\n\nsize(block, family) := {4: 26, 6: 122}[family] if block.value == \"default\"\n\nbounds := {4: [20, 32], 6: [116, 128]}\n\nsizes := {family: {size | some size in numbers.range(least, most)} | some family, [least, most] in bounds}\n\n# The pools of this object, and those that others have in its addresses: they were there before. `order` is that of canal-lint's own files.\nranged contains {\"order\": [1, pool.cidr.path], \"name\": pool.name, \"text\": pool.cidr.value, \"path\": pool.cidr.path, \"range\": range} if {\n\tsome pool in ranges.of_object\n\trange := cidr.parse(pool.cidr.value)\n}\n\n# The builtin passes over the many without work; what it lets through is read again.\nranged contains {\"order\": [0, i], \"name\": name, \"text\": text, \"range\": range} if {\n\tresource.is_calico(\"IPPool\")\n\town := resource.text(resource.spec.cidr)\n\tsome i, other in inventory.calico(\"IPPool\")\n\ttext := other.spec.cidr\n\tnet.cidr_intersects(own, text)\n\trange := cidr.parse(text)\n\tname := other.metadata.name\n}\n\n# True where one holds the other; of two alike, the later one lies in the earlier.\nsurrounds(one, other) if {\n\tcidr.holds(one.range, other.range)\n\t[one.range.prefix, one.order] < [other.range.prefix, other.order]\n}\n\nwidest(around) := [one | some one in around; [one.range.prefix, one.order] == min([[other.range.prefix, other.order] | some other in around])][0]\n",
    "cel": {
      "kinds": [
        "IPPool"
      ],
      "kubernetes": "1.31",
      "unsaid": {
        "overlap": "CEL sees no other objects",
        "Installation": "the operator reads its pools in a way of its own, which ten other settings change",
        "DaemonSet": "whether the environment makes a pool depends on ten other variables",
        "otherFamily": "an IPPool has no family but that of its range"
      },
      "uses": [
        "resource"
      ],
      "variables": [
        {
          "name": "range",
          "expression": "string(variables.spec.?cidr.orValue(''))"
        },
        {
          "name": "family",
          "expression": "variables.range.contains(':') ? 6 : 4"
        },
        {
          "name": "carries_pods",
          "expression": "variables.spec.?disabled.orValue(false) != true &&\n(variables.spec.?allowedUses.orValue([]).size() == 0 || variables.spec.allowedUses.exists(use, use == 'Workload'))\n"
        },
        {
          "name": "is_range",
          "expression": "isCIDR(variables.range)"
        },
        {
          "name": "bits",
          "expression": "variables.family == 6 ? 128 : 32"
        },
        {
          "name": "written",
          "expression": "int(variables.spec.?blockSize.orValue(0))"
        },
        {
          "name": "block",
          "expression": "variables.written != 0 ? variables.written : variables.bits - 6"
        },
        {
          "name": "smallest",
          "expression": "variables.family == 6 ? 116 : 20"
        },
        {
          "name": "in_bounds",
          "expression": "variables.block >= variables.smallest && variables.block <= variables.bits"
        },
        {
          "name": "reserved",
          "expression": "[\n  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',\n  '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'\n]\n"
        },
        {
          "name": "is_public",
          "expression": "variables.family == 4 ? !variables.reserved.exists(outer, cidr(outer).containsCIDR(variables.range)) :\n  (cidr('2000::/3').containsCIDR(variables.range) || cidr(variables.range).containsCIDR('2000::/3')) &&\n  !['2001:db8::/32', '3fff::/20'].exists(outer, cidr(outer).containsCIDR(variables.range))\n"
        }
      ],
      "violations": [
        {
          "message": "missing",
          "severity": "error",
          "texts": "variables.spec.?cidr.orValue(null) != null ? [] : ['pool ' + (variables.name == '' ? '(no name)' : variables.name) + ' has no cidr: Calico refuses it']\n"
        },
        {
          "message": "notCidr",
          "severity": "error",
          "texts": "variables.spec.?cidr.orValue(null) == null || variables.is_range || variables.range.matches(':.*[.]|/0[0-9]') ? [] : ['\"' + variables.range + '\" is not a CIDR such as 10.244.0.0/16']\n"
        },
        {
          "message": "hostBits",
          "severity": "error",
          "texts": "!variables.is_range || cidr(variables.range) == cidr(variables.range).masked() ? [] : [\n  variables.range + ' has bits set behind its prefix: Calico refuses it; the network is ' + string(cidr(variables.range).masked())\n]\n"
        },
        {
          "message": "linkLocal",
          "severity": "error",
          "texts": "!variables.is_range || !['169.254.0.0/16', 'fe80::/10'].exists(local,\n  cidr(local).containsCIDR(variables.range) || cidr(variables.range).containsCIDR(local)) ? [] : [\n  variables.range + ' lies in link-local space, from which Calico takes no pool'\n]\n"
        },
        {
          "message": "blockRange",
          "severity": "error",
          "texts": "!variables.is_range || variables.in_bounds ? [] : [\n  'blockSize ' + string(variables.block) + ' is outside the range of IPv' + string(variables.family) + ': ' +\n  string(variables.smallest) + ' to ' + string(variables.bits)\n]\n"
        },
        {
          "message": "small",
          "severity": "error",
          "texts": "!variables.is_range || !variables.in_bounds || variables.spec.?disabled.orValue(false) == true || cidr(variables.range).prefixLength() <= variables.block ? [] : [\n  'pool ' + variables.range + ' is smaller than one block: a /' + string(cidr(variables.range).prefixLength()) +\n  ' cannot hold a block of /' + string(variables.block)\n]\n"
        },
        {
          "message": "public",
          "severity": "warning",
          "texts": "!variables.is_range || !variables.carries_pods || !variables.is_public ? [] : [\n  variables.range + ' is public address space: pods cannot reach the hosts on the Internet that own it'\n]\n"
        }
      ]
    }
  },
  {
    "rule": "pool-modes",
    "title": "A pool's modes",
    "description": "A pool's modes must be values that Calico accepts together.",
    "match": [
      {
        "groups": [
          "crd.projectcalico.org",
          "projectcalico.org"
        ],
        "kinds": [
          "IPPool"
        ]
      },
      {
        "groups": [
          "operator.tigera.io"
        ],
        "kinds": [
          "Installation"
        ]
      },
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet"
        ]
      }
    ],
    "unsaid": {},
    "sync": [],
    "severities": [
      "error",
      "warning"
    ],
    "rego": "# METADATA\n# title: A pool's modes\n# description: A pool's modes must be values that Calico accepts together.\n# custom:\n#   kinds:\n#     - groups: [crd.projectcalico.org, projectcalico.org]\n#       kinds: [IPPool]\n#     - groups: [operator.tigera.io]\n#       kinds: [Installation]\n#     - groups: [apps]\n#       kinds: [DaemonSet]\npackage canal.pool_modes\n\nimport data.lib.pools\nimport data.lib.report\n\nviolation contains report.violation(msg, pool.vxlan.path, severity(pool)) if {\n\tsome pool in pools.of_object\n\tis_on(pool.ipip)\n\tis_on(pool.vxlan)\n\tmsg := concat(\"\", [\n\t\t$\"pool {pool.name} has IPIP ({pool.ipip.value}) and VXLAN ({pool.vxlan.value}) on at once: \",\n\t\t\"Calico refuses such a pool; switch one of them off\",\n\t])\n}\n\nviolation contains report.violation(msg, pool.ipip.path, severity(pool)) if {\n\tsome pool in pools.of_object\n\tpool.family == 6\n\tis_on(pool.ipip)\n\tnot is_on(pool.vxlan)\n\tmsg := $\"IPIP carries IPv4 only, and pool {pool.name} is IPv6 ({pool.cidr}): Calico refuses it; use vxlanMode\"\n}\n\nviolation contains report.violation(msg, mode.path, severity(pool)) if {\n\tsome pool in pools.of_object\n\tcount(pool.uses) > 0\n\tevery use in pool.uses { use == \"LoadBalancer\" }\n\t[mode] := [field | some field in [pool.ipip, pool.vxlan]; is_on(field)]\n\tmsg := concat(\"\", [\n\t\t$\"pool {pool.name} gives addresses to load balancers only, \",\n\t\t\"which takes no encapsulation: Calico refuses it; write Never\",\n\t])\n}\n\nviolation contains report.violation(msg, field.path, severity(pool)) if {\n\tsome pool in pools.of_object\n\tsome field in [pool.ipip, pool.vxlan]\n\tfield.written\n\tnot pools.mode(field)\n\tallowed := {\n\t\t\"env\": \"Always, CrossSubnet, Never and Off (any case)\",\n\t\t\"resource\": \"Always, CrossSubnet and Never\",\n\t}[pool.from]\n\tmsg := $`{field.field} \"{field.value}\" is no mode: {allowed} are the values`\n}\n\nis_on(field) if pools.mode(field) != \"Never\"\n\n# Environment makes a pool only where none exists yet.\nseverity(pool) := {\"env\": \"warning\", \"resource\": \"error\"}[pool.from]\n",
    "cel": {
      "kinds": [
        "IPPool",
        "Installation"
      ],
      "unsaid": {
        "Installation": "a pool of IPv6 among several, which the operator names after its range",
        "DaemonSet": "whether the environment makes a pool depends on ten other variables"
      },
      "uses": [
        "resource",
        "installation",
        "pool"
      ],
      "violations": [
        {
          "message": "both",
          "severity": "error",
          "texts": "variables.pools.filter(pool, pool.ipip in variables.is_on && pool.vxlan in variables.is_on).map(pool,\n  'pool ' + pool.name + ' has IPIP (' + pool.ipip + ') and VXLAN (' + pool.vxlan +\n  ') on at once: Calico refuses such a pool; switch one of them off')\n"
        },
        {
          "message": "ipipOnIpv6",
          "severity": "error",
          "texts": "variables.pools.filter(pool, pool.range.contains(':') && pool.ipip in variables.is_on && !(pool.vxlan in variables.is_on)).map(pool,\n  'IPIP carries IPv4 only, and pool ' + pool.name + ' is IPv6 (' + pool.range + '): Calico refuses it; use vxlanMode')\n"
        },
        {
          "message": "loadBalancer",
          "severity": "error",
          "texts": "variables.pools.filter(pool, pool.uses.size() > 0 && pool.uses.all(use, use == 'LoadBalancer') &&\n  (pool.ipip in variables.is_on) != (pool.vxlan in variables.is_on)).map(pool,\n  'pool ' + pool.name + ' gives addresses to load balancers only, which takes no encapsulation: Calico refuses it; write Never')\n"
        },
        {
          "message": "unknownMode",
          "severity": "error",
          "texts": "variables.written_modes.filter(field, !(field == 'ipipMode' && has(variables.spec.ipip)) &&\n  !(variables.spec[field] in ['Never', 'Always', 'CrossSubnet'])).map(field,\n  field + ' \"' + string(variables.spec[field]) + '\" is no mode: Always, CrossSubnet and Never are the values')\n"
        }
      ]
    }
  },
  {
    "rule": "probe-backend",
    "title": "Probes for BIRD",
    "description": "Probes ask for BIRD only where the backend starts it.",
    "match": [
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet"
        ]
      },
      {
        "groups": [
          ""
        ],
        "kinds": [
          "Pod"
        ]
      }
    ],
    "unsaid": {},
    "sync": [],
    "severities": [
      "error"
    ],
    "rego": "# METADATA\n# title: Probes for BIRD\n# description: Probes ask for BIRD only where the backend starts it.\n# custom:\n#   kinds:\n#     - groups: [apps]\n#       kinds: [DaemonSet]\n#     - groups: [\"\"]\n#       kinds: [Pod]\npackage canal.probe_backend\n\nimport data.lib.plane\nimport data.lib.report\nimport data.lib.workload\n\nviolation contains report.violation(msg, path, \"error\") if {\n\tplane.backend in {\"none\", \"vxlan\"}\n\tsome entry in workload.containers\n\tsome kind, outcome in outcomes\n\tsome i, word in entry.container[$\"{kind}Probe\"].exec.command\n\tflag := flags(word)[0]\n\tpath := array.concat(entry.path, [$\"{kind}Probe\", \"exec\", \"command\", i])\n\tmsg := concat(\"\", [\n\t\t$\"the {kind} probe asks for BIRD ({flag}), and with the backend {plane.backend} no BIRD runs: \",\n\t\t$\"{outcome}; take {flag} out\",\n\t])\n}\n\noutcomes := {\n\t\"liveness\": \"the probe fails for ever and kubelet restarts calico-node again and again\",\n\t\"readiness\": \"calico-node never becomes ready\",\n}\n\n# Flags of `calico-node` up to v3.32 and of `calico component node health` since; Go takes one dash or two.\nflags(word) := [flag |\n\tsome part in split(replace(replace(word, \"\\n\", \" \"), \"\\t\", \" \"), \" \")\n\tsome dashes in [\"-\", \"--\"]\n\tsome daemon in [\"bird\", \"bird6\"]\n\tsome check in [\"live\", \"ready\"]\n\tflag := $\"{dashes}{daemon}-{check}\"\n\tstartswith(part, flag)\n\tnot goes_on(substring(part, count(flag), 1))\n]\n\ngoes_on(character) if {\n\tcharacter != \"\"\n\tcontains(\"abcdefghijklmnopqrstuvwxyz0123456789_-\", lower(character))\n}\n",
    "cel": {
      "uses": [
        "resource",
        "workload"
      ],
      "variables": [
        {
          "name": "said",
          "expression": "variables.env.filter(one, one.?name.orValue('') == 'CALICO_NETWORKING_BACKEND')"
        },
        {
          "name": "backend",
          "expression": "variables.said.size() == 0 || has(variables.said[variables.said.size() - 1].valueFrom) ? '' :\n  string(variables.said[variables.said.size() - 1].?value.orValue(''))\n"
        },
        {
          "name": "flag",
          "expression": "r'(^|[ \\n\\t])--?bird6?-(live|ready)([^a-zA-Z0-9_-]|$)'"
        },
        {
          "name": "containers",
          "expression": "variables.backend in ['none', 'vxlan'] ? variables.pod.?initContainers.orValue([]) + variables.pod.?containers.orValue([]) : []\n"
        },
        {
          "name": "word",
          "expression": "r'--?bird6?-(live|ready)'"
        }
      ],
      "violations": [
        {
          "message": "liveness",
          "severity": "error",
          "texts": "variables.containers.map(one, one.?livenessProbe.?exec.?command.orValue([]).filter(word, string(word).matches(variables.flag)).map(word,\n  'the liveness probe asks for BIRD (' + string(word).find(variables.word) + '), and with the backend ' + variables.backend +\n  ' no BIRD runs: the probe fails for ever and kubelet restarts calico-node again and again; take ' +\n  string(word).find(variables.word) + ' out')).filter(texts, texts.size() > 0).map(texts, texts.join(' | '))\n"
        },
        {
          "message": "readiness",
          "severity": "error",
          "texts": "variables.containers.map(one, one.?readinessProbe.?exec.?command.orValue([]).filter(word, string(word).matches(variables.flag)).map(word,\n  'the readiness probe asks for BIRD (' + string(word).find(variables.word) + '), and with the backend ' + variables.backend +\n  ' no BIRD runs: calico-node never becomes ready; take ' +\n  string(word).find(variables.word) + ' out')).filter(texts, texts.size() > 0).map(texts, texts.join(' | '))\n"
        }
      ]
    }
  },
  {
    "rule": "resource-name",
    "title": "Names that are read",
    "description": "A configuration resource has a name under which Calico reads it.",
    "match": [
      {
        "groups": [
          "crd.projectcalico.org",
          "projectcalico.org"
        ],
        "kinds": [
          "FelixConfiguration",
          "BGPConfiguration",
          "ClusterInformation",
          "KubeControllersConfiguration",
          "IPAMConfig",
          "IPAMConfiguration"
        ]
      },
      {
        "groups": [
          "operator.tigera.io"
        ],
        "kinds": [
          "Installation",
          "APIServer"
        ]
      }
    ],
    "unsaid": {},
    "sync": [],
    "severities": [
      "warning"
    ],
    "rego": "# METADATA\n# title: Names that are read\n# description: A configuration resource has a name under which Calico reads it.\n# custom:\n#   kinds:\n#     - groups: [crd.projectcalico.org, projectcalico.org]\n#       kinds: [FelixConfiguration, BGPConfiguration, ClusterInformation, KubeControllersConfiguration, IPAMConfig, IPAMConfiguration]\n#     - groups: [operator.tigera.io]\n#       kinds: [Installation, APIServer]\npackage canal.resource_name\n\nimport data.lib.report\nimport data.lib.resource\nimport data.lib.version\n\nviolation contains report.violation(msg, [\"metadata\", \"name\"], \"warning\") if {\n\tkind != \"FelixConfiguration\"\n\tnot is_read\n\tnames := concat(\" and \", read[kind])\n\tmsg := concat(\"\", [\n\t\t$\"{kind} {resource.name} is read by nobody: Calico looks for {names} only, \",\n\t\t\"so nothing that it sets has an effect\",\n\t])\n}\n\nviolation contains report.violation(msg, [\"metadata\", \"name\"], \"warning\") if {\n\tkind == \"FelixConfiguration\"\n\tnot is_read\n\tnot has_selector\n\tmsg := concat(\"\", [\n\t\t$\"{kind} {resource.name} is read by nobody: Felix looks for default and node.<name>, \",\n\t\t\"and from Calico 3.32 for others that have a nodeSelector; this one has none\",\n\t])\n}\n\nviolation contains report.violation(msg, [\"metadata\", \"name\"], \"warning\") if {\n\tkind == \"FelixConfiguration\"\n\tnot is_read\n\thas_selector\n\tnot version.at_least(version.said, 3, 32)\n\trelease := version.written(version.said)\n\tmsg := concat(\"\", [\n\t\t$\"{kind} {resource.name} has a nodeSelector, which Felix reads from Calico 3.32; \",\n\t\t$\"{release} looks for default and node.<name> only\",\n\t])\n}\n\nkind := input.review.object.kind if {\n\tresource.is_calico(input.review.object.kind)\n\tnot input.review.object.kind in operators\n}\n\nkind := input.review.object.kind if {\n\tinput.review.object.kind in operators\n\tstartswith(input.review.object.apiVersion, \"operator.tigera.io/\")\n}\n\noperators := {\"Installation\", \"APIServer\"}\n\n# What messages call the names.\nread := {\n\t\"APIServer\": [\"default\", \"tigera-secure\"],\n\t\"BGPConfiguration\": [\"default\", \"node.<name>\"],\n\t\"ClusterInformation\": [\"default\"],\n\t\"FelixConfiguration\": [\"default\", \"node.<name>\"],\n\t\"IPAMConfig\": [\"default\"],\n\t\"IPAMConfiguration\": [\"default\"],\n\t\"Installation\": [\"default\", \"overlay\", \"tigera-secure\"],\n\t\"KubeControllersConfiguration\": [\"default\"],\n}\n\nis_read if resource.name in read[kind]\n\nis_read if {\n\t\"node.<name>\" in read[kind]\n\tstartswith(resource.name, \"node.\")\n\tresource.name != \"node.\"\n}\n\nhas_selector if resource.text(resource.spec.nodeSelector)\n",
    "cel": {
      "uses": [
        "resource"
      ],
      "variables": [
        {
          "name": "read",
          "expression": "{\n  'APIServer': ['default', 'tigera-secure'],\n  'BGPConfiguration': ['default', 'node.<name>'],\n  'ClusterInformation': ['default'],\n  'FelixConfiguration': ['default', 'node.<name>'],\n  'IPAMConfig': ['default'],\n  'IPAMConfiguration': ['default'],\n  'Installation': ['default', 'overlay', 'tigera-secure'],\n  'KubeControllersConfiguration': ['default'],\n}[object.kind]\n"
        },
        {
          "name": "is_read",
          "expression": "variables.name in variables.read ||\n'node.<name>' in variables.read && variables.name.startsWith('node.') && variables.name != 'node.'\n"
        },
        {
          "name": "has_selector",
          "expression": "variables.spec.?nodeSelector.orValue(null) != null"
        },
        {
          "name": "release",
          "expression": "variables.given.?calicoVersion.orValue('').find('^v?[0-9]{1,5}[.][0-9]{1,5}([.][0-9]{1,5})?([-+]|$)').replace('v', '').replace('-', '').replace('+', '')\n"
        },
        {
          "name": "is_older",
          "expression": "variables.release != '' && (int(variables.release.split('.')[0]) < 3 ||\n  int(variables.release.split('.')[0]) == 3 && int(variables.release.split('.')[1]) < 32)\n"
        }
      ],
      "violations": [
        {
          "message": "ignored",
          "severity": "warning",
          "texts": "object.kind == 'FelixConfiguration' || variables.is_read ? [] : [\n  object.kind + ' ' + variables.name + ' is read by nobody: Calico looks for ' + variables.read.join(' and ') +\n  ' only, so nothing that it sets has an effect'\n]\n"
        },
        {
          "message": "felix",
          "severity": "warning",
          "texts": "object.kind != 'FelixConfiguration' || variables.is_read || variables.has_selector ? [] : [\n  object.kind + ' ' + variables.name + ' is read by nobody: Felix looks for default and node.<name>, ' +\n  'and from Calico 3.32 for others that have a nodeSelector; this one has none'\n]\n"
        },
        {
          "message": "tooOld",
          "severity": "warning",
          "texts": "object.kind != 'FelixConfiguration' || variables.is_read || !variables.has_selector || !variables.is_older ? [] : [\n  object.kind + ' ' + variables.name + ' has a nodeSelector, which Felix reads from Calico 3.32; v' + variables.release +\n  ' looks for default and node.<name> only'\n]\n"
        }
      ]
    }
  },
  {
    "rule": "setting-no-effect",
    "title": "Settings without effect",
    "description": "A setting that is written is also read.",
    "match": [
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet"
        ]
      },
      {
        "groups": [
          ""
        ],
        "kinds": [
          "ConfigMap"
        ]
      }
    ],
    "unsaid": {
      "name": "needs the table of Felix' parameters in every release, and what is near to each name",
      "laterName": "needs the table of Felix' parameters in every release",
      "goneName": "needs the table of Felix' parameters in every release",
      "existingPool": "needs the pools, which are other objects",
      "unreadKey": "needs the workload beside the ConfigMap",
      "flag": "needs the command line of flanneld read as Go reads flags",
      "felix": "needs FelixConfiguration beside the environment"
    },
    "sync": [],
    "severities": [
      "error",
      "warning"
    ],
    "rego": "# METADATA\n# title: Settings without effect\n# description: A setting that is written is also read.\n# custom:\n#   kinds:\n#     - groups: [apps]\n#       kinds: [DaemonSet]\n#     - groups: [\"\"]\n#       kinds: [ConfigMap]\n#   unsaid:\n#     name: needs the table of Felix' parameters in every release, and what is near to each name\n#     laterName: needs the table of Felix' parameters in every release\n#     goneName: needs the table of Felix' parameters in every release\n#     existingPool: needs the pools, which are other objects\n#     unreadKey: needs the workload beside the ConfigMap\n#     flag: needs the command line of flanneld read as Go reads flags\n#     felix: needs FelixConfiguration beside the environment\npackage canal.setting_no_effect\n\nimport data.lib.cidr\nimport data.lib.config_map\nimport data.lib.plane\nimport data.lib.report\nimport data.lib.workload\n\n# Switches that only one spelling turns (node/pkg/lifecycle/startup/startup.go:119,411, node/filesystem/etc/rc.local:63, v3.32.1).\nexact := {\n\t\"WAIT_FOR_DATASTORE\": \"true\",\n\t\"DISABLE_NODE_IP_CHECK\": \"true\",\n\t\"CALICO_DISABLE_FILE_LOGGING\": \"true\",\n\t\"CALICO_MANAGE_CNI\": \"false\",\n}\n\nwords := {\n\t\"true\": {\"true\", \"1\", \"yes\", \"y\", \"t\", \"on\", \"enabled\"},\n\t\"false\": {\"false\", \"0\", \"no\", \"n\", \"f\", \"off\", \"disabled\"},\n}\n\nviolation contains report.violation(msg, path, \"warning\") if {\n\tsome entry in workload.calico_nodes\n\tsome name, wanted in exact\n\t{\"value\": value, \"path\": path} = workload.env_in(entry, name)\n\tvalue != wanted\n\tlower(value) in words[wanted]\n\tmsg := $`{name} \"{value}\" has no effect: calico-node compares it letter for letter with \"{wanted}\"`\n}\n\nviolation contains report.violation(msg, path, \"warning\") if {\n\tsome family in [4, 6]\n\tsome suffix in [\"NAT_OUTGOING\", \"DISABLE_BGP_EXPORT\"]\n\tname := $\"CALICO_IPV{family}POOL_{suffix}\"\n\tsome entry in workload.calico_nodes\n\t{\"value\": value, \"path\": path} = workload.env_in(entry, name)\n\tlower(trim_space(value)) in {\"off\", \"disable\", \"disabled\", \"none\", \"never\"}\n\tmsg := concat(\"\", [\n\t\t$`{name} \"{value}\" means true: calico-node takes false, 0, no, n and f for no, `,\n\t\t\"and everything else for yes\",\n\t])\n}\n\nviolation contains report.violation(msg, path, \"error\") if {\n\tsome entry in workload.calico_nodes\n\tvalue := no_pools(entry)\n\tsome {\"name\": name, \"path\": path} in asked(entry)\n\tendswith(name, \"_CIDR\")\n\tmsg := concat(\"\", [\n\t\t$\"{name} and NO_DEFAULT_POOLS={value} exclude each other: calico-node ends at its start with \",\n\t\t`\"Invalid configuration with NO_DEFAULT_POOLS defined\"; take one of them out`,\n\t])\n}\n\nviolation contains report.violation(msg, others[0].path, \"warning\") if {\n\tsome entry in workload.calico_nodes\n\tvalue := no_pools(entry)\n\tothers := [one | some one in asked(entry); not endswith(one.name, \"_CIDR\")]\n\tnames := concat(\" and \", [one.name | some one in others])\n\tverb := object.get({1: \"is\"}, count(others), \"are\")\n\tmsg := concat(\"\", [\n\t\t$\"{names} {verb} without effect: NO_DEFAULT_POOLS={value} keeps calico-node from making a pool; \",\n\t\t\"write an IPPool instead\",\n\t])\n}\n\nno_pools(entry) := value if {\n\tvalue := workload.env_in(entry, \"NO_DEFAULT_POOLS\").value\n\tlower(value) == \"true\"\n}\n\n# The variables of the first pool, in the order in which they are written; of a name that is written twice the last one counts, at the first place.\nasked(entry) := [{\"name\": name, \"path\": found.path} |\n\tsome i, variable in entry.container.env\n\tname := variable.name\n\tname in pool_variables\n\tworkload.variables(entry, name)[0][0] == i\n\tfound := workload.env_in(entry, name)\n\tfound.value != \"\"\n]\n\npool_variables := {$\"CALICO_IPV{family}POOL_{suffix}\" |\n\tsome family in [4, 6]\n\tsome suffix in [\"IPIP\", \"VXLAN\", \"CIDR\", \"BLOCK_SIZE\", \"NAT_OUTGOING\", \"NODE_SELECTOR\", \"DISABLE_BGP_EXPORT\"]\n}\n\nviolation contains report.violation(msg, path, \"warning\") if {\n\tsome {\"method\": method, \"path\": path, \"variable\": _} in methods\n\tbackend == \"none\"\n\tmsg := concat(\"\", [\n\t\t$\"the autodetection method {method} has no effect: with the backend none calico-node looks for no address of the node\",\n\t\t$\"{canal}; take it out, so that nobody relies on it\",\n\t])\n}\n\nviolation contains report.violation(msg, path, \"warning\") if {\n\tnot backend_none\n\tsome {\"method\": method, \"path\": path, \"variable\": variable} in methods\n\taddress := workload.env(variable).value\n\tnot address in {\"\", \"autodetect\"}\n\tnot contains(address, \"$(\")\n\tis_no_detection(address)\n\tmsg := concat(\"\", [\n\t\t$\"the autodetection method {method} has no effect: {variable} is {address}, so calico-node detects nothing; \",\n\t\t\"take one of the two out\",\n\t])\n}\n\n# What is no address ends calico-node, which autodetection-method says.\nis_no_detection(\"none\")\n\nis_no_detection(address) if cidr.parse(address)\n\nis_no_detection(address) if cidr.parse_ip(address)\n\nbackend_none if backend == \"none\"\n\nbackend := plane.backend\n\nbackend := config_map.value(\"calico_backend\").value\n\nmethods contains {\"method\": value, \"path\": path, \"variable\": variable} if {\n\tsome variable in [\"IP\", \"IP6\"]\n\t{\"value\": value, \"path\": path} = workload.env($\"{variable}_AUTODETECTION_METHOD\")\n\tvalue != \"\"\n}\n\nmethods contains {\"method\": value, \"path\": path, \"variable\": variable} if {\n\tsome variable in [\"IP\", \"IP6\"]\n\t{\"value\": value, \"path\": path} = config_map.value($\"{lower(variable)}_autodetection_method\")\n\tvalue != \"\"\n}\n\ncanal := \", and flannel takes its interface from canal_iface\" if {\n\tis_canal\n} else := \"\"\n\nis_canal if plane.plane == \"canal\"\n\nis_canal if config_map.canal\n"
  },
  {
    "rule": "tunnel-override",
    "title": "Tunnels of Felix",
    "description": "What calico-node's environment says about tunnels and routes does not undo the pools that it makes.",
    "match": [
      {
        "groups": [
          "apps"
        ],
        "kinds": [
          "DaemonSet"
        ]
      }
    ],
    "unsaid": {
      "forNothing": "needs all pools, which are other objects"
    },
    "sync": [],
    "severities": [
      "warning"
    ],
    "rego": "# METADATA\n# title: Tunnels of Felix\n# description: What calico-node's environment says about tunnels and routes does not undo the pools that it makes.\n# custom:\n#   kinds:\n#     - groups: [apps]\n#       kinds: [DaemonSet]\n#   unsaid:\n#     forNothing: needs all pools, which are other objects\npackage canal.tunnel_override\n\nimport data.lib.felix\nimport data.lib.pools\nimport data.lib.report\nimport data.lib.routes\nimport data.lib.workload\n\ntunnels := {\n\t\"ipip\": {\"field\": \"ipipEnabled\", \"variable\": \"FELIX_IPINIPENABLED\", \"device\": \"tunl0\"},\n\t\"vxlan\": {\"field\": \"vxlanEnabled\", \"variable\": \"FELIX_VXLANENABLED\", \"device\": \"vxlan.calico\"},\n}\n\n# Environment of the first install says little about the pools of a running cluster.\nviolation contains report.violation(msg, flag.path, \"warning\") if {\n\tsome tunnel, names in tunnels\n\tflag := felix.flag(names.field, names.variable)\n\tflag.value == false\n\tpool := [one | some one in live; one.tunnel == tunnel][0]\n\tmsg := concat(\"\", [\n\t\t$\"{names.field} is false, and pool {pool.name} is {pool.encapsulation}: Felix makes no {names.device} there, \",\n\t\t\"so pods on different nodes cannot reach each other; without the field Felix goes by the pools\",\n\t])\n}\n\n# Felix writes the sysctl, or leaves it alone; for eBPF it writes it whatever is said (felix/dataplane/linux/int_dataplane.go:2769).\nviolation contains report.violation(msg, setting.path, \"warning\") if {\n\tsetting := workload.env(\"FELIX_IPFORWARDING\")\n\tlower(setting.value) == \"disabled\"\n\tnot runs_bpf\n\tmsg := concat(\"\", [\n\t\t\"ipForwarding is Disabled: Felix does not switch net.ipv4.ip_forward on, and a node where nothing else does \",\n\t\t\"drops every packet between its pods and other nodes; it is for hosts without pods\",\n\t])\n}\n\nviolation contains report.violation(msg, flag.path, \"warning\") if {\n\tflag := felix.flag(\"routeSyncDisabled\", \"FELIX_ROUTESYNCDISABLED\")\n\tflag.value\n\tpool := [one | some one in live; one.routes == \"felix\"][0]\n\tmsg := concat(\"\", [\n\t\t$\"routeSyncDisabled is true: Felix programs no routes, and those of pool {pool.name} ({pool.encapsulation}) \",\n\t\t\"are its own to program; pods on different nodes cannot reach each other\",\n\t])\n}\n\nruns_bpf if felix.flag(\"bpfEnabled\", \"FELIX_BPFENABLED\").value\n\n# The pools that carry pods, IPv4 first.\nlive := [{\n\t\"name\": pool.name,\n\t\"encapsulation\": encapsulation,\n\t\"tunnel\": tunnel_of(encapsulation, family),\n\t\"routes\": routes_of(encapsulation),\n} |\n\tsome family in [4, 6]\n\tsome pool in pools.of_object\n\tpool.family == family\n\tpools.carries_pods(pool)\n\tencapsulation := pools.encapsulation(pool)\n]\n\n# IPv6 VXLAN is left alone by vxlanEnabled (felix/calc/encapsulation_resolver.go:269-287).\ntunnel_of(encapsulation, family) := \"ipip\" if startswith(encapsulation, \"IPIP\")\n\nelse := \"vxlan\" if {\n\tstartswith(encapsulation, \"VXLAN\")\n\tfamily == 4\n} else := \"\"\n\nroutes_of(encapsulation) := \"felix\" if startswith(encapsulation, \"VXLAN\")\n\nelse := routes.owner(\"plain\", routes.may_run_bird) if encapsulation == \"None\"\n\nelse := routes.owner(\"ipip\", routes.may_run_bird)\n",
    "cel": {
      "unsaid": {
        "off": "the pools that the environment makes depend on ten other variables",
        "routeSync": "the pools that the environment makes depend on ten other variables"
      },
      "uses": [
        "workload"
      ],
      "variables": [
        {
          "name": "forwarding",
          "expression": "variables.env.filter(one, string(one.?name.orValue('')).lowerAscii() == 'felix_ipforwarding')"
        },
        {
          "name": "bpf",
          "expression": "variables.env.filter(one, string(one.?name.orValue('')).lowerAscii() == 'felix_bpfenabled')"
        },
        {
          "name": "runs_bpf",
          "expression": "variables.bpf.size() > 0 && string(variables.bpf[variables.bpf.size() - 1].?value.orValue('')).lowerAscii() in ['true', '1', 'yes', 'y', 't']\n"
        }
      ],
      "violations": [
        {
          "message": "forwarding",
          "severity": "warning",
          "texts": "variables.forwarding.size() == 0 || variables.runs_bpf ||\nstring(variables.forwarding[variables.forwarding.size() - 1].?value.orValue('')).lowerAscii() != 'disabled' ? [] : [\n  'ipForwarding is Disabled: Felix does not switch net.ipv4.ip_forward on, and a node where nothing else does ' +\n  'drops every packet between its pods and other nodes; it is for hosts without pods'\n]\n"
        }
      ]
    }
  },
  {
    "rule": "wireguard",
    "title": "WireGuard",
    "description": "WireGuard has a port and room of its own, and what goes with it is on.",
    "match": [
      {
        "groups": [
          "crd.projectcalico.org",
          "projectcalico.org"
        ],
        "kinds": [
          "FelixConfiguration"
        ]
      }
    ],
    "unsaid": {
      "flannelPort": "needs flannel's configuration, which stands in a ConfigMap",
      "otherFamily": "needs the pools, which are other objects",
      "some": "needs the FelixConfiguration of all nodes beside that of some",
      "mixedMtu": "needs the MTU of pods, which the CNI configuration says"
    },
    "sync": [],
    "severities": [
      "warning"
    ],
    "rego": "# METADATA\n# title: WireGuard\n# description: WireGuard has a port and room of its own, and what goes with it is on.\n# custom:\n#   kinds:\n#     - groups: [crd.projectcalico.org, projectcalico.org]\n#       kinds: [FelixConfiguration]\n#   unsaid:\n#     flannelPort: needs flannel's configuration, which stands in a ConfigMap\n#     otherFamily: needs the pools, which are other objects\n#     some: needs the FelixConfiguration of all nodes beside that of some\n#     mixedMtu: needs the MTU of pods, which the CNI configuration says\npackage canal.wireguard\n\nimport data.lib.felix\nimport data.lib.report\nimport data.lib.resource\n\n# Felix's defaults (felix/config/config_params.go:178-179).\nviolation contains report.violation(msg, path, \"warning\") if {\n\tis_on(\"wireguardEnabled\")\n\tis_on(\"wireguardEnabledV6\")\n\tport := port_of(\"wireguardListeningPort\", 51820)\n\tport == port_of(\"wireguardListeningPortV6\", 51821)\n\tpath := [number.path |\n\t\tsome field in [\"wireguardListeningPortV6\", \"wireguardListeningPort\"]\n\t\tnumber := felix.number(field, \"\")\n\t][0]\n\tmsg := concat(\"\", [\n\t\t$\"WireGuard for IPv4 and for IPv6 both listen on UDP port {port}: \",\n\t\t\"two devices cannot have one port, so the second one does not come up\",\n\t])\n}\n\n# The field goes with wireguardEnabled (felix/config/config_params.go:148-165).\nviolation contains report.violation(msg, host.path, \"warning\") if {\n\thost := felix.flag(\"wireguardHostEncryptionEnabled\", \"\")\n\thost.value\n\tstates := {flag.value |\n\t\tsome field in [\"wireguardEnabled\", \"wireguardEnabledV6\"]\n\t\tflag := felix.flag(field, \"\")\n\t}\n\tstates == {false}\n\tmsg := \"wireguardHostEncryptionEnabled has no effect: wireguardEnabled is false\"\n}\n\n# Azure's NICs show 1500 where the path carries 1400 (felix/dataplane/linux/int_dataplane.go:1830-1873).\nviolation contains report.violation(msg, own.path, \"warning\") if {\n\treport.parameters.underlay.cloud == \"aks\"\n\tis_on(\"wireguardEnabled\")\n\tis_on(\"wireguardHostEncryptionEnabled\")\n\tnic := object.get(report.parameters.underlay, \"nicMtu\", 1500)\n\town := felix.number(\"wireguardMTU\", \"\")\n\tmost := nic - 160\n\town.value > most\n\town.value <= nic - 60\n\tmsg := concat(\"\", [\n\t\t$\"wireguard MTU {own.value} does not fit on AKS with host encryption: the NIC shows {nic}, \",\n\t\t$\"but the path carries 100 less: {nic} - 100 (aks) - 60 (wireguard) = {most}\",\n\t])\n}\n\n# For all nodes: what one of them has for itself says nothing of the others.\nis_on(field) if {\n\tfelix.for_all\n\tresource.is_calico(\"FelixConfiguration\")\n\tfelix.flag(field, \"\").value\n}\n\nport_of(field, _) := felix.number(field, \"\").value\n\nport_of(field, fallback) := fallback if not felix.number(field, \"\")\n",
    "cel": {
      "uses": [
        "resource",
        "felix"
      ],
      "variables": [
        {
          "name": "port",
          "expression": "int(variables.spec.?wireguardListeningPort.orValue(51820))"
        },
        {
          "name": "port_v6",
          "expression": "int(variables.spec.?wireguardListeningPortV6.orValue(51821))"
        },
        {
          "name": "is_on",
          "expression": "variables.for_all && variables.spec.?wireguardEnabled.orValue(false) == true"
        },
        {
          "name": "encrypts_hosts",
          "expression": "variables.spec.?wireguardHostEncryptionEnabled.orValue(false) == true"
        },
        {
          "name": "states",
          "expression": "['wireguardEnabled', 'wireguardEnabledV6'].filter(field, field in variables.spec).map(field, variables.spec[field])\n"
        },
        {
          "name": "nic",
          "expression": "int(variables.given.?underlay.?nicMtu.orValue(1500))"
        },
        {
          "name": "mtu",
          "expression": "int(variables.spec.?wireguardMTU.orValue(0))"
        }
      ],
      "violations": [
        {
          "message": "samePort",
          "severity": "warning",
          "texts": "!variables.is_on || variables.spec.?wireguardEnabledV6.orValue(false) != true || variables.port != variables.port_v6 ? [] : [\n  'WireGuard for IPv4 and for IPv6 both listen on UDP port ' + string(variables.port) +\n  ': two devices cannot have one port, so the second one does not come up'\n]\n"
        },
        {
          "message": "hostOnly",
          "severity": "warning",
          "texts": "!variables.is_read || !variables.encrypts_hosts || variables.states.size() == 0 || variables.states.exists(state, state == true) ? [] : [\n  'wireguardHostEncryptionEnabled has no effect: wireguardEnabled is false'\n]\n"
        },
        {
          "message": "aks",
          "severity": "warning",
          "texts": "variables.given.?underlay.?cloud.orValue('') != 'aks' || !variables.is_on || !variables.encrypts_hosts ||\nvariables.mtu <= variables.nic - 160 || variables.mtu > variables.nic - 60 ? [] : [\n  'wireguard MTU ' + string(variables.mtu) + ' does not fit on AKS with host encryption: the NIC shows ' + string(variables.nic) +\n  ', but the path carries 100 less: ' + string(variables.nic) + ' - 100 (aks) - 60 (wireguard) = ' + string(variables.nic - 160)\n]\n"
        }
      ]
    }
  }
];

/** Rego that the policies share, by the last part of its package: `data.lib.<name>`. */
export const libraries: Readonly<Record<string, string>> = {
  "cidr": "# Ranges of addresses, read as strictly as Go's net.ParseCIDR, which is what Calico calls (core's network/cidr.ts). Addresses are lists of\n# numbers, since WebAssembly knows none of 128 bits: four of 8 bits for IPv4, eight of 16 for IPv6.\npackage lib.cidr\n\nimport data.lib.digits\n\n# `base` is the address of the network, `address` the one that is written. Undefined for what is no range.\nparse(text) := {\"family\": ip.family, \"prefix\": prefix, \"base\": network(ip, prefix), \"address\": ip.address} if {\n\t[address, mask] := split(text, \"/\")\n\tip := parse_ip(address)\n\tprefix := digits.number(mask)\n\tprefix <= count(ip.address) * width[ip.family]\n}\n\nwidth := {4: 8, 6: 16}\n\nparse_ip(text) := {\"family\": 4, \"address\": v4(text)} if not contains(text, \":\")\n\nparse_ip(text) := {\"family\": 6, \"address\": v6(text)} if contains(text, \":\")\n\n# An octet with a leading zero is refused: other readers would take 010 for octal.\nv4(text) := octets if {\n\tparts := split(text, \".\")\n\toctets := [octet | some part in parts; octet := digits.number(part); part == $\"{octet}\"]\n\tcount(parts) == 4\n\tcount(octets) == 4\n\tmax(octets) <= 255\n}\n\nv6(text) := groups if {\n\t[side] := split(text, \"::\")\n\tgroups := groups_of(side, true)\n\tcount(groups) == 8\n}\n\n# A `::` that stands for nothing is an error.\nv6(text) := array.concat(before, array.concat(zeros, after)) if {\n\t[head, tail] := split(text, \"::\")\n\tbefore := groups_of(head, false)\n\tafter := groups_of(tail, true)\n\tmissing := 8 - (count(before) + count(after))\n\tmissing >= 1\n\tzeros := array.slice([0, 0, 0, 0, 0, 0, 0, 0], 0, missing)\n}\n\ngroups_of(\"\", _) := []\n\ngroups_of(side, last) := [group | some groups in all; some group in groups] if {\n\tside != \"\"\n\tparts := split(side, \":\")\n\tall := [groups | some i, part in parts; groups := groups_at(part, last, (count(parts) - 1) - i)]\n\tcount(all) == count(parts)\n}\n\ngroups_at(part, _, _) := [sum(values)] if {\n\tcount(part) in {1, 2, 3, 4}\n\tvalues := [value |\n\t\tsome i, char in split(lower(part), \"\")\n\t\tdigit := indexof(\"0123456789abcdef\", char)\n\t\tdigit >= 0\n\t\tvalue := digit * [1, 16, 256, 4096][(count(part) - 1) - i]\n\t]\n\tcount(values) == count(part)\n}\n\n# A dotted address may end the text and counts as two groups.\ngroups_at(part, true, 0) := [(a * 256) + b, (c * 256) + d] if [a, b, c, d] := v4(part)\n\n# Drops the bits of the host.\nnetwork(ip, prefix) := [kept |\n\tsome i, group in ip.address\n\tbits := width[ip.family]\n\town := max([0, min([prefix - (i * bits), bits])])\n\tkept := group - (group % powers[bits - own])\n]\n\npowers := [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]\n\nhas_host_bits(range) if range.address != range.base\n\n# True where every address of the second range is in the first.\nholds(outer, inner) if {\n\touter.family == inner.family\n\touter.prefix <= inner.prefix\n\tnetwork({\"family\": inner.family, \"address\": inner.base}, outer.prefix) == outer.base\n}\n\noverlaps(a, b) if holds(a, b)\n\noverlaps(a, b) if holds(b, a)\n\n# The network in canonical text: dotted, or as RFC 5952 wants it.\nmasked(range) := $\"{dotted(range.base)}/{range.prefix}\" if range.family == 4\n\nmasked(range) := $\"{colons(range.base)}/{range.prefix}\" if range.family == 6\n\ndotted(octets) := concat(\".\", [$\"{octet}\" | some octet in octets])\n\ncolons(groups) := $\"::ffff:{dotted(octets)}\" if {\n\tarray.slice(groups, 0, 6) == [0, 0, 0, 0, 0, 65535]\n\toctets := [octet | some group in array.slice(groups, 6, 8); some octet in [floor(group / 256), group % 256]]\n} else := $\"{hex(array.slice(groups, 0, start))}::{hex(array.slice(groups, start + length, 8))}\" if {\n\t# The first of the longest runs of zeros; a single one is not shortened.\n\t[length, place] := max([run | some i, _ in groups; run := [zeros_from(groups, i), 0 - i]])\n\tlength > 1\n\tstart := 0 - place\n} else := hex(groups)\n\nzeros_from(groups, start) := min(array.concat([8], [i | some i, group in groups; i >= start; group != 0])) - start\n\nhex(groups) := concat(\":\", [format_int(group, 16) | some group in groups])\n\n# IANA special-purpose address registries (RFC 6890 and its updates); the last one is multicast and 240/4 together. Written as they are read: reading\n# them took a third of the time of a pool.\nreserved := {\n\t{\"family\": 4, \"prefix\": 8, \"base\": [0, 0, 0, 0]}, # 0.0.0.0/8\n\t{\"family\": 4, \"prefix\": 8, \"base\": [10, 0, 0, 0]}, # 10.0.0.0/8\n\t{\"family\": 4, \"prefix\": 10, \"base\": [100, 64, 0, 0]}, # 100.64.0.0/10\n\t{\"family\": 4, \"prefix\": 8, \"base\": [127, 0, 0, 0]}, # 127.0.0.0/8\n\t{\"family\": 4, \"prefix\": 16, \"base\": [169, 254, 0, 0]}, # 169.254.0.0/16\n\t{\"family\": 4, \"prefix\": 12, \"base\": [172, 16, 0, 0]}, # 172.16.0.0/12\n\t{\"family\": 4, \"prefix\": 24, \"base\": [192, 0, 0, 0]}, # 192.0.0.0/24\n\t{\"family\": 4, \"prefix\": 24, \"base\": [192, 0, 2, 0]}, # 192.0.2.0/24\n\t{\"family\": 4, \"prefix\": 16, \"base\": [192, 168, 0, 0]}, # 192.168.0.0/16\n\t{\"family\": 4, \"prefix\": 15, \"base\": [198, 18, 0, 0]}, # 198.18.0.0/15\n\t{\"family\": 4, \"prefix\": 24, \"base\": [198, 51, 100, 0]}, # 198.51.100.0/24\n\t{\"family\": 4, \"prefix\": 24, \"base\": [203, 0, 113, 0]}, # 203.0.113.0/24\n\t{\"family\": 4, \"prefix\": 3, \"base\": [224, 0, 0, 0]}, # 224.0.0.0/3\n}\n\ndocumentation := {\n\t{\"family\": 6, \"prefix\": 32, \"base\": [8193, 3512, 0, 0, 0, 0, 0, 0]}, # 2001:db8::/32\n\t{\"family\": 6, \"prefix\": 20, \"base\": [16383, 0, 0, 0, 0, 0, 0, 0]}, # 3fff::/20\n}\n\nglobal_unicast := {\"family\": 6, \"prefix\": 3, \"base\": [8192, 0, 0, 0, 0, 0, 0, 0]}\n\nlink_local := {\n\t{\"family\": 4, \"prefix\": 16, \"base\": [169, 254, 0, 0]}, # 169.254.0.0/16\n\t{\"family\": 6, \"prefix\": 10, \"base\": [65152, 0, 0, 0, 0, 0, 0, 0]}, # fe80::/10\n}\n\n# True where the range holds addresses of the public internet, also where it only reaches out of a private one.\nis_public(range) if {\n\trange.family == 4\n\tnot is_within(range, reserved)\n}\n\nis_public(range) if {\n\toverlaps(range, global_unicast)\n\tnot is_within(range, documentation)\n}\n\nis_within(range, list) if {\n\tsome outer in list\n\tholds(outer, range)\n}\n\nis_link_local(range) if {\n\tsome other in link_local\n\toverlaps(other, range)\n}\n",
  "config_map": "# The ConfigMap that Calico's and Canal's manifests make of their settings.\npackage lib.config_map\n\nimport data.lib.digits\nimport data.lib.resource\n\ndata_of_calico := input.review.object.data if {\n\tinput.review.object.kind == \"ConfigMap\"\n\tis_calicos\n}\n\nis_calicos if input.review.object.metadata.name in {\"calico-config\", \"canal-config\"}\n\nis_calicos if {\n\tsome key in [\"calico_backend\", \"cni_network_config\", \"veth_mtu\", \"ip_autodetection_method\", \"typha_service_name\", \"canal_iface\"]\n\tkey in object.keys(input.review.object.data)\n}\n\n# What a key says, with its place.\nvalue(key) := {\"value\": resource.text(data_of_calico[key]), \"path\": [\"data\", key]}\n\n# Canal's, or one whose calico-node only enforces policy.\ncanal if \"net-conf.json\" in object.keys(data_of_calico)\n\npolicy_only if {\n\tnot canal\n\tvalue(\"calico_backend\").value == \"none\"\n\tnot calico_ipam\n}\n\ncalico_ipam if plugin.config.ipam.type == \"calico-ipam\"\n\n# flannel's own configuration.\nnet_conf := json.unmarshal(data_of_calico[\"net-conf.json\"]) if canal\n\n# A value of it with its place; undefined where it is missing, or no scalar.\nnet_conf_at(steps) := {\"value\": value, \"path\": array.concat([\"data\", \"net-conf.json\"], written)} if {\n\twritten := spelled(steps)\n\tvalue := object.get(net_conf, written, null)\n\tresource.text(value)\n}\n\n# Go decodes JSON keys in any case.\nspelled([name]) := [key_of(net_conf, name)]\n\nspelled([name, inner]) := [key, key_of(net_conf[key], inner)] if key := key_of(net_conf, name)\n\nkey_of(map, name) := [key | some key, _ in map; lower(key) == lower(name)][0]\n\n# Without Backend, flannel uses udp (flannel pkg/subnet/config.go:45-55).\nflannel_backend := resource.text(net_conf_at([\"Backend\", \"Type\"]).value)\n\nflannel_backend := \"udp\" if {\n\tis_object(net_conf)\n\tnot spelled([\"Backend\"])\n}\n\n# The CNI configuration. install-cni puts a number for __CNI_MTU__, which stands without quotes.\ncni := json.unmarshal(replace(replace(text, `\"__CNI_MTU__\"`, \"__CNI_MTU__\"), \"__CNI_MTU__\", `\"__CNI_MTU__\"`)) if {\n\ttext := data_of_calico.cni_network_config\n}\n\nplugin := {\"config\": found, \"path\": [\"plugins\", i]} if {\n\t[i, found] := [[i, one] | some i, one in cni.plugins; one.type == \"calico\"][0]\n} else := {\"config\": found, \"path\": [\"plugins\", i, \"delegate\"]} if {\n\t[i, found] := [[i, one.delegate] | some i, one in cni.plugins; one.delegate.type == \"calico\"][0]\n} else := {\"config\": cni.delegate, \"path\": [\"delegate\"]} if {\n\tcni.delegate.type == \"calico\"\n} else := {\"config\": cni, \"path\": []} if {\n\tcni.type == \"calico\"\n}\n\n# The MTU of new pods: that of the CNI configuration, or veth_mtu where that has its place.\nmtu := {\"mtu\": number, \"path\": array.concat(array.concat([\"data\", \"cni_network_config\"], plugin.path), [\"mtu\"])} if {\n\tis_number(plugin.config.mtu)\n\tnumber := plugin.config.mtu\n}\n\nmtu := {\"mtu\": digits.number(trim_space(said.value)), \"path\": said.path} if {\n\tnot has_number\n\tsaid := value(\"veth_mtu\")\n}\n\nhas_number if {\n\tplugin.config\n\tnot plugin.config.mtu == \"__CNI_MTU__\"\n}\n",
  "detection": "# The grammar of IP_AUTODETECTION_METHOD: packages/core/src/network/autodetection.ts.\npackage lib.detection\n\nimport data.lib.pools\nimport data.lib.release\nimport data.lib.version\n\n# Why calico-node does not accept a method, or finds no good address with it; undefined for good ones.\nfault(method) := reason if {\n\tsome kind, effect in {\n\t\t\"interface\": \"veth and tunnel devices included\",\n\t\t\"skip-interface\": \"so none is left to take an address from\",\n\t}\n\tstartswith(method, $\"{kind}=\")\n\t\"\" in operands(trim_prefix(method, $\"{kind}=\"))\n\treason := $`an empty pattern after \"{kind}=\" matches every interface, {effect}`\n}\n\nfault(method) := $`\"{bad}\" after \"cidr=\" is not a range such as 10.0.0.0/24, so calico-node detects no address` if {\n\tstartswith(method, \"cidr=\")\n\tbad := [range | some range in operands(trim_prefix(method, \"cidr=\")); not is_good(range)][0]\n}\n\nfault(\"can-reach=\") := `\"can-reach=\" without a destination finds the loopback address`\n\n# A prefix match in the source, so `kubernetes-internal-ipv4` works as well.\nfault(method) := $\"kubernetes-internal-ip came with v3.22; {version.written(release.known)} exits at start\" if {\n\tstartswith(method, \"kubernetes-internal-ip\")\n\tnot has_internal_ip\n}\n\nfault(method) := \"there is no such method (the case counts), so calico-node exits at start\" if {\n\tnot method in {\"\", \"first-found\"}\n\tnot has_prefix(method)\n}\n\nhas_internal_ip if version.at_least(release.known, 3, 22)\n\nhas_internal_ip if not release.known\n\nhas_prefix(method) if {\n\tsome prefix in [\"interface=\", \"skip-interface=\", \"cidr=\", \"can-reach=\", \"kubernetes-internal-ip\"]\n\tstartswith(method, prefix)\n}\n\n# Split at commas, blanks around a comma dropped, and no others.\noperands(text) := [text] if not contains(text, \",\")\n\noperands(text) := [trimmed(part, i, count(parts) - 1) | some i, part in parts] if {\n\tcontains(text, \",\")\n\tparts := split(text, \",\")\n}\n\ntrimmed(part, 0, _) := trim_right(part, blanks)\n\ntrimmed(part, i, last) := trim(part, blanks) if {\n\ti > 0\n\ti < last\n}\n\ntrimmed(part, i, last) := trim_left(part, blanks) if {\n\ti > 0\n\ti == last\n}\n\nblanks := \" \\t\\n\\f\\r\"\n\nis_good(range) if pools.family(range) != 0\n\n# The kubelet puts in what `$(NAME)` stands for.\nis_good(range) if {\n\tsome i, part in split(range, \"$(\")\n\ti > 0\n\tcontains(part, \")\")\n\tname := split(part, \")\")[0]\n\tname != \"\"\n\ttrim(lower(name), \"abcdefghijklmnopqrstuvwxyz0123456789_.-\") == \"\"\n\tnot substring(name, 0, 1) in {\"0\", \"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", \".\", \"-\"}\n}\n",
  "digits": "# Decimal numbers as texts hold them.\npackage lib.digits\n\n# True for one digit or more, and nothing else.\nonly(text) if {\n\ttext != \"\"\n\ttrim(text, \"0123456789\") == \"\"\n}\n\n# The number that a text of digits says, leading zeros aside; undefined for other texts and above fifteen digits, where numbers lose their last ones.\nnumber(text) := to_number(significant) if {\n\tonly(text)\n\tsignificant := trim_left(text, \"0\")\n\tsignificant != \"\"\n\tcount(significant) <= 15\n}\n\nnumber(text) := 0 if {\n\tonly(text)\n\ttrim_left(text, \"0\") == \"\"\n}\n",
  "felix": "# Felix's settings: in a FelixConfiguration that somebody reads, or in the environment of calico-node, which goes before it.\npackage lib.felix\n\nimport data.lib.digits\nimport data.lib.resource\nimport data.lib.workload\n\n# Nobody reads one of another name that has no nodeSelector (felix/config/config_params.go:86).\nis_read if for_all\n\nis_read if for_node\n\nis_read if {\n\tresource.is_calico(\"FelixConfiguration\")\n\t\"nodeSelector\" in object.keys(resource.spec)\n}\n\nfor_all if {\n\tresource.is_calico(\"FelixConfiguration\")\n\tresource.name == \"default\"\n}\n\nfor_all if workload.calico_node\n\nfor_node if {\n\tresource.is_calico(\"FelixConfiguration\")\n\tstartswith(resource.name, \"node.\")\n}\n\n# A setting of the API is a boolean, and the text of a variable reads like one (felix/config/param_types.go:105-113).\nflag(field, _) := {\"value\": value, \"path\": [\"spec\", field]} if {\n\tis_read\n\tvalue := resource.spec[field]\n\tis_boolean(value)\n}\n\nflag(_, variable) := {\"value\": value, \"path\": found.path} if {\n\tfound := workload.env(variable)\n\tvalue := boolean(found.value)\n}\n\nboolean(text) if lower(text) in {\"true\", \"1\", \"yes\", \"y\", \"t\"}\n\nboolean(text) := false if lower(text) in {\"false\", \"0\", \"no\", \"n\", \"f\"}\n\nnumber(field, _) := {\"value\": value, \"path\": [\"spec\", field]} if {\n\tis_read\n\tvalue := resource.integer(resource.spec[field])\n}\n\nnumber(_, variable) := {\"value\": value, \"path\": found.path} if {\n\tfound := workload.env(variable)\n\ttext := trim_space(found.value)\n\tcount(text) <= 9\n\tvalue := digits.number(text)\n}\n",
  "image": "# Image references, and which of them belong to Calico, Canal and flannel: packages/core/src/network/image.ts.\npackage lib.image\n\nlowers := \"abcdefghijklmnopqrstuvwxyz0123456789\"\n\n# True where a text holds none but some characters.\nof(text, characters) if trim(text, characters) == \"\"\n\n# registry, path, tag and digest of `name[:tag][@digest]`; undefined for what a container runtime would refuse.\nparse(reference) := {\"registry\": registry, \"path\": path, \"tag\": tag, \"digest\": digest} if {\n\t[name, digest] := before_digest(split(reference, \"@\"))\n\t[full, tag] := before_tag(split(name, \":\"))\n\tcount(full) <= 255\n\t[registry, repository] := before_slash(split(full, \"/\"))\n\tpath := split(repository, \"/\")\n\tevery component in path { is_component(component) }\n\tis_registry(registry)\n}\n\nbefore_digest([name]) := [name, \"\"]\n\nbefore_digest([name, digest]) := [name, digest] if {\n\t[algorithm, hash] := split(digest, \":\")\n\tevery part in split(replace(replace(replace(algorithm, \"-\", \"+\"), \"_\", \"+\"), \".\", \"+\"), \"+\") { is_word(part) }\n\tcount(hash) >= 32\n\tof(lower(hash), \"0123456789abcdef\")\n}\n\nis_word(part) if {\n\tpart != \"\"\n\tof(lower(part), lowers)\n\tnot substring(part, 0, 1) in {\"0\", \"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\"}\n}\n\nbefore_tag(parts) := [concat(\":\", array.slice(parts, 0, count(parts) - 1)), parts[count(parts) - 1]] if {\n\tcount(parts) > 1\n\tis_tag(parts[count(parts) - 1])\n} else := [concat(\":\", parts), \"\"]\n\nis_tag(text) if {\n\tcount(text) in numbers.range(1, 128)\n\tof(lower(text), concat(\"\", [lowers, \"_.-\"]))\n\tnot substring(text, 0, 1) in {\".\", \"-\"}\n}\n\nbefore_slash(parts) := [parts[0], concat(\"/\", array.slice(parts, 1, count(parts)))] if {\n\tcount(parts) > 1\n\tnames_host(parts[0])\n} else := [\"\", concat(\"/\", parts)]\n\nnames_host(\"localhost\")\n\nnames_host(text) if contains(text, \".\")\n\nnames_host(text) if contains(text, \":\")\n\nis_component(text) if {\n\tof(text, concat(\"\", [lowers, \"._-\"]))\n\ttext != \"\"\n\ttrim(text, \"._-\") == text\n\tnot has_odd_separator(text)\n}\n\nhas_odd_separator(text) if {\n\tsome odd in [\"..\", \"___\", \"._\", \"_.\", \".-\", \"-.\", \"_-\", \"-_\"]\n\tcontains(text, odd)\n}\n\nis_registry(\"\")\n\nis_registry(text) if {\n\t[host, port] := split(text, \":\")\n\tport != \"\"\n\tof(port, \"0123456789\")\n\tis_host(host)\n}\n\nis_registry(text) if is_host(text)\n\nis_registry(text) if {\n\t[address, port] := split(trim_prefix(text, \"[\"), \"]\")\n\tstartswith(text, \"[\")\n\taddress != \"\"\n\tof(lower(address), \"0123456789abcdef:\")\n\tis_port(port)\n}\n\nis_port(\"\")\n\nis_port(text) if {\n\tstartswith(text, \":\")\n\ttext != \":\"\n\tof(substring(text, 1, -1), \"0123456789\")\n}\n\nis_host(text) if {\n\tevery label in split(text, \".\") {\n\t\tlabel != \"\"\n\t\tof(lower(label), concat(\"\", [lowers, \"-\"]))\n\t\ttrim(label, \"-\") == label\n\t}\n}\n\ncomponents := {name: name |\n\tsome name in [\"node\", \"cni\", \"typha\", \"kube-controllers\", \"apiserver\", \"ctl\", \"csi\", \"upgrade\", \"operator\", \"node-driver-registrar\", \"pod2daemon-flexvol\"]\n}\n\nothers := {\"dikastes\", \"flannel-migration-controller\", \"goldmane\", \"guardian\", \"key-cert-provisioner\", \"node-windows\", \"cni-windows\", \"webhooks\", \"whisker\", \"whisker-backend\", \"windows\"}\n\ncomponent(name) := object.get(components, name, \"other\") if {\n\tname in ({one | some one, _ in components} | others)\n}\n\nflannels := {\"flannel\": \"flannel\", \"flannel-cni\": \"flannel-cni\", \"flannel-cni-plugin\": \"flannel-cni\"}\n\n# Which component an image is, wherever it was mirrored to; undefined for images that are not of this field.\nfield(parsed) := found if {\n\towner := owner_of(parsed.path)\n\tname := parsed.path[count(parsed.path) - 1]\n\tfound := owned(owner, name)\n}\n\nowner_of(path) := path[count(path) - 2] if {\n\tcount(path) > 1\n} else := \"\"\n\nowned(\"calico\", name) := calico_image(name)\n\nowned(\"projectcalico-org\", name) := component(name)\n\nowned(owner, name) := flannels[name] if {\n\towner in {\"flannel\", \"flannelcni\", \"flannel-io\", \"coreos\"}\n} else := folded(name) if {\n\towner in {\"flannel\", \"flannelcni\", \"flannel-io\", \"coreos\"}\n} else := \"operator\" if {\n\towner == \"tigera\"\n\tname == \"operator\"\n} else := \"flannel-cni\" if {\n\towner == \"rancher\"\n\tname == \"flannel-cni\"\n} else := folded(name) if {\n\tnot owner in {\"calico\", \"projectcalico-org\"}\n}\n\ncalico_image(\"calico\") := \"calico\"\n\ncalico_image(name) := found if {\n\tname != \"calico\"\n\tfound := component(name)\n} else := folded(name) if {\n\tname != \"calico\"\n}\n\n# Names into which a mirror folds owner and name: `rancher/mirrored-calico-node`, `rancher/coreos-flannel`.\nfolded(\"hardened-calico\") := \"calico\"\n\nfolded(\"hardened-flannel\") := \"flannel\"\n\nfolded(name) := component(trim_prefix(trim_prefix(name, \"mirrored-\"), \"calico-\")) if {\n\tstartswith(trim_prefix(name, \"mirrored-\"), \"calico-\")\n} else := \"other\" if {\n\tstartswith(name, \"mirrored-calico-\")\n} else := \"operator\" if {\n\ttrim_prefix(name, \"mirrored-\") == \"tigera-operator\"\n} else := flannels[trim_prefix(trim_prefix(name, \"mirrored-\"), prefix)] if {\n\tsome prefix in [\"coreos-\", \"flannelcni-\", \"flannel-\"]\n\tstartswith(trim_prefix(name, \"mirrored-\"), concat(\"\", [prefix, \"flannel\"]))\n} else := flannels[trim_prefix(name, \"mirrored-\")] if {\n\tstartswith(name, \"mirrored-\")\n}\n",
  "installation": "# An Installation of the operator: what it says, and what the operator makes of it (tigera/operator 40788b9,\n# pkg/controller/installation/core_controller.go:443-532). An object named overlay goes over another one: its defaults are not known.\npackage lib.installation\n\nimport data.lib.release\nimport data.lib.resource\nimport data.lib.version\n\nis_installation if {\n\tinput.review.object.kind == \"Installation\"\n\tstartswith(input.review.object.apiVersion, \"operator.tigera.io/\")\n}\n\nspec := resource.spec if is_installation\n\nnetwork := spec.calicoNetwork\n\nstatus := input.review.object.status if is_installation\n\nnetwork_path := [\"spec\", \"calicoNetwork\"]\n\nis_overlay if resource.name == \"overlay\"\n\nhas_provider if resource.text(spec.kubernetesProvider) != \"\"\n\nplugins := {\"Calico\", \"GKE\", \"AmazonVPC\", \"AzureVNET\"}\n\n# Undefined where the operator looks at the cluster.\ncni := written if {\n\twritten := spec.cni.type\n\twritten in plugins\n} else := object.get({\"AKS\": \"AzureVNET\", \"EKS\": \"AmazonVPC\", \"GKE\": \"GKE\"}, resource.text(spec.kubernetesProvider), \"Calico\") if {\n\thas_provider\n\tnot is_overlay\n} else := \"Calico\" if {\n\tnot has_provider\n\tneeds_calico\n}\n\n# Encapsulation and BGP go with Calico's own plugin only (validation.go:203-217).\nneeds_calico if {\n\tsome pool in network.ipPools\n\tsome word in [\"IPIP\", \"VXLAN\"]\n\tstartswith(resource.text(pool.encapsulation), word)\n}\n\nneeds_calico if network.bgp == \"Enabled\"\n\nother_cni if cni != \"Calico\"\n\nipam := written if {\n\twritten := spec.cni.ipam.type\n\twritten in {\"Calico\", \"HostLocal\", \"AmazonVPC\", \"AzureVNET\"}\n} else := object.get({\"GKE\": \"HostLocal\"}, cni, cni) if not is_overlay\n\nbgp := written if {\n\twritten := network.bgp\n\twritten in {\"Enabled\", \"Disabled\"}\n} else := \"Disabled\" if {\n\tother_cni\n\tnot is_overlay\n} else := object.get({\"EKS\": \"Disabled\"}, resource.text(spec.kubernetesProvider), \"Enabled\") if {\n\tcni == \"Calico\"\n\tnot is_overlay\n}\n\n# VPP has routes and tunnels of its own.\nruns_vpp if network.linuxDataplane == \"VPP\"\n\n# Addresses that Calico does not route: those of another plugin, or of nodes whose cloud routes them.\npolicy_only if other_cni\n\npolicy_only if {\n\tcni == \"Calico\"\n\tipam == \"HostLocal\"\n\tbgp == \"Disabled\"\n}\n\n# The two modes that the operator's word stands for.\nmodes := {\n\t\"None\": {\"ipip\": \"Never\", \"vxlan\": \"Never\"},\n\t\"IPIP\": {\"ipip\": \"Always\", \"vxlan\": \"Never\"},\n\t\"IPIPCrossSubnet\": {\"ipip\": \"CrossSubnet\", \"vxlan\": \"Never\"},\n\t\"VXLAN\": {\"ipip\": \"Never\", \"vxlan\": \"Always\"},\n\t\"VXLANCrossSubnet\": {\"ipip\": \"Never\", \"vxlan\": \"CrossSubnet\"},\n}\n\nhas_encapsulation(pool) if resource.text(pool.encapsulation)\n\nelse := false\n\n# IPIP on IPv4 with Calico's own plugin, None otherwise (pkg/controller/ippool/defaults.go:188-208). Undefined where that is not known.\nencapsulation(pool, _) := word if {\n\tword := resource.text(pool.encapsulation)\n\tmodes[word]\n}\n\nencapsulation(pool, 6) := \"None\" if {\n\tnot has_encapsulation(pool)\n\tnot runs_vpp\n}\n\nencapsulation(pool, 4) := object.get({\"Calico\": \"IPIP\"}, cni, \"None\") if {\n\tnot has_encapsulation(pool)\n\tnot runs_vpp\n}\n\n# The operator refuses plain pools where BGP is off, and Calico's own plugin and IPAM give the addresses: nothing comes of such a pool\n# (validation.go:163-202). With clusterRoutingMode Felix it takes them, from 3.32 on.\nrefuses(pool) if {\n\tbgp == \"Disabled\"\n\tnot other_ipam\n\tpool.ipip.field == \"encapsulation\"\n\tnot unread_routing_mode\n\tnot felix_routes\n}\n\nother_ipam if ipam != \"Calico\"\n\nfelix_routes if {\n\tnetwork.clusterRoutingMode == \"Felix\"\n\tnot before_routing_mode\n}\n\nbefore_routing_mode if not version.at_least(release.known, 3, 32)\n\nunread_routing_mode if {\n\t\"clusterRoutingMode\" in object.keys(network)\n\tnot network.clusterRoutingMode in {\"BIRD\", \"Felix\", \"FelixIPIPOnly\"}\n}\n\n# The operator makes a pool of its own where the list is missing.\nmakes_pool if {\n\tis_installation\n\tcni == \"Calico\"\n\tipam == \"Calico\"\n\tnot runs_vpp\n\tnot is_overlay\n\tnot lists_pools\n}\n\nlists_pools if \"ipPools\" in object.keys(network)\n\n# IPIP, and on EKS VXLAN; not known where the operator has to look for the provider.\ndefault default_encapsulation := \"\"\n\ndefault_encapsulation := object.get({\"EKS\": \"VXLAN\"}, resource.text(spec.kubernetesProvider), \"IPIP\") if has_provider\n\n# CALICO_NETWORKING_BACKEND (tigera/operator 40788b9, pkg/render/node.go:1550-1579). Undefined where it is not known.\nbackend := \"none\" if {\n\tother_cni\n\tnot runs_vpp\n} else := \"bird\" if {\n\tbgp == \"Enabled\"\n\tnot runs_vpp\n} else := object.get({\"HostLocal\": \"none\"}, ipam, \"vxlan\") if {\n\tbgp == \"Disabled\"\n\tnot runs_vpp\n}\n\n# Keys of nodeAddressAutodetectionV4 in the order in which the operator looks at them, and what each becomes (pkg/render/node.go:1739-1763).\ndetection_keys := [\"interface\", \"skipInterface\", \"canReach\", \"firstFound\", \"cidrs\", \"kubernetes\"]\n\n# The methods that an Installation switches on; undefined where one of them is not known, or nothing is written.\ndetection(family) := [{\"value\": value, \"path\": array.concat(network_path, [field, key])} |\n\twritten := network[field]\n\tsome key in detection_keys\n\tvalue := detected(written, key)\n] if {\n\tfield := $\"nodeAddressAutodetectionV{family}\"\n\tfield in object.keys(network)\n\tnot is_word(network[field])\n\tnot has_odd_ranges(network[field])\n}\n\n# Refused by the definition, which wants a map.\nis_word(written) if is_string(written)\n\nis_word(written) if is_number(written)\n\nis_word(written) if is_boolean(written)\n\ndetected(written, \"cidrs\") := concat(\"\", [\"cidr=\", concat(\",\", [resource.text(range) | some range in written.cidrs])]) if {\n\tcount(written.cidrs) > 0\n}\n\ndetected(written, \"firstFound\") := \"first-found\" if written.firstFound == true\n\ndetected(written, \"kubernetes\") := \"kubernetes-internal-ip\" if resource.text(written.kubernetes) != \"\"\n\ndetected(written, key) := concat(\"\", [prefix, value]) if {\n\tprefix := {\"interface\": \"interface=\", \"skipInterface\": \"skip-interface=\", \"canReach\": \"can-reach=\"}[key]\n\tvalue := resource.text(written[key])\n\tvalue != \"\"\n}\n\nhas_odd_ranges(written) if {\n\t\"cidrs\" in object.keys(written)\n\tnot is_array(written.cidrs)\n}\n\nhas_odd_ranges(written) if {\n\tsome range in written.cidrs\n\tnot is_text(range)\n}\n\nis_text(value) if resource.text(value)\n\n# Where a family is switched off: the map is there, and no method is.\ndetection_off(family) := array.concat(network_path, [$\"nodeAddressAutodetectionV{family}\"]) if count(detection(family)) == 0\n",
  "inventory": "# The other objects of the cluster, those that Gatekeeper syncs into data.inventory, in the order of their names.\npackage lib.inventory\n\n# Resources of Calico. Where its API server runs, projectcalico.org/v3 shows those of crd.projectcalico.org/v1 once more.\ncalico(kind) := array.concat(\n\tothers(kind, stored(kind)),\n\tothers(kind, object.remove(shown(kind), object.keys(stored(kind)))),\n)\n\nstored(kind) := object.get(data.inventory, [\"cluster\", \"crd.projectcalico.org/v1\", kind], {})\n\nshown(kind) := object.get(data.inventory, [\"cluster\", \"projectcalico.org/v3\", kind], {})\n\n# Objects of the core group and of apps, of all namespaces.\nnodes := object.get(data.inventory, [\"cluster\", \"v1\", \"Node\"], {})\n\nworkloads := [one |\n\tsome namespace in sort(object.keys(data.inventory.namespace))\n\tsome kind in [\"DaemonSet\", \"Deployment\"]\n\tall := object.get(data.inventory, [\"namespace\", namespace, \"apps/v1\", kind], {})\n\tsome name in sort(object.keys(all))\n\tnot is_reviewed(kind, namespace, name)\n\tone := all[name]\n]\n\n# The one under review stands there as it was before.\nothers(kind, all) := [all[name] | some name in sort(object.keys(all)); not is_reviewed(kind, \"\", name)]\n\nis_reviewed(kind, namespace, name) if {\n\tinput.review.object.kind == kind\n\tinput.review.object.metadata.name == name\n\tobject.get(input.review.object.metadata, \"namespace\", \"\") == namespace\n}\n",
  "mtu": "# The MTUs that one object says, each with the header that has to fit beside it: packages/core/src/rules/mtu-arithmetic.\npackage lib.mtu\n\nimport data.lib.config_map\nimport data.lib.digits\nimport data.lib.installation\nimport data.lib.pools\nimport data.lib.report\nimport data.lib.resource\nimport data.lib.routes\n\nnic := report.parameters.underlay.nicMtu\n\n# Bytes, as Felix counts them (felix/dataplane/linux/int_dataplane.go:484-489).\noverhead := {\"ipip\": 20, \"vxlan\": 50, \"vxlan-v6\": 70, \"wireguard\": 60, \"wireguard-v6\": 80}\n\ntunnels := {\n\t\"ipipMTU\": \"ipip\", \"vxlanMTU\": \"vxlan\", \"vxlanMTUV6\": \"vxlan-v6\",\n\t\"wireguardMTU\": \"wireguard\", \"wireguardMTUV6\": \"wireguard-v6\",\n}\n\n# Ethernet, jumbo frames, and those of AWS.\nusual := [1500, 9000, 9001]\n\n# flannel-io/flannel cdf76059, pkg/backend; manager.go takes a type in any case.\nflannel := {\"vxlan\": 50, \"udp\": 28, \"wireguard\": 80, \"ipip\": 20, \"ipsec\": 77}\n\njudged contains {\n\t\"what\": $\"{tunnel} MTU\",\n\t\"mtu\": mtu,\n\t\"path\": [\"spec\", field],\n\t\"header\": {\"name\": tunnel, \"bytes\": overhead[tunnel]},\n\t\"conditional\": false,\n} if {\n\tresource.is_calico(\"FelixConfiguration\")\n\tis_read\n\tsome field, tunnel in tunnels\n\tmtu := whole(resource.spec[field])\n\tmtu > 0\n}\n\njudged contains {\n\t\"what\": \"pod MTU\",\n\t\"mtu\": veth.mtu,\n\t\"path\": veth.path,\n\t\"header\": object.filter(header, [\"name\", \"bytes\"]),\n\t\"conditional\": header.conditional,\n} if {\n\tveth.mtu > 0\n}\n\nbelow_ipv6 contains veth if {\n\tveth.mtu > 0\n\tveth.mtu < 1280\n\tsome pool in pools.of_installation\n\tpool.family == 6\n}\n\n# Felix reads the configuration called default, those of nodes, and from 3.32 on those that select nodes.\nis_read if resource.name == \"default\"\n\nis_read if startswith(resource.name, \"node.\")\n\nis_read if \"nodeSelector\" in object.keys(resource.spec)\n\nwhole(value) := value if {\n\tis_number(value)\n\tvalue == floor(value)\n}\n\nwhole(value) := digits.number(trim_space(value)) if is_string(value)\n\nveth := {\"mtu\": whole(installation.network.mtu), \"path\": array.concat(installation.network_path, [\"mtu\"])} if {\n\tnot installation.policy_only\n}\n\nveth := {\"mtu\": mtu, \"path\": path} if {\n\tnot config_map.policy_only\n\t{\"mtu\": mtu, \"path\": path} = config_map.mtu\n}\n\n# The header that decides: Felix takes the smallest MTU among the tunnels, which is that of the largest header.\nheader := {\"name\": name, \"bytes\": bytes, \"conditional\": false} if {\n\t[bytes, name] := max({[overhead[tunnel], tunnel] | some tunnel in used})\n} else := {\"name\": $\"flannel {config_map.flannel_backend}\", \"bytes\": bytes, \"conditional\": false} if {\n\tbytes := flannel[lower(config_map.flannel_backend)]\n} else := {\"name\": \"vxlan\", \"bytes\": 50, \"conditional\": true} if {\n\t# Nothing says that the underlay carries the packets: a tunnel is to come (encapsulation-required).\n\tsome pool in pools.of_installation\n\tpools.carries_pods(pool)\n\tpools.encapsulation(pool) == \"None\"\n\tnot routes.carried_below\n} else := {\"name\": \"\", \"bytes\": 0, \"conditional\": false}\n\nused contains tunnel if {\n\tsome pool in pools.of_installation\n\tword := pools.encapsulation(pool)\n\tsome kind in [\"IPIP\", \"VXLAN\"]\n\tstartswith(word, kind)\n\ttunnel := object.get({\"VXLAN6\": \"vxlan-v6\"}, $\"{kind}{pool.family}\", lower(kind))\n}\n\n# Without the NIC, only what no usual one fits is suspect.\nverdict(mtu, bytes) := {\"nic\": nic, \"max\": nic - bytes} if mtu > nic - bytes\n\nverdict(mtu, bytes) := unknown_nic(mtu, bytes)\n\nunknown_nic(mtu, bytes) := {\"nic\": meant, \"max\": meant - bytes} if {\n\tnot nic\n\tnot (mtu + bytes) in usual\n\tmeant := [one | some one in usual; mtu > one - bytes; mtu <= one][0]\n}\n",
  "plane": "# Who carries pod traffic, as far as one object tells: Calico, Canal, or somebody else while Calico only enforces policy.\npackage lib.plane\n\nimport data.lib.image\nimport data.lib.resource\nimport data.lib.workload\n\nbackend := value if value := workload.env(\"CALICO_NETWORKING_BACKEND\").value\n\nbackend := \"bird\" if {\n\tworkload.calico_node\n\tnot workload.has_env(\"CALICO_NETWORKING_BACKEND\")\n\tnot workload.is_open\n}\n\nplane := \"canal\" if beside_flannel\n\nplane := \"calico\" if {\n\tnot beside_flannel\n\tbackend != \"none\"\n}\n\nplane := \"canal\" if {\n\tnot beside_flannel\n\tnot has_other_backend\n\tcalled_canal\n}\n\nplane := \"policy-only\" if {\n\tnot beside_flannel\n\tbackend == \"none\"\n\tnot called_canal\n\tnot calico_ipam\n}\n\nhas_other_backend if backend != \"none\"\n\nbeside_flannel if {\n\tworkload.calico_node\n\tsome entry in workload.containers\n\tis_flannel(entry.container)\n}\n\nis_flannel(container) if resource.text(container.name) == \"kube-flannel\"\n\nis_flannel(container) if image.field(image.parse(container.image)) == \"flannel\"\n\ncalled_canal if {\n\tworkload.calico_node\n\t\"canal\" in split(resource.text_or(workload.env(\"CLUSTER_TYPE\"), \"value\", \"\"), \",\")\n}\n\ncalled_canal if {\n\tworkload.calico_node\n\tinput.review.object.metadata.name in {\"canal\", \"canal-node\"}\n}\n\n# Pods get their addresses from Calico's pools.\nuses_pools if not other_addresses\n\nother_addresses if plane in {\"canal\", \"policy-only\"}\n\n# The CNI configuration, where it stands literally in the environment of install-cni.\ncalico_ipam if {\n\tsome entry in workload.listed(\"initContainers\")\n\tsome variable in entry.container.env\n\tvariable.name == \"CNI_NETWORK_CONFIG\"\n\tcontains(variable.value, \"calico-ipam\")\n}\n",
  "pool_env": "# The pool that calico-node makes from its environment.\npackage lib.pool_env\n\nimport data.lib.pools\nimport data.lib.workload\n\n# calico-node makes a pool from these variables where none of the family exists yet.\nmade contains {\n\t\"from\": \"env\",\n\t\"name\": $\"default-ipv{family}-ippool\",\n\t\"cidr\": env_text($\"CALICO_IPV{family}POOL_CIDR\"),\n\t\"family\": family,\n\t\"ipip\": ipip,\n\t\"vxlan\": variable($\"CALICO_IPV{family}POOL_VXLAN\"),\n\t\"uses\": [\"Workload\", \"Tunnel\"],\n\t\"has_range\": env_range($\"CALICO_IPV{family}POOL_CIDR\"),\n\t\"disabled\": false,\n\t\"routable\": lower(env_text($\"CALICO_IPV{family}POOL_NAT_OUTGOING\")) in {\"false\", \"0\", \"no\", \"n\", \"f\"},\n\t\"place\": workload.env_path,\n} if {\n\tsome family in [4, 6]\n\tmakes(family)\n\tipip := {4: variable(\"CALICO_IPV4POOL_IPIP\"), 6: unset(\"CALICO_IPV6POOL_IPIP\")}[family]\n}\n\nmakes(family) if {\n\tsome suffix in [\"IPIP\", \"VXLAN\", \"CIDR\"]\n\tworkload.has_env($\"CALICO_IPV{family}POOL_{suffix}\")\n\tnot workload.env_is(\"NO_DEFAULT_POOLS\", {\"true\"})\n\tnot asks_for_none(family)\n\tfamily_is_on(family)\n\tnot is_kubespray\n}\n\nasks_for_none(family) if workload.env($\"CALICO_IPV{family}POOL_CIDR\").value == \"none\"\n\nfamily_is_on(4)\n\nfamily_is_on(6) if workload.env_is(\"FELIX_IPV6SUPPORT\", {\"true\", \"1\", \"yes\", \"y\", \"t\"})\n\n# Kubespray's template prints the variable and makes its pool with calicoctl (roles/network_plugin/calico/tasks/install.yml).\nis_kubespray if {\n\tworkload.has_env(\"NODEIP\")\n\tworkload.env(\"CALICO_IPV4POOL_IPIP\").value == \"Off\"\n}\n\nis_kubespray if {\n\tworkload.has_env(\"NODEIP\")\n\tworkload.env(\"IP_AUTODETECTION_METHOD\").value == \"can-reach=$(NODEIP)\"\n}\n\nenv_text(name) := value if {\n\tvalue := workload.env(name).value\n} else := \"\"\n\n# A range that is not written, or not in sight, is a good one.\nenv_range(name) := pools.has_range(value) if {\n\tvalue := workload.env(name).value\n} else := true\n\n# Without a value where the variable is read from somewhere else.\nvariable(name) := {\"field\": name, \"from\": \"env\", \"value\": found.value, \"path\": found.path, \"written\": true} if {\n\tfound := workload.env(name)\n} else := {\"field\": name, \"from\": \"env\", \"path\": workload.env_path, \"written\": false} if {\n\tworkload.has_env(name)\n} else := {\"field\": name, \"from\": \"env\", \"path\": workload.env_path, \"written\": false} if {\n\tworkload.is_open\n} else := unset(name)\n\nunset(name) := {\"field\": name, \"from\": \"env\", \"value\": \"Never\", \"path\": workload.env_path, \"written\": false}\n",
  "pools": "# The pools that an object makes: an IPPool, the environment of calico-node, or an Installation.\npackage lib.pools\n\nimport data.lib.cidr\nimport data.lib.installation\nimport data.lib.plane\nimport data.lib.pool_env\nimport data.lib.resource\n\n# As in an IPPool: exact case (felix/calc/encapsulation_resolver.go:145-152).\nmode(field) := field.value if {\n\tfield.from == \"resource\"\n\tfield.value in {\"Never\", \"Always\", \"CrossSubnet\"}\n}\n\n# As in CALICO_IPV4POOL_IPIP: any case, and more words (node/pkg/lifecycle/startup/startup.go:1087-1110).\nmode(field) := env_mode(field.value) if field.from == \"env\"\n\nenv_mode(text) := {\n\t\"\": \"Never\",\n\t\"off\": \"Never\",\n\t\"never\": \"Never\",\n\t\"always\": \"Always\",\n\t\"crosssubnet\": \"CrossSubnet\",\n\t\"cross-subnet\": \"CrossSubnet\",\n}[lower(text)]\n\n# 0 where the CIDR is none.\ndefault family(_) := 0\n\nfamily(text) := cidr.parse(text).family\n\nof_object contains pool if some pool in of_resource\n\nof_object contains pool if {\n\tplane.uses_pools\n\tsome pool in pool_env.made\n}\n\nof_object contains pool if {\n\tnot installation.policy_only\n\tsome pool in of_installation\n}\n\n# An absent mode means Never, and so does an empty one.\nfield(spec, name) := {\"field\": name, \"from\": \"resource\", \"value\": value, \"path\": [\"spec\", name], \"written\": true} if {\n\tvalue := resource.text(spec[name])\n\tvalue != \"\"\n} else := {\"field\": name, \"from\": \"resource\", \"value\": \"Never\", \"path\": [\"spec\", name], \"written\": false}\n\n# What the old field says, which CRDs up to 3.31 have, is left open.\nipip_field(spec) := {\"field\": \"ipipMode\", \"from\": \"resource\", \"path\": [\"spec\", \"ipip\"], \"written\": false} if {\n\t\"ipip\" in object.keys(spec)\n} else := field(spec, \"ipipMode\")\n\n# An empty list is as good as none; one with a use that is no text is not known, and empty here.\nuses_of(holder) := [\"Workload\", \"Tunnel\"] if not has_uses(holder)\n\nuses_of(holder) := [text | count(texts) == count(holder.allowedUses); some text in texts] if {\n\thas_uses(holder)\n\ttexts := [text | some use in holder.allowedUses; text := resource.text(use)]\n}\n\nhas_uses(holder) if {\n\tis_array(holder.allowedUses)\n\tcount(holder.allowedUses) > 0\n}\n\nof_resource contains from_resource(input.review.object) if resource.is_calico(\"IPPool\")\n\n# An IPPool: the one under review, or one of the inventory.\nfrom_resource(pool) := {\n\t\"from\": \"resource\",\n\t\"name\": name,\n\t\"cidr\": range,\n\t\"family\": family(range),\n\t\"ipip\": ipip_field(spec),\n\t\"vxlan\": field(spec, \"vxlanMode\"),\n\t\"uses\": uses_of(spec),\n\t\"has_range\": has_range(range),\n\t\"disabled\": is(spec, \"disabled\", true),\n\t\"routable\": is(spec, \"natOutgoing\", false),\n\t\"place\": [\"spec\"],\n} if {\n\tspec := object.get(pool, \"spec\", {})\n\tname := object.get(pool, [\"metadata\", \"name\"], \"\")\n\trange := resource.text_or(spec, \"cidr\", \"\")\n}\n\n# Those that an Installation lists: one word for both modes, which are not known where it is not.\nof_installation contains {\n\t\"from\": \"resource\",\n\t\"name\": installed_name(pool, range),\n\t\"cidr\": range,\n\t\"family\": family(range),\n\t\"ipip\": installed_mode(word, \"ipip\", field),\n\t\"vxlan\": installed_mode(word, \"vxlan\", field),\n\t\"uses\": uses_of(pool),\n\t\"has_range\": has_range(range),\n\t\"disabled\": is(pool, \"disableNewAllocations\", true),\n\t\"routable\": is(pool, \"natOutgoing\", \"Disabled\"),\n\t\"place\": path,\n} if {\n\tis_array(installation.network.ipPools)\n\tsome i, pool in installation.network.ipPools\n\trange := resource.text_or(pool, \"cidr\", \"\")\n\tword := installed_word(pool, family(range))\n\tpath := array.concat(installation.network_path, [\"ipPools\", i, \"encapsulation\"])\n\tfield := {\"field\": \"encapsulation\", \"from\": \"resource\", \"path\": path, \"written\": installation.has_encapsulation(pool)}\n}\n\n# The one that the operator makes where none are listed, with Calico's IPAM only (pkg/controller/ippool/defaults.go:122-146).\nof_installation contains {\n\t\"from\": \"resource\",\n\t\"name\": \"default-ipv4-ippool\",\n\t\"cidr\": \"\",\n\t\"family\": 4,\n\t\"ipip\": installed_mode(installation.default_encapsulation, \"ipip\", field),\n\t\"vxlan\": installed_mode(installation.default_encapsulation, \"vxlan\", field),\n\t\"uses\": [\"Workload\", \"Tunnel\"],\n\t\"has_range\": true,\n\t\"disabled\": false,\n\t\"routable\": false,\n\t\"place\": path,\n} if {\n\tinstallation.makes_pool\n\tpath := array.concat(installation.network_path, [\"ipPools\"])\n\tfield := {\"field\": \"encapsulation\", \"from\": \"resource\", \"path\": path, \"written\": false}\n}\n\ninstalled_word(pool, family) := word if {\n\tword := installation.encapsulation(pool, family)\n} else := \"\"\n\ninstalled_mode(word, mode, field) := object.union(field, {\"value\": installation.modes[word][mode]}) if {\n\tinstallation.modes[word]\n} else := object.union(field, {\"written\": false})\n\n# The operator makes names of ranges (tigera/operator 40788b9, pkg/controller/ippool/defaults.go:45-66,224-252).\ninstalled_name(pool, range) := name if {\n\tname := resource.text(pool.name)\n\tname != \"\"\n} else := \"(no name)\" if {\n\tresource.text(pool.name)\n} else := $\"default-ipv{family(range)}-ippool\" if {\n\tfamily(range) != 0\n\tusual_families\n} else := $\"{cidr.dotted(read.base)}-{read.prefix}\" if {\n\tread := cidr.parse(range)\n\tread.family == 4\n} else := $\"{groups}-{read.prefix}\" if {\n\tread := cidr.parse(range)\n\tgroups := concat(\".\", [padded(group) | some group in read.base])\n} else := \"(no name)\"\n\npadded(group) := substring(concat(\"\", [\"000\", lower(format_int(group, 16))]), count(format_int(group, 16)) - 1, 4)\n\nfamilies := [family(resource.text_or(pool, \"cidr\", \"\")) | some pool in installation.network.ipPools]\n\nusual_families if count(families) == 1\n\nusual_families if {\n\tcount(families) == 2\n\t{4, 6} == {one | some one in families}\n}\n\nhas_range(text) if family(text) != 0\n\nelse := false\n\nis(holder, field, value) if holder[field] == value\n\nelse := false\n\n# Both modes in the operator's word; undefined where they contradict each other or do not parse.\nencapsulation(pool) := word if {\n\tsome word, modes in installation.modes\n\tmodes == {\"ipip\": mode(pool.ipip), \"vxlan\": mode(pool.vxlan)}\n}\n\n# Where the encapsulation stands: at the mode that is on, else at the one that is written.\nplace(pool) := pool.ipip.path if {\n\tpool.ipip.written\n\tleads(pool)\n} else := pool.vxlan.path if {\n\tpool.vxlan.written\n} else := pool.place\n\nleads(pool) if mode(pool.ipip) != \"Never\"\n\nleads(pool) if not pool.vxlan.written\n\nleads(pool) if mode(pool.vxlan) == \"Never\"\n\n# A disabled pool gives no addresses to pods, nor does one for tunnels or load balancers alone.\ncarries_pods(pool) if {\n\tnot pool.disabled\n\t\"Workload\" in pool.uses\n}\n",
  "ranges": "# The ranges of the pools that an object makes, as they are written: what pool-cidr judges. The modes are in lib.pools.\npackage lib.ranges\n\nimport data.lib.digits\nimport data.lib.installation\nimport data.lib.plane\nimport data.lib.pool_env\nimport data.lib.pools\nimport data.lib.resource\nimport data.lib.workload\n\n# `cidr.value` is null where none is written. `block.value` is missing where it is not known.\nof_object contains {\n\t\"from\": \"resource\",\n\t\"name\": named(input.review.object.metadata),\n\t\"cidr\": written(resource.spec, [\"spec\"]),\n\t\"block\": resource_block,\n\t\"disabled\": is_true(resource.spec, \"disabled\"),\n\t\"uses\": pools.uses_of(resource.spec),\n} if {\n\tresource.is_calico(\"IPPool\")\n}\n\nof_object contains {\n\t\"from\": \"resource\",\n\t\"name\": pools.installed_name(pool, resource.text_or(pool, \"cidr\", \"\")),\n\t\"cidr\": written(pool, path),\n\t\"block\": block(pool, path),\n\t\"disabled\": is_true(pool, \"disableNewAllocations\"),\n\t\"uses\": pools.uses_of(pool),\n} if {\n\tnot installation.policy_only\n\tis_array(installation.network.ipPools)\n\tsome i, pool in installation.network.ipPools\n\tpath := array.concat(installation.network_path, [\"ipPools\", i])\n}\n\nof_object contains {\n\t\"from\": \"env\",\n\t\"family\": family,\n\t\"name\": $\"default-ipv{family}-ippool\",\n\t\"cidr\": workload.env($\"CALICO_IPV{family}POOL_CIDR\"),\n\t\"block\": env_block($\"CALICO_IPV{family}POOL_BLOCK_SIZE\"),\n\t\"disabled\": false,\n\t\"uses\": [\"Workload\", \"Tunnel\"],\n} if {\n\tplane.uses_pools\n\tsome family in [4, 6]\n\tpool_env.makes(family)\n}\n\n# As messages call it.\nnamed(metadata) := name if {\n\tname := resource.text(metadata.name)\n\tname != \"\"\n} else := \"(no name)\"\n\nwritten(holder, path) := {\"value\": resource.text_or(holder, \"cidr\", null), \"path\": array.concat(path, [\"cidr\"])}\n\n# 0 means the default in an IPPool, and is a size like others in an Installation: no block has it.\nresource_block := block(resource.spec, [\"spec\"]) if resource.integer(resource.spec.blockSize) != 0\n\nelse := default_block\n\nblock(holder, path) := {\"value\": size, \"path\": array.concat(path, [\"blockSize\"])} if {\n\tsize := resource.integer(holder.blockSize)\n} else := default_block\n\ndefault_block := {\"value\": \"default\"}\n\nenv_block(name) := {\"value\": size, \"path\": workload.env(name).path} if {\n\tsize := digits.number(workload.env(name).value)\n} else := {} if {\n\tworkload.is_unseen(name)\n} else := {} if {\n\tworkload.is_open\n} else := default_block\n\nis_true(holder, field) if holder[field] == true\n\nelse := false\n",
  "release": "# The release of Calico: the constraint's, else the one that the object tells.\npackage lib.release\n\nimport data.lib.image\nimport data.lib.installation\nimport data.lib.version\nimport data.lib.workload\n\nknown := version.said\n\nknown := version.parse(installation.status.calicoVersion) if not version.said\n\nknown := parts if {\n\tnot version.said\n\tparsed := image.parse(workload.calico_node.container.image)\n\tparts := of_image(parsed, image.field(parsed))\n}\n\n# Undefined for flannel and the operator, which count for themselves, and below major 3, when only calico/node did not.\nof_image(parsed, field) := parts if {\n\tfield in {\"node\", \"cni\", \"typha\", \"kube-controllers\", \"apiserver\", \"ctl\", \"csi\", \"node-driver-registrar\", \"pod2daemon-flexvol\", \"calico\"}\n\tparts := version.parse(trim_prefix(parsed.tag, \"release-\"))\n\tcounts(parts[0], field)\n}\n\ncounts(major, _) if major >= 3\n\ncounts(_, \"node\")\n",
  "report": "# How a policy reports: in Gatekeeper's shape, with the path and the severity of the finding in its details.\npackage lib.report\n\nrank := {\"info\": 0, \"warning\": 1, \"error\": 2}\n\nparameters := object.get(input, \"parameters\", {})\n\n# Findings below the parameter `severity` are no violations, so that a constraint which denies can leave warnings to one that warns.\nleast := object.get(parameters, \"severity\", \"info\")\n\n# Nor are those above `highest`, which another constraint is for.\nmost := object.get(parameters, \"highest\", \"error\")\n\nexempt if input.review.object.metadata.name in object.get(parameters, \"exemptNames\", [])\n\nexempt if input.review.userInfo.username in object.get(parameters, \"exemptUsers\", [])\n\nexempt if {\n\tsome group in input.review.userInfo.groups\n\tgroup in object.get(parameters, \"exemptGroups\", [])\n}\n\n# Gatekeeper's labelSelector matches an update by the old object too: the label could never be given to what is there.\nexempt if \"canal-lint/exempt\" in object.keys(input.review.object.metadata.labels)\n\n# An update of what is being deleted takes a finalizer away: refused, the object would never go.\nexempt if input.review.object.metadata.deletionTimestamp\n\n# Undefined, and so no violation, outside of these severities and for what is exempt.\nviolation(msg, path, severity) := {\"msg\": msg, \"details\": {\"path\": path, \"severity\": severity}} if {\n\trank[severity] >= rank[least]\n\trank[severity] <= rank[most]\n\tnot exempt\n}\n",
  "resource": "# The object under review, and values in it as the rules of canal-lint read them.\npackage lib.resource\n\nimport data.lib.digits\n\nspec := object.get(input.review.object, \"spec\", {})\n\ngroups := {\"crd.projectcalico.org\", \"projectcalico.org\"}\n\n# True for a resource of Calico, in either of its API groups.\nis_calico(kind) if {\n\tinput.review.object.kind == kind\n\tgroups[split(input.review.object.apiVersion, \"/\")[0]]\n}\n\nname := text(input.review.object.metadata.name)\n\n# A scalar as text: what is written, numbers and booleans too; undefined for null, lists and maps.\ntext(value) := value if is_string(value)\n\ntext(value) := $\"{value}\" if is_number(value)\n\ntext(value) := $\"{value}\" if is_boolean(value)\n\n# The text of a field, or what holds where none is written.\ntext_or(holder, field, fallback) := written if {\n\twritten := text(holder[field])\n} else := fallback\n\n# A whole number, also from its text: environment and ConfigMap data are strings.\ninteger(value) := value if {\n\tis_number(value)\n\tfloor(value) == value\n}\n\ninteger(value) := digits.number(trim_prefix(text, \"+\")) if {\n\ttext := trim_space(value)\n\tnot startswith(text, \"-\")\n}\n\ninteger(value) := 0 - digits.number(trim_prefix(text, \"-\")) if {\n\ttext := trim_space(value)\n\tstartswith(text, \"-\")\n}\n",
  "routes": "# Who programs the routes to the pods of other nodes, by kind of pool and release, as packages/core/src/network/behaviour.ts has it.\npackage lib.routes\n\nimport data.lib.installation\nimport data.lib.inventory\nimport data.lib.plane\nimport data.lib.release\nimport data.lib.report\nimport data.lib.resource\nimport data.lib.version\nimport data.lib.workload\n\n# felix/config/config_params.go:318, confd/pkg/backends/calico/bgp_processor.go:1147-1181. Newest first.\neras := [\n\t{\"since\": 33, \"felix\": \"enabledipiponly\", \"bgp\": \"EnabledNoEncapOnly\", \"reads\": {\"felix\", \"bgp\", \"kinds\"}},\n\t{\"since\": 32, \"felix\": \"disabled\", \"bgp\": \"Enabled\", \"reads\": {\"felix\", \"bgp\"}},\n\t{\"since\": 31, \"felix\": \"disabled\", \"bgp\": \"Enabled\", \"reads\": {\"felix\"}},\n\t{\"since\": 0, \"felix\": \"disabled\", \"bgp\": \"Enabled\", \"reads\": set()},\n]\n\n# Felix reads its words in any case, BIRD's are exact.\nkinds := {\n\t\"felix\": {\"disabled\": [], \"enabled\": [\"ipip\", \"plain\"], \"enabledipiponly\": [\"ipip\"], \"enablednoencaponly\": [\"plain\"]},\n\t\"bgp\": {\"Disabled\": [], \"Enabled\": [\"ipip\", \"plain\"], \"EnabledIPIPOnly\": [\"ipip\"], \"EnabledNoEncapOnly\": [\"plain\"]},\n}\n\nnames_kind := {\"enabledipiponly\", \"enablednoencaponly\"}\n\nmodes := {\n\t\"BIRD\": {\"felix\": \"disabled\", \"bgp\": \"Enabled\"},\n\t\"Felix\": {\"felix\": \"enabled\", \"bgp\": \"Disabled\"},\n\t\"FelixIPIPOnly\": {\"felix\": \"enabledipiponly\", \"bgp\": \"EnabledNoEncapOnly\"},\n}\n\n# What the object says, by side: only those that are written and known.\nsaid[\"felix\"] := lower(workload.env(\"FELIX_PROGRAMCLUSTERROUTES\").value)\n\n# Beside a BGPConfiguration stands what Felix has from its own.\nsaid[\"bgp\"] := resource.text(resource.spec.programClusterRoutes) if is_bgp_configuration\n\nsaid[\"felix\"] := lower(resource.text(configuration.spec.programClusterRoutes)) if {\n\tis_bgp_configuration\n\tsome configuration in inventory.calico(\"FelixConfiguration\")\n\tconfiguration.metadata.name == \"default\"\n}\n\nis_bgp_configuration if {\n\tresource.is_calico(\"BGPConfiguration\")\n\tresource.name == \"default\"\n}\n\nsaid[side] := value if some side, value in modes[installation.network.clusterRoutingMode]\n\nprograms(kind, side, era) if {\n\tword := readable(side, era)\n\tkind in kinds[side][word]\n}\n\nreadable(side, era) := said[side] if {\n\tside in era.reads\n\tkinds[side][said[side]]\n\tfits(said[side], era)\n} else := era[side]\n\nfits(word, _) if not lower(word) in names_kind\n\nfits(_, era) if \"kinds\" in era.reads\n\n# `bird` is false where the backend is known to be another.\nowner_in(era, kind, bird) := owner if {\n\tfelix := holds_felix(kind, era)\n\towner := {\n\t\t[true, true]: \"both\", [true, false]: \"felix\",\n\t\t[false, true]: \"bird\", [false, false]: \"nobody\",\n\t}[[felix, holds_bird(kind, era, bird)]]\n}\n\nholds_felix(kind, era) if programs(kind, \"felix\", era)\n\nelse := false\n\nholds_bird(_, _, false) := false\n\nholds_bird(kind, era, true) := holds_bgp(kind, era) if \"bgp\" in era.reads\n\n# Whether BIRD stands back in v3.31 was not read: no quarrel is claimed there.\nholds_bird(kind, era, true) := holds_felix(kind, era) == false if not \"bgp\" in era.reads\n\nholds_bgp(kind, era) if programs(kind, \"bgp\", era)\n\nelse := false\n\n# In an unknown release, what all releases agree on that know what is written; else unknown.\nowner(kind, bird) := owner_in(era, kind, bird) if {\n\trelease.known\n\tera := [one | some one in eras; version.at_least(release.known, 3, one.since)][0]\n} else := \"unknown\" if {\n\trelease.known\n} else := only if {\n\towners := {owner_in(era, kind, bird) | some era in eras; possible(era)}\n\t[only] := [one | some one in owners; sole(one, count(owners))]\n\tnot quarrels(owners, only)\n} else := \"unknown\"\n\nsole(one, _) if one != \"both\"\n\nsole(\"both\", 1)\n\nquarrels(owners, \"nobody\") if \"both\" in owners\n\npossible(era) if {\n\tevery side, _ in said { side in era.reads }\n\tevery word in said { fits(word, era) }\n}\n\n# False where the backend is known to be another, or the addresses of pods are somebody else's.\ndefault may_run_bird := true\n\nmay_run_bird := false if plane.other_addresses\n\nmay_run_bird := false if plane.backend in {\"none\", \"vxlan\"}\n\nmay_run_bird := false if installation.backend in {\"none\", \"vxlan\"}\n\n# The constraint says that the network under the nodes carries the packets of a pool without encapsulation.\ncarried_below if report.parameters.underlay.routesPods == true\n\ncarried_below if {\n\treport.parameters.underlay.l2 == true\n\towner(\"plain\", may_run_bird) in {\"felix\", \"bird\", \"both\"}\n}\n",
  "version": "# Releases of Calico, as far as rules ask for them.\npackage lib.version\n\nimport data.lib.digits\nimport data.lib.report\n\n# The release that the constraint names; it goes before what the object tells.\nsaid := parse(report.parameters.calicoVersion)\n\n# `v3.28.1`, `3.28`, `v3.28.1-build20240910`: three numbers, of which the last may be missing, and a suffix that is dropped.\nparse(text) := parts if {\n\tparts := [digits.number(part) | some part in split(trim_prefix(before_suffix(text), \"v\"), \".\"); count(part) <= 5]\n\tcount(parts) in {2, 3}\n\tcount(parts) == count(split(before_suffix(text), \".\"))\n}\n\nbefore_suffix(text) := split(split(text, \"-\")[0], \"+\")[0]\n\n# True for the minor of a release, and for later ones.\nat_least(release, major, _) if release[0] > major\n\nat_least(release, major, minor) if {\n\trelease[0] == major\n\trelease[1] >= minor\n}\n\n# As Calico tags it.\nwritten(release) := concat(\"\", [\"v\", concat(\".\", [$\"{part}\" | some part in release])])\n",
  "workload": "# Pods and what makes pods: containers, and the environment of calico-node as it is written.\npackage lib.workload\n\nimport data.lib.image\nimport data.lib.resource\n\npod_spec_path := [\"spec\"] if input.review.object.kind == \"Pod\"\n\npod_spec_path := [\"spec\", \"jobTemplate\", \"spec\", \"template\", \"spec\"] if input.review.object.kind == \"CronJob\"\n\npod_spec_path := [\"spec\", \"template\", \"spec\"] if {\n\tinput.review.object.kind in {\"DaemonSet\", \"Deployment\", \"StatefulSet\", \"ReplicaSet\", \"Job\"}\n}\n\npod_spec := object.get(input.review.object, pod_spec_path, {})\n\nlisted(list) := [{\"container\": container, \"path\": array.concat(pod_spec_path, [list, i])} |\n\tsome i, container in object.get(pod_spec, list, [])\n]\n\ncontainers := array.concat(listed(\"initContainers\"), listed(\"containers\"))\n\n# The container that runs calico-node: by its name, else by its image.\ncalico_node := called_so[0] if {\n\tmay_run_calico\n} else := [entry | some entry in listed(\"containers\"); image.field(image.parse(entry.container.image)) == \"node\"][0] if {\n\tmay_run_calico\n}\n\ncalled_so := [entry | some entry in listed(\"containers\"); entry.container.name == \"calico-node\"]\n\nmay_run_calico if {\n\tinput.review.object.kind in {\"DaemonSet\", \"Pod\"}\n\tnot windows\n}\n\nwindows if pod_spec.nodeSelector[\"kubernetes.io/os\"] == \"windows\"\n\n# Every container that runs calico-node, on Windows too.\ncalico_nodes := [entry | some entry in listed(\"containers\"); runs_calico(entry.container)]\n\nruns_calico(container) if container.name == \"calico-node\"\n\nruns_calico(container) if image.field(image.parse(container.image)) == \"node\"\n\nenv_path := array.concat(calico_node.path, [\"env\"])\n\n# Variables may also come from out of sight.\nis_open if {\n\tsome from in calico_node.container.envFrom\n\tnot is_endpoint(from)\n}\n\n# A container without an image is a patch of one: the rest is elsewhere.\nis_open if {\n\tcalico_node\n\tnot has_image\n}\n\nhas_image if resource.text(calico_node.container.image)\n\n# The optional address of the API server: it never carries network settings.\nis_endpoint(from) if from.configMapRef.name == \"kubernetes-services-endpoint\"\n\n# Felix reads its own variables in any case; calico-node does not.\nsame_name(a, b) if a == b\n\nsame_name(a, b) if {\n\tstartswith(lower(a), \"felix_\")\n\tlower(a) == lower(b)\n}\n\nvariables(entry, name) := [[i, variable] |\n\tsome i, variable in entry.container.env\n\tsame_name(resource.text(variable.name), name)\n]\n\nhas_env(name) if count(variables(calico_node, name)) > 0\n\nenv(name) := env_in(calico_node, name)\n\n# The literal value of a variable (the last of that name, as the kubelet takes it) with its place; a variable without one is empty.\nenv_in(entry, name) := {\"value\": value, \"path\": array.concat(entry.path, [\"env\", i, \"value\"])} if {\n\tfound := variables(entry, name)\n\t[i, variable] := found[count(found) - 1]\n\tnot variable.valueFrom\n\tvalue := resource.text(object.get(variable, \"value\", \"\"))\n}\n\n# True where the value of a variable is out of sight.\nis_unseen(name) if {\n\thas_env(name)\n\tnot env(name)\n}\n\n# True where a variable is one of some words, in any case. A function, because `not` does not hold over a field of a call.\nenv_is(name, words) if lower(env(name).value) in words\n"
};

/** Variables of CEL that the policies share. */
export const celLibraries: Readonly<Record<string, readonly CelVariable[]>> = {
  "felix": [
    {
      "name": "for_all",
      "expression": "object.kind == 'FelixConfiguration' && variables.name == 'default'"
    },
    {
      "name": "is_read",
      "expression": "variables.for_all || object.kind == 'FelixConfiguration' && (variables.name.startsWith('node.') || has(variables.spec.nodeSelector))\n"
    }
  ],
  "installation": [
    {
      "name": "network",
      "expression": "object.kind == 'Installation' ? dyn(object.?spec.?calicoNetwork.orValue({})) : dyn({})"
    },
    {
      "name": "is_overlay",
      "expression": "variables.name == 'overlay'"
    },
    {
      "name": "provider",
      "expression": "string(variables.spec.?kubernetesProvider.orValue(''))"
    },
    {
      "name": "written_pools",
      "expression": "dyn(variables.network.?ipPools.orValue([]))"
    },
    {
      "name": "cni",
      "expression": "variables.spec.?cni.?type.orValue('') in ['Calico', 'GKE', 'AmazonVPC', 'AzureVNET'] ? string(variables.spec.cni.type) :\n  variables.provider != '' && !variables.is_overlay ? {'AKS': 'AzureVNET', 'EKS': 'AmazonVPC', 'GKE': 'GKE'}[?variables.provider].orValue('Calico') :\n  variables.provider == '' && (variables.network.?bgp.orValue('') == 'Enabled' ||\n    variables.written_pools.exists(pool, string(pool.?encapsulation.orValue('')).matches('^(IPIP|VXLAN)'))) ? 'Calico' : ''\n"
    },
    {
      "name": "other_cni",
      "expression": "!(variables.cni in ['', 'Calico'])"
    },
    {
      "name": "ipam",
      "expression": "variables.spec.?cni.?ipam.?type.orValue('') in ['Calico', 'HostLocal', 'AmazonVPC', 'AzureVNET'] ? string(variables.spec.cni.ipam.type) :\n  variables.is_overlay ? '' : variables.cni == 'GKE' ? 'HostLocal' : variables.cni\n"
    },
    {
      "name": "bgp",
      "expression": "variables.network.?bgp.orValue('') in ['Enabled', 'Disabled'] ? string(variables.network.bgp) :\n  variables.is_overlay || variables.cni == '' ? '' : variables.other_cni || variables.provider == 'EKS' ? 'Disabled' : 'Enabled'\n"
    },
    {
      "name": "runs_vpp",
      "expression": "variables.network.?linuxDataplane.orValue('') == 'VPP'"
    },
    {
      "name": "policy_only",
      "expression": "variables.other_cni || variables.cni == 'Calico' && variables.ipam == 'HostLocal' && variables.bgp == 'Disabled'"
    },
    {
      "name": "refuses_plain",
      "expression": "variables.bgp == 'Disabled' && variables.ipam in ['', 'Calico'] && !(has(variables.network.clusterRoutingMode) &&\n  variables.network.clusterRoutingMode in ['Felix', 'BIRD', 'FelixIPIPOnly'] == false) && variables.network.?clusterRoutingMode.orValue('') != 'Felix'\n"
    }
  ],
  "pool": [
    {
      "name": "written_modes",
      "expression": "['ipipMode', 'vxlanMode'].filter(field, object.kind == 'IPPool' && field in variables.spec && string(variables.spec[field]) != '')"
    },
    {
      "name": "own",
      "expression": "object.kind != 'IPPool' ? [] : [{\n  'name': dyn(variables.name),\n  'range': dyn(string(variables.spec.?cidr.orValue(''))),\n  'ipip': dyn(has(variables.spec.ipip) ? '' : 'ipipMode' in variables.written_modes ? string(variables.spec.ipipMode) : 'Never'),\n  'vxlan': dyn('vxlanMode' in variables.written_modes ? string(variables.spec.vxlanMode) : 'Never'),\n  'modes': dyn((string(variables.spec.?cidr.orValue('')).contains(':') && !('ipipMode' in variables.written_modes) ? ['vxlanMode'] : ['ipipMode', 'vxlanMode'])\n    .map(field, field in variables.written_modes ? field + ' ' + string(variables.spec[field]) : field + ' unset, which means Never').join('; ')),\n  'chosen': dyn(true),\n  'routable': dyn(variables.spec.?natOutgoing.orValue(true) == false),\n  'disabled': dyn(variables.spec.?disabled.orValue(false) == true),\n  'uses': dyn(variables.spec.?allowedUses.orValue([]))\n}]\n"
    },
    {
      "name": "usual_families",
      "expression": "variables.written_pools.size() == 1 || variables.written_pools.size() == 2 &&\n  variables.written_pools.exists_one(pool, string(pool.?cidr.orValue('')).contains(':'))\n"
    },
    {
      "name": "installed",
      "expression": "variables.policy_only ? [] : variables.written_pools.map(pool, {\n  'name': dyn(string(pool.?name.orValue('')) != '' ? string(pool.name) : variables.usual_families ?\n    (string(pool.?cidr.orValue('')).contains(':') ? 'default-ipv6-ippool' : 'default-ipv4-ippool') :\n    string(pool.?cidr.orValue('')).contains(':') ? '' : string(pool.?cidr.orValue('')).replace('/', '-')),\n  'range': dyn(string(pool.?cidr.orValue(''))),\n  'word': dyn(has(pool.encapsulation) ? string(pool.encapsulation) : variables.runs_vpp ? '' : string(pool.?cidr.orValue('')).contains(':') ? 'None' :\n    variables.cni == '' ? '' : variables.cni == 'Calico' ? 'IPIP' : 'None'),\n  'modes': dyn(has(pool.encapsulation) ? 'encapsulation None' : 'encapsulation unset, which means None here'),\n  'chosen': dyn(has(pool.encapsulation) || !string(pool.?cidr.orValue('')).contains(':')),\n  'routable': dyn(pool.?natOutgoing.orValue('') == 'Disabled'),\n  'disabled': dyn(pool.?disableNewAllocations.orValue(false) == true),\n  'uses': dyn(pool.?allowedUses.orValue([]))\n}).filter(pool, pool.name != '' && pool.word in ['None', 'IPIP', 'IPIPCrossSubnet', 'VXLAN', 'VXLANCrossSubnet']).map(pool, {\n  'name': pool.name, 'range': pool.range, 'modes': pool.modes, 'chosen': pool.chosen, 'routable': pool.routable, 'disabled': pool.disabled, 'uses': pool.uses,\n  'ipip': dyn({'IPIP': 'Always', 'IPIPCrossSubnet': 'CrossSubnet'}[?pool.word].orValue('Never')),\n  'vxlan': dyn({'VXLAN': 'Always', 'VXLANCrossSubnet': 'CrossSubnet'}[?pool.word].orValue('Never'))\n})\n"
    },
    {
      "name": "pools",
      "expression": "variables.own + variables.installed"
    },
    {
      "name": "is_on",
      "expression": "['Always', 'CrossSubnet']"
    },
    {
      "name": "carrying",
      "expression": "variables.pools.filter(pool, !pool.disabled && (pool.uses.size() == 0 || pool.uses.exists(use, use == 'Workload')))\n"
    }
  ],
  "resource": [
    {
      "name": "spec",
      "expression": "object.?spec.orValue({})"
    },
    {
      "name": "name",
      "expression": "string(object.metadata.?name.orValue(''))"
    }
  ],
  "workload": [
    {
      "name": "pod",
      "expression": "(object.kind == 'Pod' ? object.?spec : object.kind == 'CronJob' ? object.?spec.?jobTemplate.?spec.?template.?spec : object.?spec.?template.?spec).orValue({})\n"
    },
    {
      "name": "calico_node",
      "expression": "!(object.kind in ['DaemonSet', 'Pod']) || variables.pod.?nodeSelector[?'kubernetes.io/os'].orValue('') == 'windows' ? [] :\n  variables.pod.?containers.orValue([]).exists(one, one.?name.orValue('') == 'calico-node') ?\n    variables.pod.containers.filter(one, one.?name.orValue('') == 'calico-node') :\n    variables.pod.?containers.orValue([]).filter(one, string(one.?image.orValue('')).matches('(^|/)(calico/node|projectcalico-org/node|(mirrored-)?calico-node)(:[^/]*)?(@.*)?$'))\n"
    },
    {
      "name": "env",
      "expression": "variables.calico_node.size() == 0 ? [] : variables.calico_node[0].?env.orValue([])"
    }
  ]
};
