import {basename} from "node:path";
import ExcelJS from "exceljs";
import type {Database} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import {addCover} from "./book/cover.ts";
import type {Edition} from "./book/edition.ts";
import {marginText} from "./book/layout.ts";
import {addLedger} from "./book/ledger.ts";
import {addRankings, addTotals} from "./book/rankings.ts";
import {addDictionary, addRules} from "./book/rules.ts";
import {readStandings, readTotals} from "./book/standings.ts";
import {officeWords} from "./bulletin/office.ts";
import type {ExportedFile} from "./exported.ts";
import {formatDate} from "./format.ts";
import {normalise} from "./normalise.ts";
import {type PublishSettings, readSettings} from "./settings.ts";
import {writeFile} from "./sink.ts";
import {documentNumbers, readPolicies} from "./sitedata/policies.ts";
import {draftMark, type YearState, yearState} from "./state.ts";

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
  const ranking = await readStandings(db, year);
  if (!ranking.length) throw new UserError(`没有${year}年度的位次：制度施行到数据截至日之间没有这一年`);
  const totals = await readTotals(db, year);
  const state = await yearState(db, year);
  const {issuer} = await officeWords(db, settings);
  const edition = describeEdition(year, settings, {state, issuer, withBase: totals.length > 0});
  const book = new ExcelJS.Workbook();
  setProperties(book, edition);
  addCover(book, {
    ...edition,
    documents: documentNumbers(readPolicies(settings.policies, workspace)),
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

function describeEdition(
  year: number,
  settings: PublishSettings,
  {state, issuer, withBase}: {state: YearState; issuer: string; withBase: boolean}
): Edition {
  const title = `${settings.city}${year}年度人才工作${withBase ? "考核" : "绩效加分"}位次`;
  const mark = draftMark(state);
  return {
    year,
    settings,
    state,
    title,
    issuer,
    margins: {
      header: `&L&"宋体,常规"&9 ${marginText(title)}&R&"黑体,常规"&${mark ? `14${mark}` : `9${state.state}`}`,
      footer: `&L&"宋体,常规"&9数据截至${formatDate(settings.asOf)}&C第 &P 页，共 &N 页&R${mark ? `${mark}，未经签批不得公布` : ""}`
    }
  };
}

function setProperties(book: ExcelJS.Workbook, {title, settings, year, state, issuer}: Edition): void {
  const date = new Date(`${settings.asOf}T00:00:00Z`);
  Object.assign(book, {
    title: draftMark(state) ? `${title}（${draftMark(state)}）` : title,
    subject: `${year}年度`,
    creator: issuer,
    lastModifiedBy: "衡才",
    company: settings.city,
    language: "zh-CN",
    description: `数据截至${formatDate(settings.asOf)}，${state.state}`,
    created: date,
    modified: date
  });
}
