import {addDays, workday} from "./calendar.ts";
import type {CitySizes} from "./city.ts";
import type {AssessmentFact, TalentFact} from "./facts.ts";
import {type Random, random} from "./random.ts";
import {isDue} from "./talents.ts";

const METHODS = ["个人述职", "民主测评", "个别谈话", "专项调查"] as const;

/** What is staged on purpose, by place in the list of talents: who fails, who falls under Article 9, who is paid after a fail. */
const STAGED: readonly {
  fails?: number[];
  silent?: number[];
  ground?: [year: number, ground: number];
  paid?: number[];
}[] = [
  {fails: [2022, 2023]}, // 连续两年不合格
  {fails: [2023, 2024]},
  {fails: [2022, 2024], silent: [2023]}, // 中间一年未备案
  {fails: [2022, 2024]}, // 中间一年合格
  {fails: [2023], paid: [2023]}, // 不合格仍兑现
  {fails: [2024], paid: [2024]},
  {fails: [2021, 2022]}, // 制度施行前的一年不计
  {ground: [2022, 1]},
  {ground: [2023, 2]},
  {ground: [2023, 3]},
  {ground: [2024, 4]},
  {ground: [2024, 5]},
  {ground: [2025, 6]}
];

/** Returns an assessment for every talent and year in which one was due, as far as it had come by as-of. */
export function generateAssessments(
  {seed, asOf}: CitySizes,
  years: readonly number[],
  talents: readonly TalentFact[]
): AssessmentFact[] {
  return years.flatMap(year => {
    const draw = random(seed, `assessments/${year}`);
    let filed = 0;
    return talents.flatMap((talent, place): AssessmentFact[] => {
      const staged = STAGED[place] ?? {};
      // Whose certificate was withdrawn is assessed no more, but for one row that came in all the same.
      const cancelled = staged.ground ? staged.ground[0] : twoYears(staged.fails);
      if (!isDue(talent, year) || (cancelled && year > cancelled && place !== 0)) return [];
      if (staged.silent?.includes(year) || (!STAGED[place] && draw.chance(0.035))) return [];
      const fact = assess(talent, year, draw, staged);
      if (fact.filedOn) fact.filingNo = `备${year}-${String(++filed).padStart(4, "0")}`;
      return [fact];
    });
  });

  function assess(talent: TalentFact, year: number, draw: Random, staged: (typeof STAGED)[number]): AssessmentFact {
    const fails = staged.fails?.includes(year);
    const grade = fails
      ? "不合格"
      : draw.weighted([
          ["优秀", 175],
          ["合格", staged.fails || staged.ground ? 825 : 808],
          ["不合格", staged.fails || staged.ground ? 0 : 7],
          ["缓评", staged.fails ? 0 : 6],
          ["未参加", staged.fails ? 0 : 4]
        ]);
    const declaredOn = workday(
      addDays(
        `${year}-10-20`,
        draw.weighted([
          [draw.int(0, 20), 75],
          [draw.int(21, 66), 25]
        ])
      )
    );
    const unitOn = workday(addDays(declaredOn, draw.int(3, 14)));
    const countyOn = workday(addDays(unitOn, draw.int(3, 16)));
    const filedOn = workday(
      addDays(
        countyOn,
        draw.weighted([
          [draw.int(3, 21), 80],
          [draw.int(22, 45), 20]
        ])
      )
    );
    const graded = grade === "优秀" || grade === "合格" || grade === "不合格";
    const changed = graded && grade !== "不合格" && draw.chance(0.03);
    const first = changed ? (grade === "优秀" ? "合格" : "优秀") : grade;
    const fact: AssessmentFact = {
      talentId: talent.id,
      year,
      declaredOn,
      unitGrade: graded ? first : null,
      unitOn: graded ? unitOn : null,
      methods: METHODS.filter((_, index) => draw.chance([0.95, 0.7, 0.5, 0.15][index]!)),
      countyGrade: graded ? first : null,
      countyOn: graded ? countyOn : null,
      grade,
      filedOn: draw.chance(0.985) || fails ? filedOn : null,
      filingNo: null,
      ground: null,
      groundOn: null,
      groundDoc: null,
      paid: year < Number(asOf.slice(0, 4)) ? (grade === "优秀" || grade === "合格" ? draw.chance(0.97) : false) : null
    };
    if (!fact.filedOn) fact.grade = null;
    if (staged.paid?.includes(year)) fact.paid = true;
    if (staged.ground?.[0] === year) {
      fact.ground = staged.ground[1];
      fact.groundOn = `${year}-11-${10 + staged.ground[1]}`;
      fact.groundDoc = `示人才办〔${year}〕${staged.ground[1] + 20}号`;
      fact.paid = year < Number(asOf.slice(0, 4)) ? false : null;
    }
    return cutAt(fact, asOf);
  }
}

/** Returns the assessment as it stood on the day: what came later is not known yet. */
function cutAt(fact: AssessmentFact, day: string): AssessmentFact {
  const after = (date: string | null) => date !== null && date > day;
  if (after(fact.declaredOn)) fact.declaredOn = null;
  if (after(fact.unitOn)) Object.assign(fact, {unitOn: null, unitGrade: null, methods: []});
  if (after(fact.countyOn)) Object.assign(fact, {countyOn: null, countyGrade: null});
  if (after(fact.filedOn)) Object.assign(fact, {filedOn: null, grade: null});
  return fact;
}

/** Returns the second of two failed years in a row, from the policy's first year on. */
function twoYears(fails: readonly number[] = []): number | undefined {
  return fails.find(year => year > 2022 && fails.includes(year - 1));
}
