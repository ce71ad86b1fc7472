import type {Contract} from "./contract.ts";
import {FileFault} from "./fault.ts";
import type {RowIssue} from "./issue.ts";
import type {Accounting, SourceRow, SourceSheet, TableResult, TypedRow} from "./table.ts";
import {type ReadOptions, tableReader} from "./tableReader.ts";

export type {ReadOptions} from "./tableReader.ts";

/** Returns the rows of a sheet as its contract reads them, what is wrong with them, and how every row was counted. */
export async function readTable(sheet: SourceSheet, contract: Contract, options: ReadOptions): Promise<TableResult> {
  const rows: TypedRow[] = [];
  const {issues, accounting, broken} = await readRows(sheet, contract, options, batch => {
    for (const row of batch) rows.push(row);
  });
  return {rows: broken ? [] : rows, issues, accounting};
}

/**
 * Reads a sheet batch by batch, so that it need not fit into memory. Where the file turned out to be `broken` on the
 * way, what the sink was given must not be loaded, and the accounting counts it as rejected.
 */
export async function readRows(
  sheet: SourceSheet,
  contract: Contract,
  options: ReadOptions,
  sink: (rows: readonly TypedRow[]) => void | Promise<void>
): Promise<{issues: RowIssue[]; accounting: Accounting; broken: boolean}> {
  const reader = tableReader(sheet, contract, options);
  let fault: FileFault | undefined;
  try {
    for await (const batch of rowsOf(sheet, options)) await sink(reader.push(batch));
    await sink(reader.flush());
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    fault = error;
  }
  return {...reader.finish(fault), broken: fault !== undefined};
}

/** What is filled down depends on the merged ranges, which a workbook's sheet tells only at its end. */
async function* rowsOf(sheet: SourceSheet, {fillDown}: ReadOptions): AsyncGenerator<readonly SourceRow[]> {
  if (!fillDown.length) {
    yield* sheet.rows;
    return;
  }
  const batches: (readonly SourceRow[])[] = [];
  for await (const batch of sheet.rows) batches.push(batch);
  yield* batches;
}
