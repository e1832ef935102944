#!/bin/sh
# Waits for the pods of the preflight, tells them at once of each other, prints what they found, and removes them: also when it fails or is ended.
# It exits 0 where every check that is needed passed, 1 where one did not, 2 where it could not be found out.
set -u
: "${NAME:?}" "${STORE:?}" "${LIST:?}" "${START:=180}" "${WAIT:=300}"
work=$(mktemp -d)
got=$work/answer names=$work/names list=$work/list found=$work/found
# shellcheck source=api.sh
. "$(dirname "$0")/api.sh"

gone() { # path
  api "$1" -X DELETE 2>"$work/why" || [ "$status" = 404 ] || cat "$work/why" >&2
}
remove() {
  trap '' HUP INT TERM
  gone "/apis/apps/v1/namespaces/$NAMESPACE/daemonsets/$NAME"
  gone "$maps/$STORE"
  gone "$maps/$LIST"
  rm -rf "$work"
}
trap remove EXIT
trap 'exit 143' HUP INT TERM

give_up() { echo "preflight: $1" >&2; exit 2; }
before() { [ "$(date +%s)" -lt "$1" ]; }

# What jq makes of a list, page by page: all nodes of a large cluster are more than fits into memory.
listed() { # path with a query, filter of jq
  more=
  while :; do
    told "$1&limit=100${more:+&continue=$more}" "$2" || return 1
    more=$(jq -r '.metadata.continue // "" | @uri' "$got")
    [ -n "$more" ] || return 0
  done
}

# A node whose kubelet is silent (Ready is Unknown) runs no pod: nobody waits for it.
# shellcheck disable=SC2016
listed '/api/v1/nodes?labelSelector=kubernetes.io/os%3Dlinux' '.items[]
  | select(any(.status.conditions[]?; .type == "Ready" and .status == "Unknown") | not)
  | [.status.addresses[]? | select(.type == "InternalIP" and (.address | contains(":") | not)) | .address] as [$internal]
  | "\(.metadata.name) \($internal // "-")"' >"$names" || give_up 'the nodes could not be listed'
[ -s "$names" ] || give_up 'the API server tells of no Linux node'
count=$(wc -l <"$names")
if [ "$count" -ge 100 ]; then # check.sh is as patient
  PAUSE=$((3 + count / 100)) START=$((START + count / 5)) WAIT=$((WAIT + count / 5))
  patch "$LIST" "{\"data\":{\"pause\":\"$PAUSE\"}}" || give_up 'the nodes could not be told to be patient'
fi

# name, InternalIP, and what the node reported: dashes where it has not.
peers() {
  # shellcheck disable=SC2016
  told "$maps/$STORE" --rawfile names "$names" '(.data // {}) as $all | $names | split("\n")[] | select(. != "") | split(" ") as [$name, $internal]
    | "\($name) \($internal) \($all[$name] // "- -")"'
}

end=$(($(date +%s) + START))
while before "$end"; do
  peers >"$list.new" && [ -s "$list.new" ] && mv "$list.new" "$list" && ! grep -q ' - -$' "$list" && break
  pause
done
[ -s "$list" ] || give_up 'what the nodes reported could not be read'
jq -Rs '{data: {nodes: .}}' "$list" >"$work/go"
patch "$LIST" "@$work/go" || give_up 'the nodes could not be told of each other'

# Those that take part, and of them those that are through.
grep -v ' - -$' "$list" >"$work/taking"
through() {
  # shellcheck disable=SC2016
  told "$maps/$STORE" --rawfile taking "$work/taking" '(.data // {}) as $all
    | [$taking | split("\n")[] | select(. != "") | $all[split(" ")[0]] // "" | select(endswith(" done"))] | length'
}
end=$(($(date +%s) + WAIT))
while before "$end"; do
  ended=$(through) && [ "$ended" -ge "$(wc -l <"$work/taking")" ] && break
  pause
done

listed "/api/v1/namespaces/$NAMESPACE/pods?labelSelector=app.kubernetes.io%2Fname%3D$NAME" '.items[].metadata.name' >"$work/pods" ||
  give_up 'the pods could not be listed'
: >"$found"
while read -r pod; do
  api "/api/v1/namespaces/$NAMESPACE/pods/$pod/log?container=check" && grep '^{"preflight":1,.*}$' "$got" >>"$found"
done <"$work/pods"
# A log of more than 10 MiB is turned over by the kubelet: of so many nodes what passed is only counted.
if [ "$(wc -c <"$found")" -lt 8000000 ]; then cat "$found"; else grep -v '"ok":true' "$found"; fi
# A node has reported where the last line of its check was read: what it wrote to the ConfigMap says nothing of what it found.
cut -d ' ' -f 1 "$names" | sort -u >"$work/all"
jq -r 'select(.check == "done") | .node' "$found" | sort -u | comm -23 "$work/all" - >"$work/absent"
count=$(wc -l <"$work/all") absent=$(wc -l <"$work/absent") failed=$(grep -c '"ok":false' "$found")
passed=$(grep -c '"ok":true' "$found") open=$(grep -c '"not-looked-at"' "$found")
echo "preflight: $((count - absent)) of $count nodes reported, $passed checks passed, $failed failed, $open could not be looked at" >&2
jq -r 'select(.ok == false) | "preflight: \(.node)\(if .peer == "" then "" else " -> " + .peer end): \(.check) \(.result): \(.detail)"' "$found" >&2
sed 's/.*/preflight: &: nothing could be read of what it found/' "$work/absent" >&2
if [ "$failed" -gt 0 ]; then exit 1; fi
if [ "$absent" -gt 0 ]; then exit 2; fi
