import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {conditionSql, holds, operandOf, templateSql, templateText} from "../../loaders/condition.ts";
import {columnType, storedFields} from "../../loaders/contract.ts";
import {createCore, DERIVED} from "../../loaders/core.ts";
import {type Database, openDatabase, type Value} from "../../loaders/database.ts";
import {contractOf, rowChecks} from "../../loaders/rowChecks.ts";
import {identifier} from "../../loaders/sql.ts";
import {type Random, randomFrom} from "../oracle/random.ts";

const ROWS = 400;
const DATES = [null, "2024-12-31", "2025-06-30", "2025-07-01", "2025-07-02"];
/** A policy whose years begin in July, so that a year is not the date's first four digits. */
const CHECKS = rowChecks({rules: [], fields: {}, begins: "07-01"}).concat(
  rowChecks(null).filter(({code}) => code === "missing_companion")
);
const DATASETS = [...new Set(CHECKS.map(({dataset}) => dataset))];

let db: Database;
const rows = new Map<string, Record<string, Value>[]>();

beforeAll(async () => {
  db = await openDatabase();
  await db.run(createCore());
  const random = randomFrom(7);
  for (const dataset of DATASETS) {
    const made = Array.from({length: ROWS}, (_, i) => ({...rowOf(dataset, random), source_row: i}));
    rows.set(dataset, made);
    await db.append(
      "core",
      dataset,
      made.map(row => Object.values(row))
    );
  }
});

afterAll(() => db.close());

/** A row with little to choose from, so that every condition holds for some and fails for others. */
function rowOf(dataset: string, random: Random): Record<string, Value> {
  const pick = (values: readonly Value[]): Value => random.pick(values);
  const row: Record<string, Value> = {};
  for (const field of storedFields(contractOf(dataset))) {
    const words = [null, "x", ...(field.codes ?? []).map(({code}) => code)];
    const type = columnType(field);
    row[field.name] = pick(
      type === "DATE" ? DATES : type === "VARCHAR" ? words : type === "BOOLEAN" ? [null, true] : [null, 2024, 2025]
    );
  }
  for (const name of DERIVED[dataset] ?? []) row[name] = pick([null, "y"]);
  return {...row, source_file: "f", source_sheet: ""};
}

describe("a check of one row says the same in SQL and of the row in hand:", () => {
  test.each(
    CHECKS.map(
      check =>
        [`${check.dataset}.${check.field} ${check.code} ${JSON.stringify(check.when).slice(0, 60)}`, check] as const
    )
  )("%s", async (_, {dataset, when, says}) => {
    const found = await db.all<{source_row: number; message: string}>(
      `SELECT source_row, ${templateSql(says)} AS message FROM core.${identifier(dataset)} t WHERE ${conditionSql(when)} ORDER BY 1`
    );
    const here = rows.get(dataset)!.flatMap((row, i) => {
      const columns = (name: string): Value => row[name] ?? null;
      return holds(when, columns)
        ? [{source_row: i, message: templateText(says, operand => operandOf(operand, columns))}]
        : [];
    });
    expect(here).toEqual(found);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(ROWS);
  });
});
