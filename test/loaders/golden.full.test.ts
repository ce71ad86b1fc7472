import {appendFileSync, mkdirSync} from "node:fs";
import {dirname, join} from "node:path";
import {expect, test} from "vitest";
import {loadWorkspace, makeWorkspace} from "./workspace.ts";

const ROWS = 1_000_000;
const BLOCK = 50_000;

test("a quote that is opened in row 2 of a million and never closed costs that row alone", async () => {
  const workspace = makeWorkspace();
  const file = join(workspace, "claims/加分申报.csv");
  mkdirSync(dirname(file));
  appendFileSync(file, "申报编号,申报单位,加分项目,加分事项,发生日期\n");
  for (let first = 2; first < ROWS + 2; first += BLOCK) {
    const rows = Array.from({length: BLOCK}, (_, i) => {
      const row = first + i;
      return `S-${row},东山镇,宣传表彰,${row === 2 ? '"引才经验' : `第 ${row} 行`},2025-03-01\n`;
    });
    appendFileSync(file, rows.join(""));
  }
  const {query, issues} = await loadWorkspace(workspace);
  expect(await issues()).toEqual(["claims/加分申报.csv:2  unclosed_quote error"]);
  expect(
    await query("SELECT rows_in_file, header, accepted, rejected FROM quality.load_report WHERE dataset = 'claims'")
  ).toEqual([{rows_in_file: ROWS + 1, header: 1, accepted: ROWS - 1, rejected: 1}]);
  expect(await query("SELECT claim_id, subject, source_row FROM core.claims ORDER BY source_row DESC LIMIT 1")).toEqual(
    [{claim_id: `S-${ROWS + 1}`, subject: `第 ${ROWS + 1} 行`, source_row: ROWS + 1}]
  );
}, 300_000);
