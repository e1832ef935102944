#!/bin/sh
# The VXLAN port, tried by a device of our own on it: the kernel shares the socket, so that our packets go where those of pods go. A device in flow
# mode (`external`: Felix's with eBPF) shares it with none, whoever comes first.

# Neither first-found nor mtuIfacePattern takes a name like this one, and no live device has this network id.
DEVICE=cni-preflight VNI=16776990 ALL=00:00:00:00:00:00

# Addresses inside of the tunnel. All are link-local: no autodetection takes them, and a single one brings no route to anywhere.
inside() { echo "$1" | awk -F. '{ printf "fe80::%02x%02x:%02x%02x", $1, $2, $3, $4 }'; }
inside4() { awk -v name="$1" '$1 == name { printf "169.254.%d.%d", 64 + int(NR / 250), 1 + NR % 250 }' "$PEERS"; }
mac() { echo "$1" | awk -F. '{ printf "02:ca:%02x:%02x:%02x:%02x", $1, $2, $3, $4 }'; }

make_device() {
  ip link add "$DEVICE" type vxlan id "$VNI" local "$ADDRESS" dev "$DEV" dstport "$VXLAN_PORT" nolearning 2>&1 || return 1
  ip link set dev "$DEVICE" addrgenmode none 2>/dev/null # unknown where the kernel has no IPv6
  ip link set dev "$DEVICE" address "$(mac "$ADDRESS")" mtu "$((SIZE - 50))" up 2>&1 && return 0
  ip link del "$DEVICE"
  return 1
}

# The device in flow mode that has the port.
flow_device() {
  ip -d -o link show type vxlan 2>/dev/null | awk -v port="$VXLAN_PORT" '/ external / && $0 ~ " dstport " port " " { sub(/:$/, "", $2); print $2; exit }'
}

# Whether peers get an answer from this node: `answers`; `mute` where its kernel is told to answer no ARP request; `none` without a device.
vxlan_side() {
  if [ -z "$VXLAN_PORT" ] || ! make_device >/dev/null; then echo none; return; fi
  if grep -qsx 8 /proc/sys/net/ipv4/conf/all/arp_ignore "/proc/sys/net/ipv4/conf/$DEVICE/arp_ignore"; then echo mute; else echo answers; fi
  ip link del "$DEVICE"
}

tunnel() {
  make_device || return 1
  ip -6 addr add "$(inside "$ADDRESS")/64" dev "$DEVICE" nodad 2>/dev/null # ARP answers alone where the host has no IPv6
  ip addr add "$(inside4 "$NODE_NAME")/32" dev "$DEVICE" scope link 2>&1 || return 1
  while read -r name _ far _; do
    [ "$name" = "$NODE_NAME" ] || [ "$far" = - ] && continue
    echo "fdb append $(mac "$far") dev $DEVICE dst $far" >>"$RUN/fdb"
    echo "neigh replace $(inside "$far") lladdr $(mac "$far") dev $DEVICE nud permanent" >>"$RUN/neigh"
  done <"$PEERS"
  bridge -force -batch "$RUN/fdb" 2>/dev/null
  ip -6 -force -batch "$RUN/neigh" 2>/dev/null
  return 0 # each line of the two may fail, and then that peer is silent
}

said_vxlan() { say vxlan "$@" "\"port\":$VXLAN_PORT"; }

probe_vxlan() { # peer address side
  if [ "$3" = none ]; then said_vxlan "$1" "$2" not-looked-at null 'the peer has no device for the probe'; return; fi
  inner=$(inside "$2")
  if ping -6 -c 1 -w "$PATIENCE" -I "$DEVICE" "$inner" >/dev/null 2>&1; then
    if ping -6 -c 1 -w 4 -s $((SIZE - 98)) -I "$DEVICE" "$inner" >/dev/null 2>&1; then said_vxlan "$1" "$2" open true "$SIZE bytes"
    else said_vxlan "$1" "$2" large-lost false "small packets pass UDP $VXLAN_PORT, those of $SIZE bytes are lost"; fi
  else echo "$1 $2 $3" >>"$RUN/silent"; fi
}

# A firewall of the host may drop our ping inside of the tunnel, and a host may have no IPv6: ARP passes. What is asked for is an address of the
# peer's device itself, since with arp_ignore (kube-proxy's strictARP) a kernel tells of no other; and only its owner answers.
ask_again() {
  [ -f "$RUN/silent" ] || return 0
  while read -r _ far _; do bridge fdb append "$ALL" dev "$DEVICE" dst "$far" 2>/dev/null; done <"$RUN/silent"
  asked=
  while read -r name far side; do
    ask "$name" "$far" "$side" &
    asked="$asked $!"
  done <"$RUN/silent"
  for one in $asked; do wait "$one"; done
}

ask() { # peer address side
  if ! command -v arping >/dev/null; then said_vxlan "$1" "$2" not-looked-at null 'no answer to ping, which may be dropped in the tunnel, and no arping here'
  elif arping -D -I "$DEVICE" -c "$PATIENCE" -w "$PATIENCE" "$(inside4 "$1")" 2>/dev/null | grep -q 'reply from'; then
    said_vxlan "$1" "$2" open true 'answered to ARP, not to ping: full size was not looked at'
  elif [ "$3" = mute ]; then said_vxlan "$1" "$2" not-looked-at null 'the peer answers no ARP request (arp_ignore is 8), and no ping in the tunnel'
  else said_vxlan "$1" "$2" dropped false "nothing comes back through UDP $VXLAN_PORT"; fi
}
