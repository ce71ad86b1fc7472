import {readFileSync} from "node:fs";
import {join} from "node:path";
import {strFromU8, unzipSync} from "fflate";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {bulletinPaper, writeBulletin} from "../../publish/bulletin/bulletin.ts";
import {numeral} from "../../publish/bulletin/compose.ts";
import {decimalText} from "../../publish/format.ts";
import {papersHtml} from "../../publish/paper/html.ts";
import {signed2024, smallCity} from "./city.ts";
import {insert, scratch, warehouse} from "./fixture.ts";
import {paragraphs, tables} from "./papers.ts";

const YEAR = 2024;
const folder = scratch();
let db: Database;
let bytes: Uint8Array;
let text: string;

beforeAll(async () => {
  db = await richCity();
  const file = join(folder, "bulletin.docx");
  const exported = await writeBulletin(db, {file, year: YEAR});
  expect(exported).toMatchObject({path: "bulletin.docx", table: "bonus_ranking", format: "docx", rows: 5});
  bytes = new Uint8Array(readFileSync(file));
  text = paragraphs(bytes).join("\n");
});
afterAll(() => db.close());

/** A signed year with a year before it, claims of every treatment, and a unit that is ranked nowhere. */
async function richCity(settings: object = signed2024): Promise<Database> {
  const db = await warehouse({...smallCity(YEAR), bonus_ledger: []}, settings);
  const [before] = smallCity(YEAR).bonus_ranking!;
  await insert(db, "bonus_ranking", [{...before!, year: YEAR - 1}]);
  const [claim] = smallCity(YEAR).bonus_ledger!;
  const one = {...claim!, scenario: "base"};
  const treatments = [
    ...Array(7).fill("counted"),
    ...Array(2).fill("counted_no_increment"),
    "counted_partly",
    ...Array(3).fill("over_cap"),
    ...Array(4).fill("duplicate"),
    ...Array(2).fill("rejected"),
    "ineligible",
    "not_signed",
    ...Array(2).fill("not_scored")
  ] as string[];
  await insert(
    db,
    "bonus_ledger",
    treatments.map((disposition, i) => ({
      ...one,
      claim_id: `C-${i}`,
      unit_id: i % 2 ? "02" : "01",
      unit_name: i % 2 ? "乙镇" : "甲街道",
      disposition,
      raw: disposition === "over_cap" || disposition.startsWith("counted") ? 500 : 0,
      cumulative: disposition === "over_cap" || disposition === "counted_partly" ? 1500 : 500
    }))
  );
  await insert(db, "bonus_ledger", [
    {...one, claim_id: "X-1", unit_id: "99", unit_name: "某公司", rule_id: "R4", points: 200},
    {...one, claim_id: "B-1", year: YEAR - 1, unit_id: "05", unit_name: "戊开发区"},
    {...one, claim_id: "W-1", basis: "claimed"}
  ]);
  return db;
}

/** Returns the numbers that stand where the pattern has its groups. */
function numbers(pattern: RegExp): string[] {
  const found = pattern.exec(text);
  if (!found) throw new Error(`the bulletin does not say: ${pattern}`);
  return found.slice(1).map(part => part.replaceAll(",", ""));
}

async function value(sql: string): Promise<number> {
  const [row] = await db.all<{n: number}>(`SELECT (${sql})::BIGINT AS n`);
  return row!.n;
}

const LEDGER = `FROM score.bonus_ledger AS l WHERE l.year = ${YEAR} AND l.basis = 'signed' AND l.scenario = 'base'
  AND l.unit_id IN (SELECT unit_id FROM score.bonus_ranking WHERE year = ${YEAR} AND basis = 'signed')`;
const RANKING = `FROM score.bonus_ranking WHERE year = ${YEAR} AND basis = 'signed'`;

describe("every figure of the text, read back, is that of the tables:", () => {
  test("units, in all and by group", async () => {
    const [all, towns, zones] = numbers(/参加排位次的单位共(\d+)个，其中镇（街道）(\d+)个、开发区(\d+)个。/);
    expect(Number(all)).toBe(await value(`SELECT COUNT(*) ${RANKING}`));
    expect(Number(towns)).toBe(await value(`SELECT COUNT(*) ${RANKING} AND "group" = '镇（街道）'`));
    expect(Number(zones)).toBe(await value(`SELECT COUNT(*) ${RANKING} AND "group" = '开发区'`));
  });

  test("claims, those of the year before, and praise without points", async () => {
    const [claims, before, praise] = numbers(/共申报加分事项(\d+)条（上年(\d+)条），其中宣传表彰类（不计分）(\d+)条/);
    expect(Number(claims)).toBe(await value(`SELECT COUNT(*) ${LEDGER}`));
    expect(Number(claims)).toBe(23);
    expect(Number(before)).toBe(1);
    expect(Number(praise)).toBe(await value(`SELECT COUNT(*) ${LEDGER} AND l.disposition = 'not_scored'`));
  });

  test("accepted claims and those over a cap", async () => {
    const [accepted, over] = numbers(/认定有效(\d+)条，其中(\d+)条因已经封顶/);
    const counting = "('counted', 'counted_no_increment', 'counted_partly', 'over_cap')";
    expect(Number(accepted)).toBe(await value(`SELECT COUNT(*) ${LEDGER} AND l.disposition IN ${counting}`));
    expect(Number(accepted)).toBe(7 + 2 + 1 + 3);
    expect(Number(over)).toBe(await value(`SELECT COUNT(*) ${LEDGER} AND l.disposition = 'over_cap'`));
  });

  test("units with and without points, the sum, the highest", async () => {
    const [scored, none] = numbers(/有得分的单位(\d+)个，没有得分的单位(\d+)个/);
    expect(Number(scored)).toBe(await value(`SELECT COUNT(*) ${RANKING} AND total > 0`));
    expect(Number(none)).toBe(await value(`SELECT COUNT(*) ${RANKING} AND total = 0`));
    const [total, highest] = numbers(/加分合计([\d.,]+)分，最高([\d.]+)分（甲街道）/);
    expect(total).toBe(decimalText(await value(`SELECT SUM(total) ${RANKING}`)));
    expect(highest).toBe(decimalText(await value(`SELECT MAX(total) ${RANKING}`)));
  });

  test("units at a cap and what the caps took", async () => {
    const [units, loss] = numbers(/达到封顶的单位(\d+)个，因封顶没有计入的分值共([\d.]+)分/);
    expect(Number(units)).toBe(
      await value(`SELECT COUNT(DISTINCT l.unit_id) ${LEDGER} AND l.raw > 0 AND l.cumulative >= l.cap`)
    );
    expect(Number(units)).toBe(2);
    expect(loss).toBe(
      decimalText(await value(`SELECT SUM(cap_loss) FROM score.bonus_scores WHERE year = ${YEAR} AND basis = 'signed'`))
    );
  });

  test("moves against the year before", async () => {
    const found = numbers(/上升的单位(\d+)个，下降的(\d+)个，未变的(\d+)个，上年不在本组的(\d+)个/).map(Number);
    const like = ["↑%", "↓%", "—", "新"].map(change => value(`SELECT COUNT(*) ${RANKING} AND change LIKE '${change}'`));
    expect(found).toEqual(await Promise.all(like));
    expect(found).toEqual([2, 1, 1, 1]);
  });

  test("no claims of a year before that has none", async () => {
    const young = await warehouse(smallCity(YEAR), signed2024);
    const [before] = smallCity(YEAR).bonus_ranking!;
    await insert(young, "bonus_ranking", [{...before!, year: YEAR - 1, basis: "signed", total: 0}]);
    const file = join(folder, "young.docx");
    await writeBulletin(young, {file, year: YEAR});
    young.close();
    const words = paragraphs(new Uint8Array(readFileSync(file))).join("\n");
    expect(words).toMatch(/参加排位次的单位共申报加分事项\d+条[，。]/);
    expect(words).not.toContain("与上年同组");
  });

  test("units that are ranked nowhere stand apart", () => {
    expect(numbers(/不参加排位次的单位(\d+)个申报(\d+)条/)).toEqual(["1", "1"]);
  });

  test("problems: units without points, refusals one by one, what is not finished", async () => {
    const [all, none, silent] = numbers(/(\d+)个单位中(\d+)个没有得分，占20\.0%；其中没有申报的(\d+)个：丁镇。/);
    expect([all, none, silent]).toEqual(["5", "1", "1"]);
    const [refused, ineligible, duplicate, rejected] = numbers(
      /没有认定的申报共(\d+)条，其中不符合条件(\d+)条、重复(\d+)条、不予认定(\d+)条。/
    );
    expect([refused, ineligible, duplicate, rejected].map(Number)).toEqual([7, 1, 4, 2]);
    expect(numbers(/截至2025年12月31日，审核通过而没有签批的(\d+)条/)).toEqual(["1"]);
  });

  test("the sentence of each group", () => {
    expect(text).toContain("镇（街道）共4个单位，有得分的3个；最高4.6分（甲街道），最低0.0分。");
    expect(text).toContain("位次上升最多的是甲街道、丙镇，上升1位。");
    expect(text).toContain("开发区共1个单位，有得分的1个；最高0.2分（戊开发区），最低0.2分。");
  });

  test("each row of each group's table", async () => {
    const [towns, zones] = tables(bytes);
    const rows = await db.all<Record<string, number | string | null>>(
      `SELECT r.*, COALESCE((SELECT SUM(cap_loss) FROM score.bonus_scores AS s
  WHERE s.year = r.year AND s.basis = r.basis AND s.unit_id = r.unit_id), 0)::BIGINT AS cap_loss
FROM score.bonus_ranking AS r WHERE r.year = ${YEAR} AND r.basis = 'signed' ORDER BY r.rowid`
    );
    const cells = (group: string) =>
      rows
        .filter(row => row.group === group)
        .map(row => [
          String(row.rank),
          row.unit_name,
          ...["r1", "r2", "r3", "r4", "r5", "total", "cap_loss"].map(name => decimalText(Number(row[name]))),
          row.previous_rank === null ? "—" : String(row.previous_rank),
          row.change
        ]);
    expect(towns!.slice(1)).toEqual(cells("镇（街道）"));
    expect(zones!.slice(1)).toEqual(cells("开发区"));
    expect(towns![0]).toEqual([
      "位次",
      "单位",
      ...["①人才引进", "②本地培养", "③会议活动", "④媒体宣传", "⑤服务发展"],
      ...["合计", "封顶扣减", "上年位次", "位次变化"]
    ]);
  });

  test("what each rule gave, and all together", async () => {
    const table = tables(bytes)[2]!;
    const scores = `FROM score.bonus_scores WHERE year = ${YEAR} AND basis = 'signed'`;
    const of = (column: string, rule: string) =>
      value(`SELECT COALESCE(SUM(${column}), 0) ${scores} AND rule_id = '${rule}'`);
    for (const [i, rule] of ["R1", "R2", "R3", "R4", "R5"].entries()) {
      const [, units, items, raw, points, loss] = table[i + 1]!;
      expect(Number(units)).toBe(await value(`SELECT COUNT(*) ${scores} AND rule_id = '${rule}' AND points > 0`));
      expect(Number(items)).toBe(await of("items", rule));
      expect([raw, points, loss]).toEqual(
        (await Promise.all(["raw", "points", "cap_loss"].map(column => of(column, rule)))).map(n => decimalText(n))
      );
    }
    expect(table.at(-1)).toEqual(["合计", "—", "18", "4.2", "3.0", "1.2"]);
  });
});

describe("the skeleton of a bulletin:", () => {
  test("title, number, addressees, headings in their order, office and date", () => {
    const order = [
      "关于2024年度人才工作绩效加分情况的通报",
      "〔2025〕3号",
      "各镇（街道），各开发区：",
      "一、位次情况",
      "（一）镇（街道）",
      "（二）开发区",
      "二、得分构成",
      "三、存在问题",
      "四、下步要求",
      "五、说明",
      "示例市委人才工作领导小组办公室",
      "2025年1月20日"
    ];
    const lines = paragraphs(bytes);
    const places = order.map(line => lines.lastIndexOf(line));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test("notes: ground, version, data date, ties, signature, objections and until when", () => {
    expect(text).toContain("依据：海人才发〔2021〕2号。");
    expect(text).toContain(
      "规则版本：haicheng-2021-2（自2021年10月29日起施行）。文件未写明之处共1处，其中由办公室作出决定的1处"
    );
    expect(text).toContain("数据截至2025年12月31日。");
    expect(text).toContain("得分相同名次并列，其后名次顺延空位");
    expect(text).toContain("本结果已于2025年1月20日签批。");
    expect(text).toContain("请于2025年1月27日以前（含当日）在随附的确认表上填写");
  });

  test("what comes next is the office's: marked to be filled in, or as it is told", async () => {
    expect(text).toContain("【此处由办公室填写下步工作要求，印发前删去本行。】");
    expect(strFromU8(unzipSync(bytes)["word/document.xml"]!)).toMatch(/w:highlight w:val="yellow"\/>.{0,200}【此处/);
    const told = await richCity({
      publish: {...signed2024.publish, bulletin: {requirements: ["抓紧补报。"], issuer: "某办"}}
    });
    const paper = JSON.stringify(await bulletinPaper(told, {year: YEAR}));
    expect(paper).toContain("抓紧补报。");
    expect(paper).toContain("送某办。");
    expect(paper).not.toContain("【");
    told.close();
  });

  test("a draft says so on every page and has neither number nor date", async () => {
    const draft = await richCity({});
    const file = join(folder, "draft.docx");
    await writeBulletin(draft, {file, year: YEAR});
    const parts = unzipSync(new Uint8Array(readFileSync(file)));
    const headers = Object.keys(parts).filter(name => /header\d+\.xml$/.test(name));
    expect(headers.length).toBeGreaterThanOrEqual(2);
    for (const name of headers) expect(strFromU8(parts[name]!)).toContain("草案");
    const lines = paragraphs(new Uint8Array(readFileSync(file)));
    expect(lines).toContain("（文号待定）");
    expect(lines.at(-1)).toBe("（成文日期待签批）");
    expect(papersHtml([await bulletinPaper(draft, {year: YEAR})], "通报")).toContain('@top-center { content: "草案"');
    draft.close();
  });

  test("a signed one has no mark", () => {
    const parts = unzipSync(bytes);
    for (const name of Object.keys(parts)) expect(strFromU8(parts[name]!)).not.toContain("草案");
  });

  test("a correction says what it replaces, why, and how much changed", async () => {
    const years = {
      "2024": {...signed2024.publish.years["2024"], edition: {version: "v2", review: false, correction: "漏计一篇。"}}
    };
    const corrected = await richCity({publish: {public: false, years}});
    const paper = JSON.stringify(
      await bulletinPaper(corrected, {year: YEAR, changes: {claims: 3, totals: 2, ranks: 4}})
    );
    expect(paper).toContain("关于2024年度人才工作绩效加分情况的通报（更正）");
    expect(paper).toContain(
      "更正并取代此前印发的第1版。更正原因：漏计一篇。处理结果有变动的申报3条，合计有变动的单位2个，位次有变动的单位4个，"
    );
    corrected.close();
  });

  test("the page to be printed says the same, word for word", async () => {
    const html = papersHtml([await bulletinPaper(db, {year: YEAR})], "通报");
    const body = html.slice(html.indexOf("<body")).replace(/<br>/g, "");
    const words = [...body.matchAll(/>([^<>]+)</g)].map(match => match[1]!.trim()).filter(Boolean);
    expect(words.sort()).toEqual(paragraphs(bytes).filter(Boolean).sort());
  });

  test("many rules turn the page", async () => {
    const wide = await richCity();
    await wide.run("ALTER TABLE score.bonus_ranking RENAME TO narrow");
    await wide.run(
      "CREATE TABLE score.bonus_ranking AS SELECT * EXCLUDE (total, previous_rank, change, band_best, band_worst), r5 AS r6, r5 AS r7, total, previous_rank, change, band_best, band_worst FROM score.narrow ORDER BY rowid"
    );
    const more = ["R6", "R7"].map((rule_id, i) => ({
      ...{policy: "haicheng-2021-2", rule_id, from: "2021-10-29", seq: 6 + i, title: "其他", says: "", clause: ""}
    }));
    await insert(wide, "rules", more);
    const {sections} = await bulletinPaper(wide, {year: YEAR});
    expect(sections.map(({landscape}) => landscape)).toEqual([false, true, false]);
    wide.close();
  });
});

test("a year without a ranking is a UserError that names it", async () => {
  const error = await writeBulletin(db, {file: join(folder, "none.docx"), year: 2019}).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toContain("2019年度");
});

test("a table shows all its values with as many decimals as one of them needs", async () => {
  const finer = await richCity();
  await finer.run("UPDATE score.bonus_ranking SET r4 = 250 WHERE unit_id = '02'");
  const {sections} = await bulletinPaper(finer, {year: YEAR});
  const [towns, zones] = sections.flatMap(({blocks}) => blocks).filter(block => block.kind === "table");
  expect(towns!.rows.map(row => row[5])).toEqual(["2.00", "0.25", "0.20", "0.00"]);
  expect(zones!.rows.map(row => row[5])).toEqual(["0.2"]);
  finer.close();
});

test("numeral(n) counts in Chinese", () => {
  expect([1, 9, 10, 11, 20, 21, 99].map(numeral)).toEqual(["一", "九", "十", "十一", "二十", "二十一", "九十九"]);
});
