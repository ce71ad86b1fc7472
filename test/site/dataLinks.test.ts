import {readFileSync} from "node:fs";
import {join} from "node:path";
import {JSDOM} from "jsdom";
import {expect, test} from "vitest";
import {builtSample} from "../built.ts";
import {templates} from "./templates.ts";

/** Pages that are about files, settings or the reader's own query, and the big screen, on which nothing is pressed. */
const OTHER_PAGES = ["downloads", "precheck", "query", "screen", "simulate", "style", "verify"];

/** Sections whose table is in no downloaded file, by the start of their heading, and why. */
const NOT_IN_FILES: readonly (readonly [heading: string, why: string])[] = [
  ["单位初评与最终等次", "the matrix is of people's grades by two stages; the files have one"],
  ["人才存量和进出", "terms and posts of people are in no file"],
  ["待遇兑现", "whether benefits were paid is in no file"],
  ["收回多少，有效多少", "the files have valid ratings only"],
  ["谁到了，谁没到", "the files have each unit's sums"],
  ["历次会议", "meetings are in no file"],
  ["谁满意，什么时候", "the files have units and items, not raters"],
  ["意见建议", "opinions are in no file"]
];

/** Returns for each section of the page that has a table of its own its heading, and whether it links to files. */
function sectionsOf(page: string): {heading: string; linked: boolean}[] {
  const {document} = new JSDOM(page).window;
  const tables = [...document.querySelectorAll("main table")];
  const sections = new Set(tables.map(table => table.closest("section")));
  return [...sections].map(section => ({
    heading: section?.querySelector("h2")?.textContent?.trim() ?? "",
    linked: section?.querySelector("p.data a[download]") !== null && section !== null
  }));
}

const isOpen = (heading: string) => !NOT_IN_FILES.some(([start]) => heading.startsWith(start));

test("every section with a table links to the files that hold it", {timeout: 600_000}, async () => {
  const {dist} = await builtSample();
  const pages = [...templates(dist), "2024/assessment.html"].filter(
    name => !OTHER_PAGES.includes(name.replace(/\.html$/, ""))
  );
  const found = pages.flatMap(name =>
    sectionsOf(readFileSync(join(dist, name), "utf8")).map(section => ({name, ...section}))
  );
  expect(found.filter(({heading, linked}) => isOpen(heading) && !linked)).toEqual([]);
  // As many as that, so that a page that is no longer read is noticed; and no exception is kept for nothing.
  expect(new Set(found.filter(({linked}) => linked).map(({heading}) => heading)).size).toBeGreaterThan(25);
  const unused = NOT_IN_FILES.filter(([start]) => !found.some(({heading}) => heading.startsWith(start)));
  expect(unused).toEqual([]);
  expect(found.filter(({heading, linked}) => !isOpen(heading) && linked)).toEqual([]);
});

test("a table outside any section, and a section without a link, are found", () => {
  const page = (inner: string) => sectionsOf(`<main>${inner}</main>`);
  const link = '<p class="data">数据：<a href="data/a.csv" download>a</a></p>';
  expect(page("<table></table>")).toEqual([{heading: "", linked: false}]);
  expect(page("<section><h2>甲</h2><table></table></section>")).toEqual([{heading: "甲", linked: false}]);
  expect(page(`<section><h2>甲</h2><table></table>${link}</section>`)).toEqual([{heading: "甲", linked: true}]);
});
