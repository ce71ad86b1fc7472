import {DISPOSITIONS} from "../../publish/words.ts";

/** A query that answers a question an office asks. */
export interface Example {
  title: string;
  /** What the answer is good for, and how to change the query. */
  says: string;
  sql: string;
}

/** Returns the examples, about the year given where a year must be named. */
export function queryExamples(year: number): Example[] {
  return [
    {
      title: "各组前三名",
      says: "改年度、组别或名次即可。signed 是已签批的正式口径。",
      sql: `SELECT "group" AS 组别, rank AS 位次, unit_name AS 单位, total AS 合计, change AS 位次变化
FROM bonus_ranking
WHERE year = ${year} AND basis = 'signed' AND rank <= 3
ORDER BY "group", rank, unit_id`
    },
    {
      title: "得分怎样分布",
      says: "每 0.5 分一档，各有几个单位。",
      sql: `SELECT CAST(total * 10 AS INTEGER) // 5 * 0.5 AS 合计不低于, count(*) AS 单位数
FROM bonus_ranking
WHERE year = ${year} AND basis = 'signed'
GROUP BY 1
ORDER BY 1`
    },
    {
      title: "哪些单位因封顶少计最多",
      says: "封顶扣减是超过上限、没有计入的分值。",
      sql: `SELECT r.unit_name AS 单位, s.rule_id AS 规则, s.raw AS 封顶前得分, s.points AS 得分, s.cap_loss AS 封顶扣减
FROM bonus_scores AS s
JOIN bonus_ranking AS r USING (year, basis, unit_id)
WHERE s.year = ${year} AND s.basis = 'signed' AND s.cap_loss > 0
ORDER BY s.cap_loss DESC, s.unit_id, s.rule_id
LIMIT 20`
    },
    {
      title: "各条规则历年给了多少分",
      says: "得分与封顶扣减按年度、规则相加。",
      sql: `SELECT year AS 年度, rule_id AS 规则, sum(items) AS 计分项数, sum(points) AS 得分, sum(cap_loss) AS 封顶扣减
FROM bonus_scores
WHERE basis = 'signed'
GROUP BY year, rule_id
ORDER BY year, rule_id`
    },
    {
      title: "申报为什么没有计分",
      says: "认定结果写成中文，按条数排列。",
      sql: `SELECT ${dispositionCase()} AS 认定结果,
  count(*) AS 申报数, sum(points) AS 计入分值
FROM bonus_ledger
WHERE year = ${year} AND basis = 'signed'
GROUP BY disposition
ORDER BY 申报数 DESC, disposition`
    },
    {
      title: "申报集中在哪几个月",
      says: "按发生日期逐月计数，结果可以看折线。",
      sql: `SELECT CAST(date_trunc('month', event_on) AS DATE) AS 月份, count(*) AS 申报数
FROM bonus_ledger
WHERE basis = 'claimed' AND event_on IS NOT NULL
GROUP BY 1
ORDER BY 1`
    },
    {
      title: "逾期未结的督查事项",
      says: "逾期最久的在前；单位名称取名录里最近的一个。",
      sql: `SELECT i.inspection_id AS 督查编号, u.name AS 单位, i.due_on AS 办结时限, i.overdue_days AS 逾期天数, i.explained AS 已作说明
FROM inspection_status AS i
LEFT JOIN (${UNIT_NAMES}) AS u USING (unit_id)
WHERE i.state = '逾期'
ORDER BY i.overdue_days DESC, i.inspection_id, i.unit_id`
    },
    {
      title: "各单位按期办结率",
      says: "分母是已到时限的督办通知单；率后面总跟着分子、分母。",
      sql: `SELECT u.name AS 单位, s.closed_on_time AS 按期办结, s.closed_on_time + s.closed_late + s.overdue AS 已到时限,
  round(100.0 * s.closed_on_time / (s.closed_on_time + s.closed_late + s.overdue), 1) AS 按期办结率
FROM inspection_summary AS s
LEFT JOIN (${UNIT_NAMES}) AS u USING (unit_id)
WHERE s.year = ${year} AND s.closed_on_time + s.closed_late + s.overdue > 0
ORDER BY 按期办结率, s.unit_id`
    },
    {
      title: "历年考核等次",
      says: "全市已备案人数和三个等次；人数过少而隐去的行不在内。",
      sql: `SELECT year AS 年度, due AS 应考, filed AS 已备案, excellent AS 优秀, qualified AS 合格, unqualified AS 不合格,
  round(100.0 * excellent / nullif(filed, 0), 1) AS 优秀占比
FROM grade_distribution
WHERE dimension = 'overall' AND NOT suppressed
ORDER BY year`
    },
    {
      title: "谁缺席调度会议最多",
      says: "请假而未派员的，制度视为缺席。",
      sql: `SELECT u.name AS 单位, a.expected AS 应到, a.leave + a.absent AS 缺席, a.late AS 迟到
FROM attendance_summary AS a
LEFT JOIN (${UNIT_NAMES}) AS u USING (unit_id)
WHERE a.year = ${year} AND a.leave + a.absent > 0
ORDER BY 缺席 DESC, a.unit_id`
    },
    {
      title: "哪些单位的服务评价最低",
      says: "满意及以上占有效评价的比例；人数过少的已隐去。",
      sql: `SELECT u.name AS 单位, s.n AS 有效评价, s.very_satisfied + s.satisfied AS 满意及以上,
  round(100.0 * (s.very_satisfied + s.satisfied) / s.n, 1) AS 满意率
FROM satisfaction AS s
LEFT JOIN (${UNIT_NAMES}) AS u USING (unit_id)
WHERE s.year = ${year} AND s.item = 'all' AND s.n > 0
ORDER BY 满意率, s.unit_id
LIMIT 15`
    },
    {
      title: "整改到哪一步了",
      says: "通报的问题按年份、状态计数。",
      sql: `SELECT year(notified_on) AS 通报年份, state AS 状态, count(*) AS 问题数
FROM rectification_status
GROUP BY ALL
ORDER BY 通报年份, 状态`
    },
    {
      title: "条款换一种理解，多少单位变位次",
      says: "每个疑义改用另一选项时，位次变动的单位数。",
      sql: `SELECT e.reading_id AS 疑义, e."option" AS 改用, r.meaning AS 含义,
  count(*) FILTER (e.rank_change <> 0) AS 位次变动单位, max(abs(e.rank_change)) AS 最多变动位数
FROM reading_effects AS e
JOIN readings AS r USING (reading_id, "option")
WHERE e.year = ${year}
GROUP BY ALL
ORDER BY 位次变动单位 DESC, 疑义, 改用`
    },
    {
      title: "哪些文件退回的行最多",
      says: "连同接受的行数；为什么退回见 issues 表。",
      sql: `SELECT file AS 文件, sheet AS 工作表, accepted AS 接受, rejected AS 退回
FROM load_report
WHERE rejected > 0
ORDER BY rejected DESC, file, sheet`
    },
    {
      title: "用中文表名和字段名",
      says: "每张表都有一个中文名的视图，字段也是中文名。",
      sql: `SELECT 位次, 单位, 合计, 位次变化
FROM 绩效加分位次
WHERE 年度 = ${year} AND 口径 = 'signed' AND 位次 <= 5
ORDER BY 组别, 位次, 单位编码`
    },
    {
      title: "哪张表里有“逾期”",
      says: "在数据字典里找字段。",
      sql: `SELECT 数据表名称, 数据表, 字段, 字段名称, 说明
FROM 数据字典
WHERE 字段名称 LIKE '%逾期%' OR 说明 LIKE '%逾期%'
ORDER BY 数据表, 字段`
    }
  ];
}

/** The name each unit has had last. */
const UNIT_NAMES =
  "SELECT unit_id, arg_max(name, coalesce(valid_from, DATE '1900-01-01')) AS name FROM units GROUP BY unit_id";

function dispositionCase(): string {
  const cases = Object.entries(DISPOSITIONS).map(([code, {word}]) => `    WHEN '${code}' THEN '${word}'`);
  return ["CASE disposition", ...cases, "    ELSE disposition", "  END"].join("\n");
}
