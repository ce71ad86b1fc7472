import {chunkWriter, stageSink} from "./chunk.ts";
import type {Config} from "./config.ts";
import type {Contract} from "./contract.ts";
import {contracts, maybeContract} from "./contracts/index.ts";
import type {Database} from "./database.ts";
import {type InputFile, unreadable} from "./files.ts";
import {fingerprint, hashFile} from "./fingerprint.ts";
import type {WorkspaceKey} from "./key.ts";
import type {Reader} from "./reader/reader.ts";
import {unread} from "./readInput.ts";
import type {ChunkSink, Hashed, Reading, StagedFile, StagedRow} from "./reading.ts";
import {literal} from "./sql.ts";
import {stageFile, takeOver} from "./stage.ts";
import {claimsToHide, type DecisionFile, withholdDecisions} from "./withholdDecisions.ts";
import {personalRules} from "./words.ts";

export interface StageOptions {
  config: Config;
  key: WorkspaceKey;
  /** True where the previous warehouse is attached as `prev` and unchanged files are taken from it. */
  reuse: boolean;
  /** Reads the files. */
  reader: Reader;
  /** Where rows on their way to the database stand for a moment; nothing else is there. */
  folder: string;
  progress: (text: string) => void;
}

/**
 * Fills `stage` and `raw` with what the files say. Returns how many were read rather than taken over, and the places of
 * decisions whose value was withheld. Two datasets go first because they tell what must not be stored of the others:
 * decisions (which claims become R1 or R2) and meetings (which are secret). Decisions are stored last, and always read
 * anew, because what of them may be stored depends on the claims.
 */
export async function stageFiles(
  db: Database,
  files: readonly InputFile[],
  options: StageOptions
): Promise<{read: number; withheld: ReadonlySet<string>}> {
  const {config, key, reader, progress} = options;
  const of = (dataset: string): InputFile[] => files.filter(file => file.dataset === dataset);
  let reading: Reading = {config, key, hiddenSubjects: new Set(), secretMeetings: new Set()};
  const sinkOf = (contract: Contract, {name}: InputFile): ChunkSink => stageSink(db, contract, name, options.folder);
  let nth = 0;
  const tell = (file: InputFile, what: string): void => progress(`${++nth}/${files.length} ${file.name}：${what}`);

  if (files.length && !options.reuse) reader.prepare();
  const decisions: DecisionFile[] = [];
  for (const file of of("decisions")) {
    const decided = await readDecisionFile(file, reading, reader);
    decisions.push(decided);
    tell(file, summary(decided));
  }
  let read = decisions.length;
  reading = {...reading, hiddenSubjects: claimsToHide(decisions, reading)};

  const stage = async (file: InputFile): Promise<void> => {
    const contract = maybeContract(file.dataset)!;
    const hashed = await hashOrFault(file);
    const known =
      options.reuse && !isFault(hashed) && (await isKnown(db, file, fingerprint(contract, hashed, reading)));
    if (known) {
      await takeOver(db, contract, file.name);
      tell(file, "未变，沿用上次读到的内容");
      return;
    }
    const staged = isFault(hashed)
      ? hashed
      : await reader.read(file, contract, reading, hashed, told(sinkOf(contract, file), file, progress));
    // Its own hash: the file may have changed since it was first hashed. A file that was not read is always tried again.
    await stageFile(db, contract, staged, staged.sha256 ? fingerprint(contract, staged, reading) : "");
    read++;
    tell(file, summary(staged));
  };
  for (const file of of("meetings")) await stage(file);
  const secret = await db.all<{meeting_key: string}>("SELECT meeting_key FROM stage.secret_meetings");
  reading = {...reading, secretMeetings: new Set(secret.map(row => row.meeting_key))};
  for (const {name} of contracts) {
    if (name === "decisions" || name === "meetings") continue;
    for (const file of of(name)) await stage(file);
  }

  const kept = await withholdDecisions(db, decisions, reading.hiddenSubjects, personalRules(config.words));
  for (const decided of kept.files) {
    const contract = maybeContract("decisions")!;
    const writer = chunkWriter(contract, sinkOf(contract, decided.file));
    for (const [i, sheet] of decided.sheets.entries()) await writer.write(i, sheet.name, decided.rows[i] ?? []);
    await writer.end();
    await stageFile(db, contract, decided, "");
  }
  return {read, withheld: kept.withheld};
}

/** Reads a file of decisions into memory: what of it may be stored is not known yet. */
async function readDecisionFile(file: InputFile, reading: Reading, reader: Reader): Promise<DecisionFile> {
  const hashed = await hashOrFault(file);
  if (isFault(hashed)) return {...hashed, rows: []};
  let rows: StagedRow[][] = [];
  const staged = await reader.read(file, maybeContract("decisions")!, reading, hashed, {
    async write(sheet, _, batch) {
      rows[sheet] = [...(rows[sheet] ?? []), ...batch];
    },
    async drop(sheet) {
      if (sheet === undefined) rows = [];
      else rows[sheet] = [];
    }
  });
  return {...staged, rows};
}

const ROWS_PER_LINE = 100_000;

/** Returns the sink, telling of every so many rows that go into it. */
function told(sink: ChunkSink, file: InputFile, progress: (text: string) => void): ChunkSink {
  let rows = 0;
  return {
    ...sink,
    async take(chunk) {
      await sink.take(chunk);
      const before = Math.floor(rows / ROWS_PER_LINE);
      rows += chunk.rows;
      if (Math.floor(rows / ROWS_PER_LINE) > before) progress(`${file.name}：已读 ${rows} 行`);
    }
  };
}

async function hashOrFault(file: InputFile): Promise<Hashed | StagedFile> {
  try {
    return await hashFile(file.path);
  } catch (error) {
    const fault = unreadable(error);
    if (!fault) throw error;
    return unread(file, fault);
  }
}

function isFault(hashed: Hashed | StagedFile): hashed is StagedFile {
  return "issues" in hashed;
}

async function isKnown(db: Database, file: InputFile, print: string): Promise<boolean> {
  const [known] = await db.all<{n: number}>(`
    SELECT COUNT(*) AS n
    FROM prev.stage.files
    WHERE file = ${literal(file.name)} AND dataset = ${literal(file.dataset)} AND fingerprint = ${literal(print)}
  `);
  return known?.n === 1;
}

function summary({sheets, issues}: StagedFile): string {
  const rows = sheets.reduce((sum, {accounting}) => sum + accounting.accepted + accounting.rejected, 0);
  const errors = issues.filter(({severity}) => severity === "error").length;
  return errors ? `${rows} 行，${errors} 个错误` : `${rows} 行`;
}
