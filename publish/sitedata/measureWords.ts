/** What is said of a measure, whatever its numbers: a rate (with what it is a part of), a count, or points (whole thousandths). */
export interface MeasureWords {
  /** For good: links go by it. */
  id: string;
  name: string;
  kind: "rate" | "count" | "points";
  /** What the part counts, and what the whole; the whole's is null where there is none. */
  part: string;
  whole: string | null;
  unit: string;
  says: string;
  /** The page that shows it. */
  page: string;
}

/** Returns the words of every measure, in the order of the pages that show them. */
export function measureWords(): MeasureWords[] {
  return Object.entries(ROWS).flatMap(([page, rows]) =>
    rows.map(([id, name, unit, part, whole, says]) => {
      const kind = POINTS.has(id) ? "points" : whole === null ? "count" : "rate";
      return {id, name, kind, unit, part, whole, page, says};
    })
  );
}

/** Counts of thousandths. */
const POINTS: ReadonlySet<string> = new Set(["bonus", "cap_loss"]);

/** One line a measure, by page; a plain count has no whole. */
type Row = readonly [id: string, name: string, unit: string, part: string, whole: string | null, says: string];

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  assessment: [
    ["due", "应考人数", "人", "应考的人才", null, "年内任何一天在管理期、以前年度没有被取消资格的人才。"],
    ["declared", "申报率", "人", "本人已申报", "应考", "申报日期不晚于数据截至日。"],
    ["assessed", "考评率", "人", "县级已考评", "应考", "有县级考评等次，考评日期不晚于数据截至日。"],
    ["filed", "备案率", "人", "市级已备案", "应考", "备案日期不晚于数据截至日。"],
    ["excellent", "优秀率", "人", "备案优秀", "备案的三个等次", "缓评等其他情形不进入分母。"],
    ["qualified", "合格率", "人", "备案合格", "备案的三个等次", "缓评等其他情形不进入分母。"],
    ["unqualified", "不合格率", "人", "备案不合格", "备案的三个等次", "缓评等其他情形不进入分母。"],
    ["agreed", "初评与终评一致率", "人", "备案等次与单位初评相同", "两个等次都有", "人数少、会暴露个别人的年度不列。"],
    ["suspended", "应停发待遇人数", "人", "本年度不合格，应停发下一年度待遇", null, "一人只取最重的一种后果。"],
    ["cancelled", "应取消资格人数", "人", "连续两年不合格或有第九条情形", null, "一人只取最重的一种后果。"],
    [
      "reported",
      "重大事项及时报告率",
      "件",
      "在期限内报告",
      "有事项日期的报告",
      "期限由办公室设定；没有事项日期的不计。"
    ]
  ],
  bonus: [
    ["bonus", "绩效加分合计", "分", "参评单位封顶后的加分之和", null, "只计已签批的申报；不参加排位次的单位不在内。"],
    ["earning", "有加分的单位", "个", "合计大于0的参评单位", "参评单位", "参评单位按组别名单，没有申报的以0分列入。"],
    ["silent", "全年没有申报的单位", "个", "没有任何申报的参评单位", "参评单位", "有申报而没有计分的不算在内。"],
    ["cap_loss", "封顶扣减合计", "分", "参评单位按规则应得、因封顶没有计入的分", null, "只计已签批的申报。"],
    [
      "refused",
      "审核核减率",
      "分",
      "有效申报与审核通过的分值之差",
      "有效申报的分值",
      "封顶以前的分值，含不参加排位次的单位。"
    ],
    [
      "unsigned",
      "待签批分值占比",
      "分",
      "审核通过而未签批的分值",
      "审核通过的分值",
      "封顶以前的分值，含不参加排位次的单位。"
    ]
  ],
  inspections: [
    ["items", "督查事项", "项", "本年度的督查事项", null, "一个事项涉及几个单位的，每个单位算一项。"],
    ["notices", "督办率", "项", "下发了督办通知单", "督查事项", "实地督查时已完成的不再下发。"],
    [
      "on_time",
      "按期办结率",
      "份",
      "按期办结",
      "已办结或已到期的通知单",
      "时限当日办结算按期；未定时限的，以及未到期又未办结的不计。"
    ],
    ["closed", "办结率", "份", "已办结（按期和逾期）", "已办结或已到期的通知单", "分母同按期办结率。"],
    ["overdue", "逾期未结", "项", "历年事项中时限已过、没有办结的", null, "按数据截至日算，天数按日历日。"],
    ["explained", "逾期说明率", "项", "已提交情况说明", "逾期未结", "历年逾期未结的都计。"],
    [
      "covered",
      "督查对象覆盖率",
      "个",
      "本年度有督查事项的参评单位",
      "参评单位",
      "村（社区）的事项不算到所属镇（街道）。"
    ],
    ["unannounced", "暗访占比", "项", "暗访督查", "督查事项", "本年度的事项。"],
    [
      "approved",
      "先签批后督查",
      "项",
      "实地督查前已有组长签批，或还没有实地督查",
      "督查事项",
      "签批日期不晚于实地日期。"
    ]
  ],
  meetings: [
    ["windows", "会议召开率", "个", "符合要求的双月", "须开会的双月", "口径见下文“会议窗口”。"],
    ["attended", "参会率", "次", "到会、迟到、请假并派员", "应到", "请假未派员按缺席算。"],
    ["in_person", "本人到会率", "次", "到会、迟到", "应到", "请假并派员的不算本人到会。"],
    ["proper_leave", "规范请假率", "次", "请假并派员", "本人没有到会", "本人没有到会：请假并派员、请假未派员、缺席。"],
    ["linked", "任务入督率", "项", "能找到对应督查事项的任务", "会议任务", "按布置任务的会议所在年度。"],
    ["done", "任务完成率", "项", "已完成的任务", "会议任务", "完成日期不晚于数据截至日。"],
    ["done_on_time", "任务按期完成率", "项", "按期完成的任务", "会议任务", "没有时限的任务，完成即算按期。"]
  ],
  satisfaction: [
    ["satisfied", "满意率", "份", "非常满意和满意", "有效评价（不含不了解）", "只用电话问询和问卷调查。"],
    ["unhappy", "不满意占比", "份", "不满意和非常不满意", "有效评价（不含不了解）", "只用电话问询和问卷调查。"],
    ["handled", "意见办理率", "件", "已办理", "收到的意见建议", "五个渠道合计，不进入满意率。"],
    ["rectified", "整改率", "件", "已完成整改（按期和逾期）", "通报的突出问题", "历年通报的都计。"],
    ["rectified_on_time", "按期整改率", "件", "按期完成整改", "已完成或已过时限的突出问题", "整改时限当日完成算按期。"]
  ]
};
