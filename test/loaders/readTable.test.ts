import {describe, expect, test} from "vitest";
import {storedFields} from "../../loaders/contract.ts";
import {contracts} from "../../loaders/contracts/index.ts";
import {bookParts, contractOf, gb18030, ID, readParts, readText, sheetXml} from "./support.ts";

const HEADER = "申报编号,申报单位,加分项目,发生日期,级别";
const csv = (...lines: string[]): string => `${lines.join("\n")}\n`;
const claim = (n: number, level = "省级"): string => `S-${n},甲镇,R4,2025-03-0${n},${level}`;

describe("the rows of a sheet", () => {
  test("clean input gives no issue", async () => {
    const {issues, accounting, records} = await readText(csv(HEADER, claim(1), claim(2)), "claims");
    expect(issues).toEqual([]);
    expect(accounting).toEqual({
      rows: 3,
      preamble: 0,
      header: 1,
      repeatedHeader: 0,
      blank: 0,
      total: 0,
      note: 0,
      accepted: 2,
      rejected: 0
    });
    expect(records.map(({claim_id}) => claim_id)).toEqual(["S-1", "S-2"]);
  });

  test("titles, totals, notes, blank rows and repeated headers are counted, not read", async () => {
    const text = csv(
      "2025年加分台账,,,,",
      "填报单位：甲镇,,,截至日期：2025-12-31,",
      ",,,,",
      HEADER,
      claim(1),
      ",,,,",
      HEADER.replace("申报编号", " 申报编号 "),
      claim(2),
      "小 计,,,,2",
      "其中：省级,,,,2",
      " ,合计：,,,2",
      "注：以上数据已核对,,,,",
      "填表人：某某,,审核人：某某,,填报日期：2025-12-31"
    );
    const {issues, accounting, rows} = await readText(text, "claims");
    expect(issues).toEqual([]);
    expect(accounting).toEqual({
      rows: 13,
      preamble: 3,
      header: 1,
      repeatedHeader: 1,
      blank: 1,
      total: 3,
      note: 2,
      accepted: 2,
      rejected: 0
    });
    expect(rows.map(({row}) => row)).toEqual([5, 8]);
  });

  test("what stands above the header and is printed again on every page is a repeat, not a row with faults", async () => {
    const head = ["2025年加分台账,,,,", "填报单位：甲镇,,,单位：分,", "申报情况,,,,宣传", HEADER];
    const text = csv(...head, claim(1), "小计,,,,", ...head, claim(2), "", ...head, claim(3), "合计,,,,");
    const {issues, accounting, rows} = await readText(text, "claims");
    expect(issues).toEqual([]);
    expect(accounting).toMatchObject({
      rows: 18,
      preamble: 3,
      header: 1,
      repeatedHeader: 8,
      blank: 1,
      total: 2,
      accepted: 3,
      rejected: 0
    });
    expect(rows.map(({row}) => row)).toEqual([5, 11, 17]);
  });

  test("a row like one above the header is data where it has all that is required; another wording is no repeat", async () => {
    const example = claim(1);
    const text = csv("示例,,,,", example, HEADER, example, "示例2,,,,");
    const {codes, accounting} = await readText(text, "claims");
    expect(accounting).toMatchObject({preamble: 2, repeatedHeader: 0, accepted: 1, rejected: 1});
    expect([...new Set(codes)]).toEqual([
      "5 申报单位 missing_value",
      "5 加分项目 missing_value",
      "5 发生日期 missing_value"
    ]);
  });

  test("a name right of a label is the label's, and fills no column", async () => {
    const text = csv(
      HEADER,
      claim(1),
      "填表人：,某甲,审核人：,某乙,",
      "负责人（签字）：,某丙,,,",
      "填表人：,甲镇,R4,2025-03-01,省级"
    );
    const {codes, accounting, records} = await readText(text, "claims");
    expect(accounting).toMatchObject({rows: 5, note: 2, accepted: 2, rejected: 0});
    expect(codes).toEqual([]);
    expect(records.map(({claim_id}) => claim_id)).toEqual(["S-1", "填表人:"]);
  });

  test("a note that fills a required column of its own is data", async () => {
    const {accounting, codes} = await readText(csv(HEADER, "注1,甲镇,R4,2025-03-01,省级", "备注,,,,"), "claims");
    expect(accounting).toMatchObject({note: 1, accepted: 1});
    expect(codes).toEqual([]);
  });

  test("the header is looked for in twenty rows", async () => {
    const at = (row: number): string =>
      csv(...Array.from({length: row - 1}, (_, i) => `说明${i},,,,`), HEADER, claim(1));
    expect((await readText(at(20), "claims")).accounting).toMatchObject({preamble: 19, accepted: 1});
    const {accounting, codes} = await readText(at(21), "claims");
    expect(codes).toEqual(["  no_header"]);
    expect(accounting).toMatchObject({rows: 22, preamble: 0, rejected: 22});
  });

  test("a line sep= is obeyed, counted, and not numbered: spreadsheet programs do not show it", async () => {
    const {accounting, rows} = await readText(
      csv("sep=;", HEADER.replaceAll(",", ";"), claim(1).replaceAll(",", ";")),
      "claims"
    );
    expect(accounting).toMatchObject({rows: 3, preamble: 1, header: 1, accepted: 1});
    expect(rows[0]!.row).toBe(2);
  });

  test("aliases, order, full width and brackets of headers change nothing", async () => {
    const text = csv("层级,刊发日期：,加分类别（必填）,填报单位*,流　水 号", "省级,2025-03-01,4,甲镇,S-1");
    const {records, issues} = await readText(text, "claims");
    expect(issues).toEqual([]);
    expect(records[0]).toMatchObject({
      claim_id: "S-1",
      unit: "甲镇",
      rule: "R4",
      event_on: "2025-03-01",
      level: "省级"
    });
  });

  test("headers like __proto__ and constructor are unknown columns and no more", async () => {
    const {codes, records} = await readText(csv(`${HEADER},__proto__,constructor`, `${claim(1)},x,y`), "claims");
    expect(codes).toEqual(["1  unknown_header", "1  unknown_header"]);
    expect(Object.keys(records[0]!)).toEqual(storedFields(contractOf("claims")).map(({name}) => name));
  });

  test("an unknown header is a warning with a guess; its cells are stored nowhere", async () => {
    const {issues, rows} = await readText(csv(`${HEADER},申报份值,说明文字`, `${claim(1)},1.5,秘而不宣`), "claims");
    expect(issues).toEqual([
      {
        row: 1,
        field: "",
        value: "申报份值",
        code: "unknown_header",
        severity: "warning",
        message: "不认识的列“申报份值”，内容没有读入；是不是“申报分值”？"
      },
      {
        row: 1,
        field: "",
        value: "说明文字",
        code: "unknown_header",
        severity: "warning",
        message: "不认识的列“说明文字”，内容没有读入；不需要可不管"
      }
    ]);
    expect(JSON.stringify(rows)).not.toContain("秘而不宣");
  });

  test("an ID or mobile number in a header is shown nowhere", async () => {
    const {issues} = await readText(csv(`${HEADER},${ID},联系13800138000`, `${claim(1)},,`), "claims");
    expect(issues.map(({value}) => value)).toEqual(["■", "联系■"]);
    expect(JSON.stringify(issues)).not.toMatch(/\d{11}/);
  });

  test("personal columns are dropped without a word, in every dataset", async () => {
    for (const contract of contracts) {
      const fields = storedFields(contract).filter(field => field.required);
      const cells = fields.map(({type}) => (type === "date" ? "2025-01-01" : type === "year" ? "2025" : "1"));
      const text = csv(
        [...fields.map(({header}) => header), "手机号", "住址", "民族"].join(),
        [...cells, "13812345678", "某街某号", "某族"].join()
      );
      const {issues, rows} = await readText(text, contract.name);
      expect(issues.filter(({code}) => code === "unknown_header")).toEqual([]);
      expect(JSON.stringify([rows, issues])).not.toMatch(/13812345678|某街某号|某族/);
    }
  });

  test("the canonical header beats its alias, wherever it stands", async () => {
    const {codes, records, issues} = await readText(csv(`单位,${HEADER}`, `乙镇,${claim(1)}`), "claims");
    expect(codes).toEqual(["1  unknown_header"]);
    expect(issues[0]!.message).toBe("列“单位”与“申报单位”意思相同，只读了“申报单位”；请只留一列");
    expect(records[0]!.unit).toBe("甲镇");
  });

  test("a missing required header refuses the file and guesses which column it is", async () => {
    const {issues, rows, accounting} = await readText(csv(HEADER.replace("发生日期", "发生曰期"), claim(1)), "claims");
    expect(issues.map(({row, field, code, severity}) => [row, field, code, severity])).toEqual([
      [null, "发生日期", "missing_header", "error"],
      [1, "", "unknown_header", "warning"]
    ]);
    expect(issues[0]!.message).toContain("“发生曰期”是不是就是它？");
    expect(rows).toEqual([]);
    expect(accounting).toMatchObject({rows: 2, header: 1, rejected: 1});
  });

  test("the same header twice refuses the file", async () => {
    const {codes, accounting} = await readText(csv(`${HEADER},级别`, `${claim(1)},国家级`), "claims");
    expect(codes).toEqual([" 级别 duplicate_header"]);
    expect(accounting).toMatchObject({rows: 2, rejected: 1});
  });

  test("several headers that stand twice are each named", async () => {
    const {codes, accounting} = await readText(
      csv(`${HEADER},申报单位,级别,级别`, `${claim(1)},乙镇,省级,国家级`),
      "claims"
    );
    expect(codes).toEqual([" 申报单位 duplicate_header", " 级别 duplicate_header"]);
    expect(accounting).toMatchObject({rows: 2, rejected: 1});
  });

  test("two tables side by side are refused", async () => {
    const {codes, accounting} = await readText(csv(`${HEADER},,${HEADER}`, `${claim(1)},,${claim(2)}`), "claims");
    expect(codes).toEqual(["  many_tables"]);
    expect(accounting).toMatchObject({rejected: 1});
  });

  test("a table of another dataset beside it is refused too", async () => {
    const text = csv(
      `${HEADER},,督查编号,督查事项,事项类别,督查方式,督查对象`,
      `${claim(1)},,D-1,落实,其他,随机抽查,甲镇`
    );
    const {codes, accounting} = await readText(text, "claims");
    expect(codes.filter(code => !code.endsWith("unknown_header"))).toEqual(["  many_tables"]);
    expect(accounting).toMatchObject({accepted: 0, rejected: 1});
  });

  test("a second table below with other columns is refused from its header on", async () => {
    const text = csv(HEADER, claim(1), "", "申报编号,加分事项,申报单位,", "S-2,会议,乙镇,", "S-3,会议,乙镇,");
    const {codes, accounting} = await readText(text, "claims");
    expect(codes).toEqual(["4  many_tables"]);
    expect(accounting).toMatchObject({rows: 6, blank: 1, repeatedHeader: 1, accepted: 1, rejected: 2});
  });

  test("a second table below that is of another dataset is refused from its header on", async () => {
    const text = csv(
      `${HEADER},`,
      `${claim(1)},`,
      "督查编号,督查事项,事项类别,督查方式,督查对象",
      "D-1,落实,其他,随机抽查,甲镇"
    );
    const {codes, accounting} = await readText(text, "claims");
    expect(codes).toEqual(["3  many_tables"]);
    expect(accounting).toMatchObject({rows: 4, repeatedHeader: 1, accepted: 1, rejected: 1});
  });

  test.each([
    ["another dataset", "督查编号,督查事项,事项类别,督查方式,督查对象", "D-1,落实,其他,随机抽查,甲镇"],
    ["this dataset, with columns missing", "申报编号,申报单位,加分项目,,", "S-9,甲镇,R4,,"]
  ])("a table above the header that is of %s is told of", async (_, header, row) => {
    const {codes, accounting} = await readText(csv(header, row, `${HEADER},`, `${claim(1)},`), "claims");
    expect(codes).toEqual(["1  many_tables"]);
    expect(accounting).toMatchObject({rows: 4, preamble: 2, header: 1, accepted: 1});
  });

  test.each([
    ["labels to be filled in", "填报单位：,,年度：,,时间："],
    ["labels without a colon, and nothing below them", "填报单位,年度,级别,,"],
    ["a title below the labels", "填报单位,年度,级别,,\n申报表,,,,"]
  ])("%s above the header are no table", async (_, line) => {
    const {codes, accounting} = await readText(csv(line, `${HEADER},`, `${claim(1)},`), "claims");
    expect(codes).toEqual([]);
    expect(accounting).toMatchObject({header: 1, accepted: 1, rejected: 0});
  });

  test("a header of two levels of which the lower is known nowhere is a header all the same", async () => {
    const text = csv(
      "申报编号,申报单位,加分项目,发生日期,2024年,,2025年,",
      ",,,,数量,金额,数量,金额",
      "S-1,甲镇,R4,2025-03-01,1,2,3,4"
    );
    const {records, codes, accounting} = await readText(text, "claims");
    expect(codes).toEqual(Array(4).fill("1  unknown_header"));
    expect(accounting).toMatchObject({rows: 3, header: 2, accepted: 1});
    expect(records[0]).toMatchObject({claim_id: "S-1", quantity: null});
  });

  test("a total with characters of no width in it is a total", async () => {
    const text = csv(HEADER, claim(1), "合\u200b 计,,,");
    expect((await readText(text, "claims")).accounting).toMatchObject({total: 1, accepted: 1, rejected: 0});
  });

  test("a row above that happens to hold two headers yields to the row that has all of them", async () => {
    const text = csv("填报单位,甲镇,申报日期,2025-12-31,", HEADER, claim(1));
    expect((await readText(text, "claims")).accounting).toMatchObject({preamble: 1, header: 1, accepted: 1});
  });

  test("a header of two levels is joined, also where the merge is gone", async () => {
    const text = csv(
      "申报编号,申报单位,加分项目,发生日期,审核,,媒体",
      ",,,,审核结论,审核日期,媒体名称",
      "S-1,甲镇,R4,2025-03-01,通过,2025-04-01,日报"
    );
    const {records, codes, accounting} = await readText(text, "claims");
    expect(codes).toEqual([]);
    expect(accounting).toMatchObject({rows: 3, header: 2, accepted: 1});
    expect(records[0]).toMatchObject({review: "通过", reviewed_on: "2025-04-01", outlet: "日报"});
  });

  test("a header of two levels repeats as two rows", async () => {
    const header = ["申报编号,申报单位,加分项目,发生日期,审核,", ",,,,审核结论,审核日期"];
    const text = csv(
      "台账,,,,,",
      ...header,
      "S-1,甲镇,R4,2025-03-01,通过,2025-04-01",
      ...header,
      "S-2,甲镇,R4,2025-03-01,,"
    );
    expect((await readText(text, "claims")).accounting).toMatchObject({
      preamble: 1,
      header: 2,
      repeatedHeader: 2,
      accepted: 2
    });
  });
});

describe("the cells of a row", () => {
  test("what a required column cannot tell rejects the row, elsewhere the cell is emptied", async () => {
    const text = csv(HEADER, "S-1,甲镇,R9,2025-03-01,省级", "S-2,,R4,昨天,市级", "S-3,甲镇,R4,2025-03-01,市级");
    const {codes, rows, records, accounting} = await readText(text, "claims");
    expect(codes).toEqual([
      "2 加分项目 unknown_code",
      "3 申报单位 missing_value",
      "3 发生日期 bad_date",
      "3 级别 ambiguous_code",
      "4 级别 ambiguous_code"
    ]);
    expect(rows.map(({rejected}) => rejected)).toEqual([true, true, false]);
    expect(accounting).toMatchObject({accepted: 1, rejected: 2});
    expect(records[2]).toMatchObject({claim_id: "S-3", level: null});
    expect(rows[2]!.raw[storedFields(contractOf("claims")).findIndex(({name}) => name === "level")]).toBe("市级");
  });

  test("invalid bytes are an issue of their cell, or of their row where the cell is not read", async () => {
    const text = new TextEncoder().encode(csv(`${HEADER},怪列`, `${claim(1)},x`, `${claim(2)},y`, `${claim(3)},z`));
    const damaged = Uint8Array.from(text);
    const replace = (byte: string, after: string): void => {
      const at = new TextDecoder("latin1").decode(damaged).indexOf(after);
      damaged[at + after.indexOf(byte)] = 0xff;
    };
    replace("1", "S-1");
    replace("y", ",y\n");
    const {codes, rows} = await readText(damaged, "claims");
    expect(codes).toEqual(["1  unknown_header", "2 申报编号 bad_encoding", "3  bad_encoding"]);
    expect(rows.map(({rejected}) => rejected)).toEqual([true, false, false]);
  });

  test("a record with too many cells is rejected and none of it kept; one with too few is looked at", async () => {
    const text = csv(
      `${HEADER},姓名`,
      `S-1,甲镇,R4,2025-03-01,省级,张,三`,
      "S-2,甲镇,R4,2025-03-01",
      "S-3,甲镇,R4,2025-03-01,省级,李四,,"
    );
    const {issues, rows} = await readText(text, "claims");
    expect(issues.map(({row, code, severity}) => [row, code, severity])).toEqual([
      [2, "ragged_row", "error"],
      [3, "ragged_row", "warning"]
    ]);
    expect(rows.map(({rejected}) => rejected)).toEqual([true, false, false]);
    expect(rows[0]!.values.concat(rows[0]!.raw).filter(value => value !== null)).toEqual([]);
  });

  test("an unclosed quote rejects its row alone", async () => {
    const {codes, accounting} = await readText(
      csv(HEADER, 'S-1,"甲镇,R4,2025-03-01,省级', claim(2), `"S-3","甲镇",R4,2025-03-01,`),
      "claims"
    );
    expect(codes).toEqual(["2  unclosed_quote"]);
    expect(accounting).toMatchObject({rows: 4, accepted: 2, rejected: 1});
  });

  test("a column without a header that has contents is told of", async () => {
    const {codes, issues} = await readText(
      csv("申报编号,,申报单位,加分项目,发生日期", "S-1,x,甲镇,R4,2025-03-01"),
      "claims"
    );
    expect(codes).toEqual(["1  unknown_header"]);
    expect(issues[0]!.message).toBe("B 列有内容却没有表头，没有读入；请补上表头");
  });
});

describe("what must not be kept", () => {
  test("an ID number is nowhere but in its hash", async () => {
    const text = csv(
      "人才编号,姓名,身份证号,性别,人才类别,申报类型,县市区,所在单位,认定日期",
      `T-1,张三,${ID},男,A类,创新类,甲县,第一中学,2025-01-01`,
      `T-2,李四,${ID.slice(0, 17)}0,女,A类,创新类,甲县,第一中学,2025-01-01`,
      `${ID},王五,,女,${ID},创新类,甲县,${ID},2025-01-01`
    );
    const {rows, issues, records, codes} = await readText(text, "talents", {hash: () => "散列"});
    expect(codes).toEqual(["3 身份证号 bad_id", "4 人才编号 bad_id", "4 人才类别 unknown_code", "4 所在单位 bad_id"]);
    expect(records.map(({person_hash}) => person_hash)).toEqual(["散列", null, null]);
    expect(rows.map(({rejected}) => rejected)).toEqual([false, false, true]);
    const kept = JSON.stringify([issues, rows]);
    expect(kept).not.toMatch(/\d{17}|张三|李四|王五|男|女/);
  });

  test("an ID number inside a text is left out of it", async () => {
    const text = csv(`${HEADER},证明材料`, `${claim(1)},合同（${ID}）.pdf`, `${claim(2)},档案1${ID}号`);
    const {records, rows, issues} = await readText(text, "claims");
    expect(issues.map(({row, field, value, code, severity}) => [row, field, value, code, severity])).toEqual([
      [2, "证明材料", "", "bad_id", "warning"]
    ]);
    expect(records.map(({evidence}) => evidence)).toEqual(["合同（■）.pdf", `档案1${ID}号`]);
    expect(JSON.stringify(rows[0])).not.toContain(ID);
  });

  test("an ID number in the place of a claim's 人才编号 becomes the hash", async () => {
    const text = csv(`${HEADER},人才编号`, `${claim(1)},${ID}`);
    const {records, rows, issues} = await readText(text, "claims", {hash: () => "散列"});
    expect(issues).toEqual([]);
    expect(records[0]).toMatchObject({person_id: null, person_hash: "散列"});
    expect(JSON.stringify(rows)).not.toContain(ID);
  });

  test("the subject of R1 and R2, and of a claim whose rule cannot be read, is not kept", async () => {
    const lines = ["引才", "2", "R4", "不知道"].map((rule, i) => `S-${i},甲镇,${rule},2025-03-01,引进张${i}`);
    const {rows, records} = await readText(csv("申报编号,申报单位,加分项目,发生日期,加分事项", ...lines), "claims");
    expect(records.map(({subject}) => subject)).toEqual([null, null, "引进张2", null]);
    expect(JSON.stringify(rows)).not.toMatch(/张[013]/);
  });

  test("a meeting above 内部 is rejected and only its number is handed on", async () => {
    const text = csv(
      "会议编号,会议名称,召开日期,会议类型,密级",
      "M-1,甲会,2025-03-01,定期,秘密",
      "M-2,乙会,2025-03-01,随便,机密★3年",
      "M-3,丙会,2025-03-01,定期,内部",
      "M-4,丁会,2025-03-01,定期,无",
      "M-5,戊会,2025-03-01,定期,公开"
    );
    const {rows, codes, records} = await readText(text, "meetings");
    expect(codes).toEqual(["2 密级 out_of_range", "3 密级 out_of_range", "6 密级 unknown_code"]);
    expect(rows.map(({rejected}) => rejected)).toEqual([true, true, false, false, false]);
    expect(rows.slice(0, 2).map(({raw}) => raw.filter(text => text !== null))).toEqual([[], []]);
    expect(Object.values(records[1]!).filter(value => value !== null)).toEqual(["M-2", "秘密"]);
    expect(records.slice(2).map(({secrecy}) => secrecy)).toEqual(["内部", "无", null]);
  });
});

describe("the rules of one dataset", () => {
  test("claims: a quantity other than 1 is an error, an outlet fills the level", async () => {
    const text = csv(
      "申报编号,申报单位,加分项目,发生日期,数量,媒体名称,级别,撤销日期,撤销原因",
      "S-1,甲镇,R4,2025-03-01,1,《示例日报》,,,",
      "S-2,甲镇,R4,2025-03-01,3,示例日报,国家级,,",
      "S-3,甲镇,R4,2025-03-01,,别的报,,2025-06-01,",
      "S-4,甲镇,R4,2025-03-01,0,示例日报,市级,2025-06-01,虚报"
    );
    const {records, codes} = await readText(text, "claims", {outlets: new Map([["示例日报", "辽宁省"]])});
    expect(codes).toEqual(["3 数量 quantity_not_one", "5 级别 ambiguous_code", "5 数量 quantity_not_one"]);
    expect(records.map(({level}) => level)).toEqual(["省级", "国家级", null, null]);
    expect(records.map(({quantity}) => quantity)).toEqual([1, null, null, null]);
  });

  test("assessments: other grades are words beside an empty grade, a ground has a date and a number", async () => {
    const text = csv(
      "人才编号,考核年度,考核等次,第九条情形,情形认定日期,认定文号",
      "T-1,2025,优秀,,,",
      "T-2,2025,未参加,,,",
      "T-3,2025,不合格,违法违纪,2025-06-01,〔2025〕1号",
      "T-4,2025,,1,2025-06-01,",
      "T-5,2025,,1,,"
    );
    const {rows, records, codes, issues} = await readText(text, "assessments");
    expect(records.map(({grade}) => grade)).toEqual(["优秀", null, "不合格", null, null]);
    expect(rows.map(({words}) => words)).toEqual([undefined, {grade: "未参加"}, undefined, undefined, undefined]);
    expect(codes).toEqual(["5 第九条情形 missing_companion", "6 第九条情形 missing_companion"]);
    expect(issues[0]!.message).toBe("填了第九条情形，却没有“认定文号”，不予计算；请补填");
    expect(records.map(({ground}) => ground)).toEqual([null, null, "6", "1", "1"]);
  });

  test("ratings: a rating is valid unless it says otherwise", async () => {
    const text = csv(
      "评价编号,评价日期,评价渠道,评价对象,评价内容,满意度,是否有效",
      "P-1,2025-03-01,电话问询,甲镇,政策,一般,",
      "P-2,2025-03-01,问卷调查,甲镇,Q1,很满意,否",
      "P-3,2025-03-01,问卷调查,甲镇,Q1,很满意,说不准"
    );
    const {records, codes} = await readText(text, "ratings");
    expect(records.map(({item, rating, valid}) => [item, rating, valid])).toEqual([
      ["P1", "基本满意", true],
      ["Q1", "非常满意", false],
      ["Q1", "非常满意", null]
    ]);
    expect(codes).toEqual(["4 是否有效 bad_boolean"]);
  });
});

describe("merged cells", () => {
  const rows = [
    ["申报编号", "申报单位", "加分项目", "发生日期", "级别"],
    ["S-1", "甲镇", "R4", "2025-03-01", "省级"],
    ["S-2", null, "R4", "2025-03-01", null],
    ["S-3", "乙镇", "R4", "2025-03-01", "省级"]
  ];
  const merges = (...ranges: string[]): string =>
    `<mergeCells>${ranges.map(range => `<mergeCell ref="${range}"/>`).join("")}</mergeCells>`;
  const parts = bookParts({sheets: [{name: "台账", xml: sheetXml(rows, merges("A1:A1", "B2:B3", "E2:E3", "H2:H9"))}]});

  test("give their value to the top-left cell alone, and are told of", async () => {
    const {codes, records, accounting} = await readParts(parts, "claims");
    expect(codes).toEqual(["3 申报单位 missing_value", "2 申报单位 merged_cell", "2 级别 merged_cell"]);
    expect(accounting).toMatchObject({accepted: 2, rejected: 1});
    expect(records.map(({level}) => level)).toEqual(["省级", null, "省级"]);
  });

  test("are filled down where the configuration says so", async () => {
    const {issues, records} = await readParts(parts, "claims", {fillDown: ["填报单位"]});
    expect(issues.map(({row, field, severity}) => [row, field, severity])).toEqual([
      [2, "申报单位", "info"],
      [2, "级别", "warning"]
    ]);
    expect(records.map(({unit}) => unit)).toEqual(["甲镇", "甲镇", "乙镇"]);
    expect(records.map(({level}) => level)).toEqual(["省级", null, "省级"]);
  });

  test("are not filled with what stood in the run before", async () => {
    const grid = [...rows.slice(0, 3), ["合计", "乙镇", null, null, null], ["S-5", null, "R4", "2025-03-01", "省级"]];
    const xml = sheetXml(grid, merges("B2:B3", "B4:B5"));
    const {records, codes} = await readParts(bookParts({sheets: [{name: "台账", xml}]}), "claims", {
      fillDown: ["申报单位"]
    });
    expect(records.map(({unit}) => unit)).toEqual(["甲镇", "甲镇", null]);
    expect(codes).toContain("5 申报单位 missing_value");
  });

  test("an empty cell that is not merged is not filled", async () => {
    const bare = bookParts({sheets: [{name: "台账", xml: sheetXml(rows, merges("E2:E3"))}]});
    expect((await readParts(bare, "claims", {fillDown: ["申报单位"]})).codes).toContain("3 申报单位 missing_value");
  });

  test("of a text file are gone: there the empty cells are filled", async () => {
    const text = rows.map(cells => cells.map(cell => cell ?? "").join()).join("\n");
    const {records} = await readText(text, "claims", {fillDown: ["申报单位"]});
    expect(records.map(({unit}) => unit)).toEqual(["甲镇", "甲镇", "乙镇"]);
  });

  test("in titles and totals say nothing", async () => {
    const grid = [["台账", null, null, null, null], ...rows.slice(0, 2), ["合计", null, null, null, "1"]];
    const xml = sheetXml(grid, merges("A1:E1", "A4:D4"));
    expect((await readParts(bookParts({sheets: [{name: "台账", xml}]}), "claims")).issues).toEqual([]);
  });
});

describe("a workbook's sheet", () => {
  test("is as wide as its cells: what stands beside the table is told of once", async () => {
    const grid = [
      ["申报编号", "申报单位", "加分项目", "发生日期"],
      ["S-1", "甲镇", "R5", "2025-03-01", "旁注"],
      ["S-2", "甲镇", "R5", "2025-03-01", "旁注"]
    ];
    const {codes, accounting} = await readParts(bookParts({sheets: [{name: "台账", xml: sheetXml(grid)}]}), "claims");
    expect(codes).toEqual(["1  unknown_header"]);
    expect(accounting).toMatchObject({accepted: 2});
  });

  test("counts the gaps between its rows as blank", async () => {
    const xml = sheetXml([
      ["申报编号", "申报单位", "加分项目", "发生日期"],
      [],
      [],
      ["S-1", "甲镇", "R5", "2025-03-01"],
      []
    ]);
    const {accounting} = await readParts(bookParts({sheets: [{name: "台账", xml}]}), "claims");
    expect(accounting).toMatchObject({rows: 4, header: 1, blank: 2, accepted: 1});
  });

  test("that breaks off loads nothing, and is accounted for", async () => {
    const rows = Array.from({length: 40}, (_, i) => [`S-${i}`, "甲镇", "R5", "2025-03-01"]);
    const good = sheetXml([["申报编号", "申报单位", "加分项目", "发生日期"], ...rows]);
    const xml = good.replace("</sheetData>", '<row r="2"><c><v>1</v></c></row></sheetData>');
    const broken = await readParts(bookParts({sheets: [{name: "台账", xml}]}), "claims");
    expect(broken.rows).toEqual([]);
    expect(broken.codes).toEqual(["  unreadable_workbook"]);
    expect(broken.accounting).toMatchObject({header: 1, accepted: 0});
    expect(broken.accounting.rejected).toBeGreaterThan(30);
  });
});

describe("a GB18030 file", () => {
  test("reads as its UTF-8 twin, rare names included", async () => {
    const text = csv(HEADER, "S-1,㛃村镇,R4,2025年3月1日,省级", "S-2,堃昪镇,R4,2025-03-01,省级");
    const twin = await readText(text, "claims");
    const {records, issues, source} = await readText(gb18030(text), "claims");
    expect(source.encoding).toBe("GB18030");
    expect(issues).toEqual([]);
    expect(records).toEqual(twin.records);
  });
});
