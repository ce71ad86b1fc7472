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
import type {TalentFact} from "../facts.ts";
import {NATIONS} from "../names.ts";
import {type Column, columns, type OfficeFile, type Row} from "../office.ts";
import {withCheckDigit} from "../people.ts";
import {type DaySpelling, daySpeller} from "../spell.ts";

const BODY = "人才类别 申报类型 县市区 所在单位 单位性质 学位 职称 认定日期 管理期起 管理期止 现岗位现状".split(" ");

/** Returns the lists of recognised talents: a workbook of the first three years, then a text file a year. */
export function talentFiles(city: City, dirt: boolean): OfficeFile[] {
  const desk = openDesk(city, "talents", dirt);
  const recognised = (year: number) => city.talents.filter(talent => talent.recognisedOn.startsWith(String(year)));
  const bound = city.years.filter(year => year < 2024);
  const files: OfficeFile[] = [];
  if (bound.length) {
    files.push(
      workbook(
        "talents",
        `${bound[0]}—${bound[bound.length - 1]}年认定人才名单.xlsx`,
        bound.map(year => ({
          name: `${year}年`,
          rows: rowsOf(desk, recognised(year), year === 2022 ? "cell" : "words"),
          layout: {
            columns: head(
              "人才编号=证书编号",
              "人才类别=人才\n类别",
              "认定日期=认定时间",
              "管理期起=服务期起",
              "管理期止=服务期止"
            ),
            title: `示例市${year}年度认定人才名单`,
            below: ["填报单位：市人力资源和社会保障局", `截至日期：${year}年12月31日`],
            notes: desk.footer()
          }
        })),
        [notesSheet("身份证号请按文本格式填写。")]
      )
    );
  }
  for (const year of city.years.filter(year => year >= 2024)) {
    const rows = rowsOf(desk, recognised(year), year % 2 ? "dash" : "slash");
    const odd = dirt && year === 2024 && rows.length > 40;
    files.push(
      textFile(
        "talents",
        `${year}年认定人才名单.csv`,
        odd ? scatter(desk.draw, rows, slips(rows)) : rows,
        {
          columns: [
            ...head("县市区=县市区/市直单位", "所在单位=现工作单位"),
            ...(odd ? [stray("认定批次", () => `${year}年度`)] : [])
          ]
        },
        {encoding: year % 2 ? "utf-8-bom" : "gb18030"}
      )
    );
  }
  return files;
}

/** Returns the columns with what a form asks of a person before and after them. */
function head(...renamed: string[]): Column[] {
  const names = new Map(renamed.map(word => word.split("=") as [string, string]));
  const written = (field: string) => `${field}=${names.get(field) ?? field}`;
  return [
    ...columns(written("人才编号"), "姓名", "身份证号", "性别"),
    ...["出生年月", "民族"].map(name => dropped(name)),
    ...columns(...BODY.map(written)),
    ...["手机", "通讯地址", "备注"].map(name => dropped(name))
  ];
}

function rowsOf({draw, unitAt}: Desk, talents: readonly TalentFact[], usual: DaySpelling): Row[] {
  const day = daySpeller(draw, usual);
  return talents.map(talent => {
    const {person} = talent;
    const listed = /^\d+$/.test(talent.employer);
    return {
      cells: {
        人才编号: talent.id,
        姓名: person.name,
        身份证号: person.idNumber,
        性别: person.sex,
        出生年月: person.born,
        民族: draw.pick(NATIONS),
        人才类别: talent.category,
        申报类型: draw.chance(0.15) ? talent.track.slice(0, 2) : talent.track,
        县市区: unitAt(talent.district, talent.recognisedOn).name,
        所在单位: listed ? unitAt(talent.employer, talent.recognisedOn).name : talent.employer,
        单位性质: talent.sector,
        学位: talent.degree === "博士" && draw.chance(0.1) ? "博士学位" : talent.degree,
        职称: draw.chance(0.2) ? talent.title.replace(/^(副高|正高)级$/, "$1") : talent.title,
        认定日期: day(talent.recognisedOn),
        管理期起: draw.chance(0.25)
          ? `${talent.termFrom.slice(0, 4)}年${Number(talent.termFrom.slice(5, 7))}月`
          : day(talent.termFrom),
        管理期止: draw.chance(0.25) ? talent.termTo.slice(0, 7) : day(talent.termTo),
        现岗位现状: talent.status,
        手机: person.phone,
        通讯地址: person.address,
        备注: draw.chance(0.03) ? `配偶${person.name.slice(0, 1)}某随调，电话${person.phone}` : null
      }
    };
  });
}

/** Returns rows that must be refused or warned of, beside the true ones. */
function slips(rows: readonly Row[]): (Row | Row[])[] {
  const fresh = (index: number) => ({
    人才编号: `SL2024-9${String(index).padStart(3, "0")}`,
    身份证号: withCheckDigit(`99010119900101${900 + index}`)
  });
  const base = (index: number) => rows[index * 3]!;
  const accepted = {rejected: false};
  return [
    spoil(base(1), {...fresh(1), 人才类别: "F类"}, "人才类别", "unknown_code"),
    spoil(base(2), {...fresh(2), 县市区: "霁鸣区"}, "县市区", "unknown_unit"),
    spoil(base(3), {...fresh(3), 认定日期: null}, "认定日期", "missing_value"),
    spoil(base(4), {...fresh(4), 认定日期: "24.5.20"}, "认定日期", "bad_date"),
    spoil(base(5), {...fresh(5), 学位: "研究生"}, "学位", "unknown_code", accepted),
    spoil(base(6), {...fresh(6), 身份证号: "9.90101E+17"}, "身份证号", "lost_precision", accepted),
    spoil(base(7), {...fresh(7), 身份证号: "990101199001019990"}, "身份证号", "bad_id", accepted),
    spoil(base(8), {...fresh(8), 管理期止: "2027年13月"}, "管理期止", "bad_date", accepted),
    conflict(base(9), fresh(9), {人才类别: "B类", 学位: "无"}),
    repeat(base(10)),
    repeat(base(11))
  ];
}
