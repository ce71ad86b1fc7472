import type {Database} from "./database.ts";
import {identifier, literal} from "./sql.ts";

export const CREATE_QUALITY = `
  CREATE SCHEMA quality;
  CREATE TABLE quality.load_report (
    file VARCHAR, sheet VARCHAR, dataset VARCHAR, sha256 VARCHAR, encoding VARCHAR, rows_in_file INTEGER,
    preamble INTEGER, header INTEGER, repeated_header INTEGER, blank INTEGER, total INTEGER, note INTEGER,
    accepted INTEGER, rejected INTEGER
  );
  CREATE TABLE quality.issues (
    file VARCHAR, sheet VARCHAR, "row" INTEGER, field VARCHAR, value VARCHAR, code VARCHAR, severity VARCHAR,
    message VARCHAR
  );
  CREATE TABLE quality.decisions (
    decision_id VARCHAR, dataset VARCHAR, "key" VARCHAR, unit_id VARCHAR, field VARCHAR, before VARCHAR, after VARCHAR,
    decided_by VARCHAR, decided_on DATE, reason VARCHAR
  );
`;

/** Writes the load report and the issues in their published order. */
export async function writeQuality(db: Database): Promise<void> {
  await db.run(`
    INSERT INTO quality.load_report
    SELECT f.file, COALESCE(s.sheet, ''), f.dataset, f.sha256, f.encoding,
      COALESCE(s.rows, 0), COALESCE(s.preamble, 0), COALESCE(s.header, 0), COALESCE(s.repeated_header, 0),
      COALESCE(s.blank, 0), COALESCE(s.total, 0), COALESCE(s.note, 0),
      COALESCE(s.accepted, 0) - COALESCE(r.rejected, 0), COALESCE(s.rejected, 0) + COALESCE(r.rejected, 0)
    FROM stage.files f
    LEFT JOIN stage.sheets s ON s.file = f.file
    LEFT JOIN (
      SELECT file, sheet, COUNT(*) AS rejected
      FROM (SELECT DISTINCT file, sheet, "row" FROM stage.rejections)
      GROUP BY file, sheet
    ) r ON r.file = s.file AND r.sheet = s.sheet
    ORDER BY f.file, s.sheet;

    INSERT INTO quality.issues
    SELECT * FROM (SELECT * FROM stage.issues UNION ALL SELECT * FROM found)
    ORDER BY file, sheet, "row" NULLS FIRST, field, code, message, value, severity;
  `);
}

/**
 * Throws where a row was lost or counted twice: the rows of every sheet must be the sum of what became of them, and the
 * accepted ones must stand in `raw`, and in `core` unless a decision took them out.
 */
export async function checkAccounting(db: Database): Promise<void> {
  const lost = await db.all<{file: string; sheet: string}>(`
    SELECT file, sheet
    FROM quality.load_report
    WHERE rows_in_file
      <> preamble + header + repeated_header + blank + total + note + accepted + rejected
  `);
  const loaded = await db.all<{name: string}>("SELECT DISTINCT dataset AS name FROM quality.load_report ORDER BY name");
  for (const {name} of loaded) {
    const table = identifier(name);
    lost.push(
      ...(await db.all<{file: string; sheet: string}>(`
        SELECT l.file, l.sheet
        FROM quality.load_report l
        LEFT JOIN (
          SELECT file, sheet, COUNT(*) AS n
          FROM (
            SELECT source_file AS file, source_sheet AS sheet FROM core.${table}
            UNION ALL
            SELECT file, sheet FROM excluded WHERE dataset = ${literal(name)}
          )
          GROUP BY file, sheet
        ) c ON c.file = l.file AND c.sheet = l.sheet
        WHERE l.dataset = ${literal(name)} AND COALESCE(c.n, 0) <> l.accepted
        UNION ALL
        SELECT l.file, l.sheet
        FROM quality.load_report l
        LEFT JOIN (
          SELECT file, sheet, COUNT(*) FILTER (row_outcome = 'accepted') AS accepted,
            COUNT(*) FILTER (row_outcome = 'rejected') AS rejected
          FROM raw.${table}
          GROUP BY file, sheet
        ) t ON t.file = l.file AND t.sheet = l.sheet
        WHERE l.dataset = ${literal(name)}
          AND (COALESCE(t.accepted, 0) <> l.accepted OR COALESCE(t.rejected, 0) > l.rejected)
      `))
    );
  }
  if (!lost.length) return;
  const names = new Set(lost.map(({file, sheet}) => (sheet ? `${file} ${sheet}` : file)));
  throw new Error(`the rows do not add up in ${[...names].join(", ")}`);
}
