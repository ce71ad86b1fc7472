import {readFileSync} from "node:fs";
import {basename, join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {identifier, literal} from "../../loaders/sql.ts";
import {publishedTables, type Table} from "../../publish/dictionary.ts";
import {recordedFacts} from "../../publish/edition/recorded.ts";
import {sha256} from "../../publish/hash.ts";
import {contentHash, contentText} from "../../publish/opendata/contentHash.ts";
import {DATABASE_FILE} from "../../publish/opendata/duckdbFile.ts";
import {type ExportedFile, exportTables} from "../../publish/opendata/opendata.ts";
import {smallCity} from "./city.ts";
import {insert, scratch, warehouse} from "./fixture.ts";

/** Stands in a table of the warehouse that is not published. */
const CANARY = "秘密的王小明与他的住址";

let db: Database;
let out: string;
let files: ExportedFile[];
let tables: Table[];
let made: Database;

beforeAll(async () => {
  db = await warehouse({
    ...smallCity(),
    units: [
      {unit_id: "01", name: "甲街道", kind: "街道", sort_order: 1, group: "镇（街道）", valid_from: null},
      {unit_id: "02", name: "乙镇“’\"'；--", kind: "镇", sort_order: null, former_names: ""}
    ],
    issues: [{file: "a.csv", sheet: "", row: null, field: "", value: " \n", code: "no_header", message: "改"}]
  });
  await db.run(`CREATE SCHEMA core; CREATE TABLE core.talents AS SELECT ${literal(CANARY)} AS name FROM range(1000);`);
  await db.run(
    `INSERT INTO score.bonus_ledger BY NAME SELECT 2025 AS year, 'what-if' AS scenario, ${literal(CANARY)} AS claim_id`
  );
  out = scratch();
  files = await exportTables(db, {out, formats: ["csv-plain", "duckdb"]});
  tables = await publishedTables(db);
  made = await openDatabase(join(out, DATABASE_FILE), {readOnly: true});
});
afterAll(() => {
  made?.close();
  db?.close();
});

const file = (): ExportedFile => files.find(({format}) => format === "duckdb")!;
const digest = (path: string): string => sha256(new Uint8Array(readFileSync(join(out, path))));

describe("hengcai.duckdb", () => {
  test("holds every published table, with the dictionary's columns in order, and nothing else but the dictionary", async () => {
    const found = await made.all<{name: string}>("SELECT table_name AS name FROM duckdb_tables() ORDER BY name");
    expect(found.map(({name}) => name)).toEqual([...tables.map(({name}) => name), "about", "dictionary"].sort());
    for (const {name, columns} of tables) {
      const described = await made.all<{column_name: string}>(`DESCRIBE ${identifier(name)}`);
      expect(described.map(({column_name}) => column_name)).toEqual(columns.map(column => column.name));
    }
  });

  test("says the same as the machine edition, row by row, in its order", async () => {
    const {tables: digests, rows} = await contentHash(join(out, DATABASE_FILE), tables);
    expect([...digests]).toEqual(tables.map(({name}) => [name, digest(`csv-plain/${name}.csv`)]));
    expect(rows).toBe(files.filter(({format}) => format === "csv-plain").reduce((sum, {rows}) => sum + rows, 0));
    expect(file().rows).toBe(rows);
  });

  test("has a Chinese view for each table, with the same rows under the dictionary's names", async () => {
    for (const {name, title, columns} of tables) {
      const view = await made.connection.runAndReadAll(`FROM ${identifier(title)}`);
      expect(view.columnNames(), title).toEqual(columns.map(column => column.title));
      const table = await made.connection.runAndReadAll(`FROM ${identifier(name)}`);
      expect(view.getRowsJson(), title).toEqual(table.getRowsJson());
    }
    const ranked = await made.all(
      `SELECT "单位", "合计" FROM "绩效加分位次" WHERE "口径" = 'signed' ORDER BY "位次", "单位"`
    );
    expect(ranked.at(-1)).toEqual({单位: "丁镇", 合计: "0.000"});
  });

  test("explains itself: remarks on every table and column, the dictionary and what it is of", async () => {
    const bare = await made.all(
      "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL UNION ALL SELECT column_name FROM duckdb_columns() WHERE schema_name = 'main' AND comment IS NULL AND table_name IN (SELECT table_name FROM duckdb_tables()) AND table_name <> 'about'"
    );
    expect(bare).toEqual([]);
    expect(
      await made.all(
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'bonus_ledger' AND column_name = 'points'"
      )
    ).toEqual([{comment: "计入分值：本项封顶后实际计入的分值。"}]);
    const [entries] = await made.all<{n: number}>(`SELECT COUNT(*)::INTEGER AS n FROM "数据字典"`);
    expect(entries!.n).toBe(tables.reduce((sum, {columns}) => sum + columns.length, 0));
    expect(await made.all("FROM about")).toContainEqual({item: "数据截至", value: "2025-12-31"});
  });

  test("points are exact decimals that add up", async () => {
    expect(
      await made.all("SELECT typeof(total) AS type, SUM(total)::VARCHAR AS sum FROM bonus_ranking GROUP BY ALL")
    ).toEqual([{type: "DECIMAL(18,3)", sum: "15.400"}]);
  });

  test("holds nothing of what is not published, in no byte", () => {
    const bytes = readFileSync(join(out, DATABASE_FILE));
    expect(bytes.includes("甲街道")).toBe(true);
    expect(bytes.includes(CANARY)).toBe(false);
    expect(bytes.includes(CANARY.slice(0, 4))).toBe(false);
  });

  test("is written so that older DuckDB opens it", async () => {
    const [database] = await made.all<{tags: string}>(
      "SELECT CAST(tags AS VARCHAR) AS tags FROM duckdb_databases() WHERE database_name = 'hengcai'"
    );
    expect(database!.tags).toContain("v1.0.0");
  });

  test("only the tables asked for", async () => {
    const folder = scratch();
    await exportTables(db, {out: folder, formats: ["duckdb"], tables: ["units", "bonus_scores"]});
    const part = await openDatabase(join(folder, DATABASE_FILE), {readOnly: true});
    expect(
      (await part.all<{name: string}>("SELECT table_name AS name FROM duckdb_tables()")).map(({name}) => name)
    ).toEqual(expect.arrayContaining(["units", "bonus_scores", "about", "dictionary"]));
    expect((await part.all("SELECT 1 FROM duckdb_tables()")).length).toBe(4);
    part.close();
  });
});

describe("its content hash", () => {
  test("stands in the list of files and in the data package, and is that of the machine editions' list", () => {
    const digests = new Map(tables.map(({name}) => [name, digest(`csv-plain/${name}.csv`)]));
    const sum = sha256(contentText(digests));
    expect(file().contentSha256).toBe(sum);
    const {resources} = JSON.parse(readFileSync(join(out, "datapackage.json"), "utf8")) as {
      resources: {name: string; contentHash?: string; hash?: string}[];
    };
    const resource = resources.find(({name}) => name === DATABASE_FILE)!;
    expect([resource.contentHash, resource.hash]).toEqual([`sha256:${sum}`, undefined]);
  });

  test("is found beside the database for the manifest, and for no other file", () => {
    const {rows, contentSha256} = file();
    const paths = [DATABASE_FILE, "datapackage.json", "SHA256SUMS"];
    const found = recordedFacts(out, paths);
    expect(found.get(DATABASE_FILE)).toEqual({rows, content_sha256: contentSha256});
    expect([found.get("SHA256SUMS"), found.get("datapackage.json")]).toEqual([undefined, undefined]);
    const own = basename(out);
    const above = recordedFacts(
      join(out, ".."),
      paths.map(path => `${own}/${path}`)
    );
    expect(above.get(`${own}/${DATABASE_FILE}`)).toEqual({rows, content_sha256: contentSha256});
    expect(recordedFacts(out, [DATABASE_FILE])).toEqual(new Map());
  });

  test("is the same for the same rows, whatever the bytes, and another for one changed cell", async () => {
    const again = scratch();
    const [second] = await exportTables(db, {out: again, formats: ["duckdb"]});
    expect(second!.contentSha256).toBe(file().contentSha256);
    expect(readFileSync(join(again, "datapackage.json"), "utf8")).toContain(file().contentSha256!);
    const other = await warehouse(smallCity());
    await insert(other, "units", [{unit_id: "01", name: "甲街道", sort_order: 1}]);
    const before = (await exportTables(other, {out: scratch(), formats: ["duckdb"]}))[0]!.contentSha256;
    await other.run("UPDATE score.units SET sort_order = 2");
    expect((await exportTables(other, {out: scratch(), formats: ["duckdb"]}))[0]!.contentSha256).not.toBe(before);
    other.close();
  });
});
