import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {type Claim, claim, claims, openLedger, totals} from "./bonusCity.ts";

const R5 = ["双招双引", "成果转化率", "技术合同交易额"].map(aspect => claim("R5", {aspect}));
const media = (local: number, upper: number) => [
  ...claims(local, "R4", {level: "海城市级", event_on: "2025-05-01"}),
  ...claims(upper, "R4", {level: "鞍山市级"})
];
const steps = (rule: string, pairs: readonly (readonly [n: number, tenths: number])[], readings?: Vector[3]) =>
  pairs.map(([n, tenths]): Vector => [`${rule} n=${n}`, claims(n, rule), tenths, readings ?? {}]);

type Vector = [name: string, claims: Claim[], tenths: number, readings: Readonly<Record<string, string>>];

const FLAT = [
  [0, 0],
  [1, 5],
  [2, 5],
  [3, 5],
  [4, 6],
  [5, 7],
  [6, 8],
  [7, 9],
  [8, 10],
  [9, 10],
  [20, 10]
] as const;
const PER_HEAD = [
  [1, 5],
  [2, 10],
  [3, 10]
] as const;
const MEDIA: readonly (readonly [local: number, upper: number, tenths: number])[] = [
  [1, 0, 2],
  [0, 1, 5],
  [9, 0, 18],
  [10, 0, 20],
  [11, 0, 20],
  [0, 4, 20],
  [2, 3, 19],
  [3, 3, 20],
  [7, 1, 19]
];
const ROLES = ["经验介绍", "交流发言", "承接活动", "承接会议"];
const person = (rule: string, given: Row) => claim(rule, {person_key: "同一人", ...given});

/** The vectors of the scoring text, in tenths of a point: every default and every other option. */
const VECTORS: Vector[] = [
  ...steps("R1", FLAT),
  ...steps("R2", FLAT),
  ...steps("R1", PER_HEAD, {tier1: "per_head"}),
  ...steps("R2", PER_HEAD, {tier1: "per_head"}),
  ...steps(
    "R2",
    [
      [1, 5],
      [2, 6],
      [6, 10]
    ],
    {local_steps: "after_1"}
  ),
  ...steps("R1", [[2, 5]], {local_steps: "after_1"}),
  ...steps("R3", [
    [1, 1],
    [4, 4],
    [5, 4]
  ]),
  ["R3 four roles at nine events", ROLES.flatMap(role => claims(9, "R3", {role})), 4, {item3: "aspect"}],
  ["R3 one role at nine events", claims(9, "R3"), 1, {item3: "aspect"}],
  ["R3 four roles at one event", ROLES.map(role => claim("R3", {role, event_key: "一"})), 4, {}],
  ...MEDIA.map(([local, upper, tenths]): Vector => [`R4 (${local}, ${upper})`, media(local, upper), tenths, {}]),
  ["R4 (11, 0), upper cap", media(11, 0), 22, {cap4: "upper"}],
  ["R4 (11, 5), upper cap", media(11, 5), 42, {cap4: "upper"}],
  ["R4 one article, three upper outlets", outlets(), 5, {}],
  ["R4 one article, three upper outlets", outlets(), 15, {reprint: "each_outlet"}],
  ["R5 one", R5.slice(0, 1), 2, {}],
  ["R5 two", R5.slice(0, 2), 4, {}],
  ["R5 three", R5, 6, {}],
  ["R5 a fourth of an aspect there is", [...R5, claim("R5")], 6, {}],
  ["R5 four of one aspect", claims(4, "R5"), 2, {}],
  ["R5 four of one aspect", claims(4, "R5"), 6, {item5: "item"}],
  ["R1 正高级", [claim("R1", {degree: null, title: "正高级"})], 5, {}],
  ["R1 正高级", [claim("R1", {degree: "硕士", title: "正高级"})], 0, {title_above: "exactly"}],
  ["R1 副高级", [claim("R1", {degree: null, title: "副高级"})], 5, {title_above: "exactly"}],
  ["R1 正高级 who is 博士", [claim("R1", {title: "正高级"})], 5, {title_above: "exactly"}],
  ["one person hired and grown", [person("R1", {}), person("R2", {})], 5, {}],
  ["one person hired and grown", [person("R1", {}), person("R2", {})], 10, {one_person: "both_rules"}],
  [
    "all five",
    [
      ...claims(20, "R1"),
      ...claims(20, "R2"),
      ...claims(9, "R3"),
      ...media(20, 20),
      ...["双招双引", "成果转化率", "技术合同交易额"].map(aspect => claim("R5", {aspect}))
    ],
    50,
    {}
  ]
];

function outlets(): Claim[] {
  return ["省报", "省台", "央媒"].map(outlet => claim("R4", {article_key: "一稿", outlet}));
}

describe("the vectors of the scoring text", () => {
  let city: Awaited<ReturnType<typeof openLedger>>;
  beforeAll(async () => {
    city = await openLedger();
  });
  afterAll(() => city.close());

  for (const [name, rows, tenths, readings] of VECTORS) {
    const under = Object.entries(readings).map(entry => entry.join("="));
    test([name, ...under, `→ ${tenths}`].join(" "), async () => {
      expect(totals(await city.ledger(rows, {readings})).甲镇 ?? 0).toBe(tenths * 100);
    });
  }

  const shared = [
    claim("R1", {person_key: "共", event_on: "2025-03-02"}),
    claim("R1", {person_key: "共", unit: "乙镇", event_on: "2025-03-01"})
  ];

  test("shared_person one_unit: the earlier event counts, both are contested", async () => {
    const lines = await city.ledger(shared);
    expect(totals(lines)).toEqual({甲镇: 0, 乙镇: 500});
    expect(lines.map(line => line.contested)).toEqual([true, true]);
  });

  test("shared_person each_unit: the person counts in both units", async () => {
    expect(totals(await city.ledger(shared, {readings: {shared_person: "each_unit"}}))).toEqual({甲镇: 500, 乙镇: 500});
  });

  test("place_by signed_on: the year of the signature; unsigned, the event's", async () => {
    const late = {event_on: "2024-12-30", reviewed_on: "2025-01-05"};
    const rows = [claim("R4", {...late, signed_on: "2025-01-10"}), claim("R4", {...late, signed_on: null})];
    const years = async (readings: Record<string, string>) =>
      (await city.ledger(rows, {readings, basis: "claimed"})).map(line => line.year);
    expect(await years({})).toEqual([2024, 2024]);
    expect(await years({place_by: "signed_on"})).toEqual([2025, 2024]);
  });

  test("void_scope claim: a false report takes only itself", async () => {
    const rows = [claim("R5", {revoked_on: "2025-09-01", revoke_ground: "瞒报"}), claim("R4")];
    expect(totals(await city.ledger(rows))).toEqual({甲镇: 0});
    expect(totals(await city.ledger(rows, {readings: {void_scope: "claim"}}))).toEqual({甲镇: 500});
  });
});
