import {mkdtempSync, readdirSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openContext} from "../../cli/context.ts";
import {publish} from "../../cli/publish.ts";
import {scanDirectory} from "../../publish/gate/egress.ts";
import {findCanaries, plantCanaries} from "./canaries.ts";

/** Papers, pages, PDF files, the built public site and refusals are in canaries.full.test.ts. */
const SKIP = ["site", "confirmation", "notices", "bulletin"] as const;
const PATIENCE = 240_000;

let workspace: string;
let canaries: string[];
let folder: string;

beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), "hengcai-canaries-"));
  canaries = await plantCanaries(workspace);
  const context = openContext({workspace, out: join(workspace, "dist"), json: true});
  ({folder} = await publish(context, {year: "2024", pdf: false}, {skip: SKIP, formats: ["parquet", "duckdb"]}));
}, PATIENCE);
afterAll(() => rmSync(workspace, {recursive: true, force: true}));

test("hundreds are let in, and the helper finds one that is there", async () => {
  expect(canaries.length).toBeGreaterThan(500);
  expect(new Set(canaries).size).toBe(canaries.length);
  expect((await findCanaries(workspace, canaries)).filter(name => !name.startsWith("editions"))).toEqual(
    expect.arrayContaining(["talents/台账.xlsx", "claims/台账.xlsx", "units/台账.csv", "decisions/台账.csv"])
  );
});

describe("of an edition signed and public, with a canary in every restricted column, comment and property of what came in,", () => {
  test("the parts are all there", () => {
    const names = readdirSync(folder);
    expect(names).toEqual(expect.arrayContaining(["data.xlsx", "open", "public", "ranking.xlsx"]));
  });

  test("no byte of the internal or the public part has one, nor has the warehouse", async () => {
    expect(await findCanaries(folder, canaries)).toEqual([]);
    expect(await scanDirectory(folder, {secrets: canaries})).toEqual([]);
    expect(await findCanaries(join(workspace, ".hengcai"), canaries)).toEqual([]);
  });
});
