import type {Severity} from "./issue.ts";

/** What the name of a file tells before it is opened. */

const READABLE = new Set([".csv", ".tsv", ".txt", ".xlsx", ".xls"]);

/** What to do with a file that looks like data but cannot be read. */
const SAVE_AS: Readonly<Record<string, string>> = {
  ".xlsb": "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”",
  ".xlsm": "请用 Excel 或 WPS 打开，另存为不带宏的“Excel 工作簿（.xlsx）”",
  ".xltx": "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”",
  ".et": "请用 WPS 打开，另存为“Microsoft Excel 文件（.xlsx）”",
  ".ett": "请用 WPS 打开，另存为“Microsoft Excel 文件（.xlsx）”",
  ".ods": "请打开后另存为“Excel 工作簿（.xlsx）”",
  ".numbers": "请打开后导出为“Excel 工作簿（.xlsx）”",
  ".pdf": "请向来源单位要原始的 Excel 表，或把表格录入 .xlsx 后再放入",
  ".doc": "请把其中的表格复制到 Excel，另存为 .xlsx",
  ".docx": "请把其中的表格复制到 Excel，另存为 .xlsx",
  ".wps": "请把其中的表格复制到 WPS 表格，另存为 .xlsx",
  ".zip": "请先解压，把里面的 .xlsx 或 .csv 放进来",
  ".rar": "请先解压，把里面的 .xlsx 或 .csv 放进来",
  ".7z": "请先解压，把里面的 .xlsx 或 .csv 放进来",
  ".tar": "请先解压，把里面的 .xlsx 或 .csv 放进来",
  ".gz": "请先解压，把里面的 .xlsx 或 .csv 放进来",
  ".tgz": "请先解压，把里面的 .xlsx 或 .csv 放进来",
  ".bz2": "请先解压，把里面的 .xlsx 或 .csv 放进来",
  ".xz": "请先解压，把里面的 .xlsx 或 .csv 放进来",
  ".json": "请导出为 .xlsx 或 .csv",
  ".xml": "请导出为 .xlsx 或 .csv",
  ".parquet": "请导出为 .xlsx 或 .csv",
  ".dbf": "请导出为 .xlsx 或 .csv",
  ".mdb": "请导出为 .xlsx 或 .csv",
  ".accdb": "请导出为 .xlsx 或 .csv"
};

/** Returns whether files of this name are read. */
export function isReadable(name: string): boolean {
  return READABLE.has(extensionOf(name));
}

/** Returns what to tell of a file that is not read because of its name, or undefined where it is. */
export function unsupportedName(
  name: string,
  {inFolder = true} = {}
): {severity: Severity; message: string} | undefined {
  if (isReadable(name)) return undefined;
  const extension = extensionOf(name);
  const how = SAVE_AS[extension];
  const kind = extension === "" ? "没有扩展名的文件" : ` ${extension} 文件`;
  if (how) return {severity: "error", message: `不读${kind}；${how}`};
  const message = `不读${kind}；能读的是 .csv .tsv .txt .xlsx .xls`;
  return {severity: "warning", message: inFolder ? `${message}，不是数据就请移出这个文件夹` : message};
}

/** Returns whether the file is of the kind that programs leave lying about: nothing is said of it. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name.startsWith("~$") || /^(thumbs\.db|desktop\.ini)$/i.test(name);
}

/** Returns the ending of a file's name in lower case, with its dot; empty where it has none. */
function extensionOf(name: string): string {
  const base = name.slice(name.lastIndexOf("/") + 1);
  const dot = base.lastIndexOf(".");
  return dot > 0 ? base.slice(dot).toLowerCase() : "";
}
