import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {exportTables} from "../../publish/opendata/opendata.ts";
import {PARAMETER_TABLES} from "../../publish/rederive/parameters.ts";
import {compile, PARAMETERS} from "../../scoring/compile.ts";
import {builtSample} from "../built.ts";
import {HAICHENG} from "../scoring/bonusCity.ts";
import {scratch, warehouse} from "./fixture.ts";
import {runInDuckdb, runPython, type Said} from "./rederiveHelp.ts";

const TABLES = ["units", "bonus_inputs", "bonus_ledger", "bonus_scores", "bonus_ranking"];
const SCRIPTS = ["README.txt", "ledger.sql", "rank.sql", "rederive.py", "rederive.sql"];
const AGREED = "重算与公布的全部一致";

let db: Database;
let out: string;
let copy: string;
/** A claim that counts on the official basis. */
let counted: string;
const python = runPython(["--version"], tmpdir());

beforeAll(async () => {
  const {warehouse: file} = await builtSample();
  db = await openDatabase(file, {readOnly: true});
  out = mkdtempSync(join(tmpdir(), "hengcai-rederive-"));
  copy = mkdtempSync(join(tmpdir(), "hengcai-rederive-"));
  const [claim] = await db.all<{claim_id: string}>(
    "SELECT min(claim_id) AS claim_id FROM score.bonus_ledger WHERE basis = 'signed' AND disposition = 'counted'"
  );
  counted = claim!.claim_id;
  await exportTables(db, {out, tables: TABLES, formats: ["csv-plain"]});
});
afterAll(() => {
  db?.close();
  for (const folder of [out, copy]) rmSync(folder, {recursive: true, force: true});
});

describe("the sample's ranking, derived anew from the export alone,", () => {
  test("agrees in DuckDB: every year and basis, every row", async () => {
    const said = await runInDuckdb(join(out, "rederive"));
    const counted = await db.all<{year: number; basis: string; ledger: number; ranking: number}>(
      `SELECT l.year, l.basis, l.n AS ledger, COALESCE(r.n, 0) AS ranking
FROM (SELECT year, basis, COUNT(*)::INTEGER AS n FROM score.bonus_ledger GROUP BY ALL) AS l
LEFT JOIN (SELECT year, basis, COUNT(*)::INTEGER AS n FROM score.bonus_ranking GROUP BY ALL) AS r USING (year, basis)
ORDER BY ALL`
    );
    expect(counted.length).toBeGreaterThanOrEqual(15);
    expect(said.summary.map(row => [row.年度, row.口径, row.台账行数, row.位次行数, row.结论].map(String))).toEqual(
      counted.map(({year, basis, ledger, ranking}) => [year, basis, ledger, ranking, "一致"].map(String))
    );
    expect(said.differences).toEqual([]);
    expect(said.verdict).toBe(AGREED);
  });

  test.skipIf(!python)("agrees in another engine, with nothing but Python", () => {
    const run = runPython(["rederive.py"], join(out, "rederive"))!;
    expect([run.status, run.err]).toEqual([0, ""]);
    const lines = run.out.trimEnd().split("\n");
    expect(lines.at(-1)).toBe(AGREED);
    expect(lines.slice(1, -1).every(line => line.endsWith("  一致"))).toBe(true);
    expect(lines.length).toBeGreaterThanOrEqual(17);
  });
});

describe("what is handed out:", () => {
  test("the SQL text is the compiler's own, whatever the numbers", async () => {
    const {sql} = compile(HAICHENG, []);
    expect(readFileSync(join(out, "rederive/ledger.sql"), "utf8")).toBe(`${sql}\n`);
    expect(readFileSync(join(out, "rederive/rederive.sql"), "utf8")).toContain(sql);
  });

  test("the parameter tables have the compiler's columns, and rows of the base alone", async () => {
    for (const [name, columns] of Object.entries(PARAMETERS)) {
      const table = PARAMETER_TABLES.find(table => table.name === name)!;
      expect(table.columns.map(column => column.name)).toEqual(Object.keys(columns));
      const lines = readFileSync(join(out, `rederive/${name}.csv`), "utf8")
        .trimEnd()
        .split("\n");
      expect(lines.length).toBeGreaterThan(1);
      expect(lines.slice(1).every(line => line.startsWith("base,"))).toBe(true);
    }
  });

  test("no name of a person: the facts are the published inputs", () => {
    const head = readFileSync(join(out, "csv-plain/bonus_inputs.csv"), "utf8").split("\n", 1)[0]!.split(",");
    expect(head).not.toContain("subject");
    expect(head).not.toContain("person_id");
    expect(head).toContain("person_key");
  });

  test("nothing, where a table it reads is not exported or there was no scoring", async () => {
    const part = scratch();
    await exportTables(db, {out: part, tables: TABLES.slice(1), formats: ["csv-plain"]});
    expect(existsSync(join(part, "rederive"))).toBe(false);
    const other = scratch();
    const bare = await warehouse();
    await exportTables(bare, {out: other, formats: ["csv-plain"]});
    bare.close();
    expect(existsSync(join(other, "rederive"))).toBe(false);
    for (const name of SCRIPTS) expect(existsSync(join(out, "rederive", name)), name).toBe(true);
  });
});

interface Change {
  what: string;
  file: string;
  change: (rows: Rows) => void;
  found: Record<string, string | number>;
  /** Whether Python must find it too. */
  python?: boolean;
}

/** Each changes one cell of the export, and names a difference that must be found. */
const CHANGES: readonly Change[] = [
  {
    what: "an input: a signature is gone",
    file: "csv-plain/bonus_inputs.csv",
    change: (rows: Rows) => rows.set(rows.find({claim_id: counted}), "signed_on", ""),
    found: {表: "台账", 口径: "signed", 字段: "disposition", 公布的: "counted", 重算的: "not_signed"},
    python: true
  },
  {
    what: "a parameter: an item is worth more",
    file: "rederive/p_item.csv",
    change: (rows: Rows) => rows.set(rows.find({rule_id: "R4", code: "省级"}), "points", "0.501"),
    found: {表: "台账", 字段: "raw", 公布的: "500", 重算的: "501"},
    python: true
  },
  {
    what: "a parameter: a kind of unit is in no group",
    file: "rederive/p_group.csv",
    change: (rows: Rows) => rows.set(rows.find({kind: "街道"}), "kind", "别的"),
    found: {表: "位次", 字段: "整行", 公布的: "有", 重算的: "无"}
  },
  {
    what: "the ranking: a rank",
    file: "csv-plain/bonus_ranking.csv",
    change: (rows: Rows) => rows.set(rows.find({year: "2024", basis: "signed", rank: "1"}), "rank", "2"),
    found: {表: "位次", 年度: 2024, 口径: "signed", 字段: "rank", 公布的: "2", 重算的: "1"},
    python: true
  },
  {
    what: "the ranking: a total, by a thousandth",
    file: "csv-plain/bonus_ranking.csv",
    change: (rows: Rows) => {
      const at = rows.find({year: "2023", basis: "claimed", rank: "1"});
      rows.set(at, "total", `${rows.get(at, "total")}01`);
    },
    found: {表: "位次", 年度: 2023, 口径: "claimed", 字段: "total"}
  },
  {
    what: "the ledger: a row is gone",
    file: "csv-plain/bonus_ledger.csv",
    change: (rows: Rows) => rows.drop(rows.find({year: "2022", basis: "reviewed"})),
    found: {表: "台账", 年度: 2022, 口径: "reviewed", 字段: "整行", 公布的: "无", 重算的: "有"}
  }
];

describe("one changed cell is found:", () => {
  for (const {what, file, change, found, python: also} of CHANGES) {
    test(what, async () => {
      rmSync(copy, {recursive: true, force: true});
      cpSync(out, copy, {recursive: true});
      const rows = new Rows(readFileSync(join(copy, file), "utf8"));
      change(rows);
      writeFileSync(join(copy, file), rows.text());
      const said: Said = await runInDuckdb(join(copy, "rederive"));
      expect(said.differences).toContainEqual(expect.objectContaining(asText(said.differences[0]!, found)));
      expect(said.verdict).toMatch(/^有\d+处不一致$/);
      expect(said.summary.filter(row => row.结论 === "不一致").length).toBeGreaterThan(0);
      if (!python || !also) return;
      const run = runPython(["rederive.py"], join(copy, "rederive"))!;
      expect(run.status).toBe(1);
      expect(run.out).toContain(`提醒：${file} 与 datapackage.json 登记的校验和不同`);
      expect(run.out).toContain(said.verdict);
    });
  }

  test.skipIf(!python)("a missing file is named, without a stack", () => {
    rmSync(copy, {recursive: true, force: true});
    cpSync(out, copy, {recursive: true});
    rmSync(join(copy, "csv-plain/units.csv"));
    const run = runPython(["rederive.py"], join(copy, "rederive"))!;
    expect([run.status, run.out, run.err.trimEnd()]).toEqual([
      2,
      "",
      "不能比较：缺少文件：units.csv；请保持导出文件夹的原样"
    ]);
  });
});

/** The JSON of a row gives whole numbers of 64 bits as text. */
function asText(sample: object, found: object): object {
  const text = typeof (sample as Record<string, unknown>).年度 === "string";
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, text ? String(value) : value]));
}

/** The rows of a machine CSV without quotes, commas or line ends in its values. */
class Rows {
  readonly head: string[];
  readonly cells: string[][];

  constructor(text: string) {
    const [head, ...lines] = text.trimEnd().split("\n");
    this.head = head!.split(",");
    this.cells = lines.map(line => line.split(","));
    expect(this.cells.every(cells => cells.length === this.head.length)).toBe(true);
  }

  /** Returns the first row with these cells, and with something in the column named. */
  find(cells: Record<string, string>, filled?: string): number {
    const at = this.cells.findIndex(
      (_, i) =>
        Object.entries(cells).every(([name, value]) => this.get(i, name) === value) &&
        (!filled || this.get(i, filled) !== "")
    );
    expect(at).toBeGreaterThanOrEqual(0);
    return at;
  }

  get(row: number, name: string): string {
    return this.cells[row]![this.head.indexOf(name)]!;
  }

  set(row: number, name: string, value: string): void {
    this.cells[row]![this.head.indexOf(name)] = value;
  }

  drop(row: number): void {
    this.cells.splice(row, 1);
  }

  text(): string {
    return `${[this.head, ...this.cells].map(cells => cells.join(",")).join("\n")}\n`;
  }
}
