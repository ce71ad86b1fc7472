import {type Contract, storedFields} from "./contract.ts";
import {coreColumns, DERIVED} from "./core.ts";
import type {Database} from "./database.ts";
import {unitFields} from "./resolve.ts";
import {identifier, literal} from "./sql.ts";

/**
 * Moves the staged rows that nothing rejected yet to `core`, with units by their codes and the persons of claims by
 * their 人才编号, in the order of the files. `resolveUnits` went before.
 */
export async function acceptRows(db: Database, contract: Contract): Promise<void> {
  const name = identifier(contract.name);
  if (contract.name === "claims") await matchPersons(db);
  const units = unitFields(contract).map(field => field.name);
  const value = (field: string): string => {
    if (contract.name === "claims" && PERSON[field]) return PERSON[field];
    if (!units.includes(field)) return `s.${identifier(field)}`;
    const unit = `${identifier(`w_${field}`)}.unit_id`;
    const free = storedFields(contract).some(({name, type}) => name === field && type === "unit_or_text");
    return free ? `COALESCE(${unit}, s.${identifier(field)})` : unit;
  };
  const columns = [...storedFields(contract).map(field => field.name), ...(DERIVED[contract.name] ?? [])];
  const joins = units.map(field => {
    const alias = identifier(`w_${field}`);
    return `LEFT JOIN words ${alias} ON ${alias}.word = s.${identifier(field)}`;
  });
  await db.run(`
    INSERT INTO core.${name} (${coreColumns(contract).map(identifier).join(", ")})
    SELECT ${columns.map(value).join(", ")}, s.file, s.sheet, s."row"
    FROM stage.${name} s
    ${joins.join("\n")}
    ${contract.name === "claims" ? MATCH : ""}
    ANTI JOIN (SELECT * FROM rejections WHERE dataset = ${literal(contract.name)}) r
      ON r.file = s.file AND r.sheet = s.sheet AND r."row" = s."row"
    WHERE NOT s.rejected
    ORDER BY s.file, s.sheet_no, s."row"
  `);
}

const MATCH = `LEFT JOIN persons p ON p.file = s.file AND p.sheet = s.sheet AND p."row" = s."row"`;

const PERSON: Readonly<Record<string, string>> = {
  person_id: "COALESCE(s.person_id, p.talent_id, 'h:' || s.person_hash)",
  person_key: "COALESCE(p.talent_key, s.person_key)"
};

/**
 * Finds the talents whose ID number a claim gives in place of a 人才编号. Who was recognised twice has two numbers: the
 * one in force at the event is meant, else the first.
 */
async function matchPersons(db: Database): Promise<void> {
  await db.run(`
    CREATE OR REPLACE TEMP TABLE persons AS
    SELECT s.file, s.sheet, s."row", t.talent_id, t.talent_key,
      ROW_NUMBER() OVER (
        PARTITION BY s.file, s.sheet, s."row"
        ORDER BY t.recognised_on > s.event_on,
          CASE WHEN t.recognised_on <= s.event_on THEN t.recognised_on END DESC,
          t.recognised_on,
          t.talent_id
      ) AS nth,
      COUNT(*) OVER (PARTITION BY s.file, s.sheet, s."row") AS numbers
    FROM stage.claims s
    JOIN core.talents t ON t.person_hash = s.person_hash
    WHERE NOT s.rejected AND s.person_id IS NULL;

    INSERT INTO found
    SELECT file, sheet, "row", '身份证号', '', 'ambiguous_code', 'warning',
      '这一身份证号在人才名单中有 ' || numbers || ' 个人才编号，按发生日期取 ' || talent_id || '；请改填人才编号'
    FROM persons
    WHERE nth = 1 AND numbers > 1;

    DELETE FROM persons WHERE nth > 1;
  `);
}
