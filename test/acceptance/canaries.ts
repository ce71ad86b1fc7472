import {spawnSync} from "node:child_process";
import {mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {gunzipSync} from "node:zlib";
import ExcelJS from "exceljs";
import {unzipSync} from "fflate";
import {DROPPED} from "../../loaders/contract.ts";
import {openDatabase} from "../../loaders/database.ts";
import {identifier, literal} from "../../loaders/sql.ts";

/** A city in whose every restricted column, comment and property sits a value that must never be seen again. */

/** Every canary that is no number begins so: one look finds them all. */
export const BIRD = "金丝雀";
const LATIN = "jinsique";
const LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";

/** Gives out canaries, no two alike, and remembers them as a reader would write them. */
export class Aviary {
  readonly plain: string[] = [];
  #n = 0;

  /** Returns a value for a column of that header. */
  next(header: string): string {
    const n = this.#n++;
    const value = /证/.test(header)
      ? idNumber(n)
      : /手机|电话|联系方式|移动/.test(header) && !/联系人$/.test(header)
        ? `139${String(10_000_000 + n * 7919).slice(-8)}`
        : /邮箱/.test(header)
          ? `${LATIN}${n}@example.com`
          : /卡号|账号|QQ/.test(header)
            ? `62220202${String(100_000_000_00 + n * 104_729).slice(-11)}`
            : `${BIRD}${LETTERS[n % 22]}${LETTERS[Math.floor(n / 22) % 22]}${LETTERS[Math.floor(n / 484)]}`;
    this.plain.push(value);
    return value;
  }
}

/** The spellings that a clerk's file may have: as it is, in full width, with blanks inside. */
const SPELLINGS: readonly ((value: string) => string)[] = [
  value => value,
  value => value.replace(/[!-~]/g, c => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  value => (/[^0-9X]/.test(value) ? [...value].join(" ") : value.replace(/(?<=^.{3}|^.{7})/g, " "))
];

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Nobody's number, with the check digit it would have. */
function idNumber(n: number): string {
  const digits = `370199${1950 + (n % 40)}0${1 + (n % 9)}1${n % 10}${String(n).padStart(3, "0").slice(-3)}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * WEIGHTS[i]!, 0);
  return digits + "10X98765432"[sum % 11];
}

const UNITS = ["青禾镇", "白塔镇", "石桥镇", "柳河镇", "东山镇", "西岭镇"];
const CODES = UNITS.map((_, i) => `99010110${i + 1}`);

/** The rows of each dataset, heads first; `@` is a canary of its own. */
const DATASETS: Readonly<Record<string, readonly string[]>> = {
  units: [
    "单位编码,单位名称,单位类别,建制序",
    ...UNITS.map((name, i) => `${CODES[i]},${name},镇,${i + 1}`),
    "990100001,东城区,县市区,90"
  ],
  talents: [
    "人才编号,姓名,身份证号,性别,人才类别,申报类型,县市区,所在单位,认定日期",
    ...Array.from({length: 8}, (_, i) => `T-${i + 1},@,@证,女,A类,创新类,东城区,青禾镇,2022-01-01`)
  ],
  assessments: [
    "人才编号,考核年度,考核等次,备案日期,备案号",
    ...Array.from({length: 8}, (_, i) => `T-${i + 1},2024,${i ? "合格" : "优秀"},2025-01-10,B-${i}`)
  ],
  claims: [
    "申报编号,申报单位,加分项目,加分事项,发生日期,级别,人才编号,身份证号,用工方式,学位,稿件编号,媒体名称,审核结论,审核日期,签批日期",
    "S-1,青禾镇,R4,甲稿,2024-03-01,省级,,,,,A1,日报,通过,2024-04-01,2024-05-01",
    "S-3,石桥镇,R1,引进@博士,2024-03-03,,,@证,全职,博士,,,通过,2024-04-01,2024-05-01",
    "S-2,白塔镇,R4,乙稿,2024-03-02,海城市级,,,,,A2,周报,通过,2024-04-01,2024-05-01",
    "S-4,柳河镇,R2,培养@,2024-03-04,,T-1,,,,,,通过,2024-04-01,2024-05-01",
    "S-5,东山镇,R4,丙稿,2024-03-05,省级,,,,,A3,日报,待审核,,"
  ],
  inspections: [
    "督查编号,督查事项,事项类别,督查方式,督查对象,通知日期,实地日期,是否完成",
    "D-1,甲,1,调研督查,青禾镇,2024-03-01,2024-03-05,是",
    "D-2,乙,2,随机抽查,白塔镇,2024-04-01,2024-04-05,否"
  ],
  meetings: [
    "会议编号,会议名称,召开日期,会议类型,密级",
    "M-1,第一次会,2024-02-01,定期,内部",
    "M-2,@,2024-03-01,临时,秘密"
  ],
  attendance: ["会议编号,单位,参会类别,状态", "M-1,青禾镇,1,到会", "M-1,白塔镇,1,缺席"],
  tasks: ["任务编号,会议编号,任务内容,责任单位", "K-1,M-1,办事,青禾镇", "K-2,M-2,@,白塔镇"],
  ratings: [
    "评价编号,评价日期,评价渠道,评价对象,评价内容,满意度",
    ...Array.from({length: 6}, (_, i) => `P-${i},2024-06-0${i + 1},电话问询,青禾镇,P1,满意`)
  ],
  opinions: ["意见编号,收到日期,渠道,涉及单位,主题", "Y-1,2024-06-01,意见箱,青禾镇,政策"],
  rectifications: ["问题编号,被通报单位,通报日期,整改时限", "W-1,青禾镇,2024-07-01,2024-08-01"],
  reports: ["报告编号,单位,报告类型,人才编号,事项日期,报告日期", "R-1,青禾镇,工作调动,T-2,2024-05-01,2024-05-09"],
  base_scores: ["考核年度,单位,基础分", ...UNITS.map(name => `2024,${name},9${UNITS.indexOf(name)}`)],
  confirmations: ["年度,版次,单位编码,单位名称,意见,申报编号,提出日期", "2024,v1,990101101,青禾镇,异议,S-1,2025-01-05"],
  decisions: [
    "裁定编号,对象,字段,改为,事由,裁定人,裁定日期",
    "C-1,claims/S-1,级别,鞍山市级,级别写错,市委人才办,2024-12-01"
  ]
};

/** Datasets that come as workbooks, in which there is more to hide in than cells. */
const BOOKS: ReadonlySet<string> = new Set(["talents", "assessments", "claims", "inspections", "ratings"]);

export const CONFIG = `city: 小城
as_of: 2025-01-31
categories: [A类]
publish:
  public: true
  years: {2024: {signed_on: 2025-01-20, doc_no: 示人才组〔2025〕3号}}
`;

/** Fills a folder with the city; returns every canary that was let in. */
export async function plantCanaries(workspace: string): Promise<string[]> {
  const aviary = new Aviary();
  const put = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(workspace, path)), {recursive: true});
    writeFileSync(join(workspace, path), content);
  };
  put("hengcai.yaml", CONFIG);
  for (const [name, [head, ...lines]] of Object.entries(DATASETS)) {
    const own = head!.split(",");
    const extra = DROPPED.filter(header => !own.includes(header));
    const rows = lines.map((line, i) => {
      const spell = SPELLINGS[i % SPELLINGS.length]!;
      const cells = line.split(",").map((cell, j) => cell.replace(/@证?/, () => spell(aviary.next(own[j]!))));
      return [...cells, ...extra.map(header => spell(aviary.next(header)))];
    });
    const table = [[...own, ...extra], ...rows];
    if (BOOKS.has(name)) put(`${name}/台账.xlsx`, await book(table, aviary));
    else put(`${name}/台账.csv`, `${table.map(row => row.join(",")).join("\n")}\n`);
  }
  return aviary.plain;
}

/** A workbook with canaries beside its cells: comments, properties, a hidden sheet, page headers, names of ranges. */
async function book(table: readonly string[][], aviary: Aviary): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  for (const property of [
    "creator",
    "lastModifiedBy",
    "title",
    "subject",
    "company",
    "manager",
    "keywords",
    "category",
    "description"
  ] as const) {
    workbook[property] = aviary.next("姓名");
  }
  const sheet = workbook.addWorksheet("台账", {
    headerFooter: {oddHeader: aviary.next("姓名"), oddFooter: aviary.next("手机")}
  });
  for (const row of table) sheet.addRow(row);
  sheet.getCell("A2").note = `${aviary.next("姓名")} ${aviary.next("身份证号")}`;
  sheet.getCell("B3").note = aviary.next("通讯地址");
  workbook.definedNames.add("台账!$A$1", aviary.next("姓名"));
  workbook.addWorksheet("藏着的", {state: "hidden"}).addRow([aviary.next("姓名"), aviary.next("手机")]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/**
 * Returns where a canary stands in the folder, by another way than the product's own gate: every file is opened, its text
 * taken as it comes, and made one spelling.
 */
export async function findCanaries(folder: string, canaries: readonly string[]): Promise<string[]> {
  const numbers = new Set(canaries.map(bare));
  const isIn = (text: string): boolean =>
    text.includes(BIRD) ||
    text.includes(LATIN) ||
    [...text.matchAll(NUMBERS)].some(([, number]) => numbers.has(number!));
  const found = new Set<string>();
  for (const name of readdirSync(folder, {recursive: true}) as string[]) {
    const file = join(folder, name);
    // The engine comes from packages, byte for byte: the product's own gate proves that.
    if (!statSync(file).isFile() || /(?:^|[\\/])assets[\\/]engine[\\/]/.test(name)) continue;
    const texts = [name, ...(await textsOf(new Uint8Array(readFileSync(file)), file))];
    if (texts.some(text => isIn(bare(text)))) found.add(name);
  }
  return [...found].sort();
}

/** Where a planted number may begin; those inside longer ones are found too. */
const NUMBERS = /(?=(370199\d{11}[\dX]|139\d{8}|62220202\d{11}))/g;

function bare(text: string): string {
  return text.normalize("NFKC").replace(/[\s\p{P}\p{S}\p{Cf}]/gu, "");
}

async function textsOf(bytes: Uint8Array, file: string): Promise<string[]> {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("PK\x03\x04")) {
    const parts = Object.entries(unzipSync(bytes));
    const inner = await Promise.all(parts.map(([name, part]) => textsOf(part, name)));
    // Runs of one text stand in elements of their own.
    return [...parts.map(([name]) => name), ...inner.flat().flatMap(text => [text, text.replace(/<[^>]*>/g, "")])];
  }
  if (head.startsWith("\x1f\x8b")) return textsOf(new Uint8Array(gunzipSync(bytes)), file);
  if (head.startsWith("PAR1")) return tableTexts(`SELECT * FROM read_parquet(${literal(file)})`);
  if (head.slice(8) === "DUCK") return databaseTexts(file);
  const raw = Buffer.from(bytes);
  const texts = [raw.toString("utf8"), raw.toString("utf16le")];
  if (head.startsWith("%PDF")) {
    const run = spawnSync("pdftotext", [file, "-"], {encoding: "utf8", maxBuffer: 1 << 28});
    if (run.status === 0) texts.push(run.stdout);
    texts.push(spawnSync("pdfinfo", [file], {encoding: "utf8"}).stdout ?? "");
  }
  return texts;
}

async function tableTexts(sql: string): Promise<string[]> {
  const db = await openDatabase(":memory:");
  try {
    return [JSON.stringify(await db.all(`SELECT * FROM (${sql}) AS t`))];
  } finally {
    db.close();
  }
}

async function databaseTexts(file: string): Promise<string[]> {
  const db = await openDatabase(":memory:");
  try {
    await db.run(`ATTACH ${literal(file)} AS it (READ_ONLY)`);
    const tables = await db.all<{s: string; t: string}>(
      "SELECT schema_name AS s, table_name AS t FROM duckdb_tables() WHERE database_name = 'it'"
    );
    const texts: string[] = [];
    for (const {s, t} of tables) {
      texts.push(JSON.stringify(await db.all(`SELECT * FROM it.${identifier(s)}.${identifier(t)}`)));
    }
    return [
      ...texts,
      JSON.stringify(await db.all("SELECT comment, sql FROM duckdb_tables() WHERE database_name = 'it'"))
    ];
  } finally {
    db.close();
  }
}
