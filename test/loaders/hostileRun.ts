import {writeFileSync} from "node:fs";
import {rm} from "node:fs/promises";
import {join} from "node:path";
import {expect} from "vitest";
import {hashFile} from "../../loaders/fingerprint.ts";
import {keyOf} from "../../loaders/key.ts";
import type {Reader} from "../../loaders/reader/reader.ts";
import type {ChunkSink, Reading} from "../../loaders/reading.ts";
import type {HostileFile} from "./hostileFiles.ts";
import {contractOf} from "./support.ts";
import {configOf} from "./workspace.ts";

const reading: Reading = {
  config: configOf(),
  key: keyOf("a key that is as public as the tests"),
  hiddenSubjects: new Set(),
  secretMeetings: new Set()
};

/** Seconds of the processor's time: the clock on the wall also counts what else the machine does. */
const MOST_SECONDS = 5;
const MOST_MEGABYTES = 256;

/** Reads a hostile file as a load does and expects the end it must come to, within its time and memory. */
export async function expectHarmless(hostile: HostileFile, reader: Reader, folder: string): Promise<void> {
  const path = join(folder, hostile.name);
  writeFileSync(path, hostile.build());
  // As the load takes rows: in chunks, each gone when it was taken.
  const sink: ChunkSink = {folder: join(folder, "chunks"), take: ({path}) => rm(path), drop: async () => {}};
  const file = {dataset: "reports", path, name: `reports/${hostile.name}`};
  const staged = await reader.read(file, contractOf("reports"), reading, await hashFile(path), sink);
  const whole = staged.issues.filter(({row}) => row === null);
  const accepted = staged.sheets.reduce((sum, {accounting}) => sum + accounting.accepted, 0);
  expect({codes: [...new Set(whole.map(({code}) => code))], accepted}).toEqual({
    codes: hostile.codes,
    accepted: hostile.accepted ?? 0
  });
  for (const {message, file: name} of whole)
    expect([name, message]).toEqual([file.name, expect.stringMatching(/^[\u4e00-\u9fff][\s\S]*；/)]);
  for (const {accounting: a} of staged.sheets) {
    const sum = a.preamble + a.header + a.repeatedHeader + a.blank + a.total + a.note + a.accepted + a.rejected;
    expect(sum).toBe(a.rows);
  }
  const {peak, seconds} = reader.spent();
  expect(peak / 2 ** 20).toBeLessThan(hostile.megabytes ?? MOST_MEGABYTES);
  expect(seconds).toBeLessThan(hostile.seconds ?? MOST_SECONDS);
}
