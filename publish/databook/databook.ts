import {basename} from "node:path";
import type ExcelJS from "exceljs";
import type {Database} from "../../loaders/database.ts";
import {publishedTables, type Table, TYPE_TITLES} from "../dictionary.ts";
import type {ExportedFile} from "../exported.ts";
import {formatCount, formatDate} from "../format.ts";
import {readSettings} from "../settings.ts";
import {writeFile} from "../sink.ts";
import {documentNumbers, readPolicies} from "../sitedata/policies.ts";
import {draftMark, isOfficial, type YearState} from "../state.ts";
import {bookBytes, newBook} from "../xlsx/book.ts";
import {mendLinks} from "../xlsx/links.ts";
import {addPlainSheet, addTableSheet, type SheetCell, type SheetLink} from "./layout.ts";
import {MARK_NOTES, notesFor} from "./notes.ts";
import {type DataTable, readDataTable} from "./read.ts";

/** Tables that a reader of the year wants, in the order of the sheets; the others are for programs and stand in the open data. */
const TABLES = [
  ...["bonus_ranking", "total_ranking", "bonus_scores", "bonus_ledger", "grade_distribution", "inspection_summary"],
  ...[
    "inspection_status",
    "meeting_windows",
    "attendance_summary",
    "task_funnel",
    "satisfaction",
    "rectification_status"
  ],
  ...["report_lag", "units", "rules", "readings", "reading_effects"]
];

export interface DataWorkbookOptions {
  file: string;
  year: number;
  state: Pick<YearState, "state" | "signedOn" | "docNo" | "reasons">;
  /** Who publishes: the author of the file. */
  issuer: string;
  /** The tables' entries where they are not those of the dictionary: the public bundle's. */
  entries?: readonly Table[];
  /** Where policies of the office's own lie. */
  workspace?: string;
}

/**
 * Writes one year's tables as a workbook that everybody can read, with a screen reader too: a cover, the contents with links,
 * the notes, then one real table a sheet. The same warehouse gives the same bytes.
 */
export async function writeDataWorkbook(db: Database, options: DataWorkbookOptions): Promise<ExportedFile> {
  const {file, year, state, issuer, entries, workspace = ""} = options;
  const settings = await readSettings(db);
  const known = entries ?? (await publishedTables(db));
  const tables: DataTable[] = [];
  for (const name of TABLES) {
    const table = known.find(table => table.name === name);
    if (table) tables.push(await readDataTable(db, table, year));
  }
  const facts: BookFacts = {
    ...{year, state, issuer, city: settings.city, asOf: settings.asOf},
    audience: entries ? "public" : "internal",
    documents: documentNumbers(readPolicies(settings.policies, workspace)),
    title: `${settings.city}${year}年度人才工作考核数据`
  };
  const mark = draftMark(state);
  const book = newBook({
    title: mark ? `${facts.title}（${mark}）` : facts.title,
    subject: `${year}年度`,
    description: `数据截至${formatDate(settings.asOf)}，${state.state}`,
    ...{issuer, city: settings.city, asOf: settings.asOf}
  });
  book.views = [VIEW];
  addSheets(book, tables, facts);
  const bytes = await bookBytes(book, {asOf: settings.asOf, mend: mendLinks});
  const {bytes: size, sha256} = await writeFile(file, sink => sink.writeBytes(bytes));
  const rows = tables.reduce((sum, {rows}) => sum + rows.length, 0);
  return {path: basename(file), table: "hengcai", format: "workbook", rows, bytes: size, sha256};
}

interface BookFacts {
  year: number;
  state: DataWorkbookOptions["state"];
  issuer: string;
  city: string;
  asOf: string;
  audience: "internal" | "public";
  documents: readonly string[];
  title: string;
}

/** Opened at the cover, whatever the program remembers. */
const VIEW = {x: 0, y: 0, width: 24_000, height: 15_000, firstSheet: 0, activeTab: 0, visibility: "visible"} as const;

const CONTENTS = "目录";
const NOTES = "说明";

function addSheets(book: ExcelJS.Workbook, tables: readonly DataTable[], facts: BookFacts): void {
  const full = tables.filter(({rows}) => rows.length);
  const {notes, of} = notesFor(
    full.map(({name}) => name),
    facts
  );
  addCover(book, full, facts);
  addContents(book, tables, facts);
  addTableSheet(book, {
    ...{name: NOTES, table: "notes", title: `${facts.title}：说明`, lines: [stateLine(facts), BACK]},
    columns: [textColumn("编号或标记"), textColumn("说明")],
    rows: [...MARK_NOTES, ...notes].map(({id, text}) => [id, text])
  });
  for (const [i, table] of full.entries()) {
    const refs = of.get(table.name)!.map(id => `[${id}]`);
    addTableSheet(book, {
      name: table.title,
      table: table.name,
      title: `表${i + 1}　${facts.year}年度${table.title}${refs.join("")}`,
      lines: [`${table.description}共${formatCount(table.rows.length)}行。`, stateLine(facts), BACK],
      columns: table.columns,
      rows: table.rows
    });
  }
  addDictionary(book, full, facts);
}

const BACK: SheetLink = {text: "返回目录", sheet: CONTENTS};
const DICTIONARY = "字段说明";

function addCover(book: ExcelJS.Workbook, full: readonly DataTable[], facts: BookFacts): void {
  const {title, issuer, state, asOf, documents, audience} = facts;
  const mark = draftMark(state);
  const signed = [state.signedOn ? formatDate(state.signedOn) : "", state.docNo ?? ""].filter(Boolean).join("，");
  addPlainSheet(
    book,
    "封面",
    [
      title,
      ...(mark ? [`${mark}，未经签批，不得公布，不得作为正式结果引用。`] : []),
      `发布单位：${issuer}`,
      `状态：${state.state}${isOfficial(state) && signed ? `（${signed}）` : ""}`,
      ...state.reasons.map(reason => `${mark ?? ""}原因：${reason}。`),
      `数据截至：${formatDate(asOf)}`,
      `依据：${documents.join("；")}`,
      `范围：${audience === "public" ? "可以对外公开" : "机关内部使用，对外提供须经主管单位同意"}`,
      `本工作簿共${formatCount(full.length)}张数据表，每张工作表只有一张表，从第一列开始，标题在 A1；没有合并单元格，没有空行，不用颜色区分含义。`,
      "没有数值的格子写标记，标记的意思和各表的注见“说明”，每一栏的含义见“字段说明”。",
      {text: "看目录", sheet: CONTENTS},
      {text: "看说明", sheet: NOTES}
    ],
    {width: 90}
  );
}

function addContents(book: ExcelJS.Workbook, tables: readonly DataTable[], facts: BookFacts): void {
  let number = 0;
  const rows = tables.map(({title, description, rows}): SheetCell[] =>
    rows.length
      ? [`表${++number}`, {text: title, sheet: title}, rows.length, description]
      : ["没有数据", title, 0, description]
  );
  addTableSheet(book, {
    ...{name: CONTENTS, table: "contents", title: `${facts.title}：目录`, lines: [stateLine(facts)]},
    columns: [textColumn("编号"), textColumn("工作表"), {...textColumn("行数"), type: "integer"}, textColumn("内容")],
    rows: [
      ["—", {text: NOTES, sheet: NOTES}, "—", "各种标记和注的意思。"],
      ...rows,
      ["—", {text: DICTIONARY, sheet: DICTIONARY}, "—", "每张表每一栏的含义、单位和类型。"]
    ]
  });
}

function addDictionary(book: ExcelJS.Workbook, full: readonly DataTable[], facts: BookFacts): void {
  addTableSheet(book, {
    ...{name: DICTIONARY, table: "fields", title: `${facts.title}：字段说明`, lines: [stateLine(facts), BACK]},
    columns: ["工作表", "字段", "类型", "含义"].map(textColumn),
    rows: full.flatMap(({title, columns}) =>
      columns.map(({head, type, description}) => [title, head, TYPE_TITLES[type], description])
    )
  });
}

/** Where pages have no header, every sheet says of itself how far it is. */
function stateLine({state, asOf}: BookFacts): string {
  const mark = draftMark(state);
  return `${mark ? `${mark}，未经签批，不得公布` : state.state}；数据截至${formatDate(asOf)}。`;
}

function textColumn(head: string): {head: string; type: "text"; description: string} {
  return {head, type: "text", description: head};
}
