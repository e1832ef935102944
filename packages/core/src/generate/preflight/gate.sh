#!/bin/sh
# Stands beside the check program and speaks with the API server for it: it alone has a token, and no rights on the network.
# The ConfigMap holds a line a node, "address, who answers on BGP's port, done", and under _nodes what the collector knows of them. It needs curl, jq.
set -u
: "${NODE_NAME:?}" "${NAMESPACE:?}" "${STORE:?}" "${RUN:=/run/preflight}" "${WAIT:=180}" "${PAUSE:=3}"
: "${SECRETS:=/var/run/secrets/kubernetes.io/serviceaccount}"
case $KUBERNETES_SERVICE_HOST in *:*) KUBERNETES_SERVICE_HOST=[$KUBERNETES_SERVICE_HOST] ;; esac
: "${API:=https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT}"
trap 'exit 143' HUP INT TERM

store() { # more arguments of curl
  curl -sSf --max-time 20 --cacert "$SECRETS/ca.crt" -H "Authorization: Bearer $(cat "$SECRETS/token")" "$@" "$API/api/v1/namespaces/$NAMESPACE/configmaps/$STORE"
}
publish() {
  until store -o /dev/null -X PATCH -H 'Content-Type: application/merge-patch+json' -d "{\"data\":{\"$NODE_NAME\":\"$1\"}}"; do pause; done
}
pause() { sleep "$PAUSE" & wait $!; }

# name, InternalIP, address, who answers: dashes for a node that has not reported.
peers() {
  store | jq -r '(.data // {}) as $all | ($all._nodes // "") | split("\n")[] | select(. != "")
    | split(" ") as [$name, $internal] | "\($name) \($internal) \($all[$name] // "- -")"' >"$RUN/peers.new"
}

until [ -f "$RUN/mine" ]; do pause; done
publish "$(cat "$RUN/mine")"
end=$(($(date +%s) + WAIT))
until peers && [ -s "$RUN/peers.new" ] && ! grep -q ' - -$' "$RUN/peers.new"; do
  [ "$(date +%s)" -ge "$end" ] && break
  pause
done
mv "$RUN/peers.new" "$RUN/peers"
until [ -f "$RUN/done" ]; do pause; done
publish "$(cat "$RUN/mine") done"
while [ -n "${STAY:-}" ]; do sleep 3600 & wait $!; done
