import {createHash} from "node:crypto";
import {readFileSync, writeFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import type {Database} from "../../../loaders/database.ts";
import {builtinPolicies} from "../../../scoring/builtin.ts";
import {compile, type Scenario} from "../../../scoring/compile.ts";
import {systemContext} from "../../../scoring/context.ts";
import {baseScenario} from "../../../scoring/effects.ts";
import {policyFacts} from "../../../scoring/facts.ts";
import {fillLedger, parametersSql, runLedger} from "../../../scoring/ledger.ts";
import {outcomesSql} from "../../../scoring/outcomes.ts";
import {type Policy, parsePolicy} from "../../../scoring/policy.ts";
import {fillRanking, fillScores, fillTotalRanking, makeTotals} from "../../../scoring/rank.ts";
import {chosenReadings} from "../../../scoring/reading.ts";
import {haicheng, settingsFor} from "../../oracle/engine.ts";
import {type PlainPolicy, type PlainRule, policyText} from "../../oracle/plainPolicy.ts";
import {widePolicy} from "../widePolicy.ts";

/**
 * The SQL texts and the rows of the parameter tables. That they say what the oracle says is seen beside (`policies`,
 * `rank`, `people`) and in test/oracle; here a change of the text is noticed at once. `HENGCAI_UPDATE=1` writes them anew.
 */
describe("the text that was compared with the oracle", () => {
  const AS_OF = "2024-12-31";
  const wide = (change: Partial<PlainPolicy> = {}): Policy =>
    parsePolicy(policyText({...widePolicy(), ...change}), "wide.yaml");
  const base: Scenario = {id: "base", asOf: AS_OF, readings: new Map([["tight", "no"]])};
  const compiled = () => compile(wide(), [{...base, bases: ["signed"]}]);

  test("of a policy with every column, limits, and caps that change within a year", () => {
    const {sql, tables} = compiled();
    const known = readFileSync("test/output/scoring/ledger-changing.sql", "utf8");
    sameText("wide", [difference(known, sql), parametersSql(tables, "score")]);
  });

  test("of two versions of a policy, with grounds and conditions of their own, for two rules in another schema", () => {
    const {rules} = widePolicy();
    const steady = rules.map((rule): PlainRule => ({...rule, caps: {plain: []}}));
    const [first, none] = [wide(), wide({grounds: [], limits: [], rules: steady})];
    const when: PlainRule["when"] = {plain: {field: "outlet", op: "present", value: null}};
    const second = wide({grounds: ["虚报", "瞒报"], rules: rules.with(2, {...rules[2]!, when})});
    const scenarios = [first, second, none].map((policy, i): Scenario => ({...base, id: `${i}`, policy}));
    const {sql, tables} = compile(first, scenarios, {rules: ["R2", "R3"], schema: "other"});
    sameText("versions", [difference(compiled().sql, sql), parametersSql(tables, "other")]);
  });

  test("of a policy whose one limit stays the same, with four caps in a year, and no grounds that void one", () => {
    const {rules, limits} = widePolicy();
    const days = ["2022-03-15", "2023-08-01", "2023-09-01", "2023-10-01"];
    const dated = days.map((from, i) => ({
      from,
      transition: i ? ("by_event_date" as const) : null,
      value: {plain: 500 + 100 * i}
    }));
    const first: PlainRule = {...rules[0]!, caps: {plain: [{max: {dated}, codes: null}]}};
    const steady = [{...limits[0]!, max: {plain: 1500}}];
    const {sql} = compile(wide({grounds: [], limits: steady, rules: rules.with(0, first)}), [base]);
    sameText("pooled", [difference(compiled().sql, sql)]);
  });

  test("of Haicheng's policy", () => {
    const policy = haicheng();
    const {sql} = compile(policy, [baseScenario(policy, settingsFor("2025-12-31"))]);
    expect(`${sql}\n`).toBe(readFileSync("test/output/scoring/ledger.sql", "utf8"));
  });

  test("of scores, rankings and totals", async () => {
    const sql: string[] = [];
    const db = {run: async (text: string) => void sql.push(text)} as Database;
    await fillLedger(db);
    await fillScores(db);
    await fillRanking(db, ["R1", "R2"]);
    await fillTotalRanking(db);
    await makeTotals(db);
    sameText("rank", sql.map(hashLine));
    sql.length = 0;
    const text = await runLedger(db, wide(), [base]);
    const {tables} = compile(wide(), [base]);
    expect(sql).toEqual([parametersSql(tables, "score"), `CREATE OR REPLACE TEMP TABLE run AS ${text}`]);
  });

  test("of what follows from grades, under each reading and where it changes", () => {
    const outcomes = (policy: Policy, readings: Record<string, string> = {}): string => {
      const choices = settingsFor(AS_OF, readings).readings;
      return outcomesSql(systemContext({bonus: null, people: policyFacts(policy, choices)}, settingsFor(AS_OF)));
    };
    const dated = (...options: readonly string[]): string =>
      `gap: [${options.map((option, i) => `{from: ${2022 + i}-01-01, value: ${option}, cite: a10_2}`).join(", ")}]`;
    const [first, ...others] = [
      ...["breaks", "bridges", "counts"].map(gap => outcomes(people(), {gap_year: gap})),
      outcomes(people(dated("breaks", "counts"))),
      outcomes(people(dated("counts", "bridges"))),
      outcomes(people(dated("counts", "counts"), true)),
      outcomesSql(systemContext({bonus: null, people: null}, settingsFor(AS_OF)))
    ];
    sameText("outcomes", [hashLine(first!), ...others.map(text => difference(first!, text))]);
  });

  test("knows no policy that gives no points", () => {
    const policy = people();
    expect(() => compile(policy, [{...base, readings: chosenReadings(policy.readings)}])).toThrow(policy.id);
  });
});

/** Returns the built-in policy that judges people, with another word on years without a grade, and on what is cited when. */
function people(gap = GAP, moved = false): Policy {
  const {file, text} = builtinPolicies().get("liaocheng-2022-15")!;
  if (!text.includes(GAP)) throw new Error(`${file} does not say: ${GAP}`);
  const other: Record<string, string> = {a10_1: "a10_2", a10_2: "a10_1"};
  const cite = (_: string, id: string): string =>
    `{cite: [{from: 2022-01-01, value: ${id}, cite: ${id}}, {from: 2024-01-01, value: ${other[id] ?? "a9"}, cite: ${id}}], when`;
  const changed = text.replace(GAP, gap);
  return parsePolicy(moved ? changed.replace(/\{cite: (\w+), when/g, cite) : changed, file);
}

const GAP = "gap: {reading: gap_year}";

function sameText(name: string, statements: readonly string[]): void {
  const golden = new URL(`sql/${name}.sql`, import.meta.url);
  const text = `${statements.join(";\n\n")}\n`;
  if (process.env.HENGCAI_UPDATE) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, "utf8"));
}

/** Returns the lines that a text has more or less than another one, and its hash, which the order of lines changes too. */
function difference(base: string, text: string): string {
  const [before, after] = [base.split("\n"), text.split("\n")];
  const gone = before.filter(line => !after.includes(line)).map(line => `-${line}`);
  const come = after.filter(line => !before.includes(line)).map(line => `+${line}`);
  return [...gone, ...come, hashLine(text)].join("\n");
}

/** A text that stands in the code as it is need not stand here again to be seen to change. */
function hashLine(text: string): string {
  return `-- sha256 ${createHash("sha256").update(text).digest("hex")}`;
}
