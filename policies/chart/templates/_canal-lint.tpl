{{/* What a rule is told, from the widest to its own: severity, parameters, and who and what is exempt. Argument: root, rule. */}}
{{- define "canal-lint.parameters" -}}
{{- $own := get .root.Values.rules .rule -}}
{{- $parameters := mergeOverwrite (deepCopy .root.Values.parameters) (deepCopy ($own.parameters | default dict)) -}}
{{- toJson $parameters -}}
{{- end }}

{{/* The names that a rule leaves alone, as a JSON list. Argument: root, rule. */}}
{{- define "canal-lint.exemptNames" -}}
{{- $own := get .root.Values.rules .rule -}}
{{- concat .root.Values.exemptNames ($own.exemptNames | default list) | toJson -}}
{{- end }}

{{/* A value as a CEL literal. The members of a map are dyn, since Kubernetes wants them to be of one type. Argument: the value. */}}
{{- define "canal-lint.literal" -}}
{{- if kindIs "map" . -}}
  {{- $pairs := list -}}
  {{- range $key := keys . | sortAlpha -}}
    {{- $pairs = append $pairs (printf "%s: dyn(%s)" (include "canal-lint.literal" $key) (include "canal-lint.literal" (get $ $key))) -}}
  {{- end -}}
  {{- printf "{%s}" (join ", " $pairs) -}}
{{- else if kindIs "slice" . -}}
  {{- $members := list -}}
  {{- range . -}}{{- $members = append $members (include "canal-lint.literal" .) -}}{{- end -}}
  {{- printf "[%s]" (join ", " $members) -}}
{{- else if kindIs "string" . -}}
  {{- printf "'%s'" (. | replace "\\" "\\\\" | replace "'" "\\'") -}}
{{- else if kindIs "bool" . -}}
  {{- . -}}
{{- else -}}
  {{- int64 . -}}
{{- end -}}
{{- end }}

{{/* "true" where this cluster's CEL has what the policy of a rule uses. Argument: root, facts. */}}
{{- define "canal-lint.hasCel" -}}
{{- if .facts.cel -}}
{{- semverCompare (printf ">=%s-0" .facts.cel.kubernetes) .root.Capabilities.KubeVersion.Version -}}
{{- end -}}
{{- end }}
