import {cpSync, existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {openDatabase} from "../../loaders/database.ts";
import {readFacts} from "../../publish/sitedata/facts.ts";
import type {PrecheckFacts} from "../../publish/sitedata/precheck.ts";
import {CLIENTS, clientFiles} from "../../src/build/client.ts";
import {mendPage} from "../../src/build/mend.ts";
import {fillMain, slot} from "../../src/build/shell.ts";
import {precheckPage} from "../../src/components/precheck.ts";
import {writeFixture} from "./fixture.ts";

/** The shape of a page as Framework builds it, its main part left open. */
const SHELL = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<meta name="generator" content="Observable Framework">
<title>数据自检 | 衡才</title>
<link rel="stylesheet" type="text/css" href="./style.css">
<script src="./site.js"></script>
<script type="module"></script>
</head>
<body>
<div id="observablehq-center">
<header id="observablehq-header"></header>
<main id="observablehq-main" class="observablehq">
<div>${slot("main")}</div>
</main>
<footer id="observablehq-footer">
<div></div>
</footer>
</div>
</body>
</html>
`;
const SOURCE = fileURLToPath(new URL("../../src", import.meta.url));

/**
 * Writes the page 数据自检 alone, as a build makes it, knowing what the workspace of each name knows, as `<name>.html`:
 * a whole site for every golden folder would take hours.
 */
export async function writePrecheckSite(
  folder: string,
  knowledge: Readonly<Record<string, PrecheckFacts>>
): Promise<void> {
  const {files, href} = await clientFiles(CLIENTS.find(({name}) => name === "precheck")!);
  for (const name of ["style.css", "site.js"]) {
    mkdirSync(folder, {recursive: true});
    cpSync(join(SOURCE, name), join(folder, name));
  }
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    writeFileSync(join(folder, path), content);
  }
  const warehouse = `${folder}.duckdb`;
  if (!existsSync(warehouse)) await writeFixture(warehouse);
  const db = await openDatabase(warehouse, {readOnly: true});
  try {
    const facts = await readFacts(db, folder, []);
    const shell = mendPage(SHELL, {site: "示例市", footLine: "草案", script: href, engine: false});
    for (const [name, known] of Object.entries(knowledge)) {
      writeFileSync(join(folder, `${name}.html`), fillMain(shell, precheckPage(facts, known).main));
    }
  } finally {
    db.close();
  }
}

/** Returns the script of the worker as it is shipped. */
export function workerScript(folder: string): string {
  return readFileSync(join(folder, "assets", "precheck-worker.js"), "utf8");
}
