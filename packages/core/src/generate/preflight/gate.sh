#!/bin/sh
# Stands beside the check program and speaks with the API server for it: it alone has a token, and no rights on the network.
# STORE holds a line a node, "address, who answers on BGP's port, what answers in the tunnel, done"; LIST what the collector tells all nodes.
set -u
: "${NODE_NAME:?}" "${STORE:?}" "${LIST:?}" "${RUN:=/run/preflight}"
got=$RUN/answer
# shellcheck source=api.sh
. "$(dirname "$0")/api.sh"
trap 'exit 143' HUP INT TERM

# Not all nodes in the same moment: they change one object.
publish() {
  sleep $(($(printf '%s' "$NODE_NAME" | cksum | cut -d ' ' -f 1) % PAUSE)) & wait $!
  until patch "$STORE" "{\"data\":{\"$NODE_NAME\":\"$1\"}}"; do pause; done
}

until [ -f "$RUN/mine" ]; do pause; done
publish "$(cat "$RUN/mine")"
# The collector tells all at once when to begin: a node that began alone would meet others that do not answer it yet.
until told "$maps/$LIST" -ej '.data.nodes // "" | select(. != "")' >"$RUN/peers.new"; do
  PAUSE=$(jq -re '.data.pause // empty' "$got" || echo "$PAUSE") # the more nodes, the slower
  pause
done
mv "$RUN/peers.new" "$RUN/peers"
until [ -f "$RUN/done" ]; do pause; done
publish "$(cat "$RUN/mine") done"
while [ -n "${STAY:-}" ]; do sleep 3600 & wait $!; done
