import {readFileSync, writeFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {UserError} from "../../../loaders/error.ts";
import {compile} from "../../../scoring/compile.ts";
import {type Policy, parsePolicy} from "../../../scoring/policy.ts";
import {predicateSql} from "../../../scoring/predicate.ts";
import {describePredicate, FACT_TITLES} from "../../../scoring/predicateWords.ts";
import {chosenReadings, combinations} from "../../../scoring/reading.ts";
import {KEY_TITLES} from "../../../scoring/rule.ts";
import {type Change, ELSEWHERE, SPOILINGS} from "./spoilings.ts";

/**
 * One change a time to a sound policy, and what comes of it: each fault at its place, or the rule as it was compiled. What
 * stands in the golden file was read line by line; `HENGCAI_UPDATE=1` writes it anew.
 */
const GOLDEN = new URL("spoilings.txt", import.meta.url);
const BASE = readFileSync(new URL("base.yaml", import.meta.url), "utf8");
const BREAK = "\n\n";

const UNCHANGED = "nothing";
const changes = new Map<string, () => string>([
  [UNCHANGED, () => outcome(UNCHANGED, BASE, "R1")],
  ...SPOILINGS.map(([rule, key, value]): [string, () => string] => {
    const name = `${rule}.${key}: ${value}`;
    return [name, () => outcome(name, changed(rule, key, value), rule)];
  }),
  ...ELSEWHERE.map((change): [string, () => string] => {
    const name = change
      .flat()
      .map(text => text.replace(/\n */g, " "))
      .join("→ ");
    return [name, () => outcome(name, replaced(change), "R1")];
  })
]);
if (process.env.HENGCAI_UPDATE) writeFileSync(GOLDEN, `${[...changes.values()].map(make => make()).join(BREAK)}\n`);

describe("one change to a sound policy", () => {
  const texts = readFileSync(GOLDEN, "utf8").trimEnd().split(BREAK);
  const reviewed = new Map(texts.map(text => [text.split("\n", 1)[0]!.slice(2), text]));

  test("each change was reviewed, and none is left over", () => {
    expect(changes.size).toBe(SPOILINGS.length + ELSEWHERE.length + 1);
    expect([...reviewed.keys()]).toEqual([...changes.keys()]);
  });

  for (const [name, make] of changes) {
    test(name, () => expect(make()).toBe(reviewed.get(name)));
  }
});

/** Returns the policy with the rule's line changed, or added where it has none of the key. */
function changed(rule: string, key: string, value: string): string {
  const [before, after] = BASE.split(`  ${rule}:\n`) as [string, string];
  const line = new RegExp(`^ {4}${key}:.*$`, "m");
  const put = `    ${key}: ${value}`;
  return `${before}  ${rule}:\n${line.test(after) ? after.replace(line, () => put) : `${put}\n${after}`}`;
}

function replaced([from, to, ...more]: Change): string {
  return [[from, to] as const, ...more].reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the policy does not say: ${from}`);
    return text.replace(from, to);
  }, BASE);
}

function outcome(name: string, text: string, rule: string): string {
  try {
    return [`# ${name}`, ...compiled(parsePolicy(text, "base.yaml"), rule)].join("\n");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [`# ${name}`, ...error.message.split("\n").map(line => line.trim())].join("\n");
  }
}

/** Returns the rule under every combination of the readings that it depends on: its words, its SQL, its rows. */
function compiled(policy: Policy, id: string): string[] {
  const rule = policy.bonus!.rules.find(rule => rule.id === id)!;
  return combinations(rule.readings, policy.readings, new Map()).flatMap(readings => {
    const all = new Map([...chosenReadings(policy.readings), ...readings]);
    const {tables} = compile(policy, [{id: "s", asOf: "2025-12-31", readings: all, bases: ["signed"]}], {rules: [id]});
    const views = rule.stretches.map(({year, day}) => {
      const {when, limit} = rule.read({readings: all, year, day});
      const {sql, days} = predicateSql(when, "c", "r");
      return `${describePredicate(when)} | ${sql} | ${days.join(" ")}${limit ? ` | ${JSON.stringify(limit)}` : ""}`;
    });
    const rows = Object.entries(tables).flatMap(([table, rows]) => rows.map(row => `${table} ${JSON.stringify(row)}`));
    return [JSON.stringify([...readings]), ...views, ...rows];
  });
}

test("keys and facts have the office's words", () => {
  expect(
    [...Object.entries(KEY_TITLES), ...Object.entries(FACT_TITLES)].map(([name, word]) => `${name} ${word}`)
  ).toEqual([
    ...["person_key 人员", "event_key 活动", "article_key 稿件", "claim_id 申报", "outlet 媒体"],
    ...[
      "level 级别",
      "employment 用工方式",
      "degree 学位",
      "title 职称",
      "role 承担角色",
      "aspect 考评方面",
      "verdict 考评结论"
    ],
    ...["level 级别", "employment 用工方式", "degree 学位", "title 职称", "recognised 是否认定"],
    ...["role 承担角色", "aspect 考评方面", "verdict 考评结论", "outlet 媒体名称"],
    ...["event_on 发生日期", "applied_on 申报日期", "reviewed_on 审核日期", "signed_on 签批日期"]
  ]);
});
