import type {City} from "./city.ts";
import type {UnitFact} from "./facts.ts";
import type {CellValue, Column, Layout, OfficeFile, OfficeSheet, Row, RowExpectation} from "./office.ts";
import {layOut} from "./office.ts";
import {people} from "./people.ts";
import {type Random, random} from "./random.ts";
import {directory} from "./units.ts";

/** What the clerks who write the files know: the city, whether they slip, and how they call a unit. */
export interface Desk {
  city: City;
  /** Whether rows that must be refused or warned of are mixed in. */
  dirt: boolean;
  draw: Random;
  unitAt(id: string, day: string): UnitFact;
  /** Returns one of the ways to write the unit's name, all of which the directory resolves. */
  unitName(id: string, day: string): string;
  /** Returns the facts to write: all of them, or in a clean workspace those that raise no warning. */
  regular<T extends {irregular?: unknown}>(facts: readonly T[]): T[];
  /** Returns the lines below a table, signed by an invented clerk with a phone number. */
  footer(): string[];
}

/** Returns a desk for one dataset; its slips are drawn from a stream of its own. */
export function openDesk(city: City, dataset: string, dirt: boolean): Desk {
  const draw = random(city.sizes.seed, `files/${dataset}`);
  const newPerson = people(random(city.sizes.seed, `files/${dataset}/clerks`), 4);
  const unitAt = directory(city.units);
  return {
    city,
    dirt,
    draw,
    unitAt,
    unitName: (id, day) => {
      const unit = unitAt(id, day);
      const way = draw.next();
      if (way < 0.06) return `${unit.name}（盖章）`;
      if (unit.kind === "村" || unit.kind === "社区") return unit.name;
      if (way < 0.14 && unit.shortName) return unit.shortName;
      if (way < 0.17 && unit.formerNames[0]) return unit.formerNames[0];
      if (way < 0.2) return unit.id;
      return unit.name;
    },
    regular: facts => (dirt ? [...facts] : facts.filter(fact => !fact.irregular)),
    footer: () => {
      const clerk = newPerson();
      return [`填表人：${clerk.name}  联系电话：${clerk.phone}`, "审核人：（签字）"];
    }
  };
}

/** Returns the row with some cells spoilt, and what the loader must say of it; `lacking` names what its rule then misses. */
export function spoil(
  row: Row,
  changes: Record<string, CellValue>,
  field: string,
  code: RowExpectation["code"],
  {
    severity = "error",
    rejected = severity === "error",
    lacking = []
  }: {severity?: RowExpectation["severity"]; rejected?: boolean; lacking?: readonly string[]} = {}
): Row {
  const companions = lacking.map(name => ({field: name, code: "missing_companion", severity: "warning"}) as const);
  return {cells: {...row.cells, ...changes}, rejected, issues: [{field, code, severity}, ...companions]};
}

/** Returns two rows of one key that differ: both are refused. */
export function conflict(row: Row, changes: Record<string, CellValue>, other: Record<string, CellValue>): Row[] {
  const issues: RowExpectation[] = [{field: "", code: "conflicting_duplicate", severity: "error"}];
  const cells = {...row.cells, ...changes};
  return [
    {cells, rejected: true, issues},
    {cells: {...cells, ...other}, rejected: true, issues}
  ];
}

/** Returns the row once more: the repeat is refused with a warning. */
export function repeat(row: Row): Row {
  return {cells: row.cells, rejected: true, issues: [{field: "", code: "duplicate_key", severity: "warning"}]};
}

/** Returns the rows with the groups set between them at drawn places: a group stays together, a repeat comes second. */
export function scatter(draw: Random, rows: readonly Row[], groups: readonly (Row | Row[])[]): Row[] {
  const result: (Row | Row[])[] = [...rows];
  for (const group of groups) {
    const cells = Array.isArray(group) ? undefined : group.cells;
    const original = result.findIndex(row => !Array.isArray(row) && row.cells === cells);
    result.splice(draw.int(original + 1, result.length), 0, group);
  }
  return result.flat();
}

/** Returns a file of other bytes than a table's. */
export function rawFile(dataset: string, path: string, raw: string, issues: OfficeFile["issues"]): OfficeFile {
  return {
    path: `${dataset}/${path}`,
    dataset,
    format: "raw",
    encoding: "utf-8",
    delimiter: ",",
    lineEnd: "\n",
    sheets: [],
    issues,
    raw
  };
}

/** Returns a text file; commas, CRLF and UTF-8 unless said otherwise. */
export function textFile(
  dataset: string,
  path: string,
  rows: readonly Row[],
  layout: Layout,
  how: Partial<Pick<OfficeFile, "encoding" | "delimiter" | "lineEnd">> = {}
): OfficeFile {
  return {
    path: `${dataset}/${path}`,
    dataset,
    format: "text",
    encoding: "utf-8",
    delimiter: ",",
    lineEnd: "\r\n",
    sheets: [layOut("", rows, layout)],
    issues: [],
    ...how
  };
}

/** Returns a workbook of the sheets, and of those beside the data that no loader reads. */
export function workbook(
  dataset: string,
  path: string,
  sheets: readonly {name: string; rows: readonly Row[]; layout: Layout}[],
  asides: readonly OfficeSheet[] = []
): OfficeFile {
  return {
    path: `${dataset}/${path}`,
    dataset,
    format: "workbook",
    encoding: "utf-8",
    delimiter: ",",
    lineEnd: "\n",
    sheets: [...sheets.map(({name, rows, layout}) => layOut(name, rows, layout)), ...asides],
    issues: []
  };
}

/** Returns the sheet 填写说明 that comes with a template. */
export function notesSheet(...lines: string[]): OfficeSheet {
  return {
    name: "填写说明",
    lines: lines.map(line => ({kind: "note", cells: [line]})),
    merges: [],
    secrets: [],
    aside: "notes"
  };
}

/** Returns a hidden sheet of drop-down lists, as a template carries. */
export function hiddenSheet(...words: string[]): OfficeSheet {
  return {
    name: "下拉列表",
    lines: words.map(word => ({kind: "note", cells: [word]})),
    merges: [],
    secrets: [],
    aside: "hidden"
  };
}

/** Returns a column that no contract knows: the loader warns of it and stores nothing. */
export function stray(written: string, fill: (index: number) => CellValue): Column {
  return {field: null, written, fill};
}

/** Returns a column that is dropped at reading, in every dataset, without a word. */
export function dropped(written: string, field = written): Column {
  return {field, written};
}
