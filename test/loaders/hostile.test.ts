import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, test} from "vitest";
import {openReader} from "../../loaders/reader/reader.ts";
import {zipOf} from "./hostile.ts";
import {BOMBS, CONTAINERS, TEXTS} from "./hostileFiles.ts";
import {expectHarmless} from "./hostileRun.ts";
import {bookParts, sheetXml} from "./support.ts";
import {loadWorkspace, makeWorkspace} from "./workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "hengcai-hostile-"));
const reader = openReader();
afterAll(() => {
  reader.close();
  rmSync(folder, {recursive: true});
});

/** One process reads them all, as in a load: none may leave anything behind for the next. */
describe("a file made to hurt comes to its end: a workbook with", () => {
  test.each(CONTAINERS)("$title", hostile => expectHarmless(hostile, reader, folder));
});

describe("a file made to hurt comes to its end: a bomb,", () => {
  test.each(BOMBS.filter(({slow}) => !slow))("$title", hostile => expectHarmless(hostile, reader, folder));
});

describe("a file made to hurt comes to its end: a text with", () => {
  test.each(TEXTS.filter(({slow}) => !slow))("$title", hostile => expectHarmless(hostile, reader, folder));
});

test("a load goes on with the other files", async () => {
  const bad = CONTAINERS.filter(({codes}) => codes.length).slice(0, 6);
  const bomb = BOMBS.find(({slow}) => !slow)!;
  const good = zipOf(
    Object.entries(
      bookParts({
        sheets: [
          {
            name: "报告",
            xml: sheetXml([
              ["报告编号", "单位", "报告类型", "报告日期"],
              ["R1", "U1", "工作调动", "2025-01-01"]
            ])
          }
        ]
      })
    ).map(([name, text]) => ({name, text}))
  );
  const files = Object.fromEntries([...bad, bomb].map((hostile, i) => [`reports/${i}.xlsx`, hostile.build()]));
  const loaded = await loadWorkspace(makeWorkspace({...files, "reports/z.xlsx": good}));
  expect(await loaded.query("SELECT report_id FROM core.reports")).toEqual([{report_id: "R1"}]);
  const issues = await loaded.issues();
  for (const name of Object.keys(files)) expect(issues.filter(line => line.startsWith(`${name}:-`))).toHaveLength(1);
});
