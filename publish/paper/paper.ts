/**
 * A paper as content, without a look: the Word file and the printed page are drawn from the same value, so that no figure
 * can differ between them.
 */
export interface Paper {
  title: string;
  /** 草案 or 审核稿 at the head of every page; null where the year is signed. */
  mark: string | null;
  /** `document` is laid out as GB/T 9704 has it; `sheet` is a form of one page. */
  form: Form;
  /** Stands at the foot of every page of a sheet; a document has its page number there. */
  footer: string;
  /** ISO date that the file carries as its time of making. */
  date: string;
  city: string;
  sections: readonly Section[];
}

export type Form = "document" | "sheet";

/** Pages of one direction. */
export interface Section {
  landscape: boolean;
  blocks: readonly Block[];
}

export type Block =
  // A title too long for a line says where it breaks.
  | {kind: "title"; text: string}
  /** One line outside the running text: the document number, who is addressed, the name of an annex. */
  | {kind: "line"; text: string; align: "left" | "center" | "right"}
  | {kind: "heading"; level: 1 | 2; text: string}
  /** A paragraph; `fill` marks words that the office has to write itself. */
  | {kind: "text"; text: string; fill?: boolean}
  /** A paragraph in small type. */
  | {kind: "note"; text: string}
  | TableBlock
  /** Who signs, and below it the date. */
  | {kind: "closing"; issuer: string; date: string};

export interface TableBlock {
  kind: "table";
  /** Above the table; empty for none. */
  caption: string;
  columns: readonly PaperColumn[];
  rows: readonly (readonly string[])[];
  /** Whether the last row sums up the others. */
  total?: boolean;
}

export interface PaperColumn {
  /** May hold a line end. */
  head: string;
  /** In millimetres. */
  width: number;
  align: "left" | "center" | "right";
}

/** Page, type and lines of one form; millimetres for the page, points for type. */
export interface Layout {
  margins: {top: number; right: number; bottom: number; left: number};
  /** From the page's edge. */
  header: number;
  footer: number;
  title: {size: number; line: number};
  body: {size: number; line: number};
  /** Between characters of the body, in points. */
  spacing: number;
  table: {size: number; line: number};
  note: {size: number; line: number};
  pageNumbers: boolean;
}

export const PAGE = {width: 210, height: 297} as const;

/** GB/T 9704: 天头 37, 订口 28, 版心 156 × 225 mm, 22 lines of 29 pt; the sheet is a form and uses the page. */
export const LAYOUTS: Readonly<Record<Form, Layout>> = {
  document: {
    margins: {top: 37, right: 26, bottom: 35, left: 28},
    header: 22,
    footer: 25,
    title: {size: 22, line: 36},
    body: {size: 16, line: 29},
    // 28 characters of 16 pt are 448 pt, the line has 442.
    spacing: -0.25,
    table: {size: 10.5, line: 16},
    note: {size: 12, line: 20},
    pageNumbers: true
  },
  sheet: {
    margins: {top: 20, right: 20, bottom: 16, left: 20},
    header: 9,
    footer: 8,
    title: {size: 18, line: 28},
    body: {size: 10.5, line: 17},
    spacing: 0,
    table: {size: 9, line: 12.5},
    note: {size: 9, line: 13},
    pageNumbers: false
  }
};

/** Air in a table's row, above and below its lines together, in points. */
export const ROW_AIR = {document: 4, sheet: 3} as const;

/** Returns how wide the text may be, in millimetres. */
export function textWidthOf(form: Form, landscape: boolean): number {
  const {top, right, bottom, left} = LAYOUTS[form].margins;
  return landscape ? PAGE.height - top - bottom : PAGE.width - left - right;
}
