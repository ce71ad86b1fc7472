import type {City} from "./city.ts";

/** Outlets by which the level is known where a claim leaves it out. */
export const OUTLET_LEVELS: Readonly<Record<string, string>> = {
  示例日报: "海城市级",
  北岸日报: "鞍山市级",
  示例省日报: "省级"
};

/** Returns the workspace's `hengcai.yaml`: every year but the last is signed. */
export function configText({sizes, years}: City): string {
  const signed = years.filter(year => `${year + 1}-01-20` <= sizes.asOf);
  return `# 衡才工作区配置。示例市是虚构的城市，全部单位、人员和数据均为程序生成。
city: 示例市
# 数据截止日期：系统中的“今天”一律指这一天
as_of: ${sizes.asOf}
# 执行的制度：单位四项制度（2021年10月29日起）、引进人才考核办法（2022年1月1日起）
policies: [haicheng-2021-2, liaocheng-2022-15]

# 制度条文有两种读法的，由办公室裁定；未裁定的按默认读法
readings:
  title_above: # 正高级视同达到副高级
    option: at_least
    decided_by: 市委人才工作领导小组办公室
    decided_on: 2022-01-10
    reason: 引进的人才职称越高越应当计分，正高级不能反而不算

# 谁与谁一起排名
groups:
  镇（街道）: [镇, 街道]
  开发区: [开发区]
  成员单位: [成员单位]

# 人才类别的规范写法
categories: [A类, B类, C类, D类, E类]
# 称职、不称职等旧词不自动对应等次，确需对应时在此写明
grade_words: {}

thresholds:
  min_cell: 5 # 少于此数的单元格不显示
  min_ratings: 30 # 满意率至少要有这么多份有效评价才画图
  satisfied_share: "0.80" # 满意率低于此数提示
  report_days: 15 # 重大事项应在几日内报告
  due_soon_days: 3 # 督办时限前几日提示
  excellent_reference: null # 优秀比例参考线，制度未设，不画

# 满意度得分的折算，办公室自定，与满意率分开
satisfaction_index: {非常满意: 100, 满意: 80, 基本满意: 60, 不满意: 30, 非常不满意: 0}

# 级别一栏空着时，按媒体名称定级
outlets: {${Object.entries(OUTLET_LEVELS)
    .map(([outlet, level]) => `${outlet}: ${level}`)
    .join(", ")}}

publish:
  public: false # 不对外公开
  bulletin: # 通报里办公室自己的话
    requirements:
      - 各单位逐条核对本单位的申报和签批材料，材料不全的在下一次调度会议以前补齐。
      - 有超期事项的单位一个月内办结，并报市委人才工作领导小组办公室销号。
  years: # 已经组长签批的年度
${signed
  .map(
    year =>
      `    ${year}: {signed_on: ${year + 1}-01-20, doc_no: 示人才组〔${year + 1}〕3号, objections_until: ${year + 1}-01-27}`
  )
  .join("\n")}
`;
}
