import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import type {City} from "./city.ts";
import {configText} from "./config.ts";
import {assessmentFiles} from "./files/assessments.ts";
import {claimFiles} from "./files/claims.ts";
import {decisionFiles} from "./files/decisions.ts";
import {opinionFiles, ratingFiles, rectificationFiles} from "./files/evaluation.ts";
import {inspectionFiles} from "./files/inspections.ts";
import {attendanceFiles, meetingFiles, taskFiles} from "./files/meetings.ts";
import {baseScoreFiles, reportFiles} from "./files/reports.ts";
import {talentFiles} from "./files/talents.ts";
import {unitFiles} from "./files/units.ts";
import type {OfficeFile} from "./office.ts";
import {textBytes} from "./text.ts";
import {workbookBytes} from "./workbook.ts";

/** Returns every file of the workspace before it is bytes; with `dirt`, rows that must be refused or warned of among the true ones. */
export function officeFiles(city: City, {dirt, baseScores = false}: WriteOptions): OfficeFile[] {
  return [...FILES, ...(baseScores ? [baseScoreFiles] : [])].flatMap(files => files(city, dirt));
}

export interface WriteOptions {
  /** Whether rows that must be refused or warned of are mixed in. */
  dirt: boolean;
  /** Whether the yearly base scores are supplied; without them only the bonus is ranked. */
  baseScores?: boolean;
}

const FILES: readonly ((city: City, dirt: boolean) => OfficeFile[])[] = [
  unitFiles,
  talentFiles,
  assessmentFiles,
  claimFiles,
  meetingFiles,
  attendanceFiles,
  taskFiles,
  inspectionFiles,
  ratingFiles,
  opinionFiles,
  rectificationFiles,
  reportFiles,
  decisionFiles
];

/** The sample's key is no secret: everybody is to get the same pseudonyms. */
const PUBLIC_KEY = "hengcai-sample-key-fixed-and-public-never-for-real-data";

/** Writes the city into the folder as a workspace: `hengcai.yaml` and a folder for every dataset. */
export async function writeWorkspace(city: City, folder: string, options: WriteOptions): Promise<void> {
  write("hengcai.yaml", new TextEncoder().encode(configText(city)));
  write("key", new TextEncoder().encode(`${PUBLIC_KEY}\n`));
  for (const file of officeFiles(city, options)) write(file.path, await fileBytes(file));

  function write(path: string, bytes: Uint8Array): void {
    const target = join(folder, path);
    mkdirSync(dirname(target), {recursive: true});
    writeFileSync(target, bytes);
  }
}

/** Returns the bytes of the file. */
export async function fileBytes(file: OfficeFile): Promise<Uint8Array> {
  if (file.format === "workbook") return workbookBytes(file);
  return file.format === "text" ? textBytes(file) : new TextEncoder().encode(file.raw ?? "");
}
