import {FileFault} from "../fault.ts";
import {messages} from "../messages.ts";

/** What the records of an old workbook say of a sheet, before their cells are read. */
export interface BiffSheet {
  name: string;
  hidden: boolean;
  /** False for a chart, a macro sheet or a module. */
  isGrid: boolean;
  /** Cells with a value, a formula's included. */
  cells: number;
  /** Places (`row,column`, both from 0) of formulas whose value was never kept. */
  bare: ReadonlySet<string>;
}

export interface BiffBook {
  version: 5 | 8;
  /** The label of the encoding of its texts; a workbook since Excel 97 has UTF-16 throughout. */
  encoding: string;
  /** Where the number of the code page stands in the stream; undefined where it has none. */
  codepageAt: number | undefined;
  sheets: BiffSheet[];
}

const BOF = 0x0809;
const WORKSHEET = 0x0010;
/** What SheetJS calls a sheet that has no name. */
const BARE_NAME = "Sheet1";
const EOF = 0x000a;
const CODEPAGE = 0x0042;
const FILEPASS = 0x002f;
const BOUNDSHEET = 0x0085;
const WRITEACCESS = 0x005c;
const FORMULAS = new Set([0x0006, 0x0206, 0x0406]);
const STRING = 0x0207;
const MULRK = 0x00bd;
const TEXTS = new Set([0x0204, 0x00d6]);
const VALUES = new Set([0x0203, 0x0205, 0x027e, 0x00fd, ...TEXTS, ...FORMULAS]);
/** Code pages that a decoder of the web knows; what is not here is taken for the Latin one. */
const ENCODINGS = new Map([
  [874, "windows-874"],
  [932, "shift_jis"],
  [936, "gb18030"],
  [949, "euc-kr"],
  [950, "big5"],
  [1200, "utf-16le"],
  [10008, "gb18030"],
  [54936, "gb18030"],
  [65001, "utf-8"],
  ...[1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258].map(page => [page, `windows-${page}`] as const)
]);
const LATIN = "windows-1252";
/** Whom xlwt, the library of Python, names as the author: it computes nothing, and keeps an empty text for every formula. */
const XLWT = "None".padEnd(112);

interface Entry {
  at: number;
  hidden: boolean;
  isGrid: boolean;
  name: Uint8Array;
  wide: boolean;
}

/**
 * Returns what the records of an old workbook's stream say of its sheets. A stream that breaks off, or lacks a sheet it
 * lists, ends with a FileFault, and so does one under a password.
 */
export function scanRecords(stream: Uint8Array): BiffBook {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const {version, isBare} = openingOf(view);
  const entries: Entry[] = [];
  const found = new Map<number, {cells: number; bare: Set<string>}>();
  let codepage: number | undefined;
  let codepageAt: number | undefined;
  let allGb = true;
  let beyondAscii = false;
  let depth = 0;
  let sheet = {cells: 0, bare: new Set<string>()};
  /** A formula whose text should follow in a record of its own. */
  let awaited: string | undefined;
  let isComputed = true;
  let at = 0;
  while (at + 4 <= stream.length) {
    const type = view.getUint16(at, true);
    const size = view.getUint16(at + 2, true);
    const body = at + 4;
    // What fills up the last sector is no record.
    if (depth === 0 && type !== BOF) break;
    if (body + size > stream.length) throw broken("内容不完整");
    if (type === BOF) {
      if (depth++ === 0) {
        sheet = {cells: 0, bare: new Set()};
        found.set(at, sheet);
      }
    } else if (type === EOF) {
      depth--;
      if (awaited) sheet.bare.add(awaited);
      awaited = undefined;
    } else if (depth === 1) {
      if (type === FILEPASS) throw new FileFault("encrypted_workbook", messages.encrypted());
      if (type === CODEPAGE && size >= 2) {
        codepage = view.getUint16(body, true);
        codepageAt = body;
      } else if (type === WRITEACCESS) isComputed = latin1(stream.subarray(body, body + size)) !== XLWT;
      else if (type === BOUNDSHEET) entries.push(entryOf(stream.subarray(body, body + size), version));
      else if (type === MULRK) sheet.cells += Math.floor((size - 6) / 6);
      else if (type === STRING) awaited = undefined;
      else if (VALUES.has(type) && size >= 6) {
        if (awaited) sheet.bare.add(awaited);
        awaited = undefined;
        sheet.cells++;
        if (FORMULAS.has(type) && size >= 16) {
          const place = `${view.getUint16(body, true)},${view.getUint16(body + 2, true)}`;
          const kind = view.getUint16(body + 12, true) === 0xffff ? view.getUint8(body + 6) : -1;
          if (kind === 0) awaited = place;
          // An empty text. That a formula is to be computed on opening says nothing: OpenOffice says it of all.
          if (kind === 3 && !isComputed) sheet.bare.add(place);
        } else if (version === 5 && TEXTS.has(type)) {
          const text = stream.subarray(body + 8, body + 8 + view.getUint16(body + 6, true));
          if (text.some(byte => byte > 0x7f)) {
            beyondAscii = true;
            allGb &&= isGb(text);
          }
        }
      }
    }
    at = body + size;
  }
  if (depth !== 0) throw broken("内容不完整");
  const latin = codepage === undefined || !ENCODINGS.has(codepage);
  // Programs of this country wrote GBK under a Latin code page, as nobody looked.
  const encoding = latin ? (beyondAscii && allGb ? "gb18030" : LATIN) : ENCODINGS.get(codepage!)!;
  const sheets = entries.map(({name, wide, at: place, hidden, isGrid}) => {
    const text = new TextDecoder(version === 5 ? encoding : wide ? "utf-16le" : "latin1").decode(name) || "（无名）";
    const cells = found.get(place);
    if (!cells) throw broken(`缺少工作表“${text}”`);
    return {name: text, hidden, isGrid, ...cells};
  });
  if (isBare) sheets.push({name: BARE_NAME, hidden: false, isGrid: true, ...found.get(0)!});
  if (!sheets.length) throw broken("没有工作表");
  return {version, encoding: version === 8 ? "utf-16le" : encoding, codepageAt, sheets};
}

/** Returns how a stream of Excel 5 or later begins; others are refused. */
function openingOf(view: DataView): {version: 5 | 8; isBare: boolean} {
  const type = view.byteLength >= 8 ? view.getUint16(0, true) : 0;
  if (type === 0x0009 || type === 0x0209 || type === 0x0409) {
    throw new FileFault("unsupported_file", messages.ancientWorkbook());
  }
  const version = type === BOF ? view.getUint16(4, true) : -1;
  const content = type === BOF ? view.getUint16(6, true) : -1;
  if (version === 0x0600) return {version: 8, isBare: content === WORKSHEET};
  if (version === 0x0500) return {version: 5, isBare: content === WORKSHEET};
  // Programs that write cells one by one leave the version out, and put the rest one place off.
  if (version === 0 && (content === WORKSHEET || content === WORKSHEET << 8)) return {version: 5, isBare: true};
  throw broken("不是 Excel 工作簿的内容");
}

function entryOf(body: Uint8Array, version: 5 | 8): Entry {
  if (body.length < 8) throw broken("工作表的名称不完整");
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const wide = version === 8 && (body[7]! & 1) === 1;
  const start = version === 8 ? 8 : 7;
  return {
    at: view.getUint32(0, true),
    hidden: (body[4]! & 3) !== 0,
    isGrid: body[5] === 0,
    name: body.subarray(start, start + body[6]! * (wide ? 2 : 1)),
    wide
  };
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

function isGb(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("gb18030", {fatal: true}).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function broken(what: string): FileFault {
  return new FileFault("unreadable_workbook", messages.notWorkbook(what));
}
