/** Returns the SQL that writes a date as readers do: 2025年3月1日. */
export function sayDate(column: string): string {
  return `strftime(${column}, '%Y年%-m月%-d日')`;
}

/** Returns the SQL that writes whole thousandths as points, with one decimal or as many as they need. */
export function sayPoints(column: string): string {
  return `regexp_replace(printf('%d.%03d', ${column} // 1000, ${column} % 1000), '0{1,2}$', '')`;
}

/** Returns the SQL that writes a unit's name, or its code where the directory does not have it. */
export function sayUnit(names: string, code: string): string {
  return `coalesce(${names}.name, ${code})`;
}
