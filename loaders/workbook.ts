import {FileFault} from "./fault.ts";
import {isDateFormat, isPercentFormat} from "./formats.ts";
import {messages} from "./messages.ts";
import {LONGEST_CELL, type SheetContext, sheetRows, unescaped} from "./sheetRows.ts";
import type {SourceSheet} from "./table.ts";
import {localName, type PartBytes, readWholeXml} from "./xml.ts";

/** The parts of a workbook, however they are packed; names are found whatever their case. */
export interface Package {
  has(part: string): boolean;
  open(part: string): PartBytes;
}

export interface WorkbookSheet {
  name: string;
  hidden: boolean;
  /** False for a sheet that is a chart or a dialog. */
  isGrid: boolean;
  sheet: SourceSheet;
}

interface Relation {
  type: string;
  target: string;
}

interface SheetEntry {
  name: string;
  relation: string;
  hidden: boolean;
}

const MOST_RELATIONS = 20_000;
const MOST_SHEETS = 5_000;
/** Excel's own limit is 31. */
const LONGEST_NAME = 255;
/** Excel's own limit is 65,490. */
const MOST_STYLES = 200_000;
/** Shared strings are kept in memory: how many and how long they may be grows with what they are packed in. */
const MOST_STRINGS = {least: 4_000_000, perByte: 0.5};
const MOST_STRING_CHARACTERS = {least: 16 << 20, perByte: 24};

/** Returns the sheets of a workbook in their order; their rows are read when they are asked for. */
export async function openWorkbook(parts: Package): Promise<WorkbookSheet[]> {
  const path = await workbookPath(parts);
  if (path.endsWith(".bin")) throw new FileFault("unsupported_file", messages.binaryWorkbook());
  const relations = await relationsOf(parts, path);
  refuseHarmful(relations);
  const {sheets, date1904} = await sheetEntries(parts, path);
  if (!sheets.length) throw broken("没有工作表");
  refuseShared(sheets, relations);
  const partOf = (type: string): string | undefined => [...relations.values()].find(one => one.type === type)?.target;
  const {dateStyles, percentStyles} = await stylesOf(parts, partOf("styles"));
  const strings = await stringsOf(parts, partOf("sharedStrings"));
  return sheets.map(({name, relation, hidden}) => {
    const found = relations.get(relation);
    // A module of code from Excel 95 is listed among the sheets, but is no part of the file.
    if (!found && relation !== "") throw broken(`缺少工作表“${name}”`);
    const merges: string[] = [];
    const isGrid = found?.type === "worksheet";
    const part = found?.target ?? "";
    if (isGrid && !parts.has(part)) throw broken(`缺少 ${part}`);
    const rows = {
      [Symbol.asyncIterator]: () => {
        merges.length = 0;
        return sheetRows(parts.open(part), {part, strings, dateStyles, percentStyles, date1904}, merges);
      }
    };
    return {name, hidden, isGrid, sheet: {name, rows, merges, date1904}};
  });
}

/** Code, and values that other files give: neither can be vouched for. */
function refuseHarmful(relations: ReadonlyMap<string, Relation>): void {
  for (const {type} of relations.values()) {
    if (/^(?:vbaProject|xlMacrosheet|xlIntlMacrosheet)$/i.test(type)) {
      throw new FileFault("unsupported_file", messages.macros());
    }
    if (/^externalLink$/i.test(type)) throw new FileFault("unsupported_file", messages.externalLinks());
  }
}

/** Two sheets of one name could not be told apart, and two of one part would be counted twice. */
function refuseShared(sheets: readonly SheetEntry[], relations: ReadonlyMap<string, Relation>): void {
  const names = new Set<string>();
  const targets = new Set<string>();
  for (const {name, relation} of sheets) {
    const target = relations.get(relation)?.target.toLowerCase();
    if (names.has(name.toLowerCase())) throw broken(`有两个名为“${name}”的工作表`);
    if (target !== undefined && targets.has(target)) throw broken(`有两个工作表同是 ${target}`);
    names.add(name.toLowerCase());
    if (target !== undefined) targets.add(target);
  }
}

async function workbookPath(parts: Package): Promise<string> {
  const roots = parts.has("_rels/.rels") ? await relationsOf(parts, "") : new Map<string, Relation>();
  const path = [...roots.values()].find(one => one.type === "officeDocument")?.target ?? "xl/workbook.xml";
  if (!parts.has(path)) throw broken("缺少 xl/workbook.xml");
  return path;
}

/** Returns what a part refers to, by id; targets are paths from the root. */
async function relationsOf(parts: Package, part: string): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf("/");
  const folder = part.slice(0, slash + 1);
  const path = `${folder}_rels/${part.slice(slash + 1)}.rels`;
  const relations = new Map<string, Relation>();
  if (!parts.has(path)) return relations;
  await readWholeXml(parts.open(path), path, {
    open(name, {Id, Type, Target, TargetMode}) {
      if (name !== "Relationship" || !Id || !Type || !Target || TargetMode === "External") return;
      if (relations.size >= MOST_RELATIONS) throw tooLarge(`${path} 里的关系超过 ${MOST_RELATIONS} 个`);
      relations.set(Id, {type: Type.slice(Type.lastIndexOf("/") + 1), target: resolved(folder, Target)});
    }
  });
  return relations;
}

function resolved(folder: string, target: string): string {
  const path = target.replaceAll("\\", "/");
  const steps: string[] = [];
  for (const step of (path.startsWith("/") ? path : folder + path).split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

async function sheetEntries(parts: Package, path: string): Promise<{sheets: SheetEntry[]; date1904: boolean}> {
  const sheets: SheetEntry[] = [];
  let date1904 = false;
  await readWholeXml(parts.open(path), path, {
    open(name, attributes) {
      // An extension of Excel 2013 has an element of the same name, which says nothing of dates.
      if (name === "workbookPr") date1904 ||= attributes.date1904 === "1" || attributes.date1904 === "true";
      if (name !== "sheet") return;
      const id = Object.keys(attributes).find(key => key.includes(":") && localName(key) === "id");
      if (sheets.length >= MOST_SHEETS) throw tooLarge(`工作表超过 ${MOST_SHEETS} 个`);
      if ((attributes.name?.length ?? 0) > LONGEST_NAME) throw broken(`工作表的名字超过 ${LONGEST_NAME} 个字`);
      const title = attributes.name || "（无名）";
      if (id === undefined) throw broken(`缺少工作表“${title}”`);
      sheets.push({
        name: title,
        relation: attributes[id] ?? "",
        hidden: attributes.state === "hidden" || attributes.state === "veryHidden"
      });
    }
  });
  return {sheets, date1904};
}

async function stylesOf(
  parts: Package,
  path: string | undefined
): Promise<Pick<SheetContext, "dateStyles" | "percentStyles">> {
  if (!path || !parts.has(path)) return {dateStyles: [], percentStyles: []};
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCells = false;
  // Conditional formats have number formats too, under numbers that mean something else among the cells'.
  let inFormats = false;
  await readWholeXml(parts.open(path), path, {
    open(name, {numFmtId, formatCode}) {
      if (formats.length + codes.size > MOST_STYLES) throw tooLarge(`样式超过 ${MOST_STYLES} 种`);
      if (name === "numFmts") inFormats = true;
      else if (name === "numFmt" && inFormats && numFmtId !== undefined) codes.set(Number(numFmtId), formatCode ?? "");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) formats.push(Number(numFmtId ?? 0));
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
      else if (name === "numFmts") inFormats = false;
    }
  });
  return {
    dateStyles: formats.map(id => isDateFormat(id, codes.get(id))),
    percentStyles: formats.map(id => isPercentFormat(id, codes.get(id)))
  };
}

async function stringsOf(parts: Package, path: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (!path || !parts.has(path)) return strings;
  let text = "";
  let listening = false;
  let phonetic = 0;
  let characters = 0;
  const bytes = parts.open(path);
  const most = (limit: {least: number; perByte: number}): number =>
    limit.least + limit.perByte * (bytes.packed ?? Number.POSITIVE_INFINITY);
  const [mostStrings, mostCharacters] = [most(MOST_STRINGS), most(MOST_STRING_CHARACTERS)];
  await readWholeXml(bytes, path, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") phonetic++;
      else if (name === "t") listening = phonetic === 0;
    },
    close(name) {
      if (name === "rPh") phonetic--;
      else if (name === "t") listening = false;
      else if (name === "si") {
        characters += text.length;
        if (strings.push(unescaped(text)) > mostStrings || characters > mostCharacters) throw tooLarge("文字过多");
      }
    },
    text(piece) {
      if (!listening) return;
      text += piece;
      if (text.length > LONGEST_CELL) throw tooLarge("有过长的单元格");
    }
  });
  return strings;
}

function tooLarge(what: string): FileFault {
  return new FileFault("too_large", messages.tooLarge(what));
}

function broken(what: string): FileFault {
  return new FileFault("unreadable_workbook", messages.notWorkbook(what));
}
