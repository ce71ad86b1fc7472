import {type CellOptions, cellReader} from "./cell.ts";
import {isFinding} from "./cells/finding.ts";
import {type Contract, type Field, storedFields} from "./contract.ts";
import type {Value} from "./database.ts";
import type {RowIssue} from "./issue.ts";
import {messages, shown} from "./messages.ts";
import {isMissing, plain, trimmed} from "./text.ts";
import {personalRules} from "./words.ts";

/** A row on its way to a TypedRow, which the rule of its dataset may still change. */
export interface Draft {
  row: number;
  values: Value[];
  raw: (string | null)[];
  issues: RowIssue[];
  rejected: boolean;
}

export type RowRule = (draft: Draft) => void;

export interface RuleOptions extends CellOptions {
  /** Medium → level, where 级别 is empty. */
  outlets: ReadonlyMap<string, string>;
}

/** Returns what the dataset asks of a row beyond its cells. */
export function rowRule(contract: Contract, options: RuleOptions): RowRule {
  switch (contract.name) {
    case "claims":
      return claims(contract, options);
    case "assessments":
      return assessments(contract);
    case "meetings":
      return meetings(contract);
    case "ratings":
      return ratings(contract);
    default:
      return () => {};
  }
}

function claims(contract: Contract, options: RuleOptions): RowRule {
  const fields = storedFields(contract);
  const at = (name: string): number => fields.findIndex(field => field.name === name);
  const [rule, subject, quantity, level, outlet] = [
    at("rule"),
    at("subject"),
    at("quantity"),
    at("level"),
    at("outlet")
  ];
  const personal = personalRules(options.words ?? null);
  const levels = outletLevels(fields[level]!, options);
  return draft => {
    const {values, raw} = draft;
    // The subject of a claim about a person may name it; so may that of a claim whose rule cannot be read.
    if (values[rule] === null || personal.includes(String(values[rule]))) {
      values[subject] = null;
      raw[subject] = null;
    }
    if (values[quantity] !== null && values[quantity] !== 1) {
      report(
        draft,
        fields[quantity]!,
        "quantity_not_one",
        "error",
        messages.quantityNotOne(raw[quantity] ?? ""),
        raw[quantity]
      );
      values[quantity] = null;
    }
    if (values[level] === null && isEmpty(raw[level]) && values[outlet] !== null) {
      values[level] = levels.get(outletName(String(values[outlet]))) ?? null;
    }
  };
}

/** The office's word for a level may be an alias; a word that is none leaves the level empty. */
function outletLevels(level: Field, options: RuleOptions): Map<string, Value> {
  const read = cellReader(level, options);
  return new Map(
    [...options.outlets].map(([outlet, word]) => {
      const reading = read(word);
      return [outletName(outlet), isFinding(reading) ? null : reading];
    })
  );
}

function outletName(text: string): string {
  return plain(text).replace(/[《》]/g, "");
}

function assessments(contract: Contract): RowRule {
  const fields = storedFields(contract);
  const ground = fields.findIndex(field => field.name === "ground");
  const companions = ["ground_on", "ground_doc"].map(name => fields.findIndex(field => field.name === name));
  return draft => {
    if (draft.values[ground] === null) return;
    const missing = companions.filter(companion => draft.values[companion] === null);
    if (!missing.length) return;
    const names = missing.map(companion => fields[companion]!.header);
    report(draft, fields[ground]!, "missing_companion", "warning", messages.groundIncomplete(names), draft.raw[ground]);
  };
}

function meetings(contract: Contract): RowRule {
  const fields = storedFields(contract);
  const secrecy = fields.findIndex(field => field.name === "secrecy");
  const id = fields.findIndex(field => field.name === "meeting_id");
  return draft => {
    const word = plain(draft.raw[secrecy] ?? "");
    if (draft.values[secrecy] !== "秘密" && !isSecretWord(word)) return;
    // What else is wrong with the row would quote it. Its number stays among the values of the rejected row alone, so
    // that the rows which hang on the meeting can be kept out too.
    draft.issues.length = 0;
    draft.values = draft.values.map((value, i) => (i === id ? value : i === secrecy ? "秘密" : null));
    draft.raw = draft.raw.map(() => null);
    draft.rejected = true;
    report(draft, fields[secrecy]!, "out_of_range", "error", messages.secret());
  };
}

/** 秘密★3年, 机密件 … are no code of the contract, but above 内部 all the same. */
function isSecretWord(word: string): boolean {
  return word.includes("密") && !/^(?:非|无|不|未)/.test(word);
}

function ratings(contract: Contract): RowRule {
  const fields = storedFields(contract);
  const valid = fields.findIndex(field => field.name === "valid");
  return ({values, raw}) => {
    if (values[valid] === null && isEmpty(raw[valid])) values[valid] = true;
  };
}

function isEmpty(raw: string | null | undefined): boolean {
  return isMissing(trimmed(raw ?? ""));
}

function report(
  draft: Draft,
  field: Field,
  code: RowIssue["code"],
  severity: RowIssue["severity"],
  message: string,
  value: string | null | undefined = ""
): void {
  draft.issues.push({row: draft.row, field: field.header, value: shown(value ?? ""), code, severity, message});
}
