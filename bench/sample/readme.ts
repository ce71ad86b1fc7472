import {maybeContract} from "../../loaders/contracts/index.ts";
import type {City} from "./city.ts";
import type {Encoding} from "./encode.ts";
import type {OfficeFile} from "./office.ts";
import {truth} from "./truth.ts";
import {officeFiles} from "./workspace.ts";

const ENCODINGS: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "utf-8-bom": "UTF-8 带 BOM",
  "utf-16le": "UTF-16（Unicode 文本）",
  gb18030: "GB18030"
};
const DELIMITERS: Readonly<Record<OfficeFile["delimiter"], string>> = {",": "逗号", "\t": "制表符", ";": "分号"};

/** What each planted fault looks like in the files. */
const FAULTS: Readonly<Record<string, string>> = {
  ambiguous_code: "说不准的词：级别写“市级”、加分项目写“宣传”",
  ambiguous_date: "数字单元格 2025.1、2025.3",
  bad_boolean: "是否一栏写“待定”“存疑”“基本完成”",
  bad_date: "不存在的日期（2025-02-30）、两位年份、“立即”“年底前”",
  bad_encoding: "转码时损坏的字节",
  bad_id: "身份证号校验位不对",
  bad_number: "“三人”“三分”“末位”",
  bad_year: "年度写“2023-2024”",
  conflicting_duplicate: "编号相同、内容不同的行（每组都不装载）",
  duplicate_key: "完全相同的重复行（只计一次）",
  empty_file: "空文件",
  formula_without_value: "没有结果的公式",
  future_date: "截止日以后的审核日期",
  inactive_unit: "单位停用以后的事项",
  lost_precision: "身份证号成了科学计数或丢了尾数",
  many_units: "一格写两个单位",
  merged_cell: "数据区合并单元格",
  missing_companion: "有第九条情形没有文号，有撤销日期没有原因",
  missing_value: "必填的格空着",
  open_file: "正被打开的文件（旁边有 ~$ 锁文件）",
  order_violation: "日期先后颠倒：先实地后签批、暗访先通知等",
  out_of_range: "涉密会议；满意度评价里混入的服务热线",
  quantity_not_one: "一行报3人",
  ragged_row: "比表头多出的格",
  secret_content: "涉密会议的签到",
  unknown_code: "词不在规定范围：F类、较满意、电话督查",
  unknown_header: "规定以外的列",
  unknown_reference: "找不到的会议或督查编号",
  unknown_talent: "名单里没有的人才编号",
  unknown_unit: "名录里没有的单位：青和镇、各镇街",
  unsupported_file: "扫描件 PDF",
  year_mismatch: "年度与发生日期不符"
};

/** Returns the README that stands beside the sample's files: what each is, and how much of each fault is in it. */
export function readmeText(city: City): string {
  const {sheets, issues} = truth(city, {dirt: true});
  const sum = (list: readonly {accepted: number; rejected: number}[]) => ({
    accepted: list.reduce((total, {accepted}) => total + accepted, 0),
    rejected: list.reduce((total, {rejected}) => total + rejected, 0)
  });
  const fileLines = officeFiles(city, {dirt: true}).map(file => {
    const {accepted, rejected} = sum(sheets.filter(sheet => sheet.file === file.path));
    const count = issues.filter(issue => issue.file === file.path).length;
    return `| \`${file.path}\` | ${formOf(file)} | ${accepted} | ${rejected} | ${count} |`;
  });
  const codes = [...new Set(issues.map(issue => issue.code))].sort();
  const faultLines = codes.map(code => {
    const own = issues.filter(issue => issue.code === code);
    const folders = [...new Set(own.map(issue => issue.file.split("/")[0]!))].map(name => maybeContract(name)!.title);
    return `| \`${code}\` | ${FAULTS[code] ?? ""} | ${own.length} | ${folders.join("、")} |`;
  });
  const total = sum(sheets);
  return `# 示例市：示例工作区

这里是一座虚构城市五年（${city.years[0]}—${city.years[city.years.length - 1]}）的人才工作数据，按各单位报送的样子存成文件，供试用、测试和截图。
单位、人员、身份证号、电话、地址、报刊、分值全部由程序生成，不对应任何真实的人或地方；地区码 990101 和 120 开头的手机号都不存在，如有重名纯属巧合。

**In short:** exports of a fictional city as offices would send them: mixed encodings and layouts, and a known number of faulty
rows. Everything is generated from a seed by \`bench/sample/\`; nothing here is about a real person or place. Do not edit by hand:
\`npm run sample\` writes these very bytes again, and a test compares them.

## 怎样生成

\`npm run sample\` 用固定的随机种子写出本目录全部文件（含本说明），同一种子每次逐字节相同，不用时钟和系统随机数。
换一座城市：\`npx tsx bench/sample/main.ts 目录 --seed 7 --units 200 --claims 2000\`；加 \`--clean\` 则不掺任何问题行。

城市里有：26个镇（街道）、3个开发区、28个成员单位（参加排位次），390个村（社区），8个县市区和2个功能区，70家用人单位；
${city.talents.length}名认定人才、${city.assessments.length}条年度考核、${city.claims.length}项加分申报、${city.inspections.length}项督查、${city.meetings.length}次会议、${city.ratings.length}条满意度评价。

特意安排的情形：
- 柳弦街道2023年7月1日并入霁川街道；麦垛镇2024年3月1日更名麦笛镇（名录两行，一个编码）；鹭湾临港产业开发区2023年设立；若干部门有曾用名。
- 2023年7—8月没有开调度会议；市工商业联合会2024年下半年连续缺席。
- 每年约三成单位没有申报，约一成半单位媒体宣传达到封顶，每年一个单位以引才为主；有两个单位申报同一人、同一稿件换标题重报、虚报撤销连带全年、2021年10月29日施行前的事项、2025年四季度尚未审核签批。
- 连续两年不合格、隔年不合格、中间缺备案、第九条各情形、不合格仍兑现、管理期内调出。
- 督办逾期有无情况说明、延期批准在时限前后、暗访先发通知、先实地后签批。
- 没有基础分，所以位次表叫“绩效加分”；2021—2024年已签批，2025年为草案（申报、考核的错误级问题都在2025年）。

## 文件

数据行共 ${total.accepted + total.rejected} 行，应装载 ${total.accepted} 行、不装载 ${total.rejected} 行。“问题”含不影响装载的提示。

| 文件 | 格式 | 装载 | 不装载 | 问题 |
|---|---|---|---|---|
${fileLines.join("\n")}

\`hengcai.yaml\` 是工作区配置，逐项有注释。\`key\` 是示例专用的公开密钥，好让每个人得到相同的化名；
真实的工作区不放这个文件，密钥在首次装载时自动生成并存于 \`.hengcai/\`，不外传。

## 掺入的问题

| 代码 | 样子 | 处数 | 在哪里 |
|---|---|---|---|
${faultLines.join("\n")}

此外各文件照常有标题行、填报单位、截至日期、合计、填表人、每页重复的表头、空行、两级表头、合并单元格、填写说明表、隐藏表、列名别称、
全角数字、五种日期写法、真日期单元格、单位简称和曾用名、“（盖章）”；这些都应正常读入，不算问题。
姓名、身份证号、手机、通讯地址、联系人、意见内容等栏填的是生成的值，装载时一律不保存。
`;
}

function formOf(file: OfficeFile): string {
  if (file.format === "raw") return "不是表格";
  if (file.format === "workbook") {
    const count = file.sheets.filter(sheet => !sheet.aside).length;
    const extra = file.sheets.length - count;
    return `XLSX，${count}个表${extra ? `，另有说明或隐藏表${extra}个` : ""}`;
  }
  return `${ENCODINGS[file.encoding]}，${DELIMITERS[file.delimiter]}分隔，${file.lineEnd === "\n" ? "LF" : "CRLF"}`;
}
