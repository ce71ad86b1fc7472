import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, test} from "vitest";
import {openReader} from "../../loaders/reader/reader.ts";
import {BOMBS, TEXTS} from "./hostileFiles.ts";
import {expectHarmless} from "./hostileRun.ts";

const folder = mkdtempSync(join(tmpdir(), "hengcai-hostile-"));
afterAll(() => rmSync(folder, {recursive: true}));

describe("a large file made to hurt comes to its end:", () => {
  test.each([...BOMBS, ...TEXTS].filter(({slow}) => slow))("$title", async hostile => {
    const reader = openReader();
    try {
      await expectHarmless(hostile, reader, folder);
    } finally {
      reader.close();
    }
  });
});
