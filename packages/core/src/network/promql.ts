// What an expression of Prometheus names.

const strings = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/g;

/**
 * The metrics that an expression of PromQL (or a query of Grafana around one) reads, each once. Labels, strings and comments are no metrics; a
 * name that a variable completes (`felix_$kind`) is none either. A name in `__name__="…"` is one.
 */
export function metricsIn(expression: string): readonly string[] {
  const named = [...expression.matchAll(/__name__\s*=\s*(?:"([\w:]+)"|'([\w:]+)')/g)].map(([, a, b]) => a ?? b ?? '');
  const bare = expression
    .replaceAll(strings, '""')
    .replaceAll(/#.*/g, '')
    .replaceAll(/\{[^{}]*\}/g, '{}')
    // Functions of Grafana: label_values(label) and label_values(metric, label), metrics(pattern), label_names(pattern).
    .replaceAll(/\blabel_values\s*\(\s*[\w:]*\s*\)|\b(?:metrics|label_names)\s*\([^()]*\)/g, '')
    .replaceAll(/\b(label_values\s*\(.*),\s*\w+\s*\)/g, '$1)')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)/gi, '');
  const found = [...bare.matchAll(/(?<![\w:$.\]])[a-zA-Z_:][\w:]*(?![\w:]|\$|\[\[|\s*\()/g)].map(([name]) => name);
  return [...new Set([...named, ...found])];
}
