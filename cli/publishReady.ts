import type {Database} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import {readSettings} from "../publish/settings.ts";
import {faultReasons} from "../publish/state.ts";
import {typed} from "./context.ts";
import {NO_CITY} from "./initText.ts";
import type {Asked} from "./publishAsked.ts";

/**
 * Throws a UserError that lists everything that stands in the way of what is asked for: only a draft may have faulty rows,
 * be of a year without any data, or bear no city's name. What every page will say must be what was asked for.
 */
export async function assertReady(db: Database, asked: Asked, workspace: string): Promise<void> {
  const {year, review} = asked;
  const faults = isDraft(asked) ? [] : await unready(db, year);
  if (!faults.length) return;
  throw new UserError(
    [
      `${year}年度不能${review ? "送审" : "签批"}：`,
      ...faults.map(fault => `  ${fault}`),
      `请运行 ${typed("check", workspace)} 看清每一处错误，改正源文件（或在 decisions 里裁定）后再发布；只要草案的，加 --draft`
    ].join("\n")
  );
}

/** Returns what the office should know of the year's data, one sentence each: of a draft, what stands in the way of signing. */
export async function readyNotes(db: Database, asked: Asked, workspace: string): Promise<string[]> {
  const faults = isDraft(asked) ? await unready(db, asked.year) : [];
  const [row] = await db.all<{n: number}>(
    `SELECT count(DISTINCT (file, sheet, "row"))::INTEGER AS n
FROM quality.issues
WHERE severity = 'error' AND split_part(file, '/', 1) = 'decisions'`
  );
  return [
    ...(faults.length ? [`送审和签批以前要先办：${faults.join("；")}`] : []),
    ...(row?.n
      ? [`办公室裁定有${row.n}处错误，这些裁定没有采用：请运行 ${typed("check", workspace)} 看清是哪几行`]
      : [])
  ];
}

function isDraft({signedOn, review}: Asked): boolean {
  return signedOn === null && !review;
}

async function unready(db: Database, year: number): Promise<string[]> {
  const {city} = await readSettings(db);
  return [
    ...(city === NO_CITY ? [`hengcai.yaml 里的城市名还是“${NO_CITY}”；请改成本市的名称`] : []),
    ...((await isEmpty(db, year)) ? [`${year}年度没有一条申报、考核或基础分；请核对年度，或先放入本年度的文件`] : []),
    ...(await faultReasons(db, year))
  ];
}

/** The claims of a policy's year are those of its ledger; the other two are loaded by calendar year. */
async function isEmpty(db: Database, year: number): Promise<boolean> {
  const [row] = await db.all<{n: number}>(
    `SELECT (SELECT count(*) FROM score.bonus_ledger WHERE year = ${year})
  + (SELECT count(*) FROM core.assessments WHERE year = ${year})
  + (SELECT count(*) FROM core.base_scores WHERE year = ${year}) AS n`
  );
  return !row?.n;
}
