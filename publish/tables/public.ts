import type {Value} from "../../loaders/database.ts";
import {bonusTables} from "./bonus.ts";
import {type Column, column, type Table} from "./column.ts";
import {peopleTables} from "./people.ts";

/** A row of a public table by column; what is left out is missing. */
export type PublicRow = Readonly<Record<string, Value>>;

/** What stands in place of a number that is not published; a zero is a zero. */
export const MARKS = {
  /** Hidden for smallness, or as the cover of what is. */
  confidential: "c",
  /** There is nothing to publish. */
  missing: "x"
} as const;

const MARKED = "c 保密，不公布；x 没有这项数据；空白为照实公布，0 就是没有。";

/** The counts of the public distribution, total first; the stages before filing stay inside. */
export const GRADE_COUNTS = ["filed", "excellent", "qualified", "unqualified", "other"] as const;

/**
 * Returns the tables of the public bundle: fewer than inside, with fewer columns, and with marks. `rules` are the ranking's
 * columns of the policy in force.
 */
export function publicEntries(rules: readonly Column[]): Table[] {
  return [
    inside("units", {description: "公布位次的单位，一行一个单位的一段有效期。"}),
    inside("rules", {}),
    inside("bonus_scores", {
      description: "公布位次的单位每条规则的得分，没有加分的记 0；组内单位过少的不公布。",
      columns: ["year", "basis", "unit_id", "rule_id", "points", mark("组内单位过少，不公布分数时为 c")]
    }),
    inside("bonus_ranking", {
      description: "各组单位的绩效加分合计和位次；组内单位过少的只公布所在位次段，不公布位次和分数，段内按建制序排列。",
      columns: [
        ...["year", "basis", "group", "rank", "tied"],
        ...BAND,
        ...["unit_id", "unit_name"],
        ...rules,
        ...["total", "previous_rank", "change"],
        mark("组内单位过少，不公布位次和分数时为 c")
      ],
      says: {
        previous_rank: "上年在同组的位次；上年不在该组，上年谁都没有得分，或上年位次没有公布，为空。",
        change: "↑ 上升、↓ 下降的位数，— 未变，新为上年不在该组；上年位次没有公布的为空。"
      }
    }),
    inside("total_ranking", {
      description:
        "导入基础分的年度按基础分与绩效加分之和排列；缺基础分的单位列出而不排位次，组内单位过少的只公布位次段。",
      columns: [
        ...["year", "group", "rank", "tied"],
        ...BAND,
        ...["unit_id", "unit_name", "base", "bonus", "total"],
        mark("组内单位过少，不公布位次和分数时为 c，缺基础分时为 x")
      ]
    }),
    inside("grade_distribution", {
      description:
        "已备案的考核等次人数：全市、分县市区、分类别。人数过少的行并入“其他”；人数过少的数，以及与其他数相减能推出它的数，不公布。",
      columns: [
        ...["year", "dimension", "key"],
        column("name", "名称", "text", "全市（县区的数据是全县、全区）、县市区的名称；其他维度与取值相同。"),
        ...GRADE_COUNTS,
        "suppressed",
        ...GRADE_COUNTS.map(count => {
          const {title} = columnOf("grade_distribution", count);
          return column(`${count}_mark`, `${title}标记`, "text", `${title}人数的标记：${MARKED}`);
        })
      ],
      says: {
        dimension: "overall 全市、district 县市区、category 类别。",
        key: "维度的取值：县市区为代码，全市为 all，缺失为未填；人数过少的行合为其他。",
        suppressed: "本行有保密而不公布的数。"
      }
    })
  ];
}

const BAND = [
  column("band_first", "位次段起", "integer", "不公布位次的组中，单位所在位次段的第一位；公布位次的为空。"),
  column("band_last", "位次段止", "integer", "不公布位次的组中，单位所在位次段的最后一位；公布位次的为空。")
];

function mark(when: string): Column {
  return column("mark", "标记", "text", `${when}；${MARKED}`);
}

interface Changes {
  description?: string;
  /** Names of the inside table's columns, or columns of the public one alone; all of the inside by default. */
  columns?: readonly (string | Column)[];
  /** What a column says in public, where it differs. */
  says?: Readonly<Record<string, string>>;
}

/** Returns the inside table of the name as the public sees it. */
function inside(name: string, {description, columns, says = {}}: Changes): Table {
  // In public each cell has a mark of its own.
  const {heldBy: _, ...table} = tableOf(name);
  const kept = columns?.map(item => (typeof item === "string" ? columnOf(name, item) : item)) ?? table.columns;
  return {
    ...table,
    internal: false,
    description: description ?? table.description,
    columns: kept.map(item => ({...item, description: says[item.name] ?? item.description}))
  };
}

function tableOf(name: string): Table {
  return [...bonusTables, ...peopleTables].find(table => table.name === name)!;
}

function columnOf(table: string, name: string): Column {
  return tableOf(table).columns.find(column => column.name === name)!;
}
