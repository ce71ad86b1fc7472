import {mkdirSync, readdirSync, readFileSync, rmSync} from "node:fs";
import {join} from "node:path";
import {strFromU8, unzipSync} from "fflate";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Database, Value} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {shownClaims} from "../../publish/notice/claims.ts";
import type {NoticeClaim} from "../../publish/notice/data.ts";
import {readNoticePapers, writeNotices} from "../../publish/notice/notice.ts";
import {papersHtml} from "../../publish/paper/html.ts";
import {DISPOSITIONS} from "../../publish/words.ts";
import {signed2024, smallCity} from "./city.ts";
import {insert, scratch, warehouse} from "./fixture.ts";
import {paragraphs, tables} from "./papers.ts";

const YEAR = 2024;
const SECRET = "张某某全职引进";
/** More than a line of the table holds, told apart by its end. */
const LONG = "：人才工作和乡村振兴同向发力（2024年第一百二十三篇）";
const folder = scratch();
let db: Database;

beforeAll(async () => {
  db = await city(signed2024);
});
afterAll(() => db.close());

/** 甲街道 has three claims, 乙镇 a hundred and twenty, 丁镇 none; 99 is ranked nowhere. */
async function city(settings: object): Promise<Database> {
  const db = await warehouse({...smallCity(YEAR), bonus_ledger: []}, settings);
  await db.run("CREATE SCHEMA core; CREATE TABLE core.claims (claim_id VARCHAR, subject VARCHAR)");
  const [claim] = smallCity(YEAR).bonus_ledger!;
  const one = {...claim!, scenario: "base", unit_id: "01", unit_name: "甲街道"};
  const claims: Record<string, Value>[] = [
    {...one, claim_id: "A-1", rule_id: "R1"},
    {...one, claim_id: "A-2", rule_id: "R2", points: 0, disposition: "duplicate", dup_of: "A-1"},
    {...one, claim_id: "A-3", rule_id: "R4", points: 200, event_on: `${YEAR}-05-06`},
    {...one, claim_id: "A-4", rule_id: "N", points: 0, disposition: "not_scored"},
    {...one, claim_id: "Z-1", unit_id: "99", unit_name: "某公司", rule_id: "R4", points: 200},
    {...one, claim_id: "W-1", scenario: "what-if"},
    {...one, claim_id: "W-2", basis: "claimed"},
    {...one, claim_id: "W-3", year: YEAR - 1},
    ...Array.from({length: 120}, (_, i) => ({
      ...one,
      unit_id: "02",
      unit_name: "乙镇",
      claim_id: `B-${String(i).padStart(3, "0")}`,
      rule_id: `R${3 + (i % 3)}`,
      disposition: Object.keys(DISPOSITIONS)[i % Object.keys(DISPOSITIONS).length]!,
      points: i % 15 < 3 ? 100 : 0
    }))
  ];
  await insert(db, "bonus_ledger", claims);
  await db.append(
    "core",
    "claims",
    claims.map(({claim_id, rule_id}) => [
      claim_id!,
      rule_id === "R1" || rule_id === "R2" || rule_id === "N" ? SECRET : `关于${claim_id}的报道${LONG}`
    ])
  );
  await insert(db, "bonus_scores", [
    {year: YEAR, basis: "signed", unit_id: "99", rule_id: "R4", items: 1, raw: 200, points: 200, cap_loss: 0}
  ]);
  return db;
}

describe("writeNotices(db) writes a Word file for every unit", () => {
  let text: (code: string) => string[];
  let grids: (code: string) => string[][][];
  beforeAll(async () => {
    const files = await writeNotices(db, {out: folder, year: YEAR});
    expect(files.map(({path}) => path)).toEqual(["05.docx", "01.docx", "02.docx", "03.docx", "04.docx", "99.docx"]);
    expect(files.map(({rows}) => rows)).toEqual([0, 4, 120, 0, 0, 1]);
    expect(readdirSync(folder).sort()).toEqual(files.map(({path}) => path).sort());
    const bytes = (code: string) => new Uint8Array(readFileSync(join(folder, `${code}.docx`)));
    text = code => paragraphs(bytes(code));
    grids = code => tables(bytes(code));
  });

  test("with the result: total, rank, of how many, change, what the caps took", () => {
    expect(text("01")).toContain(
      "你单位2024年度绩效加分合计4.6分，在镇（街道）组4个单位中列第1位，上年第2位，上升1位。因封顶没有计入的分值1.2分。"
    );
    expect(text("02").join()).toContain("合计0.8分，在镇（街道）组4个单位中列第2位（并列），上年第1位，下降1位。");
    expect(text("04").join()).toContain("合计0.0分，在镇（街道）组4个单位中列第4位，上年不在本组。");
    expect(text("05").join()).toContain("在开发区组1个单位中列第1位，上年第1位，位次未变。");
    expect(text("99").join()).toContain("某公司2024年度绩效加分合计0.2分；不在任何组内，不排位次。");
  });

  test("with no rank to compare with where nobody had a point the year before", async () => {
    const young = await city(signed2024);
    const [row] = smallCity(YEAR).bonus_ranking!;
    await insert(young, "bonus_ranking", [{...row!, year: YEAR - 1, basis: "signed", total: 0}]);
    const out = join(folder, "young");
    mkdirSync(out);
    await writeNotices(young, {out, year: YEAR});
    young.close();
    const words = paragraphs(new Uint8Array(readFileSync(join(out, "01.docx")))).join();
    rmSync(out, {recursive: true});
    expect(words).toContain("在镇（街道）组4个单位中列第1位，上年没有位次可比。");
  });

  test("with every rule: claims, accepted, before and after the cap, and the sum", () => {
    const [rules] = grids("01");
    expect(rules!.map(row => row.join("|"))).toEqual([
      "项目|封顶（分）|申报（条）|认定有效（条）|封顶前（分）|封顶扣减（分）|得分（分）",
      "①人才引进|1|1|12|1.4|0.4|1.0",
      "②本地培养|1|1|0|0.0|0.0|0.0",
      "③会议活动|1|0|0|0.0|0.0|0.0",
      "④媒体宣传|1|1|6|2.8|0.8|2.0",
      "⑤服务发展|1|0|0|0.0|0.0|0.0",
      "合计|—|3|18|4.2|1.2|4.6"
    ]);
  });

  test("with the claims, what became of them in words, and what the words mean", () => {
    const [, claims] = grids("01");
    expect(claims).toEqual([
      ["申报编号", "发生日期", "项目", "事项", "处理结果", "得分"],
      ["A-1", "2024-03-01", "人才引进", "—", "计分", "0.5"],
      ["A-2", "2024-03-01", "本地培养", "—", "重复（A-1）", "0.0"],
      ["A-3", "2024-05-06", "媒体宣传", `关于A-3的报道${LONG}`, "计分", "0.2"],
      ["A-4", "2024-03-01", "宣传表彰", "—", "宣传表彰类（不计分）", "—"]
    ]);
    expect(text("01")).toContain("共申报4条：计分2条、宣传表彰类（不计分）1条、重复1条。");
    expect(text("01").join()).toContain("重复：同一事项已由另一条申报计分");
    expect(text("04")).toContain("本年度没有申报。");
  });

  test("with how to object and by when", () => {
    for (const code of ["01", "04", "99"]) {
      expect(text(code).join()).toContain("请于2025年1月27日以前（含当日）在随附的确认表上填写“异议”、申报编号和理由");
    }
  });

  test("on one page: what does not fit is counted, what was refused comes first", () => {
    const [, claims] = grids("02");
    const shown = claims!.length - 1;
    expect(shown).toBeGreaterThan(5);
    expect(shown).toBeLessThan(25);
    const left = 120 - shown;
    expect(text("02")).toContain(`限于篇幅，先列没有认定的申报；其余${left}条见本版工作簿的“加分台账”。`);
    expect(claims!.slice(1).map(row => row[4])).not.toContain("计分");
    // Where there is no room for all of them each takes one line; where there is (01) nothing is cut.
    expect(claims!.slice(1).every(row => row[3] === "—" || row[3]!.endsWith("…"))).toBe(true);
    const counts = text("02").find(line => line.startsWith("共申报120条："))!;
    expect([...counts.slice(8).matchAll(/(\d+)条/g)].reduce((sum, match) => sum + Number(match[1]), 0)).toBe(120);
  });

  test("without the subject of a claim about a person, in any part of any file", () => {
    for (const name of readdirSync(folder)) {
      const parts = unzipSync(new Uint8Array(readFileSync(join(folder, name))));
      for (const part of Object.values(parts)) expect(strFromU8(part)).not.toContain(SECRET);
    }
  });

  test("the same bytes again", async () => {
    await new Promise(resolve => setTimeout(resolve, 1100));
    const again = await writeNotices(db, {out: scratch(), year: YEAR});
    const first = await writeNotices(db, {out: folder, year: YEAR});
    expect(again.map(({sha256}) => sha256)).toEqual(first.map(({sha256}) => sha256));
  });
});

test("before it is signed a notice is marked, and sent for checking", async () => {
  const years = {
    "2024": {
      signedOn: null,
      docNo: null,
      objectionsUntil: "2025-01-10",
      edition: {version: "v1", review: true, correction: null}
    }
  };
  const review = await city({publish: {public: false, years}});
  const papers = (await readNoticePapers(review, {year: YEAR})).map(({paper}) => paper);
  expect(new Set(papers.map(({mark}) => mark))).toEqual(new Set(["审核稿"]));
  const html = papersHtml(papers, "告知单");
  expect(html).toContain('@top-center { content: "审核稿"');
  expect(html).toContain("本结果尚未签批，供核对，以签批后印发的为准。");
  expect(html).toContain("请于2025年1月10日以前（含当日）");
  expect(html).not.toContain(SECRET);
  review.close();
});

test("shownClaims(claims, room) keeps all where there is room, else the refused, then the cut, then the counted", () => {
  const claims = ["over_cap", "counted", "counted_partly", "rejected", "not_scored"].map(
    (disposition, i): NoticeClaim => ({
      ...{claimId: `${i}`, ruleId: "R4", eventOn: "2024-01-01", subject: null, points: 0, dupOf: null},
      disposition
    })
  );
  const ids = (room: number) => shownClaims(claims, room).map(({claimId}) => claimId);
  expect(ids(5)).toEqual(["0", "1", "2", "3", "4"]);
  expect(ids(4)).toEqual(["3", "2", "1", "0"]);
  expect(ids(-1)).toEqual([]);
});

test("a year without results is a UserError that names it", async () => {
  const error = await writeNotices(db, {out: folder, year: 2019}).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toContain("2019年度");
});
