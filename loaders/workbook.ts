import {FileFault} from "./fault.ts";
import {isDateFormat} from "./formats.ts";
import {messages} from "./messages.ts";
import {LONGEST_CELL, sheetRows, unescaped} from "./sheetRows.ts";
import type {SourceSheet} from "./table.ts";
import {localName, readWholeXml} from "./xml.ts";

/** The parts of a workbook, however they are packed; names are found whatever their case. */
export interface Package {
  has(part: string): boolean;
  open(part: string): AsyncIterable<Uint8Array>;
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

const MOST_STRINGS = 4_000_000;
const MOST_STRING_CHARACTERS = 512 << 20;

/** Returns the sheets of a workbook in their order; their rows are read when they are asked for. */
export async function openWorkbook(parts: Package): Promise<WorkbookSheet[]> {
  const path = await workbookPath(parts);
  const relations = await relationsOf(parts, path);
  const {sheets, date1904} = await sheetEntries(parts, path);
  const part = (type: string): string | undefined => [...relations.values()].find(one => one.type === type)?.target;
  const dateStyles = await dateStylesOf(parts, part("styles"));
  const strings = await stringsOf(parts, part("sharedStrings"));
  return sheets.map(({name, relation, hidden}) => {
    const found = relations.get(relation);
    if (!found) throw broken(`缺少工作表“${name}”`);
    const merges: string[] = [];
    const isGrid = found.type === "worksheet";
    if (isGrid && !parts.has(found.target)) throw broken(`缺少 ${found.target}`);
    const rows = {
      [Symbol.asyncIterator]: () => {
        merges.length = 0;
        return sheetRows(parts.open(found.target), {part: found.target, strings, dateStyles, date1904}, merges);
      }
    };
    return {name, hidden, isGrid, sheet: {name, rows, merges, date1904}};
  });
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
      if (name === "workbookPr") date1904 = attributes.date1904 === "1" || attributes.date1904 === "true";
      if (name !== "sheet") return;
      const id = Object.keys(attributes).find(key => key.includes(":") && localName(key) === "id");
      sheets.push({
        name: attributes.name || "（无名）",
        relation: (id && attributes[id]) || "",
        hidden: attributes.state === "hidden" || attributes.state === "veryHidden"
      });
    }
  });
  return {sheets, date1904};
}

async function dateStylesOf(parts: Package, path: string | undefined): Promise<boolean[]> {
  if (!path || !parts.has(path)) return [];
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCells = false;
  await readWholeXml(parts.open(path), path, {
    open(name, {numFmtId, formatCode}) {
      if (name === "numFmt" && numFmtId !== undefined) codes.set(Number(numFmtId), formatCode ?? "");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) formats.push(Number(numFmtId ?? 0));
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    }
  });
  return formats.map(id => isDateFormat(id, codes.get(id)));
}

async function stringsOf(parts: Package, path: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (!path || !parts.has(path)) return strings;
  let text = "";
  let listening = false;
  let phonetic = 0;
  let characters = 0;
  await readWholeXml(parts.open(path), path, {
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
        if (strings.push(unescaped(text)) > MOST_STRINGS || characters > MOST_STRING_CHARACTERS) {
          throw new FileFault("too_large", messages.tooLarge("文字过多"));
        }
      }
    },
    text(piece) {
      if (!listening) return;
      text += piece;
      if (text.length > LONGEST_CELL) throw new FileFault("too_large", messages.tooLarge("有过长的单元格"));
    }
  });
  return strings;
}

function broken(what: string): FileFault {
  return new FileFault("unreadable_workbook", messages.notWorkbook(what));
}
