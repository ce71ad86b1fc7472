/** Returns the alert on source files with words that no contract knows (A19), where the issues of the load are kept. */
export function sourceAlerts(reads: ReadonlySet<string>): string[] {
  if (!reads.has("quality.issues")) return [];
  return [
    `
SELECT
  CASE WHEN bool_or(severity = 'error') THEN '红' ELSE '黄' END,
  'A19', 'file', file, NULL, NULL, '有' || count(*) || '处不认识的表头或代码，发布前须改正'
FROM quality.issues
WHERE code IN ('unknown_header', 'unknown_code', 'ambiguous_code')
GROUP BY file`
  ];
}
