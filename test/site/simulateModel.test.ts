import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {comparisonJson} from "../../cli/simulateJson.ts";
import {createCore} from "../../loaders/core.ts";
import {openDatabase} from "../../loaders/database.ts";
import {warehousePath} from "../../loaders/warehouse.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {fillReadings} from "../../scoring/catalog.ts";
import {keepRun} from "../../scoring/keepRun.ts";
import {fillUnits} from "../../scoring/members.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import {openSandbox} from "../../scoring/sandbox.ts";
import {simulate} from "../../scoring/simulate.ts";
import {readingsUnder} from "../../scoring/versionRun.ts";
import {amendmentOf, commandOf, configOf} from "../../src/client/simulate/amendment.ts";
import {knobsOf} from "../../src/client/simulate/knobs.ts";
import {sentenceOf} from "../../src/client/simulate/say.ts";
import {
  isLink,
  linkOf,
  overridesOf,
  parseLink,
  readValue,
  type Scenario,
  startOf,
  withReading,
  withValue
} from "../../src/client/simulate/scenario.ts";
import {type Outcome, Refusal, type Workbench} from "../../src/client/simulate/workbench.ts";
import {inProcess} from "../cli/inProcess.ts";
import {scoreBySql, settingsFor} from "../oracle/engine.ts";
import {GROUPS, generate} from "../oracle/generate.ts";
import {randomFrom} from "../oracle/random.ts";
import {fill} from "../oracle/world.ts";
import {YUNZHOU, yunzhou} from "../policies/yunzhou.ts";
import {openOnNode, type Shipped, shippedOf} from "./simulateRunner.ts";

const H = builtinPolicies().get("haicheng-2021-2")!;
const HAICHENG = parsePolicy(H.text, H.file);
const AS_OF = "2024-07-01";

/** Returns the outcome as `hengcai simulate --json` would print it, what was asked aside. */
function asJson({scenario, units, claims}: Outcome, asOf: string): Record<string, unknown> {
  const {year, basis} = scenario;
  const {changes: _, ...json} = comparisonJson({year, basis, asOf, asked: [], units, claims});
  return json;
}

function withoutClause(json: Record<string, unknown>): Record<string, unknown> {
  return {...json, claims: (json.claims as object[]).map(claim => ({...claim, clause_after: null}))};
}

function knobAt(bench: Pick<Workbench, "knobs">, path: string) {
  const knob = bench.knobs.find(one => one.path === path);
  if (!knob) throw new Error(`no knob at ${path}`);
  return knob;
}

describe("knobsOf(policy)", () => {
  test("finds every number of score and limits: none is left that --set could change", () => {
    for (const policy of [HAICHENG, parsePolicy(YUNZHOU[0]!.text, "y", {amendments: YUNZHOU.slice(1)})]) {
      const paths = new Set(knobsOf(policy).flatMap(({path, next}) => (next === null ? [path] : [path, next])));
      const tree = policy.tree as {score: unknown; limits?: unknown};
      const rules = Object.entries(tree.score as Record<string, {earn: unknown; caps: unknown}>);
      const numbers = [
        ...rules.flatMap(([id, {earn, caps}]) => [...leaves(earn, `${id}.earn`), ...leaves(caps, `${id}.caps`)]),
        ...leaves(tree.limits ?? null, "limits")
      ].filter(([path, text]) => /^\d+(\.\d+)?$/.test(text) && !/\.0\.from$/.test(path));
      expect(numbers.map(([path]) => path).filter(path => !paths.has(path))).toEqual([]);
      expect(paths.size).toBe(numbers.length);
    }
  });

  test("calls them as the office does, and knows when each is used", () => {
    const knobs = knobsOf(HAICHENG);
    const words = (path: string) => knobs.find(one => one.path === path)!;
    expect(words("R1.earn.flat.0.once")).toMatchObject({label: "第1至3项合计", present: 500, unit: "points"});
    expect(words("R1.earn.flat.0.to")).toMatchObject({
      label: "第1档到第几项为止",
      present: 3,
      next: "R1.earn.flat.1.from"
    });
    expect(words("R4.earn.each.海城市级")).toMatchObject({label: "海城市级，每项", present: 200});
    expect(words("R4.caps.upper.0.max")).toMatchObject({
      label: "封顶（鞍山市级、省级、国家级）",
      under: [{reading: "cap4", option: "upper"}]
    });
    const later = knobsOf(parsePolicy(YUNZHOU[0]!.text, "y", {amendments: YUNZHOU.slice(1)}));
    const years = (path: string) => [2023, 2024, 2025].filter(later.find(one => one.path === path)!.holdsIn);
    expect(years("R1.caps.0.max.0.value")).toEqual([2023, 2024]); // Within 2024 the cap goes up.
    expect(years("R1.caps.0.max.1.value")).toEqual([2024, 2025]);
    expect(years("R6.caps.0.max")).toEqual([2023, 2024]); // Ended.
    expect(years("R8.caps.0.max")).toEqual([2025]); // New.
  });
});

/** Every text below, with its path. */
function leaves(value: unknown, path: string): [string, string][] {
  if (typeof value === "string") return /\.(cite|codes|over|title)(\.|$)/.test(path) ? [] : [[path, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}.${key}`));
}

describe("a scenario", () => {
  const knobs = knobsOf(HAICHENG);
  const range = {
    policy: HAICHENG.id,
    years: [2023, 2024, 2025],
    groups: 3,
    knobs,
    readings: new Map([["tier1", {options: ["flat", "per_head"], chosen: "flat"}]])
  };
  const start = startOf(range);
  const changed = withReading(
    {
      ...withValue(
        withValue(start, knobAt({knobs}, "R4.earn.each.海城市级"), 125),
        knobAt({knobs}, "R1.earn.flat.0.to"),
        4
      ),
      year: 2024,
      group: 2,
      basis: "claimed"
    },
    "tier1",
    "per_head",
    range
  );
  const LINK = "p=haicheng-2021-2&y=2024&b=claimed&g=3&R1.earn.flat.0.to=4&R4.earn.each.海城市级=0.125&~tier1=per_head";

  test("is one short link, and comes back from it, also as a browser writes it", () => {
    expect(linkOf(changed, range)).toBe(LINK);
    for (const link of [LINK, `#${LINK}`, `#${encodeURI(LINK)}`]) {
      expect(parseLink(link, range)).toEqual({scenario: changed, faults: []});
    }
    expect(parseLink("", range)).toEqual({scenario: start, faults: []});
    const unranked = {...start, group: 3};
    expect(parseLink(linkOf(unranked, range), range)).toEqual({scenario: unranked, faults: []});
    expect(["#main", "", "#p=x"].map(isLink)).toEqual([false, false, true]);
  });

  test("takes what it can from a broken link, and says what it cannot", () => {
    const {scenario, faults} = parseLink(
      "#p=other-1&y=1999&R9.caps.0.max=1&R1.caps.0.max=-2&~tier1=x&%zz&R3.caps.0.max=0.5",
      range
    );
    expect(scenario).toEqual(withValue(start, knobAt({knobs}, "R3.caps.0.max"), 500));
    expect(faults.length).toBe(6);
    expect(faults[3]).toBe("“R1.caps.0.max”应是不小于 0、至多三位小数的数，如 0.5");
  });

  test("is told as the command takes it; a step's end moves the next one's beginning", () => {
    expect(overridesOf(changed, knobs)).toEqual([
      {path: "R1.earn.flat.0.to", value: "4"},
      {path: "R1.earn.flat.1.from", value: "5"},
      {path: "R4.earn.each.海城市级", value: "0.125"}
    ]);
    expect(commandOf(changed, knobs)).toBe(
      "npx hengcai simulate --year 2024 --basis claimed --set R1.earn.flat.0.to=4 --set R1.earn.flat.1.from=5 --set R4.earn.each.海城市级=0.125 --reading tier1=per_head"
    );
    expect(configOf(changed, "2025-12-31")).toContain("tier1: {option: per_head");
  });

  test("holds no change that changes nothing, and no number that is none", () => {
    const knob = knobAt({knobs}, "R1.caps.0.max");
    expect(withValue(withValue(start, knob, 1500), knob, 1000)).toEqual(start);
    expect(readValue(knob, "1.0")).toBe(1000);
    expect(readValue(knob, "")).toBe("不能空着");
    for (const text of ["-1", "1.2345", "1e3", "一"]) expect(readValue(knob, text), text).toMatch(/^应是不小于 0/);
    expect(readValue(knobAt({knobs}, "R1.earn.flat.0.to"), "1.5")).toBe("应是从 1 起的整数");
  });
});

describe("the workbench under the built-in policy", () => {
  let folder: string;
  let warehouse: string;
  let shipped: Shipped;
  let opened: Awaited<ReturnType<typeof openOnNode>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "hengcai-simulate-model-"));
    warehouse = join(folder, "warehouse.duckdb");
    await makeWarehouse(warehouse);
    shipped = await shippedOf(warehouse, folder);
    opened = await openOnNode(shipped);
  }, 120_000);
  afterAll(() => {
    opened.close();
    rmSync(folder, {recursive: true, force: true});
  });

  test("comes to what hengcai simulate comes to, whatever is changed", {timeout: 120_000}, async () => {
    const {bench} = opened;
    const random = randomFrom(3);
    const db = await openSandbox();
    let moved = 0;
    for (let n = 0; n < 8; n++) {
      let scenario: Scenario = {...startOf(bench.range), year: random.pick(bench.range.years)};
      if (n % 4 === 3) scenario = {...scenario, basis: random.pick(["reviewed", "claimed"] as const)};
      for (let k = random.below(3); k >= 0; k--) {
        const knob = random.pick(bench.knobs.filter(one => one.unit === "points"));
        scenario = withValue(scenario, knob, random.pick([0, 100, 325, 1500, 9000]));
      }
      if (n % 2) {
        const [id, {options}] = random.pick([...bench.range.readings]);
        scenario = withReading(scenario, id, random.pick(options), bench.range);
      }
      const outcome = await bench.ask(scenario);
      const changed = parsePolicy(H.text, H.file, {overrides: overridesOf(scenario, bench.knobs)});
      const choices = new Map([...scenario.readings].map(([id, option]) => [id, {option}] as const));
      const {year, basis} = scenario;
      const result = await simulate(db, {
        warehouse,
        settings: settingsFor(AS_OF),
        year,
        basis,
        policy: HAICHENG,
        changed: {policy: changed, readings: readingsUnder(changed, choices)}
      });
      const {changes: _, ...json} = comparisonJson(result);
      expect(asJson(outcome, AS_OF), linkOf(scenario, bench.range)).toEqual(json);
      moved += outcome.claims.length;
    }
    expect(moved).toBeGreaterThan(30);
    db.close();
  });

  test("refuses what does not come to what is published, and names the first difference", async () => {
    const {model, files} = shipped;
    const refusal = async (changed: Partial<Shipped["files"]>) => {
      const failed = await openOnNode({model, files: {...files, ...changed}}).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(Refusal);
      return (failed as Refusal).message;
    };
    const ranked = files.published.split("\n").find(line => /^2024,signed,[^,]+,[^,]+,\d+,1$/.test(line))!;
    const [, , group, , total] = ranked.split(",") as [string, string, string, string, string];
    const higher = ranked.replace(`,${total},1`, `,${Number(total) + 100},1`);
    expect(await refusal({published: files.published.replace(ranked, higher)})).toMatch(
      new RegExp(`^2024 年度已签批口径${group}“[^”]+”：公布的是第 1 位、[\\d.]+ 分，这里算出第 1 位、[\\d.]+ 分$`)
    );
    const worse = ranked.replace(/,1$/, ",2");
    expect(await refusal({published: files.published.replace(ranked, worse)})).toMatch(
      /公布的是第 2 位、.*这里算出第 1 位、/
    );
    expect(await refusal({published: files.published.replace(`${ranked}\n`, "")})).toMatch(
      /公布的是没有这个单位，这里算出第 1 位/
    );
    expect(await refusal({published: `${files.published.split("\n")[0]}\n`})).toBe("没有公布的结果可以核对");
    const counted = files.claims.split("\n").find(line => /,500,counted$/.test(line))!;
    expect(await refusal({claims: files.claims.replace(`${counted}\n`, "")})).toMatch(/公布的是.+，这里算出/);
    // A claim's treatment alone, with every total as it was.
    const idle = files.claims.split("\n").find(line => /,0,ineligible$/.test(line))!;
    expect(await refusal({claims: files.claims.replace(idle, idle.replace(/ineligible$/, "rejected"))})).toMatch(
      /^申报 \S+（[^）]+）：公布的是\d+ 年度 0.0 分、不予认定，这里算出\d+ 年度 0.0 分、不符合条件$/
    );
    const {policies} = model;
    const other = {
      ...model,
      policies: [{...policies[0]!, text: policies[0]!.text.replace('caps: [{max: "0.4"}]', 'caps: [{max: "0.3"}]')}]
    };
    await expect(openOnNode({model: other, files})).rejects.toBeInstanceOf(Refusal);
  });

  test("ships no pseudonym: persons, events and articles are numbers", async () => {
    const db = await openDatabase(warehouse, {readOnly: true});
    const keys = await db.all<{key: string}>(
      ["person_key", "event_key", "article_key"]
        .map(key => `SELECT DISTINCT ${key} AS key FROM score.bonus_inputs WHERE ${key} IS NOT NULL`)
        .join(" UNION ALL ")
    );
    db.close();
    expect(keys.length).toBeGreaterThan(50);
    const words = new Set(shipped.files.claims.split(/[,\n]/));
    expect(keys.filter(({key}) => words.has(key))).toEqual([]);
  });

  test("says in one sentence who moves, and where nothing does", async () => {
    const {bench} = opened;
    const plain = await bench.ask(startOf(bench.range));
    const group = GROUPS[0]!.name;
    const count = plain.units.filter(unit => unit.group === group).length;
    expect(sentenceOf(plain, group)).toBe(`${group}${count}个单位的得分和位次都不变。`);
    const none = await bench.ask(withValue(startOf(bench.range), knobAt(bench, "R4.caps.both.0.max"), 0));
    expect(sentenceOf(none, group)).toMatch(
      new RegExp(`^${group}${count}个单位中，\\d+个位次变化，.*升得最多的是[^（]+（第\\d+位→第\\d+位）`)
    );
  });
});

const MORE: readonly [year: number, path: string, value: number][] = [
  [2024, "R1.earn.0.each", 1200],
  [2024, "R5.caps.0.max", 100],
  [2025, "R7.earn.each.突出", 250]
];

describe("the workbench under another city's policy", () => {
  let city: string;
  let shipped: Shipped;
  let opened: Awaited<ReturnType<typeof openOnNode>>;
  beforeAll(async () => {
    city = yunzhou();
    const scored = await inProcess(["score", "--workspace", city]);
    expect(scored.status, scored.stderr).toBeLessThan(2);
    shipped = await shippedOf(warehousePath(city), city);
    opened = await openOnNode(shipped);
  }, 120_000);
  afterAll(() => {
    opened.close();
    rmSync(city, {recursive: true, force: true});
  });

  const CHANGES: readonly [year: number, path: string, value: number][] = [
    [2024, "R4.earn.1.value.each.国际级", 3000],
    [2024, "limits.0.max.1.value", 500],
    [2025, "R8.caps.0.max", 0],
    ...(process.env.HENGCAI_FULL ? MORE : [])
  ];

  async function simulated(...args: string[]): Promise<Record<string, unknown>> {
    const {stdout, stderr, status} = await inProcess(["simulate", "--json", "--workspace", city, ...args]);
    expect([status, stderr]).toEqual([0, ""]);
    const {changes: _, ...json} = JSON.parse(stdout);
    return json;
  }

  test.each(CHANGES)(
    "comes in %i with %s = %i thousandths to the command's result, by --set and by --amend",
    async (year, path, value) => {
      const {bench} = opened;
      const scenario = withValue({...startOf(bench.range), year}, knobAt(bench, path), value);
      const outcome = await bench.ask(scenario);
      expect(outcome.claims.length, "the change must show").toBeGreaterThan(0);
      const command = commandOf(scenario, bench.knobs).split(" ").slice(3);
      expect(asJson(outcome, shipped.model.asOf)).toEqual(await simulated(...command));
      const made = amendmentOf(scenario, {policy: bench.policy, knobs: bench.knobs, asOf: shipped.model.asOf});
      const file = join(city, "policies", "draft.yaml");
      writeFileSync(file, "yaml" in made ? made.yaml : "");
      const checked = await inProcess(["policy", "check", file]);
      expect([checked.status, checked.stdout], checked.stdout).toEqual([0, expect.stringContaining("写法无误")]);
      // What the points rest on is the draft by then; all else is the same.
      const amended = await simulated("--year", String(year), "--amend", file);
      expect(withoutClause(amended)).toEqual(withoutClause(asJson(outcome, shipped.model.asOf)));
      rmSync(file);
    }
  );

  test("turns a contradiction into an error that says where, and goes on afterwards", async () => {
    const {bench} = opened;
    // The first step would end where the second has ended already.
    const broken = withValue(startOf(bench.range), knobAt(bench, "R1.earn.0.to"), 12);
    await expect(bench.ask(broken)).rejects.toThrow(/yunzhou-2023-7\.yaml:.*to（10）小于 from（13）/);
    expect((await bench.ask(startOf(bench.range))).claims).toEqual([]);
  });

  test("says why the first year, which begins with the policy, cannot be amended", () => {
    const {bench} = opened;
    const scenario = withValue({...startOf(bench.range), year: 2023}, knobAt(bench, "R1.earn.0.each"), 0);
    expect(amendmentOf(scenario, {policy: bench.policy, knobs: bench.knobs, asOf: "2025-12-31"})).toEqual({
      why: expect.stringContaining("修订不能与制度同一天施行")
    });
  });

  test("ships the policy under its own name, without the folder", () => {
    expect(shipped.model.policies.map(({file}) => file)).toEqual(YUNZHOU.map(({file}) => file.split("/").at(-1)));
    expect(JSON.stringify(shipped.model)).not.toContain(city);
    expect(shipped.model.readings.co_host).toBe("one_event");
    expect(readFileSync(warehousePath(city)).length).toBeGreaterThan(0);
  });
});

/** Writes a scored city of few units with many claims each, so that caps are met and ranks are close. */
async function makeWarehouse(path: string): Promise<void> {
  const {claims, units} = generate({seed: 5, claims: 700, asOf: AS_OF, perUnit: 30});
  const db = await openDatabase(path);
  await db.run(createCore());
  await fill(db, "units", units);
  await fill(db, "claims", claims);
  await scoreBySql(db, {asOf: AS_OF});
  await keepRun(db, "");
  await fillUnits(db);
  await fillReadings(db, [HAICHENG], settingsFor(AS_OF));
  const settings = {
    city: "小城",
    as_of: AS_OF,
    policies: JSON.stringify([HAICHENG.id]),
    groups: JSON.stringify(GROUPS),
    thresholds: JSON.stringify({minCell: 5}),
    publish: JSON.stringify({public: false, years: {}})
  };
  await db.run("CREATE SCHEMA IF NOT EXISTS meta; CREATE OR REPLACE TABLE meta.settings (key VARCHAR, value VARCHAR);");
  await db.append("meta", "settings", Object.entries(settings));
  await db.run("CHECKPOINT");
  db.close();
}
