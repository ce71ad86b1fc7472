import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, test} from "vitest";
import {openContext} from "../../cli/context.ts";
import {withGate} from "../../cli/gate/gate.ts";
import {UserError} from "../../loaders/error.ts";
import {sha256} from "../../publish/hash.ts";
import {makeWorkspace, UNITS} from "./hengcai.ts";

const NAME = "欧阳修远";
const TALENTS = `人才编号,姓名,单位编码,认定日期\nT1,${NAME},U001,2024-01-01\n`;
const workspace = makeWorkspace({"units/单位.csv": UNITS, "talents/人才.csv": TALENTS});
const context = openContext({workspace, out: join(workspace, "dist"), json: true});
const out = mkdtempSync(join(tmpdir(), "hengcai-gate-"));
afterAll(() => {
  for (const folder of [workspace, out]) rmSync(folder, {recursive: true, force: true});
});

test("the gate refuses a folder with a name of the workspace's files, also one that came after it had looked", async () => {
  mkdirSync(join(out, "data"));
  writeFileSync(join(out, "data", "units.csv"), "U001\n");
  await withGate(context, async gate => {
    gate.look(out);
    await gate.assertClean(out);
    writeFileSync(join(out, "data", "units.csv"), `U001,${NAME}\n`);
    gate.look(out);
    const error = await gate.assertClean(out).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toBe(
      [
        "输出没有生成：有1处个人信息，请从源数据的可公开列中去掉它们：",
        "  data/units.csv，第1行第6列：限制字段的值"
      ].join("\n")
    );
    // What is known to come from elsewhere, byte for byte, may say what it likes.
    await gate.assertClean(out, new Map([["data/units.csv", sha256(`U001,${NAME}\n`)]]));
  });
});

test("a folder that is not there fails as it does without the gate, and looking at it says nothing", async () => {
  await withGate(context, async gate => {
    gate.look(join(out, "none"));
    await expect(gate.assertClean(join(out, "none"))).rejects.toThrow("ENOENT");
  });
});
