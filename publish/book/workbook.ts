import {basename} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import type {ExportedFile} from "../exported.ts";
import {formatDate} from "../format.ts";
import {officeWords} from "../office.ts";
import {type PublishSettings, readSettings} from "../settings.ts";
import {writeFile} from "../sink.ts";
import {documentNumbers, readPolicies} from "../sitedata/policies.ts";
import {draftMark, type YearState, yearState} from "../state.ts";
import {bookBytes, newBook} from "../xlsx/book.ts";
import {marginsOf} from "../xlsx/layout.ts";
import {addCover} from "./cover.ts";
import type {Edition} from "./edition.ts";
import {addLedger} from "./ledger.ts";
import {addRankings, addTotals} from "./rankings.ts";
import {addDictionary, addRules} from "./rules.ts";
import {readStandings, readTotals} from "./standings.ts";

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
  const mark = draftMark(state);
  const book = newBook({
    title: mark ? `${edition.title}（${mark}）` : edition.title,
    subject: `${year}年度`,
    description: `数据截至${formatDate(settings.asOf)}，${state.state}`,
    ...{issuer, city: settings.city, asOf: settings.asOf}
  });
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
  const bytes = await bookBytes(book, settings);
  const {bytes: size, sha256} = await writeFile(file, sink => sink.writeBytes(bytes));
  return {path: basename(file), table: "bonus_ranking", format: "workbook", rows: ranking.length, bytes: size, sha256};
}

function describeEdition(
  year: number,
  settings: PublishSettings,
  {state, issuer, withBase}: {state: YearState; issuer: string; withBase: boolean}
): Edition {
  const title = `${settings.city}${year}年度人才工作${withBase ? "考核" : "绩效加分"}位次`;
  const margins = marginsOf({title, mark: draftMark(state), beside: state.state, asOf: settings.asOf});
  return {year, settings, state, title, issuer, margins};
}
