#!/bin/sh
# Stands beside the check program and speaks with the API server for it: it alone has a token, and no rights on the network.
# The ConfigMap holds a line a node, "address, who answers on BGP's port, done", and under _go the collector's list of all. It needs curl and jq.
set -u
: "${NODE_NAME:?}" "${NAMESPACE:?}" "${STORE:?}" "${RUN:=/run/preflight}" "${PAUSE:=3}"
: "${SECRETS:=/var/run/secrets/kubernetes.io/serviceaccount}"
case $KUBERNETES_SERVICE_HOST in *:*) KUBERNETES_SERVICE_HOST=[$KUBERNETES_SERVICE_HOST] ;; esac
: "${API:=https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT}"
STORE_URL=$API/api/v1/namespaces/$NAMESPACE/configmaps/$STORE
trap 'exit 143' HUP INT TERM

store() { # more arguments of curl
  curl -sSf --max-time 20 --cacert "$SECRETS/ca.crt" -H "Authorization: Bearer $(cat "$SECRETS/token")" "$@" "$STORE_URL"
}
publish() {
  until store -o /dev/null -X PATCH -H 'Content-Type: application/merge-patch+json' -d "{\"data\":{\"$NODE_NAME\":\"$1\"}}"; do pause; done
}
pause() { sleep "$PAUSE" & wait $!; }

until [ -f "$RUN/mine" ]; do pause; done
publish "$(cat "$RUN/mine")"
# The collector tells all at once when to begin: a node that began alone would meet others that do not answer it yet.
until store | jq -re '.data._go // empty' >"$RUN/peers.new"; do pause; done
mv "$RUN/peers.new" "$RUN/peers"
until [ -f "$RUN/done" ]; do pause; done
publish "$(cat "$RUN/mine") done"
while [ -n "${STAY:-}" ]; do sleep 3600 & wait $!; done
