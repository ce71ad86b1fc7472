import * as XLSX from "@e965/xlsx";
import {bookBytes, type CellXml, escaped} from "./books.ts";
import {gb18030, utf16} from "./support.ts";

/** A small file with dirt in it, before its bytes are hurt. */
export interface Seed {
  name: string;
  dataset: string;
  bytes: Uint8Array;
}

/** Tables of several datasets: titles, totals, notes, blank rows, bad cells and good ones. */
const TABLES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  claims: [
    ["2025年度加分申报汇总表"],
    ["申报编号", "申报单位", "加分项目", "发生日期", "申报分值", "加分事项", "级别", "联系电话"],
    ["S-0001", "东山镇", "R4", "2025-03-01", "1.5", '“规格3"管”，报道', "省级", "13800000000"],
    ["S-0002", "西河街道", "R3", "2025年13月1日", "１．５分", "会议\n两行", "市级", ""],
    ["", "", "", "", "", "", "", ""],
    ["S-0003", "组织部、财政局", "宣传", "2025.1", "-", "䶮某", "", ""],
    ["S-0003", "东山镇", "R4", "2025/3/1", "0.1234", "a,b;c\td，e", "国家级", ""],
    ["合 计", "", "", "", "3", "", "", ""],
    ["填表人：某", "", "", "", "", "", "", ""]
  ],
  reports: [
    ["报告编号", "单位", "报告类型", "报告日期", "人才编号", "事项日期"],
    ["R1", "东山镇", "工作调动", "2025-01-01", "T1", "2024-12-01"],
    ["R2", "西河街道办事处", "调动", "20250230", "", ""],
    ["报告编号", "单位", "报告类型", "报告日期", "人才编号", "事项日期"],
    ["R3", "老东山", "职务调整", "2025-06-30", "0011", "45000"]
  ],
  talents: [
    ["人才编号", "姓名", "身份证号", "人才类别", "申报类型", "县市区", "所在单位", "认定日期"],
    ["T1", "张㛃", "110101199003071233", "A类", "创新类", "东山镇", "某厂", "2020-01-01"],
    ["T2", "王某", "11010119900307123X", "B类", "创业类", "不存在的县", "某校", "2020年"],
    ["注：以上为示例", "", "", "", "", "", "", ""]
  ],
  attendance: [
    ["会议编号", "单位", "状态", "参会类别"],
    ["H1", "东山镇", "到会", "1"],
    ["H1", "西河街道", "代会", "9"],
    ["H2", "财政局", "", "2"]
  ],
  ratings: [
    ["评价编号", "评价日期", "评价渠道", "评价对象", "评价内容", "满意度", "是否有效"],
    ["E1", "2025-05-01", "电话问询", "东山镇", "P1", "很满意", "是"],
    ["E2", "2025-05-02 09:30", "微信", "财政局", "政策", "一般", "√"],
    ["其中：电话", "", "", "", "", "", ""]
  ],
  units: [
    ["单位编码", "单位名称", "单位类别", "上级单位", "建制序", "启用日期", "曾用名"],
    ["0011", "东山镇人民政府", "镇", "", "1", "2020-01-01", "东山乡；老东山"],
    ["U2", "西河街道办事处", "街道", "不在的单位", "二", "2019年6月", ""]
  ]
};

const DATASETS = Object.keys(TABLES);

/** Returns fifty small files: text in every encoding, workbooks of every kind, old and disguised ones. */
export function flipSeeds(): Seed[] {
  return [...texts(), ...workbooks(), ...legacy()];
}

function texts(): Seed[] {
  const encodings: readonly (readonly [string, (text: string) => Uint8Array])[] = [
    ["utf-8", utf8],
    ["utf-8-bom", text => utf8(`\ufeff${text}`)],
    ["gb18030", gb18030],
    ["utf-16le", text => utf16(text)],
    ["utf-16be", text => utf16(text, {bigEndian: true})]
  ];
  return encodings.flatMap(([encoding, encode], i) =>
    [0, 1, 2, 3, 4].map(j => {
      const dataset = DATASETS[(i + j) % DATASETS.length]!;
      const delimiter = [",", "\t", ";", "，", ","][j]!;
      const end = ["\r\n", "\n", "\r", "\r\n", "\n"][(i + j) % 5]!;
      const all = (i + j) % 2 === 0;
      const lines = TABLES[dataset]!.map(row => row.map(cell => field(cell, delimiter, all)).join(delimiter) + end);
      return {name: `${encoding}-${j}.csv`, dataset, bytes: encode(lines.join(""))};
    })
  );
}

function field(text: string, delimiter: string, all: boolean): string {
  return all || /["\n\r]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

function workbooks(): Seed[] {
  return Array.from({length: 15}, (_, i) => {
    const dataset = DATASETS[i % DATASETS.length]!;
    const strings: string[] = [];
    const cellOf = (text: string): CellXml => {
      if (/^-?\d+(?:\.\d+)?$/.test(text) && !text.startsWith("0")) return `<c><v>${text}</v></c>`;
      if (/^\d{4}-\d\d-\d\d$/.test(text)) return `<c s="1"><v>${Date.parse(text) / 86_400_000 + 25_569}</v></c>`;
      if (i % 2) return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
      return `<c t="s"><v>${strings.push(`<t>${escaped(text)}</t>`) - 1}</v></c>`;
    };
    const rows = TABLES[dataset]!.map(
      (row, r) => [r + 1, row.flatMap((text, c) => (text === "" ? [] : [[c, cellOf(text)] as const]))] as const
    );
    const formula = [
      rows.length + 1,
      [[0, "<c><f>SUM(1,2)</f></c>"] as const, [3, '<c t="e"><v>#N/A</v></c>'] as const]
    ] as const;
    const bytes = bookBytes({
      sheets: [
        {name: "台账", rows: [...rows, formula], merges: i % 3 ? [] : ["B3:B4"]},
        {name: "说明", rows: [[1, [[0, "<c><v>1</v></c>"]]]], hidden: i % 4 === 0}
      ],
      strings,
      date1904: i % 5 === 0,
      prefix: i % 3 === 1,
      places: true,
      packed: i % 4 < 2
    });
    return {name: `book-${i}.xlsx`, dataset, bytes};
  });
}

function legacy(): Seed[] {
  return (["biff8", "biff5", "html", "gbk", "xlml"] as const).flatMap((kind, i) =>
    [0, 1].map(j => {
      const dataset = DATASETS[(i + j) % DATASETS.length]!;
      return {name: `${kind}-${j}.xls`, dataset, bytes: legacyBytes(kind, TABLES[dataset]!)};
    })
  );
}

function legacyBytes(
  kind: "biff8" | "biff5" | "html" | "gbk" | "xlml",
  rows: readonly (readonly string[])[]
): Uint8Array {
  if (kind === "html" || kind === "gbk") {
    const lines = rows.map(row => `<tr>${row.map(cell => `<td>${escaped(cell)}</td>`).join("")}</tr>`);
    const charset = kind === "gbk" ? "gb2312" : "utf-8";
    const page = `<html><head><meta charset="${charset}"></head><body><table>${lines.join("\n")}</table></body></html>`;
    return kind === "gbk" ? gb18030(page) : utf8(page);
  }
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map(row => [...row])), "台账");
  return new Uint8Array(XLSX.write(book, {type: "array", bookType: kind}) as ArrayBuffer);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
