import {type Bytes, firstBytes} from "./decode.ts";
import {FileFault} from "./fault.ts";
import type {RowIssue} from "./issue.ts";
import {type FileKind, kindOf} from "./kind.ts";
import {openHtml} from "./legacy/html.ts";
import {openXmlBook} from "./legacy/xml.ts";
import {messages} from "./messages.ts";
import type {Source, SourceOptions} from "./table.ts";
import {openText} from "./textSource.ts";
import {openWorkbookSource} from "./workbookSource.ts";
import type {ZipPackage} from "./zipEntries.ts";

/** Bytes at the start by which a file is judged. */
const START = 65_536;

/** How the two kinds of file are opened that cannot be read from start to end: Node and the browser differ there. */
export interface Openers {
  zip(): Promise<ZipPackage>;
  /** A workbook of Excel before 2007: a compound file, or a bare stream of records. */
  legacy(isCompound: boolean): Promise<Source>;
}

/** Opens a file by its bytes; what is wrong with it is among its `issues`. */
export async function openBytes(bytes: Bytes, options: SourceOptions, openers: Openers): Promise<Source> {
  try {
    const kind = kindOf(await firstBytes(bytes, START));
    if (kind === "text" || kind === "empty") return await openText(bytes, options);
    if (kind === "zip") return await openZipped(await openers.zip(), options);
    if (kind === "compound" || kind === "biff") return await openers.legacy(kind === "compound");
    if (kind === "html") return await openHtml(bytes, options);
    if (kind === "xml") return await openXmlBook(bytes, options);
    throw unsupported(kind);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const {code, message} = error;
    const issue: RowIssue = {row: null, field: "", value: "", code, severity: "error", message};
    return {encoding: "", evidence: "", sheets: [], skipped: [], issues: [issue], close: () => {}};
  }
}

async function openZipped(parts: ZipPackage, options: SourceOptions): Promise<Source> {
  try {
    refuseOthers(parts.names);
    const source = await openWorkbookSource(parts, options);
    const evidence = parts.padding ? `${source.evidence}；文件末尾补了零，不属于工作簿，没有读` : source.evidence;
    return {...source, evidence, close: () => parts.close()};
  } catch (error) {
    parts.close();
    throw error;
  }
}

const SAVE = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”";

/** Throws where the zip file is no workbook without macros. */
function refuseOthers(names: readonly string[]): void {
  const has = (name: string): boolean => names.includes(name);
  const refuse = (message: string): never => {
    throw new FileFault("unsupported_file", message);
  };
  if (has("xl/workbook.bin")) refuse(messages.binaryWorkbook());
  if (has("xl/vbaproject.bin")) refuse(messages.macros());
  if (names.some(name => name.startsWith("word/")))
    refuse(messages.notTable("Word 文档", "请把其中的表格复制到 Excel，另存为 .xlsx"));
  if (names.some(name => name.startsWith("ppt/")))
    refuse(messages.notTable("演示文稿", "请把其中的表格复制到 Excel，另存为 .xlsx"));
  if (has("content.xml")) refuse(messages.notTable("OpenDocument 文件", SAVE));
  if (!names.some(name => name.endsWith(".rels") || name.startsWith("xl/"))) {
    refuse(messages.notTable("压缩包", "请先解压，把里面的 .xlsx 或 .csv 放进来"));
  }
}

type Refused = Exclude<FileKind, "text" | "empty" | "zip" | "compound" | "biff" | "html" | "xml">;

function unsupported(kind: Refused): FileFault {
  switch (kind) {
    case "mhtml":
      return new FileFault("unsupported_file", messages.notTable("单个文件网页（.mht）", SAVE));
    case "rtf":
      return new FileFault(
        "unsupported_file",
        messages.notTable("RTF 文档", "请把其中的表格复制到 Excel，另存为 .xlsx")
      );
    case "pdf":
      return new FileFault(
        "unsupported_file",
        messages.notTable("PDF", "请向来源单位要原始的 Excel 表，另存为 .xlsx 后放入")
      );
    case "image":
      return new FileFault(
        "unsupported_file",
        messages.notTable("图片", "请向来源单位要原始的 Excel 表，另存为 .xlsx 后放入")
      );
    case "archive":
      return new FileFault("unsupported_file", messages.notTable("压缩包", "请先解压，把里面的 .xlsx 或 .csv 放进来"));
    case "binary":
      return new FileFault("unsupported_file", messages.notTable("无法识别的二进制文件", SAVE));
  }
}
