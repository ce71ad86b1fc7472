import type {City} from "../city.ts";
import {conflict, dropped, openDesk, repeat, scatter, spoil, textFile, workbook} from "../desk.ts";
import {columns, type OfficeFile, type Row} from "../office.ts";
import {daySpeller} from "../spell.ts";

/** Returns the employers' reports, a sheet a year but for the last, which came as text. */
export function reportFiles(city: City, dirt: boolean): OfficeFile[] {
  const desk = openDesk(city, "reports", dirt);
  const {draw} = desk;
  const people = new Map(city.talents.map(talent => [talent.id, talent.person]));
  const last = city.years[city.years.length - 1]!;
  const head = [...columns("报告编号", "单位", "报告类型", "人才编号", "事项日期", "报告日期"), dropped("姓名")];
  const rowsOf = (year: number): Row[] => {
    const day = daySpeller(draw, year === last ? "dot" : "cell");
    return city.reports
      .filter(fact => fact.id.startsWith(`BG${year}`))
      .map(fact => ({
        cells: {
          报告编号: fact.id,
          单位: desk.unitAt(fact.unit, fact.reportedOn).name,
          报告类型: fact.kind,
          人才编号: fact.talentId,
          事项日期: day(fact.eventOn),
          报告日期: day(fact.reportedOn),
          姓名: fact.talentId ? people.get(fact.talentId)!.name : null
        }
      }));
  };
  const early = city.years
    .filter(year => year !== last)
    .map(year => ({name: `${year}年`, rows: rowsOf(year), layout: {columns: head}}))
    .filter(({rows}) => rows.length);
  const rows = rowsOf(last);
  const slips =
    dirt && rows.length > 20
      ? [
          spoil(rows[3]!, {报告编号: `BG${last}-901`, 报告类型: "其他报告"}, "报告类型", "unknown_code"),
          spoil(rows[4]!, {报告编号: `BG${last}-902`, 报告日期: null}, "报告日期", "missing_value"),
          spoil(rows[5]!, {报告编号: `BG${last}-903`, 单位: "某某公司"}, "单位", "unknown_unit"),
          conflict(rows[6]!, {报告编号: `BG${last}-904`}, {报告类型: "职务调整", 报告日期: `${last}-12-30`}),
          repeat(rows[7]!)
        ]
      : [];
  return [
    ...(early.length ? [workbook("reports", "人才事项报告登记（历年）.xlsx", early)] : []),
    ...(rows.length
      ? [
          textFile(
            "reports",
            `${last}年人才事项报告.csv`,
            scatter(draw, rows, slips),
            {columns: head},
            {encoding: "utf-8-bom"}
          )
        ]
      : [])
  ];
}

/** Returns the base scores, for workspaces that are given them. */
export function baseScoreFiles(city: City): OfficeFile[] {
  const {unitAt} = openDesk(city, "base_scores", false);
  const rows: Row[] = city.baseScores.map(fact => ({
    cells: {
      考核年度: String(fact.year),
      单位: unitAt(fact.unit, `${fact.year}-12-31`).name,
      基础分: fact.points,
      来源文号: fact.sourceDoc
    }
  }));
  return [
    textFile("base_scores", "历年实绩考核基础分.csv", rows, {
      columns: columns("考核年度", "单位", "基础分", "来源文号")
    })
  ];
}
