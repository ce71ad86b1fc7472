import type ExcelJS from "exceljs";
import type {Database, Row} from "../../loaders/database.ts";
import {MISSING} from "../format.ts";
import {dispositionWords} from "../words.ts";
import {addSheet} from "../xlsx/layout.ts";
import {amount, number, pointsColumn, pointsFormat, text, widthOf} from "../xlsx/values.ts";
import type {Edition} from "./edition.ts";

/** Adds the year's ledger: every claim in the official reckoning, with what became of it, why, and where it came from. */
export async function addLedger(book: ExcelJS.Workbook, db: Database, edition: Edition): Promise<void> {
  const rows = await db.all<Row>(LEDGER, [edition.year]);
  const points = pointsFormat(rows.flatMap(row => AMOUNTS.map(name => row[name] as number | null)));
  const width = (name: string, least: number, most: number): number =>
    widthOf(
      rows.map(row => String(row[name] ?? "")),
      least,
      most
    );
  addSheet(
    book,
    {
      name: "加分台账",
      table: "ledger",
      title: `${edition.settings.city}${edition.year}年度加分台账`,
      notes: ["每条申报一行，口径为已签批；各单位计入分值相加即为该单位合计。来源为申报所在的文件、工作表和行。"],
      columns: [
        {head: "单位", width: width("unit_name", 14, 18), wrap: true},
        {head: "加分项目", width: width("rule_title", 11, 14), wrap: true},
        {head: "条款", width: width("clause", 15, 26), wrap: true},
        {head: "申报编号", width: width("claim_id", 12, 20)},
        {head: "发生日期", width: 11.5, align: "center", format: "yyyy-mm-dd"},
        {head: "第几项", width: 8, align: "center", format: "0"},
        ...["封顶前得分", "封顶前累计", "封顶", "计入分值"].map(head => ({...pointsColumn(head, points), width: 8.5})),
        {head: "认定结果", width: 22, wrap: true},
        {head: "重复于", width: width("dup_of", 9, 20)},
        {head: "争议", width: 6, align: "center"},
        {head: "来源", width: 40, wrap: true}
      ],
      rows: rows.map(row => [
        text(row.unit_name),
        text(row.rule_title),
        text(row.clause),
        text(row.claim_id),
        row.event_on === null ? MISSING : new Date(`${row.event_on}T00:00:00Z`),
        number(row.nth),
        // What earns praise but no points is never shown as 0.
        ...AMOUNTS.map(name =>
          row[name] === null || row.disposition === "not_scored" ? MISSING : amount(Number(row[name]))
        ),
        dispositionWords(String(row.disposition)),
        text(row.dup_of),
        row.contested ? "有" : "",
        place(row)
      ]),
      frozen: 1
    },
    edition.margins
  );
}

const AMOUNTS = ["raw", "cumulative", "cap", "points"];

const LEDGER = `SELECT l.*, CASE WHEN l.rule_id = 'N' THEN '宣传表彰类' ELSE COALESCE(r.title, l.rule_id) END AS rule_title
FROM score.bonus_ledger AS l
LEFT JOIN (
  SELECT rule_id, arg_max(title, "from") AS title
  FROM score.rules
  GROUP BY rule_id
) AS r ON r.rule_id = l.rule_id
WHERE l.scenario = 'base' AND l.basis = 'signed' AND l.year = $1
ORDER BY l.rowid`;

function place({source_file, source_sheet, source_row}: Row): string {
  return `${source_file}${source_sheet ? `“${source_sheet}”` : ""}第${source_row}行`;
}
