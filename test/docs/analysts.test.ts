import {spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {literal} from "../../loaders/sql.ts";
import {exportTables} from "../../publish/opendata/opendata.ts";
import {builtSample} from "../built.ts";

const FILE = new URL("../../docs/analysts.md", import.meta.url);
const TEXT = readFileSync(FILE, "utf8");
const FENCE = /```(sql|python|r|sh)\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g;
const EXAMPLES = [...TEXT.matchAll(FENCE)].map(([, language, code, output]) => ({
  language: language!,
  code: code!,
  output: output!
}));
/** The program that runs a language's examples, and what it takes them from. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  python: ["python3", "-"],
  r: ["Rscript", "--encoding=UTF-8", "-"],
  sh: ["sh", "-s"]
};

let out: string;

beforeAll(async () => {
  const db = await openDatabase((await builtSample()).warehouse, {readOnly: true});
  out = mkdtempSync(join(tmpdir(), "hengcai-analysts-"));
  await exportTables(db, {out});
  db.close();
}, 240_000);
afterAll(() => {
  if (out) rmSync(out, {recursive: true, force: true});
});

describe("docs/analysts.md", () => {
  test("has examples in every language, each with its output", () => {
    expect([...new Set(EXAMPLES.map(({language}) => language))].sort()).toEqual(["python", "r", "sh", "sql"]);
    expect(TEXT.match(/```(?:sql|python|r|sh)\n/g)!.length).toBe(EXAMPLES.length);
    if (!process.env.HENGCAI_UPDATE) expect(EXAMPLES.filter(({output}) => !output.trim())).toEqual([]);
  });

  for (const [i, {language, code, output}] of EXAMPLES.entries()) {
    test(`example ${i + 1} (${language}) prints what stands below it`, async ({skip}) => {
      const printed = language === "sql" ? await inDuckdb(code) : run(language, code);
      if (printed === null) {
        console.log(`没有 ${PROGRAMS[language]![0]}：docs/analysts.md 的例 ${i + 1} 没有运行`);
        skip();
      }
      if (process.env.HENGCAI_UPDATE) update(code, printed!);
      else expect(printed).toBe(output);
    });
  }
});

/** Prints as `duckdb -list` does. */
async function inDuckdb(sql: string): Promise<string> {
  const db = await openDatabase(join(out, "hengcai.duckdb"), {readOnly: true});
  try {
    await db.run(`SET file_search_path = ${literal(out)}`);
    const reader = await db.connection.runAndReadAll(sql);
    const rows = reader.getRows().map(row => row.map(String));
    return [reader.columnNames(), ...rows].map(cells => `${cells.join("|")}\n`).join("");
  } finally {
    db.close();
  }
}

function run(language: string, code: string): string | null {
  const [program, ...args] = PROGRAMS[language]!;
  const env = {...process.env, PYTHONIOENCODING: "utf-8", LANG: "C.UTF-8", LC_ALL: "C.UTF-8"};
  const made = spawnSync(program!, args, {cwd: out, encoding: "utf8", input: code, env});
  if (made.error) return null;
  expect([made.stderr, made.status]).toEqual(["", 0]);
  return made.stdout;
}

function update(code: string, printed: string): void {
  const text = readFileSync(FILE, "utf8");
  const at = text.indexOf("```text\n", text.indexOf(code)) + "```text\n".length;
  writeFileSync(FILE, text.slice(0, at) + printed + text.slice(text.indexOf("```", at)));
}
