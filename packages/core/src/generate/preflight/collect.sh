#!/bin/sh
# Waits for the pods of the preflight, tells them at once of each other, prints what they found, and removes them: also when it fails or is ended.
# It exits 0 where every check that is needed passed, 1 where one did not, 2 where it could not be found out. It needs curl and jq.
set -u
: "${NAMESPACE:?}" "${NAME:?}" "${STORE:?}" "${START:=180}" "${WAIT:=300}" "${PAUSE:=3}"
: "${SECRETS:=/var/run/secrets/kubernetes.io/serviceaccount}"
case $KUBERNETES_SERVICE_HOST in *:*) KUBERNETES_SERVICE_HOST=[$KUBERNETES_SERVICE_HOST] ;; esac
: "${API:=https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT}"
space=/api/v1/namespaces/$NAMESPACE
found=$(mktemp)

api() { # path, more arguments of curl
  path=$1
  shift
  curl -sSf --max-time 20 --cacert "$SECRETS/ca.crt" -H "Authorization: Bearer $(cat "$SECRETS/token")" "$@" "$API$path"
}
pause() { sleep "$PAUSE" & wait $!; }
remove() {
  trap '' HUP INT TERM
  api "/apis/apps/v1/namespaces/$NAMESPACE/daemonsets/$NAME" -X DELETE -o /dev/null
  api "$space/configmaps/$STORE" -X DELETE -o /dev/null
  rm -f "$found"
}
trap remove EXIT
trap 'exit 143' HUP INT TERM

# A node whose kubelet is silent (Ready is Unknown) runs no pod: nobody waits for it.
nodes() {
  api '/api/v1/nodes?labelSelector=kubernetes.io/os%3Dlinux' | jq -r '.items[]
    | select(any(.status.conditions[]?; .type == "Ready" and .status == "Unknown") | not)
    | [.status.addresses[]? | select(.type == "InternalIP" and (.address | contains(":") | not)) | .address] as [$internal]
    | "\(.metadata.name) \($internal // "-")"'
}

names=$(nodes)
[ -n "$names" ] || { echo 'preflight: the API server tells of no node' >&2; exit 2; }
# name, InternalIP, address, who answers on BGP's port: dashes for a node that has not reported.
peers() {
  api "$space/configmaps/$STORE" | jq -r --arg names "$names" '(.data // {}) as $all | $names | split("\n")[] | split(" ") as [$name, $internal]
    | "\($name) \($internal) \($all[$name] // "- -")"'
}

end=$(($(date +%s) + START))
until list=$(peers) && ! echo "$list" | grep -q ' - -$'; do
  [ "$(date +%s)" -ge "$end" ] && break
  pause
done
printf '%s' "$list" | jq -Rs '{data: {_go: .}}' |
  api "$space/configmaps/$STORE" -o /dev/null -X PATCH -H 'Content-Type: application/merge-patch+json' -d @- || exit 2
count=$(echo "$names" | wc -l)
taking=$(echo "$list" | grep -vc ' - -$')
end=$(($(date +%s) + WAIT)) reported=0
while [ "$(date +%s)" -lt "$end" ]; do
  reported=$(api "$space/configmaps/$STORE" | jq '[.data[] | select(endswith(" done"))] | length') || reported=0
  [ "${reported:-0}" -ge "$taking" ] && break
  pause
done
for pod in $(api "$space/pods?labelSelector=app.kubernetes.io%2Fname%3D$NAME" | jq -r '.items[].metadata.name'); do
  api "$space/pods/$pod/log?container=check" | grep '^{"preflight":1,' >>"$found"
done
cat "$found"
failed=$(grep -c '"ok":false' "$found")
passed=$(grep -c '"ok":true' "$found") open=$(grep -c '"not-looked-at"' "$found")
echo "preflight: $reported of $count nodes reported, $passed checks passed, $failed failed, $open could not be looked at" >&2
jq -r 'select(.ok == false) | "preflight: \(.node)\(if .peer == "" then "" else " -> " + .peer end): \(.check) \(.result): \(.detail)"' "$found" >&2
if [ "$failed" -gt 0 ]; then exit 1; fi
if [ "$reported" -lt "$count" ]; then exit 2; fi
