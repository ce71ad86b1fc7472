import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {utils, write} from "@e965/xlsx";
import {bookParts, sheetXml, zipped} from "../../loaders/support.ts";

const HEADER = ["申报编号", "申报单位", "加分项目", "加分事项", "发生日期"];

/** Makes a workbook of today under the old name, and a true one of Excel 97 beside it. */
export default async function make(folder: string): Promise<void> {
  const rows = [HEADER, ["S-005", "东山镇", "宣传表彰", "事项", "2025-03-05"]];
  writeFileSync(
    join(folder, "claims/其实是新版.xls"),
    zipped(bookParts({sheets: [{name: "台账", xml: sheetXml(rows)}]}))
  );
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([HEADER, ["0016", "东山镇", "宣传表彰", "事项", "2025-03-06"]]),
    "台账"
  );
  writeFileSync(join(folder, "claims/真正的旧版.xls"), write(book, {type: "buffer", bookType: "biff8"}) as Uint8Array);
}
