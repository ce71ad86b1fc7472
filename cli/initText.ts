/** The policies of a workspace where none are named. */
export const USUAL_POLICIES = ["haicheng-2021-2", "liaocheng-2022-15"];

/** What stands in the place of the city's name in a new workspace: nothing may be signed under it. */
export const NO_CITY = "某某市";

/** Returns the text of a new workspace's configuration, which works as it is once the city has its name. */
export function configText(asOf: string, policies: readonly string[] = USUAL_POLICIES): string {
  return `# 衡才工作区配置。井号后面是说明；请用“记事本”等打开，存为 UTF-8。
# 必须改的只有 city 和 as_of 两项，其余可以先不动。

# 城市名，出现在各种标题里
city: ${NO_CITY}

# 数据截至日期：系统中的“今天”一律指这一天，逾期、年度、效期都按它计算
as_of: ${asOf}

# 执行的制度：内置的写名字；本地另有规定的，写规则文件在工作区里的位置，如 制度/我市.yaml
# haicheng-2021-2：单位四项制度（激励奖励、督查督办、调度会议、满意度评价）
# liaocheng-2022-15：引进人才年度考核
policies: [${policies.join(", ")}]

# 制度条文有两种读法的，由办公室裁定后写在这里；不写的按默认读法（站点“口径说明”页列出全部）；reason 是理由，会印在那一页上
readings: {}
#  title_above: {option: at_least, decided_by: 市委人才办, decided_on: 2025-01-10, reason: 正高级高于副高级}

# 谁与谁一起排位次：组名: [单位类别, …]；不在任何组里的单位不参加排位次
# 单位类别有 镇、街道、开发区、成员单位、市直部门、村、社区、县市区、功能区、用人单位
groups:
  镇（街道）: [镇, 街道]
  开发区: [开发区]
  成员单位: [成员单位]

# 人才类别的规范写法
categories: [A类, B类, C类, D类, E类]

# 等次的旧称算哪一等；不写的，旧称作为问题列出
grade_words: {}
#  称职: 合格
#  不称职: 不合格

thresholds:
  min_cell: 5 # 公开时少于此数的单元格不显示
  min_ratings: 30 # 至少有这么多份有效评价才画满意率图
  satisfied_share: "0.80" # 满意率低于此数时提示
  report_days: 15 # 重大事项应在几日内报告
  due_soon_days: 3 # 督办时限前几日提示
  excellent_reference: null # 优秀比例参考线，如 "0.20"；null 为不画

# 提醒从何时起发出；文件没有写天数，都由办公室自定，不写的用下列数
alerts: {}
#  window_days: 15 # 双月期满前几日，还没有开调度会议的先提醒
#  minutes_days: 10 # 会后几日内应有纪要
#  link_days: 15 # 会后几日内任务应列入督查
#  explain_days: 5 # 逾期几日内应有情况说明
#  close_days: 15 # 反馈后几日内应核实、销号
#  term_days: 90 # 管理期满前几日提醒
#  county_days: 30 # 单位意见后几日内县级应考评
#  unhappy_ratings: 3 # 一个季度不满意达到几件时提醒
#  satisfied_fall: "0.05" # 满意率比上年下降达到多少时提醒
#  source_days: 45 # 一类台账几日没有新记录时提醒
#  rows_fall: "0.20" # 行数比上次读入减少达到多少时提醒

# 满意度得分的折算，由办公室自定，与满意率分开
satisfaction_index: {非常满意: 100, 满意: 80, 基本满意: 60, 不满意: 30, 非常不满意: 0}

# 加分申报的级别一栏空着时，按媒体名称定级
outlets: {}
#  某某日报: 海城市级

# 个别数据集的读法：sheets 只读这些工作表；fill_down 这些列的合并单元格向下填充
datasets: {}
#  claims: {sheets: [台账], fill_down: [申报单位]}

publish:
  public: false # 改成 true 才生成对外公开的版本，且只含已签批的年度
  years: {} # 已签批的年度
#    2024: {signed_on: 2025-01-20, doc_no: 〔2025〕3号, objections_until: 2025-01-27}
  # bulletin: # 通报和告知单里办公室自己的话；不写的按惯例
  #   issuer: 市委人才工作领导小组办公室 # 署名
  #   recipients: 各镇（街道），各成员单位 # 主送
  #   requirements: [下步要求的第一段。, 第二段。]
  #   objections: 写明理由，报市委人才工作领导小组办公室 # 接在“请于某日以前”之后
`;
}

/** Returns the text of a note for those who open the folder, as 记事本 reads it. */
export function readmeText(datasets: readonly {name: string; title: string}[]): string {
  const width = Math.max(...datasets.map(({name}) => name.length));
  const lines = [
    "把各单位报来的表（.xlsx、.xls、.csv）放进下面对应的文件夹，文件名随意，可以再分子文件夹：",
    "",
    ...datasets.map(({name, title}) => `  ${name.padEnd(width)}  ${title}${name === "units" ? "（必须有）" : ""}`),
    "",
    "没有现成的表，就打开“模板”文件夹里的模板，填好后另存到对应的文件夹；留在“模板”里的不读。",
    "城市名和数据截至日期在 hengcai.yaml 里填写。",
    "检查：hengcai check --workspace 本文件夹",
    "生成：hengcai build --workspace 本文件夹",
    ".hengcai 文件夹（读入之后才有）里有密钥，不要发给任何人。"
  ];
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}
