import type {Column, Table} from "../dictionary.ts";
import type {Sink} from "../sink.ts";
import type {CellText} from "./rows.ts";

/** Writes an array with one object a line; points are decimal text, so that no reader makes binary floats of them. */
export async function writeJson(
  sink: Sink,
  table: Pick<Table, "columns">,
  blocks: AsyncIterable<CellText[][]>
): Promise<number> {
  const names = table.columns.map(({name}) => JSON.stringify(name));
  let rows = 0;
  sink.write("[");
  for await (const block of blocks) {
    for (const cells of block) {
      const members = cells.map((cell, i) => `${names[i]}:${value(cell, table.columns[i]!)}`);
      sink.write(`${rows++ ? "," : ""}\n{${members.join(",")}}`);
    }
  }
  sink.write("\n]\n");
  return rows;
}

function value(cell: CellText, {type}: Column): string {
  if (cell === null) return "null";
  return type === "integer" || type === "boolean" ? cell : JSON.stringify(cell);
}
