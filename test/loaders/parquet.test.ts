import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import fc from "fast-check";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type Database, openDatabase, type Value} from "../../loaders/database.ts";
import {type ParquetType, parquetFile} from "../../loaders/parquet.ts";
import {parquetColumn} from "../../loaders/parquetColumn.ts";
import {identifier, literal} from "../../loaders/sql.ts";

let db: Database;
const file = join(mkdtempSync(join(tmpdir(), "hengcai-parquet-")), "rows.parquet");

beforeAll(async () => {
  db = await openDatabase();
});

afterAll(() => db.close());

interface Column {
  name: string;
  type: ParquetType;
  values: readonly Value[];
}

/** Writes the columns, `before` having been in the same room, and returns what DuckDB reads of those that have a value. */
async function readBack(columns: readonly Column[], before: readonly Value[] = []): Promise<Value[][]> {
  const rows = columns[0]!.values.length;
  const data = columns.flatMap(({name, type, values}) => {
    const column = parquetColumn(name, type);
    for (const some of [before, values]) {
      column.clear();
      some.forEach((value, i) => {
        if (value !== null) column.set(i, value);
      });
    }
    return column.data(rows) ?? [];
  });
  writeFileSync(file, new Uint8Array(Buffer.concat(parquetFile(data, rows))));
  const select = data.map(({name, type}) => {
    const value = `CAST(${identifier(name)} AS ${type})`;
    return `${type === "DATE" ? `CAST(${value} AS VARCHAR)` : value} AS ${identifier(name)}`;
  });
  const found = await db.all(`SELECT ${select.join(", ")} FROM read_parquet(${literal(file)})`);
  return data.map(({name}) => found.map(row => row[name]!));
}

const VALUES: Readonly<Record<ParquetType, fc.Arbitrary<Value>>> = {
  VARCHAR: fc.oneof(fc.string({unit: "grapheme"}), fc.constantFrom("", "通过", "a".repeat(23), "a".repeat(25), "\0")),
  DATE: fc.date({min: new Date("1949-01-01"), max: new Date("2999-12-31"), noInvalidDate: true}).map(iso),
  INTEGER: fc.integer(),
  BIGINT: fc.oneof(fc.maxSafeInteger(), fc.constantFrom(-1, 0, 2 ** 32, -(2 ** 32), 2 ** 53 - 1)),
  BOOLEAN: fc.boolean()
};

function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}

test("DuckDB reads any rows of any columns as they were written, also into room that was used before", async () => {
  const types = Object.keys(VALUES) as ParquetType[];
  const table = fc.integer({min: 1, max: 40}).chain(rows =>
    fc.tuple(
      ...types.map(type => {
        const values = fc.array(fc.option(VALUES[type]), {minLength: rows, maxLength: rows});
        return values.map((values): Column => ({name: `列 "${type}"`, type, values}));
      })
    )
  );
  await fc.assert(
    fc.asyncProperty(table, async columns => {
      const filled = columns.filter(({values}) => values.some(value => value !== null));
      fc.pre(filled.length > 0);
      expect(await readBack(columns)).toEqual(filled.map(({values}) => values));
    }),
    {numRuns: 40}
  );
});

test.each([4_096, 4_097, 10_000])(
  "%i different values, some missing, some again, after as many others",
  async count => {
    const values = Array.from({length: count + 9}, (_, i) => (i % 7 === 3 ? null : `第${i % count}个`));
    const before = Array.from({length: count}, (_, i) => `before ${i}`);
    expect(await readBack([{name: "a", type: "VARCHAR", values}], before)).toEqual([values]);
    const numbers = Array.from({length: count}, (_, i) => i * 1_000_003);
    expect(await readBack([{name: "b", type: "BIGINT", values: numbers}])).toEqual([numbers]);
  }
);

test("a value of twenty megabytes, and half a character, which no encoding knows", async () => {
  const values = ["人".repeat(7_000_000), null, "\ud83d"];
  expect(await readBack([{name: "a", type: "VARCHAR", values}])).toEqual([[values[0], null, "\ufffd"]]);
});

test("another file under the name of one that was read is read anew", async () => {
  for (const value of [1, 2, 3]) {
    rmSync(file, {force: true});
    expect(await readBack([{name: `n${value}`, type: "INTEGER", values: [value]}])).toEqual([[value]]);
  }
});
