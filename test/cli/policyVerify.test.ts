import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, describe, expect, test} from "vitest";
import {inProcess} from "./inProcess.ts";

const FOLDER = fileURLToPath(new URL("../policies/source", import.meta.url));
const DOCUMENT = join(FOLDER, "云水人才〔2024〕7号.txt");
const POLICY = join(FOLDER, "yunshui-2024-7.yaml");
const TEXT = readFileSync(DOCUMENT, "utf8");
const SOURCES = process.env.HENGCAI_SOURCES;

const scratch = mkdtempSync(join(tmpdir(), "hengcai-verify-"));
afterAll(() => rmSync(scratch, {recursive: true, force: true}));

function file(name: string, content: string | Uint8Array): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

const verify = (...args: string[]) => inProcess(["policy", "verify", ...args]);

describe("hengcai policy verify", () => {
  test("says where each clause of the policy stands, and exits 0 where all match", async () => {
    const {status, stdout, stderr} = await verify("--source", DOCUMENT, POLICY);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("原文：云水人才〔2024〕7号.txt（UTF-8，去掉空白后 313 字）");
    expect(stdout).toContain("云水市技能人才工作激励办法（云水人才〔2024〕7号；文号在第 3 行）");
    expect(stdout).toMatch(/contest +第三条（二） +42 +相符 +第 16 行第 6 字至第 17 行\n/);
    expect(stdout).toContain("6 条全部相符");
  });

  test("a clause that does not match is listed with where to look and what to do; exit status 1", async () => {
    const changed = file("改过.txt", TEXT.replace("最多加 1.5 分", "最多加 1 分").replace("故意编造", "有意编造"));
    const {status, stdout} = await verify("--source", changed, POLICY);
    expect(status).toBe(1);
    expect(stdout).toMatch(/grown +第三条（一） +47 +没有找到 +—\n/);
    expect(stdout).toMatch(/void +第七条 +29 +没有找到 +—\n/);
    expect(stdout).toContain("4 条相符，2 条没有找到\n\n没有找到的条款，请逐条处理：");
    const between = file("中间改过.txt", TEXT.replace("核对申报材料", "审核申报材料"));
    expect((await verify("--source", between, POLICY)).stdout).toMatch(
      /review +第五条 +18 +没有找到 +应在第 19 至 23 行之间，请核对这一段\n/
    );
  });

  test("--json gives the same as data", async () => {
    const {status, stdout} = await verify("--source", DOCUMENT, POLICY, "--json");
    expect(status).toBe(0);
    const result = JSON.parse(stdout);
    expect(result.sources).toEqual([{file: "云水人才〔2024〕7号.txt", encoding: "UTF-8", chars: 313}]);
    expect(result.policies[0]).toMatchObject({policy: "yunshui-2024-7", matched: 6, missing: 0, doc_at: {line: 3}});
    expect(result.policies[0].clauses[3]).toMatchObject({
      id: "review",
      at: "第五条",
      chars: 18,
      found: {line: 21, column: 7, lastLine: 21, times: 1}
    });
  });

  test("without a name the built-in policies that the document is not of are left out; where it is of none, nothing matches", async () => {
    const {status, stdout} = await verify("--source", DOCUMENT, "--json");
    expect(status).toBe(1);
    const {policies} = JSON.parse(stdout);
    expect(policies.map(({policy, matched}: {policy: string; matched: number}) => [policy, matched])).toEqual([
      ["haicheng-2021-2", 0],
      ["liaocheng-2022-15", 0]
    ]);
    const numbered = file("只有文号.txt", "聊委人组办发〔2022〕15号\n");
    expect(JSON.parse((await verify("--source", numbered, "--json")).stdout)).toMatchObject({
      policies: [{policy: "liaocheng-2022-15", missing: 17}],
      left_out: ["haicheng-2021-2"]
    });
  });

  test("clauses may stand in several documents", async () => {
    const half = TEXT.indexOf("　　第四条");
    const parts = [file("上.txt", TEXT.slice(0, half)), file("下.txt", TEXT.slice(half))];
    const {status, stdout} = await verify("--source", parts[0]!, "--source", parts[1]!, POLICY);
    expect(status).toBe(0);
    expect(stdout).toMatch(/apply +第四条 +20 +相符 +下\.txt 第 1 行第 7 字起\n/);
    expect(stdout).toContain("文号在 上.txt 第 3 行");
  });

  test("reads GB18030 as well as UTF-8", async () => {
    const {status, stdout} = await verify("--source", file("国标.txt", gb18030(TEXT)), POLICY);
    expect(status).toBe(0);
    expect(stdout).toContain("国标.txt（GB18030，去掉空白后 313 字）");
  });

  test("--text says what a policy file would hold for these words, and where they stand", async () => {
    const {status, stdout} = await verify("--source", DOCUMENT, "--text", "市技能办核对申报材料， 提出加分意见。");
    expect([status, stdout]).toEqual([
      0,
      "chars: 18, sha256: 4209a1316bb3be1f430af64ee348129b9e1e4cea0d5724d31fbbc01af545c11c\n原文：云水人才〔2024〕7号.txt 第 21 行第 7 字起\n"
    ]);
    const absent = await verify("--source", DOCUMENT, "--text", "没有这句话");
    expect(absent.status).toBe(1);
    expect(absent.stdout).toContain("原文里没有这段文字");
  });

  test("what cannot be used exits 2 and says what would be right", async () => {
    const pdf = file("原文.pdf", "%PDF-1.7\n");
    for (const [args, words] of [
      [[], "缺少选项：--source"],
      [["--source", join(scratch, "没有.txt"), POLICY], "找不到原文文件：“"],
      [["--source", scratch, POLICY], "原文应是文件，不是文件夹"],
      [["--source", file("空.txt", ""), POLICY], "原文文件是空的"],
      [["--source", pdf, POLICY], "原文文件不是纯文本：“"],
      [["--source", DOCUMENT, "haicheng-2021"], "没有这份制度：“haicheng-2021”，是不是“haicheng-2021-2”？"],
      [["--source", DOCUMENT, "--text", " "], "--text 后面没有文字"]
    ] as const) {
      const {status, stdout, stderr} = await verify(...args);
      expect([status, stdout], words).toEqual([2, ""]);
      expect(stderr).toContain(words);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });

  test.skipIf(!SOURCES)(
    "matches every clause of both built-in policies with the documents of HENGCAI_SOURCES",
    async () => {
      const documents = readdirSync(SOURCES!).filter(name => name.endsWith(".txt"));
      for (const name of documents) {
        const {status, stdout} = await verify("--source", join(SOURCES!, name));
        expect(status, stdout).toBe(0);
      }
      const all = documents.flatMap(name => ["--source", join(SOURCES!, name)]);
      const {status, stdout} = await verify(...all, "haicheng-2021-2", "liaocheng-2022-15", "--json");
      expect(status).toBe(0);
      const {policies} = JSON.parse(stdout);
      expect(policies.map(({missing}: {missing: number}) => missing)).toEqual([0, 0]);
    }
  );
});

/** Returns the text in the two-byte part of GB18030, found by decoding every pair of bytes. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder("gb18030");
  const known = new Map<string, number[]>();
  for (let first = 0xa1; first <= 0xf7; first++) {
    for (let second = 0xa1; second <= 0xfe; second++) {
      known.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
    }
  }
  return Uint8Array.from([...text].flatMap(char => (char < "\x80" ? [char.charCodeAt(0)] : known.get(char)!)));
}
