import {writeFileSync} from "node:fs";

/**
 * How Observable Framework builds the pages. `src/build/site.ts` names the folders: every build gets its own, so that two
 * never share a cache; without it (`observable preview`) the pages are read from `src`, where the script of every page, which
 * a head cannot take from a loader, is made first.
 */
const root = process.env.HENGCAI_SITE_ROOT ?? "src";
if (root === "src") {
  const {bundle} = await import("./src/build/client.ts");
  writeFileSync("src/site.js", await bundle("site.ts"));
}

export default {
  root,
  output: process.env.HENGCAI_SITE_OUTPUT ?? "dist",
  title: "衡才",
  style: "style.css",
  head: '<script src="/site.js"></script>',
  globalStylesheets: [],
  pages: [],
  sidebar: false,
  pager: false,
  toc: false,
  header: "",
  footer: "",
  linkify: false,
  preserveExtension: true,
  preserveIndex: true,
  // No search for a program in PATH: the same node, with the loader it was installed with.
  interpreters: {".ts": [process.execPath, "--import", "tsx"]}
};
