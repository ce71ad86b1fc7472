import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {compile} from "../../scoring/compile.ts";
import {alternatives, baseScenario} from "../../scoring/effects.ts";
import {parametersSql} from "../../scoring/ledger.ts";
import {inFull} from "../full.ts";
import {
  builtin,
  type Claim,
  claim,
  claims,
  HAICHENG,
  type LedgerOptions,
  openLedger,
  settingsOf,
  totals
} from "./bonusCity.ts";

let city: Awaited<ReturnType<typeof openLedger>>;
beforeAll(async () => {
  city = await openLedger();
});
afterAll(() => city.close());

async function dispositions(rows: readonly Claim[], options?: LedgerOptions): Promise<string[]> {
  return (await city.ledger(rows, options)).map(line => line.disposition);
}

describe("the disposition of a claim", () => {
  const AS_OF = "2025-06-30";
  /** One claim, what becomes of it on the official basis as of 2025-06-30. */
  const CASES: [name: string, rule: string, given: Row, disposition: string][] = [
    ["an event after as-of", "R4", {event_on: "2025-07-01"}, "out_of_period"],
    [
      "an event after as-of, signed before it",
      "R4",
      {event_on: "2025-07-01", signed_on: "2025-06-01"},
      "out_of_period"
    ],
    ["an event on as-of", "R4", {event_on: AS_OF, reviewed_on: AS_OF, signed_on: AS_OF}, "counted"],
    ["an event before the policy's first day", "R4", {event_on: "2021-10-28"}, "not_in_force"],
    ["an event on the policy's first day", "R4", {event_on: "2021-10-29"}, "counted"],
    ["praise before the policy's first day", "N", {event_on: "2021-10-28"}, "not_in_force"],
    ["praise", "N", {}, "not_scored"],
    ["praise, revoked", "N", {revoked_on: "2025-06-10", revoke_ground: "其他"}, "not_scored"],
    ["praise, signed by nobody", "N", {review: null, reviewed_on: null, signed_on: null}, "not_scored"],
    ["revoked on as-of", "R4", {revoked_on: AS_OF, revoke_ground: "其他"}, "revoked"],
    ["revoked after as-of", "R4", {revoked_on: "2025-07-01", revoke_ground: "虚报"}, "counted"],
    ["revoked without a ground", "R4", {revoked_on: AS_OF}, "revoked"],
    ["revoked and rejected", "R4", {revoked_on: AS_OF, review: "不予认定"}, "revoked"],
    ["rejected", "R4", {review: "不予认定"}, "rejected"],
    ["rejected, though it is not eligible either", "R4", {review: "不予认定", level: null}, "rejected"],
    ["rejected after as-of", "R4", {review: "不予认定", reviewed_on: "2025-07-01"}, "not_reviewed"],
    ["rejected without a date", "R4", {review: "不予认定", reviewed_on: null}, "not_reviewed"],
    ["a level the policy does not know", "R4", {level: "市级"}, "ineligible"],
    ["no level", "R4", {level: null}, "ineligible"],
    ["no medium", "R4", {outlet: null}, "ineligible"],
    ["a meeting at the city's own level", "R3", {level: "海城市级"}, "ineligible"],
    ["a hire without employment", "R1", {employment: null}, "ineligible"],
    ["a part-time hire", "R1", {employment: "兼职"}, "ineligible"],
    ["a hire with neither degree nor title", "R1", {degree: null, title: null}, "ineligible"],
    ["a hire whose degree is unknown but whose title suffices", "R1", {degree: null, title: "副高级"}, "counted"],
    ["a hire with a lesser degree and title", "R1", {degree: "硕士", title: "中级"}, "ineligible"],
    ["a hire whose title nobody knows", "R1", {degree: null, title: "特级"}, "ineligible"],
    ["grown, not recognised", "R2", {recognised: false}, "ineligible"],
    ["grown, recognition not given", "R2", {recognised: null}, "ineligible"],
    ["an ordinary achievement", "R5", {verdict: "一般"}, "ineligible"],
    ["ineligible before the key is asked for", "R1", {employment: "柔性", person_key: null}, "ineligible"],
    ["a person nobody can tell", "R1", {person_key: null}, "missing_key"],
    ["an event without a role", "R3", {role: null}, "missing_key"],
    ["an event nobody can tell", "R3", {event_key: null}, "missing_key"],
    ["an article nobody can tell", "R4", {article_key: null}, "missing_key"],
    ["an achievement without an aspect", "R5", {aspect: null}, "missing_key"],
    ["a missing key before the review", "R5", {aspect: null, review: null}, "missing_key"],
    ["review pending", "R4", {review: "待审核"}, "not_reviewed"],
    ["sent back", "R4", {review: "退回补正"}, "not_reviewed"],
    ["no review", "R4", {review: null, reviewed_on: null}, "not_reviewed"],
    ["reviewed without a date", "R4", {reviewed_on: null}, "not_reviewed"],
    ["reviewed after as-of", "R4", {reviewed_on: "2025-07-01"}, "not_reviewed"],
    ["signed but not reviewed", "R4", {review: null, reviewed_on: null, signed_on: "2025-06-03"}, "not_reviewed"],
    ["reviewed on as-of, signed on as-of", "R4", {reviewed_on: AS_OF, signed_on: AS_OF}, "counted"],
    ["signed after as-of", "R4", {signed_on: "2025-07-01"}, "not_signed"],
    ["signed without a date", "R4", {signed_on: null}, "not_signed"]
  ];
  for (const [name, rule, given, disposition] of CASES) {
    test(`${name}: ${disposition}`, async () => {
      const rows = [claim(rule, {event_on: "2025-06-01", ...given})];
      const [line] = await city.ledger(rows, {asOf: AS_OF});
      expect(line!.disposition).toBe(disposition);
      const counts = disposition === "counted";
      expect([line!.nth, line!.points > 0, line!.cumulative !== null]).toEqual([counts ? 1 : null, counts, counts]);
    });
  }

  test("a claim lacks what its rule needs in every reading", async () => {
    const rows = [claim("R4", {outlet: null}), claim("R5", {aspect: null})];
    for (const readings of [{}, {reprint: "each_outlet", item5: "item"}]) {
      expect(await dispositions(rows, {readings})).toEqual(["ineligible", "missing_key"]);
    }
  });

  test("a basis skips the gates it does not keep, and no others", async () => {
    const rows = [
      claim("R5", {aspect: "双招双引", signed_on: null}),
      claim("R5", {aspect: "成果转化率", review: "待审核", reviewed_on: null, signed_on: null}),
      claim("R5", {aspect: "技术合同交易额", review: "不予认定"})
    ];
    expect(await dispositions(rows)).toEqual(["not_signed", "not_reviewed", "rejected"]);
    expect(await dispositions(rows, {basis: "reviewed"})).toEqual(["counted", "not_reviewed", "rejected"]);
    expect(await dispositions(rows, {basis: "claimed"})).toEqual(["counted", "counted", "rejected"]);
  });

  test("a rule that the file ends by date is not in force from that day on", async () => {
    const policy = builtin("haicheng-2021-2", [
      "    title: 媒体宣传\n",
      "    title: 媒体宣传\n    from: 2022-01-01\n    to: 2024-08-06\n"
    ]);
    const rows = ["2021-12-31", "2022-01-01", "2024-08-05", "2024-08-06"].map(event_on => claim("R4", {event_on}));
    expect(await dispositions(rows, {policy})).toEqual(["not_in_force", "counted", "counted", "not_in_force"]);
  });

  test("a value that changes from a year on holds for the claims of that year", async () => {
    const policy = builtin("haicheng-2021-2", [
      'earn: [{from: 1, each: "0.2"}]',
      'earn: [{from: 2021-10-29, value: [{from: 1, each: "0.2"}], cite: bonus5}, {from: 2025-01-01, value: [{from: 1, each: "0.3"}], cite: bonus5}]'
    ]);
    const rows = ["2024-12-31", "2025-01-01"].map(event_on => claim("R5", {event_on}));
    expect((await city.ledger(rows, {policy})).map(line => line.points)).toEqual([200, 300]);
  });

  test("a rule the policy does not have is not in force", async () => {
    expect(await dispositions([claim("R9")])).toEqual(["not_in_force"]);
  });
});

describe("a false report", () => {
  const voided = {revoked_on: "2025-09-01", revoke_ground: "虚报"};

  test("voids every other claim of its unit in the year of its event, and nothing else", async () => {
    const rows = [
      claim("R5", {...voided, event_on: "2025-01-01"}),
      claim("R4", {event_on: "2025-12-31"}),
      claim("R4", {event_on: "2024-12-31"}),
      claim("R4", {unit: "乙镇"})
    ];
    expect(await dispositions(rows)).toEqual(["revoked", "voided_with_unit", "counted", "counted"]);
  });

  test("voids whatever became of the false claim itself", async () => {
    for (const given of [{rule: "N"}, {event_on: "2021-01-01"}, {employment: null}, {review: "不予认定"}]) {
      const {rule = "R1", ...rest} = given as Row;
      const year = String(rest.event_on ?? "2025").slice(0, 4);
      const rows = [claim(String(rule), {...voided, ...rest}), claim("R4", {event_on: `${year}-11-30`})];
      expect((await dispositions(rows))[1]).toBe("voided_with_unit");
    }
  });

  test("does not void before it is revoked, nor on another ground", async () => {
    const late = {revoked_on: "2026-01-01", revoke_ground: "虚报"};
    expect(await dispositions([claim("R5", late), claim("R4")])).toEqual(["counted", "counted"]);
    const other = {revoked_on: "2025-09-01", revoke_ground: "其他"};
    expect(await dispositions([claim("R5", other), claim("R4")])).toEqual(["revoked", "counted"]);
    expect(await dispositions([claim("R5", {revoked_on: "2025-09-01"}), claim("R4")])).toEqual(["revoked", "counted"]);
  });

  test("stops what is pending at its own gate first", async () => {
    expect(await dispositions([claim("R5", voided), claim("R4", {signed_on: null})])).toEqual([
      "revoked",
      "not_signed"
    ]);
  });
});

describe("who holds a key", () => {
  test("the lower rule first, whatever the dates", async () => {
    const rows = [
      claim("R2", {person_key: "p", event_on: "2025-01-01"}),
      claim("R1", {person_key: "p", event_on: "2025-12-01"})
    ];
    expect(await dispositions(rows)).toEqual(["duplicate", "counted"]);
  });

  test("then the higher value, then the earlier event, then the smaller claim id", async () => {
    const one = (given: Row) => claim("R4", {article_key: "a", ...given});
    const rows = [
      one({level: "海城市级", event_on: "2025-01-01"}),
      one({level: "国家级", event_on: "2025-03-01"}),
      one({level: "省级", event_on: "2025-02-01", claim_id: "b"}),
      one({level: "鞍山市级", event_on: "2025-02-01", claim_id: "a"})
    ];
    const lines = await city.ledger(rows);
    expect(lines.map(line => line.disposition)).toEqual(["duplicate", "duplicate", "duplicate", "counted"]);
    expect(lines.map(line => line.dup_of)).toEqual(["a", "a", "a", null]);
  });

  test("a key holds within a year", async () => {
    const rows = ["2024-12-31", "2025-01-01"].map(event_on => claim("R1", {person_key: "p", event_on}));
    expect(await dispositions(rows)).toEqual(["counted", "counted"]);
  });

  test("events, articles and aspects are keys within the unit", async () => {
    for (const [rule, given] of [
      ["R3", {event_key: "e"}],
      ["R4", {article_key: "a"}],
      ["R5", {}]
    ] as const) {
      const lines = await city.ledger([claim(rule, given), claim(rule, {...given, unit: "乙镇"})]);
      expect(lines.map(line => [line.disposition, line.contested])).toEqual([
        ["counted", false],
        ["counted", false]
      ]);
    }
  });

  test("only claims past every gate hold a key: a revoked winner hands it on", async () => {
    const early = {person_key: "p", event_on: "2025-01-01", unit: "乙镇"};
    const late = claim("R1", {person_key: "p"});
    for (const given of [{revoked_on: "2025-07-01", revoke_ground: "其他"}, {signed_on: null}, {employment: "柔性"}]) {
      const lines = await city.ledger([claim("R1", {...early, ...given}), late]);
      expect([lines[1]!.disposition, lines[1]!.contested]).toEqual(["counted", false]);
    }
  });
});

describe("contested", () => {
  test("flags every claim of different units for one person, on its basis", async () => {
    const rows = [
      claim("R1", {person_key: "p"}),
      claim("R2", {person_key: "p", unit: "乙镇"}),
      claim("R2", {person_key: "p", unit: "丙镇", signed_on: null})
    ];
    const flags = async (basis: string) => (await city.ledger(rows, {basis})).map(line => line.contested);
    expect(await flags("signed")).toEqual([true, true, false]);
    expect(await flags("claimed")).toEqual([true, true, true]);
  });

  test("does not flag one unit that claims a person twice", async () => {
    const lines = await city.ledger([claim("R1", {person_key: "p"}), claim("R2", {person_key: "p"})]);
    expect(lines.map(line => [line.disposition, line.contested])).toEqual([
      ["counted", false],
      ["duplicate", false]
    ]);
  });
});

describe("numbers", () => {
  test("nth follows the event date, then the claim id; caps run in the same order", async () => {
    const rows = [
      claim("R3", {event_on: "2025-03-01", claim_id: "c"}),
      claim("R3", {event_on: "2025-03-01", claim_id: "b"}),
      claim("R3", {event_on: "2025-02-01", claim_id: "z"}),
      claim("R3", {event_on: "2025-04-01", claim_id: "d"}),
      claim("R3", {event_on: "2025-05-01", claim_id: "a"})
    ];
    const lines = await city.ledger(rows);
    expect(lines.map(line => line.nth)).toEqual([3, 2, 1, 4, 5]);
    expect(lines.map(line => [line.raw, line.cumulative, line.cap, line.points])).toEqual([
      [100, 300, 400, 100],
      [100, 200, 400, 100],
      [100, 100, 400, 100],
      [100, 400, 400, 100],
      [100, 500, 400, 0]
    ]);
    expect(lines[4]!.disposition).toBe("over_cap");
  });

  test("the second and third person add nothing, and say so", async () => {
    const lines = await city.ledger(claims(9, "R1"));
    expect(lines.map(line => line.disposition)).toEqual([
      "counted",
      "counted_no_increment",
      "counted_no_increment",
      ...Array.from({length: 5}, () => "counted"),
      "over_cap"
    ]);
    expect(lines.map(line => line.points)).toEqual([500, 0, 0, 100, 100, 100, 100, 100, 0]);
  });

  test("an item that meets the cap counts in part", async () => {
    const rows = [...claims(3, "R4", {level: "海城市级", event_on: "2025-01-01"}), ...claims(3, "R4")];
    const lines = await city.ledger(rows);
    // 3 × 0.2 + 2 × 0.5 = 1.6; the sixth adds 0.4 of its 0.5.
    expect(lines.at(-1)).toMatchObject({
      raw: 500,
      cumulative: 2100,
      cap: 2000,
      points: 400,
      disposition: "counted_partly"
    });
  });

  test("what no cap covers has none", async () => {
    const rows = [claim("R4", {level: "海城市级"}), claim("R4")];
    const lines = await city.ledger(rows, {readings: {cap4: "upper"}});
    expect(lines.map(line => line.cap)).toEqual([null, 2000]);
  });

  test("every row names its clause; praise has none", async () => {
    const lines = await city.ledger([claim("R1"), claim("R5"), claim("N")]);
    expect(lines.map(line => line.clause)).toEqual(["激励奖励制度 二（二）1", "激励奖励制度 二（二）5", null]);
  });
});

describe("what holds of any claims", () => {
  const anyClaims = fc.array(
    fc.record({
      unit: fc.constantFrom("甲镇", "乙镇", "丙镇"),
      rule: fc.constantFrom("R1", "R2", "R3", "R4", "R5", "N"),
      event_on: fc.constantFrom("2021-10-28", "2021-10-29", "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01"),
      person_key: fc.constantFrom("p1", "p2", "p3", null),
      article_key: fc.constantFrom("a1", "a2", "a3", null),
      event_key: fc.constantFrom("e1", "e2", "e3", "e4", "e5"),
      level: fc.constantFrom("海城市级", "鞍山市级", "省级", null),
      aspect: fc.constantFrom("双招双引", "成果转化率"),
      review: fc.constantFrom("通过", "通过", "通过", "待审核", "不予认定", null),
      signed_on: fc.constantFrom("2025-12-31", "2025-06-01", "2026-01-01", null),
      revoked_on: fc.constantFrom(null, null, null, null, "2025-12-31", "2026-01-01"),
      revoke_ground: fc.constantFrom("虚报", "其他", "其他", null)
    }),
    {minLength: 1, maxLength: 60}
  );
  const rowsOf = (rows: readonly Row[]) => rows.map(row => claim(String(row.rule), row));
  const runs = {numRuns: inFull(8, 200), seed: 42};
  const usual = {asOf: "2025-12-31"};

  test("points telescope: a unit's rows add up to the lesser of the cap and the sum of raw", async () => {
    await fc.assert(
      fc.asyncProperty(anyClaims, async given => {
        for (const basis of ["signed", "claimed"]) {
          const lines = await city.ledger(rowsOf(given), {...usual, basis});
          const groups = new Map<string, typeof lines>();
          for (const line of lines.filter(line => line.nth !== null)) {
            const key = `${line.year} ${line.unit_id} ${line.rule_id}`;
            groups.set(key, [...(groups.get(key) ?? []), line]);
          }
          for (const group of groups.values()) {
            const raw = group.reduce((sum, line) => sum + line.raw, 0);
            expect(group.reduce((sum, line) => sum + line.points, 0)).toBe(Math.min(raw, group[0]!.cap!));
          }
        }
      }),
      runs
    );
  });

  test("input order changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(anyClaims, async given => {
        const rows = rowsOf(given);
        const forward = await city.ledger(rows);
        const backward = await city.ledger(rows.toReversed());
        expect(backward.toReversed()).toEqual(forward);
      }),
      runs
    );
  });

  test("renaming units renames output only", async () => {
    await fc.assert(
      fc.asyncProperty(anyClaims, async given => {
        const rows = rowsOf(given);
        const renamed = rows.map(row => ({...row, unit: `z${row.unit}`}));
        const lines = await city.ledger(renamed);
        expect(lines.map(line => ({...line, unit_id: line.unit_id.slice(1)}))).toEqual(await city.ledger(rows));
      }),
      runs
    );
  });

  test("without a signature there are no points, whatever else is true", async () => {
    await fc.assert(
      fc.asyncProperty(anyClaims, async given => {
        const rows = rowsOf(given).map(row => ({...row, signed_on: null}));
        expect((await city.ledger(rows)).every(line => line.points === 0)).toBe(true);
      }),
      runs
    );
  });

  test("a signed, eligible claim with a fresh key never lowers its unit", async () => {
    await fc.assert(
      fc.asyncProperty(anyClaims, fc.constantFrom("R1", "R2", "R3", "R4"), async (given, rule) => {
        const rows = rowsOf(given);
        const before = totals(await city.ledger(rows)).甲镇 ?? 0;
        const after = totals(await city.ledger([...rows, claim(rule)])).甲镇 ?? 0;
        expect(after).toBeGreaterThanOrEqual(before);
      }),
      runs
    );
  });

  test("the default scenario inside a many-scenario run equals the default run alone", async () => {
    const base = baseScenario(HAICHENG, settingsOf());
    const others = alternatives(HAICHENG, base);
    expect(others.length).toBe(11);
    await fc.assert(
      fc.asyncProperty(anyClaims, async given => {
        const alone = await city.ledger(rowsOf(given));
        const {tables, sql} = compile(HAICHENG, [...others.slice(0, 6), base, ...others.slice(6)]);
        await city.db.run(parametersSql(tables, "score"));
        const many = await city.db.all<Row>(
          `SELECT * EXCLUDE (cap_group) FROM (${sql}) WHERE scenario = 'base' AND basis = 'signed' ORDER BY claim_id`
        );
        expect(many).toEqual(alone);
      }),
      runs
    );
  });

  test("raising a cap or a value never lowers a total", async () => {
    const raised = builtin(
      "haicheng-2021-2",
      ['caps: [{max: "0.4"}]', 'caps: [{max: "0.7"}]'],
      ['{海城市级: "0.2", 鞍山市级: "0.5"', '{海城市级: "0.3", 鞍山市级: "0.5"']
    );
    await fc.assert(
      fc.asyncProperty(anyClaims, async given => {
        const rows = rowsOf(given);
        const before = totals(await city.ledger(rows));
        const after = totals(await city.ledger(rows, {policy: raised}));
        for (const [unit, points] of Object.entries(before)) expect(after[unit]).toBeGreaterThanOrEqual(points);
      }),
      runs
    );
  });
});
