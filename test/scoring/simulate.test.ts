import {createHash} from "node:crypto";
import {mkdtempSync, readFileSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {createCore} from "../../loaders/core.ts";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import type {Plain} from "../../loaders/yaml.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {checkSums, type UnitChange} from "../../scoring/compareVersions.ts";
import {compile} from "../../scoring/compile.ts";
import type {Override} from "../../scoring/override.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {policyChanges} from "../../scoring/policyChanges.ts";
import {openSandbox} from "../../scoring/sandbox.ts";
import {type SimulateOptions, simulate} from "../../scoring/simulate.ts";
import {readingsUnder, runVersions, type Version} from "../../scoring/versionRun.ts";
import {scoreBySql, settingsFor} from "../oracle/engine.ts";
import {generate} from "../oracle/generate.ts";
import {type Random, randomFrom} from "../oracle/random.ts";
import {fill} from "../oracle/world.ts";

const AS_OF = "2024-07-01";
const YEAR = 2023;
const {text, file} = builtinPolicies().get("haicheng-2021-2")!;
const BASE = version("base");

let folder: string;
let warehouse: string;
let db: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hengcai-simulate-"));
  warehouse = join(folder, "warehouse.duckdb");
  await makeWarehouse(warehouse);
  db = await openSandbox();
});
afterAll(() => {
  db.close();
  rmSync(folder, {recursive: true, force: true});
});

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path, "latin1")).digest("hex");
}

/** Writes a scored city of few units with many claims each, so that caps are met and ranks are close. */
async function makeWarehouse(path: string): Promise<void> {
  const {claims, units} = generate({seed: 11, claims: 600, asOf: AS_OF, perUnit: 30});
  const made = await openDatabase(path);
  await made.run(createCore());
  await fill(made, "units", units);
  await fill(made, "claims", claims);
  await scoreBySql(made, {asOf: AS_OF});
  await made.run("CHECKPOINT");
  made.close();
}

function version(id: string, overrides: Override[] = [], readings: Readonly<Record<string, string>> = {}): Version {
  return under(id, parsePolicy(text, file, {overrides}), readings);
}

function under(id: string, policy: Policy, readings: Readonly<Record<string, string>> = {}): Version {
  const choices = Object.entries(readings).map(([id, option]) => [id, {option}] as const);
  return {id, policy, readings: readingsUnder(policy, new Map(choices))};
}

function ask(changed: Version, more: Partial<SimulateOptions> = {}) {
  const settings = settingsFor(AS_OF);
  return simulate(db, {warehouse, settings, year: YEAR, basis: "signed", policy: BASE.policy, changed, ...more});
}

const set = (path: string, value: string): Override => ({path, value});

/** Media earn nothing: most units fall. */
const NO_MEDIA = [set("R4.earn.each", '{海城市级: "0", 鞍山市级: "0", 省级: "0", 国家级: "0"}')];

/** What may be asked: numbers, steps, codes, conditions, keys, dates, grounds, a limit over rules, readings. */
const QUESTIONS: readonly ((random: Random) => Override | Record<string, string>)[] = [
  random => set(`R${1 + random.below(3)}.caps.0.max`, random.pick(["0", "0.3", "1.5", "9"])),
  random => set("R4.earn.each.省级", random.pick(["0", "0.7", "1.125"])),
  () => set("R3.earn", '[{from: 1, to: 2, each: "0.3"}, {from: 3, each: "0.05"}]'),
  random => set("R3.when", random.pick(["[level, at_least, 省级]", "[role, in, [经验介绍, 承接会议]]"])),
  () => set("R5.when", "{any: [[verdict, is, 显著], [verdict, is, 一般]]}"),
  () => set("R5.key", "[claim_id, aspect, verdict]"),
  () => set("R4.across", "all"),
  () => set("force.from", "2023-03-01"),
  random => set("flow.claim.revoke.grounds", random.pick(["[虚报]", "[虚报, 瞒报, 其他]"])),
  () => set("readings.tier1.default", "per_head"),
  random => ({[random.pick(["cap4", "item3"])]: random.pick(["upper", "aspect"])}),
  random => ({one_person: random.pick(["one_rule", "both_rules"]), void_scope: random.pick(["claim", "unit_year"])}),
  () => ({place_by: "signed_on", shared_person: "each_unit"})
];

function anyVersion(id: string, random: Random): Version {
  const asked = Array.from({length: 1 + random.below(4)}, () => random.pick(QUESTIONS)(random));
  const overrides = asked.filter((one): one is Override => "path" in one);
  const readings = asked.filter((one): one is Record<string, string> => !("path" in one));
  return version(id, overrides, Object.assign({}, ...readings));
}

const AMENDMENT = `hengcai: 1
policy: haicheng-2023-1
amends: haicheng-2021-2
title: 修订
source: {doc: 海人才发〔2023〕1号}
force: {from: 2023-06-01}
transition: by_event_date
clauses:
  more: {at: 修订 一, says: 修订, chars: 20, sha256: ${"0".repeat(64)}}
add:
  rules:
    R6:
      cite: more
      when: [level, present]
      key: [claim_id]
      across: unit
      earn: [{from: 1, each: "0.3"}]
  limits:
    - {over: [R1, R2], max: "0.6", cite: more}
end:
  - {rule: R5, cite: more}
`;

/** Returns the ledger of a scenario as lines of text. */
async function ledgerOf(scenario: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT * EXCLUDE (scenario) FROM temp.main.run WHERE scenario = $1 ORDER BY basis, claim_id`,
    [scenario]
  );
  // A limit over rules adds columns for the audits; the ledger's own are the first fifteen.
  return rows.map(row => JSON.stringify(Object.values(row).slice(0, 15)));
}

async function run(versions: readonly Version[]): Promise<void> {
  await runVersions(db, versions, {asOf: AS_OF, bases: ["signed", "reviewed", "claimed"]});
}

describe("runVersions(db, versions)", {timeout: 120_000}, () => {
  beforeAll(async () => {
    await ask(BASE);
  });

  test("the default inside a run of many versions is the default run alone, whatever stands beside it", async () => {
    await run([BASE]);
    const alone = await ledgerOf("base");
    expect(alone.length).toBe(1800);
    for (let seed = 1; seed <= 3; seed++) {
      const random = randomFrom(seed);
      const others = Array.from({length: 6}, (_, i) => anyVersion(`v${i}`, random));
      await run([...others.slice(0, 3), BASE, ...others.slice(3)]);
      expect(await ledgerOf("base"), `seed ${seed}`).toEqual(alone);
    }
  });

  test("every version inside a run of many is that version alone", async () => {
    const random = randomFrom(77);
    const versions = Array.from({length: 6}, (_, i) => anyVersion(`v${i}`, random));
    await run([BASE, ...versions]);
    const together = await Promise.all(versions.map(({id}) => ledgerOf(id)));
    const base = await ledgerOf("base");
    expect(together.some(lines => lines.join() !== base.join())).toBe(true);
    for (const [i, one] of versions.entries()) {
      await run([one]);
      expect(await ledgerOf(one.id), one.id).toEqual(together[i]);
    }
  });

  test("so it is beside an amendment that adds a rule, ends one in mid-year and bounds several together", async () => {
    await run([BASE]);
    const alone = await ledgerOf("base");
    const amended = under(
      "amended",
      parsePolicy(text, file, {amendments: [{file: "amendment.yaml", text: AMENDMENT}]})
    );
    await run([amended]);
    const own = await ledgerOf("amended");
    await run([BASE, amended, version("wider", [set("R3.when", "[level, present]")])]);
    expect(await ledgerOf("base")).toEqual(alone);
    expect(await ledgerOf("amended")).toEqual(own);
    expect(own).not.toEqual(alone);
    const {claims, asked} = await ask(amended);
    expect(asked.map(({path}) => path)).toEqual(["clauses.more", "score.R5.to", "score.R6", "limits.0"]);
    expect(new Set(claims.map(({rule_id}) => rule_id))).toEqual(new Set(["R2", "R5"]));
  });

  test("all versions are one SQL text, and numbers and readings leave it as it is", () => {
    const scenario = ({id, policy, readings}: Version) => ({id, policy, readings, asOf: AS_OF});
    const text = (versions: readonly Version[]) => compile(BASE.policy, versions.map(scenario)).sql;
    const usual = text([BASE]);
    expect(text([BASE, version("a", [set("R1.caps.0.max", "3")]), version("b", [], {tier1: "per_head"})])).toBe(usual);
    const wider = text([BASE, version("c", [set("R3.when", "[level, at_least, 省级]")])]);
    // One more condition: everything else, and the names of the old ones, stay.
    const lines = new Set(usual.split("\n"));
    expect(wider.split("\n").filter(line => !lines.has(line))).toEqual([expect.stringContaining("WHEN 'R3.2' THEN")]);
  });
});

describe("simulate(db, options)", {timeout: 120_000}, () => {
  test("says who moves, by how much, and through which claims", async () => {
    const {units, claims, asked} = await ask(version("x", NO_MEDIA));
    expect(asked.map(({path, after, clause}) => [path, after, clause])).toEqual(
      ["海城市级", "鞍山市级", "省级", "国家级"].map(level => [`score.R4.earn.each.${level}`, "0", "bonus4"])
    );
    const lower = units.filter(unit => unit.total_after < unit.total_before);
    expect(lower.length).toBeGreaterThan(3);
    for (const {rules, total_before, total_after} of lower) {
      expect(rules).toEqual([{rule_id: "R4", points_before: total_before - total_after, points_after: 0}]);
    }
    expect(new Set(claims.map(({rule_id}) => rule_id))).toEqual(new Set(["R4"]));
    expect(
      claims.every(one => one.points_before !== one.points_after || one.disposition_before !== one.disposition_after)
    ).toBe(true);
    expect(units.some(({rank_before, rank_after}) => rank_before !== rank_after)).toBe(true);
  });

  test("ranks as the ranking does, ties sharing the lower rank", async () => {
    const {units} = await ask(version("x", [set("R4.caps.both.0.max", "0.5"), set("R5.caps.0.max", "0.2")]));
    for (const unit of units) {
      const above = units.filter(other => other.group === unit.group && other.total_after > unit.total_after);
      expect(unit.rank_after).toBe(unit.group === null ? null : above.length + 1);
    }
  });

  test("claims add up to the change of every unit, whatever is asked", async () => {
    for (let seed = 1; seed <= 8; seed++) {
      const {units, claims} = await ask(anyVersion("x", randomFrom(seed * 31)), {year: 2021 + (seed % 4)});
      for (const unit of units) {
        const own = claims.filter(({unit_id}) => unit_id === unit.unit_id);
        const sum = own.reduce((all, claim) => all + claim.points_after - claim.points_before, 0);
        expect(sum, `seed ${seed}, ${unit.unit_id}`).toBe(unit.total_after - unit.total_before);
      }
    }
  });

  test("a claim that goes to another year stands there with one side missing", async () => {
    const {claims, asked} = await ask(version("x", [], {place_by: "signed_on"}));
    expect(asked).toEqual([
      {kind: "reading", path: "place_by", before: "event_on", after: "signed_on", clause: "yearly"}
    ]);
    expect(claims.some(({disposition_after}) => disposition_after === null)).toBe(true);
    expect(claims.some(({disposition_before}) => disposition_before === null)).toBe(true);
  });

  test("a new rule and a year that begins in July can be asked about", async () => {
    const more = text.replace(
      "  R5:\n",
      '  R6:\n    title: 表彰\n    cite: bonus5\n    when: [level, present]\n    key: [claim_id]\n    across: unit\n    earn: [{from: 1, each: "1"}]\n    caps: []\n  R5:\n'
    );
    const six = await ask(under("x", parsePolicy(more, file)));
    expect(six.asked).toEqual([expect.objectContaining({path: "score.R6", before: null, clause: "bonus5"})]);
    // Units change group within the year here: some are then ranked on one side only, and in another group.
    const july = await ask(version("x", [set("year.begins", "07-01")]));
    expect(july.claims.length).toBeGreaterThan(50);
    expect(july.units.filter(({group}) => group !== null).length).toBeGreaterThan(5);
  });

  test("nothing asked is nothing changed", async () => {
    const {units, claims, asked} = await ask(BASE);
    expect([asked, claims]).toEqual([[], []]);
    expect(units.every(unit => unit.total_before === unit.total_after && unit.rank_before === unit.rank_after)).toBe(
      true
    );
    expect(units.length).toBeGreaterThan(5);
  });

  test("the three bases are each compared with what is published on it", async () => {
    const totals: number[] = [];
    for (const basis of ["signed", "reviewed", "claimed"] as const) {
      const {units} = await ask(BASE, {basis});
      totals.push(units.reduce((sum, unit) => sum + unit.total_before, 0));
    }
    expect(totals[0]!).toBeLessThan(totals[1]!);
    expect(totals[1]!).toBeLessThan(totals[2]!);
  });

  test("refuses where the policy does not come to what is published, unless it is not the published one", async () => {
    const other = version("x", NO_MEDIA);
    const refused = ask(BASE, {policy: other.policy});
    await expect(refused).rejects.toThrow(UserError);
    await expect(refused).rejects.toThrow(
      /^2023 年度的重算与已算出的结果不一致，不作试算；请先运行 hengcai score：\n单位 \d+：公布的是第 \d+ 位/
    );
    const {units} = await ask(BASE, {policy: other.policy, published: false});
    expect(units.some(unit => unit.total_after > unit.total_before)).toBe(true);
  });

  test("leaves the warehouse as it was, byte by byte, and its time too", async () => {
    const state = () => [sha256(warehouse), statSync(warehouse).mtimeMs];
    const before = state();
    const own = await openSandbox();
    await simulate(own, {
      warehouse,
      settings: settingsFor(AS_OF),
      year: YEAR,
      basis: "signed",
      policy: BASE.policy,
      changed: BASE
    });
    own.close();
    expect(state()).toEqual(before);
  });
});

describe("checkSums(units, claims)", () => {
  const unit: UnitChange = {
    unit_id: "甲",
    unit_name: "甲镇",
    group: "镇",
    total_before: 100,
    total_after: 300,
    rank_before: 2,
    rank_after: 1,
    rules: []
  };

  test("throws where claims do not explain a change", () => {
    expect(() => checkSums([unit], [])).toThrow(/claims do not add up to the change: .*甲镇/);
    expect(() => checkSums([{...unit, total_after: 100}], [])).not.toThrow();
  });
});

describe("policyChanges(before, after)", () => {
  const changes = (...overrides: Override[]) =>
    policyChanges(BASE.policy.tree, parsePolicy(text, file, {overrides}).tree).map(({path, clause}) => [path, clause]);

  test("names the smallest place that differs, with its clause", () => {
    expect(changes(set("R1.earn.flat.0.once", "0.6"), set("readings.tier1.default", "per_head"))).toEqual([
      ["readings.tier1.default", "bonus1"],
      ["score.R1.earn.flat.0.once", "bonus1"]
    ]);
  });

  test("takes a list of another length, and a list of words, as a whole", () => {
    expect(changes(set("R3.earn", '[{from: 1, to: 1, each: "0.1"}, {from: 2, each: "0.2"}]'))).toEqual([
      ["score.R3.earn", "bonus3"]
    ]);
    expect(changes(set("R5.when", "[verdict, is, 一般]"))).toEqual([["score.R5.when", "bonus5"]]);
  });

  test("takes limits one by one: one that is added leaves those before it alone", () => {
    const limit = (max: string) => `  - {over: [R3, R4], max: "${max}", cite: bonus4}\n`;
    const tree = (...limits: string[]) => parsePolicy(`${text}\nlimits:\n${limits.join("")}`, file).tree;
    const other = `  - {over: [R1, R2], max: "1.5", cite: bonus1}\n`;
    const found = (before: Plain, after: Plain) => policyChanges(before, after).map(({path, clause}) => [path, clause]);
    expect(found(BASE.policy.tree, tree(limit("1")))).toEqual([["limits.0", "bonus4"]]);
    expect(found(tree(limit("1")), tree(limit("2"), other))).toEqual([
      ["limits.0.max", "bonus4"],
      ["limits.1", "bonus1"]
    ]);
  });

  test("does not see the order of keys, comments or examples", () => {
    const turned = text
      .replace("    cite: bonus3\n    of: event\n", "    of: event  # 说明\n    cite: bonus3\n")
      .split("\ntests:")[0]!;
    expect(turned).not.toContain("cite: bonus3\n    of: event");
    expect(policyChanges(BASE.policy.tree, parsePolicy(turned, file).tree)).toEqual([]);
  });
});
