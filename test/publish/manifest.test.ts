import {afterEach, describe, expect, test} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {describeEdition, type ManifestFacts, manifestText, maybeManifest} from "../../publish/edition/manifest.ts";
import {signed2024, smallCity} from "./city.ts";
import {insert, warehouse} from "./fixture.ts";

const FACTS: ManifestFacts = {
  version: "1.2.3",
  program: {code_sha256: "2".repeat(64), lockfile_sha256: null},
  year: 2024,
  edition: "v2",
  reason: "数据有误",
  previous: {edition: "v1", manifest_sha256: "0".repeat(64)},
  policies: [{id: "p", title: "制度", doc: "〔2021〕2号", sha256: "1".repeat(64)}],
  browser: null,
  fonts: []
};

let db: Database;
afterEach(() => db.close());

describe("describeEdition(db, facts)", () => {
  test("says whose results these are, in which state, from which files", async () => {
    db = await warehouse(smallCity(2024), signed2024);
    const file = {sheet: "", dataset: "claims", sha256: "a".repeat(64)};
    await insert(db, "load_report", [
      {...file, file: "claims/b.xlsx", sheet: "甲", rows_in_file: 10, accepted: 7, rejected: 1},
      {...file, file: "claims/b.xlsx", sheet: "乙", rows_in_file: 4, accepted: 3, rejected: 0},
      {...file, file: "claims/a.csv", rows_in_file: 2, accepted: 1, rejected: 0}
    ]);
    expect(await describeEdition(db, FACTS)).toMatchObject({
      product: "hengcai",
      schema: 1,
      program: FACTS.program,
      version: "1.2.3",
      city: "示例市",
      year: 2024,
      edition: "v2",
      state: "已签批",
      as_of: "2025-12-31",
      signed_on: "2025-01-20",
      doc_no: "〔2025〕3号",
      objections_until: "2025-01-27",
      reason: "数据有误",
      previous: FACTS.previous,
      policies: FACTS.policies,
      inputs: [
        {file: "claims/a.csv", dataset: "claims", sha256: "a".repeat(64), rows_in_file: 2, accepted: 1, rejected: 0},
        {file: "claims/b.xlsx", dataset: "claims", sha256: "a".repeat(64), rows_in_file: 14, accepted: 10, rejected: 1}
      ]
    });
  });

  test("the ledger's hash changes with a point of the year, and not with another year", async () => {
    db = await warehouse(smallCity(2024), signed2024);
    const before = (await describeEdition(db, FACTS)).ledger_sha256;
    await db.run("UPDATE score.bonus_ledger SET points = points + 1 WHERE year = 2023");
    expect((await describeEdition(db, FACTS)).ledger_sha256).toBe(before);
    await db.run("UPDATE score.bonus_ledger SET points = points + 1 WHERE year = 2024 AND scenario = 'base'");
    expect((await describeEdition(db, FACTS)).ledger_sha256).not.toBe(before);
  });

  test("its text reads back, and no other text is taken for one", async () => {
    db = await warehouse(smallCity(2024), signed2024);
    const manifest = {...(await describeEdition(db, FACTS)), key_sha256: null, files: []};
    expect(maybeManifest(manifestText(manifest))).toEqual(manifest);
    for (const text of [
      "",
      "{",
      "null",
      "[]",
      '{"product":"other","edition":"v1","files":[]}',
      '{"product":"hengcai"}'
    ]) {
      expect([text, maybeManifest(text)]).toEqual([text, undefined]);
    }
  });
});
