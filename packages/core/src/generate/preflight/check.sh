#!/bin/sh
# Checks from this node what the pod network will need from every other: one JSON object a line, which `canal-lint diagnose` reads.
# It needs ip, ss, bridge (iproute2), ping, arping (iputils), nc (OpenBSD), awk; CAP_NET_ADMIN and CAP_NET_RAW.
# It changes nothing that lives: no route, no rule, no global address; its device, its listeners and itself are gone at the end.
set -u
: "${NODE_NAME:?}" "${HOST_IP:?}" "${RUN:=/run/preflight}" "${METHOD:=first-found}" "${EXCLUDE:=^lo}"
: "${BGP_PORT:=}" "${MESH:=yes}" "${VXLAN_PORT:=}" "${TYPHA_PORT:=}" "${WIREGUARD_PORT:=}" "${IPIP:=no}"
: "${POD_MTU:=0}" "${OVERHEAD:=0}" "${MODULES:=}" "${MAX_PEERS:=30}" "${PATIENCE:=10}" "${WAIT:=420}" "${HOLD:=240}" "${MTU_PATTERN:=}"
# shellcheck source=autodetect.sh
. "$(dirname "$0")/autodetect.sh"
# shellcheck source=path-mtu.sh
. "$(dirname "$0")/path-mtu.sh"
# Neither first-found nor mtuIfacePattern takes a name like this one, and no live device has this network id.
DEVICE=cni-preflight VNI=16776990 ALL=00:00:00:00:00:00

# check peer address result ok [detail [more fields]]: ok is true, false, or null where it was not looked at.
say() {
  printf '{"preflight":1,"node":"%s","check":"%s","peer":"%s","address":"%s","result":"%s","ok":%s,"detail":"%s"%s}\n' \
    "$NODE_NAME" "$1" "$2" "$3" "$4" "$5" "$(printf '%s' "${6:-}" | tr -d '"\\\r' | tr '\n\t' '  ')" "${7:+,$7}"
}

clean() {
  ip link del "$DEVICE" 2>/dev/null
  cat "$RUN/pids" "$RUN/resting" 2>/dev/null | xargs kill 2>/dev/null
  rm -f "$RUN/pids" "$RUN/resting"
}

# Sleeps, and wakes up when it is to end.
rest() {
  sleep "$1" &
  echo $! >"$RUN/resting"
  wait $!
  rm -f "$RUN/resting"
}

listen() { # port: our own listener, where the port is free
  if ss -Hltn "sport = :$1" | grep -q .; then return 1; fi
  nc -lkd "$ADDRESS" "$1" >/dev/null 2>&1 &
  echo $! >>"$RUN/pids"
}

# Who answers on BGP's port: `bird`, which must not be disturbed; `own`, our listener; `absent` where BIRD was and may come back any moment.
bgp_side() {
  if ss -Hltn "sport = :$BGP_PORT" | grep -q .; then echo bird
  elif [ -n "$(ip route show proto 12)" ] || grep -q 'bird\.ctl' /proc/net/unix; then echo absent
  elif listen "$BGP_PORT"; then echo own; fi
}

inside() { echo "$1" | awk -F. '{ printf "fe80::%02x%02x:%02x%02x", $1, $2, $3, $4 }'; }
mac() { echo "$1" | awk -F. '{ printf "02:ca:%02x:%02x:%02x:%02x", $1, $2, $3, $4 }'; }

# A VXLAN device of our own on the live port: the kernel shares the socket, so that our packets go where those of pods go.
tunnel() {
  if ! ip link add "$DEVICE" type vxlan id "$VNI" local "$ADDRESS" dev "$DEV" dstport "$VXLAN_PORT" nolearning 2>&1; then return 1; fi
  ip link set dev "$DEVICE" addrgenmode none address "$(mac "$ADDRESS")" mtu "$((SIZE - 50))" up 2>&1 || ip link set dev "$DEVICE" up
  # Link-local: no autodetection takes it. Without IPv6 on this host ARP answers alone.
  ip -6 addr add "$(inside "$ADDRESS")/64" dev "$DEVICE" nodad 2>/dev/null
  while read -r name _ address _; do
    [ "$name" = "$NODE_NAME" ] && continue
    echo "fdb append $(mac "$address") dev $DEVICE dst $address" >>"$RUN/fdb"
    echo "neigh replace $(inside "$address") lladdr $(mac "$address") dev $DEVICE nud permanent" >>"$RUN/neigh"
  done <"$RUN/peers"
  bridge -force -batch "$RUN/fdb" 2>/dev/null
  ip -6 -force -batch "$RUN/neigh" 2>/dev/null
}

session() { ss -Htn state established "( sport = :$BGP_PORT or dport = :$BGP_PORT )" dst "$1" | grep -q .; }

# Result of TCP connections to address and port, tried until one is answered or patience is over: open, refused, unreachable, dropped.
connect() {
  end=$(($(date +%s) + PATIENCE)) got=dropped
  while :; do
    said=$(nc -nvz -w 3 "$1" "$2" 2>&1) && { echo open; return; }
    case $said in
      *refused*) got=refused ;;
      *'No route'* | *unreachable* | *prohibited*) got=unreachable ;;
    esac
    [ "$(date +%s)" -ge "$end" ] && break
    sleep 1
  done
  echo "$got"
}

probe_bgp() { # peer address side
  if [ "$BGP" = bird ] && session "$2"; then say tcp-179 "$1" "$2" established true; return; fi
  # A bare connection to a BIRD that has a session with us ends it (graceful restart): so only where there is none.
  if [ "$3" = absent ]; then say tcp-179 "$1" "$2" not-looked-at null "BIRD of the peer is down: nothing there can answer"; return; fi
  if [ "$MESH" != yes ]; then say tcp-179 "$1" "$2" not-looked-at null "the mesh is off, and there is no session"; return; fi
  probe_tcp tcp-179 "$1" "$2" "$BGP_PORT"
}

probe_tcp() { # check peer address port
  result=$(connect "$3" "$4")
  say "$1" "$2" "$3" "$result" "$([ "$result" = open ] && echo true || echo false)" "port $4" "\"port\":$4"
}

said_vxlan() { say vxlan "$@" "\"port\":$VXLAN_PORT"; }

probe_vxlan() { # peer address
  inner=$(inside "$2")
  if ping -6 -c 1 -w "$PATIENCE" -I "$DEVICE" "$inner" >/dev/null 2>&1; then
    if ping -6 -c 1 -w 4 -s $((SIZE - 98)) -I "$DEVICE" "$inner" >/dev/null 2>&1; then said_vxlan "$1" "$2" open true "$SIZE bytes"
    else said_vxlan "$1" "$2" large-lost false "small packets pass UDP $VXLAN_PORT, those of $SIZE bytes are lost"; fi
  else echo "$1 $2" >>"$RUN/silent"; fi
}

# A firewall of the host may drop our ping inside of the tunnel: ARP passes it. One peer at a time, because all share the entry for broadcasts.
ask_again() {
  [ -f "$RUN/silent" ] || return 0
  while read -r name address; do
    bridge fdb append "$ALL" dev "$DEVICE" dst "$address"
    if arping -D -I "$DEVICE" -c 2 -w 3 "$address" 2>/dev/null | grep -q 'reply from'; then
      said_vxlan "$name" "$address" open true 'answered to ARP, not to ping: full size was not looked at'
    else said_vxlan "$name" "$address" dropped false "nothing comes back through UDP $VXLAN_PORT"; fi
    bridge fdb del "$ALL" dev "$DEVICE" dst "$address"
  done <"$RUN/silent"
  rm -f "$RUN/silent"
}

check_address() {
  if [ -z "$FOUND" ]; then say autodetection '' '' none false "$METHOD finds no address"; return; fi
  where="\"device\":\"$DEV\",\"internal\":\"$HOST_IP\""
  other=$(awk -v me="$NODE_NAME" '$1 != me && $2 != "-" { print $2; exit }' "$RUN/peers")
  right=$(source_to "$other")
  towards=$(ip -4 route get "${other:-$HOST_IP}" 2>/dev/null | sed -n 's/^.* dev \([^ ]*\).*$/\1/p')
  if [ -z "$right" ] || [ "$towards" = "$DEV" ] || [ "$ADDRESS" = "$HOST_IP" ]; then say autodetection '' "$ADDRESS" right true "$METHOD takes $DEV" "$where"
  else
    case $METHOD in first-found | skip-interface=*) ok=false ;; *) ok=null ;; esac # who names a network means it
    say autodetection '' "$ADDRESS" wrong-interface "$ok" "$METHOD takes $ADDRESS of $DEV; the other nodes are reached through $towards from $right" "$where"
  fi
}

check_duplicate() {
  twin=$(awk -v me="$NODE_NAME" -v a="$ADDRESS" '$1 != me && $3 == a { print $1; exit }' "$RUN/peers")
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
    END { for (i = 1; i < n && i <= most; i++) print line[(at + i - 1) % n + 1] }' "$RUN/peers"
}

probe() { # name internal address side
  [ "$3" = "$ADDRESS" ] && return
  [ -n "$BGP_PORT" ] && probe_bgp "$1" "$3" "${4:-own}"
  [ -n "$TYPHA_PORT" ] && probe_tcp tcp-5473 "$1" "$3" "$TYPHA_PORT"
  [ "$TUNNEL" = yes ] && probe_vxlan "$1" "$3"
  probe_mtu "$1" "$3"
}

main() {
  trap clean EXIT
  trap 'exit 143' HUP INT TERM
  clean
  rm -f "$RUN/silent" "$RUN/fdb" "$RUN/neigh" "$RUN/done" "$RUN/mine"
  FOUND=$(choose)
  # No here-document: some shells put it into a file, and the file system is read-only.
  found=${FOUND:-$(device_of "$HOST_IP")}
  DEV=${found% *} ADDRESS=${found#* }
  if [ -z "$DEV" ]; then
    say autodetection '' '' none false "$METHOD finds no address, and no device has $HOST_IP"
    exit 1
  fi
  BGP='' TUNNEL=no
  [ -n "$BGP_PORT" ] && BGP=$(bgp_side)
  [ -n "$TYPHA_PORT" ] && listen "$TYPHA_PORT"
  SIZE=$((POD_MTU + OVERHEAD))
  [ "$POD_MTU" = 0 ] && SIZE=$(host_mtu)
  echo "$ADDRESS ${BGP:--}" >"$RUN/mine.new" && mv "$RUN/mine.new" "$RUN/mine"
  # Beside us `gate` publishes this, and when all are ready writes the same of all: name, InternalIP, address, who answers on BGP's port.
  until [ -f "$RUN/peers" ] || [ "$WAIT" -le 0 ]; do rest 1; WAIT=$((WAIT - 1)); done
  if ! grep -q "^$NODE_NAME [^ ]* [^-]" "$RUN/peers"; then # too late: nobody waits for our packets
    say nodes '' "$ADDRESS" late false 'the others began without this node'
    echo "$NODE_NAME $HOST_IP $ADDRESS -" >"$RUN/peers"
  fi
  if [ -n "$VXLAN_PORT" ]; then if said=$(tunnel); then TUNNEL=yes; else say vxlan '' '' not-looked-at null "no device for the probe: $said"; fi; fi
  check_host; check_address; check_duplicate
  awk '$3 == "-" { print $1 }' "$RUN/peers" |
    while read -r name; do say nodes "$name" '' silent false 'it did not report: does its pod run'; done
  ring >"$RUN/ring"
  probes=
  while read -r peer; do
    # shellcheck disable=SC2086
    probe $peer &
    probes="$probes $!"
  done <"$RUN/ring"
  for one in $probes; do wait "$one"; done
  ask_again
  say 'done' '' "$ADDRESS" probed null "$(wc -l <"$RUN/ring") of $(($(wc -l <"$RUN/peers") - 1)) peers probed"
  touch "$RUN/done"
  # Others may still knock at our listeners.
  rest "$HOLD"
  clean
  # A DaemonSet would start it again.
  while [ -n "${STAY:-}" ]; do rest 3600; done
}

main
