import {basename} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {formatDate} from "../format.ts";
import {type Detector, detector} from "../gate/detector.ts";
import {scanBytes} from "../gate/egress.ts";
import {readSettings} from "../settings.ts";
import {writeFile} from "../sink.ts";
import {bookBytes, newBook} from "../xlsx/book.ts";
import {marginsOf} from "../xlsx/layout.ts";
import {mendLinks} from "../xlsx/links.ts";
import {addReturnCover, COVER} from "./cover.ts";
import {sheetNames} from "./names.ts";
import {widenNotes} from "./notes.ts";
import {type ReturnDataset, type ReturnIssue, type ReturnPart, readReturns, total} from "./read.ts";
import {addReturnSheet} from "./sheet.ts";

export type {ReturnDataset} from "./read.ts";

export interface ReturnOptions {
  file: string;
  datasets: readonly ReturnDataset[];
  /** Values of the workspace's restricted columns: none of them leaves, wherever else it stands. */
  secrets: Iterable<string>;
}

export interface ReturnReport {
  /** Source sheets with issues, each a sheet of the book. */
  sheets: number;
  /** Rows with issues that stand in it. */
  rows: number;
}

/** What the file says of itself: by this it is known again. */
const SUBJECT = "数据问题退回表";

/**
 * Writes what was found in a loaded workspace as a workbook to send back: a cover, then a sheet per source sheet with
 * its faulty rows, the cells marked and commented. Of the sender's cells only known, unrestricted columns go back. The
 * same input gives the same bytes. Throws a UserError, and writes nothing, where a restricted value would get out.
 */
export async function writeReturns(db: Database, options: ReturnOptions): Promise<ReturnReport> {
  const settings = await readSettings(db);
  const secrets = [...options.secrets];
  const search = detector(secrets);
  const parts = (await readReturns(db, options.datasets)).map((part, i) => withoutSecrets(part, i, search));
  const faulty = parts.filter(({counts}) => total(counts) > 0);
  const names = sheetNames(faulty.map(sheetTitle), [COVER]);
  const sheetOf = new Map(faulty.map((part, i) => [part, names[i]!]));
  const {city, asOf} = settings;
  const margins = marginsOf({title: `${city}${SUBJECT}`, beside: "&A", asOf});
  const book = newBook({
    ...{title: `${city}${SUBJECT}`, subject: SUBJECT, description: `数据截至${formatDate(asOf)}`},
    ...{city, asOf}
  });
  addReturnCover(book, {
    ...{city, asOf, margins},
    entries: [...faulty, ...parts.filter(part => !faulty.includes(part))].map(part => ({
      part,
      title: placeOf(part),
      sheet: sheetOf.get(part) ?? null
    }))
  });
  faulty.forEach(
    (part, i) => void addReturnSheet(book, part, {name: names[i]!, nth: i + 1, margins, title: placeOf(part)})
  );
  const bytes = await bookBytes(book, {asOf, mend: bytes => mendLinks(widenNotes(bytes))});
  const hits = await scanBytes(basename(options.file), bytes, {secrets});
  if (hits.length) {
    const places = [...new Set(hits.map(({place, kind}) => `${place}：${kind}`))].slice(0, 10);
    throw new UserError(`退回表里会有 ${hits.length} 处个人信息，没有生成：\n  ${places.join("\n  ")}`);
  }
  await writeFile(options.file, sink => sink.writeBytes(bytes));
  return {sheets: faulty.length, rows: faulty.reduce((sum, {rows}) => sum + rows.length, 0)};
}

function sheetTitle({file, sheet}: ReturnPart): string {
  const name = basename(file).replace(/\.[A-Za-z]{2,5}$/, "");
  return sheet ? `${name} ${sheet}` : name;
}

function placeOf({file, sheet}: ReturnPart): string {
  return sheet ? `${file}［${sheet}］` : file;
}

const HIDDEN = "（含个人信息，已隐去）";

/** A name or number may stand where none belongs, in a subject or a file's name: it stays behind, the rest goes back. */
function withoutSecrets(part: ReturnPart, nth: number, search: Detector): ReturnPart {
  const isSecret = (text: string): boolean => search.inText(text).length > 0;
  const clean = (text: string): string => (isSecret(text) ? HIDDEN : text);
  const issue = ({field, severity, message}: ReturnIssue): ReturnIssue => ({
    field: clean(field),
    severity,
    message: isSecret(message) ? `这里的内容${HIDDEN}，请对照原文件这一行核对` : message
  });
  const folder = part.file.slice(0, part.file.indexOf("/") + 1);
  return {
    ...part,
    file: isSecret(part.file) ? `${clean(folder)}第 ${nth + 1} 个文件（名称${HIDDEN.slice(1)}` : part.file,
    sheet: isSecret(part.sheet) ? `工作表${HIDDEN}` : part.sheet,
    whole: part.whole.map(issue),
    rows: part.rows.map(row => ({
      ...row,
      issues: row.issues.map(issue),
      cells: new Map([...row.cells].map(([name, text]) => [name, clean(text)]))
    }))
  };
}
