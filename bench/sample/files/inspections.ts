import type {City} from "../city.ts";
import {
  conflict,
  type Desk,
  hiddenSheet,
  openDesk,
  repeat,
  scatter,
  spoil,
  stray,
  textFile,
  workbook
} from "../desk.ts";
import type {InspectionFact} from "../facts.ts";
import {type Column, columns, type OfficeFile, type Row} from "../office.ts";
import {type DaySpelling, daySpeller} from "../spell.ts";

const FIELDS =
  "督查编号 督查事项 事项类别 督查方式 督查对象 来源 来源会议 组长签批日期 通知日期 实地日期 是否完成 通知单编号 通知单日期 办结时限 延期至 延期批准日期 反馈日期 核实日期 销号日期 归档号 情况说明日期 组长阅示日期".split(
    " "
  );
const CATEGORIES = "部署落实 要点指标 领导批示 重大活动 镇街人才工作 成员单位人才工作 议案提案 基层招才 其他".split(
  " "
);
/** The upper head of the columns about the notice, in the year that has two head lines. */
const ABOVE = new Map(
  "通知单编号 通知单日期 办结时限 延期至 延期批准日期".split(" ").map(field => [field, "督办通知"] as const)
);

/** Returns the ledger of inspections, a file a year. */
export function inspectionFiles(city: City, dirt: boolean): OfficeFile[] {
  const desk = openDesk(city, "inspections", dirt);
  return city.years.flatMap(year => {
    const facts = desk.regular(city.inspections.filter(fact => fact.id.startsWith(`DC${year}`)));
    return facts.length ? [(FORMS[year] ?? plainYear)(desk, facts, year)] : [];
  });
}

type Form = (desk: Desk, facts: readonly InspectionFact[], year: number) => OfficeFile;

const plainYear: Form = (desk, facts, year) =>
  textFile("inspections", `${year}年督查督办台账.csv`, rowsOf(desk, facts, "dash"), {columns: head({})});

const FORMS: Readonly<Record<number, Form>> = {
  2021: (desk, facts) =>
    textFile(
      "inspections",
      "2021年督查督办台账.csv",
      rowsOf(desk, facts, "dot"),
      {columns: head({督查编号: "事项编号", 督查对象: "责任单位"})},
      {encoding: "gb18030"}
    ),
  2022: (desk, facts) =>
    textFile(
      "inspections",
      "2022年督查督办台账.tsv",
      rowsOf(desk, facts, "dash"),
      {columns: head({督查编号: "督办编号", 督查事项: "督办事项", 督查对象: "承办单位", 办结时限: "办理时限"})},
      {encoding: "utf-8", delimiter: "\t", lineEnd: "\n"}
    ),
  2023: (desk, facts) =>
    workbook(
      "inspections",
      "2023年督查督办台账.xlsx",
      ["暗访督查", "调研督查", "随机抽查", "第三方抽查"]
        .map(method => ({method, own: facts.filter(fact => fact.method === method)}))
        .filter(({own}) => own.length)
        .map(({method, own}) => ({
          name: method,
          rows: rowsOf(desk, own, "cell"),
          layout: {
            columns: head({办结时限: "整改\n期限", 销号日期: "办结日期"}),
            title: `2023年${method}台账`,
            below: ["填报单位：市人才办", "截至日期：2024年1月31日"],
            totals: ["小计", `${own.length}项`],
            notes: desk.footer()
          }
        })),
      [hiddenSheet(...CATEGORIES)]
    ),
  2024: (desk, facts) =>
    workbook("inspections", "2024年督查督办台账.xlsx", [
      {
        name: "台账",
        rows: rowsOf(desk, facts, "words"),
        layout: {
          columns: head({}).map(column => {
            const above = ABOVE.get(column.field ?? "");
            return above ? {...column, above} : column;
          }),
          title: "2024年督查督办事项台账",
          below: ["填报单位：市人才办"],
          notes: desk.footer()
        }
      }
    ]),
  2025: (desk, facts) => {
    const rows = rowsOf(desk, facts, "slash");
    const odd = desk.dirt && rows.length > 60;
    return textFile(
      "inspections",
      "2025年督查督办台账（截至12月31日）.csv",
      odd ? scatter(desk.draw, rows, slips(desk, rows)) : rows,
      {
        columns: [
          ...head({督查事项: "督查内容", 督查对象: "被督查单位", 组长签批日期: "签批日期"}),
          ...(odd ? [stray("办理进度", index => (index % 4 ? "100%" : "80%"))] : [])
        ],
        repeatEvery: 50,
        notes: desk.footer()
      },
      {encoding: "gb18030"}
    );
  }
};

function head(names: Readonly<Record<string, string>>): Column[] {
  return columns(...FIELDS.map(field => `${field}=${names[field] ?? field}`));
}

function rowsOf(desk: Desk, facts: readonly InspectionFact[], usual: DaySpelling): Row[] {
  const {draw} = desk;
  const day = daySpeller(draw, usual);
  return facts.map(fact => ({
    cells: {
      督查编号: fact.id,
      督查事项: fact.subject,
      事项类别: draw.chance(0.5) ? String(fact.category) : CATEGORIES[fact.category - 1]!,
      督查方式: fact.method,
      督查对象: desk.unitName(fact.unit, fact.visitedOn ?? fact.approvedOn ?? desk.city.sizes.asOf),
      来源: fact.source,
      来源会议: fact.meetingId,
      组长签批日期: day(fact.approvedOn),
      通知日期: day(fact.notifiedOn),
      实地日期: day(fact.visitedOn),
      是否完成: fact.done === null ? null : fact.done ? draw.pick(["是", "√"]) : draw.pick(["否", "×"]),
      通知单编号: fact.noticeNo,
      通知单日期: day(fact.noticeOn),
      办结时限: day(fact.dueOn),
      延期至: day(fact.extendedTo),
      延期批准日期: day(fact.extensionOn),
      反馈日期: day(fact.reportedOn),
      核实日期: day(fact.verifiedOn),
      销号日期: day(fact.closedOn),
      归档号: fact.archiveNo,
      情况说明日期: day(fact.explainedOn),
      组长阅示日期: day(fact.readOn)
    },
    ...(fact.irregular ? {issues: [{...fact.irregular, severity: "warning" as const}]} : {})
  }));
}

/** Returns what goes wrong in the last year's ledger, as rows of their own. */
function slips({city, draw}: Desk, rows: readonly Row[]): (Row | Row[])[] {
  const notices = draw.shuffle(rows.filter(row => row.cells.办结时限 && !row.issues));
  const base = (index: number) => notices[index % notices.length]!;
  const fresh = (index: number) => ({督查编号: `DC2025-9${String(index).padStart(2, "0")}`});
  const accepted = {rejected: false};
  return [
    spoil(base(0), {...fresh(1), 事项类别: "10"}, "事项类别", "unknown_code"),
    spoil(base(1), {...fresh(2), 督查方式: "电话督查"}, "督查方式", "unknown_code"),
    spoil(base(2), {...fresh(3), 督查对象: "远方村"}, "督查对象", "unknown_unit"),
    ...sharedNames(city).map(name => spoil(base(11), {...fresh(10), 督查对象: name}, "督查对象", "ambiguous_code")),
    spoil(base(3), {...fresh(4), 督查对象: "石笛镇、雁芦镇"}, "督查对象", "many_units"),
    spoil(base(4), {...fresh(5), 办结时限: "接通知后10个工作日内"}, "办结时限", "bad_date", accepted),
    spoil(base(5), {...fresh(6), 办结时限: "立即"}, "办结时限", "bad_date", accepted),
    spoil(base(6), {...fresh(7), 是否完成: "基本完成"}, "是否完成", "ambiguous_code", accepted),
    spoil(base(7), {...fresh(8), 来源会议: "HY2025-77"}, "来源会议", "unknown_reference", {severity: "warning"}),
    conflict(base(8), fresh(9), {督查方式: "其他"}),
    repeat(base(9)),
    repeat(base(10))
  ];
}

/** Returns a short name that villages of two towns share, where there is one. */
function sharedNames({units}: City): string[] {
  const seen = new Set<string>();
  const villages = units.filter(unit => unit.kind === "村" && unit.shortName);
  const shared = villages.find(({shortName}) => seen.has(shortName!) || !seen.add(shortName!));
  return shared ? [shared.shortName!] : [];
}
