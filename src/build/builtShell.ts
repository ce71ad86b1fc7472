import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join, relative, sep} from "node:path";
import {bundle} from "./client.ts";
import {buildPages, PROJECT, pinPackages} from "./framework.ts";
import {toMarkdown} from "./pages.ts";
import {SHELL_PAGE} from "./shell.ts";

/** What Framework made: the page around every page, and by name what it refers to below `_import/`. */
export interface BuiltShell {
  html: string;
  assets: ReadonlyMap<string, Uint8Array>;
}

let built: Promise<BuiltShell> | undefined;

/** Returns the shell of every page, built once a process: nothing in it depends on a workspace. */
export function builtShell(): Promise<BuiltShell> {
  built ??= build();
  return built;
}

/** Starts to build the shell, so that it is done beside other work. A failure is told by whoever waits for it. */
export function beginShell(): void {
  builtShell().catch(() => {
    built = undefined;
  });
}

/** What the page refers to: the script of every page, by the name that the head gives it, and the stylesheet. */
const SCRIPT = {from: "site.ts", as: "site.js"};
const STYLE = "style.css";
const NAME = "shell";

async function build(): Promise<BuiltShell> {
  const work = mkdtempSync(join(workshop(), "site-"));
  try {
    const [root, output] = [join(work, "src"), join(work, "dist")];
    mkdirSync(root);
    cpSync(join(PROJECT, "src", STYLE), join(root, STYLE));
    writeFileSync(join(root, SCRIPT.as), await bundle(SCRIPT.from));
    writeFileSync(join(root, `${NAME}.md`), toMarkdown(SHELL_PAGE));
    pinPackages(root);
    await buildPages(fromProject(root), fromProject(output));
    const assets = join(output, "_import");
    return {
      html: readFileSync(join(output, `${NAME}.html`), "utf8"),
      assets: new Map(readdirSync(assets).map(name => [name, new Uint8Array(readFileSync(join(assets, name)))]))
    };
  } finally {
    rmSync(work, {recursive: true, force: true});
  }
}

const DAY = 86_400_000;

/** Returns the folder where builds work, cleared of what killed ones left there. */
function workshop(): string {
  const folder = join(PROJECT, "src", ".observablehq", "build");
  mkdirSync(folder, {recursive: true});
  for (const name of readdirSync(folder)) {
    const left = join(folder, name);
    const made = statSync(left, {throwIfNoEntry: false})?.mtimeMs ?? Date.now();
    if (Date.now() - made > DAY) rmSync(left, {recursive: true, force: true});
  }
  return folder;
}

/** Framework knows paths with forward slashes only, relative to where it runs. */
function fromProject(path: string): string {
  return relative(PROJECT, path).split(sep).join("/");
}
