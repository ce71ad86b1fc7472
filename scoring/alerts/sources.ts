import {literal} from "../../loaders/sql.ts";
import type {SystemContext} from "../context.ts";
import {limitsOf} from "./limits.ts";
import {sayDate} from "./say.ts";

/** Datasets that grow all year, and the dates of what is done in them; registers and yearly lists have no rhythm. */
const GROWING: Readonly<Record<string, {title: string; days: readonly string[]}>> = {
  claims: {
    title: "激励奖励申报",
    days: ["event_on", "applied_on", "reviewed_on", "signed_on", "revoked_on"]
  },
  inspections: {
    title: "督查督办台账",
    days: ["approved_on", "notified_on", "visited_on", "notice_on", "reported_on", "verified_on", "closed_on"]
  },
  ratings: {title: "满意度评价", days: ["rated_on"]},
  opinions: {title: "意见建议", days: ["received_on", "handled_on"]},
  reports: {title: "人才事项报告", days: ["reported_on"]}
};

/**
 * Returns the alerts on what was sent (A19): old, much shorter than before, or with words that no contract knows. All are
 * red: what is published from such files may be wrong as a whole.
 */
export function sourceAlerts(context: SystemContext, reads: ReadonlySet<string>): string[] {
  return [
    ...Object.entries(GROWING).map(([dataset, {title, days}]) => old(context, dataset, title, days)),
    ...(reads.has("meta.runs") ? [shrunk(context)] : []),
    ...(reads.has("quality.issues") ? [unknown()] : [])
  ];
}

/**
 * By the newest thing in the dataset, not by the file's own date, which changes whenever somebody copies the file and would
 * make the same data give another result.
 */
function old(
  {asOf, lastYear, settings}: SystemContext,
  dataset: string,
  title: string,
  days: readonly string[]
): string {
  return `
SELECT
  '红', 'A19', 'dataset', '${dataset}', ${lastYear}, NULL,
  '${title}最近一条记录是' || ${sayDate("newest")} || '，距数据截至日' || (${asOf} - newest) || '天，发布前请核实是否为最新导出'
FROM (
  SELECT max(day) AS newest
  FROM (SELECT unnest([${days.join(", ")}]) AS day FROM core.${dataset})
  WHERE day <= ${asOf}
)
WHERE ${asOf} - newest > ${literal(limitsOf(settings).sourceDays)}`;
}

/** Against the load before the last one that brought anything new, so that loading the same files again changes nothing. */
function shrunk({lastYear, settings}: SystemContext): string {
  return `
SELECT
  '红', 'A19', 'dataset', rows.dataset, ${lastYear}, NULL,
  rows.title || '由' || rows."before" || '行减为' || rows."after" || '行，发布前请核对是否漏报'
FROM (
  SELECT unnest(json_transform(changes, '{"rows": [{"dataset": "VARCHAR", "title": "VARCHAR", "before": "BIGINT", "after": "BIGINT"}]}').rows) AS rows
  FROM (
    SELECT changes
    FROM meta.runs
    WHERE json_array_length(changes, '$.newFiles') + json_array_length(changes, '$.changedFiles')
      + json_array_length(changes, '$.goneFiles') + json_array_length(changes, '$.rows') > 0
    ORDER BY started_at DESC
    LIMIT 1
  )
)
WHERE rows."before" > 0
  AND (rows."before" - rows."after") * 1000 >= ${literal(limitsOf(settings).rowsFall)} * rows."before"`;
}

function unknown(): string {
  return `
SELECT
  '红', 'A19', 'file', file, NULL, NULL, '有' || count(*) || '处不认识的表头或代码，发布前须改正'
FROM quality.issues
WHERE code IN ('unknown_header', 'unknown_code', 'ambiguous_code')
GROUP BY file`;
}
