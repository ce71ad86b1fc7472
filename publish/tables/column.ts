/** What a published column holds; `points` are whole thousandths in the database and decimal text in every file. */
export type ColumnType = "text" | "integer" | "points" | "date" | "boolean";

export interface Column {
  name: string;
  /** What the office reads at the head of the column. */
  title: string;
  type: ColumnType;
  /** One Chinese sentence: what it means, in which unit, and what missing says. */
  description: string;
  /** Part of what makes a row this row. */
  key: boolean;
}

export interface Table {
  name: string;
  schema: "score" | "quality";
  title: string;
  description: string;
  /** Only for the bundle that stays with leadership, office and analysts. */
  internal: boolean;
  /** The key orders the rows but does not tell them apart: one place may have two remarks of a kind. */
  repeats?: true;
  /** A boolean column: where it is true the row's whole numbers are written to no file, its key apart. */
  heldBy?: string;
  columns: readonly Column[];
}

/** Returns a column that is no part of the key. */
export function column(name: string, title: string, type: ColumnType, description: string): Column {
  return {name, title, type, description, key: false};
}

/** Returns a column that is part of the key. */
export function key(name: string, title: string, type: ColumnType, description: string): Column {
  return {name, title, type, description, key: true};
}

/** Returns the columns that tell which source row a fact came from. */
export function provenance(): Column[] {
  return [
    column("source_file", "来源文件", "text", "事实所在的文件，相对于工作区。"),
    column("source_sheet", "来源工作表", "text", "事实所在的工作表；文本文件为空。"),
    column("source_row", "来源行号", "integer", "事实所在的行，与表格软件显示的行号一致。")
  ];
}
