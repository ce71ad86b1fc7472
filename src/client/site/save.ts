import {writeExcelCsv} from "../../../publish/formats/csv.ts";
import {neutralise} from "../../../publish/neutralise.ts";
import {saveText} from "../saveText.ts";

/** Puts a button below a table that no published file holds: all its rows, as they stand, become a CSV. */
export function offerFile(table: HTMLTableElement): void {
  const line = document.createElement("p");
  line.className = "data";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "push";
  button.textContent = "这张表存为 CSV";
  const caption = table.caption!.textContent;
  button.setAttribute("aria-label", `这张表存为 CSV：${caption}`);
  button.addEventListener("click", async () => {
    saveText(await csvOf(table), `${caption.replace(/[^\p{L}\p{N}（）—－-]+/gu, "_").slice(0, 80)}.csv`, "text/csv");
  });
  line.append(button);
  table.parentElement!.after(line);
}

/** Returns the rows of the table as the Excel edition of a CSV: with BOM, and no text that a program would run. */
async function csvOf(table: HTMLTableElement): Promise<string> {
  const texts = (row: HTMLTableRowElement) => [...row.cells].map(cell => cell.textContent.trim());
  const rows = [...table.tBodies[0]!.rows].map(texts);
  const parts: string[] = [];
  const columns = texts(table.tHead!.rows[0]!).map((name, i) => {
    const counts = rows.every(row => /^-?\d+(?:\.\d+)?$/.test(row[i] ?? ""));
    const type = counts ? ("integer" as const) : ("text" as const);
    return {name: neutralise(name), title: name, type, description: "", key: false};
  });
  await writeExcelCsv({write: (text: string) => void parts.push(text)}, {columns}, oneBlock(rows));
  return parts.join("");
}

async function* oneBlock(rows: string[][]): AsyncGenerator<string[][]> {
  yield rows;
}
