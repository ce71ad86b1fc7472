import {FileFault} from "./fault.ts";
import {messages} from "./messages.ts";
import type {Source, SourceOptions, SourceSheet} from "./table.ts";
import {plain} from "./text.ts";
import {openWorkbook, type Package, type WorkbookSheet} from "./workbook.ts";

/** Sheets of this name explain the others. */
const NOTES = new Set(["填写说明", "说明", "示例", "字典"]);

/** Opens a workbook by its parts. */
export async function openWorkbookSource(parts: Package, {sheets: wanted = null}: SourceOptions): Promise<Source> {
  return chooseSheets(await openWorkbook(parts), wanted, {encoding: "XLSX", evidence: "Excel 工作簿"});
}

/** Returns the source that a workbook's sheets make: those that are tables, or those alone that are asked for. */
export async function chooseSheets(
  all: readonly WorkbookSheet[],
  wanted: readonly string[] | null,
  told: Pick<Source, "encoding" | "evidence">
): Promise<Source> {
  const skipped: Source["skipped"] = [];
  const chosen: SourceSheet[] = [];
  for (const one of all) {
    const reason = reasonToSkip(one, wanted);
    if (reason) skipped.push({name: one.name, reason});
    else chosen.push(one.sheet);
  }
  const issues: Source["issues"] = [];
  if (wanted && !chosen.length) {
    const message = messages.noSheet(
      wanted,
      all.map(({name}) => name)
    );
    issues.push({row: null, field: "", value: "", code: "no_header", severity: "error", message});
  }
  if (!wanted && all.length && !chosen.length) {
    const message = messages.allHidden(all.map(({name}) => name));
    issues.push({row: null, field: "", value: "", code: "no_header", severity: "error", message});
  }
  const {sheets, empty} = await withoutEmpty(chosen);
  skipped.push(...empty.map(({name}) => ({name, reason: "空白工作表"})));
  return {...told, sheets, skipped, issues, close: () => {}};
}

function reasonToSkip({name, hidden, isGrid}: WorkbookSheet, wanted: readonly string[] | null): string | undefined {
  if (!isGrid) return "不是表格（图表等）";
  if (wanted) return wanted.some(one => plain(one) === plain(name)) ? undefined : "配置没有列入";
  if (hidden) return "隐藏的工作表";
  return NOTES.has(plain(name)) ? "说明类工作表" : undefined;
}

/** The blank sheets that a new workbook comes with say nothing; where all are blank, the first stands for the file. */
async function withoutEmpty(sheets: readonly SourceSheet[]): Promise<{sheets: SourceSheet[]; empty: SourceSheet[]}> {
  if (sheets.length < 2) return {sheets: [...sheets], empty: []};
  const filled: boolean[] = [];
  // One after the other: thousands of open parts would take the memory, and the file handles, of all.
  for (const sheet of sheets) filled.push(await hasRows(sheet));
  const kept = sheets.filter((_, i) => filled[i]);
  if (!kept.length) return {sheets: sheets.slice(0, 1), empty: sheets.slice(1)};
  return {sheets: kept, empty: sheets.filter((_, i) => !filled[i])};
}

async function hasRows(sheet: SourceSheet): Promise<boolean> {
  try {
    for await (const batch of sheet.rows) if (batch.length) return true;
    return false;
  } catch (error) {
    // Whoever reads the sheet meets the fault again and accounts for it.
    if (error instanceof FileFault) return true;
    throw error;
  }
}
