import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {openDatabase} from "../../loaders/database.ts";
import {readFacts} from "../../publish/sitedata/facts.ts";
import type {PrecheckFacts} from "../../publish/sitedata/precheck.ts";
import {builtShell} from "../../src/build/builtShell.ts";
import {CLIENTS, clientFiles} from "../../src/build/client.ts";
import {shellFor, stamp} from "../../src/build/shell.ts";
import {precheckPage} from "../../src/components/precheck.ts";
import {writeFixture} from "./fixture.ts";

/**
 * Writes the page 数据自检 alone, as a build makes it, knowing what the workspace of each name knows, as `<name>.html`:
 * a whole site for every golden folder would take hours.
 */
export async function writePrecheckSite(
  folder: string,
  knowledge: Readonly<Record<string, PrecheckFacts>>
): Promise<void> {
  const {files, href} = await clientFiles(CLIENTS.find(({name}) => name === "precheck")!);
  const {html, assets} = await builtShell();
  for (const [path, content] of [
    ...files,
    ...[...assets].map(([name, bytes]) => [`_import/${name}`, bytes] as const)
  ]) {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    writeFileSync(join(folder, path), content);
  }
  const warehouse = `${folder}.duckdb`;
  if (!existsSync(warehouse)) await writeFixture(warehouse);
  const db = await openDatabase(warehouse, {readOnly: true});
  try {
    const facts = await readFacts(db, folder, []);
    const shell = shellFor(html, facts, {script: href, engine: false});
    for (const [name, known] of Object.entries(knowledge)) {
      writeFileSync(join(folder, `${name}.html`), stamp(shell, precheckPage(facts, known)));
    }
  } finally {
    db.close();
  }
}

/** Returns the script of the worker as it is shipped. */
export function workerScript(folder: string): string {
  return readFileSync(join(folder, "assets", "precheck-worker.js"), "utf8");
}
