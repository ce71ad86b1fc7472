import {rmSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openDatabase, type Row} from "../../loaders/database.ts";
import {type Loaded, loadWorkspace, makeWorkspace, writeFiles} from "../loaders/workspace.ts";
import {type City, type CityOptions, city, type Datasets, refill, rescore} from "./city.ts";

function lines(rows: readonly Row[]): string[] {
  return rows
    .filter(row => row.code === "A19")
    .map(row => `${row.level} ${row.subject_kind} ${row.subject} ${row.year}: ${row.message}`);
}

describe("A19 on words", () => {
  const ISSUES = `
CREATE SCHEMA quality;
CREATE TABLE quality.issues (file VARCHAR, code VARCHAR, severity VARCHAR);
INSERT INTO quality.issues VALUES
  ('claims/a.csv', 'unknown_code', 'error'), ('claims/a.csv', 'unknown_header', 'warning'),
  ('units/b.csv', 'unknown_header', 'warning'), ('units/c.csv', 'bad_date', 'error');
`;

  test("tells files with words that no contract knows, whether or not one cost a value", async () => {
    const town = await city({}, {before: ISSUES});
    expect(lines(await town.rows("alerts"))).toEqual([
      "红 file claims/a.csv null: 有2处不认识的表头或代码，发布前须改正。",
      "红 file units/b.csv null: 有1处不认识的表头或代码，发布前须改正。"
    ]);
    town.close();
  });
});

describe("A19 on age", () => {
  let shared: City;
  beforeAll(async () => {
    shared = await city({});
  });
  afterAll(() => shared.close());
  const of = async (datasets: Datasets, asOf: string, options: CityOptions = {}) => {
    await refill(shared, datasets, {asOf, ...options});
    return lines(await shared.rows("alerts"));
  };
  const CLAIM = {claim_id: "S1", unit: "u1", rule: "R3", event_on: "2025-01-01", signed_on: "2025-03-01"};

  test("tells a dataset without anything new for more than forty-five days", async () => {
    expect(await of({claims: [CLAIM]}, "2025-04-15")).toEqual([]); // 1 March + 45 days
    expect(await of({claims: [CLAIM]}, "2025-04-16")).toEqual([
      "红 dataset claims 2025: 激励奖励申报最近一条记录是2025年3月1日，距数据截至日46天，发布前请核实是否为最新导出。"
    ]);
    expect(await of({claims: [CLAIM]}, "2025-04-16", {limits: {sourceDays: 46}})).toEqual([]);
  });

  test("does not take for new what is dated after the data date", async () => {
    const later = {...CLAIM, signed_on: "2025-05-01"};
    expect(await of({claims: [later]}, "2025-04-16")).toHaveLength(1);
    expect(await of({claims: [later]}, "2025-05-01")).toEqual([]);
  });

  test("asks nothing of a dataset that was never sent, nor of registers", async () => {
    expect(await of({units: [{unit_id: "u1", name: "甲镇", kind: "镇"}]}, "2025-12-31")).toEqual([]);
  });
});

describe("A19 on length", () => {
  const HEAD = "报告编号,单位,报告类型,事项日期,报告日期\n";
  const rows = (count: number) =>
    HEAD + Array.from({length: count}, (_, i) => `B-${i},U1,工作调动,2025-12-01,2025-12-10\n`).join("");

  async function told({file}: Loaded): Promise<string[]> {
    const db = await openDatabase(file);
    try {
      await db.run("CREATE SCHEMA IF NOT EXISTS score");
      await rescore(db);
      return lines(await db.all("SELECT * FROM score.alerts")).filter(line => line.includes("reports"));
    } finally {
      db.close();
    }
  }

  test("tells a fifth of the rows lost since the last load, not less, until something new is loaded", async () => {
    const workspace = makeWorkspace({"reports/a.csv": rows(10)});
    const first = await loadWorkspace(workspace);
    expect(await told(first)).toEqual([]);
    writeFiles(workspace, {"reports/a.csv": rows(9)});
    const second = await loadWorkspace(workspace, "", {previous: first.file});
    expect(await told(second)).toEqual([]); // 1 of 10
    writeFiles(workspace, {"reports/a.csv": rows(7)});
    const third = await loadWorkspace(workspace, "", {previous: second.file});
    const shorter = ["红 dataset reports 2025: 人才事项报告由9行减为7行，发布前请核对是否漏报。"]; // 2 of 9
    expect(await told(third)).toEqual(shorter);
    const again = await loadWorkspace(workspace, "", {previous: third.file});
    expect(await told(again)).toEqual(shorter);
    writeFiles(workspace, {"reports/b.csv": `${HEAD}B-90,U1,工作调动,2025-12-01,2025-12-10\n`});
    const fifth = await loadWorkspace(workspace, "", {previous: again.file});
    expect(await told(fifth)).toEqual([]);
  });

  test("tells a dataset of which no file came any more", async () => {
    const workspace = makeWorkspace({"reports/a.csv": rows(2)});
    const first = await loadWorkspace(workspace);
    rmSync(join(workspace, "reports"), {recursive: true});
    const second = await loadWorkspace(workspace, "", {previous: first.file});
    expect(await told(second)).toEqual(["红 dataset reports 2025: 人才事项报告由2行减为0行，发布前请核对是否漏报。"]);
  });
});
