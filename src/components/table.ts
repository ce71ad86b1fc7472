import {type Html, html, type Part} from "./html.ts";

export interface Column {
  head: Part;
  /** Numbers stand right and sort as numbers. */
  number?: boolean;
  /** Stays in sight when the table is scrolled sideways; only for the first columns. */
  sticky?: boolean;
  /** Keeps the words of a cell on one line. */
  nowrap?: boolean;
  /** A long text that may take the room. */
  wide?: boolean;
  /** Where in a document: some words that should not be broken into single characters. */
  clause?: boolean;
}

/** What a cell shows, what it sorts by where that is not the text, and other words by which a filter finds its row. */
export type Cell = Part | {show: Part; sort: string | number; find?: string};

export interface TableOptions {
  caption: Part;
  /** What the region around it is called, where the caption says more than that. */
  label?: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  /** The column that names the row; the first by default. */
  rowHead?: number;
  /** Offers sorting and, for long tables, a filter, where the script runs; by this name the address keeps them. */
  interactive?: string;
  /** No published file holds these rows: where the script runs, a button makes one. */
  csv?: boolean;
  /** Shown in place of rows where there are none. */
  empty?: string;
  foot?: Html;
  className?: string;
  /** Names for the rows, by which links find them. */
  rowIds?: readonly (string | null)[];
  /** On a telephone each row stands as a block, every cell under the other with its head. */
  stack?: boolean;
}

/** Columns that a telephone shows side by side, if their heads may break. */
const FEW = 4;

/** Returns a table in a region that scrolls sideways by itself, with caption, column and row heads. */
export function table(options: TableOptions): Html {
  const {
    caption,
    label = labelText(caption),
    columns,
    rows,
    rowHead = 0,
    interactive,
    empty = "没有记录",
    foot,
    rowIds = [],
    stack,
    csv
  } = options;
  const className = [options.className, stack ? "stack" : "", columns.length <= FEW ? "few" : ""]
    .filter(Boolean)
    .join(" ");
  const head = columns.map(
    (column, i) =>
      html`<th scope="col"${classes(column, i)}${column.number ? html` data-number` : null}>${column.head}</th>`
  );
  const body = rows.length
    ? rows.map((row, at) => {
        const id = rowIds[at];
        const cells = row.map((cell, i) => renderCell(cell, columns[i]!, i, rowHead, stack));
        return html`<tr${id ? html` id="${id}"` : null}>${cells}</tr>`;
      })
    : html`<tr><td colspan="${columns.length}" class="empty">${empty}</td></tr>`;
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${label}"><table${className ? html` class="${className}"` : null}${interactive && rows.length > 1 ? html` data-table="${interactive}"` : null}${csv && rows.length ? html` data-csv` : null}><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody>${foot ? html`<tfoot>${foot}</tfoot>` : null}</table></div>`;
}

function renderCell(cell: Cell, column: Column, i: number, rowHead: number, stack = false): Html {
  const sortable = cell !== null && typeof cell === "object" && "show" in cell;
  const shown = sortable ? cell.show : (cell as Part);
  const sort = sortable ? html` data-sort="${String(cell.sort)}"` : null;
  const find = sortable && cell.find ? html` data-find="${cell.find}"` : null;
  // A name at the head of a row speaks for itself, a number does not.
  const label = stack && (i !== rowHead || column.number) ? html` data-label="${labelText(column.head)}"` : null;
  return i === rowHead
    ? html`<th scope="row"${classes(column, i)}${sort}${find}${label}>${shown}</th>`
    : html`<td${classes(column, i)}${sort}${find}${label}>${shown}</td>`;
}

function classes(column: Column, i: number): Html | null {
  const names = [
    column.number ? "number" : "",
    column.sticky ? `sticky sticky-${i}` : "",
    column.nowrap ? "nowrap" : "",
    column.wide ? "wide-cell" : "",
    column.clause ? "clause-cell" : ""
  ].filter(Boolean);
  return names.length ? html` class="${names.join(" ")}"` : null;
}

/** The caption without its tags, as the name of the region. */
function labelText(caption: Part): string {
  return html`${caption}`.text
    .replace(/<[^>]*>/g, "")
    .replace(/&#36;/g, "$")
    .replace(/&#92;/g, "\\")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&#10;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}
