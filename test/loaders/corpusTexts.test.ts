import {mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {readText, type Text, unaccounted} from "../../bench/corpus/texts.ts";
import {openSource} from "../../loaders/source.ts";
import type {SourceRow} from "../../loaders/table.ts";

/** The report over foreign files (`npm run corpus`) must tell what is lost, and nothing else. */

async function opened(content: string): Promise<{text: Text; rows: SourceRow[]}> {
  const path = join(mkdtempSync(join(tmpdir(), "corpus-")), "a.csv");
  writeFileSync(path, content);
  const headers = new Set<string>();
  const source = await openSource(path, {name: "a.csv", headers});
  const rows: SourceRow[] = [];
  for await (const batch of source.sheets[0]!.rows) rows.push(...batch);
  source.close();
  return {text: await readText(path, headers), rows};
}

const QUOTED = 'a,b\n"1","x\ny"\n"2","say ""z"""\n3,plain\n"4",5\n\n6,q"r\n7,"open\n8,9';

test.each([
  ["lines without quotes", "a,b\n1,2\n3,4\n"],
  ["whole records in quotes, line ends inside them", QUOTED],
  ["a private character that stands for one beyond the first plane", "a,b\n\ue816,𠮷\n"],
  ["one record alone", '"a","b"']
])("every record is accounted for: %s", async (_, content) => {
  const {text, rows} = await opened(content);
  expect(unaccounted(text, rows)).toEqual([]);
});

test("a record that is missing, and a cell that has lost a character, are told", async () => {
  const {text, rows} = await opened(QUOTED);
  expect(unaccounted(text, rows.slice(0, -1))).toContain(`${rows.length} records, ${rows.length - 1} rows`);
  const changed = rows.map((row, i) => (i === 1 ? {...row, cells: ["1", "x"]} : row));
  expect(unaccounted(text, changed)).toEqual(['row 2: "1","x\ny"']);
});
