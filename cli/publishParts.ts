import {mkdirSync} from "node:fs";
import {join} from "node:path";
import {type Database, openDatabase} from "../loaders/database.ts";
import {writeRankingWorkbook} from "../publish/book/workbook.ts";
import {writeDataWorkbook} from "../publish/databook/databook.ts";
import {writeVerifyPage} from "../publish/edition/verifyPage.ts";
import type {ExportedFile, ExportFormat} from "../publish/exported.ts";
import {writeConfirmations} from "../publish/notice/confirmation.ts";
import {officeWords} from "../publish/office.ts";
import {exportTables} from "../publish/opendata/opendata.ts";
import {whyNotPublic, writePublicBundle} from "../publish/public/bundle.ts";
import {readSettings} from "../publish/settings.ts";
import {draftMark, yearState} from "../publish/state.ts";
import {buildSite} from "../src/build/site.ts";
import {type PapersInput, writeAllNotices, writeBulletins} from "./publishPapers.ts";

/** What the parts of an edition are made from, and where they go. */
export interface PartInput extends PapersInput {
  /** The copy of the scored warehouse in which the edition's own state stands. */
  warehouse: string;
  /** Files of the parts before, by part. */
  done: ReadonlyMap<PartName, readonly ExportedFile[]>;
  /** Formats of the open data; all of them by default. */
  formats?: readonly ExportFormat[];
  progress: (text: string) => void;
}

export type PartName =
  | "ranking"
  | "data"
  | "open"
  | "public"
  | "bulletin"
  | "notices"
  | "confirmation"
  | "verify"
  | "site";

interface Part {
  name: PartName;
  title: string;
  write(input: PartInput): Promise<readonly ExportedFile[]>;
}

/** The parts of an edition in the order they are made; each is a writer that knows nothing of editions. */
export const PARTS: readonly Part[] = [
  {
    name: "ranking",
    title: "位次表",
    write: input =>
      withDb(input, async (db, {out, year, workspace}) => [
        await writeRankingWorkbook(db, {file: join(out, "ranking.xlsx"), year, workspace})
      ])
  },
  {
    name: "data",
    title: "数据工作簿",
    write: input =>
      withDb(input, async (db, {out, year, workspace}) => {
        const {issuer} = await officeWords(db, await readSettings(db));
        return [
          await writeDataWorkbook(db, {
            file: join(out, "data.xlsx"),
            state: await yearState(db, year),
            ...{year, issuer, workspace}
          })
        ];
      })
  },
  {
    name: "open",
    title: "全部数据表",
    write: input =>
      withDb(input, async (db, {out, year, formats, progress}) => {
        const mark = draftMark(await yearState(db, year));
        return exportTables(db, {out: folder(out, "open"), ...(formats ? {formats} : {}), mark, progress});
      })
  },
  {
    name: "public",
    title: "对外公开的表",
    write: input =>
      withDb(input, async (db, {out, year, progress}) =>
        (await whyNotPublic(db, year)).length ? [] : writePublicBundle(db, {out: folder(out, "public"), year, progress})
      )
  },
  {name: "bulletin", title: "通报", write: input => withDb(input, writeBulletins)},
  {name: "notices", title: "告知单", write: input => withDb(input, writeAllNotices)},
  {
    name: "confirmation",
    title: "确认表",
    write: input => withDb(input, (db, {out, year}) => writeConfirmations(db, {out: folder(out, "confirmation"), year}))
  },
  {
    name: "verify",
    title: "核验页",
    write: input =>
      withDb(input, async (db, {out, year}) => {
        await writeVerifyPage({file: join(out, "verify.html"), mark: draftMark(await yearState(db, year))});
        return [];
      })
  },
  {name: "site", title: "页面", write: writeSite}
];

async function writeSite({warehouse, out, year, done, progress}: PartInput): Promise<ExportedFile[]> {
  // A page is the same bytes anywhere: it does not tell the digest of a file whose pages differ from run to run.
  const beside = (path: string, file: ExportedFile): ExportedFile => ({
    ...file,
    path: `../${path}${file.path}`,
    sha256: file.contentSha256 === undefined ? file.sha256 : ""
  });
  const downloads = [
    ...(done.get("open") ?? []).map(file => beside("open/", file)),
    ...(done.get("ranking") ?? []).map(file => beside("", file))
  ];
  await buildSite({warehouse, out: folder(out, "site"), downloads, year, progress});
  return [];
}

async function withDb<T>(input: PartInput, work: (db: Database, input: PartInput) => Promise<T>): Promise<T> {
  const db = await openDatabase(input.warehouse, {readOnly: true});
  try {
    return await work(db, input);
  } finally {
    db.close();
  }
}

function folder(out: string, name: string): string {
  const path = join(out, name);
  mkdirSync(path, {recursive: true});
  return path;
}
