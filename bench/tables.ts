import {once} from "node:events";
import {createWriteStream} from "node:fs";
import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {Zip, ZipDeflate} from "fflate";
import {type Encoding, encode} from "./sample/encode.ts";

/** Tables of any length, the same every time, made while they are written. */

const UNITS = ["青禾镇", "澄砚镇", "槐笙镇", "U004", "U005"];
const LEVELS = ["海城市级", "鞍山市级", "省级"];
const HEADER =
  "申报编号,申报单位,加分项目,加分事项,发生日期,级别,稿件编号,媒体名称,审核结论,审核日期,签批日期,申报分值";

/** Makes a workspace with a directory of units and one file of so many claims in twelve columns, all without fault. */
export async function writeClaims(
  folder: string,
  rows: number,
  encoding: Encoding,
  units = UNITS.length
): Promise<string> {
  const file = join(folder, "claims", "申报.csv");
  await mkdir(dirname(file), {recursive: true});
  await mkdir(join(folder, "units"), {recursive: true});
  await writeFile(
    join(folder, "hengcai.yaml"),
    "city: 示例市\nas_of: 2025-12-31\npolicies: [haicheng-2021-2, liaocheng-2022-15]\n"
  );
  const names = Array.from({length: units}, (_, i) => UNITS[i] ?? `第${i + 1}镇`);
  const lines = names.map(
    (name, i) => `U${String(i + 1).padStart(3, "0")},${name.startsWith("U") ? `第${i + 1}镇` : name},镇`
  );
  await writeFile(join(folder, "units", "单位名录.csv"), ["单位编码,单位名称,单位类别", ...lines, ""].join("\n"));
  await writeLines(file, encoding, HEADER, rows, i => claim(i, names));
  return file;
}

function claim(i: number, units: readonly string[]): string {
  const random = mixed(i);
  const year = 2022 + (random % 4);
  const day = `${year}-${two(1 + ((random >> 3) % 12))}-${two(1 + ((random >> 7) % 28))}`;
  const nth = String(i).padStart(8, "0");
  const cells = [
    `SB${year}${nth}`,
    units[random % units.length],
    "媒体宣传",
    `"关于推进人才工作高质量发展的第${nth}号报道，附图"`,
    day,
    LEVELS[random % LEVELS.length],
    `GJ${nth}`,
    "示例日报",
    "通过",
    `${year}-12-29`,
    `${year}-12-30`,
    `0.${random % 10}`
  ];
  return cells.join(",");
}

/** Writes a workbook of so many rows and columns of text, numbers and dates, its strings inline. */
export async function writeBook(file: string, rows: number, columns: number): Promise<void> {
  await mkdir(dirname(file), {recursive: true});
  const out = createWriteStream(file);
  const zip = new Zip((error, bytes, last) => {
    if (error) throw error;
    out.write(bytes);
    if (last) out.end();
  });
  const part = (name: string): ZipDeflate => {
    const entry = new ZipDeflate(name, {level: 6});
    zip.add(entry);
    return entry;
  };
  const encoder = new TextEncoder();
  const whole = (name: string, xml: string): void => part(name).push(encoder.encode(`${XML}${xml}`), true);
  whole(
    "[Content_Types].xml",
    `<Types xmlns="${OPC}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET}.worksheet+xml"/></Types>`
  );
  whole(
    "_rels/.rels",
    `<Relationships xmlns="${OPC}/relationships"><Relationship Id="r1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
  );
  whole(
    "xl/workbook.xml",
    `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>`
  );
  whole(
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="${OPC}/relationships"><Relationship Id="r1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${REL}/styles" Target="styles.xml"/></Relationships>`
  );
  whole(
    "xl/styles.xml",
    `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`
  );
  const sheet = part("xl/worksheets/sheet1.xml");
  sheet.push(encoder.encode(`${XML}<worksheet xmlns="${MAIN}"><sheetData>`));
  for (let from = 0; from < rows; from += 1000) {
    let xml = "";
    for (let i = from; i < Math.min(rows, from + 1000); i++) xml += sheetRow(i, columns);
    sheet.push(encoder.encode(xml));
    if (out.writableNeedDrain) await once(out, "drain");
  }
  sheet.push(encoder.encode("</sheetData></worksheet>"), true);
  zip.end();
  await once(out, "close");
}

const XML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`;
const OPC = "http://schemas.openxmlformats.org/package/2006";
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

function sheetRow(i: number, columns: number): string {
  let xml = `<row r="${i + 1}">`;
  for (let column = 0; column < columns; column++) {
    const place = `${String.fromCharCode(65 + column)}${i + 1}`;
    const random = mixed(i * columns + column);
    if (column % 3 === 0) xml += `<c r="${place}" t="inlineStr"><is><t>第${random % 100_000}号单位</t></is></c>`;
    else if (column % 3 === 1) xml += `<c r="${place}"><v>${random / 1000}</v></c>`;
    else xml += `<c r="${place}" s="1"><v>${40_000 + (random % 6_000)}</v></c>`;
  }
  return `${xml}</row>`;
}

async function writeLines(
  file: string,
  encoding: Encoding,
  header: string,
  rows: number,
  line: (i: number) => string
): Promise<void> {
  const out = createWriteStream(file);
  out.write(encode(`${header}\r\n`, encoding));
  for (let from = 0; from < rows; from += 2000) {
    let text = "";
    for (let i = from; i < Math.min(rows, from + 2000); i++) text += `${line(i)}\r\n`;
    if (!out.write(encode(text, encoding))) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}

/** Mixes the bits of a number, so that neighbours share nothing. */
function mixed(i: number): number {
  let n = Math.imul(i ^ 0x9e3779b9, 0x85ebca6b);
  n = Math.imul(n ^ (n >>> 13), 0xc2b2ae35);
  return (n ^ (n >>> 16)) & 0x7fffffff;
}
