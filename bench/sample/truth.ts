import type {City} from "./city.ts";
import type {LineKind, OfficeSheet, RowExpectation} from "./office.ts";
import {officeFiles} from "./workspace.ts";

/** How the lines of a sheet should fall when the workspace is loaded. */
export interface SheetTruth {
  file: string;
  sheet: string;
  dataset: string;
  rows: number;
  preamble: number;
  header: number;
  repeatedHeader: number;
  blank: number;
  total: number;
  note: number;
  accepted: number;
  rejected: number;
}

/** An issue the loader should raise; `row` is null where the file or sheet is meant. */
export interface IssueTruth extends RowExpectation {
  file: string;
  sheet: string;
  row: number | null;
}

export interface Truth {
  sheets: SheetTruth[];
  issues: IssueTruth[];
}

/** Returns what loading the written workspace should give: rows accepted and rejected by sheet, and every issue planted. */
export function truth(city: City, {dirt}: {dirt: boolean}): Truth {
  const sheets: SheetTruth[] = [];
  const issues: IssueTruth[] = [];
  for (const file of officeFiles(city, {dirt})) {
    for (const issue of file.issues) issues.push({file: file.path, row: null, ...issue});
    for (const sheet of file.sheets) {
      if (sheet.aside) continue;
      sheets.push({file: file.path, sheet: sheet.name, dataset: file.dataset, ...countLines(sheet)});
      sheet.lines.forEach((line, index) => {
        for (const issue of line.issues ?? []) {
          issues.push({file: file.path, sheet: sheet.name, row: index + 1, ...issue});
        }
      });
    }
  }
  return {sheets, issues};
}

/** Returns every restricted value longer than two characters: names, numbers, phones, addresses, words about persons. */
export function plantedSecrets(city: City): string[] {
  const secrets = new Set<string>();
  for (const file of officeFiles(city, {dirt: true})) {
    for (const sheet of file.sheets) {
      for (const secret of sheet.secrets) secrets.add(secret);
      for (const line of sheet.lines) {
        const signed = /^填表人：(\S+) +联系电话：(\d+)$/.exec(String(line.cells[0] ?? ""));
        if (line.kind === "note" && signed) secrets.add(signed[1]!).add(signed[2]!);
      }
    }
  }
  return [...secrets].filter(secret => [...secret].length > 2).sort();
}

function countLines(sheet: OfficeSheet): Omit<SheetTruth, "file" | "sheet" | "dataset"> {
  const count = (kind: LineKind) => sheet.lines.filter(line => line.kind === kind).length;
  const rejected = sheet.lines.filter(line => line.rejected).length;
  return {
    rows: sheet.lines.length,
    preamble: count("preamble"),
    header: count("header"),
    repeatedHeader: count("repeatedHeader"),
    blank: count("blank"),
    total: count("total"),
    note: count("note"),
    accepted: count("data") - rejected,
    rejected
  };
}
