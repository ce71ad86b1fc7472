import {FileFault} from "../fault.ts";
import {messages} from "../messages.ts";
import {readWholeXml} from "../xml.ts";

/** What the one part of such a workbook is called in messages. */
export const PART = "XML 表格";

/** What is known of a workbook before its rows are read. */
export interface Book {
  sheets: {name: string; hidden: boolean; isGrid: boolean}[];
  /** Number formats by style. */
  formats: ReadonlyMap<string, string>;
  date1904: boolean;
}

/** Returns the sheets, the number formats and the beginning of days. */
export async function structureOf(bytes: AsyncIterable<Uint8Array>): Promise<Book> {
  const sheets: Book["sheets"] = [];
  const styles = new Map<string, {parent: string; format: string | undefined}>();
  let date1904 = false;
  let style = "";
  let isWorkbook = false;
  let visible = "";
  let inVisible = false;
  await readWholeXml(bytes, PART, {
    open(name, attributes) {
      switch (name) {
        case "Workbook":
          isWorkbook = true;
          break;
        case "Date1904":
          date1904 = true;
          break;
        case "Style":
          style = attributeOf(attributes, "ID") ?? "";
          styles.set(style, {parent: attributeOf(attributes, "Parent") ?? "", format: undefined});
          break;
        case "NumberFormat": {
          const entry = styles.get(style);
          if (entry) entry.format = attributeOf(attributes, "Format");
          break;
        }
        case "Worksheet":
          sheets.push({name: attributeOf(attributes, "Name") || "（无名）", hidden: false, isGrid: false});
          break;
        case "Table":
          if (sheets.length) sheets.at(-1)!.isGrid = true;
          break;
        case "Visible":
          inVisible = true;
          visible = "";
          break;
      }
    },
    close(name) {
      if (name === "Style") style = "";
      if (name !== "Visible") return;
      inVisible = false;
      const sheet = sheets.at(-1);
      if (sheet && /^Sheet(?:Very)?Hidden$/.test(visible.trim())) sheet.hidden = true;
    },
    text(text) {
      if (inVisible) visible += text;
    }
  });
  if (!isWorkbook || !sheets.length) throw new FileFault("unsupported_file", messages.notTable("XML 文件", SAVE));
  const formats = new Map([...styles.keys()].map(id => [id, formatOf(id, styles)] as const));
  return {sheets, formats, date1904};
}

const SAVE = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”";

function formatOf(id: string, styles: ReadonlyMap<string, {parent: string; format: string | undefined}>): string {
  const seen = new Set<string>();
  for (let at = id; at !== "" && !seen.has(at); ) {
    seen.add(at);
    const style = styles.get(at);
    if (style?.format !== undefined) return style.format;
    at = style?.parent ?? "";
  }
  return "General";
}

/** Returns an attribute by its name, whatever its prefix is. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  if (attributes[`ss:${name}`] !== undefined) return attributes[`ss:${name}`];
  const key = Object.keys(attributes).find(one => one === name || one.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}
