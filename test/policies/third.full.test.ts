import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {inProcess} from "../cli/inProcess.ts";
import {yunzhou} from "./yunzhou.ts";

test("a city with a policy of its own builds its pages, which name the policy and what amends it", async () => {
  const city = yunzhou();
  const out = join(mkdtempSync(join(tmpdir(), "hengcai-yunzhou-")), "dist");
  try {
    // 1: four rows of its claims are wrong on purpose.
    expect((await inProcess(["build", "--workspace", city, "--out", out])).status).toBe(1);
    const page = (name: string) => readFileSync(join(out, name), "utf8");
    expect(page("index.html")).toContain("云人才发〔2023〕7号、云人才发〔2024〕9号、云人才发〔2025〕3号");
    expect(page("method.html")).toContain("云人才发〔2024〕9号 第一条");
    expect(page("unit/YZ02.html")).toContain("服务实绩");
  } finally {
    rmSync(city, {recursive: true, force: true});
    rmSync(join(out, ".."), {recursive: true, force: true});
  }
}, 300_000);
