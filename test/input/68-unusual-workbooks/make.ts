import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {joined} from "../../../loaders/bytes.ts";
import {type Book, bookParts, sheetXml, zipped} from "../../loaders/support.ts";

const HEADER = ["申报编号", "申报单位", "加分项目", "加分事项", "发生日期"];
const SHEET = "xl/worksheets/sheet1.xml";
const WORKBOOK = "xl/workbook.xml";
const RELATIONS = "xl/_rels/workbook.xml.rels";

type Parts = Record<string, string>;

/** A workbook with one row; a cell that begins with `<c` is XML already. */
function parts(
  id: string,
  {subject = "事项", day = "2025-03-01", ...book}: Book & {subject?: string; day?: string} = {}
): Parts {
  const xml = sheetXml([HEADER, [id, "东山镇", "宣传表彰", subject, day]]);
  return bookParts({sheets: [{name: "台账", xml}], ...book});
}

function changed(all: Parts, name: string, change: (text: string) => string): Parts {
  const text = change(all[name]!);
  if (text === all[name]) throw new Error(`${name} is as it was`);
  return {...all, [name]: text};
}

/** Gives every element of a part a prefix, as report servers do. */
function prefixed(xml: string): string {
  return xml
    .replace(/<(\/?)(?=[A-Za-z])/g, "<$1x:")
    .replace(/<x:(worksheet|workbook)(?=[ >])/, '<x:$1 xmlns:x="urn:x"');
}

/** Makes one workbook for each way in which programs other than Excel write them. */
export default async function make(folder: string): Promise<void> {
  mkdirSync(join(folder, "claims"));
  const save = (name: string, all: Parts): void => writeFileSync(join(folder, "claims", `${name}.xlsx`), zipped(all));
  save("前缀", changed(changed(parts("S-001"), SHEET, prefixed), WORKBOOK, prefixed));
  save(
    "缺坐标",
    changed(parts("S-002"), SHEET, xml => xml.replace(/ r="[A-Z]*\d+"/g, ""))
  );
  save(
    "绝对路径",
    changed(parts("S-003"), RELATIONS, xml => xml.replace('Target="worksheets', 'Target="/xl/worksheets'))
  );
  const {"xl/sharedStrings.xml": _, ...withoutStrings} = parts("S-004", {strings: "<si><t>没有人用</t></si>"});
  save("无共享串", withoutStrings);
  const strict = (xml: string): string =>
    xml.replaceAll(
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
      "http://purl.oclc.org/ooxml/officeDocument/relationships"
    );
  save(
    "严格格式",
    changed(changed(changed(parts("S-005"), RELATIONS, strict), "_rels/.rels", strict), SHEET, xml =>
      xml.replace("<worksheet>", '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main">')
    )
  );
  const rich =
    '<r><rPr><b/></rPr><t>先进</t></r><r><t xml:space="preserve"> 人物</t></r><rPh sb="0" eb="2"><t>xianjin</t></rPh>';
  save("内联富文本", parts("S-006", {subject: `<c r="D2" t="inlineStr"><is>${rich}</is></c>`}));
  save("日期型", parts("S-007", {day: '<c r="E2" t="d"><v>2025-03-07T00:00:00</v></c>'}));
  save("图表页在前", chartFirst());
  const padded = joined([zipped(parts("S-009")), new Uint8Array(1_000)]);
  writeFileSync(join(folder, "claims", "末尾补零.xlsx"), padded);
}

function chartFirst(): Parts {
  const both = parts("S-008", {
    sheets: [
      {name: "图表", xml: ""},
      {name: "台账", xml: sheetXml([HEADER, ["S-008", "东山镇", "宣传表彰", "事项", "2025-03-01"]])}
    ]
  });
  const {[SHEET]: _, ...rest} = both;
  return changed({...rest, "xl/chartsheets/sheet1.xml": "<chartsheet/>"}, RELATIONS, xml =>
    xml.replace('/worksheet" Target="worksheets/sheet1.xml"', '/chartsheet" Target="chartsheets/sheet1.xml"')
  );
}
