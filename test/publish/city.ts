import type {Value} from "../../loaders/database.ts";

type Rows = Readonly<Record<string, Value>>[];

/** Settings under which 2024 is signed. */
export const signed2024 = {
  publish: {
    public: false,
    years: {"2024": {signedOn: "2025-01-20", docNo: "[2025]3号", objectionsUntil: "2025-01-27"}}
  }
};

/** Returns the results of a city with four towns, of which two tie, and one development zone, in the year. */
export function smallCity(year = 2025): Record<string, Rows> {
  const ranking = (group: string, rows: readonly (readonly Value[])[]): Rows =>
    rows.map(([rank, tied, unit_id, unit_name, r1, r2, r3, r4, r5, total, previous_rank, change, best, worst]) => ({
      ...{year, basis: "signed", group, rank: rank!, tied: tied!, unit_id: unit_id!, unit_name: unit_name!},
      ...{r1: r1!, r2: r2!, r3: r3!, r4: r4!, r5: r5!, total: total!},
      ...{previous_rank: previous_rank!, change: change!, band_best: best!, band_worst: worst!}
    }));
  const claim = {
    year,
    basis: "signed",
    scenario: "base",
    unit_id: "01",
    unit_name: "甲街道",
    rule_id: "R1",
    clause: "激励奖励制度 二（二）1",
    claim_id: "=1+1",
    event_on: `${year}-03-01`,
    nth: 1,
    raw: 500,
    cumulative: 500,
    cap: 1000,
    points: 500,
    disposition: "counted",
    contested: false,
    source_file: `claims/${year}.xlsx`,
    source_sheet: "台账",
    source_row: 7
  };
  return {
    bonus_ranking: [
      ...ranking("开发区", [[1, false, "05", "戊开发区", 0, 0, 0, 200, 0, 200, 1, "—", 1, 1]]),
      ...ranking("镇（街道）", [
        [1, false, "01", "甲街道", 1000, 600, 400, 2000, 600, 4600, 2, "↑1", 1, 1],
        [2, true, "02", "乙镇", 500, 0, 100, 200, 0, 800, 1, "↓1", 2, 4],
        [2, true, "03", "丙镇", 500, 0, 100, 200, 0, 800, 3, "↑1", 2, 4],
        [4, false, "04", "丁镇", 0, 0, 0, 0, 0, 0, null, "新", null, null]
      ]),
      ...ranking("镇（街道）", [[1, false, "01", "甲街道", 9000, 0, 0, 0, 0, 9000, 1, "—", 1, 1]]).map(row => ({
        ...row,
        basis: "claimed"
      }))
    ],
    bonus_scores: [
      {year, basis: "signed", unit_id: "01", rule_id: "R1", items: 12, raw: 1400, points: 1000, cap_loss: 400},
      {year, basis: "signed", unit_id: "01", rule_id: "R4", items: 6, raw: 2800, points: 2000, cap_loss: 800},
      {year, basis: "claimed", unit_id: "01", rule_id: "R4", items: 6, raw: 2800, points: 2000, cap_loss: 9999}
    ],
    bonus_ledger: [
      claim,
      {
        ...claim,
        claim_id: "S-2",
        nth: null,
        raw: 0,
        points: 0,
        disposition: "duplicate",
        dup_of: "=1+1",
        source_row: 8
      },
      {...claim, basis: "claimed"},
      {...claim, scenario: "what-if"},
      {...claim, year: year - 1}
    ],
    readings: [
      {
        policy: "haicheng-2021-2",
        reading_id: "title_above",
        option: "at_least",
        meaning: "副高级及以上",
        clause: "激励奖励制度 二（二）1",
        ask: "正高级是否属于“副高级”",
        is_default: true,
        chosen: true,
        decided_by: "市委人才办",
        decided_on: "2025-01-10"
      }
    ]
  };
}
