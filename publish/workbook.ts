import {basename} from "node:path";
import ExcelJS from "exceljs";
import type {Database, Row} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import {circled} from "../src/components/words.ts";
import {addCover} from "./cover.ts";
import {dictionaryCells, publishedTables, ruleColumns} from "./dictionary.ts";
import type {ExportedFile} from "./exported.ts";
import {decimalsOf, formatDate, MISSING} from "./format.ts";
import {addSheet, type LaidColumn, type Margins, marginText, textWidth} from "./layout.ts";
import {normalise} from "./normalise.ts";
import {type RankingRow, readRanking, readTotals, type TotalRow} from "./ranking.ts";
import {type PublishSettings, readSettings} from "./settings.ts";
import {writeFile} from "./sink.ts";
import {documentNumbers, readPolicies} from "./sitedata/policies.ts";
import {type YearState, yearState} from "./state.ts";
import {dispositionWords} from "./words.ts";

/** What the sheets of one workbook share. */
interface Edition {
  year: number;
  settings: PublishSettings;
  state: YearState;
  title: string;
  margins: Margins;
}

const TIES = "得分相同的单位位次相同，其后位次顺延空位（1、2、2、4）；位次相同的按建制序排列";

/**
 * Writes one year's official ranking as a workbook for reading and printing: a cover, a sheet per group, the ledger, the
 * rules with their readings, the dictionary. Marked 草案 while the year is not signed. The same warehouse gives the same
 * bytes. The workspace is where policies of the office's own lie; without it they go by their file names.
 */
export async function writeRankingWorkbook(
  db: Database,
  {file, year, workspace = ""}: {file: string; year: number; workspace?: string}
): Promise<ExportedFile> {
  const settings = await readSettings(db);
  const ranking = await readRanking(db, year);
  if (!ranking.length) throw new UserError(`没有${year}年度的位次：制度施行到数据截至日之间没有这一年`);
  const totals = await readTotals(db, year);
  const state = await yearState(db, year);
  const edition = describeEdition(year, settings, state, totals.length > 0);
  const book = new ExcelJS.Workbook();
  setProperties(book, edition);
  addCover(book, {
    ...edition,
    documents: documentNumbers(readPolicies(settings.policies, workspace)),
    ties: TIES,
    withBase: totals.length > 0,
    units: ranking.length
  });
  await addRankings(book, db, edition, ranking);
  addTotals(book, edition, totals);
  await addLedger(book, db, edition);
  await addRules(book, db, edition);
  await addDictionary(book, db, edition);
  const bytes = normalise(new Uint8Array(await book.xlsx.writeBuffer()), {date: settings.asOf});
  const {bytes: size, sha256} = await writeFile(file, sink => sink.writeBytes(bytes));
  return {path: basename(file), table: "bonus_ranking", format: "workbook", rows: ranking.length, bytes: size, sha256};
}

function describeEdition(year: number, settings: PublishSettings, state: YearState, withBase: boolean): Edition {
  const title = `${settings.city}${year}年度人才工作${withBase ? "考核" : "绩效加分"}位次`;
  const draft = state.state === "草案";
  return {
    year,
    settings,
    state,
    title,
    margins: {
      header: `&L&"宋体,常规"&9 ${marginText(title)}&R&"黑体,常规"&${draft ? "14草案" : "9已签批"}`,
      footer: `&L&"宋体,常规"&9数据截至${formatDate(settings.asOf)}&C第 &P 页，共 &N 页&R${draft ? "草案，未经签批不得公布" : ""}`
    }
  };
}

function setProperties(book: ExcelJS.Workbook, {title, settings, year, state}: Edition): void {
  const date = new Date(`${settings.asOf}T00:00:00Z`);
  Object.assign(book, {
    title: state.state === "草案" ? `${title}（草案）` : title,
    subject: `${year}年度`,
    creator: "衡才",
    lastModifiedBy: "衡才",
    company: settings.city,
    description: `数据截至${formatDate(settings.asOf)}，${state.state}`,
    created: date,
    modified: date
  });
}

async function addRankings(
  book: ExcelJS.Workbook,
  db: Database,
  edition: Edition,
  ranking: readonly RankingRow[]
): Promise<void> {
  const rules = await ruleColumns(db);
  const points = pointsFormat(ranking.flatMap(row => [...row.points, row.total, row.capLoss]));
  for (const [i, group] of groupsOf(edition, ranking).entries()) {
    const rows = ranking.filter(row => row.group === group);
    const columns: LaidColumn[] = [
      {head: "位次", width: 7, align: "center", format: "0"},
      {head: "单位", width: nameWidth(rows), align: "left"},
      ...rules.map(({title}, i) => pointsColumn(`${circled(i + 1)}${title}`, points)),
      pointsColumn("合计", points),
      pointsColumn("封顶扣减", points),
      {head: "上年位次", width: 9, align: "center", format: "0"},
      {head: "位次变化", width: 9, align: "center"},
      {head: "位次区间", width: 11, align: "center"}
    ];
    addSheet(
      book,
      {
        name: group,
        table: `ranking_${i + 1}`,
        title: `${edition.title}：${group}`,
        notes: [
          `${edition.state.state}；数据截至${formatDate(edition.settings.asOf)}；共${rows.length}个单位；单位：分。${TIES}。`
        ],
        columns,
        rows: rows.map(row => [
          row.rank,
          row.unitName,
          ...row.points.map(amount),
          amount(row.total),
          amount(row.capLoss),
          row.previousRank ?? MISSING,
          row.change,
          band(row)
        ]),
        frozen: 2
      },
      edition.margins
    );
  }
}

function addTotals(book: ExcelJS.Workbook, edition: Edition, totals: readonly TotalRow[]): void {
  const points = pointsFormat(totals.flatMap(({base, bonus, total}) => [base, bonus, total]));
  for (const [i, group] of groupsOf(edition, totals).entries()) {
    const rows = totals.filter(row => row.group === group);
    addSheet(
      book,
      {
        name: `总分 ${group}`,
        table: `total_ranking_${i + 1}`,
        title: `${edition.settings.city}${edition.year}年度总分位次（基础分与绩效加分之和）：${group}`,
        notes: [
          `${edition.state.state}；数据截至${formatDate(edition.settings.asOf)}；单位：分。没有导入基础分的单位列在最后，不排位次。${TIES}。`
        ],
        columns: [
          {head: "位次", width: 8, align: "center", format: "0"},
          {head: "单位", width: nameWidth(rows), align: "left"},
          {head: "基础分", width: 14, align: "right", format: points},
          {head: "绩效加分", width: 14, align: "right", format: points},
          {head: "总分", width: 14, align: "right", format: points}
        ],
        rows: rows.map(({rank, unitName, base, bonus, total}) => [
          rank ?? MISSING,
          unitName,
          base === null ? MISSING : amount(base),
          amount(bonus),
          total === null ? MISSING : amount(total)
        ]),
        frozen: 2
      },
      edition.margins
    );
  }
}

async function addLedger(book: ExcelJS.Workbook, db: Database, edition: Edition): Promise<void> {
  const rows = await db.all<Row>(
    `SELECT unit_name, rule_id, clause, claim_id, event_on, nth, raw, cumulative, cap, points, disposition, dup_of, contested,
  source_file, source_sheet, source_row
FROM score.bonus_ledger
WHERE scenario = 'base' AND basis = 'signed' AND year = $1
ORDER BY rowid`,
    [edition.year]
  );
  const points = pointsFormat(rows.flatMap(row => [row.raw, row.cumulative, row.cap, row.points] as (number | null)[]));
  const titles = new Map((await ruleTitles(db)).map(({rule_id, title}) => [rule_id, title]));
  addSheet(
    book,
    {
      name: "加分台账",
      table: "ledger",
      title: `${edition.settings.city}${edition.year}年度加分台账`,
      notes: ["每条申报一行，口径为已签批；各单位计入分值相加即为该单位合计。来源为申报所在的文件、工作表和行。"],
      columns: [
        {head: "单位", width: nameWidth(rows.map(row => ({unitName: String(row.unit_name)}))), align: "left"},
        {head: "加分项目", width: 12, align: "left"},
        {head: "条款", width: 25, align: "left", wrap: true},
        {head: "申报编号", width: columnWidth(rows, "claim_id", 12, 20), align: "left"},
        {head: "发生日期", width: 11.5, align: "center", format: "yyyy-mm-dd"},
        {head: "第几项", width: 7, align: "center", format: "0"},
        ...["封顶前得分", "封顶前累计", "封顶", "计入分值"].map(head => ({...pointsColumn(head, points), width: 8})),
        {head: "认定结果", width: 17, align: "left", wrap: true},
        {head: "重复于", width: columnWidth(rows, "dup_of", 9, 20), align: "left"},
        {head: "争议", width: 6, align: "center"},
        {head: "来源文件", width: columnWidth(rows, "source_file", 16, 42), align: "left", wrap: true},
        {head: "工作表", width: columnWidth(rows, "source_sheet", 8, 16), align: "left", wrap: true},
        {head: "行", width: 7, align: "right", format: "0"}
      ],
      rows: rows.map(row => [
        text(row.unit_name),
        row.rule_id === "N" ? "宣传表彰类" : (titles.get(String(row.rule_id)) ?? text(row.rule_id)),
        text(row.clause),
        text(row.claim_id),
        row.event_on === null ? MISSING : new Date(`${row.event_on}T00:00:00Z`),
        number(row.nth),
        // What earns praise but no points is never shown as 0.
        ...[row.raw, row.cumulative, row.cap, row.points].map(value =>
          value === null || row.disposition === "not_scored" ? MISSING : amount(Number(value))
        ),
        dispositionWords(String(row.disposition)),
        text(row.dup_of),
        row.contested ? "有" : "",
        text(row.source_file),
        row.source_sheet ? text(row.source_sheet) : "",
        number(row.source_row)
      ]),
      frozen: 1
    },
    edition.margins
  );
}

async function addRules(book: ExcelJS.Workbook, db: Database, edition: Edition): Promise<void> {
  const rules = await db.all<Row>('SELECT * FROM score.rules ORDER BY seq, "from"');
  addSheet(
    book,
    {
      name: "计分规则",
      table: "rules",
      title: "计分规则",
      notes: ["条款摘要是对文件内容的简述，不是原文；以文件原文为准。"],
      columns: [
        {head: "规则", width: 7, align: "center"},
        {head: "名称", width: 12, align: "left", wrap: true},
        {head: "条款", width: 25, align: "left", wrap: true},
        {head: "条款摘要", width: 36, align: "left", wrap: true},
        {head: "计分条件", width: 26, align: "left", wrap: true},
        {head: "分值", width: 36, align: "left", wrap: true},
        {head: "封顶", width: 14, align: "left", wrap: true},
        {head: "施行起", width: 11.5, align: "center"},
        {head: "施行止", width: 11.5, align: "center"}
      ],
      rows: rows(rules, ["rule_id", "title", "clause", "says", "condition", "values", "caps", "from", "to"])
    },
    edition.margins
  );
  const readings = await db.all<Row>("SELECT * FROM score.readings ORDER BY rowid");
  addSheet(
    book,
    {
      name: "条款理解",
      table: "readings",
      title: "文件未写明之处的理解",
      notes: ["标“采用”的是本次计算所用的理解；没有决定人的沿用默认。改用其他理解对位次的影响见位次区间。"],
      columns: [
        {head: "条款", width: 25, align: "left", wrap: true},
        {head: "问题", width: 40, align: "left", wrap: true},
        {head: "选项", width: 40, align: "left", wrap: true},
        {head: "采用", width: 8, align: "center"},
        {head: "默认", width: 8, align: "center"},
        {head: "决定人", width: 28, align: "left", wrap: true},
        {head: "决定日期", width: 12, align: "center"}
      ],
      rows: readings.map(row => [
        text(row.clause),
        text(row.ask),
        text(row.meaning ?? row.option ?? null),
        row.chosen ? "采用" : "",
        row.is_default ? "默认" : "",
        row.chosen ? text(row.decided_by) : "",
        row.chosen ? text(row.decided_on) : ""
      ])
    },
    edition.margins
  );
}

async function addDictionary(book: ExcelJS.Workbook, db: Database, edition: Edition): Promise<void> {
  addSheet(
    book,
    {
      name: "数据字典",
      table: "data_dictionary",
      title: "数据字典",
      notes: ["公开数据各表的字段；与下载的 CSV、Parquet、JSON 文件一致。"],
      columns: [
        {head: "数据表", width: 22, align: "left"},
        {head: "数据表名称", width: 18, align: "left"},
        {head: "字段", width: 20, align: "left"},
        {head: "字段名称", width: 16, align: "left"},
        {head: "类型", width: 7, align: "center"},
        {head: "主键", width: 7, align: "center"},
        {head: "说明", width: 62, align: "left", wrap: true},
        {head: "范围", width: 8, align: "center"}
      ],
      rows: dictionaryCells(await publishedTables(db))
    },
    edition.margins
  );
}

/** Returns the groups that have rows, in the order of the configuration. */
function groupsOf({settings}: Edition, rows: readonly {group: string}[]): string[] {
  return [...new Set([...settings.groups, ...rows.map(({group}) => group)])].filter(group =>
    rows.some(row => row.group === group)
  );
}

async function ruleTitles(db: Database): Promise<{rule_id: string; title: string}[]> {
  return db.all('SELECT rule_id, arg_max(title, "from") AS title FROM score.rules GROUP BY rule_id');
}

function band({bandBest, bandWorst}: RankingRow): string {
  if (bandBest === null || bandWorst === null) return MISSING;
  return bandBest === bandWorst ? String(bandBest) : `${bandBest}～${bandWorst}`;
}

/** Whole thousandths as the number a cell holds: three decimals at most, so the sheet shows exactly these. */
function amount(thousandths: number): number {
  return thousandths / 1000;
}

function pointsFormat(values: readonly (number | null)[]): string {
  const digits = values.reduce((most: number, value) => Math.max(most, value === null ? 0 : decimalsOf(value)), 1);
  return `0.${"0".repeat(digits)}`;
}

function pointsColumn(head: string, format: string): LaidColumn {
  return {head, width: Math.max(9, Math.min(12, textWidth(head) + 2)), align: "right", format};
}

function nameWidth(rows: readonly {unitName: string}[]): number {
  return Math.min(36, Math.max(16, ...rows.map(({unitName}) => textWidth(unitName) + 2)));
}

function columnWidth(rows: readonly Row[], name: string, least: number, most: number): number {
  return rows.reduce((width, row) => Math.max(width, Math.min(most, textWidth(String(row[name] ?? "")) + 2)), least);
}

function rows(source: readonly Row[], names: readonly string[]): string[][] {
  return source.map(row => names.map(name => text(row[name] ?? null)));
}

function text(value: Row[string] | undefined): string {
  return value === null || value === undefined || value === "" ? MISSING : String(value);
}

function number(value: Row[string] | undefined): number | string {
  return value === null || value === undefined ? MISSING : Number(value);
}
