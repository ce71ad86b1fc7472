import {type CsvWriter, writeExcelCsv} from "../../../publish/formats/csv.ts";
import {neutralise} from "../../../publish/neutralise.ts";
import type {EngineResult} from "../engine.ts";
import {exactText, isNumber, isTime} from "./display.ts";

/** Returns the whole result as the Excel edition of a CSV: with BOM, and no text that a program would run. */
export async function resultCsv({columns, rows}: Pick<EngineResult, "columns" | "rows">): Promise<string> {
  const parts: string[] = [];
  const sink: CsvWriter = {
    write(text: string) {
      parts.push(text);
    }
  };
  const described = columns.map(column => ({
    // The query names its columns, and may name one like a formula.
    name: neutralise(column.name),
    title: column.name,
    type: isNumber(column) ? ("integer" as const) : isTime(column) ? ("date" as const) : ("text" as const),
    description: "",
    key: false
  }));
  await writeExcelCsv(sink, {columns: described}, blocksOf(columns, rows));
  return parts.join("");
}

async function* blocksOf(
  columns: EngineResult["columns"],
  rows: EngineResult["rows"]
): AsyncGenerator<(string | null)[][]> {
  yield rows.map(row => row.map((value, i) => exactText(columns[i]!, value)));
}
