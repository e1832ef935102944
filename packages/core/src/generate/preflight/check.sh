#!/bin/sh
# Checks from this node what the pod network will need from every other: one JSON object a line, which `canal-lint diagnose` reads.
# It needs ip, ss, bridge (iproute2), ping, arping (iputils), nc (OpenBSD), awk; CAP_NET_ADMIN and CAP_NET_RAW.
# It changes nothing that lives: no route, no rule, no global address; its device, its listeners and itself are gone at the end.
set -u
: "${NODE_NAME:?}" "${HOST_IP:?}" "${RUN:=/run/preflight}" "${METHOD:=first-found}" "${EXCLUDE:=^lo}"
: "${BGP_PORT:=}" "${MESH:=yes}" "${VXLAN_PORT:=}" "${TYPHA_PORT:=}" "${WIREGUARD_PORT:=}" "${IPIP:=no}"
: "${UNSURE:=}" "${POD_MTU:=0}" "${OVERHEAD:=0}" "${MODULES:=}" "${MAX_PEERS:=30}" "${PATIENCE:=20}" "${WAIT:=3600}" "${HOLD:=240}" "${MTU_PATTERN:=}"
# shellcheck source=autodetect.sh
. "$(dirname "$0")/autodetect.sh"
# shellcheck source=path-mtu.sh
. "$(dirname "$0")/path-mtu.sh"
# shellcheck source=tcp.sh
. "$(dirname "$0")/tcp.sh"
# shellcheck source=vxlan.sh
. "$(dirname "$0")/vxlan.sh"

# check peer address result ok [detail [more fields]]: ok is true, false, or null where it was not looked at, or may not be needed (UNSURE).
say() {
  ok=$5
  about=$1
  [ "$4" = large-lost ] && about=path-mtu
  case "$ok $UNSURE " in "false "*"$about "*) ok=null ;; esac
  printf '{"preflight":1,"node":"%s","check":"%s","peer":"%s","address":"%s","result":"%s","ok":%s,"detail":"%s"%s}\n' \
    "$NODE_NAME" "$1" "$2" "$3" "$4" "$ok" "$(printf '%s' "${6:-}" | tr -d '"\\\r' | tr '\n\t' '  ')" "${7:+,$7}"
}

# `kill` is the shell's own: few images have it as a program.
stop() { # file of process ids
  [ -f "$1" ] || return 0
  while read -r pid; do kill "$pid" 2>/dev/null; done <"$1"
  rm -f "$1"
}

clean() {
  ip link del "$DEVICE" 2>/dev/null
  stop "$RUN/pids"
  stop "$RUN/resting"
}

# Sleeps, and wakes up when it is to end.
rest() {
  sleep "$1" &
  echo $! >"$RUN/resting"
  wait $!
  rm -f "$RUN/resting"
}

check_address() {
  if [ -z "$FOUND" ]; then say autodetection '' '' none false "$METHOD finds no address"; return; fi
  where="\"device\":\"$DEV\",\"internal\":\"$HOST_IP\""
  other=$(awk -v me="$NODE_NAME" '$1 != me && $2 != "-" { print $2; exit }' "$PEERS")
  right=$(source_to "$other")
  towards=$(ip -4 route get "${other:-$HOST_IP}" 2>/dev/null | sed -n 's/^.* dev \([^ ]*\).*$/\1/p')
  if [ -z "$right" ] || [ "$towards" = "$DEV" ] || [ "$ADDRESS" = "$HOST_IP" ]; then say autodetection '' "$ADDRESS" right true "$METHOD takes $DEV" "$where"
  else
    case $METHOD in first-found | skip-interface=*) ok=false ;; *) ok=null ;; esac # who names a network means it
    say autodetection '' "$ADDRESS" wrong-interface "$ok" "$METHOD takes $ADDRESS of $DEV; the other nodes are reached through $towards from $right" "$where"
  fi
}

check_duplicate() {
  twin=$(awk -v me="$NODE_NAME" -v a="$ADDRESS" '$1 != me && $3 == a { print $1; exit }' "$PEERS")
  if [ -n "$twin" ]; then say duplicate-address "$twin" "$ADDRESS" duplicate false "$twin has it too"; return; fi
  if ! command -v arping >/dev/null; then say duplicate-address '' "$ADDRESS" not-looked-at null 'there is no arping'; return; fi
  other=$(arping -D -I "$DEV" -c 2 -w 3 "$ADDRESS" 2>/dev/null | sed -n 's/^.*reply from .*\[\([0-9A-Fa-f:]*\)\].*$/\1/p' | head -n 1)
  # Another card of this node in the same network answers for it as well.
  if [ -z "$other" ] || grep -qi "$other" /sys/class/net/*/address; then say duplicate-address '' "$ADDRESS" unique true
  else say duplicate-address '' "$ADDRESS" duplicate false "the machine with $other has it too"; fi
}

check_host() {
  for module in $MODULES; do
    folder=/lib/modules/$(uname -r)
    if [ -d "/sys/module/$module" ] || grep -qsw "$module" /proc/modules; then say module '' '' loaded true "$module"
    elif [ ! -e "$folder/modules.dep" ]; then say module '' '' not-looked-at null "$module: $folder is not to be seen"
    elif cat "$folder/modules.dep" "$folder/modules.builtin" 2>/dev/null | grep -q "/$module\.ko"; then say module '' '' there true "$module"
    else say module '' '' missing false "$module is neither loaded nor in $folder"; fi
  done
  if grep -q '/NetworkManager/' /proc/net/unix; then
    say networkmanager '' '' running null 'see that unmanaged-devices in /etc/NetworkManager/conf.d names cali*, tunl*, vxlan.calico, flannel*'
  fi
  [ "$IPIP" = yes ] && say protocol-4 '' '' not-looked-at null 'IPIP: a device of our own would take the packets of a live tunnel'
  [ -n "$WIREGUARD_PORT" ] && say wireguard '' '' not-looked-at null "UDP $WIREGUARD_PORT: WireGuard answers nobody without a key"
}

# The peers to probe, at most MAX_PEERS: those that follow this node in a ring, so that each node is probed as often as each other.
ring() {
  awk -v me="$NODE_NAME" -v most="$MAX_PEERS" '$3 != "-" { n++; line[n] = $0; if ($1 == me) at = n }
    END { for (i = 1; i < n && i <= most; i++) print line[(at + i - 1) % n + 1] }' "$PEERS"
}

probe() { # name internal address side tunnel
  [ "$3" = "$ADDRESS" ] && return
  [ -n "$BGP_PORT" ] && probe_bgp "$1" "$3" "${4:-own}"
  [ -n "$TYPHA_PORT" ] && probe_tcp tcp-5473 "$1" "$3" "$TYPHA_PORT"
  [ "$TUNNEL" = yes ] && probe_vxlan "$1" "$3" "${5:-answers}"
  probe_mtu "$1" "$3"
}

probe_all() {
  ring >"$RUN/ring"
  probes=
  while read -r peer; do
    # shellcheck disable=SC2086
    probe $peer &
    probes="$probes $!"
  done <"$RUN/ring"
  for one in $probes; do wait "$one"; done
  ask_again
}

# Interface and address that everything is tried from.
find_address() {
  case $HOST_IP in *:*) HOST_IP=$(beside "$HOST_IP") ;; esac
  FOUND=$(choose)
  # No here-document: some shells put it into a file, and the file system is read-only.
  found=${FOUND:-$(device_of "$HOST_IP")}
  DEV=${found% *} ADDRESS=${found#* }
  if [ -n "$DEV" ]; then return; fi
  if [ -z "$HOST_IP" ]; then say autodetection '' '' not-looked-at null 'the InternalIP is of IPv6, and no IPv4 address is beside it'
  else say autodetection '' '' none false "$METHOD finds no address, and no device has $HOST_IP"; fi
  return 1
}

# Beside us `gate` publishes our line, and when all are ready writes those of all: name, InternalIP, address, who answers on BGP's port, and in the tunnel.
await() { # line
  echo "$1" >"$RUN/mine.new" && mv "$RUN/mine.new" "$RUN/mine"
  until [ -f "$RUN/peers" ] || [ "$WAIT" -le 0 ]; do rest 1; WAIT=$((WAIT - 1)); done
  [ -f "$RUN/peers" ] && PEERS=$RUN/peers
  PATIENCE=$((PATIENCE + $(wc -l <"$PEERS") / 100)) # collect.sh makes many nodes ask as much more slowly
}

# Whether the others wait for us. A node that joins while the preflight runs is none of theirs: BIRD and Typha come there, and find their ports free.
takes_part() {
  case $(awk -v me="$NODE_NAME" '$1 == me { print $3 == "-" ? "late" : "yes" }' "$PEERS") in
    yes) return 0 ;;
    late) say nodes '' "$ADDRESS" late false 'the others began without this node' ;;
    *) say nodes '' "$ADDRESS" late null 'the preflight ran before the node joined' ;;
  esac
  return 1
}

join() {
  BGP=$(bgp_side)
  [ "$BGP" = own ] && listen "$BGP_PORT"
  [ -n "$TYPHA_PORT" ] && listen "$TYPHA_PORT"
  [ -n "$VXLAN_PORT" ] || return 0
  flow=$(flow_device)
  if said=$(tunnel); then TUNNEL=yes
  elif [ -n "$flow" ]; then say vxlan '' '' not-looked-at null "$flow has UDP $VXLAN_PORT alone, as Felix makes it for eBPF: no device of the probe can be beside it"
  else say vxlan '' '' not-looked-at null "no device for the probe: ${said:-ip told no reason}"; fi
}

main() {
  PEERS=/dev/null TUNNEL=no ADDRESS=''
  trap clean EXIT
  trap 'exit 143' HUP INT TERM
  ip link del "$DEVICE" 2>/dev/null # of a container that was killed
  for file in pids resting silent fdb neigh ring 'done' mine; do rm -f "$RUN/$file"; done
  : >"$RUN/ring"
  check_host # before a device of our own makes the kernel load its module
  if find_address; then
    SIZE=$((POD_MTU + OVERHEAD))
    [ "$POD_MTU" = 0 ] && SIZE=$(host_mtu)
    await "$ADDRESS $(bgp_side) $(vxlan_side)"
    if takes_part; then part=yes; join; else part=no; fi
    check_address; check_duplicate
    if [ "$part" = yes ]; then
      awk '$3 == "-" && $4 == "-" { print $1 }' "$PEERS" |
        while read -r name; do say nodes "$name" '' silent false 'it did not report: does its pod run'; done
      probe_all
    fi
  else await '- none none'; fi
  say 'done' '' "$ADDRESS" probed null "$(wc -l <"$RUN/ring") of $(awk -v me="$NODE_NAME" '$1 != me' "$PEERS" | wc -l) peers probed"
  touch "$RUN/done"
  # Others may still knock: at the ports only as long as they are patient.
  rest $((3 * PATIENCE + 10))
  stop "$RUN/pids"
  rest "$HOLD"
  clean
  # A DaemonSet would start it again.
  while [ -n "${STAY:-}" ]; do rest 3600; done
}

main
