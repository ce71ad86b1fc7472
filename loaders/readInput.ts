import type {Contract} from "./contract.ts";
import {type InputFile, unreadable} from "./files.ts";
import {hashFile} from "./fingerprint.ts";
import {headerNames} from "./header.ts";
import type {IssueCode, RowIssue} from "./issue.ts";
import type {Hashed, Reading, RowSink, StagedFile} from "./reading.ts";
import {placed, readSheets} from "./readSheets.ts";
import {openSource} from "./source.ts";

const ATTEMPTS = 3;

/**
 * Reads a file by its contract, without what must not be stored, into the sink. What the machine or the file itself
 * refuses is an issue of the file; so is a file that keeps changing while it is read.
 */
export async function readInput(
  file: InputFile,
  contract: Contract,
  reading: Reading,
  hashed: Hashed,
  sink: RowSink
): Promise<StagedFile> {
  let before = hashed;
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const staged = await readOnce(file, contract, reading, before, sink);
      const after = await hashFile(file.path);
      if (after.sha256 === before.sha256) return staged;
      await sink.drop();
      before = after;
    }
  } catch (error) {
    const fault = unreadable(error);
    if (!fault) throw error;
    await sink.drop();
    return unread(file, fault);
  }
  return unread(file, {code: "open_file", message: "文件在读取时一直在变；请等它保存完毕、关闭后再装载"});
}

/** Returns what stands for a file that could not be read. */
export function unread(file: InputFile, fault: {code: IssueCode; message: string}): StagedFile {
  const issue: RowIssue = {row: null, field: "", value: "", severity: "error", ...fault};
  return {
    file,
    sha256: "",
    bytes: 0,
    encoding: "",
    evidence: "",
    sheets: [],
    skipped: [],
    issues: [placed(file.name, "", issue)],
    secretMeetings: []
  };
}

async function readOnce(
  file: InputFile,
  contract: Contract,
  reading: Reading,
  hashed: Hashed,
  sink: RowSink
): Promise<StagedFile> {
  const source = await openSource(file.path, {
    name: file.name,
    headers: headerNames(contract),
    sheets: reading.config.datasets.get(contract.name)?.sheets ?? null
  });
  try {
    return {file, ...hashed, ...(await readSheets(source, file.name, contract, reading, sink))};
  } finally {
    source.close();
  }
}
