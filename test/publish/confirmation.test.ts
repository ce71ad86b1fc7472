import {mkdirSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {afterAll, afterEach, describe, expect, test} from "vitest";
import {confirmations} from "../../loaders/contracts/confirmations.ts";
import type {Database} from "../../loaders/database.ts";
import {scanDirectory} from "../../publish/gate/egress.ts";
import {writeConfirmations} from "../../publish/notice/confirmation.ts";
import {makeWorkspace} from "../cli/hengcai.ts";
import {inProcess} from "../cli/inProcess.ts";
import {smallCity} from "./city.ts";
import {scratch, warehouse} from "./fixture.ts";

const made: string[] = [];
let db: Database | undefined;
afterEach(() => {
  db?.close();
  db = undefined;
});
afterAll(() => {
  for (const path of made) rmSync(path, {recursive: true, force: true});
});

const REVIEW = {
  publish: {
    public: false,
    years: {
      "2025": {
        signedOn: null,
        docNo: null,
        objectionsUntil: "2026-01-15",
        edition: {version: "v3", review: true, correction: null}
      }
    }
  }
};

async function write(settings: object = REVIEW): Promise<string> {
  const out = scratch();
  made.push(out);
  db = await warehouse(smallCity(), settings);
  await db.run("CREATE SCHEMA raw; CREATE SCHEMA core");
  await writeConfirmations(db, {out, year: 2025});
  return out;
}

async function read(file: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return book;
}

describe("writeConfirmations(db, {out, year})", () => {
  test("writes a sheet for each ranked unit and one with all, named, with the edition and the day to answer by", async () => {
    const out = await write();
    expect(readdirSync(out).sort()).toEqual(["01.xlsx", "02.xlsx", "03.xlsx", "04.xlsx", "05.xlsx", "全部单位.xlsx"]);
    const book = await read(join(out, "02.xlsx"));
    expect(book.worksheets.map(({name}) => name)).toEqual(["确认表", "填写说明"]);
    const [sheet, notes] = book.worksheets as [ExcelJS.Worksheet, ExcelJS.Worksheet];
    expect([1, 2, 3, 4].map(column => sheet.getCell(2, column).text)).toEqual(["2025", "v3", "02", "乙镇"]);
    expect(sheet.getCell("E2").dataValidation).toMatchObject({type: "list", formulae: ['"确认,异议"']});
    expect(sheet.headerFooter.oddHeader).toContain("审核稿");
    expect(notes.getCell("A2").text).toContain("请于2026年1月15日以前（含当日）");
    expect((await read(join(out, "全部单位.xlsx"))).worksheets[0]!.rowCount).toBe(6);
    expect(await scanDirectory(out)).toEqual([]);
  });

  test("its columns are the contract's, and the reason, which is never read", async () => {
    const out = await write();
    const sheet = (await read(join(out, "01.xlsx"))).worksheets[0]!;
    const heads = Array.from({length: sheet.columnCount}, (_, i) => sheet.getCell(1, i + 1).text);
    expect(heads.filter(head => head !== "异议理由")).toEqual(confirmations.fields.map(({header}) => header));
  });
});

test("a sheet that comes back is read: the opinion and the outcome, and nothing of the reason", {
  timeout: 120_000
}, async () => {
  const out = await write();
  const workspace = makeWorkspace({"units/单位.csv": "单位编码,单位名称,单位类别,建制序\n02,乙镇,镇,1\n"});
  made.push(workspace);
  const book = await read(join(out, "02.xlsx"));
  const sheet = book.worksheets[0]!;
  sheet.getRow(2).values = [
    "2025",
    "v3",
    "02",
    "乙镇",
    "异议",
    "S-1",
    "绝密的话语",
    "2025-12-20",
    "维持",
    "2025-12-25"
  ];
  sheet.getRow(3).values = ["2025", "v3", "02", "乙镇", "异议", "S-2", "绝密的话语", "2025-12-20"];
  mkdirSync(join(workspace, "confirmations"));
  await book.xlsx.writeFile(join(workspace, "confirmations", "02.xlsx"));
  mkdirSync(join(workspace, "claims"));
  writeFileSync(
    join(workspace, "claims", "申报.csv"),
    "申报编号,申报单位,加分项目,发生日期,级别,稿件编号,媒体名称\nS-1,乙镇,R4,2025-03-01,省级,A1,日报\n"
  );
  writeFileSync(
    join(workspace, "confirmations", "坏.csv"),
    "年度,版次,单位编码,意见,提出日期\n2025,v3,02,也许,2025-12-20\n"
  );
  const {stdout} = await inProcess(["check", "--workspace", workspace, "--json"]);
  const issues = JSON.parse(stdout) as {file: string; field: string; code: string; value: string; severity: string}[];
  expect(issues.map(({file, field, code, severity}) => [file, field, code, severity])).toEqual([
    ["confirmations/02.xlsx", "申报编号", "unknown_reference", "warning"],
    ["confirmations/坏.csv", "意见", "unknown_code", "error"]
  ]);
  await inProcess(["load", "--workspace", workspace, "--json"]);
  const query = async (sql: string) =>
    JSON.parse((await inProcess(["query", "--workspace", workspace, "--json", sql])).stdout);
  expect(
    await query("SELECT unit, edition, claim_id, opinion, outcome FROM core.confirmations ORDER BY claim_id")
  ).toEqual([
    {unit: "02", edition: "v3", claim_id: "S-1", opinion: "异议", outcome: "维持"},
    {unit: "02", edition: "v3", claim_id: "S-2", opinion: "异议", outcome: null}
  ]);
  expect(JSON.stringify(await query("SELECT * FROM raw.confirmations"))).not.toContain("绝密");
});
