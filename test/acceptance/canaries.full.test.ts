import {existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {build} from "../../cli/build.ts";
import {openContext} from "../../cli/context.ts";
import {publish} from "../../cli/publish.ts";
import {scanDirectory} from "../../publish/gate/egress.ts";
import {findBrowser} from "../../publish/paper/pdf.ts";
import {engineDigests} from "../../src/build/client.ts";
import {BIRD, findCanaries, plantCanaries} from "./canaries.ts";

const PATIENCE = 900_000;

let workspace: string;
let canaries: string[];
let folder: string;
let dist: string;

beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), "hengcai-canaries-"));
  canaries = await plantCanaries(workspace);
  dist = join(workspace, "dist");
  const context = openContext({workspace, out: dist, json: true});
  folder = (await publish(context, {year: "2024"})).folder;
  await build(context);
}, PATIENCE);
afterAll(() => rmSync(workspace, {recursive: true, force: true}));

describe("with a canary in every restricted column, in every spelling, in comments and properties, a whole run makes", () => {
  test("every part of an edition, and a public bundle beside the site", () => {
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining([
        ...["bulletin.docx", "confirmation", "data.xlsx", "notices", "open", "public", "ranking.xlsx", "site"],
        ...(findBrowser() ? ["bulletin.pdf", "notices.pdf"] : [])
      ])
    );
    expect(existsSync(join(`${dist}-public`, "2024", "index.html"))).toBe(true);
  });

  test("none of which has a canary in any byte, text or cell", {timeout: PATIENCE}, async () => {
    const engine = [...(await engineDigests())];
    const known = new Map(
      engine.flatMap(
        ([path, hash]) =>
          [
            [path, hash],
            [`site/${path}`, hash]
          ] as const
      )
    );
    for (const made of [folder, dist, `${dist}-public`]) {
      expect([made, await findCanaries(made, canaries)]).toEqual([made, []]);
      expect([made, await scanDirectory(made, {secrets: canaries, known})]).toEqual([made, []]);
    }
  });
});

describe("nothing is published, and no message repeats it, where a canary stands in", () => {
  const refused = async (): Promise<string> => {
    rmSync(join(workspace, "editions"), {recursive: true, force: true});
    const context = openContext({workspace, out: dist, json: true});
    const skip = ["site", "confirmation", "notices", "bulletin"] as const;
    const error = await publish(context, {year: "2024", pdf: false}, {skip, formats: ["csv", "xlsx"]}).then(
      () => undefined,
      (error: unknown) => error as Error
    );
    expect(error).toMatchObject({status: 2});
    const left = join(workspace, "editions", "2024");
    expect(existsSync(left) ? readdirSync(left) : []).toEqual([]);
    return error!.message;
  };
  const bird = (): string => canaries.find(value => value.startsWith(BIRD))!;

  test("the name of a sheet", {timeout: PATIENCE}, async () => {
    const file = join(workspace, "ratings/台账.xlsx");
    const before = new Uint8Array(readFileSync(file));
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    book.getWorksheet("台账")!.name = `${bird()}的评价`;
    await book.xlsx.writeFile(file);
    const message = await refused();
    writeFileSync(file, before);
    expect(message).toContain("限制字段的值");
    expect(message).not.toContain(BIRD);
  });

  test("the name of a file, with blanks inside", {timeout: PATIENCE}, async () => {
    const [plain, other] = ["台账", [...bird()].join(" ")].map(name => join(workspace, `ratings/${name}.xlsx`));
    renameSync(plain!, other!);
    const message = await refused();
    renameSync(other!, plain!);
    expect(message).toContain("限制字段的值");
    expect(message.replace(/\s/g, "")).not.toContain(BIRD);
  });

  test("a column that is published: a phone in a number, in full width too", {timeout: PATIENCE}, async () => {
    const phone = canaries.find(value => /^139\d{8}$/.test(value))!;
    const wide = [...phone].map(digit => "０１２３４５６７８９"[Number(digit)]).join("");
    const file = join(workspace, "claims/多.csv");
    const head = "申报编号,申报单位,加分项目,发生日期,级别,稿件编号,媒体名称";
    writeFileSync(
      file,
      `${head}\nS-${phone},青禾镇,R4,2024-09-01,省级,A9,日报\nW-${wide},青禾镇,R4,2024-09-01,省级,A8,日报\n`
    );
    const message = await refused();
    rmSync(file);
    expect(message).toContain("手机号");
    expect(message.normalize("NFKC")).not.toContain(phone);
  });
});
