import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {generateCity} from "../../bench/sample/city.ts";
import {plantedSecrets} from "../../bench/sample/truth.ts";
import {openDatabase} from "../../loaders/database.ts";
import {scanDirectory} from "../../publish/gate/egress.ts";
import {EXPORT_FORMATS, exportTables} from "../../publish/opendata/opendata.ts";
import {engineDigests} from "../../src/build/client.ts";
import {type Built, builtSample, filesOf} from "../built.ts";

/** The same city as in data/: test/sample proves that it is, byte for byte. */
const secrets = plantedSecrets(generateCity());
let built: Built;
let exported: string;

beforeAll(async () => {
  built = await builtSample();
  exported = mkdtempSync(join(tmpdir(), "hengcai-privacy-"));
  const db = await openDatabase(built.warehouse, {readOnly: true});
  try {
    await exportTables(db, {out: exported, formats: [...EXPORT_FORMATS]});
  } finally {
    db.close();
  }
}, 300_000);
afterAll(() => {
  if (exported) rmSync(exported, {recursive: true, force: true});
});

/** The engine of the reactive pages comes from packages, byte for byte. */
const known = await engineDigests();

describe("what was planted in the sample's restricted columns", () => {
  test("is thousands of names, ID numbers, phones and addresses", () => {
    expect(secrets.length).toBeGreaterThan(5000);
  });

  for (const [what, folder] of [
    ["a page or download", () => built.dist],
    ["an export in any format", () => exported],
    ["the warehouse", () => dirname(built.warehouse)]
  ] as const) {
    test(`is found in no byte of ${what}`, async () => {
      expect(await scanDirectory(folder(), {secrets, known})).toEqual([]);
    });
  }
});

test("the number of a talent stands on no page and in no table, those that were faulty among them", async () => {
  const faults = filesOf(built.dist).filter(
    name => /\.(?:html|csv)$/.test(name) && /SL\d{4}-\d{4}/.test(readFileSync(join(built.dist, name), "utf8"))
  );
  expect(faults).toEqual([]);
  const db = await openDatabase(built.warehouse, {readOnly: true});
  const kept = await db.all("SELECT value FROM quality.issues WHERE regexp_matches(value, '^SL\\d{4}-\\d{4}$')");
  db.close();
  expect(kept.length).toBeGreaterThan(10);
});
