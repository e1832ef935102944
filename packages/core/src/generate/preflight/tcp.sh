#!/bin/sh
# TCP between the nodes: BGP, Typha. BIRD and Typha come before the probe, which takes their ports only where they are free and only while it probes.

listen() { # port
  if ss -Hltn "sport = :$1" | grep -q .; then return; fi
  nc -lkd "$ADDRESS" "$1" >/dev/null 2>&1 &
  echo $! >>"$RUN/pids"
}

# Who answers on BGP's port while the probe runs: `bird`, which must not be disturbed; `absent` where BIRD was and may come back any moment;
# `own`, a listener of ours.
bgp_side() {
  if [ -z "$BGP_PORT" ]; then echo none
  elif ss -Hltn "sport = :$BGP_PORT" | grep -q .; then echo bird
  elif [ -n "$(ip route show proto 12)" ] || grep -q 'bird\.ctl' /proc/net/unix; then echo absent
  else echo own; fi
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
