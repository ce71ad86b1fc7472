import {expect, test} from "vitest";
import {compareGeneratedBooks, compareGeneratedTexts, compareWrittenBooks} from "./differential.ts";

test("2,000 workbooks read as SheetJS and hucre read them", async () => {
  const {cells} = await compareGeneratedBooks(2_000);
  expect(cells).toBeGreaterThan(20_000);
}, 600_000);

test("what exceljs, SheetJS and hucre write of 1,000 tables reads as they read it", async () => {
  const {cells} = await compareWrittenBooks(1_000);
  expect(cells).toBeGreaterThan(20_000);
}, 600_000);

test("100,000 text files read as csv-parse reads them", async () => {
  const {cells} = await compareGeneratedTexts(100_000);
  expect(cells).toBeGreaterThan(500_000);
}, 600_000);
