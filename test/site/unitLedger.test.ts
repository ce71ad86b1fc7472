import {describe, expect, test} from "vitest";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {plainWords} from "../../publish/sitedata/ruleWords.ts";
import type {LedgerRow, UnitData} from "../../publish/sitedata/unit.ts";
import type {UnitFact} from "../../publish/sitedata/units.ts";
import {unitPage} from "../../src/components/unit.ts";

describe("the claims on a unit's page", () => {
  test("say what the unit has by each of them, also after a cap fell below what was given", () => {
    // Three times 0.5 under a cap of 1.5; it falls to 1.0; then to 0.8; then it rises to 1.7.
    const ledger = [500, 500, 500, 0, 0, 200].map((points, i) => row(`S-${i}`, points));
    const aside = {...row("S-9", 0), disposition: "duplicate", dupOf: "S-1"};
    expect(amounts([...ledger, aside])).toEqual([
      ["0.5", "0.5", "0.5"],
      ["0.5", "0.5", "1.0"],
      ["0.5", "0.5", "1.5"],
      ["0.5", "0.0", "1.5"],
      ["0.5", "0.0", "1.5"],
      ["0.5", "0.2", "1.7"],
      ["—", "—", "—"]
    ]);
  });

  test("name the cap or limit that took points, what it was filled with, and a clause that is not the rule's own", () => {
    const own = {title: null, rules: ["R4"], codes: null, max: 2000, used: 1800, taken: 300, clause: "第二条"};
    const together = {...own, title: "合计", rules: ["R3", "R4"], used: 1900, taken: 100, clause: "第五条"};
    const ledger = [
      {...row("S-1", 100), caps: [own, together]},
      {...row("S-2", 0), caps: [{...own, codes: ["省级", "国家级"], clause: "修订 一"}]},
      row("S-3", 500)
    ];
    const rule = {
      id: "R4",
      title: "媒体宣传",
      clause: "第二条",
      says: "",
      values: "",
      caps: "",
      cap: 2000,
      ladder: null
    };
    const facts = {...FACTS, rules: [{...rule, words: plainWords(rule.title)}]};
    const {main} = unitPage(facts, {...NOTHING, ledger});
    expect([...String(main).matchAll(/<small>([^<]*)<\/small>/g)].map(([, text]) => text)).toEqual([
      "封顶2.0分，已计1.8分，少计0.3分",
      "合计（R3、④媒体宣传）封顶2.0分（第五条），已计1.9分，少计0.1分",
      "省级、国家级合计封顶2.0分（修订 一），已计1.8分"
    ]);
  });
});

/** Returns 应得, 计入 and 累计 of each claim as the page shows them. */
function amounts(ledger: LedgerRow[]): string[][] {
  const {main} = unitPage(FACTS, {...NOTHING, ledger});
  const cells = [...String(main).matchAll(/<td[^>]*class="number"[^>]*>([^<]*)<\/td>/g)].map(([, text]) => text!);
  return Array.from({length: cells.length / 3}, (_, i) => cells.slice(3 * i, 3 * i + 3));
}

function row(claimId: string, points: number): LedgerRow {
  return {
    ruleId: "R4",
    clause: "第二条",
    claimId,
    eventOn: "2025-06-01",
    subject: null,
    raw: 500,
    points,
    disposition: points === 500 ? "counted" : points ? "counted_partly" : "over_cap",
    dupOf: null,
    contested: false,
    sourceFile: "申报.csv",
    sourceSheet: null,
    sourceRow: 2
  };
}

const UNIT: UnitFact = {
  id: "210381001",
  name: "甲镇",
  short: "甲镇",
  kind: "镇",
  parent: null,
  order: 1,
  former: null,
  find: "",
  page: "unit/甲镇.html",
  single: null
};

const NOTHING: UnitData = {
  unit: UNIT,
  rank: null,
  of: 0,
  scores: [],
  years: [],
  ledger: [],
  decisions: [],
  inspections: [],
  inspected: null,
  attendance: null,
  ratings: [],
  rectifications: [],
  alerts: []
};

const FACTS: Facts = {
  city: "海城市",
  asOf: "2025-12-31",
  year: 2025,
  years: [2025],
  groups: [],
  thresholds: {},
  satisfactionIndex: {},
  documents: [],
  state: {state: "草案", signedOn: null, docNo: null, objectionsUntil: null, reasons: []},
  rules: [],
  ceiling: null,
  units: new Map([[UNIT.id, UNIT]]),
  datasets: new Map(),
  downloads: [],
  tableTitles: new Map()
};
