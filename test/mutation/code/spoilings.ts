/** What is changed in `base.yaml`, by the block it stands in: the line's key at `R1` or `R2`, and what stands behind it then. */
export type Spoiling = readonly [rule: "R1" | "R2", key: string, value: string];

const dated = (...items: string[]): string => `[${items.map(item => `{${item}}`).join(", ")}]`;

/** One change each: most are faults, some are sound and come to something else. */
export const SPOILINGS: readonly Spoiling[] = [
  // Conditions.
  ["R1", "when", "全职"],
  ["R1", "when", "{}"],
  ["R1", "when", "[]"],
  ["R1", "when", "[employment]"],
  ["R1", "when", "[employment, is]"],
  ["R1", "when", "[employment, is, 全职, 柔性]"],
  ["R1", "when", "[employment, is, 兼职]"],
  ["R1", "when", "[employment, exactly, 柔性]"],
  ["R1", "when", "[employment, in, []]"],
  ["R1", "when", "[employment, in, 全职]"],
  ["R1", "when", "[employment, in, [柔性, 全职]]"],
  ["R1", "when", "[employment, in, [全职, 兼职]]"],
  ["R1", "when", "[employment, at_least, 全职]"],
  ["R1", "when", "[employment, is_not, 全职]"],
  ["R1", "when", "[employmnt, is, 全职]"],
  ["R1", "when", "[headcount, at_least, 3]"],
  ["R1", "when", "[headcount, at_least, -3]"],
  ["R1", "when", "[headcount, at_least, 3人]"],
  ["R1", "when", "[employment, at_least, 3]"],
  ["R1", "when", "[degree, is, 博士]"],
  ["R1", "when", "[employment, present]"],
  ["R1", "when", "[outlet, present]"],
  ["R1", "when", "[outlet, present, 日报]"],
  ["R1", "when", "[outlet, is, 日报]"],
  ["R1", "when", "[event_on, present]"],
  ["R1", "when", "[signed_on, present]"],
  ["R1", "when", "{not: [employment, is, 全职]}"],
  ["R1", "when", "{not: [employment, present]}"],
  ["R1", "when", "{not: {not: [employment, is, 全职]}}"],
  ["R1", "when", "{not: {all: [[employment, is, 全职], [level, at_least, 省级]]}}"],
  ["R1", "when", "{not: {any: [[employment, is, 全职], [level, at_most, 市级]]}}"],
  ["R1", "when", "{not: [event_on, at_least, 2024-07-01]}"],
  ["R1", "when", "{not: [event_on, at_most, 2024-07-01]}"],
  ["R1", "when", "{not: [event_on, in, [2024-07-01, 2024-05-01]]}"],
  ["R1", "when", "{all: []}"],
  ["R1", "when", "{any: []}"],
  ["R1", "when", "{all: [[employment, is, 全职]], any: [[employment, is, 柔性]]}"],
  ["R1", "when", "{some: [[employment, is, 全职]]}"],
  ["R1", "when", "{all: [[employment, is, 全职], {any: [[level, is, 省级], [level, is, 国家级]]}]}"],
  ["R1", "when", "{any: [[employment, is, 全职], {all: [[level, is, 省级], [recognised, is, 是]]}]}"],
  ["R1", "when", "{all: [[employment, is, 兼职], [level, is, 乡级]]}"],
  ["R1", "when", "{all: [[employment, is, 全职]]}"],
  ["R1", "when", "[recognised, is, 否]"],
  ["R1", "when", "[level, at_most, 市级]"],
  ["R1", "when", "[level, at_least, 国家级]"],
  ["R1", "when", "[level, at_least, 地级]"],
  ["R1", "when", "[event_on, is, 2024-07-01]"],
  ["R1", "when", "[event_on, exactly, 2024-07-01]"],
  ["R1", "when", "[event_on, in, [2024-07-01, 2024-05-01]]"],
  ["R1", "when", "[event_on, in, []]"],
  ["R1", "when", "[event_on, in, 2024-07-01]"],
  ["R1", "when", "[event_on, at_least, 2024-07]"],
  ["R1", "when", "[event_on, at_least, 2024-02-30]"],
  ["R1", "when", "[event_on, at_least]"],
  ["R1", "when", "[event_on, at_least, 2024-07-01, 2024-08-01]"],
  ["R1", "when", "[reviewed_on, at_most, 2024-07-01]"],
  ["R1", "when", "[applied_on, in, [2024-07-01, 2024-05-01]]"],
  ["R1", "when", "[event_on, in, [2024-07-01, 2024-07-02, 2024-07-03, 2024-07-04]]"],
  ["R1", "when", "[event_on, in, [2024-07-01, 2024-07-02, 2024-07-03, 2024-07-04, 2024-07-05]]"],
  [
    "R1",
    "when",
    "{all: [[event_on, in, [2024-07-01, 2024-07-02, 2024-07-03]], {any: [[signed_on, at_least, 2024-07-04], [applied_on, is, 2024-07-05]]}]}"
  ],
  ["R1", "when", "{not: 全职}"],
  ["R1", "when", "{not: {}}"],
  ["R1", "when", "{not: {some: [[employment, is, 全职]]}}"],
  ["R1", "when", "{not: {all: [[employment, is, 全职]], any: [[employment, is, 柔性]]}}"],
  ["R1", "when", "{not: {all: []}}"],
  ["R1", "when", "{not: {all: [[employment, is, 全职], [employment, is, 兼职]]}}"],
  ["R1", "when", "{all: [[employment, is, 全职], {all: [[level, is, 省级], [outlet, present]]}]}"],
  ["R1", "when", "{any: [[employment, is, 全职], {any: [[role, present], [aspect, present]]}]}"],
  [
    "R1",
    "when",
    "{all: [[degree, present], [title, present], [verdict, present], [applied_on, present], [reviewed_on, present]]}"
  ],
  ["R1", "when", "[level, in, [省级, 国家级]]"],
  ["R1", "when", "[headcount, at_least, 12]"],
  ["R1", "when", "[headcount, at_least, a3]"],
  ["R1", "when", "[headcount, at_least, [3]]"],
  ["R1", "when", "[headcount, present]"],
  ["R1", "when", "[event_on, in, [2024-07-01, 2024-13-01]]"],
  ["R1", "when", "[event_on, at_least, 2024-07-01]"],
  ["R1", "when", "{not: [event_on, is, 2024-07-01]}"],
  // Keys.
  ["R1", "key", "[person, article]"],
  ["R1", "key", "[]"],
  ["R1", "key", "person_id"],
  ["R1", "key", "[person]"],
  ["R1", "key", "[person_id, person_id]"],
  ["R1", "key", "[person_id, level, person_id, person_id]"],
  ["R1", "key", "[person_id, level, degree, title]"],
  ["R1", "key", "[person_id, level, degree, title, outlet]"],
  ["R1", "key", "[person_id, level, degree, title, outlet, role]"],
  ["R1", "key", "[level, person_id]"],
  ["R1", "key", "[event_id]"],
  ["R1", "key", "[article_id]"],
  ["R1", "key", "[outlet]"],
  ["R1", "key", "[claim_id]"],
  ["R1", "key", "[[person_id]]"],
  ["R1", "across", "city"],
  ["R1", "across", "unit"],
  ["R1", "shares_key_with", "R2"],
  ["R1", "shares_key_with", "R9"],
  ["R1", "shares_key_with", "R10"],
  ["R1", "shares_key_with", "XR2"],
  ["R1", "shares_key_with", "R2b"],
  ["R1", "shares_key_with", "person"],
  ["R1", "shares_key_with", "[R2]"],
  // What it is worth.
  ["R1", "earn", "[]"],
  ["R1", "earn", "0.5"],
  ["R1", "earn", `[{from: 1, each: "0.5"}]`],
  ["R1", "earn", `[{from: 1, once: "0.5"}]`],
  ["R1", "earn", `[{from: 1, to: 1, once: "0.5"}, {from: 2, each: "0.125"}]`],
  ["R1", "earn", `[{from: 2, each: "0.5"}]`],
  ["R1", "earn", `[{from: 0, each: "0.5"}]`],
  ["R1", "earn", `[{from: 1, to: 3, each: "0.5"}]`],
  ["R1", "earn", `[{from: 1, to: 3, each: "0.5"}, {from: 3, each: "0.2"}]`],
  ["R1", "earn", `[{from: 1, to: 3, each: "0.5"}, {from: 5, each: "0.2"}]`],
  ["R1", "earn", `[{from: 1, each: "0.5"}, {from: 3, each: "0.2"}]`],
  ["R1", "earn", `[{from: 1, to: 3, each: "0.5"}, {from: 4, to: 2, each: "0.2"}]`],
  ["R1", "earn", `[{from: 1, to: 3, each: "0.5"}, {from: 4, to: 4, each: "0.2"}, {from: 5, each: "0.1"}]`],
  ["R1", "earn", `[{from: 1, to: 2, each: "0.5"}, {from: 4, to: 6, each: "0.2"}]`],
  ["R1", "earn", `[{from: 1, once: "0.5", each: "0.5"}]`],
  ["R1", "earn", "[{from: 1}]"],
  ["R1", "earn", `[{each: "0.5"}]`],
  ["R1", "earn", `[{from: 1, each: "0.5", upto: 3}]`],
  ["R1", "earn", `[{from: 1, to: none, each: "0.5"}]`],
  ["R1", "earn", `[{from: 1, each: "-1"}]`],
  ["R1", "earn", `[{from: 1, each: "0.1234"}]`],
  ["R1", "earn", `[{from: 1, each: 半分}]`],
  ["R2", "earn", `{by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2"}}`],
  ["R2", "earn", `{by: level, each: {县级: "0", 市级: "0.1"}}`],
  ["R2", "earn", `{by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "-0.4"}}`],
  ["R2", "earn", `{by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4", 乡级: "1"}}`],
  ["R2", "earn", `{by: level, each: "0.1"}`],
  ["R2", "earn", `{by: degree, each: {博士: "0.1"}}`],
  ["R2", "earn", `{by: outlet, each: {日报: "0.1"}}`],
  ["R2", "earn", `{by: recognised, each: {是: "0.1", 否: "0"}}`],
  ["R2", "earn", `{by: employment, each: {全职: "0.1", 柔性: "0"}}`],
  ["R2", "earn", "{by: level}"],
  ["R2", "earn", `{each: {县级: "0"}}`],
  // Where it stops.
  ["R1", "caps", "[]"],
  ["R1", "caps", "null"],
  ["R1", "caps", "2"],
  ["R1", "caps", `[{max: "2"}, {max: "3"}]`],
  ["R1", "caps", `[{max: "-2"}]`],
  ["R1", "caps", "[{}]"],
  ["R1", "caps", `[{max: "2", codes: [市级]}]`],
  ["R1", "caps", `[{max: "2", code: 市级}]`],
  ["R2", "caps", `[{max: "2", codes: []}]`],
  ["R2", "caps", `[{max: "2", codes: 市级}]`],
  ["R2", "caps", `[{max: "2", codes: [市级]}]`],
  ["R2", "caps", `[{max: "2", codes: [市级, 乡级]}]`],
  ["R2", "caps", `[{max: two, codes: [市级]}]`],
  ["R2", "caps", `[{max: "2", codes: [乡级, 村级]}]`],
  ["R2", "caps", `[{max: "1", codes: [市级, 省级]}, {max: "2", codes: [国家级]}]`],
  ["R2", "caps", `[{max: "1", codes: [市级, 省级]}, {max: "2", codes: [省级]}]`],
  ["R2", "caps", `[{max: "1", codes: [市级, 市级]}]`],
  ["R2", "caps", `[{max: "1", codes: [市级, 省级, 市级]}, {max: "2", codes: [国家级]}]`],
  ["R2", "caps", `[{max: "1", codes: [省级, 国家级]}]`],
  ["R2", "caps", `[{max: "1", codes: [市级]}, {max: "2"}]`],
  // Readings.
  ["R1", "across", "{reading: part_time, out: all, in: unit}"],
  ["R1", "across", "{reading: part_time}"],
  ["R1", "across", "{reading: own_city}"],
  ["R1", "across", "{reading: part_time, maybe: all}"],
  ["R1", "across", "{reading: part_time, out: all}"],
  ["R1", "across", "{reading: part_time, out: all, in: city}"],
  ["R1", "across", "{reading: part_time, out: all, in: unit, inn: unit}"],
  ["R1", "across", "{reading: parttime, out: all, in: unit}"],
  ["R1", "across", "{reading: elsewhere, out: all, in: unit}"],
  ["R1", "across", "{reading: [part_time], out: all, in: unit}"],
  ["R1", "across", "{reading: part_time, out: all, in: {reading: own_city, yes: unit, no: all}}"],
  ["R1", "when", "{reading: part_time, out: [employment, is, 全职], in: [employment, in, [全职, 柔性]]}"],
  [
    "R1",
    "when",
    "{all: [[level, is, 市级], {reading: own_city, yes: [employment, is, 全职], no: [employment, is, 兼职]}]}"
  ],
  ["R1", "caps", `[{max: {reading: part_time, out: "1", in: "2"}}]`],
  // Values by date.
  ["R1", "across", dated("from: [2024-03-01], value: all, cite: hire")],
  ["R1", "across", dated("from: 2022-01-01, value: all, cite: hire", "from: 2023-01-01, value: unit, cite: hire")],
  ["R1", "across", dated("from: 2023-01-01, value: all, cite: hire", "from: 2024-01-01, value: unit, cite: hire")],
  ...["2024-02-01", "2024-03-01"].map(
    (day): Spoiling => [
      "R1",
      "across",
      dated(
        "from: 2023-01-01, value: all, cite: hire",
        `from: ${day}, value: unit, cite: hire, transition: by_event_date`
      )
    ]
  ),
  ["R1", "across", dated("from: 2024-03-01, value: all, cite: hire", "from: 2025-01-01, value: unit, cite: hire")],
  ["R1", "across", dated("from: 2024-01-01, value: all, cite: hire", "from: 2025-01-01, value: unit, cite: hire")],
  ["R1", "across", dated("from: 2024-03-02, value: all, cite: hire", "from: 2025-01-01, value: unit, cite: hire")],
  ["R1", "across", dated("from: 2024-03-01, value: all, cite: hire", "from: 2024-03-01, value: unit, cite: hire")],
  ["R1", "across", dated("from: 2025-01-01, value: all, cite: hire", "from: 2024-01-01, value: unit, cite: hire")],
  ["R1", "across", dated("from: 2024-03-01, value: all, cite: hire", "from: 2025-02-31, value: unit, cite: hire")],
  ["R1", "across", dated("from: 2024-03-01, value: all, cite: hire", "value: unit, cite: hire")],
  ["R1", "across", dated("from: 2024-03-01, value: all, cite: hire", "from: 2025-01-01, value: unit, cite: hired")],
  ["R1", "across", dated("from: 2024-03-01, value: all, cite: hire", "from: 2025-01-01, value: unit")],
  ["R1", "across", dated("from: 2024-03-01, value: all, cite: hire", "from: 2025-01-01, value: unit, basis: office")],
  [
    "R1",
    "across",
    dated("from: 2024-03-01, value: all, cite: hire", "from: 2025-01-01, value: unit, basis: office, decided_by: 专班")
  ],
  [
    "R1",
    "across",
    dated(
      "from: 2024-03-01, value: all, cite: hire",
      "from: 2025-01-01, value: unit, basis: office, decided_by: 专班, decided_on: 2024-12-01"
    )
  ],
  [
    "R1",
    "across",
    dated(
      "from: 2024-03-01, value: all, cite: hire",
      "from: 2025-01-01, value: unit, decided_by: 专班, decided_on: 2024-12-01"
    )
  ],
  ["R1", "across", dated("from: 2024-03-01, value: all, cite: hire, transition: next_year")],
  ["R1", "across", dated("from: 2024-03-01, value: all, cite: hire", "from: 2025-05-01, value: unit, cite: hire")],
  [
    "R1",
    "across",
    dated(
      "from: 2024-03-01, value: all, cite: hire",
      "from: 2025-01-01, value: unit, cite: hire, transition: next_year"
    )
  ],
  ...["whole_year_new", "next_year", "by_event_date", "nextyear"].map(
    (transition): Spoiling => [
      "R1",
      "earn",
      dated(
        `from: 2024-03-01, value: [{from: 1, each: "0.5"}], cite: hire`,
        `from: 2025-05-01, value: [{from: 1, each: "0.7"}], cite: hire, transition: ${transition}`,
        `from: 2026-01-01, value: [{from: 1, each: "0.9"}], cite: hire`
      )
    ]
  ),
  [
    "R2",
    "caps",
    dated(
      `from: 2024-03-01, value: [{max: "1"}], cite: press`,
      `from: 2025-05-01, value: [{max: "2"}], cite: press, transition: by_event_date`
    )
  ],
  [
    "R2",
    "caps",
    dated(
      `from: 2024-03-01, value: [{max: "1"}], cite: press`,
      `from: 2025-05-01, value: [{max: "2", codes: [市级]}], cite: press, transition: by_event_date`
    )
  ],
  [
    "R2",
    "caps",
    dated(
      `from: 2024-03-01, value: [{max: "1", codes: [省级]}], cite: press`,
      `from: 2024-04-01, value: [{max: "2", codes: [省级]}], cite: press, transition: by_event_date`,
      `from: 2024-09-01, value: [{max: "2", codes: [省级, 市级]}], cite: press, transition: by_event_date`,
      `from: 2024-11-01, value: [{max: "2", codes: [省级]}], cite: press, transition: by_event_date`
    )
  ],
  ...[`[]`, `[{max: "1", codes: [省级, 市级]}, {max: "3", codes: [县级]}]`, `[{max: "1", codes: [市级, 省级]}]`].map(
    (later): Spoiling => [
      "R2",
      "caps",
      dated(
        `from: 2024-03-01, value: [{max: "1", codes: [市级, 省级]}, {max: "2", codes: [县级]}], cite: press`,
        `from: 2024-09-01, value: ${later}, cite: press, transition: by_event_date`
      )
    ]
  ),
  ["R2", "title", dated("from: 2024-03-01, value: 宣传, cite: press", "from: 2025-01-01, value: 报道, cite: press")],
  ...[
    "basis: offices, decided_by: 专班, decided_on: 2024-12-01",
    `basis: office, decided_by: "", decided_on: 2024-12-01`,
    "basis: office, decided_by: [专班], decided_on: 2024-02-30",
    "cite: hire, decided_by: 专班",
    "cites: hire",
    "cite: {reading: part_time, out: hire, in: press}"
  ].map(
    (word): Spoiling => [
      "R1",
      "across",
      dated("from: 2024-03-01, value: all, cite: hire", `from: 2025-01-01, value: unit, ${word}`)
    ]
  ),
  // Each day on which a second value and a third hold from, and how each passes over.
  ...[
    ["2025-05-01, transition: next_year", "2027-01-01"],
    ["2025-05-01, transition: next_year", "2026-02-01, transition: whole_year_new"],
    ["2025-05-01, transition: next_year", "2025-08-01, transition: next_year"],
    ["2025-05-01, transition: next_year", "2025-08-01, transition: whole_year_new"],
    ["2025-05-01, transition: by_event_date", "2025-08-01, transition: whole_year_new"],
    ["2024-08-01, transition: whole_year_new", "2025-01-01"],
    ["2024-08-01, transitoin: whole_year_new", "2025-01-01"],
    ["2025-01-01", "2025-05-01"],
    ["2025-01-01", "2025-05-01, transition: whole_year"],
    ["2025-01-01, transition: next_year", "2025-05-01, transition: whole_year_new"]
  ].map(
    ([second, third]): Spoiling => [
      "R1",
      "across",
      dated(
        "from: 2024-03-01, value: all, cite: hire",
        `from: ${second}, value: unit, cite: hire`,
        `from: ${third}, value: all, cite: press`
      )
    ]
  ),
  ["R1", "across", dated("from: 2024-03-01, valeu: all, cite: hire")],
  ["R1", "across", "{readng: part_time, out: all, in: unit}"],
  ["R1", "across", "{reading: part_tim, out: all, in: unit}"],
  ["R1", "cite", "{reading: part_time, out: hire, in: press}"],
  ["R1", "cite", "{reading: part_time, out: hire, in: pres}"],
  ["R1", "cite", dated("from: 2024-03-01, value: hire, cite: hire", "from: 2025-01-01, value: press, cite: sign")],
  ["R1", "names", "[引才, 宣传]"],
  ["R1", "names", `["2"]`],
  ["R1", "names", "[宣传表彰]"],
  ["R2", "names", "[宣传, R2, 报道]"],
  ["R1", "names", `[" 宣传 "]`],
  ["R1", "of", "[talent_hire]"],
  ["R2", "to", "2024-03-01"],
  ["R2", "to", "2024-03-02"],
  ["R2", "from", dated("from: 2024-03-01, value: 2024-06-01, cite: press")],
  ["R2", "when", "{all: [[level, at_least, 省级], {not: [level, at_least, 省级]}]}"],
  // What hangs on another fault: told where it can be told, and never twice.
  ["R1", "when", "{al: [[employment, is, 兼职]]}"],
  ["R1", "when", "{all: [[employment, is, 兼职]], any: [[level, is, 乡级]]}"],
  ["R1", "when", "{all: [[employment, is, 兼职]], foo: 1}"],
  ["R1", "when", "{not: {al: [[employment, is, 兼职]]}}"],
  ["R1", "when", "[employment, is_not, 兼职]"],
  ["R1", "when", "[employment, is_not, [兼职, 全职]]"],
  ["R1", "when", "[employment, is_not]"],
  ["R1", "when", "[event_on, before, 2024-02-30]"],
  ["R1", "when", "[event_on, before, [2024-02-30, 2024-05-01, 五月]]"],
  ["R1", "when", "[outlet, before, 2024-02-30]"],
  ["R1", "when", "[degree, before, 博士]"],
  ["R1", "when", "[level, before, [乡级, 省级]]"],
  ["R1", "when", "[employment, at_least, 兼职]"],
  ["R1", "when", "{reading: part_tim, out: [employment, is, 兼职], in: [level, is, 乡级]}"],
  ["R1", "key", "[foo, foo]"],
  ["R1", "key", "[level, foo]"],
  ["R1", "key", "{reading: part_tim, out: [level], in: [person_id]}"],
  ["R1", "across", "{reading: part_tim, out: all, in: city}"],
  ["R1", "shares_key_with", "{reading: part_tim, out: R9, in: R2}"],
  ["R1", "shares_key_with", "{}"],
  ["R1", "caps", '["2", {max: "1"}]'],
  ["R1", "caps", '[{max: 二}, {max: "1"}]'],
  ["R1", "caps", '{reading: part_tim, out: [{max: "1", codes: [市级]}], in: [{max: 二}]}'],
  ["R2", "caps", '[{max: "1", code: [市级]}, {max: "2", codes: [省级]}]'],
  ["R2", "caps", '[{max: "1", codes: [市级]}, {max: 二, codes: [市级]}]'],
  ["R2", "caps", '[{max: 一, codes: [市级]}, {max: "2", codes: [市级]}]'],
  ["R2", "caps", '[{max: "1", codes: [市级, 乡级]}, {max: "2", codes: [乡级]}]'],
  ["R2", "caps", '[{max: "1", codes: [市级, 乡级]}, {max: "2", codes: [市级]}]'],
  ["R2", "caps", '[{codes: [市级]}, {max: "2", codes: [市级, 省级, 市级]}]'],
  ["R2", "caps", '[{max: "1", codes: [乡级, 乡级]}]'],
  ["R2", "caps", '[市级, {max: "2", codes: [省级]}]'],
  ["R2", "caps", '{reading: part_tim, out: [{max: "1", codes: [乡级]}], in: [{max: "2"}]}'],
  ["R2", "earn", '{by: levl, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}'],
  ["R2", "earn", '{by: [level], each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}'],
  ["R2", "earn", '{by: level, each: {县级: "0", 市级: "0.1", 省集: "0.2", 国家级: "0.4"}}'],
  ["R2", "earn", '{by: level, each: {县级: "0", 市级: "0.1", 省集: 二, 国家级: "0.4"}}'],
  ["R2", "earn", '{by: level, each: {县级: "0", 县级: "0.1", 省级: "0.2", 国家级: "0.4"}}'],
  ["R2", "earn", '{by: recognised, each: {是: 一, 不: "0"}}'],
  ["R2", "earn", '{reading: part_tim, out: {by: level, each: {县级: "0"}}, in: [{from: 2, each: "1"}]}'],
  ["R1", "earn", '[{from: 1, to: 2, each: "0.5"}, {from: x, each: "0.2"}, {from: 7, each: "0.1"}]'],
  ["R1", "earn", '[{from: x, to: 2, each: "0.5"}, {from: 4, each: "0.2"}]'],
  ["R1", "earn", '[{from: 1, to: 2, each: 半}, {from: 4, each: "0.2"}]'],
  ["R1", "earn", '[{from: 1, to: 2, each: "0.5"}, {from: 3, to: 5, each: 半}]'],
  ["R1", "earn", '[{from: 1, to: 2, each: "0.5"}, {from: x, to: 5, each: 半}]'],
  ["R1", "earn", '[{from: 1, to: 1, each: "0.5"}, {from: 2, to: 2, each: "0.2"}]'],
  ["R1", "earn", '[{from: 1, onec: "0.5"}]'],
  ["R1", "earn", '[{from: 1, onec: "0.5", each: "1"}]'],
  ["R1", "earn", "[{from: 1, once: 半, each: 一}]"],
  ["R1", "earn", '[全职, {from: 2, each: "1"}]']
];

/** What is put in the place of other lines of the file, and of others yet. */
export type Change = readonly [from: string, to: string, ...more: (readonly [from: string, to: string])[]];

const limit = (entries: string): Change => ["score:\n", `limits: ${entries}\nscore:\n`];
const limitBy = (max: string): Change => limit(`[{over: [R1, R2], max: ${max}, cite: hire}]`);

/** One change each, outside a rule, or in several of its lines. */
export const ELSEWHERE: readonly Change[] = [
  ["counts_when: signed", `counts_when: ${dated("from: 2024-03-01, value: signed, cite: sign")}`],
  ["begins: 01-01,", `begins: ${dated("from: 2024-03-01, value: 01-01, cite: sign")},`],
  [
    "scope: claim",
    `scope: ${dated("from: 2024-03-01, value: claim, cite: sign", "from: 2025-01-01, value: unit_year, cite: sign")}`
  ],
  [
    `across: all\n    earn: [{from: 1, to: 2, each: "0.5"}, {from: 3, each: "0.2"}]`,
    `across: ${dated("from: 2024-03-01, value: all, cite: hire", "from: 2027-01-01, value: unit, cite: hire")}
    earn: ${dated(`from: 2024-03-01, value: [{from: 1, each: "0.5"}], cite: hire`, `from: 2026-01-01, value: [{from: 1, each: "0.7"}], cite: hire`)}`
  ],
  limitBy(`"2.5"`),
  limitBy("none"),
  limitBy(`"-1"`),
  limitBy("null"),
  limitBy(`{reading: part_time, out: "2", in: "2.5"}`),
  limitBy(dated(`from: 2024-03-01, value: "2", cite: hire`, "from: 2025-01-01, value: none")),
  limitBy(dated(`from: 2024-03-01, value: "2", cite: hire`, "from: 2025-01-01, value: none, cite: hier")),
  limitBy(dated(`from: 2024-03-01, value: "2", cite: hire`, "from: 2025-01-01, value: none, basis: office")),
  limitBy(
    dated(
      `from: 2024-03-01, value: "2", cite: hire`,
      `from: 2025-05-01, value: none, cite: press, transition: by_event_date`,
      `from: 2025-08-01, value: "2.5", cite: press, transition: by_event_date`
    )
  ),
  limitBy(
    dated(
      `from: 2023-01-01, value: "1", cite: hire`,
      `from: 2024-02-01, value: "2", cite: hire, transition: by_event_date`,
      `from: 2024-03-01, value: "2.5", cite: hire, transition: by_event_date`
    )
  ),
  ["    across: all\n", "    across: all\n    from: 2025-01-01\n    to: 2025-01-01\n"],
  ["    across: all\n", "    across: all\n    from: 2025-01-01\n    to: 2025-01-02\n"],
  limit(`[{over: [R1, R2], max: "2", cite: {reading: part_time, out: hire, in: press}}]`),
  limit(`[{over: [R1, R2], max: "2", cite: {reading: part_time, out: hire, in: pres}}]`),
  limit("[]"),
  limit("2"),
  limit(`[{over: [R1, R2], max: "2.5"}]`),
  limit(`[{over: [R1, R2], max: "2.5", decided_by: 专班, decided_on: 2024-12-01, basis: office}]`),
  limit(`[{over: [R1], max: "2", cite: hire}]`),
  limit(`[{over: [R1, R9], max: "2", cite: hire}]`),
  limit(`[{over: [R1, R2], cite: hire}, {over: [R2, R1], max: "2", cite: hire}]`),
  limit(`[{over: [R1, R2], max: "2", cite: hire}, {over: [R1, R2], max: "1", cite: hire}]`),
  limit(
    `[{over: ${dated("from: 2024-03-01, value: [R1, R2], cite: hire", "from: 2025-05-01, value: [R2, R1], cite: hire, transition: by_event_date")}, max: "2", cite: hire}]`
  ),
  limit(
    `[{over: ${dated("from: 2024-03-01, value: [R1, R2], cite: hire", "from: 2025-01-01, value: [R2, R1], cite: press")}, max: "2", cite: hire}]`
  ),
  // What hangs on another fault.
  [
    "level: {order: [县级, 市级, 省级, 国家级], aliases: {市级: [地级]}, ambiguous: [上级], since: {国家级: 2024-06-01}}",
    "level: {order: []}"
  ],
  ["employment: {set: [全职, 柔性]}", "employmnt: {set: [全职, 柔性]}"],
  ["begins: 01-01", "begins: 13-01"],
  ["year: {", "yaer: {"],
  ["flow:\n", "flwo:\n"],
  ["score:\n", "scroe:\n"],
  ["place_by: event_on", "place_by: {reading: part_tim, out: event, in: signed}"],
  ["scope: claim", "scope: {reading: part_tim, out: clam, in: unit}"],
  ["scope: claim", "scope: null"],
  ["  R1:\n", "  R3:\n"],
  ["  R1:\n", "  R0:\n"],
  ["  R1:\n", "  R01:\n"],
  ["  R1:\n", "  R2:\n"],
  ["  R2:\n", "  R1b:\n"],
  ["  R2:\n", "  R2: 引进\n  R3:\n"],
  limit("[引进]"),
  limit("{}"),
  limit("[{}]"),
  limitBy("{reading: part_tim, out: 一, in: 二}"),
  limit(`[{over: {reading: part_tim, out: [R1, R9], in: [R1]}, max: "2", cite: hire}]`),
  limit(
    `[{over: {reading: part_tim, out: [R1, R2], in: [R1, R2]}, max: "2", cite: hire}, {over: [R1, R2], max: "2", cite: hire}]`
  ),
  limit(`[{ovr: [R1, R9], max: "2", cite: hire}]`),
  limit(`[{over: [R1, R2], mix: 一, cite: hire}]`),
  limit(
    `[{over: ${dated("from: 2025-01-01, value: [R1, R9], cite: hire", "from: 2024-01-01, value: [R2], cite: hire")}, max: "2", cite: hire}]`
  ),
  ["key: [person_id]", "key: [level]", ["across: all", "across: {reading: part_tim, out: all, in: unit}"]],
  ["key: [person_id]", "kye: [level]"],
  [
    'earn: {by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}',
    "ern: {by: level}",
    ['caps: [{max: "1"}]', 'caps: [{max: "1", codes: [乡级]}]']
  ],
  [
    'earn: {by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}',
    'earn: {by: levl, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}',
    ['caps: [{max: "1"}]', 'caps: [{max: "1", codes: [乡级]}]']
  ],
  [
    'earn: {by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}',
    'earn: {by: [level], each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}',
    ['caps: [{max: "1"}]', 'caps: [{max: "1", codes: [乡级]}]']
  ],
  [
    'earn: {by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}',
    'earn: {by: degree, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}',
    ['caps: [{max: "1"}]', 'caps: [{max: "1", codes: [乡级]}]']
  ],
  [
    'earn: {by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}',
    'earn: {reading: part_tim, out: {by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}, in: [{from: 1, each: "1"}]}',
    ['caps: [{max: "1"}]', 'caps: [{max: "1", codes: [乡级]}]']
  ],
  [
    "level: {order: [县级, 市级, 省级, 国家级], aliases: {市级: [地级]}, ambiguous: [上级], since: {国家级: 2024-06-01}}",
    "level: {order: []}",
    ["[level, at_least, 市级]", "[level, before, 市级]"]
  ],
  [
    "begins: 01-01",
    "begins: 13-01",
    [
      "across: all",
      `across: ${dated("from: 2024-03-01, value: all, cite: hire", "from: 2024-05-01, value: unit, cite: hire")}`
    ]
  ],
  [
    "begins: 01-01",
    "begins: 13-01",
    [
      "across: all",
      `across: ${dated("from: 2024-03-01, value: all, cite: hire, transition: next_year", "from: 2024-05-01, value: unit, cite: hire, transition: by_event")}`
    ]
  ],
  [
    "begins: 01-01",
    "begins: 13-01",
    [
      "across: all",
      `across: ${dated("from: 2024-03-01, value: all, cite: hire", "from: 2025-01-01, value: unit, cite: hire, transition: next_year")}`
    ]
  ],
  [
    "force: {from: 2024-03-01}",
    "force: {from: x}",
    [
      "across: all",
      `across: ${dated("from: 2024-05-01, value: all, cite: hire", "from: 2025-01-01, value: unit, cite: hire")}`
    ]
  ],
  [
    "options: {out: 不算, in: 算}",
    "option: {out: 不算, in: 算}",
    ["across: all", "across: {reading: part_time, out: all, inn: unit}"]
  ]
];
