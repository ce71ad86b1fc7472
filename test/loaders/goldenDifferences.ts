import type {Row} from "../../loaders/database.ts";
import type {Expectation} from "./expectation.ts";
import type {Outcome} from "./golden.ts";

/** Returns what of the expectation did not come true, one sentence each; nothing where all of it did. */
export function differences(expected: Expectation, outcome: Outcome): string[] {
  return [
    ...(expected.exit === outcome.exit ? [] : [`exit is ${outcome.exit}, expected ${expected.exit}`]),
    ...fileDifferences(expected, outcome),
    ...issueDifferences(expected, outcome),
    ...storedDifferences(expected, outcome),
    ...expected.absent
      .filter(text => outcome.holds(text))
      .map(text => `${JSON.stringify(text)} stands in the warehouse`)
  ];
}

const COUNTS = ["preamble", "header", "repeated_header", "blank", "total", "note", "accepted", "rejected"] as const;

function fileDifferences({files}: Expectation, {report, issues}: Outcome): string[] {
  const found: string[] = [];
  const lines = new Set(report);
  for (const [name, {encoding, outcome, sum, sheets}] of Object.entries(files)) {
    let accepted = 0;
    let rejected = 0;
    for (const [sheet, counts] of Object.entries(sheets ?? {"": sum})) {
      const place = sheet ? `${name} ${sheet}` : name;
      const line = report.find(row => row.file === name && row.sheet === sheet);
      if (!counts || !line) {
        found.push(counts ? `${place} is not in the load report` : `${place} has no sum in expect.yaml`);
        continue;
      }
      lines.delete(line);
      const open = COUNTS.reduce((total, key) => total + counts[key], 0);
      if (open !== counts.rows) found.push(`${place}: the expected sum is open: ${open} of ${counts.rows}`);
      if (line.rows_in_file !== counts.rows)
        found.push(`${place}: rows are ${line.rows_in_file}, expected ${counts.rows}`);
      for (const key of COUNTS) {
        if (line[key] !== counts[key]) found.push(`${place}: ${key} is ${line[key]}, expected ${counts[key]}`);
      }
      accepted += Number(line.accepted);
      rejected += Number(line.rejected);
      if (encoding !== undefined && line.encoding !== encoding) {
        found.push(`${place}: encoding is ${line.encoding}, expected ${encoding}`);
      }
    }
    const refused = issues.some(row => row.file === name && row.row === null && row.severity === "error");
    const came = rejected === 0 && !refused ? "ok" : accepted === 0 && refused ? "file_error" : "rejected";
    if (came !== outcome) found.push(`${name}: outcome is ${came}, expected ${outcome}`);
  }
  for (const line of lines) found.push(`${line.file} ${line.sheet} is in the load report, but not expected`);
  return found;
}

function issueDifferences({issues: expected}: Expectation, {issues}: Outcome): string[] {
  const left = [...issues];
  const found: string[] = [];
  for (const wanted of expected) {
    const at = left.findIndex(
      row =>
        row.file === wanted.file &&
        row.sheet === wanted.sheet &&
        row.row === wanted.row &&
        row.field === wanted.field &&
        row.code === wanted.code &&
        row.severity === wanted.severity &&
        wanted.says.every(words => String(row.message).includes(words))
    );
    if (at < 0) found.push(`no such issue: ${JSON.stringify(wanted)}`);
    else left.splice(at, 1);
  }
  return [...found, ...left.map(row => `an issue that nobody expected: ${JSON.stringify(row)}`)];
}

function storedDifferences({stored}: Expectation, {tables}: Outcome): string[] {
  return stored.flatMap(({table, key, is}) => {
    const matches = (tables[table] ?? []).filter(row => Object.entries(key).every(([k, v]) => same(row[k], v)));
    const place = `${table} ${JSON.stringify(key)}`;
    if (!Object.keys(is).length) return matches.length ? [`${place} is there, and should not be`] : [];
    if (matches.length !== 1) return [`${place}: ${matches.length} rows, expected one`];
    return Object.entries(is)
      .filter(([column, value]) => !same(matches[0]![column], value))
      .map(([column, value]) => `${place}: ${column} is ${JSON.stringify(matches[0]![column])}, expected ${value}`);
  });
}

function same(stored: Row[string] | undefined, expected: string | number | boolean | null): boolean {
  if (stored === undefined) return false;
  return stored === null || expected === null ? stored === expected : String(stored) === String(expected);
}
