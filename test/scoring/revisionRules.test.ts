import {describe, expect, test} from "vitest";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {revise} from "../../scoring/revision.ts";
import {policyDifference, type RuleChange} from "../../scoring/revisionRules.ts";
import type {Side} from "../../scoring/sandbox.ts";
import {settingsFor} from "../oracle/engine.ts";
import {YUNZHOU} from "../policies/yunzhou.ts";
import {builtin, type Claim, claim, HAICHENG, policyText} from "./bonusCity.ts";
import {type Datasets, fill} from "./city.ts";
import {sidesFor} from "./sides.ts";

/** Returns the built-in policy amended; `body` says what, the clause is x1. */
function amended(body: string, {from = "2025-07-01", base = policyText("haicheng-2021-2")} = {}): Policy {
  const text = `hengcai: 1
amends: haicheng-2021-2
policy: haicheng-2025-9
title: 修订
source: {doc: 海〔2025〕9号}
force: {from: ${from}}
${from.endsWith("-01-01") ? "" : "transition: by_event_date"}
clauses:
  x1: {at: 第一条, says: 修订, chars: 10, sha256: ${"a".repeat(64)}}
${body}
`;
  return parsePolicy(base, "haicheng-2021-2.yaml", {
    amendments: [{file: "修订.yaml", text}]
  });
}

const CLAUSE = "海〔2025〕9号 第一条";
const ENDED = amended("end: [{rule: R3, cite: x1}]");
const CAPPED = amended('set: {R3.caps.0.max: {value: "0.2", cite: x1}}');
const VALUED = amended('set: {R3.earn: {value: [{from: 1, each: "0.15"}], cite: x1}}');
const NARROWED = amended("set: {R3.when: {value: [level, at_least, 省级], cite: x1}}");
const LIMITED = amended('add: {limits: [{over: [R3, R4], max: "0.3", cite: x1}]}');
const ADDED = amended(`add:
  rules:
    R6:
      title: 人才服务
      cite: x1
      when: [recognised, is, 是]
      key: [person_id]
      across: unit
      earn: [{from: 1, each: "0.1"}]
      caps: [{max: "0.5"}]`);
const LATER = builtin("haicheng-2021-2", ["    of: event\n", "    of: event\n    from: 2025-07-01\n"]);

const side = (policy: Policy): Side => ({warehouse: "", policy, settings: settingsFor("2025-12-31")});
const changes = (before: Policy, after: Policy, year = 2025): RuleChange[] => {
  const {rules, general} = policyDifference(year, [side(before), side(after)]);
  return [...general, ...[...rules.values()].flat()];
};

describe("policyDifference(year, sides)", () => {
  const R3 = {rule: "R3", title: "会议活动", since: null};
  const since = {...R3, since: "2025-07-01", clause: CLAUSE};
  test.each<[string, Policy, Policy, object]>([
    ["a rule that ends", HAICHENG, ENDED, {...R3, aspect: "to", before: null, after: "2025-07-01", clause: CLAUSE}],
    [
      "one that ends no more",
      ENDED,
      HAICHENG,
      {...R3, aspect: "to", before: "2025-07-01", after: null, clause: CLAUSE}
    ],
    [
      "another end",
      ENDED,
      amended("end: [{rule: R3, cite: x1}]", {from: "2025-10-01"}),
      {...R3, aspect: "to", before: "2025-07-01", after: "2025-10-01", clause: CLAUSE}
    ],
    [
      "a beginning that moves",
      HAICHENG,
      LATER,
      {...R3, aspect: "from", before: "2021-10-29", after: "2025-07-01", clause: "激励奖励制度 二（二）3"}
    ],
    ["a cap within the year", HAICHENG, CAPPED, {...since, aspect: "caps", before: "封顶0.4", after: "封顶0.2"}],
    [
      "a value within the year",
      HAICHENG,
      VALUED,
      {...since, aspect: "values", before: "第1项起每项0.1", after: "第1项起每项0.15"}
    ],
    [
      "a condition within the year",
      HAICHENG,
      NARROWED,
      {...since, aspect: "condition", before: "级别为鞍山市级、省级、国家级", after: "级别为省级、国家级"}
    ],
    [
      "a rule that is added",
      HAICHENG,
      ADDED,
      {rule: "R6", title: "人才服务", aspect: "rule", since: null, before: null, after: "2025-07-01", clause: CLAUSE}
    ],
    [
      "a rule that is not there any more",
      ADDED,
      HAICHENG,
      {rule: "R6", title: "人才服务", aspect: "rule", since: null, before: "2025-07-01", after: null, clause: null}
    ],
    [
      "a cap of an earlier year, with its day",
      HAICHENG,
      amended('set: {R3.caps.0.max: {value: "0.2", cite: x1}}', {from: "2024-01-01"}),
      {...since, since: "2024-01-01", aspect: "caps", before: "封顶0.4", after: "封顶0.2"}
    ],
    [
      "a change taken back: each value behind its day, the earlier first",
      CAPPED,
      HAICHENG,
      {...since, since: null, aspect: "caps", before: "封顶0.4；自 2025-07-01 起封顶0.2", after: "封顶0.4"}
    ],
    [
      "a change to more that comes first by the alphabet of neither",
      CAPPED,
      amended('set: {R3.caps.0.max: {value: "1", cite: x1}}', {from: "2025-05-01"}),
      {
        ...since,
        since: null,
        aspect: "caps",
        before: "封顶0.4；自 2025-07-01 起封顶0.2",
        after: "封顶0.4；自 2025-05-01 起封顶1"
      }
    ]
  ])("names %s", (_, before, after, expected) => {
    expect(changes(before, after)).toEqual([expected]);
  });

  test("names a limit over several rules for each of them, its clause in its words", () => {
    expect(changes(HAICHENG, LIMITED)).toEqual(
      [
        {rule: "R3", title: "会议活动", after: `与R4合计封顶0.3（${CLAUSE}）`},
        {rule: "R4", title: "媒体宣传", after: `与R3合计封顶0.3（${CLAUSE}）`}
      ].map(one => ({...one, aspect: "limit", since: "2025-07-01", before: "没有", clause: null}))
    );
  });

  test("says nothing of what holds before the year alike, or after it", () => {
    expect(changes(HAICHENG, CAPPED, 2024)).toEqual([]);
    const early = amended('set: {R3.caps.0.max: {value: "0.2", cite: x1}}', {from: "2023-01-01"});
    const late = amended('set: {R3.caps.0.max: {value: "0.2", cite: x1}}', {from: "2024-01-01"});
    expect(changes(early, late)).toEqual([]);
    expect(changes(early, late, 2023)).toMatchObject([{aspect: "caps", before: "自 2023-01-01 起封顶0.2"}]);
  });

  test("says of a rule over before the year that it has ended, not what else it would have become", () => {
    const both = amended('set: {R3.caps.0.max: {value: "0.2", cite: x1}}\nend: [{rule: R3, cite: x1}]', {
      from: "2024-01-01"
    });
    expect(changes(HAICHENG, both)).toMatchObject([{aspect: "to", after: "2024-01-01"}]);
  });

  test("names what is one thing with what, how a claim is put in a year, and what a revocation takes", () => {
    expect(
      changes(HAICHENG, amended("set: {R2.shares_key_with: {value: R2, cite: x1}}", {from: "2025-01-01"}))
    ).toMatchObject([
      {rule: "R2", aspect: "key", before: "全市一年内同一人员只计一次，与R1合在一起算", clause: CLAUSE}
    ]);
    expect(changes(HAICHENG, amended("set: {flow.claim.revoke.scope: {value: claim, cite: x1}}"))).toEqual([
      {
        ...{rule: null, title: null, aspect: "void_scope", since: "2025-07-01", clause: CLAUSE},
        ...{before: "虚报、瞒报的取消本单位全年", after: "虚报、瞒报的只取消该项"}
      }
    ]);
    expect(
      changes(HAICHENG, amended("set: {year.place_by: {value: signed_on, cite: x1}}", {from: "2025-01-01"}))
    ).toMatchObject([{aspect: "place_by", before: "按发生日期", after: "按签批日期", clause: CLAUSE}]);
  });

  test("names the document that brought a word in where the condition itself says nothing of it", () => {
    const [base, first] = YUNZHOU;
    const [was, is] = [[], [first!]].map(amendments => parsePolicy(base!.text, base!.file, {amendments}));
    const condition = policyDifference(2024, [side(was!), side(is!)]).rules.get("R5")!;
    expect(condition.find(({aspect}) => aspect === "condition")).toMatchObject({
      since: "2024-10-01",
      clause: "云人才发〔2024〕9号"
    });
  });
});

describe("the reason of a claim", () => {
  const sides = sidesFor("rules");

  async function reasons(claims: readonly Claim[], before: Policy, after: Policy, from = "2025-12-31") {
    const facts: Datasets = {units: [{unit_id: "甲镇", name: "甲镇", kind: "镇", sort_order: 1}], claims: [...claims]};
    const warehouse = await sides.warehouse(db => fill(db, facts));
    const settings = settingsFor("2025-12-31");
    const [unit] = await revise(sides.sandbox, {
      year: 2025,
      before: {warehouse, policy: before, settings: settingsFor(from)},
      after: {warehouse, policy: after, settings}
    });
    return unit!.claims.map(({claimId, disposition, change, reasons}) => ({
      claimId,
      disposition: disposition.after,
      change,
      said: reasons.flatMap(reason =>
        reason.kind === "policy" ? reason.changes.map(({rule, aspect}) => `${rule} ${aspect}`) : reason.kind
      ),
      by: reasons.find(reason => reason.kind === "capped")?.by,
      caps: reasons.find(reason => reason.kind === "capped")?.caps.map(({rules, max}) => `${rules.join("+")} ${max}`)
    }));
  }

  const spring = claim("R3", {event_on: "2025-03-01"});
  const autumn = ["2025-09-01", "2025-09-02", "2025-09-03"].map(day => claim("R3", {event_on: day}));
  const all = [spring, ...autumn];
  const [one, two, three] = autumn.map(({claim_id}) => claim_id);

  test("is that the rule ended, also where its cap is another all year", async () => {
    const both = amended("end: [{rule: R3, cite: x1}]", {
      base: policyText("haicheng-2021-2", ['max: "0.4"', 'max: "0.3"'])
    });
    for (const policy of [ENDED, both]) {
      expect(await reasons(all, HAICHENG, policy)).toEqual(
        [one, two, three].map(claimId => ({claimId, disposition: "not_in_force", change: -100, said: ["R3 to"]}))
      );
    }
  });

  test("is that the rule had ended, or not begun, where a claim comes in on a day when it does not count", async () => {
    expect(await reasons(autumn, ENDED, ENDED, "2025-08-01")).toEqual(
      [one, two, three].map(claimId => ({
        claimId,
        disposition: "not_in_force",
        change: 0,
        said: ["occurred", "R3 to"]
      }))
    );
    const late = builtin("haicheng-2021-2", ["    of: event\n", "    of: event\n    from: 2025-10-01\n"]);
    const found = await reasons([autumn[0]!], late, late, "2025-08-01");
    expect(found.map(({said}) => said)).toEqual([["occurred", "R3 rule"]]);
  });

  test("is that the rule begins later, or is new", async () => {
    expect(await reasons(all, HAICHENG, LATER)).toEqual([
      {claimId: spring.claim_id, disposition: "not_in_force", change: -100, said: ["R3 from"]}
    ]);
    const fresh = claim("R2", {rule: "R6", event_on: "2025-08-01"});
    expect(await reasons([fresh], HAICHENG, ADDED)).toEqual([
      {claimId: fresh.claim_id, disposition: "counted", change: 100, said: ["R6 rule"]}
    ]);
  });

  test("is the cap, the value, the condition or the limit, whichever took the points", async () => {
    // Under 0.2 there is room for one more after the spring; under 0.3 with R4 for two.
    expect(await reasons(all, HAICHENG, CAPPED)).toEqual(
      [two, three].map(claimId => ({claimId, disposition: "over_cap", change: -100, said: ["R3 caps"]}))
    );
    expect(await reasons(all, HAICHENG, LIMITED)).toEqual([
      {claimId: three, disposition: "over_cap", change: -100, said: ["R3 limit"]}
    ]);
    expect(await reasons([spring, autumn[0]!], HAICHENG, VALUED)).toEqual([
      {claimId: one, disposition: "counted", change: 50, said: ["R3 values"]}
    ]);
    const local = claim("R3", {level: "鞍山市级", event_on: "2025-09-01"});
    expect(await reasons([spring, local], HAICHENG, NARROWED)).toEqual([
      {claimId: local.claim_id, disposition: "ineligible", change: -100, said: ["R3 condition"]}
    ]);
  });

  test("is another rule's cap where that leaves room under the limit that they share", async () => {
    const lower = amended(
      'add: {limits: [{over: [R3, R4], max: "0.4", cite: x1}]}\nset: {R3.caps.0.max: {value: "0.1", cite: x1}}',
      {from: "2025-01-01"}
    );
    const limited = amended('add: {limits: [{over: [R3, R4], max: "0.4", cite: x1}]}', {from: "2025-01-01"});
    const article = claim("R4", {event_on: "2025-12-01"});
    const found = await reasons([...all, article], limited, lower);
    expect(found.at(-1)).toEqual({
      claimId: article.claim_id,
      disposition: "counted_partly",
      change: 300,
      said: ["capped", "R3 caps"],
      by: [one, two, three],
      caps: ["R3+R4 400"]
    });
  });

  test("is never a claim that shares no cap with it, or comes after it", async () => {
    const both = amended(
      'set: {R3.caps.0.max: {value: "0.2", cite: x1}, R4.earn.each.省级: {value: "0.6", cite: x1}}',
      {from: "2025-01-01"}
    );
    const found = await reasons([...all, claim("R4", {event_on: "2025-02-01"})], HAICHENG, both);
    expect(found.slice(0, 2)).toMatchObject([two, three].map(claimId => ({claimId, said: ["R3 caps"], by: undefined})));
    const dearer = amended('set: {R3.earn: {value: [{from: 1, each: "0.15"}], cite: x1}}', {from: "2025-01-01"});
    // 0.15 + 0.15 + 0.1 under 0.4, and nothing for the last.
    expect((await reasons(all, HAICHENG, dearer)).map(({by}) => by)).toEqual([
      undefined,
      undefined,
      [spring.claim_id, one],
      [spring.claim_id, one, two]
    ]);
  });

  test("is a cap that changes within the year for what comes after that day alone, also where it takes as much", async () => {
    const days = ["2025-03-01", "2025-03-02", "2025-03-03", "2025-03-04", "2025-09-01"];
    const claims = days.map(event_on => claim("R3", {event_on}));
    const base = policyText("haicheng-2021-2", ['earn: [{from: 1, each: "0.1"}]', 'earn: [{from: 1, each: "0.15"}]']);
    const higher = amended('set: {R3.caps.0.max: {value: "0.45", cite: x1}}', {base});
    // Before 4 × 0.1, and 0.1 lost; now 0.15 + 0.15 + 0.1 and 0.15 lost, then 0.05 and 0.1 lost.
    expect(await reasons(claims, HAICHENG, higher)).toMatchObject([
      {change: 50, said: ["R3 values"]},
      {change: 50, said: ["R3 values"]},
      {change: 0, said: ["capped", "R3 values"]},
      {change: -100, said: ["capped", "R3 values"]},
      {change: 50, said: ["capped", "R3 values", "R3 caps"]}
    ]);
  });

  test("is the year that claims are put in, or what a revocation takes with it", async () => {
    const scope = amended("set: {flow.claim.revoke.scope: {value: claim, cite: x1}}", {from: "2025-01-01"});
    const bad = claim("R4", {event_on: "2025-03-01", revoked_on: "2025-11-01", revoke_ground: "虚报"});
    expect(await reasons([spring, bad], HAICHENG, scope)).toEqual([
      {claimId: spring.claim_id, disposition: "counted", change: 100, said: ["released", "null void_scope"]}
    ]);
    const place = amended("set: {year.place_by: {value: signed_on, cite: x1}}", {from: "2024-01-01"});
    const late = claim("R3", {event_on: "2024-12-30", signed_on: "2025-01-05"});
    expect(await reasons([late], HAICHENG, place)).toEqual([
      {claimId: late.claim_id, disposition: "counted", change: 100, said: ["null place_by"]}
    ]);
  });
});
