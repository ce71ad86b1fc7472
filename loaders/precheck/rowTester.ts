import {type Columns, holds, operandOf, templateText} from "../condition.ts";
import type {Contract} from "../contract.ts";
import type {Issue} from "../issue.ts";
import {headerOf, INACTIVE_IN, INACTIVE_ON, rowChecks, UNIT_DATES} from "../rowChecks.ts";
import type {ClaimWords} from "../words.ts";
import type {KnownUnit} from "./knowledge.ts";
import type {Note, Place} from "./settled.ts";

/** The first and the last day that a date without an end stands for. */
const ALWAYS = {from: "0001-01-01", to: "9999-12-31"} as const;

/** Returns what looks over an accepted row by itself, its units by their codes: dates, companions, whether its unit was there. */
export function rowTester(
  contract: Contract,
  {words, units, note}: {words: ClaimWords | null; units: readonly KnownUnit[]; note: Note}
): (place: Place, row: Columns) => Issue[] {
  const checks = rowChecks(words)
    .filter(({dataset}) => dataset === contract.name)
    .map(check => ({...check, header: headerOf(check.dataset, check.field)}));
  const inactive = inactiveTester(contract, units, note);
  return (place, row) => [
    ...checks
      .filter(({when}) => holds(when, row))
      .map(({field, header, code, severity = "warning", says}) =>
        note(place, {
          field: header,
          value: shownValue(row, field),
          code,
          severity,
          message: templateText(says, operand => operandOf(operand, row))
        })
      ),
    ...inactive(place, row)
  ];
}

/** Returns a column's value as an issue shows it: the hash that stands for a person says nothing to a clerk. */
export function shownValue(row: Columns, field: string): string {
  const text = String(row(field) ?? "");
  return text.startsWith("h:") ? "" : text;
}

function inactiveTester(
  {name: dataset}: Contract,
  units: readonly KnownUnit[],
  note: Note
): (place: Place, row: Columns) => Issue[] {
  const isYearly = dataset === "base_scores";
  const known = UNIT_DATES.find(one => one.dataset === dataset);
  if (!known && !isYearly) return () => [];
  const field = known?.field ?? "unit";
  const header = headerOf(dataset, field);
  const periods = new Map<string, {name: string; from: string; to: string}[]>();
  for (const {unit_id, name, valid_from, valid_to} of units) {
    const period = {name, from: valid_from ?? ALWAYS.from, to: valid_to ?? ALWAYS.to};
    periods.set(unit_id, [...(periods.get(unit_id) ?? []), period]);
  }
  return (place, row) => {
    const unit = row(field);
    const when = known ? operandOf(known.date, row) : row("year");
    if (unit === null || when === null) return [];
    const [first, last] = isYearly ? [`${when}-01-01`, `${when}-12-31`] : [String(when), String(when)];
    const own = periods.get(String(unit)) ?? [];
    if (own.some(({from, to}) => from <= last && to > first)) return [];
    const latest = own.reduce<(typeof own)[number] | undefined>((a, b) => (a && a.from >= b.from ? a : b), undefined);
    const said: Readonly<Record<string, string>> = {unit: `“${latest?.name ?? ""}”（${unit}）`, when: String(when)};
    const message = templateText(isYearly ? INACTIVE_IN : INACTIVE_ON, operand => said[String(operand)] ?? "");
    return [
      note(place, {field: header, value: shownValue(row, field), code: "inactive_unit", severity: "warning", message})
    ];
  };
}
