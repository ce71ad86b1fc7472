import {rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, describe, expect, test} from "vitest";
import {openContext} from "../../cli/context.ts";
import {openResults} from "../../cli/stages.ts";
import type {Row} from "../../loaders/database.ts";
import {makeWorkspace} from "../cli/hengcai.ts";

/** A city of one file a dataset, small enough to see what each cell does. */
const CITY: Readonly<Record<string, string>> = {
  "hengcai.yaml": "city: 小城\nas_of: 2025-12-31\nthresholds: {min_cell: 1}\n",
  units: `单位编码,单位名称,单位类别,建制序
101,青禾镇,镇,1
102,白塔镇,镇,2
103,石桥镇,镇,3
104,柳林镇,镇,4
201,东山区,县市区,1
`,
  talents: `人才编号,人才类别,申报类型,县市区,所在单位,认定日期,管理期起,管理期止
T-1,A类,创新类,东山区,示例公司,2022-01-01,2022-01-01,2027-12-31
T-2,B类,创新类,东山区,示例公司,2022-02-01,2022-02-01,2027-12-31
`,
  assessments: `人才编号,考核年度,县级考评等次,县级考评日期,考核等次,备案日期
T-1,2025,合格,2025-11-01,合格,2025-12-01
T-2,2025,合格,2025-11-01,合格,2025-12-01
`,
  claims: `申报编号,申报单位,加分项目,加分事项,发生日期,级别,稿件编号,媒体名称,审核结论,审核日期,签批日期
S-1,青禾镇,R4,甲稿,2025-03-01,鞍山市级,A1,日报,通过,2025-04-01,2025-05-01
S-2,青禾镇,R4,乙稿,2025-03-02,海城市级,A2,周报,通过,2025-04-01,2025-05-01
S-3,白塔镇,R4,丙稿,2025-03-03,鞍山市级,A3,晚报,通过,2025-04-01,2025-05-01
`,
  inspections: `督查编号,督查事项,事项类别,督查方式,督查对象,组长签批日期,实地日期,通知单编号,通知单日期,办结时限,核实日期,销号日期
D-1,政策落实,1,随机抽查,青禾镇,2025-03-01,2025-03-05,T1,2025-03-10,2025-04-10,2025-04-08,2025-04-10
`,
  meetings: `会议编号,会议名称,召开日期,会议类型
M-1,一次调度会,2025-02-10,定期
`,
  attendance: `会议编号,单位,参会类别,状态
M-1,青禾镇,2,到会
M-1,白塔镇,2,到会
`,
  tasks: `任务编号,会议编号,任务内容,责任单位,完成时限,完成日期
W-1,M-1,补贴发放,青禾镇,2025-03-31,2025-03-31
`,
  ratings: `评价编号,评价日期,评价渠道,评价对象,评价内容,满意度
P-1,2025-05-01,电话问询,青禾镇,P1,满意
P-2,2025-05-02,问卷调查,青禾镇,P1,非常满意
`,
  opinions: `意见编号,收到日期,渠道,涉及单位
Y-1,2025-05-01,服务热线,青禾镇
Y-2,2025-05-02,服务热线,青禾镇
`,
  rectifications: `问题编号,被通报单位,通报日期,整改时限,整改完成日期
Z-1,青禾镇,2025-05-01,2025-06-01,2025-05-20
`,
  reports: `报告编号,单位,报告类型,事项日期,报告日期
B-1,青禾镇,工作调动,2025-05-01,2025-05-10
`,
  base_scores: `考核年度,单位,基础分
2025,青禾镇,80
2025,白塔镇,81
2025,石桥镇,82
`,
  decisions: `裁定编号,对象,字段,改为,事由,裁定人,裁定日期
C-1,claims/S-2,级别,海城市级,核对原件,市委人才办,2025-12-01
`
};

/** Dataset, the cell before and after, the published number, and its value before and after. */
const CHANGES: readonly [string, string, string, string, unknown, unknown][] = [
  [
    "units",
    "104,柳林镇,镇",
    "104,柳林镇,村",
    "SELECT COUNT(*) AS n FROM score.bonus_ranking WHERE year = 2025 AND basis = 'signed'",
    4,
    3
  ],
  [
    "talents",
    "2022-02-01,2022-02-01,2027-12-31",
    "2022-02-01,2022-02-01,2024-12-31",
    "SELECT due AS n FROM score.grade_distribution WHERE year = 2025 AND dimension = 'overall'",
    2,
    1
  ],
  [
    "assessments",
    "2025-11-01,合格,2025-12-01\nT-2",
    "2025-11-01,优秀,2025-12-01\nT-2",
    "SELECT excellent AS n FROM score.grade_distribution WHERE year = 2025 AND dimension = 'overall'",
    0,
    1
  ],
  [
    "claims",
    "2025-03-03,鞍山市级",
    "2025-03-03,海城市级",
    "SELECT total AS n FROM score.bonus_ranking WHERE year = 2025 AND basis = 'signed' AND unit_id = '102'",
    500,
    200
  ],
  [
    "inspections",
    "2025-04-08,2025-04-10",
    "2025-04-08,2025-04-11",
    "SELECT closed_on_time AS n FROM score.inspection_summary WHERE unit_id = '101'",
    1,
    0
  ],
  [
    "meetings",
    "2025-02-10",
    "2025-03-10",
    'SELECT held AS n FROM score.meeting_windows WHERE year = 2025 AND "window" = 1',
    true,
    false
  ],
  [
    "attendance",
    "青禾镇,2,到会",
    "青禾镇,2,缺席",
    "SELECT present AS n FROM score.attendance_summary WHERE unit_id = '101'",
    1,
    0
  ],
  [
    "tasks",
    "2025-03-31,2025-03-31",
    "2025-03-31,2025-04-01",
    "SELECT done_on_time AS n FROM score.task_funnel WHERE unit_id = '101'",
    1,
    0
  ],
  [
    "ratings",
    "P1,满意",
    "P1,不满意",
    "SELECT satisfied AS n FROM score.satisfaction WHERE unit_id = '101' AND item = 'all'",
    1,
    0
  ],
  [
    "opinions",
    "2025-05-02,服务热线",
    "2025-05-02,走访调研",
    "SELECT COUNT(*) AS n FROM core.opinions WHERE channel = '服务热线'",
    2,
    1
  ],
  [
    "rectifications",
    "2025-06-01,2025-05-20",
    "2025-06-01,2025-06-20",
    "SELECT state AS n FROM score.rectification_status",
    "完成",
    "逾期完成"
  ],
  // 0.5 for the one, 0.2 for the other; at the higher level 0.5 for each.
  [
    "decisions",
    "claims/S-2,级别,海城市级",
    "claims/S-2,级别,省级",
    "SELECT total AS n FROM score.bonus_ranking WHERE year = 2025 AND basis = 'signed' AND unit_id = '101'",
    700,
    1000
  ],
  [
    "reports",
    "2025-05-01,2025-05-10",
    "2025-05-01,2025-05-20",
    "SELECT on_time AS n FROM score.report_lag WHERE unit_id = '101'",
    1,
    0
  ],
  [
    "base_scores",
    "2025,石桥镇,82",
    "2025,石桥镇,84.5",
    "SELECT total AS n FROM score.total_ranking WHERE year = 2025 AND unit_id = '103'",
    82_000,
    84_500
  ]
];

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, {recursive: true, force: true});
});

/**
 * Cells are changed several at a time, each in other rounds than any other: the binary digits of its number say in which. A published
 * number that goes with one cell in every round depends on that cell, and on none of the others.
 */
const ROUNDS = [0, 1, 2, 3];
const changedIn = (round: number, cell: number): boolean => ((cell + 1) >> round) % 2 === 1;

describe("a published number", () => {
  const pathOf = (name: string) => (name.includes(".") ? name : `${name}/${name}.csv`);
  const folder = makeWorkspace(Object.fromEntries(Object.entries(CITY).map(([name, text]) => [pathOf(name), text])));
  made.push(folder);
  const before = CHANGES.map(([, , , , value]) => value);

  test("is what the sources say", async () => {
    expect(await answers(folder)).toEqual(before);
  });

  test.each(ROUNDS)("follows its own source cell, and no other, in round %i", async round => {
    for (const [i, [dataset, from, to]] of CHANGES.entries()) {
      const text = CITY[dataset]!;
      expect(text.split(from)).toHaveLength(2);
      writeFileSync(join(folder, pathOf(dataset)), changedIn(round, i) ? text.replace(from, to) : text);
    }
    expect(await answers(folder)).toEqual(CHANGES.map((change, i) => change[changedIn(round, i) ? 5 : 4]));
  });

  test("is as before when every cell is", async () => {
    for (const [dataset] of CHANGES) writeFileSync(join(folder, pathOf(dataset)), CITY[dataset]!);
    expect(await answers(folder)).toEqual(before);
  });

  test("is tried for a cell of every dataset of the contracts, each told from all others by its rounds", () => {
    const tried = new Set(CHANGES.map(([dataset]) => dataset));
    expect(Object.keys(CITY).filter(name => !name.includes(".") && !tried.has(name))).toEqual([]);
    expect(tried.size).toBe(14);
    const rounds = CHANGES.map((_, i) => ROUNDS.filter(round => changedIn(round, i)).join());
    expect(new Set(rounds).size).toBe(CHANGES.length);
    expect(rounds).not.toContain("");
  });
});

/** Brings the workspace up to date as every command does, and returns the one value that each change's query yields. */
async function answers(workspace: string): Promise<unknown[]> {
  const db = await openResults(openContext({workspace, out: "unused", json: true}));
  try {
    const found: unknown[] = [];
    for (const [, , , sql] of CHANGES) {
      const rows = await db.all<Row>(sql);
      expect(rows).toHaveLength(1);
      found.push(rows[0]!.n);
    }
    return found;
  } finally {
    db.close();
  }
}
