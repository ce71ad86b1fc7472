import type {Config} from "./config.ts";
import {type Contract, IDENTIFYING} from "./contract.ts";
import {contracts} from "./contracts/index.ts";
import {listFiles} from "./files.ts";
import {headerNames, normaliseHeader} from "./header.ts";
import {findLayout, LAYOUT_ROWS, textOf} from "./layout.ts";
import {openSource} from "./source.ts";
import type {SourceRow, SourceSheet} from "./table.ts";

/** Shorter values would be found in any text: a name of two characters is left to the rules for names. */
const SHORTEST = 3;

/**
 * Returns the names, ID numbers, phones and addresses that stand in the workspace's files, to be looked for in what is
 * published. They are read from the files each time and kept in memory alone. A value made of nothing but the names of
 * the city and its units is no secret.
 */
export async function collectSecrets(workspace: string, config: Config): Promise<Set<string>> {
  const {files} = await listFiles(workspace);
  const found = new Set<string>();
  const places = new Set([config.city]);
  for (const file of files) {
    const contract = contracts.find(({name}) => name === file.dataset);
    if (!contract) continue;
    await readFile(file, contract, config, found, places);
  }
  const names = [...places].filter(name => name.length > 1).sort((a, b) => b.length - a.length);
  return new Set([...found].filter(value => isSecret(value, names)));
}

async function readFile(
  file: {path: string; name: string},
  contract: Contract,
  config: Config,
  found: Set<string>,
  places: Set<string>
): Promise<void> {
  const sheets = config.datasets.get(contract.name)?.sheets ?? null;
  let source: Awaited<ReturnType<typeof openSource>>;
  try {
    source = await openSource(file.path, {name: file.name, headers: headerNames(contract), sheets});
  } catch {
    return; // Loading has listed what is wrong with the file; nothing of it was read.
  }
  try {
    for (const sheet of source.sheets) await readSheet(sheet, contract, found, places);
  } finally {
    await source.close();
  }
}

async function readSheet(
  sheet: SourceSheet,
  contract: Contract,
  found: Set<string>,
  places: Set<string>
): Promise<void> {
  const held: SourceRow[] = [];
  let columns: {secret: number[]; place: number[]} | undefined;
  const take = (row: SourceRow) => {
    for (const column of columns!.secret) add(found, textOf(row.cells[column]));
    for (const column of columns!.place) add(places, textOf(row.cells[column]));
  };
  const begin = () => {
    columns = secretColumns(held, contract);
    held.splice(0).forEach(take);
  };
  try {
    for await (const batch of sheet.rows) {
      for (const row of batch) {
        if (columns) take(row);
        else if (held.push(row) > LAYOUT_ROWS) begin();
      }
    }
  } catch {
    // A file that breaks on the way was refused by loading as a whole; what stands before the break is looked for all the same.
  }
  if (!columns) begin();
}

const LABELS = new Set([...IDENTIFYING, "申报人"].map(normaliseHeader));

function secretColumns(rows: readonly SourceRow[], contract: Contract): {secret: number[]; place: number[]} {
  const layout = findLayout(rows, contract);
  const headers = layout?.header ?? [];
  const own = contract.fields.filter(field => field.type === "hash" || (field.restricted && field.type === "text"));
  const secret = new Set(
    [...IDENTIFYING, ...own.flatMap(field => [field.header, ...(field.aliases ?? [])])].map(normaliseHeader)
  );
  const place = new Set(contract.name === "units" ? ["单位名称", "单位简称", "单位全称", "简称", "曾用名"] : []);
  const at = (known: ReadonlySet<string>) => [
    ...new Set(headers.flatMap(row => row.flatMap((name, i) => (known.has(name) ? [i] : []))))
  ];
  return {secret: at(secret), place: at(place)};
}

function add(values: Set<string>, text: string): void {
  const value = text.trim();
  // A header repeated on a printed page stands in the column like a value.
  if (value.length > 1 && !LABELS.has(normaliseHeader(value))) values.add(value);
}

/** A line of totals counts the people in the column of their names: 466人 is nobody. */
const COUNT = /^(?:合计|小计|总计|共计?)?[：:\s]*[\d,]{1,9}\s*(?:人|名|位|人次)$/;

function isSecret(value: string, places: readonly string[]): boolean {
  if (value.length < SHORTEST || COUNT.test(value.normalize("NFKC"))) return false;
  let rest = value;
  for (const place of places) rest = rest.replaceAll(place, "");
  return rest.length >= SHORTEST;
}
