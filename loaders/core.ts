import {type Contract, columnType, PROVENANCE, storedFields} from "./contract.ts";
import {contracts} from "./contracts/index.ts";
import {identifier} from "./sql.ts";

/**
 * Columns that loading adds to a dataset's own: pseudonyms made under the workspace's key, and what the normal forms of
 * free words yield. They stand after the contract's fields and before the provenance.
 */
export const DERIVED: Readonly<Record<string, readonly string[]>> = {
  talents: ["talent_key"],
  assessments: ["talent_key", "grade_word"],
  claims: ["person_key", "event_key", "article_key"]
};

/** Returns the column names of the dataset's table in `core`, in order. */
export function coreColumns(contract: Contract): string[] {
  return [...storedFields(contract).map(field => field.name), ...(DERIVED[contract.name] ?? []), ...PROVENANCE];
}

/** Which unit has the person of a claim, where the office decided between several; the later decision holds. */
const SETTLED = `CREATE TABLE core.settled_claims (
  claim_id VARCHAR,
  unit VARCHAR,
  decision_id VARCHAR,
  decided_on DATE
);`;

/** Returns the statements that create the schema `core` with an empty table for every dataset. */
export function createCore(): string {
  const tables = contracts.map(contract => {
    const columns = [
      ...storedFields(contract).map(field => `${identifier(field.name)} ${columnType(field)}`),
      ...(DERIVED[contract.name] ?? []).map(name => `${identifier(name)} VARCHAR`),
      "source_file VARCHAR",
      "source_sheet VARCHAR",
      "source_row INTEGER"
    ];
    return `CREATE TABLE core.${identifier(contract.name)} (\n  ${columns.join(",\n  ")}\n);`;
  });
  return ["CREATE SCHEMA core;", ...tables, SETTLED].join("\n");
}
