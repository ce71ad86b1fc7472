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
  const units = unitFields(contract).map(field => field.name);
  const value = (field: string): string => {
    if (contract.name === "claims" && field === "person_id") return "COALESCE(s.person_id, 'h:' || s.person_hash)";
    if (!units.includes(field)) return `s.${identifier(field)}`;
    const unit = `${identifier(`w_${field}`)}.unit_id`;
    const free = storedFields(contract).some(({name, type}) => name === field && type === "unit_or_text");
    return free ? `COALESCE(${unit}, s.${identifier(field)})` : unit;
  };
  const columns = [...storedFields(contract).map(field => field.name), ...(DERIVED[contract.name] ?? [])];
  const joins = units.map(field => {
    const alias = identifier(`w_${field}`);
    return `JOIN words ${alias} ON ${alias}.word IS NOT DISTINCT FROM s.${identifier(field)}`;
  });
  // Rows stand in the stage in the order of the files, and a join in which every row finds one partner hands on the rows
  // of its left side as they come: as long as the sides are not swapped, and one thread alone hands them on, no sorting of
  // a whole dataset is needed.
  const [before] = await db.all<{threads: number}>("SELECT current_setting('threads') AS threads");
  await db.run("SET disabled_optimizers = 'join_order,build_side_probe_side'; SET threads = 1;");
  await db.run(`
    INSERT INTO core.${name} (${coreColumns(contract).map(identifier).join(", ")})
    SELECT ${columns.map(value).join(", ")}, s.file, s.sheet, s."row"
    FROM stage.${name} s
    ${joins.join("\n")}
    ANTI JOIN (SELECT * FROM stage.rejections WHERE dataset = ${literal(contract.name)}) r
      ON r.file = s.file AND r.sheet = s.sheet AND r."row" = s."row"
    WHERE NOT s.rejected
  `);
  await db.run(`RESET disabled_optimizers; SET threads = ${literal(before!.threads)};`);
  if (contract.name === "claims") await matchPersons(db);
}

/**
 * Finds the talents whose ID number a claim gives in place of a 人才编号. Who was recognised twice has two numbers: the
 * one in force at the event is meant, else the first.
 */
async function matchPersons(db: Database): Promise<void> {
  await db.run(`
    CREATE OR REPLACE TEMP TABLE persons AS
    SELECT c.source_file, c.source_sheet, c.source_row, t.talent_id, t.talent_key,
      ROW_NUMBER() OVER (
        PARTITION BY c.source_file, c.source_sheet, c.source_row
        ORDER BY t.recognised_on > c.event_on,
          CASE WHEN t.recognised_on <= c.event_on THEN t.recognised_on END DESC,
          t.recognised_on,
          t.talent_id
      ) AS nth,
      COUNT(*) OVER (PARTITION BY c.source_file, c.source_sheet, c.source_row) AS numbers
    FROM core.claims c
    JOIN core.talents t ON t.person_hash = c.person_hash
    WHERE c.person_id = 'h:' || c.person_hash;

    INSERT INTO found
    SELECT source_file, source_sheet, source_row, '身份证号', '', 'ambiguous_code', 'warning',
      '这一身份证号在人才名单中有 ' || numbers || ' 个人才编号，按发生日期取 ' || talent_id || '；请改填人才编号'
    FROM persons
    WHERE nth = 1 AND numbers > 1;

    UPDATE core.claims c
    SET person_id = p.talent_id, person_key = p.talent_key
    FROM persons p
    WHERE p.nth = 1 AND c.source_file = p.source_file AND c.source_sheet = p.source_sheet AND c.source_row = p.source_row;
  `);
}
