import type {Column} from "../dictionary.ts";
import {type Changes, claimCells, claimColumns} from "./tables.ts";

/** Titles of the rules by their ids, such as 媒体宣传 for `R4`. */
export type RuleTitles = ReadonlyMap<string, string>;

const at = new Map(claimColumns.map(({name}, i) => [name, i]));
const column = (name: string): Column => claimColumns[at.get(name)!]!;
const text = (name: string): Column => ({name, title: name, type: "text", description: name, key: false});

/** The columns of `changes.csv` as they are read on paper: twelve, where sixteen would be too small for A4. */
export const printedColumns: readonly Column[] = [
  ...["单位名称", "申报编号", "加分项目", "发生日期"].map(column),
  text("条款"),
  ...["原得分", "现得分", "变化", "原处理", "现处理", "异议处理", "变动原因"].map(column)
];

/** Returns the rows of `changes.csv` for paper: the rule by its title, one clause unless it changed, the double beside the treatment. */
export function printedCells(
  changes: Pick<Changes, "claims" | "objections" | "decided">,
  rules: RuleTitles = new Map()
): (string | null)[][] {
  return claimCells(changes).map(cells => {
    const cell = (name: string): string | null => cells[at.get(name)!] ?? null;
    const treated = (side: "原" | "现"): string | null => {
      const double = cell(`${side}重复于`);
      return double === null ? cell(`${side}处理`) : `${cell(`${side}处理`)}（${double}）`;
    };
    const rule = cell("加分项目");
    const of: Readonly<Record<string, string | null>> = {
      加分项目: rule && (rules.get(rule) ?? rule),
      条款: clauseText(cell("原条款"), cell("现条款")),
      原处理: treated("原"),
      现处理: treated("现")
    };
    return printedColumns.map(({name}) => (name in of ? of[name]! : cell(name)));
  });
}

/** A claim that is on one side only has its clause there. */
function clauseText(before: string | null, after: string | null): string | null {
  if (before === null || after === null || before === after) return after ?? before;
  return `${before} → ${after}`;
}
