import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {loadWorkspace, makeWorkspace, writeFiles} from "./workspace.ts";

/** Words that must be in no byte of what a load writes; each is planted in one restricted place. */
const PLANTED = {
  name: "欧阳测试甲",
  id: "11010519491231002X",
  phone: "13912345678",
  home: "测试巷甲七号",
  subject: "引进欧阳测试乙博士",
  badRule: "引进欧阳测试丙博士",
  opinion: "欧阳测试丁的意见",
  secretTitle: "绝密议题欧阳测试戊",
  secretTask: "绝密任务欧阳测试己",
  decided: "欧阳测试庚",
  decidedSubject: "引进欧阳测试辛博士",
  madeR1: "培养欧阳测试壬博士",
  badSignIn: "欧阳测试癸已签到",
  decidedNowhere: "欧阳测试子",
  misplacedId: "110105194912310038"
};

const FILES = {
  "talents/a.csv": `人才编号,姓名,身份证号,性别,手机,家庭住址,人才类别,申报类型,县市区,所在单位,认定日期
T1,${PLANTED.name},${PLANTED.id},男,${PLANTED.phone},${PLANTED.home},A类,创新类,U1,U1,2020-01-01
T1,${PLANTED.name},${PLANTED.id},男,${PLANTED.phone},${PLANTED.home},A类,创新类,U2,U1,2020-01-01
${PLANTED.misplacedId},某,,男,,,A类,创新类,U2,U1,2020-01-01
`,
  "claims/a.csv": `申报编号,申报单位,加分项目,加分事项,发生日期
S1,U1,R1,${PLANTED.subject},2025-01-01
S2,U1,看不懂,${PLANTED.badRule},2025-01-01
S3,U1,R4,${PLANTED.madeR1},2025-01-01
S4,U1,R3,公开的活动,2025-01-01
`,
  "opinions/a.csv": `意见编号,收到日期,渠道,意见内容\nO1,2025-01-01,意见箱,${PLANTED.opinion}\n`,
  "meetings/a.csv": `会议编号,会议名称,召开日期,密级
H1,${PLANTED.secretTitle},2025-01-01,秘密
H2,公开的会议,2025-01-01,无
`,
  "attendance/a.csv": `会议编号,单位,状态,签到时间\nH1,U1,到会,${PLANTED.badSignIn}\nH2,U1,到会,\n`,
  "tasks/a.csv": `任务编号,会议编号,任务内容,责任单位
K1,H1,${PLANTED.secretTask},U1
K2,H2,公开的任务,U1
`,
  "decisions/a.csv": `裁定编号,对象,字段,改为,事由,裁定人,裁定日期
C1,talents/T1,姓名,${PLANTED.decided},更正,主任,2025-06-01
C2,claims/S1,加分事项,${PLANTED.decidedSubject},更正,主任,2025-06-01
C3,claims/S3,加分项目,R2,更正,主任,2025-06-01
C4,talents/T1,身份证号,${PLANTED.id},更正,主任,2025-06-01
C5,claims/S4,联系人姓名,${PLANTED.decidedNowhere},更正,主任,2025-06-01
`
};

test("nothing restricted is in any byte of what a load writes, nor after a second one", async () => {
  const workspace = makeWorkspace(FILES);
  const first = await loadWorkspace(workspace);
  const second = await loadWorkspace(workspace, "", {previous: first.file});
  expect(second.report.files.read).toBe(1);
  const folder = join(workspace, ".hengcai");
  expect(readdirSync(folder).length).toBeGreaterThanOrEqual(2);
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    expect(bytes.includes("公开的"), `${name} shows what may be stored`).toBe(true);
    for (const [what, text] of Object.entries(PLANTED)) {
      expect(bytes.includes(text), `${what} in ${name}`).toBe(false);
      expect(bytes.includes(Buffer.from(text, "utf16le")), `${what} in ${name}`).toBe(false);
    }
  }
});

test("the detector finds what is stored in the open, so that the test above means something", async () => {
  const workspace = makeWorkspace({
    ...FILES,
    "claims/b.csv": `申报编号,申报单位,加分项目,加分事项,发生日期\nS9,U1,R4,${PLANTED.name},2025-01-01\n`
  });
  const {file} = await loadWorkspace(workspace);
  expect(readFileSync(file).includes(PLANTED.name)).toBe(true);
});

test("rows of secret meetings are rejected with all that names them, and told by number only", async () => {
  const {query, issues} = await loadWorkspace(makeWorkspace(FILES));
  expect(await query("SELECT meeting_id FROM core.meetings")).toEqual([{meeting_id: "H2"}]);
  expect(await query("SELECT meeting_id FROM core.attendance")).toEqual([{meeting_id: "H2"}]);
  expect(await query("SELECT task_id FROM core.tasks")).toEqual([{task_id: "K2"}]);
  expect(await issues("file LIKE 'meetings%' OR file LIKE 'attendance%' OR file LIKE 'tasks%'")).toEqual([
    "attendance/a.csv:2 会议编号 secret_content error",
    "meetings/a.csv:2 密级 out_of_range error",
    "tasks/a.csv:2 会议编号 secret_content error"
  ]);
});

test("a meeting that becomes secret takes its unchanged tasks along", async () => {
  const open = {...FILES, "meetings/a.csv": FILES["meetings/a.csv"].replace("秘密", "无")};
  const workspace = makeWorkspace(open);
  const before = await loadWorkspace(workspace);
  expect(await before.query("SELECT task_id FROM core.tasks")).toHaveLength(2);
  writeFiles(workspace, {"meetings/a.csv": FILES["meetings/a.csv"]});
  const after = await loadWorkspace(workspace, "", {previous: before.file});
  expect(await after.query("SELECT task_id FROM core.tasks")).toEqual([{task_id: "K2"}]);
  expect(readFileSync(after.file).includes(PLANTED.secretTask)).toBe(false);
});

test("a decision on personal data is refused, and its value kept nowhere", async () => {
  const {query, issues} = await loadWorkspace(makeWorkspace(FILES));
  expect(await query("SELECT decision_id, value FROM core.decisions")).toEqual([
    {decision_id: "C1", value: null},
    {decision_id: "C2", value: null},
    {decision_id: "C3", value: "R2"},
    {decision_id: "C4", value: null},
    {decision_id: "C5", value: null}
  ]);
  expect(await query("SELECT rule, subject FROM core.claims WHERE claim_id = 'S3'")).toEqual([
    {rule: "R2", subject: null}
  ]);
  expect(await issues("code = 'secret_content' AND file LIKE 'decisions%'")).toEqual([
    "decisions/a.csv:3 改为 secret_content error"
  ]);
});

test("a talent that is there takes no decision on personal data either", async () => {
  const talents = FILES["talents/a.csv"].split("\n").slice(0, 2).join("\n");
  const {issues} = await loadWorkspace(makeWorkspace({...FILES, "talents/a.csv": `${talents}\n`}));
  expect(await issues("code = 'secret_content' AND file LIKE 'decisions%'")).toEqual([
    "decisions/a.csv:2 字段 secret_content error",
    "decisions/a.csv:3 改为 secret_content error",
    "decisions/a.csv:5 字段 secret_content error"
  ]);
});
