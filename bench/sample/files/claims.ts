import type {City} from "../city.ts";
import {OUTLET_LEVELS} from "../config.ts";
import {
  conflict,
  type Desk,
  dropped,
  hiddenSheet,
  notesSheet,
  openDesk,
  repeat,
  scatter,
  spoil,
  stray,
  textFile,
  workbook
} from "../desk.ts";
import type {ClaimFact} from "../facts.ts";
import {type CellValue, type Column, columns, type OfficeFile, type Row} from "../office.ts";
import {type DaySpelling, daySpeller, fullWidth} from "../spell.ts";

/** Beyond so many claims a year a workbook makes no sense: one plain file a year. */
const PLAIN = 20_000;

const FIELDS =
  "申报编号 考核年度 申报单位 加分项目 加分事项 发生日期 数量 级别 姓名 人才编号 身份证号 联系电话 用工方式 学位 职称 是否认定 活动编号 承担角色 稿件编号 媒体名称 考评方面 考评结论 申报分值 申请日期 审核结论 审核日期 签批日期 撤销日期 撤销原因 证明材料".split(
    " "
  );
const RESTRICTED = new Set(["姓名", "联系电话"]);

const RULE_WORDS: Readonly<Record<string, readonly string[]>> = {
  R1: ["引进高层次人才", "高层次人才引进", "人才引进", "引才"],
  R2: ["本地培养高层次人才", "本地培养", "培养"],
  R3: ["会议活动", "经验交流", "承接活动"],
  R4: ["媒体宣传", "媒体刊发", "宣传报道"],
  R5: ["服务发展", "服务经济社会发展"],
  N: ["宣传表彰类", "宣传表彰类（不计分）", "不计分"]
};
const LEVEL_WORDS: Readonly<Record<string, readonly string[]>> = {
  海城市级: ["海城市级", "本市", "县级", "县市级"],
  鞍山市级: ["鞍山市级", "地市级", "鞍山级"],
  省级: ["省级"],
  国家级: ["国家级", "中央级", "央媒"]
};

/** How the offices write in a year: by code or by words, and which spelling of days. */
interface Habit {
  rule: (rule: string, desk: Desk) => string;
  year: (year: string, desk: Desk) => CellValue;
  day: DaySpelling;
  workbook: boolean;
}

const byCode: Habit["rule"] = rule => rule;
const byWord: Habit["rule"] = (rule, {draw}) => draw.pick(RULE_WORDS[rule]!);
const byNumber: Habit["rule"] = rule => (rule === "N" ? "不计分" : rule.slice(1));

/** Returns the bonus claims as the units sent them, year by year in the form of the year. */
export function claimFiles(city: City, dirt: boolean): OfficeFile[] {
  const desk = openDesk(city, "claims", dirt);
  return city.years.flatMap(year => {
    const facts = desk.regular(city.claims.filter(claim => claim.eventOn.startsWith(String(year))));
    if (!facts.length) return [];
    if (facts.length > PLAIN) return [plainFile(desk, year, facts)];
    return (FORMS[year] ?? plainYear)(desk, year, facts);
  });
}

type Form = (desk: Desk, year: number, facts: readonly ClaimFact[]) => OfficeFile[];

const plainYear: Form = (desk, year, facts) => [plainFile(desk, year, facts)];

const FORMS: Readonly<Record<number, Form>> = {
  2021: (desk, year, facts) => [
    textFile(
      "claims",
      "2021年/2021年激励奖励（绩效加分）申报汇总表.csv",
      withWarnings(desk, rowsOf(desk, facts, {rule: byWord, year: y => `${y}年`, day: "slash", workbook: false}), year),
      {
        columns: head({
          申报编号: "编号",
          考核年度: "年度",
          申报单位: "填报单位",
          加分项目: "对应条款",
          发生日期: "完成时间"
        }),
        title: "2021年激励奖励（绩效加分）申报汇总表",
        below: ["填报单位：市人才办", "截至日期：2022年1月20日"],
        totals: ["合 计", "", "", "", `共${facts.length}项`],
        notes: ["注：以上数据由各单位填报，市人才办汇总。", ...desk.footer()]
      },
      {encoding: "gb18030"}
    )
  ],
  2022: (desk, year, facts) => [
    workbook(
      "claims",
      "2022年/2022年绩效加分申报.xlsx",
      sheetsByGroup(desk, facts, {rule: byWord, year: y => `${y}年度`, day: "cell", workbook: true}, year, {
        申报编号: "流水号",
        加分事项: "事项名称",
        发生日期: "发生\n日期",
        级别: "媒体级别",
        申报分值: "自评分（分）"
      }),
      [notesSheet("一、一人、一篇、一场、一方面填一行。", "二、佐证材料另附。"), hiddenSheet(...RULE_WORDS.R1!)]
    )
  ],
  2023: (desk, year, facts) => [
    textFile(
      "claims",
      "2023年/2023年绩效加分申报台账.csv",
      withWarnings(desk, rowsOf(desk, facts, {rule: byNumber, year: y => y, day: "dot", workbook: false}), year),
      {
        columns: [
          ...head({
            加分项目: "加分条款",
            加分事项: "主要内容",
            申报分值: "拟加分",
            审核结论: "审核状态",
            证明材料: "佐证材料"
          }),
          ...(desk.dirt ? [stray("领导批示", index => (index % 90 ? null : "已阅"))] : [])
        ],
        repeatEvery: 45
      },
      {encoding: "utf-8-bom"}
    )
  ],
  2024: (desk, year, facts) => {
    const member = (fact: ClaimFact) => groupOf(desk, fact) === "成员单位及其他";
    const habit: Habit = {rule: byWord, year: y => Number(y), day: "cell", workbook: true};
    return [
      workbook(
        "claims",
        "2024年/镇街和开发区2024年申报.xlsx",
        sheetsByGroup(
          desk,
          facts.filter(fact => !member(fact)),
          habit,
          year,
          {加分项目: "事项类别", 考核年度: "年度", 申请日期: "申报日期"}
        )
      ),
      textFile(
        "claims",
        "2024年/成员单位2024年申报（Unicode文本）.txt",
        rowsOf(desk, facts.filter(member), {...habit, rule: byCode, day: "slash", workbook: false}),
        {columns: head({申报单位: "单位", 加分事项: "标题", 媒体名称: "刊发媒体"}), blankEvery: 60},
        {encoding: "utf-16le", delimiter: "\t"}
      )
    ];
  },
  2025: (desk, year, facts) => {
    const late = (fact: ClaimFact) => fact.eventOn >= "2025-10-01";
    const member = (fact: ClaimFact) => groupOf(desk, fact) !== "镇（街道）";
    const first = facts.filter(fact => !late(fact));
    const habit: Habit = {
      rule: byWord,
      year: (y, {draw}) => draw.pick([y, `${y}年`, `${y}年度`, fullWidth(y)]),
      day: "words",
      workbook: false
    };
    const towns = rowsOf(
      desk,
      facts.filter(fact => late(fact) && !member(fact)),
      habit
    );
    const members = rowsOf(
      desk,
      facts.filter(fact => late(fact) && member(fact)),
      {...habit, rule: byCode, day: "plain"}
    );
    const sheets = sheetsByGroup(desk, first, {...habit, day: "cell", workbook: true}, year, {
      级别: "层级",
      用工方式: "引进方式"
    });
    if (desk.dirt && sheets[0] && first.length > 100)
      sheets[0].rows = scatter(desk.draw, sheets[0].rows, workbookSlips(sheets[0].rows));
    const odd = desk.dirt && first.length > 100;
    return [
      workbook("claims", "2025年/2025年一至三季度申报.xlsx", sheets, [
        notesSheet("一、数量一律填1，多人多篇请分行填写。"),
        hiddenSheet("全职", "柔性", "兼职")
      ]),
      textFile(
        "claims",
        "2025年/四季度/镇街四季度申报.csv",
        odd ? scatter(desk.draw, towns, townSlips(desk, towns)) : towns,
        {columns: head({发生日期: "时间", 人才编号: "人员编号"}), notes: ["说明：四季度事项截至12月31日，未签批。"]},
        {encoding: "gb18030"}
      ),
      textFile(
        "claims",
        "2025年/四季度/成员单位、开发区四季度申报.csv",
        odd ? scatter(desk.draw, members, memberSlips(desk, members)) : members,
        {columns: head({稿件编号: "文章编号", 活动编号: "会议编号"})},
        {lineEnd: "\n"}
      )
    ];
  }
};

function plainFile(desk: Desk, year: number, facts: readonly ClaimFact[]): OfficeFile {
  const habit: Habit = {rule: byCode, year: y => y, day: "dash", workbook: false};
  return textFile("claims", `${year}年绩效加分申报.csv`, rowsOf(desk, facts, habit, 0), {columns: head({})});
}

function sheetsByGroup(
  desk: Desk,
  facts: readonly ClaimFact[],
  habit: Habit,
  year: number,
  names: Record<string, string>
) {
  return ["镇（街道）", "开发区", "成员单位及其他"]
    .map(group => ({group, own: facts.filter(fact => groupOf(desk, fact) === group)}))
    .filter(({own}) => own.length)
    .map(({group, own}, index) => {
      const rows = rowsOf(desk, own, habit);
      return {
        name: group,
        rows: index === 0 ? withWarnings(desk, rows, year) : rows,
        layout: {
          columns: head(names),
          title: `${year}年绩效加分申报表（${group}）`,
          below: ["填报单位：市人才办", `截至日期：${year}年12月31日`],
          totals: ["合计", null, null, null, null, null, String(own.length)].map(text => text ?? ""),
          notes: desk.footer()
        }
      };
    });
}

function groupOf({unitAt}: Desk, fact: ClaimFact): string {
  const {kind} = unitAt(fact.unit, fact.eventOn);
  return kind === "镇" || kind === "街道" ? "镇（街道）" : kind === "开发区" ? kind : "成员单位及其他";
}

function head(names: Readonly<Record<string, string>>): Column[] {
  return FIELDS.map(field =>
    RESTRICTED.has(field) ? dropped(field) : columns(`${field}=${names[field] ?? field}`)[0]!
  );
}

function rowsOf(desk: Desk, facts: readonly ClaimFact[], habit: Habit, mixed = 0.08): Row[] {
  const {draw} = desk;
  const spell = daySpeller(draw, habit.day, mixed);
  return facts.map(fact => {
    const number = fact.personBy === "number" || fact.personBy === "both";
    const talent = fact.personBy === "talent" || fact.personBy === "both";
    return {
      cells: {
        申报编号: fact.id,
        考核年度: habit.year(fact.eventOn.slice(0, 4), desk),
        申报单位: mixed ? desk.unitName(fact.unit, fact.eventOn) : desk.unitAt(fact.unit, fact.eventOn).name,
        加分项目: habit.rule(fact.rule, desk),
        加分事项: fact.subject,
        发生日期: spell(fact.eventOn),
        数量: draw.pick(["1", "1", "1", fact.rule === "R4" ? "1篇" : "１"]),
        // Now and then a clerk leaves the level out: the configuration knows it by the outlet.
        级别:
          fact.level && !(fact.outlet && fact.outlet in OUTLET_LEVELS && draw.chance(0.06))
            ? mixed
              ? draw.pick(LEVEL_WORDS[fact.level]!)
              : fact.level
            : null,
        姓名: fact.person?.name ?? null,
        人才编号: talent ? fact.talentId : null,
        身份证号: number ? fact.person!.idNumber : null,
        联系电话: fact.person?.phone ?? null,
        用工方式: fact.employment,
        学位: fact.degree,
        职称: fact.title && (draw.chance(0.3) ? fact.title.replace(/^(副高|正高)级$/, "$1") : fact.title),
        是否认定: fact.recognised === null ? null : fact.recognised ? draw.pick(["是", "√"]) : draw.pick(["否", "×"]),
        活动编号: fact.eventId,
        承担角色: fact.role,
        稿件编号: fact.articleId,
        媒体名称: fact.outlet,
        考评方面: fact.aspect,
        考评结论: fact.verdict,
        申报分值: points(fact.claimedPoints),
        申请日期: spell(fact.appliedOn),
        审核结论: fact.review,
        审核日期: spell(fact.reviewedOn),
        签批日期: spell(fact.signedOn),
        撤销日期: spell(fact.revokedOn),
        撤销原因: fact.revokeGround,
        证明材料: `附件${fact.id.slice(-4)}${fact.rule === "R4" ? "（剪报\n扫描件）" : ""}`
      },
      // What is claimed for a hire or an own growth names the person.
      secret: fact.person && (fact.rule === "R1" || fact.rule === "R2") ? fact.subject : null,
      ...(fact.irregular ? {issues: [{...fact.irregular, severity: "warning" as const}]} : {})
    };
  });

  function points(value: string | null): CellValue {
    if (value === null) return null;
    const way = draw.next();
    if (habit.workbook && way < 0.6) return Number(value);
    return way < 0.8 ? value : way < 0.9 ? `${value}分` : fullWidth(value);
  }
}

/** Returns the rows with a few that load with a warning: wrong year beside the date, a withdrawal without a ground, a repeat. */
function withWarnings(desk: Desk, rows: readonly Row[], year: number): Row[] {
  if (!desk.dirt || rows.length < 100) return [...rows];
  const {draw} = desk;
  const signed = rows.filter(row => row.cells.签批日期 && !row.cells.撤销日期 && row.cells.媒体名称);
  const fresh = (index: number) => ({
    申报编号: `JF${year}-9${String(index).padStart(3, "0")}`,
    稿件编号: null,
    活动编号: null
  });
  const named = (index: number) => ({
    ...fresh(index),
    加分项目: "媒体宣传",
    加分事项: `补报稿件${year}之${index}`,
    人才编号: null,
    身份证号: null
  });
  const warning = {severity: "warning"} as const;
  return scatter(draw, rows, [
    spoil(signed[5]!, {...named(1), 考核年度: String(year + 1)}, "考核年度", "year_mismatch", warning),
    spoil(signed[9]!, {...named(2), 考核年度: `${year - 1}年`}, "考核年度", "year_mismatch", warning),
    spoil(
      signed[12]!,
      {...named(3), 撤销日期: `${year}-12-30`, 撤销原因: null, 签批日期: `${year}-12-20`},
      "撤销原因",
      "missing_companion",
      warning
    ),
    repeat(signed[20]!),
    repeat(signed[33]!)
  ]);
}

/** Returns rows that only a workbook can hold: numbers for dates and IDs, formulas, merged cells. */
function workbookSlips(rows: readonly Row[]): (Row | Row[])[] {
  const article = rows.filter(row => row.cells.媒体名称);
  const hired = rows.filter(row => row.cells.用工方式 && row.cells.身份证号);
  const fresh = (index: number) => ({
    申报编号: `JF2025-91${String(index).padStart(2, "0")}`,
    稿件编号: null,
    加分事项: `补报稿件之${index}`
  });
  const merged = {...article[2]!.cells, ...fresh(5)};
  const unnamed = {rejected: false, lacking: ["人才编号"]};
  return [
    spoil(article[0]!, {...fresh(1), 发生日期: 2025.1}, "发生日期", "ambiguous_date"),
    spoil(article[1]!, {...fresh(2), 发生日期: 2025.3}, "发生日期", "ambiguous_date"),
    ...hired
      .slice(0, 1)
      .map(row =>
        spoil(row, {...fresh(3), 身份证号: 990101199001011200, 人才编号: null}, "身份证号", "lost_precision", unnamed)
      ),
    spoil(article[3]!, {...fresh(4), 申报分值: {formula: "1+1"}}, "申报分值", "formula_without_value", {
      rejected: false
    }),
    [
      {cells: merged, mergeDown: "申报单位", issues: [{field: "申报单位", code: "merged_cell", severity: "warning"}]},
      spoil(article[2]!, {...fresh(6), 申报单位: null}, "申报单位", "missing_value")
    ],
    spoil(article[4]!, {...fresh(7), 级别: "市级"}, "级别", "ambiguous_code", {rejected: false, lacking: ["级别"]}),
    repeat(article[6]!)
  ];
}

/** What the office has ruled on since (`decisions.ts`) is no error any more. */
const decided = {severity: "info", rejected: false} as const;

/** Returns what goes wrong at the towns: dates that never were, units misspelt or two to a cell, people counted in a heap. */
function townSlips({draw}: Desk, rows: readonly Row[]): (Row | Row[])[] {
  const article = draw.shuffle(rows.filter(row => row.cells.媒体名称));
  const hired = rows.filter(row => row.cells.用工方式).slice(0, 1);
  const unnamed = {rejected: false, lacking: ["人才编号"]};
  const fresh = (index: number) => ({
    申报编号: `JF2025-92${String(index).padStart(2, "0")}`,
    稿件编号: null,
    加分事项: `四季度补报之${index}`
  });
  const base = (index: number) => article[index % article.length]!;
  return [
    spoil(base(0), {...fresh(1), 发生日期: "2025-02-30", 考核年度: "2025"}, "发生日期", "bad_date"),
    spoil(base(1), {...fresh(2), 发生日期: "2025年11月31日", 考核年度: "2025"}, "发生日期", "bad_date"),
    spoil(base(2), {...fresh(3), 发生日期: "25.11.3", 考核年度: "2025"}, "发生日期", "bad_date"),
    spoil(base(3), {...fresh(4), 申报单位: "青和镇"}, "申报单位", "unknown_unit"),
    spoil(base(4), {...fresh(5), 申报单位: "霁川街道办"}, "申报单位", "unknown_unit"),
    spoil(base(5), {...fresh(6), 申报单位: "澄砚镇、槐笙镇"}, "申报单位", "many_units"),
    spoil(base(6), {...fresh(7), 申报单位: "墨芦镇，科技局"}, "申报单位", "many_units"),
    spoil(base(7), {...fresh(8), 级别: "市级"}, "级别", "ambiguous_code", decided),
    spoil(base(8), {...fresh(9), 级别: "市级"}, "级别", "ambiguous_code", {rejected: false, lacking: ["级别"]}),
    spoil(base(9), {...fresh(10), 级别: "区级"}, "级别", "unknown_code", {rejected: false, lacking: ["级别"]}),
    ...hired.flatMap(row => [
      spoil(row, {...fresh(11), 数量: "3", 人才编号: null, 身份证号: null}, "数量", "quantity_not_one", unnamed),
      spoil(row, {...fresh(12), 数量: "三人", 人才编号: null, 身份证号: null}, "数量", "bad_number", unnamed),
      spoil(row, {...fresh(13), 身份证号: "9.90101E+17", 人才编号: null}, "身份证号", "lost_precision", unnamed)
    ]),
    conflict(base(10), fresh(14), {加分事项: "四季度补报之十四（更正）"}),
    conflict(base(11), fresh(15), {申报分值: "0.4"}),
    repeat(base(12)),
    spoil(base(13), {...fresh(16), 考核年度: "2025", 申报单位: "柳弦街道"}, "申报单位", "inactive_unit", {
      severity: "warning"
    })
  ];
}

/** Returns what goes wrong at the member units: words outside the lists, empty cells, spans of years, dates to come. */
function memberSlips({draw}: Desk, rows: readonly Row[]): (Row | Row[])[] {
  const article = draw.shuffle(rows.filter(row => row.cells.媒体名称));
  const fresh = (index: number) => ({
    申报编号: `JF2025-93${String(index).padStart(2, "0")}`,
    稿件编号: null,
    加分事项: `四季度增报之${index}`
  });
  const base = (index: number) => article[index % article.length]!;
  const accepted = {rejected: false};
  return [
    spoil(base(0), {...fresh(1), 加分项目: "宣传"}, "加分项目", "ambiguous_code"),
    spoil(base(1), {...fresh(2), 加分项目: "其他加分"}, "加分项目", "unknown_code"),
    spoil(base(2), {...fresh(3), 申报单位: null}, "申报单位", "missing_value"),
    spoil(base(3), {...fresh(4), 申报编号: null}, "申报编号", "missing_value"),
    spoil(base(4), {...fresh(5), 发生日期: null, 考核年度: "2025"}, "发生日期", "missing_value"),
    spoil(base(5), {...fresh(6), 考核年度: "2023-2024"}, "考核年度", "bad_year", decided),
    spoil(base(6), {...fresh(7), 申报分值: "三分"}, "申报分值", "bad_number", accepted),
    spoil(base(7), {...fresh(8), 审核结论: "基本通过"}, "审核结论", "unknown_code", accepted),
    spoil(base(8), {...fresh(9), 加分项目: "R2", 是否认定: "待定", 身份证号: null}, "是否认定", "bad_boolean", {
      rejected: false,
      lacking: ["人才编号"]
    }),
    spoil(base(9), {...fresh(10), 加分项目: "R1", 身份证号: "990101199202021234"}, "身份证号", "bad_id", {
      rejected: false,
      lacking: ["人才编号", "用工方式"]
    }),
    spoil(base(10), {...fresh(11), 审核结论: "通过", 审核日期: "2026-01-08"}, "审核日期", "future_date", {
      severity: "info"
    }),
    spoil(
      base(11),
      {...fresh(12), 申请日期: "2025-12-20", 审核结论: "通过", 审核日期: "2025-12-12"},
      "审核日期",
      "order_violation",
      {severity: "warning"}
    ),
    repeat(base(12)),
    repeat(base(13))
  ];
}
