import {strToU8} from "fflate";
import {joined} from "../../loaders/bytes.ts";
import {repeated, type Unfolded, type ZipPart, zipOf} from "./hostile.ts";
import {bookParts, sheetXml, utf16} from "./support.ts";

/** What a hostile file must end in: these codes of the file or a sheet, or nothing but rows. */
export interface HostileFile {
  title: string;
  name: string;
  build(): Uint8Array;
  /** The codes of its issues that name no row. */
  codes: readonly string[];
  /** How many rows are accepted. */
  accepted?: number;
  /** Takes long to build or to read: for the long runs. */
  slow?: true;
  /** Megabytes that are right for a file which is nothing but one cell. */
  megabytes?: number;
  /** Seconds of work that are right for a file which is only large. */
  seconds?: number;
}

const HEADER = ["报告编号", "单位", "报告类型", "报告日期"];
const ROW = ["R1", "U1", "工作调动", "2025-01-01"];
const GRID = sheetXml([HEADER, ROW]);
const ROWS = GRID.slice("<sheetData>".length, -"</sheetData>".length);
const SHEET = "xl/worksheets/sheet1.xml";
const START = "<worksheet><sheetData>";
const END = "</sheetData></worksheet>";
const MB = 2 ** 20;

/** A sound workbook of one row whose parts may be replaced, with others behind it. */
function workbook(
  replaced: Readonly<Record<string, string | Unfolded>> = {},
  more: readonly ZipPart[] = []
): ZipPart[] {
  const parts: Record<string, string | Unfolded> = {
    ...bookParts({sheets: [{name: "台账", xml: GRID}], strings: "", styles: ""}),
    ...replaced
  };
  const zipped = Object.entries(parts).map(
    ([name, content]): ZipPart => (typeof content === "string" ? {name, text: content} : {name, ...content})
  );
  return [...zipped, ...more];
}

/** A sound workbook with something behind its end, which says of so much of it that it is a comment. */
function ended(behind: Uint8Array, comment = 0): Uint8Array {
  const whole = zipOf(workbook());
  whole[whole.length - 2] = comment;
  return joined([whole, behind]);
}

function sheet(content: string | Unfolded): Uint8Array {
  return zipOf(workbook({[SHEET]: content}));
}

/** Repeats a text until it unfolds to so many bytes. */
function unfolding(bytes: number, before: string, middle: string, after: string): Unfolded {
  return repeated(before, middle, Math.floor(bytes / strToU8(middle).length), after);
}

/** A text of so many letters that packs about as tightly as the limit allows: letters with noise strewn in. */
function noisy(pattern: string, times: number, every: number): string {
  const pieces: string[] = [];
  let seed = 1;
  for (let i = 0; i < times; i++) {
    if (i % every === 0) {
      seed = (seed * 48_271) % 2_147_483_647;
      pieces.push(`<!--${seed.toString(36)}-->`);
    }
    pieces.push(pattern);
  }
  return pieces.join("");
}

/** As `repeated`, but packed looser than the limit on how tight a part may be. */
function withinRatio(bytes: number, before: string, pattern: string, after: string): Unfolded {
  const letters = strToU8(pattern).length;
  const block = noisy(pattern, Math.ceil(MB / letters), Math.ceil(MB / letters / 220));
  return repeated(before, block, Math.max(1, Math.round(bytes / strToU8(block).length)), after);
}

const TOO_LARGE = ["too_large"];
const BROKEN = ["unreadable_workbook"];

export const BOMBS: readonly HostileFile[] = [
  {
    title: "a sheet that unfolds to 600 MB",
    name: "a.xlsx",
    build: () => sheet(unfolding(600 * MB, START + ROWS, "<row/>", END)),
    codes: TOO_LARGE
  },
  {
    title: "one cell of 600 MB",
    name: "a.xlsx",
    build: () => sheet(unfolding(600 * MB, `${START}${ROWS}<row><c t="str"><v>`, "x", `</v></c></row>${END}`)),
    codes: TOO_LARGE
  },
  {
    title: "15 million empty shared strings",
    name: "a.xlsx",
    build: () => zipOf(workbook({"xl/sharedStrings.xml": repeated("<sst>", "<si/>", 15_000_000, "</sst>")})),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "15 million empty shared strings, packed within the limit",
    name: "a.xlsx",
    build: () => zipOf(workbook({"xl/sharedStrings.xml": withinRatio(75 * MB, "<sst>", "<si/>", "</sst>")})),
    codes: TOO_LARGE
  },
  {
    title: "a sheet of 600 MB of empty rows, packed within the limit",
    name: "a.xlsx",
    build: () => sheet(withinRatio(600 * MB, START + ROWS, "<row/>", END)),
    codes: TOO_LARGE
  },
  {
    title: "a sheet of 600 MB of empty cells, packed within the limit",
    name: "a.xlsx",
    build: () => sheet(withinRatio(600 * MB, `${START}${ROWS}<row>`, "<c/>", `</row>${END}`)),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "600 MB of elements nobody knows, packed within the limit",
    name: "a.xlsx",
    build: () => sheet(withinRatio(600 * MB, START + ROWS, "<x/>", END)),
    codes: TOO_LARGE
  },
  {
    title: "600 MB of white space, packed within the limit",
    name: "a.xlsx",
    build: () => sheet(withinRatio(600 * MB, START + ROWS, " ".repeat(64), END)),
    codes: TOO_LARGE
  },
  {
    title: "a cell of 15 MB, too small to be measured by how tight it is packed",
    name: "a.xlsx",
    build: () => sheet(unfolding(15 * MB, `${START}${ROWS}<row><c t="str"><v>`, "x", `</v></c></row>${END}`)),
    codes: TOO_LARGE
  },
  {
    title: "elements nested 300,000 deep",
    name: "a.xlsx",
    build: () => sheet(repeated(START, "<row>", 300_000, "")),
    codes: BROKEN
  },
  {
    title: "an attribute of 14 MB",
    name: "a.xlsx",
    build: () => sheet(unfolding(14 * MB, '<worksheet x="', "x", `"><sheetData>${ROWS}${END}`)),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "an element with a million attributes",
    name: "a.xlsx",
    build: () =>
      sheet(`<worksheet ${Array.from({length: 1_000_000}, (_, i) => `a${i}=""`).join(" ")}><sheetData>${ROWS}${END}`),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "4,000 parts of 8 MB each",
    name: "a.xlsx",
    build: () => {
      const content = unfolding(8 * MB, "", "x", "");
      return zipOf(
        workbook(
          {},
          Array.from({length: 4_000}, (_, i) => ({name: `xl/media/${i}.bin`, ...content}))
        )
      );
    },
    codes: TOO_LARGE
  },
  {
    title: "900,000 styles",
    name: "a.xlsx",
    build: () =>
      zipOf(
        workbook({
          "xl/styles.xml": withinRatio(
            900_000 * 20,
            "<styleSheet><cellXfs>",
            '<xf numFmtId="177"/>',
            "</cellXfs></styleSheet>"
          )
        })
      ),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "600,000 relations",
    name: "a.xlsx",
    build: () => {
      const relations = Array.from(
        {length: 600_000},
        (_, i) => `<Relationship Id="r${i}" Type="x/worksheet" Target="worksheets/sheet1.xml"/>`
      );
      return zipOf(workbook({"xl/_rels/workbook.xml.rels": `<Relationships>${relations.join("")}</Relationships>`}));
    },
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "100,000 sheets that are all one part",
    name: "a.xlsx",
    build: () =>
      zipOf(
        workbook({
          "xl/workbook.xml": `<workbook xmlns:r="x"><sheets>${Array.from(
            {length: 100_000},
            (_, i) => `<sheet name="s${i}" sheetId="${i + 1}" r:id="r0"/>`
          ).join("")}</sheets></workbook>`
        })
      ),
    codes: TOO_LARGE
  },
  {
    title: "5 million merged ranges",
    name: "a.xlsx",
    build: () =>
      sheet(
        repeated(
          `${START}${ROWS}</sheetData><mergeCells>`,
          '<mergeCell ref="A1:B2"/>',
          600_000,
          "</mergeCells></worksheet>"
        )
      ),
    codes: TOO_LARGE
  },
  {
    title: "200,000 merged ranges over all columns",
    name: "a.xlsx",
    build: () =>
      sheet(
        `${START}${ROWS}</sheetData><mergeCells>${Array.from(
          {length: 200_000},
          (_, i) => `<mergeCell ref="A${i + 3}:XFD${i + 3}"/>`
        ).join("")}</mergeCells></worksheet>`
      ),
    codes: [],
    accepted: 1
  },
  {
    slow: true,
    title: "a cell in the last column of 60,000 rows",
    name: "a.xlsx",
    build: () =>
      sheet(
        `${START}${ROWS}${Array.from({length: 60_000}, (_, i) => `<row r="${i + 3}"><c r="XFD${i + 3}"><v>1</v></c></row>`).join("")}${END}`
      ),
    codes: [],
    accepted: 1
  }
];

export const CONTAINERS: readonly HostileFile[] = [
  {
    title: "a merge of the whole sheet in 1.5 kB",
    name: "a.xlsx",
    build: () =>
      sheet(`${START}${ROWS}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`),
    codes: [],
    accepted: 1
  },
  {
    title: "a cell in the farthest corner",
    name: "a.xlsx",
    build: () => sheet(`${START}${ROWS}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>${END}`),
    codes: [],
    accepted: 1
  },
  {
    title: "a cell at __proto__",
    name: "a.xlsx",
    build: () => sheet(`${START}${ROWS}<row r="3"><c r="__proto__"><v>1</v></c></row>${END}`),
    codes: BROKEN
  },
  {
    title: "an attribute __proto__",
    name: "a.xlsx",
    build: () => sheet(`${START}${ROWS}<row r="3" __proto__="x"><c __proto__="y" r="A3"><v>R2</v></c></row>${END}`),
    codes: [],
    accepted: 1
  },
  {
    title: "a document type",
    name: "a.xlsx",
    build: () => sheet(`<!DOCTYPE worksheet>${START}${ROWS}${END}`),
    codes: BROKEN
  },
  {
    title: "an entity that reads a file",
    name: "a.xlsx",
    build: () =>
      sheet(
        `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${START}${ROWS}<row><c t="str"><v>&f;</v></c></row>${END}`
      ),
    codes: BROKEN
  },
  {
    title: "a billion laughs",
    name: "a.xlsx",
    build: () => {
      const laughs = Array.from({length: 9}, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join("");
      return zipOf(workbook({"xl/sharedStrings.xml": `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]><sst>&l9;</sst>`}));
    },
    codes: BROKEN
  },
  {
    title: "an entity that is declared nowhere",
    name: "a.xlsx",
    build: () => sheet(`${START}${ROWS}<row><c t="str"><v>&nobody;</v></c></row>${END}`),
    codes: BROKEN
  },
  {
    title: "a part whose checksum is wrong",
    name: "a.xlsx",
    build: () => zipOf(workbook().map(part => (part.name === SHEET ? {...part, claims: {crc: 1}} : part))),
    codes: BROKEN
  },
  {
    title: "shared strings whose checksum is wrong",
    name: "a.xlsx",
    build: () =>
      zipOf(workbook().map(part => (part.name === "xl/sharedStrings.xml" ? {...part, claims: {crc: 1}} : part))),
    codes: BROKEN
  },
  {
    title: "a part twice",
    name: "a.xlsx",
    build: () => zipOf(workbook({}, [{name: SHEET, text: "<worksheet/>"}])),
    codes: BROKEN
  },
  {
    title: "a part twice, once in capitals",
    name: "a.xlsx",
    build: () => zipOf(workbook({}, [{name: SHEET.toUpperCase(), text: "<worksheet/>"}])),
    codes: BROKEN
  },
  {
    title: "a part twice, once with a backslash",
    name: "a.xlsx",
    build: () => zipOf(workbook({}, [{name: SHEET.replaceAll("/", "\\"), text: "<worksheet/>"}])),
    codes: BROKEN
  },
  {
    title: "parts with backslashes",
    name: "a.xlsx",
    build: () => zipOf(workbook().map(part => ({...part, name: String(part.name).replaceAll("/", "\\")}))),
    codes: [],
    accepted: 1
  },
  {
    title: "a part that climbs out",
    name: "a.xlsx",
    build: () => zipOf(workbook({}, [{name: "../../../etc/cron.d/x", text: "x"}])),
    codes: BROKEN
  },
  {
    title: "a part that climbs out with backslashes",
    name: "a.xlsx",
    build: () => zipOf(workbook({}, [{name: "xl\\..\\..\\x", text: "x"}])),
    codes: BROKEN
  },
  {
    title: "a part with an absolute name",
    name: "a.xlsx",
    build: () => zipOf(workbook({}, [{name: "/etc/passwd", text: "x"}])),
    codes: BROKEN
  },
  {
    title: "a part on a drive",
    name: "a.xlsx",
    build: () => zipOf(workbook({}, [{name: "C:\\x", text: "x"}])),
    codes: BROKEN
  },
  {
    title: "a workbook with a password",
    name: "a.xlsx",
    build: () =>
      joined([
        Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
        new Uint8Array(70_000),
        utf16("EncryptedPackage", {bom: false})
      ]),
    codes: ["encrypted_workbook"]
  },
  {
    title: "sizes that zip64 makes enormous",
    name: "a.xlsx",
    build: () => zipOf(workbook().map(part => ({...part, zip64: true, claims: {size: 2 ** 50, packedSize: 2 ** 50}}))),
    codes: TOO_LARGE
  },
  {
    title: "a size that zip64 makes small",
    name: "a.xlsx",
    build: () =>
      zipOf(workbook().map(part => (part.name === SHEET ? {...part, zip64: true, claims: {size: 10}} : part))),
    codes: BROKEN
  },
  {
    title: "a packed size beyond the end of the file",
    name: "a.xlsx",
    build: () => zipOf(workbook().map(part => (part.name === SHEET ? {...part, claims: {packedSize: 9_999}} : part))),
    codes: BROKEN
  },
  {
    title: "a bomb that claims to be small",
    name: "a.xlsx",
    build: () => {
      const bomb = unfolding(100 * MB, START + ROWS, "<row/>", END);
      return zipOf(workbook().map(part => (part.name === SHEET ? {...part, ...bomb, claims: {size: 1_000}} : part)));
    },
    codes: BROKEN
  },
  {
    title: "a part that stands in the directory's place",
    name: "a.xlsx",
    build: () => zipOf(workbook().map(part => (part.name === SHEET ? {...part, claims: {offset: 2 ** 31}} : part))),
    codes: BROKEN
  },
  {
    title: "two parts in one place",
    name: "a.xlsx",
    build: () =>
      zipOf(
        workbook({}, [
          {name: "xl/other.xml", text: "x"},
          {name: "xl/more.xml", text: "x", sameData: true}
        ])
      ),
    codes: BROKEN
  },
  {
    title: "a part that goes by another name where it stands",
    name: "a.xlsx",
    build: () =>
      zipOf(workbook().map(part => (part.name === SHEET ? {...part, localName: "xl/worksheets/sheet2.xml"} : part))),
    codes: BROKEN
  },
  {
    title: "a part that is packed otherwise where it stands",
    name: "a.xlsx",
    build: () => zipOf(workbook().map(part => (part.name === SHEET ? {...part, localMethod: 0} : part))),
    codes: BROKEN
  },
  {
    title: "a link to another workbook",
    name: "a.xlsx",
    build: () => {
      const parts = bookParts({sheets: [{name: "台账", xml: GRID}]});
      const rels = "xl/_rels/workbook.xml.rels";
      return zipOf(
        workbook({
          [rels]: parts[rels]!.replace(
            "</Relationships>",
            '<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
          ),
          "xl/externalLinks/externalLink1.xml": "<externalLink/>"
        })
      );
    },
    codes: ["unsupported_file"]
  },
  {
    title: "macros",
    name: "a.xlsx",
    build: () => zipOf(workbook({"xl/vbaProject.bin": "x"})),
    codes: ["unsupported_file"]
  },
  {
    title: "a binary workbook named .xlsx",
    name: "a.xlsx",
    build: () => zipOf(workbook({"xl/workbook.bin": "x"})),
    codes: ["unsupported_file"]
  },
  {
    title: "a binary workbook under another name",
    name: "a.xlsx",
    build: () => {
      const {"_rels/.rels": rels} = bookParts({});
      return zipOf([
        {name: "_rels/.rels", text: rels!.replace("workbook.xml", "book.bin")},
        {name: "xl/book.bin", text: "x"}
      ]);
    },
    codes: ["unsupported_file"]
  },
  {
    title: "zeros behind its end, as a mail gateway fills up a block",
    name: "a.xlsx",
    build: () => ended(new Uint8Array(512)),
    codes: [],
    accepted: 1
  },
  {
    title: "a megabyte of zeros behind its end",
    name: "a.xlsx",
    build: () => ended(new Uint8Array(MB)),
    codes: [],
    accepted: 1
  },
  {
    title: "zeros behind a comment of the length that is said",
    name: "a.xlsx",
    build: () => ended(joined([strToU8("注释"), new Uint8Array(64)]), 6),
    codes: [],
    accepted: 1
  },
  {
    title: "more zeros behind its end than any block has",
    name: "a.xlsx",
    build: () => ended(new Uint8Array(2 * MB)),
    codes: BROKEN
  },
  {
    title: "something behind the zeros behind its end",
    name: "a.xlsx",
    build: () => ended(joined([new Uint8Array(64), strToU8("x")])),
    codes: BROKEN
  },
  {
    title: "zeros behind a comment longer than is said",
    name: "a.xlsx",
    build: () => ended(joined([strToU8("注释"), new Uint8Array(64)]), 5),
    codes: BROKEN
  },
  {
    title: "a comment shorter than is said, the zeros behind it included",
    name: "a.xlsx",
    build: () => ended(new Uint8Array(64), 65),
    codes: BROKEN
  },
  {
    title: "zeros in the place of its directory's end",
    name: "a.xlsx",
    build: () => joined([zipOf(workbook()).subarray(0, -22), new Uint8Array(512)]),
    codes: BROKEN
  },
  ...Array.from(
    {length: 10},
    (_, i): HostileFile => ({
      title: `a workbook that breaks off after ${i} tenths`,
      name: "a.xlsx",
      build: () => {
        const whole = zipOf(workbook());
        return whole.subarray(0, Math.floor((whole.length * i) / 10));
      },
      codes: i === 0 ? ["empty_file"] : BROKEN
    })
  )
];

const text = (content: string): Uint8Array => strToU8(content);
const LINE = ROW.join();
const HEAD = `${HEADER.join()}\n`;

export const TEXTS: readonly HostileFile[] = [
  {
    slow: true,
    megabytes: 320,
    title: "a record of 20 MB",
    name: "a.csv",
    build: () => text(`${HEAD}R1,U1,工作调动,2025-01-01\nR2,${"x".repeat(20 * MB)},工作调动,2025-01-01\n${LINE}3\n`),
    codes: [],
    accepted: 2
  },
  {
    slow: true,
    megabytes: 320,
    title: "a quoted cell of 20 MB",
    name: "a.csv",
    build: () =>
      text(
        `${HEAD}R1,U1,工作调动,2025-01-01\nR2,"${"x".repeat(20 * MB)}",工作调动,2025-01-01\nR3,U1,工作调动,2025-01-01\n`
      ),
    codes: [],
    accepted: 3
  },
  {
    title: "10,000 columns",
    name: "a.csv",
    build: () => {
      const more = Array.from({length: 10_000}, (_, i) => `列${i}`).join();
      return text(`${HEADER.join()},${more}\n${LINE}${",x".repeat(10_000)}\n`);
    },
    codes: ["no_header"]
  },
  {
    title: "10,000 columns of one name",
    name: "a.csv",
    build: () => text(`${HEADER.join()}${",单位".repeat(10_000)}\n${LINE}${",x".repeat(10_000)}\n`),
    codes: ["duplicate_header"]
  },
  {
    title: "10,000 columns without a header",
    name: "a.csv",
    build: () => text(`${HEADER.join()}${",".repeat(10_000)}\n${LINE}${",".repeat(10_000)}\n`.repeat(50)),
    codes: [],
    accepted: 50
  },
  {
    title: "100,000 columns",
    name: "a.csv",
    build: () => text(`${HEADER.join()}${",x".repeat(100_000)}\n${LINE}\n`),
    codes: TOO_LARGE
  },
  {
    slow: true,
    seconds: 30,
    title: "a quote that is never closed on row 2 of a million",
    name: "a.csv",
    build: () =>
      text(
        `${HEAD}R0,"U1,工作调动,2025-01-01\n${Array.from({length: 1_000_000}, (_, i) => `R${i},U1,工作调动,2025-01-01\n`).join("")}`
      ),
    codes: [],
    accepted: 1_000_000
  },
  {
    title: "doubled quotes that never close, in every one of 200,000 lines",
    slow: true,
    name: "a.csv",
    build: () => text(HEAD + 'R1,""U1,工作调动\n'.repeat(200_000)),
    codes: [],
    accepted: 0
  },
  {
    slow: true,
    title: "200 MB of quotes",
    name: "a.csv",
    build: () => new Uint8Array(200 * MB).fill(0x22),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "200 MB of quotes and commas",
    name: "a.csv",
    build: () => text(HEAD + '",'.repeat(100 * MB)),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "200 MB of quotes and line ends",
    name: "a.csv",
    build: () => text('"\n'.repeat(100 * MB)),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "50 MB of empty lines",
    name: "a.csv",
    build: () => text(HEAD + "\n".repeat(50 * MB)),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "50 MB without a line end",
    name: "a.csv",
    build: () => text(HEAD + "x".repeat(50 * MB)),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "50 MB of commas",
    name: "a.csv",
    build: () => text(HEAD + ",".repeat(50 * MB)),
    codes: TOO_LARGE
  },
  {
    slow: true,
    title: "50 MB of NUL",
    name: "a.csv",
    build: () => new Uint8Array(50 * MB),
    codes: TOO_LARGE
  },
  {
    title: "a NUL in every cell",
    name: "a.csv",
    build: () => text(HEAD + "R\0,U1,工作调动,2025-01-01\n".repeat(20)),
    codes: [],
    accepted: 0
  },
  {
    title: "a header of a million letters",
    name: "a.csv",
    build: () => text(`${HEADER.join()},${"列".repeat(1_000_000)}\n${LINE},x\n`),
    codes: [],
    accepted: 1
  },
  {
    title: "a header of a million letters that no other spelling leaves as they are",
    name: "a.csv",
    build: () => text(`${HEADER.join()},${"㍿".repeat(1_000_000)}\n${LINE},x\n`),
    codes: [],
    accepted: 1
  },
  {
    slow: true,
    title: "bytes that no encoding knows",
    name: "a.csv",
    build: () => new Uint8Array(25 * MB).map((_, i) => (i % 50 === 49 ? 0x0a : 0xff)),
    codes: ["no_header"]
  }
];
