import {type PdfObject, pdfObjects} from "./pdfObjects.ts";
import {type PdfToken, pdfString, tokensOf} from "./pdfTokens.ts";

/** What can be read of a PDF file. */
export interface PdfText {
  /** One entry a page or drawing: a line for each run of glyphs, in the order of drawing. */
  pages: {place: string; text: string}[];
  /** Strings outside of pages: properties, outlines, structure, remarks; one a line. */
  strings: string;
  /** What holds text that cannot be read, in Chinese. */
  unread: string[];
}

/**
 * Reads the text of a PDF: glyphs are turned into characters by their fonts' ToUnicode tables. Where a stream or a font
 * cannot be read it says so.
 */
export function pdfText(bytes: Uint8Array): PdfText {
  const {objects, encrypted} = pdfObjects(bytes);
  if (encrypted) return {pages: [], strings: "", unread: ["加密的 PDF"]};
  const unread = new Set<string>();
  const contents = contentsOf(objects);
  if (!contents.length) unread.add("找不到 PDF 的页面");
  const everywhere = fontNames([...objects.values()].map(({dict}) => dict).join("\n"), objects);
  const pages = contents.map(({place, streams, resources}) => {
    const names = new Map([...everywhere, ...fontNames(resources, objects)]);
    const parts = streams.map(id => {
      const stream = objects.get(id)?.stream;
      if (stream === undefined) unread.add(`${place} 的数据流`);
      return stream ?? "";
    });
    const text = shown(
      parts.join("\n"),
      name => fontOf(names.get(name), objects),
      () => unread.add(`${place} 的文字（字体没有对照表）`)
    );
    return {place, text};
  });
  const strings = [...objects.values()].flatMap(({dict}) =>
    tokensOf(dict).flatMap(token => (token.kind === "string" ? [pdfString(token.value)] : []))
  );
  for (const {dict, stream} of objects.values()) {
    if (/\/Type\s*\/EmbeddedFile/.test(dict)) unread.add("PDF 里附带的文件");
    if (/\/Type\s*\/ObjStm/.test(dict) && stream === undefined) unread.add("PDF 的对象");
    if (/\/Type\s*\/Metadata/.test(dict)) strings.push(pdfString(stream ?? ""));
  }
  return {pages, strings: strings.join("\n"), unread: [...unread]};
}

interface Contents {
  place: string;
  streams: number[];
  /** Dictionaries in which the names of fonts are told. */
  resources: string;
}

function contentsOf(objects: ReadonlyMap<number, PdfObject>): Contents[] {
  const found: Contents[] = [];
  let page = 0;
  let drawing = 0;
  for (const [id, {dict}] of objects) {
    if (/\/Type\s*\/Page(?![A-Za-z])/.test(dict)) {
      const entry = /\/Contents\s*(\[[^\]]*\]|\d+\s+\d+\s+R)/.exec(dict)?.[1] ?? "";
      found.push({place: `第${++page}页`, streams: references(entry), resources: withResources(dict, objects)});
    } else if (/\/Subtype\s*\/Form(?![A-Za-z])/.test(dict)) {
      found.push({place: `第${++drawing}个图形`, streams: [id], resources: withResources(dict, objects)});
    }
  }
  return found;
}

/** Resources stand in the page, in an object of their own, or with the page's parents. */
function withResources(dict: string, objects: ReadonlyMap<number, PdfObject>, depth = 0): string {
  if (depth > 8) return dict;
  const next = [...dict.matchAll(/\/(?:Resources|Font|Parent)\s+(\d+)\s+\d+\s+R/g)].map(match => Number(match[1]));
  const upper = next.map(id => objects.get(id)).filter(object => object !== undefined && !isFont(object.dict));
  return [...upper.map(object => withResources(object!.dict, objects, depth + 1)), dict].join("\n");
}

function references(text: string): number[] {
  return [...text.matchAll(/(\d+)\s+\d+\s+R/g)].map(match => Number(match[1]));
}

function isFont(dict: string): boolean {
  return /\/Type\s*\/Font(?![A-Za-z])/.test(dict);
}

function fontNames(text: string, objects: ReadonlyMap<number, PdfObject>): Map<string, number> {
  const names = new Map<string, number>();
  for (const match of text.matchAll(/\/([^\s/<>[\]()]+)\s+(\d+)\s+\d+\s+R/g)) {
    const id = Number(match[2]);
    if (isFont(objects.get(id)?.dict ?? "")) names.set(match[1]!, id);
  }
  return names;
}

/** Returns the characters of a string of glyphs, or undefined where one of them is not known. */
type Font = (glyphs: string) => string | undefined;

const known = new WeakMap<PdfObject, Font | undefined>();

function fontOf(id: number | undefined, objects: ReadonlyMap<number, PdfObject>): Font | undefined {
  const font = id === undefined ? undefined : objects.get(id);
  if (!font) return undefined;
  if (!known.has(font)) known.set(font, readFont(font, objects));
  return known.get(font);
}

function readFont({dict}: PdfObject, objects: ReadonlyMap<number, PdfObject>): Font | undefined {
  const table = /\/ToUnicode\s+(\d+)\s+\d+\s+R/.exec(dict)?.[1];
  const stream = table ? objects.get(Number(table))?.stream : undefined;
  if (stream !== undefined) return byTable(stream);
  // A plain Latin font without a table of its own draws the letters that its bytes are.
  return /\/Subtype\s*\/(?:Type0|Type3)|\/Differences/.test(dict) ? undefined : glyphs => glyphs;
}

function byTable(cmap: string): Font {
  const table = new Map<number, string>();
  let width = 1;
  for (const [, kind, body] of cmap.matchAll(/begin(codespacerange|bfchar|bfrange)(.*?)end\1/gs)) {
    const tokens = tokensOf(body!);
    if (kind === "codespacerange") width = Math.max(width, ...tokens.map(({value}) => value.length));
    for (let i = 0; kind === "bfchar" && i + 1 < tokens.length; i += 2) {
      table.set(number(tokens[i]!.value), utf16(tokens[i + 1]!.value));
    }
    for (let i = 0; kind === "bfrange" && i + 2 < tokens.length; i += 3) {
      const [first, last] = [number(tokens[i]!.value), number(tokens[i + 1]!.value)];
      const listed = tokens[i + 2]!.value === "[";
      for (let code = first; code <= last && code - first < 65_536; code++) {
        const nth = code - first;
        const target = tokens[i + 2 + (listed ? 1 + nth : 0)]?.value ?? "";
        table.set(code, listed ? utf16(target) : raised(utf16(target), nth));
      }
      if (listed) i += last - first + 2;
    }
  }
  return glyphs => {
    let text = "";
    for (let i = 0; i < glyphs.length; i += width) {
      const character = table.get(number(glyphs.slice(i, i + width)));
      if (character === undefined) return undefined;
      text += character;
    }
    return text;
  };
}

function number(bytes: string): number {
  return [...bytes].reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0);
}

function utf16(bytes: string): string {
  return Buffer.from(bytes, "latin1")
    .subarray(0, bytes.length & ~1)
    .swap16()
    .toString("utf16le");
}

function raised(text: string, by: number): string {
  return text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + by);
}

/**
 * Follows the operators that show text; a new line wherever the pen is set anew. Text given in place of glyphs
 * (`ActualText`) stands where they are drawn, and the glyphs themselves at the end.
 */
function shown(content: string, font: (name: string) => Font | undefined, unreadable: () => void): string {
  let out = "";
  let aside = "";
  let current: Font | undefined;
  const marked: boolean[] = [];
  let operands: PdfToken[] = [];
  const show = (glyphs: string): void => {
    const text = current?.(glyphs);
    if (text === undefined) unreadable();
    if (marked.includes(true)) aside += text ?? pdfString(glyphs);
    else out += text ?? pdfString(glyphs);
  };
  for (const token of tokensOf(content)) {
    if (token.kind !== "operator" || /^[[\]]$/.test(token.value)) {
      operands.push(token);
      continue;
    }
    const strings = operands.filter(({kind}) => kind === "string").map(({value}) => value);
    if (token.value === "Tf") current = font(operands.find(({kind}) => kind === "name")?.value ?? "");
    else if (/^(?:T[jJ]|['"])$/.test(token.value)) {
      if (/['"]/.test(token.value)) out += "\n";
      strings.forEach(show);
    } else if (token.value === "BDC" || token.value === "BMC") {
      const instead = operands.some(({kind, value}) => kind === "name" && value === "ActualText");
      if (instead) out += strings.map(pdfString).join("");
      else aside += strings.map(value => `\n${pdfString(value)}\n`).join("");
      marked.push(instead);
    } else if (token.value === "EMC") marked.pop();
    else if (setsPen(token.value, operands)) out += "\n";
    operands = [];
  }
  return `${out}\n${aside}`.replace(/\n{2,}/g, "\n").trim();
}

function setsPen(operator: string, operands: readonly PdfToken[]): boolean {
  if (operator === "BT" || operator === "Tm" || operator === "T*") return true;
  return /^T[dD]$/.test(operator) && Number(operands.at(-1)?.value) !== 0;
}
