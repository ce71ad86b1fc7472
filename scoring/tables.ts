import {identifier} from "../loaders/sql.ts";

type ColumnType = "VARCHAR" | "BIGINT" | "INTEGER" | "BOOLEAN" | "DATE";
export type Columns = Readonly<Record<string, ColumnType>>;

/** The tables of bonus scoring in the schema `score`, with their columns in order. Points are whole thousandths. */
export const TABLES = {
  units: {
    unit_id: "VARCHAR",
    name: "VARCHAR",
    short_name: "VARCHAR",
    kind: "VARCHAR",
    parent: "VARCHAR",
    sort_order: "INTEGER",
    valid_from: "DATE",
    valid_to: "DATE",
    successor: "VARCHAR",
    former_names: "VARCHAR",
    group: "VARCHAR"
  },
  rules: {
    policy: "VARCHAR",
    rule_id: "VARCHAR",
    from: "DATE",
    to: "DATE",
    seq: "INTEGER",
    title: "VARCHAR",
    clause_id: "VARCHAR",
    clause: "VARCHAR",
    says: "VARCHAR",
    condition: "VARCHAR",
    key: "VARCHAR",
    values: "VARCHAR",
    caps: "VARCHAR"
  },
  readings: {
    policy: "VARCHAR",
    reading_id: "VARCHAR",
    option: "VARCHAR",
    meaning: "VARCHAR",
    clause_id: "VARCHAR",
    clause: "VARCHAR",
    ask: "VARCHAR",
    is_default: "BOOLEAN",
    chosen: "BOOLEAN",
    decided_by: "VARCHAR",
    decided_on: "DATE",
    reason: "VARCHAR"
  },
  reading_effects: {
    year: "INTEGER",
    reading_id: "VARCHAR",
    option: "VARCHAR",
    group: "VARCHAR",
    unit_id: "VARCHAR",
    total: "BIGINT",
    total_change: "BIGINT",
    rank: "INTEGER",
    rank_change: "INTEGER"
  },
  bonus_inputs: {
    claim_id: "VARCHAR",
    unit_id: "VARCHAR",
    rule_id: "VARCHAR",
    event_on: "DATE",
    event_year: "INTEGER",
    level: "VARCHAR",
    person_key: "VARCHAR",
    employment: "VARCHAR",
    degree: "VARCHAR",
    title: "VARCHAR",
    recognised: "BOOLEAN",
    event_key: "VARCHAR",
    role: "VARCHAR",
    article_key: "VARCHAR",
    outlet: "VARCHAR",
    aspect: "VARCHAR",
    verdict: "VARCHAR",
    applied_on: "DATE",
    review: "VARCHAR",
    reviewed_on: "DATE",
    signed_on: "DATE",
    signed_year: "INTEGER",
    revoked_on: "DATE",
    revoke_ground: "VARCHAR",
    settled: "BOOLEAN"
  },
  bonus_ledger: {
    year: "INTEGER",
    basis: "VARCHAR",
    scenario: "VARCHAR",
    unit_id: "VARCHAR",
    unit_name: "VARCHAR",
    rule_id: "VARCHAR",
    clause: "VARCHAR",
    claim_id: "VARCHAR",
    event_on: "DATE",
    nth: "BIGINT",
    raw: "BIGINT",
    cumulative: "BIGINT",
    cap: "BIGINT",
    points: "BIGINT",
    disposition: "VARCHAR",
    dup_of: "VARCHAR",
    contested: "BOOLEAN",
    source_file: "VARCHAR",
    source_sheet: "VARCHAR",
    source_row: "INTEGER"
  },
  bonus_scores: {
    year: "INTEGER",
    basis: "VARCHAR",
    unit_id: "VARCHAR",
    rule_id: "VARCHAR",
    items: "BIGINT",
    raw: "BIGINT",
    points: "BIGINT",
    cap_loss: "BIGINT"
  },
  total_ranking: {
    year: "INTEGER",
    group: "VARCHAR",
    rank: "INTEGER",
    tied: "BOOLEAN",
    unit_id: "VARCHAR",
    unit_name: "VARCHAR",
    base: "BIGINT",
    bonus: "BIGINT",
    total: "BIGINT"
  }
} as const satisfies Record<string, Columns>;

/** Returns the columns of `bonus_ranking`: one per rule between the unit and the total. */
export function rankingColumns(rules: readonly string[]): Columns {
  return {
    year: "INTEGER",
    basis: "VARCHAR",
    group: "VARCHAR",
    rank: "INTEGER",
    tied: "BOOLEAN",
    unit_id: "VARCHAR",
    unit_name: "VARCHAR",
    ...Object.fromEntries(rules.map(rule => [rule.toLowerCase(), "BIGINT" as const])),
    total: "BIGINT",
    previous_rank: "INTEGER",
    change: "VARCHAR",
    band_best: "INTEGER",
    band_worst: "INTEGER"
  };
}

/** Returns the statements that create every table of bonus scoring, empty, in the schema `score`. */
export function createTables(rules: readonly string[]): string {
  const tables: Record<string, Columns> = {...TABLES, bonus_ranking: rankingColumns(rules)};
  return Object.entries(tables)
    .map(([name, columns]) => createTable(`score.${identifier(name)}`, columns))
    .join("\n");
}

/** Returns the statement that creates one table; the name is already SQL. */
export function createTable(name: string, columns: Columns): string {
  const lines = Object.entries(columns).map(([column, type]) => `  ${identifier(column)} ${type}`);
  return `CREATE TABLE ${name} (\n${lines.join(",\n")}\n);`;
}
