import {formatCount, formatPoints, formatShare} from "../../publish/format.ts";
import type {BonusData} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {DISPOSITIONS} from "../../publish/words.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {STATE_FILLS} from "./marks.ts";
import {measureProof} from "./proof.ts";
import {table} from "./table.ts";

/** What takes points away before each stage after the first. */
const LOSSES = ["审核", "未签批", "封顶", "不参加排位次"];

/** Returns what becomes of the claimed points, stage by stage. */
export function waterfall(facts: Facts, data: BonusData): Html | null {
  const [claimed] = data.stages;
  const last = data.stages.at(-1);
  if (!claimed || !last) return null;
  const fallTo = (i: number) => (i ? data.stages[i - 1]!.points - data.stages[i]!.points : 0);
  const losses = data.stages
    .slice(1)
    .flatMap((_, i) => (fallTo(i + 1) ? [`${LOSSES[i]}${formatPoints(fallTo(i + 1))}分`] : []));
  return section(
    "从申报到计分",
    stageNote(facts, data),
    figure({
      title: `有效申报${formatPoints(claimed.points)}分，最后计入${formatPoints(last.points)}分`,
      summary: losses.length
        ? `少计的${formatPoints(claimed.points - last.points)}分中，${losses.join("，")}。`
        : "各环节都没有少计。",
      draw: ({width, narrow}) => {
        const steps = data.stages.map((stage, i) => ({
          label: stage.name,
          values: [stage.points, fallTo(i)],
          note: i ? `${formatPoints(stage.points)}（少${formatPoints(fallTo(i))}）` : formatPoints(stage.points)
        }));
        return stackedBars(steps, {
          width,
          narrow,
          fills: [STATE_FILLS.done, STATE_FILLS.running],
          max: claimed.points,
          format: value => formatPoints(value)
        });
      },
      table: table({
        caption: "从申报到计分（图中数据）",
        columns: [
          {head: "环节"},
          {head: "计分的申报（条）", number: true},
          {head: "分值（分）", number: true},
          {head: "比上一环节少（分）", number: true}
        ],
        rows: data.stages.map((stage, i) => [
          stage.name,
          formatCount(stage.claims),
          formatPoints(stage.points),
          i ? html`${formatPoints(fallTo(i))}<small>${LOSSES[i - 1]}</small>` : "—"
        ])
      })
    }),
    dataLinks(facts, ["bonus_ledger"])
  );
}

/** Of points before the caps, units that are ranked nowhere with the others. */
function stageNote(facts: Facts, {stages: [claimed, reviewed, signed]}: BonusData): Html | null {
  if (!claimed?.points || !reviewed?.points || !signed) return null;
  const lost = (from: number, to: number) =>
    `${formatShare(from - to, from)}（${formatPoints(from - to)}/${formatPoints(from)}分）`;
  return html`<p>按封顶以前的分值，审核核减率${measureProof(facts, "refused", lost(claimed.points, reviewed.points))}，审核通过而待签批的占${measureProof(facts, "unsigned", lost(reviewed.points, signed.points))}。</p>`;
}

/** Returns what became of all claims, in counts. */
export function dispositions(facts: Facts, data: BonusData): Html {
  return section(
    "每条申报的去向",
    table({
      caption: `${facts.year}年度全部申报按处理结果（已签批口径）`,
      columns: [{head: "处理结果"}, {head: "申报（条）", number: true}, {head: "含义", wide: true}],
      rows: data.dispositions.map(({disposition, claims}) => [
        DISPOSITIONS[disposition]?.word ?? disposition,
        formatCount(claims),
        DISPOSITIONS[disposition]?.why ?? ""
      ])
    }),
    dataLinks(facts, ["bonus_ledger"])
  );
}
