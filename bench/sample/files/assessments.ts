import type {City} from "../city.ts";
import {
  conflict,
  type Desk,
  dropped,
  notesSheet,
  openDesk,
  repeat,
  scatter,
  spoil,
  stray,
  textFile,
  workbook
} from "../desk.ts";
import type {AssessmentFact} from "../facts.ts";
import {type Column, columns, type OfficeFile, type Row} from "../office.ts";
import {type DaySpelling, daySpeller} from "../spell.ts";

const FIELDS =
  "人才编号 姓名 身份证号 考核年度 申报日期 单位初步结论 单位意见日期 考核方式 县级考评等次 县级考评日期 考核等次 备案日期 备案号 第九条情形 情形认定日期 认定文号 是否兑现 手机".split(
    " "
  );
const RESTRICTED = new Set(["姓名", "身份证号", "手机"]);
const GROUNDS = ["造假", "骗取资格", "逾期不归或擅自脱离", "重大损失", "终止在本市工作", "违法违纪"] as const;
const SEPARATORS = ["、", "，", ";", "/", " "] as const;

/** Returns the yearly results: a list a year, in 2024 a workbook with a sheet for each district. */
export function assessmentFiles(city: City, dirt: boolean): OfficeFile[] {
  const desk = openDesk(city, "assessments", dirt);
  return city.years.flatMap(year => {
    const facts = desk.regular(city.assessments.filter(fact => fact.year === year));
    if (!facts.length) return [];
    return [FORMS[year]?.(desk, facts, year) ?? plainYear(desk, facts, year)];
  });
}

type Form = (desk: Desk, facts: readonly AssessmentFact[], year: number) => OfficeFile;

const plainYear: Form = (desk, facts, year) =>
  textFile("assessments", `${year}年度考核结果.csv`, rowsOf(desk, facts, "dash", String), {columns: head({})});

const FORMS: Readonly<Record<number, Form>> = {
  2021: (desk, facts, year) =>
    textFile(
      "assessments",
      "2021年度考核结果（试评）.csv",
      rowsOf(desk, facts, "dot", value => `${value}年`),
      {
        columns: head({考核年度: "年度", 考核等次: "考核结果"}),
        title: `${year}年度引进人才考核结果汇总表`,
        notes: desk.footer()
      },
      {encoding: "gb18030"}
    ),
  2022: (desk, facts) =>
    workbook(
      "assessments",
      "2022年度引进人才考核结果.xlsx",
      [
        {
          name: "汇总",
          rows: withWarnings(
            desk,
            rowsOf(desk, facts, "cell", value => `${value}年度`),
            2022
          ),
          layout: {
            columns: head({
              人才编号: "证书编号",
              单位初步结论: "单位评价等次",
              县级考评等次: "拟定等次",
              考核等次: "最终等次"
            }),
            title: "2022年度引进人才发挥作用考核结果汇总表",
            below: ["填报单位：市人力资源和社会保障局（盖章）", "截至日期：2023年2月28日"],
            repeatEvery: 120,
            totals: ["合计", `${facts.length}人`],
            notes: ["说明：缓评人员待结论作出后补报。", ...desk.footer()]
          }
        }
      ],
      [notesSheet("等次只填优秀、合格、不合格。")]
    ),
  2023: (desk, facts) =>
    textFile(
      "assessments",
      "2023年度考核结果.csv",
      withWarnings(desk, rowsOf(desk, facts, "slash", String), 2023),
      {
        columns: [
          ...head({考核年度: "考核年份", 县级考评等次: "县市区等次", 备案日期: "登记备案日期", 是否兑现: "待遇兑现"}),
          ...(desk.dirt ? [stray("目标任务完成情况", index => (index % 3 ? "完成" : "超额完成"))] : [])
        ]
      },
      {encoding: "utf-8-bom"}
    ),
  2024: (desk, facts, year) => {
    const district = new Map(desk.city.talents.map(talent => [talent.id, talent.district]));
    const sheets = desk.city.units
      .filter(unit => [...district.values()].includes(unit.id))
      .map(unit => ({unit, own: facts.filter(fact => district.get(fact.talentId) === unit.id)}))
      .filter(({own}) => own.length);
    return workbook(
      "assessments",
      "2024年度考核结果（分县市区）.xlsx",
      sheets.map(({unit, own}, index) => {
        const rows = rowsOf(desk, own, index % 2 ? "cell" : "words", Number);
        return {
          name: unit.name,
          rows: index === 0 ? withWarnings(desk, rows, year) : rows,
          layout: {
            columns: head({
              考核等次: "等次",
              第九条情形: "取消资格情形",
              情形认定日期: "处理日期",
              认定文号: "处理文号"
            }),
            title: `${unit.name}2024年度引进人才考核结果`,
            below: [`填报单位：${unit.name}人力资源和社会保障局`],
            notes: desk.footer()
          }
        };
      })
    );
  },
  2025: (desk, facts) => {
    const rows = withWarnings(
      desk,
      rowsOf(desk, facts, "cell", value => `${value}年`),
      2025
    );
    return workbook("assessments", "2025年度考核进展（截至12月31日）.xlsx", [
      {
        name: "台账",
        rows: desk.dirt && rows.length > 100 ? scatter(desk.draw, rows, slips(desk, rows)) : rows,
        layout: {
          columns: head({考核年度: "考核期", 县级考评等次: "考评结果", 县级考评日期: "考评日期", 备案号: "登记号"}),
          title: "2025年度引进人才发挥作用考核进展台账",
          below: ["填报单位：市人力资源和社会保障局", "截至日期：2025年12月31日"],
          blankEvery: 200,
          notes: desk.footer()
        }
      }
    ]);
  }
};

function head(names: Readonly<Record<string, string>>): Column[] {
  return FIELDS.map(field =>
    RESTRICTED.has(field) ? dropped(field) : columns(`${field}=${names[field] ?? field}`)[0]!
  );
}

function rowsOf(
  {city, draw}: Desk,
  facts: readonly AssessmentFact[],
  usual: DaySpelling,
  year: (year: number) => string | number
): Row[] {
  const day = daySpeller(draw, usual);
  const people = new Map(city.talents.map(talent => [talent.id, talent.person]));
  return facts.map(fact => {
    const person = people.get(fact.talentId)!;
    return {
      cells: {
        人才编号: fact.talentId,
        姓名: person.name,
        身份证号: person.idNumber,
        考核年度: year(fact.year),
        申报日期: day(fact.declaredOn),
        单位初步结论: fact.unitGrade,
        单位意见日期: day(fact.unitOn),
        考核方式: fact.methods.join(draw.pick(SEPARATORS)) || null,
        县级考评等次: fact.countyGrade,
        县级考评日期: day(fact.countyOn),
        考核等次: fact.grade === "优秀" && draw.chance(0.05) ? "优秀　" : fact.grade,
        备案日期: day(fact.filedOn),
        备案号: fact.filingNo,
        第九条情形: fact.ground && (fact.ground % 2 ? GROUNDS[fact.ground - 1]! : String(fact.ground)),
        情形认定日期: day(fact.groundOn),
        认定文号: fact.groundDoc,
        是否兑现: fact.paid === null ? null : fact.paid ? draw.pick(["是", "是", "√"]) : "否",
        手机: person.phone
      }
    };
  });
}

/** Returns the rows with a few that load with a warning: a ground without its document, an earlier filing, a repeat. */
function withWarnings({dirt, draw}: Desk, rows: readonly Row[], year: number): Row[] {
  if (!dirt || rows.length < 20) return [...rows];
  const filed = rows.filter(row => row.cells.备案日期 && row.cells.考核等次 === "合格" && !row.cells.第九条情形);
  const groups: (Row | Row[])[] = [repeat(filed[2]!), repeat(filed[3]!)];
  // The same person and year filed twice: both rows are taken, the later one counts.
  const first = filed[4]!;
  if (year < 2025)
    groups.push({
      cells: {
        ...first.cells,
        考核等次: "优秀",
        备案日期: `${year}-12-01`,
        县级考评日期: `${year}-11-28`,
        单位意见日期: `${year}-11-20`,
        申报日期: `${year}-10-20`
      }
    });
  const bare = filed[5]!;
  const marked = rows.map(row =>
    row === bare
      ? spoil(row, {第九条情形: "重大损失", 情形认定日期: null, 认定文号: null}, "第九条情形", "missing_companion", {
          severity: "warning"
        })
      : row
  );
  const late = filed[6]!;
  return scatter(
    draw,
    marked.map(row =>
      row === late
        ? spoil(row, {单位意见日期: `${year}-10-02`}, "单位意见日期", "order_violation", {
            severity: "warning"
          })
        : row
    ),
    groups
  );
}

/** Returns what goes wrong in the last year's list, as rows of their own. */
function slips({draw}: Desk, rows: readonly Row[]): (Row | Row[])[] {
  const open = draw.shuffle(rows.filter(row => row.cells.备案日期 && !row.issues && !row.rejected));
  const base = (index: number) => open[index]!;
  const unknown = (index: number) => ({人才编号: `SL2020-0${100 + index}`});
  return [
    spoil(base(0), unknown(1), "人才编号", "unknown_talent"),
    spoil(base(1), unknown(2), "人才编号", "unknown_talent"),
    spoil(base(2), {人才编号: null}, "人才编号", "missing_value"),
    conflict(base(4), {人才编号: "SL2021-0100", 备案日期: "2025-12-26"}, {考核等次: "优秀"})
  ];
}
