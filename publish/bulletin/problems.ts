import {formatCount, formatDate, formatNames, formatPoints, formatShare} from "../format.ts";
import {dispositionWords} from "../words.ts";
import type {Figures} from "./figures.ts";

const NOT_ACCEPTED = ["ineligible", "missing_key", "duplicate", "rejected", "out_of_period", "not_in_force"] as const;
const ORDINALS = ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是"];

/** Returns the paragraphs on what is wrong, units by name and persons never; one sentence where nothing is. */
export function problemTexts(figures: Figures, asOf: string): string[] {
  const found = [silence, refusals, unfinished, revocations, contested, leaning].flatMap(tell => tell(figures, asOf));
  if (!found.length) return ["从申报和认定的数据看，没有发现需要通报的问题。"];
  return found.map((text, i) => `${ORDINALS[i] ?? ""}${text}`);
}

function silence({groups}: Figures): string[] {
  const rows = groups.flatMap(group => group.rows);
  const none = rows.filter(({total}) => total === 0);
  if (!none.length) return [];
  const silent = none.filter(({claims}) => claims === 0);
  const rest = silent.length
    ? `；其中没有申报的${formatCount(silent.length)}个：${formatNames(
        silent.map(({unitName}) => unitName),
        {most: 12}
      )}`
    : "，都有申报而没有认定有效的事项";
  return [
    `部分单位没有得分。${formatCount(rows.length)}个单位中${formatCount(none.length)}个没有得分，` +
      `占${formatShare(none.length, rows.length)}${rest}。`
  ];
}

function refusals({dispositions}: Figures): string[] {
  const found = NOT_ACCEPTED.filter(name => dispositions.has(name));
  if (!found.length) return [];
  const total = found.reduce((sum, name) => sum + dispositions.get(name)!, 0);
  const parts = found.map(name => `${dispositionWords(name)}${formatCount(dispositions.get(name)!)}条`);
  return [`申报把关不严。没有认定的申报共${formatCount(total)}条，其中${parts.join("、")}。`];
}

function unfinished({dispositions}: Figures, asOf: string): string[] {
  const parts = [
    ["not_reviewed", "没有审核通过的"],
    ["not_signed", "审核通过而没有签批的"]
  ].flatMap(([name, words]) => {
    const n = dispositions.get(name!);
    return n ? [`${words}${formatCount(n)}条`] : [];
  });
  return parts.length ? [`办理不够及时。截至${formatDate(asOf)}，${parts.join("，")}。`] : [];
}

function revocations({dispositions}: Figures): string[] {
  const revoked = dispositions.get("revoked") ?? 0;
  const voided = dispositions.get("voided_with_unit") ?? 0;
  if (!revoked && !voided) return [];
  const rest = voided ? `；因本单位有虚报或瞒报，一并取消的申报${formatCount(voided)}条` : "";
  return [`个别申报不实或有误。认定后被撤销的申报${formatCount(revoked)}条${rest}。`];
}

function contested({contested}: Figures): string[] {
  if (!contested) return [];
  return [`事前核对不够。涉及不同单位申报同一人的申报${formatCount(contested)}条，按规定只在一个单位计分。`];
}

/** Tells of the rule that gave most of all points, and of the one by which fewest units earned. */
function leaning({groups, rules}: Figures): string[] {
  const total = rules.reduce((sum, rule) => sum + rule.points, 0);
  if (!total || rules.length < 2) return [];
  const units = groups.flatMap(group => group.rows).length;
  const most = rules.reduce((a, b) => (b.points > a.points ? b : a));
  const least = rules.reduce((a, b) => (b.units < a.units ? b : a));
  return [
    `发展不够均衡。${most.title}得${formatPoints(most.points)}分，占加分合计的${formatShare(most.points, total)}；` +
      `${least.title}得分的单位最少，${formatCount(units)}个单位中只有${formatCount(least.units)}个，` +
      `占${formatShare(least.units, units)}。`
  ];
}
