import {contracts} from "../loaders/contracts/index.ts";
import type {LoadReport} from "../loaders/load.ts";
import {type Context, typed} from "./context.ts";
import {formatTable} from "./progress.ts";
import {bringLoaded} from "./stages.ts";

/** Loads the workspace into its warehouse and prints what came in; returns the exit status (1: some rows have errors). */
export async function runLoad(context: Context, {full = false, strict = false} = {}): Promise<number> {
  const report = (await bringLoaded(context, {force: true, full, strict}))!;
  const {found, read, ignored} = report.files;
  context.progress.done(
    `读入完成：${found} 个文件，新读 ${read} 个${ignored ? `，忽略隐藏和临时文件 ${ignored} 个` : ""}`
  );
  if (context.json) console.log(JSON.stringify(report, null, 2));
  else console.log(describeLoad(report, context.workspace));
  return report.status;
}

/** Returns what a load brought, as lines for a terminal. */
export function describeLoad(report: LoadReport, workspace: string): string {
  const titles = new Map(contracts.map(({name, title}) => [name, title]));
  const table = formatTable(
    ["数据集", "文件", "接收", "退回"],
    report.datasets.map(row => [
      titles.get(row.dataset) ?? row.dataset,
      ...[row.files, row.accepted, row.rejected].map(String)
    ]),
    [1, 2, 3]
  );
  const lines = [
    table,
    "",
    `问题：错误 ${report.errors}，提醒 ${report.warnings}，提示 ${report.infos}`,
    ...describeChanges(report)
  ];
  if (report.missing.length) {
    lines.push(`${report.missing[0]!.year} 年度尚未报送：${report.missing.map(({title}) => title).join("、")}`);
  }
  if (report.errors) {
    const sql = "SELECT file, sheet, row, field, message FROM issues WHERE severity = 'error'";
    lines.push(`查看错误：${typed("check", workspace)}，或 ${typed(`query "${sql}"`, workspace)}`);
  }
  return lines.join("\n");
}

function describeChanges({changes, files: {found}}: LoadReport): string[] {
  const {newFiles, changedFiles, goneFiles, rows} = changes;
  const first = found > 0 && newFiles.length === found && rows.every(({before}) => before === 0);
  if (first && !goneFiles.length) return ["第一次读入这个工作区"];
  const files = [
    ...newFiles.map(file => `  新文件 ${file}`),
    ...changedFiles.map(file => `  有改动 ${file}`),
    ...goneFiles.map(file => `  已移走 ${file}`)
  ];
  if (!files.length && !rows.length) return ["与上次相比没有变化"];
  const shown = files.length > LISTED ? [...files.slice(0, LISTED), `  …… 共 ${files.length} 个文件`] : files;
  return ["与上次相比：", ...shown, ...rows.map(({title, before, after}) => `  ${title}：${before} → ${after} 行`)];
}

const LISTED = 12;
