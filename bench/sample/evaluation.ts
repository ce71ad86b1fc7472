import {addDays, earlier, workday} from "./calendar.ts";
import type {CitySizes} from "./city.ts";
import type {OpinionFact, RatingFact, RectificationFact, UnitFact} from "./facts.ts";
import {OPINION_TOPICS} from "./names.ts";
import {people} from "./people.ts";
import {random} from "./random.ts";
import {isActive, isRanked} from "./units.ts";

const ITEM_WEIGHTS = [
  ["P1", 20],
  ["P2", 10],
  ["P3", 10],
  ["P4", 8],
  ["Q1", 16],
  ["Q2", 18],
  ["Q3", 16],
  ["X", 2]
] as const;
const ITEMS = ["P1", "P2", "P3", "P4", "Q1", "Q2", "Q3", "X"] as const;

/** Returns what those served said: ratings by phone and questionnaire, opinions by the other channels, and what was mended. */
export function generateEvaluation(
  {seed, ratings: perYear, asOf}: CitySizes,
  years: readonly number[],
  units: readonly UnitFact[]
): {ratings: RatingFact[]; opinions: OpinionFact[]; rectifications: RectificationFact[]} {
  const newPerson = people(random(seed, "evaluation/people"), 2);
  const ratings: RatingFact[] = [];
  const opinions: OpinionFact[] = [];
  const rectifications: RectificationFact[] = [];
  for (const year of years) generateYear(year);
  return {ratings, opinions, rectifications};

  function generateYear(year: number): void {
    const draw = random(seed, `evaluation/${year}`);
    const first = year === 2021 ? "2021-11-08" : `${year}-01-10`;
    const span = year === 2021 ? 45 : 345;
    const rated = units.filter(unit => isRanked(unit) && isActive(unit, first) && isActive(unit, `${year}-12-31`));
    if (!rated.length) return;
    const share = year === 2021 ? 0.15 : 0.85 + draw.next() * 0.3;
    // A year asks about one half of the units in earnest, about the others by the way: small cells are there, not the rule.
    const weights = draw
      .shuffle(rated)
      .map(
        (unit, place) => [unit, place < rated.length * 0.45 ? draw.pick([60, 40, 30]) : draw.pick([4, 2, 0.5])] as const
      );
    const poor = draw.pick(rated).id;
    const count = Math.round(perYear * share);
    for (let index = 0; index < count; index++) {
      const unit = draw.weighted(weights);
      const phone = draw.chance(0.28);
      const bad = unit.id === poor ? 12 : 1;
      ratings.push({
        id: `PJ${year}-${String(index + 1).padStart(5, "0")}`,
        ratedOn: addDays(first, draw.int(0, span)),
        channel: phone ? "电话问询" : "问卷调查",
        raterKind: draw.weighted([
          [11, 58],
          [12, 38],
          [draw.int(1, 10), 4]
        ]),
        sector: draw.weighted([
          ["企业", 45],
          ["学校", 24],
          ["医院", 18],
          ["科研院所", 6],
          ["社会组织", 3],
          ["机关", 2],
          ["其他", 2]
        ]),
        unit: unit.id,
        item: draw.weighted(ITEM_WEIGHTS),
        rating: draw.weighted([
          ["非常满意", 600],
          ["满意", 270],
          ["基本满意", 72],
          ["不满意", 18 * bad],
          ["非常不满意", 5 * bad],
          ["不了解", 35]
        ]),
        valid: !draw.chance(phone ? 0.06 : 0.02)
      });
    }
    generateOpinions();
    generateRectifications();

    function generateOpinions(): void {
      const count = year === 2021 ? 12 : Math.max(1, Math.round(perYear * 0.07));
      for (let index = 0; index < count; index++) {
        const receivedOn = addDays(first, draw.int(0, span));
        const handledOn = draw.chance(0.92) ? addDays(receivedOn, draw.int(0, 20)) : null;
        const caller = newPerson();
        const topic = draw.pick(OPINION_TOPICS);
        opinions.push({
          id: `YJ${year}-${String(index + 1).padStart(3, "0")}`,
          receivedOn,
          channel: draw.weighted([
            ["服务热线", 40],
            ["意见箱", 14],
            ["谈心谈话", 16],
            ["走访调研", 20],
            ["主题活动", 10]
          ]),
          unit: draw.chance(0.85) ? draw.pick(rated).id : null,
          topic,
          handledOn: handledOn && handledOn <= asOf ? handledOn : null,
          text: `${caller.name}反映${topic}办理进度慢，请回电${caller.phone}`,
          caller
        });
      }
    }

    function generateRectifications(): void {
      const count = year === 2021 ? 4 : Math.max(1, Math.round(perYear * 0.02));
      for (let index = 0; index < count; index++) {
        const notifiedOn = workday(addDays(first, draw.int(5, span - 5)));
        if (notifiedOn > asOf) continue;
        const dueOn = addDays(notifiedOn, draw.pick([15, 20, 30]));
        const doneOn = draw.chance(0.92)
          ? addDays(
              dueOn,
              draw.weighted([
                [draw.int(-12, 0), 80],
                [draw.int(1, 15), 20]
              ])
            )
          : null;
        const done = doneOn && doneOn >= notifiedOn && doneOn <= asOf ? doneOn : null;
        rectifications.push({
          id: `ZG${year}-${String(index + 1).padStart(2, "0")}`,
          unit: draw.chance(0.2) ? poor : draw.pick(rated).id,
          item: draw.pick(ITEMS),
          notifiedOn: earlier(notifiedOn, asOf),
          dueOn,
          doneOn: done,
          outcome: done
            ? draw.weighted([
                ["满意", 8],
                ["不满意", 1],
                ["未回访", 1]
              ])
            : null
        });
      }
    }
  }
}
