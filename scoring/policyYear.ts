/** Returns the policy year that the day lies in; a year that begins within a calendar year is called by that one. */
export function policyYear(day: string, begins: string): number {
  const year = Number(day.slice(0, 4));
  return day.slice(5) < begins ? year - 1 : year;
}

/** Returns the first day of the policy year. */
export function firstDayOf(year: number, begins: string): string {
  return `${String(year).padStart(4, "0")}-${begins}`;
}

/** Returns the last day of the policy year. */
export function lastDayOf(year: number, begins: string): string {
  const next = new Date(`${firstDayOf(year + 1, begins)}T00:00:00Z`);
  return new Date(next.getTime() - 86_400_000).toISOString().slice(0, 10);
}

/** Returns the day a ranking is taken on: the last day of the policy year, or as-of if that is earlier. */
export function rankingDay(year: number, asOf: string, begins: string): string {
  const last = lastDayOf(year, begins);
  return last < asOf ? last : asOf;
}

/** Returns whether a policy year may begin on the day of every year, written mm-dd. */
export function isBeginning(text: string): boolean {
  const date = new Date(`2023-${text}T00:00:00Z`);
  return (
    /^\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === `2023-${text}`
  );
}
