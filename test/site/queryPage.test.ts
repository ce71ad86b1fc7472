import {expect, test} from "vitest";
import {TABLES} from "../../publish/dictionary.ts";
import {queryPage} from "../../src/components/query.ts";
import {factsOf} from "../publish/sitedata/pages.ts";

const file = (href: string) => ({href, table: "units", format: "csv-plain", rows: 1, bytes: 9, sha256: ""});
const folderOf = (href: string) =>
  / data-folder="([^"]*)"/.exec(queryPage(factsOf({downloads: [file(href)]}), TABLES).main.text)?.[1];

test("数据查询 asks for its tables where the downloads lie: below the site, and beside it in an edition", () => {
  expect(folderOf("data/csv-plain/units.csv")).toBe("data/");
  expect(folderOf("../open/csv-plain/units.csv")).toBe("../open/");
});
