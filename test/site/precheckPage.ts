import {readFileSync} from "node:fs";
import Papa from "papaparse";
import type {Locator, Page} from "playwright-core";
import {issueLine, type PrecheckCase, sumLine} from "./precheckCases.ts";

/** What the page says of one file. */
export interface Report {
  verdict: string;
  /** The dataset that the page took it for. */
  guessed: string;
  /** Issues and sums as lines, as `PrecheckCase.expected`. */
  lines: string[];
}

export const PATIENCE = 120_000;

/** Hands files to the page, as a clerk does, and returns their reports when all are checked. */
export async function choose(page: Page, paths: readonly string[]): Promise<Locator[]> {
  const before = await page.locator(".precheck-file").count();
  await page.locator("#precheck-files").setInputFiles([...paths]);
  await settled(page);
  const after = await page.locator(".precheck-file").count();
  // The newest stand first; a later file moves them, so that each is named by its number.
  const names = await page
    .locator(".precheck-file")
    .evaluateAll(
      (files, count) => files.slice(0, count).map(file => (file as HTMLElement).dataset.file),
      after - before
    );
  return names.map(name => page.locator(`[data-file="${name}"]`));
}

/** Waits until nothing is being checked. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>("[data-run]")!.hidden && document.querySelector(".verdict"),
    null,
    {timeout: PATIENCE}
  );
}

/** Returns what the page says of a golden file under its folder's contract. */
export async function reportOf(page: Page, {path, dataset}: Pick<PrecheckCase, "path" | "dataset">): Promise<Report> {
  const [article] = (await choose(page, [path])) as [Locator];
  const select = article.locator("select");
  const guessed = (await select.count()) ? await select.inputValue() : "";
  if ((await select.count()) && guessed !== dataset) {
    await select.selectOption(dataset);
    await settled(page);
  }
  const report = await readReport(page, article);
  return {...report, guessed};
}

export async function readReport(page: Page, article: Locator): Promise<Omit<Report, "guessed">> {
  return {
    verdict: await article.locator(".verdict").innerText(),
    lines: [...(await sumLines(article)), ...(await issueLines(page, article))].sort()
  };
}

async function sumLines(article: Locator): Promise<string[]> {
  const {rows, told} = await article.evaluate(element => {
    const tables = [...element.querySelectorAll("table")];
    const sums = tables.find(table => table.caption?.textContent?.startsWith("每一行的去向"));
    return {
      rows: [...(sums?.tBodies[0]?.rows ?? [])].map(row => [...row.cells].map(cell => cell.textContent ?? "")),
      told: [...element.querySelectorAll(".after")].at(-1)?.textContent ?? ""
    };
  });
  const encoding = /^([\w（）\- ]+)：/.exec(told)?.[1] ?? "";
  if (!rows.length) return [sumLine("", encoding, new Array(9).fill(0))];
  return rows.map(([name, ...sums]) =>
    sumLine(
      name === "（整个文件）" ? "" : name!,
      encoding,
      sums.map(text => Number(text.replaceAll(",", "")))
    )
  );
}

/** The list that the page offers to save has every issue. */
async function issueLines(page: Page, article: Locator): Promise<string[]> {
  const link = article.locator("a[download]");
  if (!(await link.count())) return [];
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const text = readFileSync(await download.path(), "utf8");
  if (!text.startsWith("\uFEFF")) throw new Error("the list has no byte order mark");
  return Papa.parse<Record<string, string>>(text.slice(1), {header: true, skipEmptyLines: true}).data.map(issueLine);
}
