import {describe, expect, it} from "vitest";
import {type Basis, type Claim, DISPOSITIONS, type LedgerRow, type Readings, scoreByHand} from "./oracle.ts";
import {rankByHand, type Unit} from "./rank.ts";
import {claimOf, items, VECTOR_YEAR, vectors} from "./vectors.ts";

const AS_OF = `${VECTOR_YEAR}-12-31`;

describe("the oracle", () => {
  for (const {name, readings, claims, tenths} of vectors()) {
    it(`yields ${tenths} tenths for ${name}`, () => {
      expect(total(score(claims, readings))).toBe(tenths * 100);
    });
  }

  it("says which person in the flat step brings no increment, and where the cap falls", () => {
    expect(words(score(items("R1", 9)))).toEqual([
      "counted",
      "counted_no_increment",
      "counted_no_increment",
      ...Array(5).fill("counted"),
      "over_cap"
    ]);
    const local = Array.from({length: 11}, (_, n) => claimOf("R4", n, {level: n === 0 ? "海城市级" : "省级"}));
    // 0.2 + 0.5 + 0.5 + 0.5 = 1.7, then 0.3 of 0.5 is left below 2.0.
    const rows = score(local);
    expect(words(rows).slice(3, 6)).toEqual(["counted", "counted_partly", "over_cap"]);
    expect(rows[4]).toMatchObject({nth: 5, raw: 500, cumulative: 2200, cap: 2000, points: 300});
  });

  const stops: [string, string, Partial<Claim>][] = [
    ["out_of_period", "R1", {event_on: "2026-01-01"}],
    ["not_in_force", "R1", {event_on: "2021-10-28"}],
    ["counted", "R1", {event_on: "2021-10-29"}],
    ["not_scored", "N", {review: "不予认定", revoked_on: AS_OF}],
    ["revoked", "R1", {revoked_on: AS_OF, review: "不予认定"}],
    ["counted", "R1", {revoked_on: "2026-01-01", revoke_ground: "虚报"}],
    ["counted", "R1", {revoke_ground: "虚报"}],
    ["rejected", "R1", {review: "不予认定", employment: "柔性"}],
    ["not_reviewed", "R1", {review: "不予认定", reviewed_on: "2026-01-01"}],
    ["not_reviewed", "R1", {review: "不予认定", reviewed_on: null}],
    ["ineligible", "R1", {employment: null, person_key: null}],
    ["ineligible", "R1", {degree: "硕士", title: "中级"}],
    ["ineligible", "R1", {degree: "博士后", title: "教授"}],
    ["ineligible", "R2", {recognised: null}],
    ["ineligible", "R3", {level: "海城市级"}],
    ["ineligible", "R4", {level: null}],
    ["ineligible", "R4", {outlet: null}],
    ["ineligible", "R5", {verdict: "一般"}],
    ["missing_key", "R1", {person_key: null, review: "待审核"}],
    ["missing_key", "R3", {role: null}],
    ["missing_key", "R3", {event_key: null}],
    ["missing_key", "R4", {article_key: null}],
    ["missing_key", "R5", {aspect: null}],
    ["not_reviewed", "R1", {review: "退回补正", signed_on: null}],
    ["not_reviewed", "R1", {reviewed_on: "2026-01-01"}],
    ["not_signed", "R1", {signed_on: "2026-01-01"}],
    ["not_signed", "R1", {signed_on: null}],
    ["counted", "R1", {reviewed_on: AS_OF, signed_on: AS_OF}]
  ];
  for (const [disposition, rule, facts] of stops) {
    it(`gives ${rule} with ${JSON.stringify(facts)} the disposition ${disposition}`, () => {
      expect(words(score([claimOf(rule, 0, facts)]))).toEqual([disposition]);
      expect(DISPOSITIONS).toContain(disposition);
    });
  }

  it("asks only for the parts of the key as the reading has it", () => {
    expect(words(score([claimOf("R3", 0, {event_key: null})], {item3: "aspect"}))).toEqual(["counted"]);
  });

  it("asks for the medium and the aspect in either reading", () => {
    expect(words(score([claimOf("R4", 0, {outlet: null})], {reprint: "each_outlet"}))).toEqual(["ineligible"]);
    expect(words(score([claimOf("R5", 0, {aspect: null})], {item5: "item"}))).toEqual(["missing_key"]);
  });

  it("skips the gates that the other bases do not know", () => {
    const claims = [claimOf("R1", 0, {signed_on: null}), claimOf("R1", 1, {review: "待审核", signed_on: null})];
    expect(words(score(claims, {}, "reviewed"))).toEqual(["counted", "not_reviewed"]);
    expect(words(score(claims, {}, "claimed"))).toEqual(["counted", "counted_no_increment"]);
  });

  it("voids the unit's year for a false report, also one that did not count, and only the claim under that reading", () => {
    const claims = [
      claimOf("R3", 0),
      claimOf("N", 1, {revoked_on: AS_OF, revoke_ground: "瞒报"}),
      claimOf("R3", 2, {event_on: "2024-06-01"})
    ];
    expect(words(score(claims))).toEqual(["voided_with_unit", "not_scored", "counted"]);
    expect(words(score(claims, {void_scope: "claim"}))).toEqual(["counted", "not_scored", "counted"]);
    const other = [claimOf("R3", 0), claimOf("R3", 1, {revoked_on: AS_OF, revoke_ground: "其他"})];
    expect(words(score(other))).toEqual(["counted", "revoked"]);
  });

  it("gives a shared person to the earliest event, hired before grown, and flags both", () => {
    const person = {person_key: "one"};
    const claims = [
      claimOf("R2", 0, {...person, unit: "A"}),
      claimOf("R1", 5, {...person, unit: "B"}),
      claimOf("R1", 4, {...person, unit: "C"})
    ];
    expect(score(claims).map(row => [row.disposition, row.dup_of, row.contested])).toEqual([
      ["duplicate", "R1-0004", true],
      ["duplicate", "R1-0004", true],
      ["counted", null, true]
    ]);
    expect(words(score(claims, {one_person: "both_rules"}))).toEqual(["counted", "duplicate", "counted"]);
    expect(words(score(claims, {shared_person: "each_unit"}))).toEqual(["counted", "counted", "counted"]);
    expect(words(score([claims[0]!, {...claims[1]!, revoked_on: AS_OF}]))).toEqual(["counted", "revoked"]);
  });

  it("lets the best level hold an article", () => {
    const one = {article_key: "one"};
    const rows = score([claimOf("R4", 0, {...one, level: "海城市级"}), claimOf("R4", 1, one)]);
    expect(rows.map(row => [row.disposition, row.points])).toEqual([
      ["duplicate", 0],
      ["counted", 500]
    ]);
  });

  it("places a claim by its event, or by its signature once signed", () => {
    const claims = [
      claimOf("R3", 0, {event_on: "2024-12-31", signed_on: "2025-01-10"}),
      claimOf("R3", 1, {event_on: "2024-12-31", signed_on: null}),
      claimOf("R3", 2, {event_on: "2024-12-31", signed_on: "2026-01-01"})
    ];
    expect(score(claims).map(row => row.year)).toEqual([2024, 2024, 2024]);
    expect(score(claims, {place_by: "signed_on"}).map(row => row.year)).toEqual([2025, 2024, 2024]);
  });

  it("ranks equal totals alike with a gap after them, units without claims too, and none outside its days", () => {
    const unit = (unit_id: string, more: Partial<Unit> = {}): Unit => ({
      unit_id,
      name: unit_id,
      kind: "镇",
      sort_order: null,
      valid_from: null,
      valid_to: null,
      ...more
    });
    const units = [
      unit("A"),
      unit("B", {sort_order: 2}),
      unit("C", {sort_order: 1}),
      unit("D", {valid_from: "2025-01-01"}),
      unit("E", {valid_to: AS_OF}),
      unit("F", {kind: "村"})
    ];
    const claims = [
      claimOf("R3", 0, {unit: "A"}),
      claimOf("R3", 1, {unit: "A"}),
      claimOf("R3", 2, {unit: "B"}),
      claimOf("R3", 3, {unit: "C"}),
      claimOf("R3", 4, {unit: "F"}),
      claimOf("R3", 5, {unit: "B", event_on: "2024-05-01"})
    ];
    const ranking = rankByHand(score(claims), units, [{name: "镇", kinds: ["镇"]}], {asOf: AS_OF, basis: "signed"});
    const last = ranking.filter(row => row.year === VECTOR_YEAR);
    expect(last.map(row => [row.unit_id, row.rank, row.tied, row.total, row.change])).toEqual([
      ["A", 1, false, 200, "↑1"],
      ["C", 2, true, 100, "—"],
      ["B", 2, true, 100, "↓1"],
      ["D", 4, false, 0, "新"]
    ]);
    expect(ranking.filter(row => row.year === 2024).map(row => row.unit_id)).toEqual(["B", "C", "A", "E"]);
  });
});

function score(claims: readonly Claim[], readings: Readings = {}, basis: Basis = "signed"): LedgerRow[] {
  return scoreByHand(claims, {asOf: AS_OF, basis, readings});
}

function total(rows: readonly LedgerRow[]): number {
  return rows.reduce((sum, row) => sum + row.points, 0);
}

function words(rows: readonly LedgerRow[]): string[] {
  return rows.map(row => row.disposition);
}
