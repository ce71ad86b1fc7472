import {appendFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {maybeContract} from "../../loaders/contracts/index.ts";
import type {InputFile} from "../../loaders/files.ts";
import {hashFile} from "../../loaders/fingerprint.ts";
import {workspaceKey} from "../../loaders/key.ts";
import {readInput} from "../../loaders/readInput.ts";
import type {RowSink, StagedRow} from "../../loaders/reading.ts";
import {configOf, makeWorkspace} from "./workspace.ts";

const HEAD = "报告编号,单位,报告类型,报告日期\n";
const reports = maybeContract("reports")!;

async function prepare(text: string) {
  const workspace = makeWorkspace({"reports/a.csv": text});
  const file: InputFile = {dataset: "reports", path: join(workspace, "reports/a.csv"), name: "reports/a.csv"};
  const key = await workspaceKey(workspace);
  return {
    file,
    reading: {config: configOf(), key, hiddenSubjects: new Set<string>(), secretMeetings: new Set<string>()}
  };
}

/** Keeps the rows it is given; `onWrite` may do to the file what a colleague does. */
function keeping(onWrite: () => void = () => {}): RowSink & {rows: StagedRow[]} {
  const sink = {
    rows: [] as StagedRow[],
    async write(_sheet: number, _name: string, rows: readonly StagedRow[]) {
      sink.rows.push(...rows);
      onWrite();
    },
    async drop() {
      sink.rows = [];
    }
  };
  return sink;
}

test("a file that changes once while it is read is read again, whole", async () => {
  const {file, reading} = await prepare(`${HEAD}R1,U1,工作调动,2025-01-01\n`);
  let writes = 0;
  const sink = keeping(() => {
    if (writes++ === 0) appendFileSync(file.path, "R2,U1,工作调动,2025-01-01\n");
  });
  const staged = await readInput(file, reports, reading, await hashFile(file.path), sink);
  expect(sink.rows.map(({values}) => values[0])).toEqual(["R1", "R2"]);
  expect(staged.sha256).toBe((await hashFile(file.path)).sha256);
  expect(staged.sheets[0]!.accounting).toMatchObject({rows: 3, accepted: 2});
});

test("a file that keeps changing is an issue, and nothing of it is kept", async () => {
  const {file, reading} = await prepare(`${HEAD}R1,U1,工作调动,2025-01-01\n`);
  const sink = keeping(() => appendFileSync(file.path, "R2,U1,工作调动,2025-01-01\n"));
  const staged = await readInput(file, reports, reading, await hashFile(file.path), sink);
  expect(staged.issues).toMatchObject([{file: "reports/a.csv", row: null, code: "open_file", severity: "error"}]);
  expect(staged.sheets).toEqual([]);
  expect(sink.rows).toEqual([]);
});

test("a file that is gone when its turn comes is an issue", async () => {
  const {file, reading} = await prepare(HEAD);
  const hashed = await hashFile(file.path);
  const gone = {...file, path: `${file.path}.gone`};
  const staged = await readInput(gone, reports, reading, hashed, keeping());
  expect(staged.issues).toMatchObject([{code: "unreadable_file", severity: "error"}]);
  expect(staged.issues[0]!.message).toMatch(/移走/);
});

test("an error that is our own is not hidden among the issues", async () => {
  const {file, reading} = await prepare(`${HEAD}R1,U1,工作调动,2025-01-01\n`);
  writeFileSync(file.path, `${HEAD}R1,U1,工作调动,2025-01-01\n`);
  const sink = keeping(() => {
    throw new TypeError("a bug");
  });
  await expect(readInput(file, reports, reading, await hashFile(file.path), sink)).rejects.toThrow("a bug");
});
