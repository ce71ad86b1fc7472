import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {storedFields} from "../loaders/contract.ts";
import {contracts} from "../loaders/contracts/index.ts";
import {type Database, openDatabase} from "../loaders/database.ts";
import {type LoadReport, load} from "../loaders/load.ts";
import {collectSecrets} from "../loaders/secrets.ts";
import {rawFields} from "../loaders/stage.ts";
import {type ReturnDataset, writeReturns} from "../publish/returns/returns.ts";
import {describeIssues, type IssueGroup} from "./checkText.ts";
import type {Context} from "./context.ts";
import {interruptible} from "./interrupt.ts";
import {returnTarget, writingTo} from "./returnTarget.ts";

/**
 * Reads the whole workspace without writing to it, prints every issue by file, and puts them in a workbook to send back
 * where `report` names one; returns the exit status (1: there are errors).
 */
export async function runCheck(
  context: Context,
  {report: target, strict = false}: {report?: string; strict?: boolean} = {}
): Promise<number> {
  const file = target === undefined ? undefined : returnTarget(target, context.workspace);
  return withChecked(context, async (db, report) => {
    if (context.json) console.log(JSON.stringify(await db.all(ISSUES), null, 2));
    else {
      const groups = await db.all<IssueGroup>(GROUPS);
      context.progress.done(`检查完成：${report.files.found} 个文件；工作区里什么也没有写`);
      console.log(
        describeIssues(groups, report, {
          strict,
          returned: file !== undefined,
          workspace: context.workspace,
          city: context.config.city
        })
      );
    }
    if (file !== undefined) await returnIssues(context, db, file);
    return report.status;
  });
}

async function returnIssues(context: Context, db: Database, file: string): Promise<void> {
  context.progress.step("写退回表，并检查里面没有个人信息");
  const secrets = await collectSecrets(context.workspace, context.config);
  const {sheets, rows} = await writingTo(file, () => writeReturns(db, {file, datasets: returnDatasets(), secrets}));
  context.progress.done(`退回表写好：${sheets} 个工作表、${rows} 行，在 ${file}`);
}

/** Loads the workspace into a warehouse elsewhere that is gone afterwards, also where the check is interrupted. */
async function withChecked<T>(context: Context, work: (db: Database, report: LoadReport) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-check-"));
  const clear = (): void => rmSync(folder, {recursive: true, force: true});
  try {
    return await interruptible(clear, async () => {
      const target = join(folder, "warehouse.duckdb");
      const progress = (text: string): void => context.progress.step(text);
      const report = await load(context.workspace, context.config, {target, createKey: false, progress});
      const db = await openDatabase(target, {readOnly: true});
      try {
        return await work(db, report);
      } finally {
        db.close();
      }
    });
  } finally {
    clear();
  }
}

/** Returns what may go back of every dataset: the columns whose text is kept at all. */
export function returnDatasets(): ReturnDataset[] {
  return contracts.map(contract => {
    const kept = new Set(rawFields(contract).map(({name}) => name));
    return {
      name: contract.name,
      title: contract.title,
      columns: storedFields(contract)
        .filter(({name}) => kept.has(name))
        .map(({name, header, required = false, type}) => ({
          name,
          header,
          required,
          numeric: type === "integer" || type === "decimal" || type === "year"
        }))
    };
  });
}

const RANK = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END";

const ISSUES = `SELECT file, sheet, "row", field, value, code, severity, message
FROM quality.issues
ORDER BY file, ${RANK}, sheet, "row" NULLS FIRST, field, code, message, value`;

/** Equal sentences on the same column of one sheet are one entry, with the rows they stand on. */
const GROUPS = `SELECT i.file, i.sheet, i.field, i.severity, i.message, COUNT(*) AS n,
  string_agg(DISTINCT i."row"::VARCHAR, ',') AS rows,
  string_agg(DISTINCT CASE WHEN contains(i.message, i.value) THEN NULL ELSE left(i.value, 60) END, chr(31)) AS "values",
  COALESCE(any_value(s.sheets), 1) AS sheets
FROM quality.issues AS i
LEFT JOIN (SELECT file, COUNT(*) AS sheets FROM quality.load_report GROUP BY file) AS s ON s.file = i.file
GROUP BY i.file, i.sheet, i.field, i.code, i.severity, i.message
ORDER BY i.file, ${RANK.replace("severity", "i.severity")}, i.sheet, MIN(i."row") NULLS FIRST, i.field, i.message`;
