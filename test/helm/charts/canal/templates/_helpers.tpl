{{- define "canal.image" -}}
{{ .repository }}:{{ .tag }}
{{- end -}}

{{- define "canal.labels" -}}
k8s-app: {{ tpl .Values.nodeLabel . }}
{{- end -}}
