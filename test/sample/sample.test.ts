import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, sep} from "node:path";
import {fileURLToPath} from "node:url";
import {unzipSync} from "fflate";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type City, generateCity} from "../../bench/sample/city.ts";
import {encode} from "../../bench/sample/encode.ts";
import {readmeText} from "../../bench/sample/readme.ts";
import {plantedSecrets, type Truth, truth} from "../../bench/sample/truth.ts";
import {isActive, isRanked} from "../../bench/sample/units.ts";
import {officeFiles, writeWorkspace} from "../../bench/sample/workspace.ts";
import {isIdNumber} from "../../loaders/idNumber.ts";

const DATA = fileURLToPath(new URL("../../data/", import.meta.url));

describe("the sample in data/", () => {
  let fresh: string;
  let city: City;
  let planned: Truth;

  beforeAll(async () => {
    fresh = mkdtempSync(join(tmpdir(), "hengcai-sample-"));
    city = generateCity();
    planned = truth(city, {dirt: true});
    await writeWorkspace(city, fresh, {dirt: true});
  });
  afterAll(() => rmSync(fresh, {recursive: true, force: true}));

  test("equals a fresh run, byte for byte, and holds nothing else", () => {
    const expected = [...listFiles(fresh), "README.md"].sort();
    expect(listFiles(DATA).sort()).toEqual(expected);
    const differing = expected.filter(
      name => name !== "README.md" && read(join(DATA, name)) !== read(join(fresh, name))
    );
    expect(differing).toEqual([]);
    expect(readFileSync(join(DATA, "README.md"), "utf8")).toBe(readmeText(city));
  });

  test("stays below 8 MB", () => {
    const bytes = listFiles(DATA).reduce((sum, name) => sum + statSync(join(DATA, name)).size, 0);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(bytes).toBeLessThan(8_000_000);
  });

  test("mixes the encodings, line ends and delimiters that offices send", () => {
    const bytes = listFiles(DATA)
      .filter(name => /\.(csv|tsv|txt)$/.test(name) && !name.includes("~$"))
      .map(name => read(join(DATA, name)))
      .filter(content => content.length > 0);
    const isUtf8 = (content: string) => !Buffer.from(content, "latin1").toString("utf8").includes("\uFFFD");
    const count = (is: (content: string) => boolean) => bytes.filter(is).length;
    const hasBom = (content: string) => content.startsWith("\u00EF\u00BB\u00BF");
    const isUtf16 = (content: string) => content.startsWith("\u00FF\u00FE");
    expect(count(hasBom)).toBeGreaterThanOrEqual(8);
    expect(count(isUtf16)).toBe(1);
    expect(count(content => isUtf8(content) && !hasBom(content))).toBeGreaterThanOrEqual(3);
    expect(count(content => !isUtf8(content) && !isUtf16(content))).toBeGreaterThanOrEqual(10); // GB18030
    expect(count(content => content.includes("\n") && !content.includes("\r\n"))).toBeGreaterThanOrEqual(2);
    expect(count(content => content.includes("\t"))).toBeGreaterThanOrEqual(2);
    expect(listFiles(DATA).filter(name => name.endsWith(".xlsx")).length).toBeGreaterThanOrEqual(10);
  });

  test("holds a city of the size agreed", () => {
    const kinds = (...names: string[]) =>
      city.units.filter(unit => names.includes(unit.kind) && isActive(unit, "2025-12-31")).length;
    expect([kinds("镇"), kinds("街道"), kinds("开发区"), kinds("成员单位")]).toEqual([21, 5, 3, 28]);
    expect(kinds("村", "社区")).toBe(390);
    expect(city.talents).toHaveLength(1200);
    for (const year of [2022, 2023, 2024, 2025]) {
      const own = <T>(facts: readonly T[], day: (fact: T) => string) =>
        facts.filter(fact => day(fact).startsWith(String(year))).length;
      expect(own(city.claims, claim => claim.eventOn)).toBeGreaterThan(650);
      expect(own(city.inspections, fact => fact.id.slice(2))).toBeGreaterThanOrEqual(180);
      expect(own(city.inspections, fact => fact.id.slice(2))).toBeLessThanOrEqual(320);
      expect(own(city.meetings, fact => fact.heldOn)).toBeGreaterThanOrEqual(6);
      expect(own(city.meetings, fact => fact.heldOn)).toBeLessThanOrEqual(8);
      expect(own(city.ratings, fact => fact.ratedOn)).toBeGreaterThanOrEqual(900);
      expect(own(city.ratings, fact => fact.ratedOn)).toBeLessThanOrEqual(1500);
    }
    expect(city.meetings.filter(({heldOn}) => heldOn >= "2023-07-01" && heldOn < "2023-09-01")).toEqual([]);
  });

  test("leaves a quarter to a third of the ranked units without a claim in every whole year", () => {
    for (const year of [2022, 2023, 2024, 2025]) {
      const ranked = city.units.filter(unit => isRanked(unit) && isActive(unit, `${year}-12-31`));
      const silent = ranked.filter(
        unit => !city.claims.some(claim => claim.unit === unit.id && claim.eventOn.startsWith(String(year)))
      );
      expect(silent.length / ranked.length).toBeGreaterThanOrEqual(0.25);
      expect(silent.length / ranked.length).toBeLessThanOrEqual(0.35);
    }
  });

  test("keeps errors of claims and assessments within 2025, so that the years before can be signed", () => {
    const errors = planned.issues.filter(
      ({file, severity}) => severity === "error" && /^(claims|assessments)\//.test(file)
    );
    expect(errors.length).toBeGreaterThan(20);
    expect(errors.filter(({file}) => !file.includes("2025"))).toEqual([]);
  });

  test("plants faults of many kinds, and none in a clean workspace", () => {
    expect(new Set(planned.issues.map(({code}) => code)).size).toBeGreaterThanOrEqual(28);
    const clean = truth(city, {dirt: false});
    expect(clean.issues).toEqual([]);
    expect(clean.sheets.every(({rejected}) => rejected === 0)).toBe(true);
  });

  test("adds up in every sheet: each line is of one kind", () => {
    for (const sheet of planned.sheets) {
      const {preamble, header, repeatedHeader, blank, total, note, accepted, rejected} = sheet;
      expect(preamble + header + repeatedHeader + blank + total + note + accepted + rejected).toBe(sheet.rows);
    }
  });

  test("really holds the planted secrets in its bytes", () => {
    const secrets = plantedSecrets(city);
    expect(secrets.length).toBeGreaterThan(5000);
    const haystack = listFiles(DATA)
      .filter(name => name !== "README.md")
      .flatMap(name => contents(name));
    // One in fifty is enough to prove that they are looked for in the right place; each spelling is tried.
    const sampled = secrets.filter((_, index) => index % 50 === 0);
    const missing = sampled.filter(
      secret =>
        !(["utf-8", "gb18030", "utf-16le"] as const).some(encoding => {
          const needle = latin1(encode(secret, encoding)).slice(encoding === "utf-16le" ? 2 : 0);
          return haystack.some(content => content.includes(needle));
        })
    );
    expect(missing).toEqual([]);
  });

  test("invents ID numbers that are well formed but of no real area", () => {
    const numbers = plantedSecrets(city).filter(secret => /^\d{17}[\dX]$/.test(secret));
    expect(numbers.length).toBeGreaterThan(1200);
    expect(numbers.every(number => number.startsWith("990101"))).toBe(true);
    const people = [...city.talents.map(talent => talent.person), ...city.claims.flatMap(claim => claim.person ?? [])];
    expect(people.filter(person => !isIdNumber(person.idNumber))).toEqual([]);
  });
});

describe("the generator", () => {
  test("gives the same city for the same seed and another for another", () => {
    const sizes = {units: 9, villages: 20, talents: 30, claims: 60, inspections: 20, ratings: 50};
    const city = generateCity({...sizes, seed: 5});
    expect(generateCity({...sizes, seed: 5})).toEqual(city);
    expect(generateCity({...sizes, seed: 6}).claims).not.toEqual(city.claims);
  });

  test("makes a city of one unit, and one of two thousand with a name for each", () => {
    const small = generateCity({units: 1, villages: 2, talents: 5, claims: 10, inspections: 3, ratings: 5});
    expect(small.units.filter(isRanked)).toHaveLength(1);
    expect(new Set(small.claims.map(claim => claim.unit)).size).toBe(1);
    expect(officeFiles(small, {dirt: true}).length).toBeGreaterThan(5);

    const large = generateCity({units: 2000, villages: 0, talents: 10, claims: 3000, inspections: 0, ratings: 0});
    const ranked = large.units.filter(unit => isRanked(unit) && isActive(unit, "2025-12-31"));
    expect(ranked).toHaveLength(2000);
    for (const key of ["id", "name"] as const) expect(new Set(ranked.map(unit => unit[key])).size).toBe(2000);
  });

  test("writes one plain file a year where a year has more claims than a workbook bears", () => {
    const city = generateCity({
      firstYear: 2025,
      units: 20,
      villages: 0,
      talents: 10,
      claims: 25_000,
      inspections: 0,
      ratings: 0
    });
    const files = officeFiles(city, {dirt: false}).filter(file => file.dataset === "claims");
    const plain = files.find(file => file.path === "claims/2025年绩效加分申报.csv");
    expect(plain?.sheets[0]?.lines.length).toBeGreaterThan(20_000);
  });
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, {recursive: true})
    .map(name => String(name).split(sep).join("/"))
    .filter(name => statSync(join(folder, name)).isFile() && !name.startsWith(".hengcai/"));
}

/** Returns the bytes of a file, one character a byte; those of a workbook unpacked. */
function contents(name: string): string[] {
  const bytes = new Uint8Array(readFileSync(join(DATA, name)));
  if (!name.endsWith(".xlsx")) return [latin1(bytes)];
  return Object.values(unzipSync(bytes)).map(latin1);
}

function read(path: string): string {
  return readFileSync(path, "latin1");
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
