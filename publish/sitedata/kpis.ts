/** One of the indicators that the office asks for, and where a reader finds it. */
export interface Kpi {
  /** K01 and on, as the requirements number them. */
  id: string;
  name: string;
  /** The measures that carry it, each with numerator and denominator on 口径说明. */
  measures: readonly string[];
  /** Where it stands by unit or as a list, and the words it stands under, if it is no measure of the whole city. */
  place?: {page: string; words: string};
  /** What of it the data do not hold; 口径说明 says this sentence. */
  lacks?: string;
}

/** Every indicator, in the order of its number; a test walks the list through the built pages. */
export const KPIS: readonly Kpi[] = [
  {id: "K01", name: "应考人数", measures: ["due"]},
  {id: "K02", name: "申报率", measures: ["declared"]},
  {id: "K03", name: "考核完成率", measures: ["assessed"]},
  {id: "K04", name: "备案率", measures: ["assessed_filed", "filed"]},
  {id: "K05", name: "优秀率、合格率、不合格率", measures: ["excellent", "qualified", "unqualified"]},
  {id: "K06", name: "初评—终评一致率", measures: ["agreed"]},
  {id: "K07", name: "应停发、应取消", measures: ["suspended", "cancelled"]},
  {
    id: "K08",
    name: "兑现率",
    measures: ["paid"],
    lacks: "待遇兑现率：台账只登记是否兑现，没有兑现日期，本年度的待遇下一年才兑现，所以列的是上年度考核的。"
  },
  {
    id: "K09",
    name: "流失率（管理期内）",
    measures: ["left"],
    lacks:
      "流失率：名单只登记现状，没有离岗日期，分不出是哪一年离岗，也看不出调出以后是否仍在本市，所以按现状算，不与上年比。"
  },
  {id: "K10", name: "重大事项及时报告率", measures: ["reported"]},
  {id: "K11", name: "会议召开率", measures: ["windows"]},
  {id: "K12", name: "参会率", measures: ["attended", "in_person"]},
  {id: "K13", name: "规范请假率", measures: ["proper_leave"]},
  {
    id: "K14",
    name: "任务入督率",
    measures: ["linked"],
    lacks: "任务入督率：台账没有分出重点任务，按全部会议任务算。"
  },
  {id: "K15", name: "督查办结率", measures: ["closed"], place: {page: "inspections", words: "按镇（街道）"}},
  {id: "K16", name: "按期办结率", measures: ["on_time"], place: {page: "inspections", words: "未定时限"}},
  {id: "K17", name: "销号率", measures: ["verified"]},
  {id: "K18", name: "逾期数、平均逾期天数", measures: ["overdue"], place: {page: "inspections", words: "平均逾期"}},
  {id: "K19", name: "暗访占比、类别和对象覆盖", measures: ["unannounced", "categories", "covered", "villages"]},
  {id: "K20", name: "核减率", measures: ["refused"], place: {page: "bonus", words: "从申报到计分"}},
  {id: "K21", name: "加分合计、封顶损失", measures: ["bonus", "cap_loss", "capped"]},
  {id: "K22", name: "零申报单位数", measures: ["silent"]},
  {id: "K23", name: "位次变化", measures: [], place: {page: "bonus", words: "位次变化"}},
  {
    id: "K24",
    name: "有效回收率",
    measures: ["valid"],
    lacks: "有效回收率：台账只有收回的评价，没有拨打数和发放数，只能算收回的评价里有多少有效。"
  },
  {
    id: "K25",
    name: "满意率",
    measures: ["satisfied", "satisfied_basic"],
    place: {page: "satisfaction", words: "95%区间"}
  },
  {id: "K26", name: "满意度得分", measures: [], place: {page: "satisfaction", words: "满意度得分"}},
  {id: "K27", name: "不满意件数、整改率", measures: ["unhappy", "rectified", "rectified_on_time"]},
  {
    id: "K28",
    name: "热线接听与办理率",
    measures: ["hotline", "handled"],
    lacks: "热线接听率：没有来电和接听的记录，只有办理率。"
  },
  {id: "K29", name: "数据质量问题数", measures: [], place: {page: "quality", words: "错误"}},
  {id: "K30", name: "未签批数", measures: ["unsigned"], place: {page: "bonus", words: "待组长签批"}}
];
