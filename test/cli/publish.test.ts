import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openContext} from "../../cli/context.ts";
import {type PublishReport, publish} from "../../cli/publish.ts";
import {type PublishOptions, readAsked} from "../../cli/publishAsked.ts";
import {openDatabase} from "../../loaders/database.ts";
import {type Manifest, maybeManifest} from "../../publish/edition/manifest.ts";
import {listPaths} from "../../publish/edition/seal.ts";
import {verifyEdition} from "../../publish/edition/verify.ts";
import {sha256} from "../../publish/hash.ts";
import {runInDuckdb} from "../publish/rederiveHelp.ts";
import {CLAIMS, makeWorkspace, UNITS} from "./hengcai.ts";
import {inProcess} from "./inProcess.ts";

const made: string[] = [];
afterAll(() => {
  for (const path of made) rmSync(path, {recursive: true, force: true});
});

const FILES = {"units/单位.csv": UNITS, "claims/申报.csv": CLAIMS};
const keys = mkdtempSync(join(tmpdir(), "hengcai-keys-"));
made.push(keys);
const KEY = join(keys, "k.pem");
/** Several editions one after the other, on a machine that does other things. */
const PATIENCE = 180_000;

function city(files: Record<string, string> = FILES): string {
  const folder = makeWorkspace(files);
  made.push(folder);
  return folder;
}

/** Pages and papers have their own tests, and take longer than all the rest. */
function run(workspace: string, options: Omit<PublishOptions, "year"> & {year?: string}): Promise<PublishReport> {
  const context = openContext({workspace, out: "unused", json: true});
  const skip = ["site", "data", "public", "bulletin", "notices"] as const;
  return publish(context, {year: "2025", ...options}, {skip, formats: ["parquet"]});
}

const manifest = (report: PublishReport): Manifest =>
  maybeManifest(readFileSync(join(report.folder, "manifest.json"), "utf8"))!;
const lines = (folder: string, name: string): string[] =>
  readFileSync(join(folder, name), "utf8").trimEnd().split("\r\n");

beforeAll(async () => {
  expect(await inProcess(["key", "new", "--out", KEY])).toMatchObject({status: 0, stderr: ""});
});

describe("key new", () => {
  test("writes a private key for its owner alone and a public one, and replaces neither", async () => {
    expect(readFileSync(KEY, "utf8")).toContain("-----BEGIN PRIVATE KEY-----");
    expect(readFileSync(join(keys, "k.pub"), "utf8")).toContain("-----BEGIN PUBLIC KEY-----");
    if (process.platform !== "win32") expect(statSync(KEY).mode & 0o777).toBe(0o600);
    const again = await inProcess(["key", "new", "--out", KEY]);
    expect(again).toMatchObject({status: 2, stderr: expect.stringContaining("已有同名的文件")});
    const inside = await inProcess(["key", "new", "--out", join(keys, "editions", "k.pem")]);
    expect(inside).toMatchObject({status: 2, stderr: expect.stringContaining("不能放在 editions 里")});
    expect(readdirSync(keys).sort()).toEqual(["k.pem", "k.pub"]);
  });
});

describe("a year goes its way:", () => {
  let workspace: string;
  let signed: PublishReport;
  let sums: string;
  beforeAll(() => {
    workspace = city();
  });

  test("a draft is replaced by one for review, that by the signed one", {timeout: PATIENCE}, async () => {
    const draft = await run(workspace, {draft: true});
    expect(draft).toMatchObject({edition: "v1", state: "草案", signed: false, changes: null});
    const described = () =>
      (JSON.parse(readFileSync(join(draft.folder, "open/datapackage.json"), "utf8")) as {title: string}).title;
    expect(described()).toMatch(/（草案）$/);
    const marked = (): string =>
      /class="mark">([^，<]*)/.exec(readFileSync(join(draft.folder, "verify.html"), "utf8"))?.[1] ?? "";
    expect(marked()).toBe("草案");
    const review = await run(workspace, {review: true, objectionsUntil: "2026-01-15"});
    expect(review).toMatchObject({edition: "v1", state: "审核", folder: draft.folder});
    expect(marked()).toBe("审核稿");
    expect(manifest(review)).toMatchObject({signed_on: null, objections_until: "2026-01-15"});
    signed = await run(workspace, {signedOn: "2026-01-20", docNo: "示人才[2026]1号", key: KEY});
    expect(described()).not.toContain("（");
    expect(marked()).toBe("");
    expect(signed).toMatchObject({edition: "v1", state: "已签批", folder: draft.folder, signed: true, notes: []});
    expect(manifest(signed)).toMatchObject({
      signed_on: "2026-01-20",
      doc_no: "示人才〔2026〕1号",
      previous: null,
      reason: null
    });
    expect(readdirSync(join(workspace, "editions", "2025"))).toEqual(["v1"]);
    sums = readFileSync(join(signed.folder, "SHA256SUMS"), "utf8");
  });

  test("it verifies by the command, with the office's key", async () => {
    const {status, stdout} = await inProcess(["verify", signed.folder, "--key", join(keys, "k.pub")]);
    expect(stdout).toContain("与登记的一致，没有缺少，没有多出");
    expect(stdout).toContain("签名：与给出的公钥相符");
    expect(status).toBe(0);
    const copy = mkdtempSync(join(tmpdir(), "hengcai-copy-"));
    made.push(copy);
    for (const name of ["manifest.json", "SHA256SUMS"]) copyFileSync(join(signed.folder, name), join(copy, name));
    expect(await inProcess(["verify", copy])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("缺少　ranking.xlsx")
    });
  });

  test("its files say the state, and the copy of the warehouse is gone", async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(signed.folder, "ranking.xlsx"));
    const texts = book.worksheets.flatMap(sheet => [sheet.headerFooter.oddHeader, sheet.getCell("B5").text]);
    expect(texts.join("\n")).toContain("已签批");
    expect(texts.join("\n")).not.toContain("草案");
    expect(readdirSync(join(workspace, ".hengcai")).filter(name => name.startsWith("edition-"))).toEqual([]);
  });

  test("a signed edition is never overwritten, not even by itself", async () => {
    for (const options of [{signedOn: "2026-01-20"}, {draft: true}, {review: true}]) {
      await expect(run(workspace, options)).rejects.toMatchObject({
        status: 2,
        message: expect.stringContaining("不能覆盖")
      });
    }
    expect(readFileSync(join(signed.folder, "SHA256SUMS"), "utf8")).toBe(sums);
  });

  test("a correction needs a signature of its own, and not one before the first", async () => {
    await expect(run(workspace, {correct: "补签"})).rejects.toThrow("更正要重新签批");
    await expect(run(workspace, {correct: " ", draft: true})).rejects.toThrow("要写更正的原因");
    await expect(run(workspace, {correct: "补签", signedOn: "2026-01-19"})).rejects.toThrow("早于上一版");
  });

  test("a correction is the next version, with what changed claim by claim and what came of objections", {
    timeout: PATIENCE
  }, async () => {
    // S-4 is signed after all: the level 省级 earns 0.5, so 白塔镇 rises from 0.0. S-1 falls to the lower level, 0.5 to 0.2.
    const text = CLAIMS.replace("A3,日报,,,通过,2025-04-01,", "A3,日报,,,通过,2025-04-01,2025-05-01").replace(
      "2025-03-01,鞍山市级",
      "2025-03-01,海城市级"
    );
    writeFileSync(join(workspace, "claims/申报.csv"), text);
    mkdirSync(join(workspace, "confirmations"));
    writeFileSync(
      join(workspace, "confirmations/退回.csv"),
      `年度,版次,单位编码,单位名称,意见,申报编号,异议理由,提出日期,处理结果,处理日期
2025,v1,990101102,白塔镇,异议,S-4,已于五月签批的材料漏报了,2025-12-20,更正,2025-12-30
2025,v1,990101101,青禾镇,异议,S-3,应按两次会议计分,2025-12-21,维持,2025-12-30
2025,v1,990101103,石桥镇,确认,,,2025-12-21,,
`
    );
    const draft = await run(workspace, {correct: "白塔镇漏报签批", draft: true});
    expect(draft).toMatchObject({edition: "v2", state: "草案"});
    expect(readFileSync(join(draft.folder, "changes.html"), "utf8")).toContain("草案，未经签批");
    const second = await run(workspace, {correct: "白塔镇漏报签批", signedOn: "2026-02-01", key: KEY});
    expect(second).toMatchObject({
      edition: "v2",
      state: "更正",
      changes: {claims: 2, units: 3, grades: 0, objections: 2}
    });
    expect(manifest(second)).toMatchObject({
      reason: "白塔镇漏报签批",
      doc_no: null,
      previous: {edition: "v1", manifest_sha256: sha256(readFileSync(join(signed.folder, "manifest.json"), "utf8"))}
    });
    expect(
      lines(second.folder, "changes.csv")
        .slice(1)
        .map(line => line.replaceAll('"', ""))
    ).toEqual([
      expect.stringMatching(/^990101101,青禾镇,S-1,R4,2025-03-01,.*,0\.5,0\.2,-0\.3,计分,计分,,,,本项得分不同$/),
      expect.stringMatching(
        /^990101102,白塔镇,S-4,R4,2025-03-04,.*,0\.0,0\.5,0\.5,待签批,计分,,,更正,由“待签批”改为“计分”$/
      ),
      "990101101,青禾镇,S-3,,,,,,,,,,,,维持,提出异议，得分和处理没有变动"
    ]);
    expect(
      lines(second.folder, "changes-units.csv")
        .slice(1)
        .map(line => line.replaceAll('"', ""))
    ).toEqual([
      // 0.5 + 0.2 + 0.1 before, 0.2 + 0.2 + 0.1 after.
      "绩效加分,镇（街道）,990101101,青禾镇,0.8,0.5,-0.3,1,1",
      "绩效加分,镇（街道）,990101102,白塔镇,0.0,0.5,0.5,2,1",
      // It shared the second rank with 0.0.
      "绩效加分,镇（街道）,990101103,石桥镇,0.0,0.0,0.0,2,3"
    ]);
    const page = readFileSync(join(second.folder, "changes.html"), "utf8");
    expect(page).toContain("更正原因：白塔镇漏报签批");
    expect(page).toContain("共有2条申报的得分或处理与上一版不同，涉及2个单位的合计、2个单位的位次");
    expect(page).toContain("各单位共提出异议2项，已处理2项。");
    for (const path of listPaths(second.folder)) {
      expect(readFileSync(join(second.folder, path)).includes("应按两次会议计分")).toBe(false);
    }
    expect((await verifyEdition(second.folder)).findings).toEqual([]);
    expect(readFileSync(join(signed.folder, "SHA256SUMS"), "utf8")).toBe(sums);
  });

  test("no correction is made of an edition that was tampered with", async () => {
    const file = join(workspace, "editions/2025/v2/changes.csv");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, "x");
    await expect(run(workspace, {correct: "再改", draft: true})).rejects.toThrow("改动　changes.csv");
    writeFileSync(file, text);
    expect(existsSync(join(workspace, "editions/2025/v3"))).toBe(false);
  });
});

describe("a year with errors", () => {
  const files = {...FILES, "claims/坏.csv": CLAIMS.replaceAll("S-", "X-").replace("2025-03-01", "2025年2月30日")};

  test("cannot be signed or sent for review, and the message names the place and what to do", {
    timeout: PATIENCE
  }, async () => {
    const workspace = city(files);
    for (const options of [{signedOn: "2026-01-20"}, {review: true}]) {
      const failed = run(workspace, options);
      await expect(failed).rejects.toMatchObject({status: 2, message: expect.stringContaining("claims/坏.csv第2行")});
      await expect(failed).rejects.toThrow("hengcai check");
    }
    expect(existsSync(join(workspace, "editions"))).toBe(false);
    expect(await run(workspace, {})).toMatchObject({state: "草案"});
  });
});

test("an edition holds its year and the years before, none after, and its ranking can still be derived", {
  timeout: PATIENCE
}, async () => {
  const older = CLAIMS.split("\n").slice(1).join("\n").replaceAll("2025-", "2024-").replaceAll("S-", "T-");
  const workspace = city({
    "units/单位.csv": UNITS,
    "claims/申报.csv": `${CLAIMS}${older}`,
    "inspections/台账.csv": `督查编号,督查事项,事项类别,督查方式,督查对象,通知日期,实地日期,是否完成
D-1,甲,1,调研督查,青禾镇,2024-03-01,2024-03-05,是
D-2,乙,1,调研督查,青禾镇,2025-03-01,2025-03-05,是
D-3,丙,1,调研督查,青禾镇,,,
`,
    "rectifications/整改.csv": `问题编号,被通报单位,通报日期,整改时限
P-1,青禾镇,2024-12-31,2025-01-31
P-2,青禾镇,2025-01-01,2025-01-31
`
  });
  const context = openContext({workspace, out: "unused", json: true});
  const skip = ["site", "data", "public", "bulletin", "notices", "ranking", "confirmation"] as const;
  const report = await publish(context, {year: "2024", draft: true}, {skip, formats: ["csv-plain"]});
  const open = join(report.folder, "open");
  const tables = readdirSync(join(open, "csv-plain"));
  expect(tables.length).toBeGreaterThan(20);
  for (const name of tables) {
    const [head, ...rows] = readFileSync(join(open, "csv-plain", name), "utf8")
      .trimEnd()
      .split("\n");
    const at = head!.split(",").indexOf("year");
    if (at >= 0) expect([name, rows.filter(row => Number(row.split(",")[at]) > 2024)]).toEqual([name, []]);
  }
  const keys = (name: string): string[] =>
    readFileSync(join(open, "csv-plain", `${name}.csv`), "utf8")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map(row => row.split(",")[0]!);
  expect(keys("bonus_inputs")).toEqual(["T-1", "T-2", "T-3", "T-4"]);
  // What has no day at all belongs to no year: it is not of a later one.
  expect(keys("inspection_status")).toEqual(["D-1", "D-3"]);
  expect(keys("rectification_status")).toEqual(["P-1"]);
  const said = await runInDuckdb(join(open, "rederive"));
  expect(said.differences).toEqual([]);
  expect(said.summary.map(row => row.年度)).toContain("2024");
  expect(said.verdict).toBe("重算与公布的全部一致");
  const db = await openDatabase(join(workspace, ".hengcai", "warehouse.duckdb"), {readOnly: true});
  const [later] = await db.all("SELECT count(*) AS n FROM score.bonus_ledger WHERE year = 2025 AND basis = 'signed'");
  db.close();
  expect(later).toEqual({n: 4});
});

test("two folders with the same files give the same bytes, and so does a second run", {timeout: PATIENCE}, async () => {
  const workspace = city();
  const first = await run(workspace, {draft: true, key: KEY});
  const sums = readFileSync(join(first.folder, "SHA256SUMS"), "utf8");
  await run(workspace, {draft: true, key: KEY});
  expect(readFileSync(join(first.folder, "SHA256SUMS"), "utf8")).toBe(sums);
  const other = city();
  // The key of the pseudonyms is part of the input.
  mkdirSync(join(other, ".hengcai"), {recursive: true});
  copyFileSync(join(workspace, ".hengcai", "key"), join(other, ".hengcai", "key"));
  const second = await run(other, {draft: true, key: KEY});
  expect(readFileSync(join(second.folder, "SHA256SUMS"), "utf8")).toBe(sums);
});

test("what does not go together is said at once, exit 2", async () => {
  const workspace = city();
  const call = (...args: string[]) => inProcess(["publish", "--workspace", workspace, ...args]);
  expect(await call("--year", "25", "--draft", "--review", "--signed-on", "2026-02-30")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/--year[\s\S]*只能选一个[\s\S]*不能与[\s\S]*2026-02-30/)
  });
  expect(await call("--year", "2019", "--draft")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("没有2019年度的结果")
  });
  expect(await call("--year", "2025", "--key", "gone.pem")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("读不了签名私钥")
  });
  expect(await call("--year", "2025", "--key", join(keys, "k.pub"))).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^签名私钥读不出来/)
  });
  expect(await call("--year", "2025", "--signed-on", "2026-01-20", "--doc-no", " ")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("--doc-no 后面要写文号")
  });
});

test("readAsked(options, config) says what dates look wrong, but does as it is told", () => {
  const config = {asOf: "2025-12-31", publish: {public: false, years: new Map()}};
  const notes = (signedOn: string, objectionsUntil: string, docNo = "〔2026〕3号"): string[] =>
    readAsked({year: "2025", signedOn, objectionsUntil, docNo}, config).notes;
  expect(notes("2026-01-20", "2026-01-20")).toEqual([]);
  expect(notes("2026-01-20", "2026-01-19")).toEqual([
    expect.stringContaining("异议期截止日 2026-01-19 在签批日期 2026-01-20 之前")
  ]);
  expect(notes("2025-12-30", "2026-01-19")).toEqual([
    expect.stringContaining("签批日期 2025-12-30 在年度最后一天 2025-12-31 之前"),
    expect.stringContaining("--as-of 2025-12-30")
  ]);
  expect(readAsked({year: "2025", signedOn: "2026-01-20"}, config).notes).toEqual([
    expect.stringContaining("这一版没有文号")
  ]);
  expect(readAsked({year: "2025", draft: true}, config).notes).toEqual([]);
});

test("readAsked(options, config) takes the day until which objections are heard from the configuration for the first edition alone", () => {
  const years = new Map([[2025, {signedOn: "2026-01-20", docNo: "〔2026〕3号", objectionsUntil: "2026-01-27"}]]);
  const config = {asOf: "2026-03-01", publish: {public: false, years}};
  const until = (options: Omit<PublishOptions, "year">) =>
    readAsked({year: "2025", ...options}, config).objectionsUntil;
  const correct = {correct: "漏报", signedOn: "2026-02-10", docNo: "〔2026〕9号"};
  expect(until({})).toBe("2026-01-27");
  expect(until(correct)).toBe(null);
  expect(until({...correct, objectionsUntil: "2026-02-17"})).toBe("2026-02-17");
  expect(readAsked({year: "2025", ...correct}, config).notes.join()).not.toContain("异议期");
});
