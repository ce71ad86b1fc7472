import {endOfTerm, firstOfNextMonth, workday} from "./calendar.ts";
import type {CitySizes} from "./city.ts";
import type {TalentFact, UnitFact} from "./facts.ts";
import {people} from "./people.ts";
import {random} from "./random.ts";
import {EMPLOYER_SECTORS} from "./units.ts";

/** The first talents of the list play the cases of `assessments.ts`: their terms run to the end. */
const STAGED = 20;

/** Returns the recognised talents, batch by batch, two batches a year. */
export function generateTalents(
  {seed, talents: count, asOf}: CitySizes,
  years: readonly number[],
  units: readonly UnitFact[]
): TalentFact[] {
  const draw = random(seed, "talents");
  const newPerson = people(random(seed, "talents/people"), 0);
  const districts = units.filter(unit => unit.kind === "县市区" || unit.kind === "功能区");
  const central = units.find(unit => unit.name === "市直单位");
  const employers = units.filter(unit => unit.kind === "用人单位");
  const batches = years.flatMap(year => [workday(`${year}-05-20`), workday(`${year}-10-15`)]).filter(day => day < asOf);
  const weights = districts.map(
    (district, index) => [district, [26, 18, 9, 7, 6, 5, 4, 3, 14, 8][index] ?? 5] as const
  );
  const serial = new Map<string, number>();

  return Array.from({length: count}, (_, index) => {
    const recognisedOn = batches[Math.floor((index * batches.length) / count)]!;
    const year = recognisedOn.slice(0, 4);
    const number = (serial.get(year) ?? 0) + 1;
    serial.set(year, number);
    const district = central && draw.chance(0.06) ? central : draw.weighted(weights);
    const own = employers.filter(employer => employer.parent === district.id);
    const place = draw.weighted([
      [0, 20],
      [1, 14],
      [2, 11],
      [3, 5],
      [4, 28],
      [5, 17],
      [6, 5]
    ] as const);
    const track = draw.chance(0.89) ? "创新类" : "创业类";
    const listed = own[place] && track === "创新类";
    const termFrom = firstOfNextMonth(recognisedOn);
    return {
      id: `SL${year}-${String(number).padStart(4, "0")}`,
      person: newPerson(),
      category: draw.weighted([
        ["A类", 1],
        ["B类", 4],
        ["C类", 17],
        ["D类", 40],
        ["E类", 38]
      ]),
      track,
      district: district.id,
      employer: listed ? own[place]!.id : track === "创业类" ? `${district.name.slice(0, 2)}创客空间` : "示例大学",
      sector: listed ? EMPLOYER_SECTORS[place]! : track === "创业类" ? "企业" : "学校",
      degree: draw.weighted([
        ["博士", 38],
        ["硕士", 40],
        ["学士", 18],
        ["无", 4]
      ]),
      title: draw.weighted([
        ["正高级", 9],
        ["副高级", 24],
        ["中级", 38],
        ["初级", 14],
        ["无", 15]
      ]),
      recognisedOn,
      termFrom,
      termTo: endOfTerm(termFrom, index < STAGED || draw.chance(0.6) ? 5 : 3),
      status: draw.weighted([
        ["在职", 940],
        ["辞职离岗", 25],
        ["调出", 20],
        ["退休", 15]
      ])
    } satisfies TalentFact;
  });
}

/** Returns whether the person's term touches the year and recognition came before its end. */
export function isDue(talent: TalentFact, year: number): boolean {
  return (
    talent.recognisedOn <= `${year}-12-31` && talent.termFrom <= `${year}-12-31` && talent.termTo >= `${year}-01-01`
  );
}
