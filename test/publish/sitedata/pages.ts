import type {Facts} from "../../../publish/sitedata/facts.ts";
import type {Page} from "../../../src/components/frame.ts";
import type {Html} from "../../../src/components/html.ts";

const DATASETS = [
  "talents",
  "assessments",
  "inspections",
  "meetings",
  "attendance",
  "tasks",
  "ratings",
  "opinions",
  "rectifications"
];

/** Returns what every page knows of a small city on 2025-12-31: all datasets, cells of five, units as given. */
export function factsOf(more: Partial<Facts> = {}, units: Readonly<Record<string, string>> = {}): Facts {
  return {
    city: "示例市",
    asOf: "2025-12-31",
    year: 2025,
    years: [2025],
    groups: [{name: "镇（街道）", kinds: ["镇", "街道"]}],
    thresholds: {minCell: 5, minRatings: 30, satisfiedShare: 800, reportDays: 15},
    satisfactionIndex: {},
    documents: [],
    state: {state: "草案", signedOn: null, docNo: null, objectionsUntil: null, reasons: []},
    rules: [],
    ceiling: null,
    units: new Map(
      Object.entries(units).map(([id, name], order) => [
        id,
        {id, name, short: name, kind: "镇", parent: null, order, former: null, page: null, single: null, find: ""}
      ])
    ),
    datasets: new Map(DATASETS.map(name => [name, {files: 1, rows: 9, accepted: 9, rejected: 0}])),
    downloads: [],
    tableTitles: new Map(),
    ...more
  };
}

/** Returns what the page says, without tags and drawings; cells end in a bar, rows in a new line. */
export function wordsOf({main}: Page): string {
  return textOf(main);
}

/** Returns what the markup says, in the same way. */
export function textOf({text}: Html): string {
  return text
    .replace(/<svg[\s\S]*?<\/svg>/g, "")
    .replace(/<\/t[dh]>/g, "|")
    .replace(/<\/tr>/g, "\n")
    .replace(/<[^>]*>/g, "");
}
