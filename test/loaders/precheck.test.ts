import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, describe, expect, test} from "vitest";
import {FileFault} from "../../loaders/fault.ts";
import {openBlobZip} from "../../loaders/precheck/blobZip.ts";
import {droppedFile} from "../../loaders/precheck/dropped.ts";
import {guessDatasets} from "../../loaders/precheck/guess.ts";
import {passingKey} from "../../loaders/precheck/passingKey.ts";
import {SENT} from "../../loaders/precheck/sent.ts";
import {openZip} from "../../loaders/zip.ts";
import type {ZipPackage} from "../../loaders/zipEntries.ts";
import {BOMBS, CONTAINERS} from "./hostileFiles.ts";

const SAMPLE = fileURLToPath(new URL("../../data", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hengcai-precheck-"));
afterAll(() => rmSync(folder, {recursive: true}));

/** Returns the parts with their lengths and what went wrong, as text. */
async function readAll(open: () => Promise<ZipPackage>): Promise<string[]> {
  const told: string[] = [];
  try {
    const zip = await open();
    for (const name of zip.names) {
      let bytes = 0;
      try {
        for await (const chunk of zip.open(name)) bytes += chunk.length;
        told.push(`${name} ${bytes}`);
      } catch (error) {
        told.push(`${name} ${faultText(error)}`);
      }
    }
    zip.close();
  } catch (error) {
    told.push(faultText(error));
  }
  return told;
}

function faultText(error: unknown): string {
  if (!(error instanceof FileFault)) throw error;
  return `${error.code} ${error.message}`;
}

describe("openBlobZip(blob) says of a zip file, sound or made to hurt, what openZip(path) says:", () => {
  const files = [...CONTAINERS, ...BOMBS.filter(({slow}) => !slow).slice(0, 3)].filter(({name}) => name.endsWith("x"));

  test.each(files)("$title", async ({build}) => {
    const bytes = new Uint8Array(build());
    const path = join(folder, "a.xlsx");
    writeFileSync(path, bytes);
    expect(await readAll(() => openBlobZip(new Blob([bytes])))).toEqual(await readAll(() => openZip(path)));
  });
});

describe("guessDatasets(file)", () => {
  test.each(SENT.filter(({name}) => statSync(join(SAMPLE, name), {throwIfNoEntry: false})).map(({name}) => name))(
    "takes the sample's files for %s by their headers",
    async dataset => {
      const names = readdirSync(join(SAMPLE, dataset), {recursive: true, encoding: "utf8"});
      const files = names.filter(name => /\.(?:csv|tsv|txt|xlsx)$/.test(name) && !name.includes("~$")).slice(-2);
      expect(files.length).toBeGreaterThan(0);
      for (const name of files) {
        const blob = new Blob([new Uint8Array(readFileSync(join(SAMPLE, dataset, name)))]);
        const {guesses} = await guessDatasets(droppedFile(blob, name));
        expect({name, dataset: guesses[0]?.dataset}).toEqual({name, dataset});
      }
    }
  );

  test("says what of a header it knew and what is missing, and why there is none", async () => {
    const guess = (text: string) => guessDatasets(droppedFile(new Blob([text]), "a.csv"));
    expect((await guess("申报编号,申报单位,加分项目\nS-1,U1,R1\n")).guesses[0]).toEqual({
      dataset: "claims",
      known: ["申报编号", "申报单位", "加分项目"],
      missing: ["发生日期"]
    });
    expect(await guess("甲,乙\n1,2\n")).toEqual({guesses: [], faults: []});
    expect((await guess("")).faults).toMatchObject([{code: "empty_file"}]);
    expect((await guess("%PDF-1.4")).faults).toMatchObject([{code: "unsupported_file"}]);
  });
});

describe("passingKey(random)", () => {
  const key = passingKey([1, 2]);

  test("gives one number one pseudonym, however it is written, and another under another key", () => {
    expect(key.hash(" 11010119900307123x")).toBe(key.hash("１１０１０１１９９００３０７１２３X"));
    expect(key.hash("11010119900307123X")).toMatch(/^[0-9a-f]{16}$/);
    expect(passingKey([1, 3]).pseudonym("a")).not.toBe(key.pseudonym("a"));
  });

  test("gives a hundred thousand neighbours as many pseudonyms", () => {
    const made = new Set(Array.from({length: 100_000}, (_, i) => key.pseudonym(`RC${i}`)));
    expect(made.size).toBe(100_000);
    expect(new Set(["", "a", "ab", "a\0", "\0a", "\0\0"].map(key.pseudonym)).size).toBe(6);
  });
});
