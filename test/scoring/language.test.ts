import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {type Policy, PolicyError} from "../../scoring/policy.ts";
import {builtin, type Claim, claim, claims, type Line, openLedger, scoredCity, towns} from "./bonusCity.ts";

const H = "haicheng-2021-2";

let city: Awaited<ReturnType<typeof openLedger>>;
beforeAll(async () => {
  city = await openLedger();
});
afterAll(() => city.close());

/** Scores claims as of 2026-06-30 and returns a fact of each. */
async function of<K extends keyof Line>(policy: Policy, rows: readonly Claim[], key: K): Promise<Line[K][]> {
  return (await city.ledger(rows, {policy, asOf: "2026-06-30"})).map(line => line[key]);
}

/** Returns Haicheng's rules with a value that is another from the day on. */
function changed(place: string, to: string, from: string, transition?: string): Policy {
  const [head, value] = place.split(": ", 2) as [string, string];
  const rest = place.slice(head.length + 2) || value;
  const over = transition ? `, transition: ${transition}` : "";
  return builtin(H, [
    place,
    `${head}: [{from: 2021-10-29, value: ${rest}, cite: bonus3}, {from: ${from}, value: ${to}, cite: bonus3${over}}]`
  ]);
}

/** Five meetings at these days, each worth a tenth. */
const meetings = (...days: string[]): Claim[] => days.map(event_on => claim("R3", {event_on}));

describe("a value that changes within a year", () => {
  const DAYS = ["2023-12-31", "2024-01-01", "2024-07-31", "2024-08-01", "2024-12-31", "2025-01-01"];
  const worth = (transition: string) =>
    changed('earn: [{from: 1, each: "0.1"}]', '[{from: 1, each: "0.15"}]', "2024-08-01", transition);

  test("whole_year_new: is the new one for the whole year that contains the day", async () => {
    expect(await of(worth("whole_year_new"), meetings(...DAYS), "raw")).toEqual([100, 150, 150, 150, 150, 150]);
  });

  test("next_year: is the new one from the first day of the next year", async () => {
    expect(await of(worth("next_year"), meetings(...DAYS), "raw")).toEqual([100, 100, 100, 100, 100, 150]);
  });

  test("by_event_date: is the new one for what happens on the day or later", async () => {
    expect(await of(worth("by_event_date"), meetings(...DAYS), "raw")).toEqual([100, 100, 100, 150, 150, 150]);
  });

  test("by_event_date: the numbers of items go on through the year", async () => {
    const policy = changed(
      'earn: [{from: 1, each: "0.1"}]',
      '[{from: 1, to: 2, each: "0.1"}, {from: 3, each: "0.3"}]',
      "2024-08-01",
      "by_event_date"
    );
    const lines = await city.ledger(meetings("2024-02-01", "2024-03-01", "2024-08-01", "2025-02-01"), {
      policy,
      asOf: "2026-06-30"
    });
    // The third of the year is the first under the new text, and still the third.
    expect(lines.map(({nth, raw}) => [nth, raw])).toEqual([
      [1, 100],
      [2, 100],
      [3, 300],
      [1, 100]
    ]);
  });

  const capFrom = (day: string, to: string) =>
    changed('caps: [{max: "0.4"}]', `[{max: "${to}"}]`, day, "by_event_date");
  const six = ["2024-01-10", "2024-02-10", "2024-03-10", "2024-04-10", "2024-05-10", "2024-09-10"];

  test("a higher cap by event date does not bring back what the lower one took", async () => {
    const lines = await city.ledger(meetings(...six), {policy: capFrom("2024-08-01", "0.6"), asOf: "2026-06-30"});
    expect(lines.map(({cumulative, cap, points}) => [cumulative, cap, points])).toEqual([
      [100, 400, 100],
      [200, 400, 100],
      [300, 400, 100],
      [400, 400, 100],
      [500, 400, 0],
      [500, 600, 100]
    ]);
    expect(lines.map(line => line.disposition).slice(-2)).toEqual(["over_cap", "counted"]);
  });

  test("a lower cap by event date takes nothing that was given, and adds nothing above itself", async () => {
    const lines = await city.ledger(meetings(...six), {policy: capFrom("2024-03-01", "0.2"), asOf: "2026-06-30"});
    expect(lines.map(line => line.points)).toEqual([100, 100, 0, 0, 0, 0]);
  });

  test("a cap that comes within the year bounds the sum of the whole year", async () => {
    const policy = builtin(H, [
      'caps: [{max: "0.4"}]',
      'caps: [{from: 2021-10-29, value: [], cite: bonus3}, {from: 2024-04-01, value: [{max: "0.4"}], cite: bonus3, transition: by_event_date}]'
    ]);
    const lines = await city.ledger(meetings(...six), {policy, asOf: "2026-06-30"});
    expect(lines.map(({cap, points}) => [cap, points])).toEqual([
      [null, 100],
      [null, 100],
      [null, 100],
      [400, 100],
      [400, 0],
      [400, 0]
    ]);
  });

  test("a condition and a key change with the event's day as well", async () => {
    const policy = builtin(
      H,
      [
        "when: [verdict, is, 显著]",
        "when: [{from: 2021-10-29, value: [verdict, is, 显著], cite: bonus5}, {from: 2024-08-01, value: [verdict, in, [显著, 一般]], cite: bonus5, transition: by_event_date}]"
      ],
      [
        "key: {reading: item5, aspect: [aspect], item: [claim_id, aspect]}",
        "key: [{from: 2021-10-29, value: [aspect], cite: bonus5}, {from: 2024-08-01, value: [claim_id], cite: bonus5, transition: by_event_date}]"
      ]
    );
    const rows = ["2024-07-30", "2024-07-31", "2024-08-01", "2024-08-02"].map(event_on => claim("R5", {event_on}));
    const plain = rows.map(row => ({...row, verdict: "一般", aspect: "成果转化率", claim_id: `${row.claim_id}-2`}));
    expect(await of(policy, rows, "disposition")).toEqual(["counted", "duplicate", "counted", "counted"]);
    expect(await of(policy, plain, "disposition")).toEqual(["ineligible", "ineligible", "counted", "counted"]);
  });

  test("a change from the first day of a year needs no word, and is the same by whichever way", async () => {
    const rows = meetings("2023-12-31", "2024-01-01");
    expect(
      await of(changed('earn: [{from: 1, each: "0.1"}]', '[{from: 1, each: "0.15"}]', "2024-01-01"), rows, "raw")
    ).toEqual([100, 150]);
  });
});

describe("place_by and scope that change", () => {
  test("place_by: the day of the event decides which of them puts it in a year", async () => {
    const policy = changed("place_by: {reading: place_by}", "signed_on", "2024-08-01", "by_event_date");
    const rows = ["2024-07-31", "2024-08-01"].map(event_on =>
      claim("R4", {event_on, reviewed_on: "2025-02-01", signed_on: "2025-02-01"})
    );
    expect(await of(policy, rows, "year")).toEqual([2024, 2025]);
  });

  test("scope: what a false report voids hangs on the day of what was reported falsely", async () => {
    const policy = builtin(H, [
      "scope: {reading: void_scope}",
      "scope: [{from: 2021-10-29, value: claim, cite: false_report}, {from: 2024-08-01, value: unit_year, cite: false_report, transition: by_event_date}]"
    ]);
    const false_ = (event_on: string): Claim =>
      claim("R5", {event_on, revoked_on: "2025-03-01", revoke_ground: "虚报"});
    const other = claim("R4", {event_on: "2024-02-01"});
    expect(await of(policy, [false_("2024-07-31"), other], "disposition")).toEqual(["revoked", "counted"]);
    expect(await of(policy, [false_("2024-08-01"), other], "disposition")).toEqual(["revoked", "voided_with_unit"]);
  });
});

describe("policy years that begin on another day", () => {
  const july = builtin(H, ["begins: 01-01", "begins: 07-01"]);

  test("a fact stands in the year that began last, called by the calendar year of its beginning", async () => {
    const days = ["2022-06-30", "2022-07-01", "2022-12-31", "2023-01-01", "2023-06-30", "2023-07-01"];
    expect(await of(july, meetings(...days), "year")).toEqual([2021, 2022, 2022, 2022, 2022, 2023]);
  });

  test("signatures are placed by the same years", async () => {
    const policy = builtin(
      H,
      ["begins: 01-01", "begins: 07-01"],
      ["place_by: {reading: place_by}", "place_by: signed_on"]
    );
    const rows = ["2023-06-30", "2023-07-01"].map(signed_on =>
      claim("R4", {event_on: "2023-02-01", reviewed_on: "2023-02-02", signed_on})
    );
    expect(await of(policy, rows, "year")).toEqual([2022, 2023]);
  });

  test("caps and keys run from July to June", async () => {
    const rows = meetings(
      "2023-06-28",
      "2023-06-29",
      "2023-06-30",
      "2023-07-01",
      "2023-08-01",
      "2024-05-01",
      "2024-06-30",
      "2024-07-01"
    );
    const lines = await city.ledger(rows, {policy: july, asOf: "2026-06-30"});
    expect(lines.map(line => line.nth)).toEqual([1, 2, 3, 1, 2, 3, 4, 1]);
  });

  test("a change on 1 January is one within a year, on 1 July it is not", async () => {
    const values = (from: string, more = "") =>
      `caps: [{from: 2021-10-29, value: [{max: "0.4"}], cite: bonus3}, {from: ${from}, value: [{max: "0.6"}], cite: bonus3${more}}]`;
    const read = (from: string, more?: string) =>
      builtin(H, ["begins: 01-01", "begins: 07-01"], ['caps: [{max: "0.4"}]', values(from, more)]);
    expect(() => read("2024-01-01")).toThrow("“2024-01-01”不是年度的第一天（07-01）：写明 transition");
    expect(() => read("2024-07-01", ", transition: next_year")).toThrow(
      "不必写 transition：“2024-07-01”就是年度的第一天"
    );
    const policy = read("2024-07-01");
    const caps = [2023, 2024].map(
      year => policy.bonus!.rules[2]!.read({readings: new Map([["item3", "item"]]), year}).caps[0]!.max
    );
    expect(caps).toEqual([400, 600]);
  });

  test("a ranking is taken on 30 June: who is a unit then stands in it, with the year before beside it", async () => {
    const units = [
      ...towns("甲镇"),
      {unit_id: "旧镇", name: "旧镇", kind: "镇", sort_order: 2, valid_to: "2024-06-30"},
      {unit_id: "新镇", name: "新镇", kind: "镇", sort_order: 3, valid_from: "2024-07-01"},
      {unit_id: "末镇", name: "末镇", kind: "镇", sort_order: 4, valid_to: "2024-07-01"}
    ];
    const signed = {reviewed_on: "2025-03-01", signed_on: "2025-03-31"};
    const rows = [
      claim("R4", {...signed, event_on: "2023-09-01"}),
      claim("R4", {...signed, event_on: "2024-03-01"}),
      claim("R5", {...signed, event_on: "2024-09-01", unit: "新镇"})
    ];
    const db = await scoredCity({units, claims: rows}, {policies: [july], asOf: "2025-03-31"});
    const found = await db.all<Row>(
      `SELECT year, rank, unit_id, total, "change" FROM score.bonus_ranking WHERE basis = 'signed' AND year >= 2023 ORDER BY year, rank, unit_id`
    );
    const years = await db.all<{year: number}>("SELECT DISTINCT year FROM score.bonus_ranking ORDER BY year");
    db.close();
    expect(years.map(row => row.year)).toEqual([2021, 2022, 2023, 2024]);
    expect(found.map(row => [row.year, row.rank, row.unit_id, row.total, row.change])).toEqual([
      [2023, 1, "甲镇", 1000, "—"],
      [2023, 2, "末镇", 0, "↓1"],
      [2024, 1, "新镇", 200, "新"],
      [2024, 2, "甲镇", 0, "↓1"]
    ]);
  });
});

describe("a cap over several rules", () => {
  const limited = (max: string, more = "") =>
    builtin(H, ["\nrank:", `\nlimits:\n  - {over: [R3, R4, R5], max: ${max}, cite: yearly}\n${more}\nrank:`]);

  test("runs by event date, rule and claim over what the rules' own caps leave", async () => {
    const rows = [
      claim("R5", {event_on: "2025-03-01"}),
      claim("R4", {event_on: "2025-03-01"}),
      claim("R3", {event_on: "2025-02-01"}),
      claim("R4", {event_on: "2025-04-01"}),
      claim("R1", {event_on: "2025-01-01"}),
      claim("R3", {event_on: "2025-05-01", unit: "乙镇"})
    ];
    const lines = await city.ledger(rows, {policy: limited('"0.7"')});
    expect(lines.map(({points, cap, cumulative, disposition}) => [points, cap, cumulative, disposition])).toEqual([
      // 0.1 + 0.5 leaves a tenth of this one's two.
      [100, 700, 800, "counted_partly"],
      [500, 2000, 500, "counted"],
      [100, 400, 100, "counted"],
      [0, 700, 1300, "over_cap"],
      [500, 1000, 500, "counted"],
      [100, 400, 100, "counted"]
    ]);
  });

  test("the rule's own cap comes first, and is the one shown where it is the one that bites", async () => {
    const lines = await city.ledger(claims(6, "R3"), {policy: limited('"0.4"')});
    expect(lines.map(({points, cap, cumulative}) => [points, cap, cumulative])).toEqual([
      [100, 400, 100],
      [100, 400, 200],
      [100, 400, 300],
      [100, 400, 400],
      [0, 400, 500],
      [0, 400, 600]
    ]);
  });

  test("begins within a year for what happens from that day, and the sum is that of the year", async () => {
    const max =
      '[{from: 2021-10-29, value: none}, {from: 2025-03-01, value: "0.6", cite: yearly, transition: by_event_date}]';
    const rows = ["2025-01-01", "2025-02-01", "2025-03-01"].map(event_on => claim("R4", {event_on}));
    expect(await of(limited(max), rows, "points")).toEqual([500, 500, 0]);
    expect(await of(limited(max), rows.slice(1), "points")).toEqual([500, 100]);
  });

  test("a limit that hangs on a reading is read by it", async () => {
    const policy = limited('{reading: cap4, both: "0.6", upper: "1"}');
    const rows = claims(3, "R4");
    const points = async (cap4: string) =>
      (await city.ledger(rows, {policy, readings: {cap4}})).map(line => line.points);
    expect([await points("both"), await points("upper")]).toEqual([
      [500, 100, 0],
      [500, 500, 0]
    ]);
    expect(policy.bonus!.rules.map(rule => rule.readings.includes("cap4"))).toEqual([false, false, true, true, true]);
  });

  test("is audited, ranked and published", async () => {
    const db = await scoredCity(
      {units: towns("甲镇", "乙镇"), claims: [...claims(4, "R4"), claim("R5"), claim("R5", {unit: "乙镇"})]},
      {policies: [limited('"1.2"')]}
    );
    const ranking = await db.all<Row>(
      `SELECT unit_id, r4, r5, total FROM score.bonus_ranking WHERE basis = 'signed' AND year = 2025 ORDER BY rank`
    );
    const [rule] = await db.all<{caps: string}>("SELECT caps FROM score.rules WHERE rule_id = 'R5'");
    db.close();
    expect(ranking).toEqual([
      {unit_id: "甲镇", r4: 1200, r5: 0, total: 1200},
      {unit_id: "乙镇", r4: 0, r5: 200, total: 200}
    ]);
    expect(rule!.caps).toBe("封顶0.6，与R3、R4合计封顶1.2（激励奖励制度 四3）");
  });
});

describe("a clause that hangs on a reading or on a year", () => {
  const rows = [claim("R3", {event_on: "2023-03-01"}), claim("R3", {event_on: "2024-03-01"})];
  const clauses = async (cite: string, item3 = "item") => {
    const policy = builtin(H, ["cite: bonus3", `cite: ${cite}`]);
    return (await city.ledger(rows, {policy, readings: {item3}})).map(({clause}) => clause);
  };

  test("stands in the ledger as it is read, and as it is in the year", async () => {
    const plain = await clauses("bonus3");
    const other = await clauses("bonus4");
    expect(plain).not.toEqual(other);
    const byReading = "{reading: item3, item: bonus3, aspect: bonus4}";
    expect([await clauses(byReading), await clauses(byReading, "aspect")]).toEqual([plain, other]);
    const byYear = "[{from: 2021-10-29, value: bonus3, cite: bonus3}, {from: 2024-01-01, value: bonus4, cite: bonus4}]";
    expect(await clauses(byYear)).toEqual([plain[0], other[1]]);
  });
});

describe("longer keys and conditions on days", () => {
  test("a key of four parts is the same only where all four are", async () => {
    const policy = builtin(H, [
      "key: {reading: item3, item: [event_id, role], aspect: [role]}",
      "key: [event_id, role, level, outlet]"
    ]);
    const one = {event_key: "e", role: "交流发言", level: "省级", outlet: "省报"};
    const rows = [
      one,
      one,
      {...one, outlet: "市报"},
      {...one, level: "国家级"},
      {...one, role: "经验介绍"},
      {...one, outlet: null}
    ].map(given => claim("R3", given));
    expect(await of(policy, rows, "disposition")).toEqual([
      "counted",
      "duplicate",
      "counted",
      "counted",
      "counted",
      "missing_key"
    ]);
  });

  const asks = (test: string) => builtin(H, ["when: [verdict, is, 显著]", `when: ${test}`]);
  const DAY_CASES: [test: string, given: Row, disposition: string][] = [
    ["[event_on, at_least, 2024-01-01]", {event_on: "2024-01-01"}, "counted"],
    ["[event_on, at_least, 2024-01-01]", {event_on: "2023-12-31"}, "ineligible"],
    ["[event_on, at_most, 2024-01-01]", {event_on: "2024-01-01"}, "counted"],
    ["[event_on, at_most, 2024-01-01]", {event_on: "2024-01-02"}, "ineligible"],
    ["[event_on, is, 2024-01-01]", {event_on: "2024-01-01"}, "counted"],
    ["[event_on, is, 2024-01-01]", {event_on: "2024-01-02"}, "ineligible"],
    ["[event_on, in, [2024-01-01, 2024-01-05]]", {event_on: "2024-01-05"}, "counted"],
    ["[event_on, in, [2024-01-01, 2024-01-05]]", {event_on: "2024-01-03"}, "ineligible"],
    ["{not: [event_on, in, [2024-01-01, 2024-01-05]]}", {event_on: "2024-01-05"}, "ineligible"],
    ["{not: [event_on, in, [2024-01-01, 2024-01-05]]}", {event_on: "2024-01-03"}, "counted"],
    ["{not: [event_on, at_least, 2024-01-01]}", {event_on: "2024-01-01"}, "ineligible"],
    ["{not: [event_on, at_least, 2024-01-01]}", {event_on: "2023-12-31"}, "counted"],
    ["{not: [event_on, at_most, 2024-01-01]}", {event_on: "2024-01-01"}, "ineligible"],
    ["{not: [event_on, is, 2024-01-01]}", {event_on: "2024-01-01"}, "ineligible"],
    ["[applied_on, at_most, 2024-03-01]", {applied_on: null}, "ineligible"],
    ["{not: [applied_on, at_most, 2024-03-01]}", {applied_on: null}, "ineligible"],
    ["[applied_on, at_most, 2024-03-01]", {applied_on: "2024-03-01"}, "counted"],
    ["[applied_on, present]", {applied_on: "2024-03-01"}, "counted"],
    ["[applied_on, present]", {applied_on: null}, "ineligible"],
    // What was done after as-of has not been done yet.
    ["[applied_on, present]", {applied_on: "2026-07-01"}, "ineligible"],
    ["[applied_on, at_least, 2024-03-01]", {applied_on: "2026-07-01"}, "ineligible"],
    ["[applied_on, at_least, 2024-03-01]", {applied_on: "2026-06-30"}, "counted"],
    ["[signed_on, at_most, 2025-06-03]", {signed_on: "2025-06-03"}, "counted"],
    ["[reviewed_on, at_least, 2025-06-03]", {reviewed_on: "2025-06-02"}, "ineligible"]
  ];
  for (const [test_, given, disposition] of DAY_CASES) {
    test(`${test_} of ${JSON.stringify(given)}: ${disposition}`, async () => {
      expect(await of(asks(test_), [claim("R5", given)], "disposition")).toEqual([disposition]);
    });
  }

  test("is said in words", async () => {
    const policy = asks("{all: [[verdict, is, 显著], {not: [signed_on, at_least, 2024-01-01]}]}");
    const db = await scoredCity({units: towns("甲镇"), claims: []}, {policies: [policy]});
    const [rule] = await db.all<{condition: string}>("SELECT condition FROM score.rules WHERE rule_id = 'R5'");
    db.close();
    expect(rule!.condition).toBe("考评结论为显著，且签批日期早于2024-01-01");
  });
});

describe("what the language refuses", () => {
  const CASES: [name: string, replacement: [string, string], fault: string][] = [
    [
      "a year without a day",
      ["begins: 01-01", "begins: July"],
      ":11: 年度从哪一天起，应写成 07-01 这样的月-日，不是“July”"
    ],
    [
      "a beginning that hangs on a reading",
      ["begins: 01-01", "begins: {reading: tier1, flat: 01-01, per_head: 07-01}"],
      "年度从哪一天起，不能随疑义或日期改变"
    ],
    ["a day that most years do not have", ["begins: 01-01", "begins: 02-29"], "应写成 07-01 这样的月-日，不是“02-29”"],
    [
      "a way of passing over that there is not",
      [
        'caps: [{max: "0.4"}]',
        'caps: [{max: [{from: 2021-10-29, value: "0.4", cite: bonus3}, {from: 2024-08-01, value: "0.6", cite: bonus3, transition: at_once}]}]'
      ],
      "没有这个过渡办法：“at_once”"
    ],
    [
      "the first of a dated list with a transition",
      [
        'caps: [{max: "0.4"}]',
        'caps: [{max: [{from: 2021-10-29, value: "0.4", cite: bonus3, transition: next_year}]}]'
      ],
      "不必写 transition：第一段没有可过渡的"
    ],
    [
      "caps that divide the levels anew within a year",
      [
        'caps:\n      reading: cap4\n      both: [{max: "2"}]\n      upper: [{max: "2", codes: [鞍山市级, 省级, 国家级]}]',
        'caps: [{from: 2021-10-29, value: [{max: "2"}], cite: bonus4}, {from: 2024-08-01, value: [{max: "2", codes: [省级]}], cite: bonus4, transition: by_event_date}]'
      ],
      "不能按事项日期（2024-08-01）在年中改变"
    ],
    [
      "a dated list where nothing can change",
      [
        "counts_when: signed",
        "counts_when: [{from: 2021-10-29, value: signed, cite: sign}, {from: 2024-01-01, value: reviewed, cite: sign}]"
      ],
      "这里不能按日期分段"
    ],
    [
      "a limit over one rule",
      ["\nrank:", '\nlimits: [{over: [R3], max: "1", cite: yearly}]\nrank:'],
      "合计封顶至少管两条规则"
    ],
    [
      "a rule under two limits",
      [
        "\nrank:",
        '\nlimits: [{over: [R3, R4], max: "1", cite: yearly}, {over: [R4, R5], max: "1", cite: yearly}]\nrank:'
      ],
      "“R4”已在另一个合计封顶之内"
    ],
    [
      "a rule twice under a limit",
      ["\nrank:", '\nlimits: [{over: [R3, R3], max: "1", cite: yearly}]\nrank:'],
      "“R3”在这个合计封顶里写了不止一次"
    ],
    [
      "a limit over a rule that there is not",
      ["\nrank:", '\nlimits: [{over: [R3, R9], max: "1", cite: yearly}]\nrank:'],
      "没有这个规则：“R9”"
    ],
    ["a limit on nothing", ["\nrank:", '\nlimits: [{over: [R3, R4], max: "1"}]\nrank:'], "缺少依据"],
    [
      "a negative limit",
      ["\nrank:", '\nlimits: [{over: [R3, R4], max: "-1", cite: yearly}]\nrank:'],
      "分值不能为负：“-1”"
    ],
    [
      "a limit over other rules within a year",
      [
        "\nrank:",
        '\nlimits: [{over: [{from: 2021-10-29, value: [R3, R4], cite: yearly}, {from: 2024-08-01, value: [R3, R5], cite: yearly, transition: by_event_date}], max: "1", cite: yearly}]\nrank:'
      ],
      "合计封顶管哪些规则，不能按事项日期在年中改变"
    ],
    [
      "a key of five parts",
      ["key: {reading: item3, item: [event_id, role], aspect: [role]}", "key: [event_id, role, level, outlet, aspect]"],
      "key 至多四项，这里有 5 项"
    ],
    [
      "a key with a part twice",
      ["key: {reading: item3, item: [event_id, role], aspect: [role]}", "key: [event_id, role, event_id]"],
      "“event_id”在 key 里写了两次"
    ],
    [
      "a number where there is none",
      ["when: [verdict, is, 显著]", "when: [age, at_least, 35]"],
      "“age”不能与整数比较：申报里没有以整数记的事实"
    ],
    [
      "a day that does not exist",
      ["when: [verdict, is, 显著]", "when: [event_on, at_least, 2024-02-30]"],
      "日期无效：“2024-02-30”"
    ],
    [
      "a comparison that days do not know",
      ["when: [verdict, is, 显著]", "when: [event_on, exactly, 2024-02-01]"],
      "日期不能用 exactly 比较"
    ],
    [
      "more days than there is room for",
      [
        "when: [verdict, is, 显著]",
        "when: [event_on, in, [2024-01-01, 2024-01-02, 2024-01-03, 2024-01-04, 2024-01-05]]"
      ],
      "一条规则的条件至多写 4 个日期，这里有 5 个"
    ]
  ];
  for (const [name, replacement, fault] of CASES) {
    test(name, () => {
      expect(() => builtin(H, replacement)).toThrow(PolicyError);
      expect(() => builtin(H, replacement)).toThrow(fault);
    });
  }

  test("a year of people that is not the calendar's", () => {
    expect(() => builtin("liaocheng-2022-15", ["begins: 01-01", "begins: 07-01"])).toThrow(
      "人员考核按自然年，年度只能从 01-01 起"
    );
  });
});
