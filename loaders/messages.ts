import type {Field} from "./contract.ts";
import {blotted} from "./idNumber.ts";

/**
 * What a clerk is told: the fault, the value, what would be right. One sentence each, no full stop, so that a list of
 * them reads evenly.
 */
export const messages = {
  // Files
  emptyFile: () => "文件里没有任何内容；请检查是否导出失败，或删除这个文件",
  notWorkbook: (what: string) => `工作簿已损坏，无法读取（${what}）；请用 Excel 或 WPS 打开后另存为 .xlsx`,
  encrypted: () => "工作簿设有打开密码；请用 Excel 或 WPS 打开，去掉密码后重新保存",
  ancientWorkbook: () => "这是 Excel 4.0 或更早的工作簿；请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”",
  legacyHere: () =>
    "这是旧版 Excel 工作簿（.xls），这一页不读；请用 Excel 或 WPS 另存为 .xlsx 后再查，或由办公室用 hengcai check 检查",
  binaryWorkbook: () => "这是二进制工作簿（.xlsb）；请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”",
  externalLinks: () =>
    "工作簿引用了别的工作簿，其中的值无法核实；请在 Excel 或 WPS 的“数据→编辑链接”里断开链接，或把数据以“数值”粘贴到新工作簿，再另存为 .xlsx",
  macros: () => "工作簿里带有宏；请另存为不带宏的“Excel 工作簿（.xlsx）”",
  notTable: (what: string, how: string) => `这个文件其实是${what}，不是表格；${how}`,
  tooLarge: (what: string) => `文件超出可读的大小（${what}）；请拆成几个文件，或检查文件是否异常`,
  noSheet: (wanted: readonly string[], there: readonly string[]) =>
    `配置要求读的工作表${quoted(wanted)}不存在；文件里有的是${quoted(there)}`,

  allHidden: (sheets: readonly string[]) =>
    `没有可读的工作表：${quoted(sheets)}是隐藏的或只作说明；请取消隐藏要报的工作表`,

  // Header
  noHeader: (title: string, required: readonly string[]) =>
    `前 20 行里找不到《${title}》的表头；表头行至少要有${quoted(required)}等列名`,
  missingHeader: (header: string, guess: string | undefined) =>
    guess === undefined
      ? `缺少必填的列“${header}”；请补上这一列`
      : `缺少必填的列“${header}”；“${guess}”是不是就是它？请改成“${header}”`,
  unknownHeader: (text: string, guess: string | undefined) =>
    guess === undefined
      ? `不认识的列${show(text)}，内容没有读入；不需要可不管`
      : `不认识的列${show(text)}，内容没有读入；是不是“${guess}”？`,
  secondHeader: (text: string, header: string) => `列${show(text)}与“${header}”意思相同，只读了“${header}”；请只留一列`,
  namelessColumn: (letters: string) => `${letters} 列有内容却没有表头，没有读入；请补上表头`,
  duplicateHeader: (header: string) => `列“${header}”出现了不止一次，无法确定用哪一列；请只留一列`,
  tablesAside: () => "一个工作表里并排放了几张表；请每张表单独一个工作表",
  tableInRow: () => "网页表格的一行里又套着另一张表，无法确定各格属于哪一行；请另存为 .xlsx，每张表单独一个工作表",
  tableAbove: (row: number) => `表头上方第 ${row} 行起还有一张表，没有读入；请每张表单独一个工作表`,
  tablesBelow: () => "一个工作表里上下放了几张列不相同的表，从这一行起没有读入；请每张表单独一个工作表",

  // Rows
  badEncoding: () => "有无法识别的字符，可能是转码时损坏的；请从源系统重新导出",
  unclosedQuote: () => "引号没有配对，这一行无法读取；请补上缺少的引号，或删去多余的引号",
  longRow: (cells: number, headers: number) =>
    `这一行有 ${cells} 格，表头只有 ${headers} 列，无法确定各格属于哪一列；请检查内容里是否有没加引号的分隔符`,
  shortRow: (cells: number, headers: number) =>
    `这一行只有 ${cells} 格，表头有 ${headers} 列，缺的按空格处理；请核对是否少了列`,
  mergedCell: (range: string) => `单元格 ${range} 是合并的，值只算在左上角一格；请取消合并并逐行填写`,
  filledDown: (range: string) => `单元格 ${range} 是合并的，已按配置把左上角的值填到每一行`,

  // Cells
  missingValue: (header: string) => `必填的“${header}”是空的；请补填`,
  badDate: (text: string, month: boolean) =>
    `${show(text)}不是有效的日期；应写成 2025-03-01${month ? "（也可只写年月，如 2025-03）" : ""}`,
  monthOnly: (text: string) => `${show(text)}只有年月，没有日；应写成 2025-03-01`,
  ambiguousDate: (text: string) =>
    text.endsWith(".1") || text.endsWith("．１")
      ? `${show(text)}分不清是 1 月还是 10 月；应写成 2025-01-01 这样的完整日期`
      : `${show(text)}没有日，末尾的 0 也可能丢了；应写成 2025-03-01 这样的完整日期`,
  serialAsText: (text: string) =>
    `${show(text)}像是电子表格的日期序列号，却是文字；请把这一列设为日期格式后重新导出，应写成 2025-03-01`,
  futureDate: (text: string, asOf: string) => `${show(text)}晚于数据截止日 ${asOf}，按尚未发生处理`,
  badYear: (text: string) => `${show(text)}不是一个年度；应写成 2025`,
  badInteger: (text: string) => `${show(text)}不是整数；${numberHint(text, "3")}`,
  badDecimal: (text: string) => `${show(text)}不是数；${numberHint(text, "1.5")}`,
  tooFine: (text: string) => `${show(text)}超过三位小数；分值至多保留三位小数`,
  outOfRange: (text: string, least: number | undefined, most: number | undefined) =>
    `${show(text)}超出范围；应${least === undefined ? "" : `不小于 ${least}`}${least !== undefined && most !== undefined ? "、" : ""}${most === undefined ? "" : `不大于 ${most}`}`,
  tooBig: (text: string) => `${show(text)}大得超出范围；请核对是否多录了数字`,
  badBoolean: (text: string) => `${show(text)}不是“是”或“否”；应写成 是 或 否`,
  unknownCode: (text: string, guess: string | undefined, allowed: readonly string[]) =>
    guess === undefined
      ? `${show(text)}不在可选的值里；应为 ${allowed.join("、")} 之一`
      : `${show(text)}不在可选的值里；是不是“${guess}”？`,
  unknownGrade: (text: string) =>
    `${show(text)}不是考核等次；应为 优秀、合格、不合格 之一，或在 hengcai.yaml 的 grade_words 里写明它算哪一等`,
  ambiguousCode: (text: string, allowed: readonly string[]) =>
    `${show(text)}说法不明确，不能替您猜；应为 ${allowed.join("、")} 之一`,
  halfDone: (text: string) => `${show(text)}算不算完成说不清；应写 是 或 否`,
  otherChannel: (text: string, allowed: readonly string[]) =>
    `渠道${show(text)}不属于满意度评价；这里只收 ${allowed.join("、")}，其他渠道请放入意见建议（opinions）`,
  lostPrecision: () => "编号被当成数字保存，末尾几位已丢失，无法还原；请把这一列设为文本格式后重新填写",
  codeAsDate: () => "编号被电子表格自动改成了日期；请把这一列设为文本格式后重新填写",
  errorCell: (text: string) => `单元格是错误值 ${text}；请改正公式或直接填写结果`,
  formulaWithoutValue: () => "单元格是公式但没有保存结果；请用 Excel 或 WPS 打开、重新计算并保存",
  badId: () => "身份证号不正确（位数或校验码不符）；请核对原件后重新填写",
  creditCodeLetters: (letters: readonly string[]) =>
    `像是统一社会信用代码，却含有不用的字母 ${letters.join("、")}（应是数字 1、0、2 等）；请核对登记证书`,
  creditCodeCheck: () => "像是统一社会信用代码，校验码却不符；请核对登记证书",
  idNumberHere: (header: string) => `“${header}”里填的是身份证号，不予保存；请改填编号`,
  idNumberInside: (header: string) => `“${header}”里含有身份证号，不予保存；请改填不含身份证号的编号`,
  idNumberInText: () => "内容里有身份证号，已略去不存；请从原表中删去",

  // Rules of one dataset
  quantityNotOne: (text: string) => `数量是${show(text)}；每行只报一人、一篇或一项，请拆成多行，数量填 1`,
  groundIncomplete: (missing: readonly string[]) => `填了第九条情形，却没有${quoted(missing)}，不予计算；请补填`,
  secret: () => "涉密内容不得导入；请从文件中删去这一行"
} as const;

/** Returns how the letters of a column (from 0) read in a spreadsheet program. */
export function columnLetters(index: number): string {
  let letters = "";
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** Returns the codes of the field, for a message that lists them. */
export function allowedCodes(field: Pick<Field, "codes">): string[] {
  return (field.codes ?? []).map(({code, aliases = []}) => {
    const word = /^[A-Z]?\d{0,2}$/.test(code) ? aliases.find(alias => !/^\d+$/.test(alias)) : undefined;
    return word === undefined ? code : `${code}（${word}）`;
  });
}

/**
 * Returns a source's text as an issue may show it: of bearable length, without ID and mobile numbers, and with the signs
 * that turn the direction of writing spelt out, which would turn the message too.
 */
export function shown(text: string): string {
  const clean = blotted(text.length > 400 ? text.slice(0, 400) : text).replace(
    /[\u202a-\u202e\u2066-\u2069]/g,
    sign => `[U+${sign.charCodeAt(0).toString(16).toUpperCase()}]`
  );
  return clean.length > LONGEST_SHOWN ? `${clean.slice(0, LONGEST_SHOWN)}…` : clean;
}

const LONGEST_SHOWN = 60;

/** Returns what to do about a number in a spelling that is not guessed at. */
function numberHint(text: string, example: string): string {
  if (/^[△▲]|\d-$/.test(text)) return "负数应写成 -5";
  if (/[%％]$/.test(text)) return `这里不填百分比，应写成 ${example}`;
  return /[万亿元]/.test(text) ? `这里不填金额，应写成不带单位的数，如 ${example}` : `应写成阿拉伯数字，如 ${example}`;
}

function show(text: string): string {
  return `“${shown(text)}”`;
}

function quoted(words: readonly string[]): string {
  return words.map(word => `“${word}”`).join("、");
}
