import {readFileSync} from "node:fs";
import {parse} from "yaml";
import {z} from "zod";
import {ISSUE_CODES} from "../../loaders/issue.ts";

/** What a clerk's file must come to, as `expect.yaml` of a golden folder says it; nothing in it may be left unread. */
export type Expectation = z.infer<typeof expectation>;

export const OUTCOMES = ["ok", "rejected", "file_error"] as const;

const count = z.int().min(0).default(0);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The open sum; what is not named is 0. */
const sum = z.strictObject({
  rows: count,
  preamble: count,
  header: count,
  repeated_header: count,
  blank: count,
  total: count,
  note: count,
  accepted: count,
  rejected: count
});
/** A file has a sum, or one for each of its sheets by name. */
const file = z.strictObject({
  encoding: z.string().optional(),
  outcome: z.enum(OUTCOMES),
  sum: sum.optional(),
  sheets: z.record(z.string(), sum).optional()
});
const issue = z.strictObject({
  file: z.string(),
  sheet: z.string().default(""),
  row: z.int().nullable(),
  field: z.string().default(""),
  code: z.enum(ISSUE_CODES),
  severity: z.enum(["error", "warning", "info"]),
  /** Fragments of the message. */
  says: z.array(z.string().min(1)).min(1)
});
const stored = z.strictObject({
  table: z.string().regex(/^(core|raw|stage|quality)\.[a-z_]+$/),
  key: z.record(z.string(), scalar),
  /** Column → value; a list of values where the key names several rows. An empty mapping: no such row. */
  is: z.record(z.string(), scalar)
});
const expectation = z.strictObject({
  title: z.string().min(8),
  /** The number in the catalogue of bad input, or `beyond` where a code has no case in it. */
  catalogue: z.union([z.int().min(1).max(72), z.literal("beyond")]),
  exit: z.union([z.literal(0), z.literal(1)]),
  files: z.record(z.string(), file),
  issues: z.array(issue),
  stored: z.array(stored).default([]),
  /** What must stand nowhere in the warehouse, issues included. */
  absent: z.array(z.string().min(1)).default([])
});

export function readExpectation(path: string): Expectation {
  const parsed = expectation.safeParse(parse(readFileSync(path, "utf8")));
  if (parsed.success) return parsed.data;
  throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
}

/** Returns the sentence that names the case, also where the rest of its expectation is at fault. */
export function readTitle(path: string): string {
  return /^title: *(.+)$/m.exec(readFileSync(path, "utf8"))?.[1] ?? "has no title";
}

/**
 * Returns the expectation with one thing changed, for every thing in it: a comparison that takes any of them for the
 * truth sees nothing.
 */
export function spoiled(right: Expectation, present: string): {what: string; wrong: Expectation}[] {
  const all: {what: string; wrong: Expectation}[] = [];
  const spoil = (what: string, change: (copy: Expectation) => void): void => {
    const wrong = structuredClone(right);
    change(wrong);
    all.push({what, wrong});
  };
  spoil("exit", copy => {
    copy.exit = copy.exit === 0 ? 1 : 0;
  });
  spoil("a file more", copy => {
    copy.files["claims/没有这个文件.csv"] = {outcome: "ok", sum: sum.parse({})};
  });
  for (const [name, {sum: total, sheets, encoding, outcome}] of Object.entries(right.files)) {
    spoil(`${name} left out`, copy => delete copy.files[name]);
    for (const other of OUTCOMES.filter(one => one !== outcome)) {
      spoil(`${name} outcome ${other}`, copy => {
        copy.files[name]!.outcome = other;
      });
    }
    if (encoding !== undefined) {
      spoil(`${name} encoding`, copy => {
        copy.files[name]!.encoding = `${encoding}?`;
      });
    }
    for (const [sheet, counts] of Object.entries(sheets ?? {"": total!})) {
      for (const key of Object.keys(counts) as (keyof typeof counts)[]) {
        spoil(`${name} ${sheet} ${key}`, copy => {
          (sheets ? copy.files[name]!.sheets![sheet]! : copy.files[name]!.sum!)[key]++;
        });
      }
    }
  }
  for (const [i, wanted] of right.issues.entries()) {
    const at = `issue ${i + 1}`;
    spoil(`${at} left out`, copy => copy.issues.splice(i, 1));
    spoil(`${at} twice`, copy => copy.issues.push(wanted));
    spoil(`${at} row`, copy => {
      copy.issues[i]!.row = (wanted.row ?? 0) + 1;
    });
    spoil(`${at} field`, copy => {
      copy.issues[i]!.field = `${wanted.field}?`;
    });
    spoil(`${at} code`, copy => {
      copy.issues[i]!.code = ISSUE_CODES.find(code => code !== wanted.code)!;
    });
    spoil(`${at} severity`, copy => {
      copy.issues[i]!.severity = wanted.severity === "info" ? "error" : "info";
    });
    spoil(`${at} message`, copy => copy.issues[i]!.says.push("没有人这样说"));
  }
  for (const [i, {is}] of right.stored.entries()) {
    for (const [column, value] of Object.entries(is)) {
      spoil(`stored ${i + 1} ${column}`, copy => {
        copy.stored[i]!.is[column] = value === null ? "something" : `${value}?`;
      });
    }
    if (!Object.keys(is).length) {
      spoil(`stored ${i + 1} is there`, copy => {
        copy.stored[i]!.is = {source_row: 1};
      });
    }
  }
  spoil("absent", copy => copy.absent.push(present));
  return all;
}
