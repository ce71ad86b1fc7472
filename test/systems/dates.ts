/** Dates are ISO text here, so that they compare as text; nothing of the product is used. */

/** Returns the date so many days later. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Returns how many days lie from the first to the second date. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** Returns the same day two months later, or that month's last day where it has none such. */
export function plusTwoMonths(date: string): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + 2, 0)).getUTCDate();
  return new Date(Date.UTC(year, month + 1, Math.min(day, last))).toISOString().slice(0, 10);
}

export function yearIn(date: string): number {
  return Number(date.slice(0, 4));
}

/** Returns the date where it has come by the data date, else null. */
export function come(date: string | null, asOf: string): string | null {
  return date !== null && date <= asOf ? date : null;
}
