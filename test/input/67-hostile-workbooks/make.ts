import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {repeated, type ZipPart, zipOf} from "../../loaders/hostile.ts";
import {bookParts, sheetXml} from "../../loaders/support.ts";

const SHEET = "xl/worksheets/sheet1.xml";
const HEADER = ["申报编号", "申报单位", "加分项目", "加分事项", "发生日期"];

/** The parts of a workbook with one row of data, and with what is given behind its last row or behind its cells. */
function parts(id: string, {lastRow = "", after = ""} = {}): ZipPart[] {
  const xml = sheetXml([HEADER, [id, "东山镇", "宣传表彰", "事项", "2025-03-01"]]);
  const sheet = `${xml.replace("</sheetData>", `${lastRow}</sheetData>`)}${after}`;
  return Object.entries(bookParts({sheets: [{name: "台账", xml: sheet}]})).map(([name, text]) => ({name, text}));
}

/** Returns the parts with this one in the place of the one of its name, or behind them. */
function withPart(all: readonly ZipPart[], part: ZipPart): ZipPart[] {
  return [...all.filter(({name}) => name !== part.name), part];
}

function named(all: readonly ZipPart[], name: string): ZipPart {
  return all.find(part => part.name === name)!;
}

/** Makes one workbook for each way to do harm. */
export default async function make(folder: string): Promise<void> {
  const save = (name: string, bytes: Uint8Array): void => writeFileSync(join(folder, "claims", `${name}.xlsx`), bytes);
  const rows = repeated("<worksheet><sheetData>", "<row></row>", 4_000_000, "</sheetData></worksheet>");
  save("压缩炸弹", zipOf(withPart(parts("S-101"), {name: SHEET, ...rows})));
  save(
    "文字炸弹",
    zipOf([
      ...withStrings(parts("S-102")),
      {name: "xl/sharedStrings.xml", ...repeated("<sst>", "<si/>", 8_000_000, "</sst>")}
    ])
  );
  const entity = '<!DOCTYPE worksheet [<!ENTITY a "東山鎮">]>';
  save(
    "文档类型",
    zipOf(
      withPart(parts("S-103"), {
        name: SHEET,
        text: `${entity}${String(named(parts("S-103"), SHEET).text)
          .slice(21)
          .replace("事项", "&a;")}`
      })
    )
  );
  save("巨大合并", zipOf(parts("S-104", {after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'})));
  const far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>海角</t></is></c></row>';
  save("天涯单元格", zipOf(parts("S-105", {lastRow: far})));
  save("校验和不符", zipOf(parts("S-106").map(part => (part.name === SHEET ? {...part, claims: {crc: 1}} : part))));
  const whole = zipOf(parts("S-107"));
  save("截断", whole.subarray(0, whole.length - 300));
  save("反斜杠", zipOf(parts("S-108").map(part => ({...part, name: String(part.name).replaceAll("/", "\\")}))));
  save("越界路径", zipOf([...parts("S-110"), {name: "xl\\..\\..\\..\\x", text: "x"}]));
  const twice = parts("S-109");
  save("重名部件", zipOf([...twice, {...named(twice, SHEET), name: SHEET.toUpperCase()}]));
}

/** Returns the parts with a relation to shared strings, as a workbook that uses them has one. */
function withStrings(all: readonly ZipPart[]): ZipPart[] {
  const relations = "xl/_rels/workbook.xml.rels";
  const type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings";
  const text = String(named(all, relations).text).replace(
    "</Relationships>",
    `<Relationship Id="rs" Type="${type}" Target="sharedStrings.xml"/></Relationships>`
  );
  return withPart(all, {name: relations, text});
}
