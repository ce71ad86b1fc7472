import {strToU8, zipSync} from "fflate";
import {type Contract, storedFields} from "../../loaders/contract.ts";
import {maybeContract} from "../../loaders/contracts/index.ts";
import type {Value} from "../../loaders/database.ts";
import {headerNames} from "../../loaders/header.ts";
import {type ReadOptions, readTable} from "../../loaders/readTable.ts";
import type {Source, TableResult, TypedRow} from "../../loaders/table.ts";
import {openText} from "../../loaders/textSource.ts";
import type {Package} from "../../loaders/workbook.ts";
import {openWorkbookSource} from "../../loaders/workbookSource.ts";

export const options: ReadOptions = {
  asOf: "2025-12-31",
  categories: ["A类", "B类"],
  gradeWords: new Map(),
  fillDown: [],
  outlets: new Map(),
  hash: id => `hash of ${id.length} characters`
};

/** An ID number with a right check digit; its digits were counted up, it is nobody's that we know of. */
export const ID = "110101199003071233";

export function contractOf(dataset: string): Contract {
  const contract = maybeContract(dataset);
  if (!contract) throw new Error(`no dataset ${dataset}`);
  return contract;
}

export interface ReadFile extends TableResult {
  source: Source;
  /** The rows' values by field name. */
  records: Record<string, Value>[];
  /** Row, field, code of every issue, in order. */
  codes: string[];
}

/** Reads a text file given as text (UTF-8), bytes, or chunks of bytes. */
export async function readText(
  content: string | Uint8Array | readonly Uint8Array[],
  dataset: string,
  more: Partial<ReadOptions> = {}
): Promise<ReadFile> {
  const bytes = typeof content === "string" ? strToU8(content) : content;
  const chunks = bytes instanceof Uint8Array ? [bytes] : bytes;
  const contract = contractOf(dataset);
  const source = await openText(() => stream(chunks), {name: "台账.csv", headers: headerNames(contract)});
  return readSource(source, dataset, more);
}

/** Reads the first sheet of a workbook given by its parts. */
export async function readParts(
  parts: Record<string, string>,
  dataset: string,
  {sheets = null, ...more}: Partial<ReadOptions> & {sheets?: readonly string[] | null} = {}
): Promise<ReadFile> {
  const contract = contractOf(dataset);
  const source = await openWorkbookSource(packageOf(parts), {
    name: "台账.xlsx",
    headers: headerNames(contract),
    sheets
  });
  return readSource(source, dataset, more);
}

export async function readSource(source: Source, dataset: string, more: Partial<ReadOptions> = {}): Promise<ReadFile> {
  const contract = contractOf(dataset);
  const table = await readTable(source.sheets[0]!, contract, {...options, ...more});
  return {
    ...table,
    source,
    records: table.rows.map(row => recordOf(contract, row)),
    codes: table.issues.map(({row, field, code}) => [row ?? "", field, code].join(" "))
  };
}

export function recordOf(contract: Contract, {values}: TypedRow): Record<string, Value> {
  return Object.fromEntries(storedFields(contract).map((field, i) => [field.name, values[i] ?? null]));
}

/** What a text is in GB18030, which no encoder here writes: found by decoding every one- and two-byte sequence. */
export function gb18030(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap(char => gbBytes().get(char) ?? beyond(char)));
}

/** Characters beyond the first plane take four bytes, which count on from 90 30 81 30 in their order. */
function beyond(char: string): number[] {
  const n = char.codePointAt(0)! - 0x10000;
  if (n < 0) throw new Error(`no GB18030 bytes for ${char}`);
  return [
    0x90 + Math.floor(n / 12600),
    0x30 + (Math.floor(n / 1260) % 10),
    0x81 + (Math.floor(n / 10) % 126),
    0x30 + (n % 10)
  ];
}

let table: Map<string, number[]> | undefined;

function gbBytes(): Map<string, number[]> {
  if (table) return table;
  const decoder = new TextDecoder("gb18030");
  table = new Map(Array.from({length: 128}, (_, byte) => [String.fromCharCode(byte), [byte]]));
  for (let a = 0x81; a <= 0xfe; a++) {
    for (let b = 0x40; b <= 0xfe; b++) {
      if (b !== 0x7f) table.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
    }
  }
  // Rare characters of names take four bytes.
  for (let c = 0x81; c <= 0xfe; c++) {
    for (let d = 0x30; d <= 0x39; d++) {
      for (const a of [0x81, 0x82]) {
        for (let b = 0x30; b <= 0x39; b++) table.set(decoder.decode(Uint8Array.of(a, b, c, d)), [a, b, c, d]);
      }
    }
  }
  return table;
}

export function utf16(text: string, {bigEndian = false, bom = true} = {}): Uint8Array {
  const units = Array.from(bom ? `\ufeff${text}` : text, char =>
    char.length === 1 ? [char.charCodeAt(0)] : [char.charCodeAt(0), char.charCodeAt(1)]
  ).flat();
  return Uint8Array.from(units.flatMap(unit => (bigEndian ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])));
}

/** The bytes of one file in pieces of this size. */
export function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({length: Math.ceil(bytes.length / size)}, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

export interface Book {
  sheets?: readonly {name: string; xml: string; state?: string}[];
  strings?: string;
  styles?: string;
  date1904?: boolean;
}

/** The parts of a workbook with these sheets; `xml` is what stands inside the worksheet element. */
export function bookParts({sheets = [], strings, styles, date1904 = false}: Book): Record<string, string> {
  const relations = sheets.map((_, i) => relation(`r${i}`, "worksheet", `worksheets/sheet${i + 1}.xml`));
  if (strings !== undefined) relations.push(relation("rs", "sharedStrings", "sharedStrings.xml"));
  if (styles !== undefined) relations.push(relation("rt", "styles", "styles.xml"));
  return {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": relationships([relation("r1", "officeDocument", "xl/workbook.xml")]),
    "xl/_rels/workbook.xml.rels": relationships(relations),
    "xl/workbook.xml": `<workbook xmlns:r="x"><workbookPr${date1904 ? ' date1904="1"' : ""}/><sheets>${sheets
      .map(
        ({name, state}, i) =>
          `<sheet name="${name}"${state ? ` state="${state}"` : ""} sheetId="${i + 1}" r:id="r${i}"/>`
      )
      .join("")}</sheets></workbook>`,
    ...Object.fromEntries(
      sheets.map(({xml}, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<?xml version="1.0"?><worksheet>${xml}</worksheet>`
      ])
    ),
    ...(strings === undefined ? {} : {"xl/sharedStrings.xml": `<sst>${strings}</sst>`}),
    ...(styles === undefined ? {} : {"xl/styles.xml": `<styleSheet>${styles}</styleSheet>`})
  };
}

/** Worksheet XML of a grid of inline strings; a cell that begins with `<c` is XML already, null is no cell. */
export function sheetXml(rows: readonly (readonly (string | null)[])[], after = ""): string {
  const xml = rows.map((cells, i) => {
    const inner = cells.map((cell, j) => {
      if (cell === null) return "";
      if (cell.startsWith("<c")) return cell;
      return `<c r="${String.fromCharCode(65 + j)}${i + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`;
    });
    return `<row r="${i + 1}">${inner.join("")}</row>`;
  });
  return `<sheetData>${xml.join("")}</sheetData>${after}`;
}

export function zipped(parts: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
}

function relationships(relations: readonly string[]): string {
  return `<Relationships>${relations.join("")}</Relationships>`;
}

export function packageOf(parts: Record<string, string>): Package {
  const texts = new Map(Object.entries(parts).map(([name, text]) => [name.toLowerCase(), text]));
  return {
    has: part => texts.has(part.toLowerCase()),
    open: part => stream(pieces(strToU8(texts.get(part.toLowerCase())!), 1000))
  };
}

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
