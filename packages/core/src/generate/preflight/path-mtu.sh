#!/bin/sh
# Whether packets of SIZE bytes, those of pods with the tunnel around them, fit between this node and a peer.

# The MTU that Felix starts from: the least of the interfaces of its pattern, 1460 where there is none (int_dataplane.go:1748-1772).
host_mtu() {
  if [ -z "$MTU_PATTERN" ]; then cat "/sys/class/net/$DEV/mtu"; return; fi
  ip -o link show up | PATTERN=$MTU_PATTERN awk -F': ' '{ sub(/@.*/, "", $2); m = $3; sub(/^.* mtu /, "", m); sub(/ .*/, "", m) }
    $2 ~ ENVIRON["PATTERN"] && (!least || m + 0 < least) { least = m + 0 } END { print least ? least : 1460 }'
}

fits() { ping -4 -M 'do' -c 1 -w "${3:-2}" -s $(($2 - 28)) "$1" 2>&1; }

probe_mtu() { # peer address
  if ! ping -4 -c 1 -w "$PATIENCE" "$2" >/dev/null 2>&1; then say path-mtu "$1" "$2" not-looked-at null "the peer does not answer a ping"; return; fi
  if said=$(fits "$2" "$SIZE") || said=$(fits "$2" "$SIZE"); then say path-mtu "$1" "$2" fits true '' "\"needed\":$SIZE"; return; fi
  mtu=$(printf '%s' "$said" | sed -n 's/^.*mtu *= *\([0-9]*\).*$/\1/p' | head -n 1)
  silent=
  if [ -z "$mtu" ]; then # nobody says how much fits: the largest that does is looked for
    mtu=84 above=$SIZE silent=true
    while [ $((above - mtu)) -gt 1 ]; do
      middle=$(((above + mtu) / 2))
      if fits "$2" "$middle" 1 >/dev/null; then mtu=$middle; else above=$middle; fi
    done
    # Packets that were lost by chance say nothing.
    if fits "$2" "$SIZE" >/dev/null; then say path-mtu "$1" "$2" fits true '' "\"needed\":$SIZE"; return; fi
  fi
  say path-mtu "$1" "$2" too-small false "$SIZE bytes are needed, $mtu fit${silent:+, and no ICMP says so}" \
    "\"needed\":$SIZE,\"fits\":$mtu,\"silent\":${silent:-false}"
}
