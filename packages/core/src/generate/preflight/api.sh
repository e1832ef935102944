#!/bin/sh
# How the preflight speaks with the API server. POSIX shells have no pipefail: an answer goes into the file $got first, so that a request
# that failed is never read as an empty answer. It needs curl and jq.
: "${NAMESPACE:?}" "${got:?}" "${PAUSE:=3}" "${TRIES:=5}" "${SECRETS:=/var/run/secrets/kubernetes.io/serviceaccount}"
case ${KUBERNETES_SERVICE_HOST:-} in *:*) KUBERNETES_SERVICE_HOST=[$KUBERNETES_SERVICE_HOST] ;; esac
: "${API:=https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT}"
maps=/api/v1/namespaces/$NAMESPACE/configmaps

pause() { sleep "$PAUSE" & wait $!; }

# api path, more arguments of curl. An API server that is silent, restarts or has too much to do is asked again; one that refuses is not.
api() {
  path=$1 left=$TRIES
  shift
  while :; do
    status=$(curl -sS --connect-timeout 4 --max-time 20 --cacert "$SECRETS/ca.crt" -H "Authorization: Bearer $(cat "$SECRETS/token")" \
      -o "$got" -w '%{http_code}' "$@" "$API$path")
    left=$((left - 1))
    case $status in
      2??) return 0 ;;
      409 | 429) ;;
      4??) left=0 ;;
    esac
    [ "$left" -gt 0 ] || { echo "preflight: $status instead of an answer to $path" >&2; return 1; }
    pause
  done
}

# told path, arguments of jq: what jq makes of the answer.
told() {
  api "$1" || return 1
  shift
  jq -r "$@" "$got"
}

patch() { # ConfigMap, curl's source of the patch
  api "$maps/$1" -X PATCH -H 'Content-Type: application/merge-patch+json' -d "$2"
}
