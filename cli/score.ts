import {formatPlaced} from "../loaders/error.ts";
import {formatPoints} from "../publish/format.ts";
import type {Context} from "./context.ts";
import {countErrors, errorNote} from "./errorNote.ts";
import {formatTable} from "./progress.ts";
import {bringScored, openResults} from "./stages.ts";

/** Scores the workspace and prints who leads each group; returns the exit status. */
export async function runScore(context: Context): Promise<number> {
  const {warnings} = (await bringScored(context, {force: true}))!;
  const db = await openResults(context);
  try {
    const leaders = await db.all<{
      year: number;
      group: string;
      units: number;
      leaders: string;
      total: number;
      zero: number;
    }>(LEADERS);
    context.progress.done("计分完成，各项核对无误");
    if (warnings.length && !context.json)
      console.error(`制度文件有 ${warnings.length} 处提醒：\n${formatPlaced(warnings)}`);
    if (context.json) console.log(JSON.stringify(leaders, null, 2));
    else {
      const rows = leaders.map(row => [
        String(row.year),
        row.group,
        String(row.units),
        row.total > 0 ? row.leaders : "—",
        formatPoints(row.total),
        String(row.zero)
      ]);
      console.log(formatTable(["年度", "组别", "单位数", "第 1 位", "合计", "零加分单位"], rows, [2, 4, 5]));
      const errors = await countErrors(db);
      if (errors) console.error(errorNote(errors));
    }
    return 0;
  } finally {
    db.close();
  }
}

const LEADERS = `
SELECT year, "group", COUNT(*) AS units, MAX(total) AS total,
       STRING_AGG(unit_name, '、' ORDER BY unit_id) FILTER (WHERE rank = 1) AS leaders,
       COUNT(*) FILTER (WHERE total = 0) AS zero
FROM score.bonus_ranking
WHERE basis = 'signed'
GROUP BY year, "group"
ORDER BY year DESC, MIN(rowid)`;
