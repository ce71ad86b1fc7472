/** Returns the name as a quoted SQL identifier. The only place that quotes a name. */
export function identifier(name: string): string {
  if (name.includes("\0")) throw new Error(`invalid identifier: ${JSON.stringify(name)}`);
  return `"${name.replaceAll('"', '""')}"`;
}

/** Returns the value as a SQL literal; numbers must be safe integers. The only place that writes a value. */
export function literal(value: string | number | bigint | boolean | null): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Error(`invalid number literal: ${value}`);
  return String(value);
}

/** Returns a date literal; the text must be ISO `yyyy-mm-dd`. */
export function dateLiteral(iso: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) throw new Error(`invalid date literal: ${iso}`);
  return `DATE '${iso}'`;
}
