import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, describe, expect, test} from "vitest";
import {openContext, typed} from "../../cli/context.ts";
import {configText, NO_CITY} from "../../cli/initText.ts";
import {describeChanges, publish} from "../../cli/publish.ts";
import type {PublishOptions} from "../../cli/publishAsked.ts";
import {verifyEdition} from "../../publish/edition/verify.ts";
import {CLAIMS, makeWorkspace, UNITS} from "./hengcai.ts";

const made: string[] = [];
afterAll(() => {
  for (const path of made) rmSync(path, {recursive: true, force: true});
});

const FAULTY = CLAIMS.replace("2025-03-04", "2025-02-30");
const DECISIONS = `裁定编号,对象,字段,改为,事由,裁定人,裁定日期
D-1,claims/S-1,级别,省级,核实,主任,2025-06-01
D-2,claims/S-99,级别,省级,没有这一条,主任,2025-06-01
D-3,S-2,级别,省级,没有写数据集,主任,2025-06-01
`;

function city(files: Record<string, string>): string {
  const folder = makeWorkspace({"units/单位.csv": UNITS, ...files});
  made.push(folder);
  return folder;
}

/** Papers and pages have their own tests. */
function run(workspace: string, options: Partial<PublishOptions>) {
  const context = openContext({workspace, out: "unused", json: true});
  const skip = ["site", "data", "public", "bulletin", "notices", "confirmation"] as const;
  return publish(context, {year: "2025", ...options}, {skip, formats: ["parquet"]});
}

describe("what publish says of the year's data", {timeout: 120_000}, () => {
  test("a faulty year: why it cannot go to the units, and of a draft what comes first", async () => {
    const workspace = city({"claims/申报.csv": FAULTY});
    const fault = "本年度的申报或考核有1处错误尚未改正：claims/申报.csv第5行";
    const refused = await run(workspace, {review: true}).catch((error: Error) => error.message);
    expect(refused).toBe(
      [
        "2025年度不能送审：",
        `  ${fault}`,
        `请运行 hengcai check --workspace ${workspace} 看清每一处错误，改正源文件（或在 decisions 里裁定）后再发布；只要草案的，加 --draft`
      ].join("\n")
    );
    expect((await run(workspace, {draft: true})).notes).toEqual([`送审和签批以前要先办：${fault}`]);
  });

  test("a year without data and a city without a name stay a draft", async () => {
    const workspace = city({"claims/申报.csv": CLAIMS, "hengcai.yaml": configText("2025-12-31")});
    const name = `hengcai.yaml 里的城市名还是“${NO_CITY}”；请改成本市的名称`;
    const empty = "2023年度没有一条申报、考核或基础分；请核对年度，或先放入本年度的文件";
    await expect(run(workspace, {year: "2023", signedOn: "2024-01-20"})).rejects.toThrow(
      `2023年度不能签批：\n  ${name}\n  ${empty}\n`
    );
    expect((await run(workspace, {year: "2023"})).notes).toEqual([`送审和签批以前要先办：${name}；${empty}`]);
    await expect(run(workspace, {review: true})).rejects.toThrow(`2025年度不能送审：\n  ${name}\n请`);
  });

  test("decisions that were not adopted, also where the year is signed", async () => {
    const workspace = city({"claims/申报.csv": CLAIMS, "decisions/裁定.csv": DECISIONS});
    const {notes} = await run(workspace, {signedOn: "2026-01-20", docNo: "〔2026〕3号"});
    expect(notes).toEqual([
      `办公室裁定有2处错误，这些裁定没有采用：请运行 hengcai check --workspace ${workspace} 看清是哪几行`
    ]);
  });
});

test("publish counts the files of an edition as verify does, and verify of a year names its editions", async () => {
  const workspace = city({"claims/申报.csv": CLAIMS});
  const {folder, files} = await run(workspace, {draft: true});
  expect((await verifyEdition(folder)).files).toBe(files);
  mkdirSync(join(folder, "..", "v2"));
  writeFileSync(join(folder, "..", "别的.txt"), "");
  await expect(verifyEdition(join(folder, ".."))).rejects.toThrow(/也没有 SHA256SUMS；请指定其中的一版：v1、v2$/);
  await expect(verifyEdition(workspace)).rejects.toThrow(/也没有 SHA256SUMS；应是 editions\/年度\/v1 这样的文件夹$/);
});

test("describeChanges(report) says where a correction changes nothing", () => {
  expect(describeChanges({claims: 0, units: 0, grades: 0})).toBe(
    "与上一版相比没有任何不同：如果本该有变化，请核对源文件是否已经改正、是否放在这个工作区里"
  );
  expect(describeChanges({claims: 2, units: 1, grades: 0})).toBe(
    "与上一版相比：2 条申报、1 个单位有变化，见 changes.html"
  );
  expect(describeChanges({claims: 0, units: 0, grades: 3})).toBe(
    "与上一版相比：0 条申报、0 个单位有变化，3 处的考核等次人数不同，见 changes.html"
  );
});

test("typed(command, workspace) gives a command that is about this workspace", () => {
  expect(typed("check", "data")).toBe("hengcai check");
  expect(typed("check", "我市")).toBe("hengcai check --workspace 我市");
  expect(typed("build", "/tmp/我 市")).toBe('hengcai build --workspace "/tmp/我 市"');
  expect(typed("build", ".")).toBe("hengcai build --workspace .");
});
