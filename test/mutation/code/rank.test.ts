import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Database} from "../../../loaders/database.ts";
import {rankedCity} from "../rankTarget.ts";

interface Row {
  year: number;
  group: string;
  unit_id: string;
  base: number | null;
  bonus: number;
  total: number | null;
  rank: number | null;
  tied: boolean;
}

describe("a city whose ledger and ranking are the oracle's", () => {
  let db: Database;
  beforeAll(async () => {
    ({db} = await rankedCity());
  });
  afterAll(() => db?.close());

  test("is ranked with base scores by the sum, in the years that have them", async () => {
    const rows = await db.all<Row>("SELECT * FROM score.total_ranking");
    const bonus = await db.all<Row>(`SELECT year, "group", unit_id, total FROM score.bonus_ranking
WHERE basis = 'signed' AND year IN (SELECT year FROM core.base_scores)`);
    const bases = await db.all<{year: number; unit: string; points: number}>("SELECT * FROM core.base_scores");
    const base = new Map(bases.map(({year, unit, points}) => [`${year} ${unit}`, points]));
    const whole = bonus.map(({year, group, unit_id, total}) => {
      const own = base.get(`${year} ${unit_id}`) ?? null;
      return {year, group, unit_id, base: own, bonus: total!, total: own === null ? null : own + total!};
    });
    const ranked = whole.map(row => {
      const peers = whole.filter(({year, group}) => year === row.year && group === row.group).map(({total}) => total);
      const better = peers.filter(total => total !== null && row.total !== null && total > row.total).length;
      const tied = row.total !== null && peers.filter(total => total === row.total).length > 1;
      return {...row, rank: row.total === null ? null : better + 1, tied};
    });
    const line = ({year, group, unit_id, base, bonus, total, rank, tied}: Row): string =>
      [year, group, unit_id, base, bonus, total, rank, tied].join(" ");
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.map(line).sort()).toEqual(ranked.map(line).sort());
  });

  test("has in the base scenario the totals and ranks that are published", async () => {
    const columns = `year, "group", unit_id, total, rank`;
    const [published, totals] = await Promise.all([
      db.all(`SELECT ${columns} FROM score.bonus_ranking WHERE basis = 'signed' ORDER BY ALL`),
      db.all(`SELECT ${columns} FROM temp.main.totals WHERE scenario = 'base' AND "group" IS NOT NULL ORDER BY ALL`)
    ]);
    expect(totals).toEqual(published);
    const scenarios = await db.all("SELECT DISTINCT scenario FROM temp.main.totals ORDER BY 1");
    expect(scenarios.map(({scenario}) => scenario)).toEqual(["base", "other"]);
  });
});
