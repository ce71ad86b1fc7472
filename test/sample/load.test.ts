import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type City, type CityOptions, generateCity} from "../../bench/sample/city.ts";
import {type SheetTruth, type Truth, truth} from "../../bench/sample/truth.ts";
import {writeWorkspace} from "../../bench/sample/workspace.ts";
import {parseConfig} from "../../loaders/config.ts";
import {contracts} from "../../loaders/contracts/index.ts";
import {openDatabase} from "../../loaders/database.ts";
import {load} from "../../loaders/load.ts";
import {inFull} from "../full.ts";

interface Loaded {
  city: City;
  planned: Truth;
  sheets: SheetTruth[];
  issues: {file: string; sheet: string; row: number | null; field: string; code: string; severity: string}[];
  counts: Map<string, number>;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, {recursive: true, force: true});
});

describe("loading the sample", () => {
  let loaded: Loaded;
  beforeAll(async () => {
    loaded = await loadCity({}, {dirt: true});
  });

  test("accepts and rejects in every sheet exactly the rows that were meant to be", () => {
    expect(loaded.sheets).toEqual(sorted(loaded.planned.sheets));
  });

  test("raises exactly the issues that were planted, at their rows", () => {
    const planned = loaded.planned.issues.map(issue => line({...issue, field: isRow(issue.code) ? "" : issue.field}));
    const found = loaded.issues.map(issue => line({...issue, field: isRow(issue.code) ? "" : issue.field}));
    expect({
      missing: planned.filter(text => !found.includes(text)),
      unexpected: found.filter(text => !planned.includes(text))
    }).toEqual({missing: [], unexpected: []});
    expect(found.length).toBe(planned.length);
  });
});

describe("loading a clean workspace", () => {
  for (const [name, sizes] of [
    // The one above is of the sample's size too.
    ...inFull([], [["of the sample's size", {}] as const]),
    ["of one unit", {units: 1, villages: 2, talents: 5, claims: 10, inspections: 3, ratings: 5}],
    ["of another seed", {seed: 77, units: 40, villages: 90, talents: 200, claims: 300, inspections: 60, ratings: 200}]
  ] as const) {
    test(`${name} raises no issue and loses no row`, async () => {
      const {city, issues, sheets, counts, planned} = await loadCity(sizes, {dirt: false});
      expect(issues).toEqual([]);
      expect(sheets).toEqual(sorted(planned.sheets));
      expect(counts.get("units")).toBe(city.units.length);
      expect(counts.get("claims")).toBe(city.claims.filter(claim => !claim.irregular).length);
      expect(counts.get("ratings")).toBe(city.ratings.length);
    });
  }
});

async function loadCity(sizes: CityOptions, how: {dirt: boolean}): Promise<Loaded> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-sample-"));
  folders.push(folder);
  const city = generateCity(sizes);
  await writeWorkspace(city, folder, how);
  const path = join(folder, "hengcai.yaml");
  const config = parseConfig(readFileSync(path, "utf8"), path, {datasets: contracts.map(({name}) => name)});
  const target = join(folder, "warehouse.duckdb");
  await load(folder, config, {target});
  const db = await openDatabase(target, {readOnly: true});
  try {
    const sheets = await db.all<SheetTruth>(`
      SELECT file, sheet, dataset, rows_in_file AS rows, preamble, header, repeated_header AS "repeatedHeader", blank,
        total, note, accepted, rejected
      FROM quality.load_report
      WHERE rows_in_file > 0 -- a file that could not be read has none
    `);
    const issues = await db.all<Loaded["issues"][number]>(
      `SELECT file, sheet, "row", field, code, severity FROM quality.issues`
    );
    const counts = new Map<string, number>();
    for (const {name} of contracts) {
      const [row] = await db.all<{n: number}>(`SELECT CAST(COUNT(*) AS INTEGER) AS n FROM core.${name}`);
      counts.set(name, row!.n);
    }
    return {city, planned: truth(city, how), sheets: sorted(sheets), issues, counts};
  } finally {
    db.close();
  }
}

/** Issues of a whole row name a key field that nothing is wrong with. */
function isRow(code: string): boolean {
  return code === "duplicate_key" || code === "conflicting_duplicate";
}

function line({file, sheet, row, field, code, severity}: Loaded["issues"][number]): string {
  return `${file} [${sheet}] ${row ?? "-"} ${field} ${code} ${severity}`;
}

function sorted(sheets: readonly SheetTruth[]): SheetTruth[] {
  const key = ({file, sheet}: SheetTruth) => `${file}\n${sheet}`;
  return [...sheets].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
