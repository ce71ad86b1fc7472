import type {Contract} from "../contract.ts";
import {headerNames} from "../header.ts";
import type {Issue} from "../issue.ts";
import {openBytes} from "../openBytes.ts";
import {type RowReading, readSheets} from "../readSheets.ts";
import type {Accounting, Source} from "../table.ts";
import type {Knowledge, OpenFile} from "./knowledge.ts";
import {settler} from "./settle.ts";

/** What one file by itself comes to. */
export interface FileCheck {
  encoding: string;
  evidence: string;
  sheets: {name: string; accounting: Accounting}[];
  skipped: Source["skipped"];
  /** In the order of the sheets and rows. */
  issues: Issue[];
}

/**
 * Checks one file by itself as `load` would, to its end: the same readers, the same contract, the same rules on units,
 * duplicates and dates. What hangs on people's lists or on other files is left to `hengcai check`. `onRows` is told how
 * many rows are done, and may throw to stop.
 */
export async function checkFile(
  {name, bytes, openers}: OpenFile,
  contract: Contract,
  knowledge: Knowledge,
  onRows: (rows: number) => void = () => {}
): Promise<FileCheck> {
  const {config, key} = knowledge;
  const sheets = config.datasets.get(contract.name)?.sheets ?? null;
  const source = await openBytes(bytes, {name, headers: headerNames(contract), sheets}, openers);
  const rows = settler(contract, name, knowledge);
  let done = 0;
  try {
    const reading: RowReading = {config, key, hiddenSubjects: new Set(), secretMeetings: new Set()};
    const read = await readSheets(source, name, contract, reading, {
      async write(sheet, sheetName, batch) {
        rows.take(sheet, sheetName, batch);
        done += batch.length;
        onRows(done);
      },
      async drop(sheet) {
        rows.drop(sheet);
      }
    });
    const settled = rows.finish();
    return {
      encoding: read.encoding,
      evidence: read.evidence,
      skipped: read.skipped,
      sheets: read.sheets.map(({name, accounting}, i) => {
        const rejected = settled.rejected[i] ?? 0;
        return {
          name,
          accounting: {
            ...accounting,
            accepted: accounting.accepted - rejected,
            rejected: accounting.rejected + rejected
          }
        };
      }),
      issues: inOrder([...read.issues, ...settled.issues])
    };
  } finally {
    source.close();
  }
}

/** As the load report and the table of issues are ordered. */
function inOrder(issues: Issue[]): Issue[] {
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return issues.sort(
    (a, b) =>
      compare(a.sheet, b.sheet) ||
      (a.row ?? 0) - (b.row ?? 0) ||
      compare(a.field, b.field) ||
      compare(a.code, b.code) ||
      compare(a.message, b.message) ||
      compare(a.value, b.value)
  );
}
