#!/bin/sh
# What calico-node's autodetection of its IPv4 address would choose: a line of interface and address. METHOD is the configured method,
# EXCLUDE the interfaces that first-found and skip-interface pass over in this release. No packet is sent, but for the name of can-reach.
export METHOD EXCLUDE

# Interface and address, as calico-node sees them: the newest interface first (node/pkg/lifecycle/startup/autodetection/interfaces.go:68).
candidates() {
  ip -o -4 addr show | sort -s -t: -k1,1nr | awk '{ split($4, a, "/"); if (a[1] !~ /^(127|169\.254|22[4-9]|23[0-9])\./) print $2, a[1] }'
}

device_of() { ip -o -4 addr show | awk -v to="$1" '{ split($4, a, "/"); if (a[1] == to) { print $2, to; exit } }'; }
first_of() { [ -n "$1" ] && ip -o -4 addr show dev "$1" scope global | awk '{ split($4, a, "/"); print $2, a[1]; exit }'; }
# The first IPv4 address of the interface that has an IPv6 one, where the kubelet registered IPv6 first.
beside() {
  first_of "$(ip -o -6 addr show | awk -v to="$1" '{ split($4, a, "/"); if (a[1] == to) { print $2; exit } }')" | cut -d ' ' -f 2
}
source_to() { ip -4 route get "$1" 2>/dev/null | sed -n 's/^.* src \([0-9.]*\).*$/\1/p'; }
joined() { printf '(%s)' "$1" | sed 's/ *, */)|(/g'; }

# flannel's --iface-regex: the first address that it matches, or else the first name (flannel pkg/ipmatch/match.go:95-160).
flannel_regex() {
  ip -o -4 addr show | RE=$1 awk '{ split($4, a, "/") } a[1] ~ /^127\./ { next }
    a[1] ~ ENVIRON["RE"] { print $2, a[1]; found = 1; exit } !named && $2 ~ ENVIRON["RE"] { named = $2 " " a[1] }
    END { if (!found && named) print named }'
}

# Interface and address that the configured method takes (autodetection_methods.go:27-101).
choose() {
  operand=${METHOD#*=}
  case $METHOD in
    first-found) candidates | awk '$1 !~ ENVIRON["EXCLUDE"] { print; exit }' ;;
    interface=*) candidates | RE=$(joined "$operand") awk '$1 ~ ENVIRON["RE"] { print; exit }' ;;
    skip-interface=*) candidates | RE=$(joined "$operand") awk '$1 !~ ENVIRON["EXCLUDE"] && $1 !~ ENVIRON["RE"] { print; exit }' ;;
    cidr=*) candidates | awk -v list="$operand" '
      function number(ip, p) { split(ip, p, "."); return ((p[1] * 256 + p[2]) * 256 + p[3]) * 256 + p[4] }
      { n = split(list, r, / *, */)
        for (i = 1; i <= n; i++) { split(r[i], c, "/"); s = 2 ^ (32 - c[2]); if (int(number($2) / s) == int(number(c[1]) / s)) { print; exit } } }' ;;
    can-reach=*)
      host=$(getent ahostsv4 "$operand" 2>/dev/null | awk '{ print $1; exit }')
      device_of "$(source_to "${host:-$operand}")" ;;
    iface-regex=*) flannel_regex "$operand" ;;
    default-route) first_of "$(ip -4 route show default | sed -n 's/^.* dev \([^ ]*\).*$/\1/p' | head -n 1)" ;; # flannel's way
    kubernetes-internal-ip*) device_of "$HOST_IP" ;;
  esac
}
