import {describe, expect, test} from "vitest";
import {BASE, dated, meeting, warningsOf, withLimits} from "./sound.ts";

const WHEN_1 = "    when: [employment, is, 全职]\n";
const KEY_1 = "    key: [person_id]\n    across: all\n";
const EARN_1 = `    earn: [{from: 1, to: 2, each: "0.5"}, {from: 3, each: "0.2"}]\n`;
const CAPS_1 = `    caps: [{max: "2"}]\n`;
const WHEN_2 = "    when: [level, at_least, 市级]\n";
const KEY_2 = "    key: [article_id, outlet]\n";
const EARN_2 = `    earn: {by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}\n`;
const CAPS_2 = `    caps: [{max: "1"}]\n`;
const BY_DAY = "2024-08-01, transition: by_event_date";
const NEXT = "2024-08-01, transition: next_year";
const WHOLE = "2025-08-01, transition: whole_year_new";

const NUMBERED = "此前已到封顶";
const POOLED = "此前已到合计封顶";
const NEVER = "这个封顶永远达不到";
const FIRST = "这个封顶永远用不到：合计封顶先到";
const TOGETHER = "这个合计封顶永远达不到：各规则的封顶加起来也不到";

/** The policy with other words in the place of some of its own. */
function changed(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the policy does not say: ${from}`);
    return text.replace(from, () => to);
  }, BASE);
}

/** A value, and others from a day on. */
function turning(first: string, ...later: readonly (readonly [value: string, from: string])[]): string {
  return dated(
    `from: 2024-03-01, value: ${first}, cite: hire`,
    ...later.map(([value, from]) => `from: ${from}, value: ${value}, cite: press`)
  );
}

/** What the check says to be out of reach, behind the words that it points at. */
const dead = (text: string): string[] => warningsOf(text).filter(line => line.includes("永远"));

describe("a step", () => {
  const third = (why: string) => `{from: 3: 第 3 项起永远用不到：${why}`;
  const caps = (value: string): readonly [string, string] => [CAPS_1, `    caps: ${value}\n`];
  const max = (points: string): string => `[{max: "${points}"}]`;
  const earn = (value: string): readonly [string, string] => [EARN_1, `    earn: ${value}\n`];
  const STEPS = `[{from: 1, to: 2, each: "0.5"}, {from: 3, each: "0.2"}]`;

  test("is dead where the cap is full by then, to the thousandth", () => {
    expect(dead(changed(caps(max("1"))))).toEqual([third(NUMBERED)]);
    expect(dead(changed(caps(max("1.001"))))).toEqual([]);
    expect(dead(changed([CAPS_1, ""]))).toEqual([]);
    expect(dead(changed(caps(max("0"))))).toEqual([third(NUMBERED)]);
  });

  test("finds none by a cheap worth of a time when nothing can be filed", () => {
    const nobody = "{all: [[employment, is, 全职], [employment, is, 柔性]]}";
    const open = "[employment, is, 全职]";
    const after = "2024-10-01, transition: by_event_date";
    const when = [WHEN_1, `    when: ${turning(open, [nobody, BY_DAY], [open, after])}\n`] as const;
    const cheap = earn(turning(`[{from: 1, each: "0.5"}]`, [`[{from: 1, each: "0"}]`, BY_DAY], [STEPS, after]));
    expect(dead(changed(when, cheap, caps(max("0.9")))).slice(1)).toEqual([third(NUMBERED)]);
  });

  test("may find room under a cap that was lower when the first items came", () => {
    expect(dead(changed(caps(turning(max("0.5"), [max("0.9"), BY_DAY]))))).toEqual([]);
    expect(dead(changed(caps(turning(max("0.9"), [max("0.9"), BY_DAY]))))).toEqual([third(NUMBERED)]);
    expect(dead(changed(caps(turning(max("0.9"), [max("0.5"), BY_DAY]))))).toEqual([third(NUMBERED)]);
  });

  test("finds none where the cap is another in another year", () => {
    expect(dead(changed(caps(turning(max("0.5"), [max("0.9"), NEXT]))))).toEqual([third(NUMBERED)]);
    expect(dead(changed(caps(turning(max("0.5"), [max("0.9"), WHOLE]))))).toEqual([third(NUMBERED)]);
    expect(dead(changed(caps(turning(max("0.5"), [max("1.2"), NEXT]))))).toEqual([]);
  });

  test("may find room where the first items came when they were worth less", () => {
    const cheap = `[{from: 1, each: "0.1"}]`;
    const low = caps(max("0.9"));
    expect(dead(changed(earn(turning(cheap, [STEPS, BY_DAY])), low))).toEqual([]);
    expect(dead(changed(earn(turning(cheap, [STEPS, NEXT])), low))).toEqual([third(NUMBERED)]);
    expect(dead(changed(earn(turning(STEPS, [STEPS, BY_DAY])), low))).toEqual([third(NUMBERED), third(NUMBERED)]);
  });

  test("may find room where the first items were worth by their code, perhaps nothing", () => {
    const by = `{by: level, each: {县级: "0.5", 市级: "0.5", 省级: "0.5", 国家级: "0.5"}}`;
    const words = by.replace(`, 国家级: "0.5"`, "");
    const until = [WHEN_1, `    to: 2024-06-01\n${WHEN_1}`] as const;
    expect(dead(changed(earn(turning(by, [STEPS, BY_DAY])), caps(max("0.9"))))).toEqual([]);
    expect(words).not.toBe(by);
    expect(dead(changed(earn(words), caps(max("0.9")), until))).toEqual([]);
  });

  test("of several together counts them once", () => {
    const once = `[{from: 1, to: 2, once: "0.5"}, {from: 3, each: "0.2"}]`;
    expect(dead(changed(earn(once), caps(max("0.6"))))).toEqual([]);
    expect(dead(changed(earn(once), caps(max("0.5"))))).toEqual([third(NUMBERED)]);
    const later = turning(`[{from: 1, each: "0.5"}]`, [
      `[{from: 1, to: 2, once: "0.5"}, {from: 3, once: "0.2"}]`,
      BY_DAY
    ]);
    expect(dead(changed(earn(later), caps(max("0.5"))))).toEqual([third(NUMBERED)]);
    expect(dead(changed(earn(later), caps(max("0.6"))))).toEqual([]);
  });

  test("is dead from its change on where that is what nothing can reach", () => {
    const each = `[{from: 1, to: 2, each: "0.5"}, {from: 3, each: ${turning(`"0.2"`, [`"0.3"`, BY_DAY])}}]`;
    const low = caps(turning(max("1.1"), [max("0"), BY_DAY]));
    expect(dead(changed(earn(each), low))).toEqual([`"0.3": 第 3 项起永远用不到：${NUMBERED}`]);
    const once = earn(each.replace(/each(?=: \[)/, "once"));
    expect(dead(changed(once, low))).toEqual([`"0.3": 第 3 项起永远用不到：${NUMBERED}`]);
    expect(dead(changed(earn(each), caps(max("2"))))).toEqual([]);
  });

  test("is told of the whole where its worth hangs on a reading, be the options numbers", () => {
    const numbers = ["{yes: 算, no: 不算}, default: yes", "{1: 算, 2: 不算}, default: 2"] as const;
    const each = earn(STEPS.replace(`"0.2"`, `{reading: own_city, 1: "0.1", 2: "0.2"}`));
    expect(dead(changed(numbers, each, caps(max("1"))))).toEqual([third(NUMBERED)]);
  });

  describe("with words as the key", () => {
    const key = (...parts: string[]) => [KEY_1, `    key: [${parts.join(", ")}]\n    across: unit\n`] as const;
    const when = (value: string) => [WHEN_1, `    when: ${value}\n`] as const;
    const both = "[level, in, [市级, 省级]]";
    const upper = "[level, is, 省级]";
    const second = (items: number) => `{from: 2: 第 2 项起永远用不到：key 至多有 ${items} 种`;
    const TWO = `[{from: 1, each: "0.5"}]`;
    const late = `[{from: 1, to: 1, each: "0.5"}, {from: 2, each: "0.2"}]`;
    const turned = earn(turning(TWO, [late, BY_DAY]));

    test("is dead where there are not so many things", () => {
      expect(dead(changed(key("level"), when(upper), earn(late), [CAPS_1, ""]))).toEqual([second(1)]);
      expect(dead(changed(key("level"), when(both), earn(late), [CAPS_1, ""]))).toEqual([]);
      expect(dead(changed(key("level", "employment"), when(upper), earn(late), [CAPS_1, ""]))).toEqual([]);
      expect(dead(changed(key("level", "event_id"), when(upper), earn(late), [CAPS_1, ""]))).toEqual([]);
    });

    test("counts those of the year that a narrower condition leaves out by then", () => {
      const narrowed = when(turning(both, [upper, BY_DAY]));
      expect(dead(changed(key("level"), narrowed, turned, [CAPS_1, ""]))).toEqual([]);
      expect(dead(changed(key("level"), when(turning(both, [upper, NEXT])), turned, [CAPS_1, ""]))).toEqual([]);
      expect(dead(changed(key("level"), when(upper), turned, [CAPS_1, ""]))).toEqual([second(1)]);
      const nobody = turning("{all: [[level, is, 市级], [level, is, 省级]]}", [upper, BY_DAY]);
      expect(dead(changed(key("level"), when(nobody), turned, [CAPS_1, ""]))).toEqual([
        "{all: [[level: 条件自相矛盾：没有一项申报能满足，这条规则永远不计分",
        second(1)
      ]);
    });

    test("can come after no more cheap ones than there were things", () => {
      const widened = when(turning("[level, is, 市级]", ["[level, in, [市级, 省级, 县级]]", BY_DAY]));
      const last = `[{from: 1, to: 2, each: "0.5"}, {from: 3, each: "0.2"}]`;
      const later = earn(turning(`[{from: 1, each: "0.1"}]`, [last, BY_DAY]));
      const cap = (points: string) => [CAPS_1, `    caps: [{max: "${points}"}]\n`] as const;
      expect(dead(changed(key("level"), widened, later, cap("0.6")))).toEqual([
        `{from: 3: 第 3 项起永远用不到：${NUMBERED}`
      ]);
      expect(dead(changed(key("level"), widened, later, cap("0.601")))).toEqual([]);
    });

    test("counts a thing again where it is the same in another way from a day on", () => {
      const keys = `    key: ${turning("[level]", ["[level, employment]", BY_DAY])}\n    across: unit\n`;
      const full = "{all: [[level, is, 省级], [employment, is, 全职]]}";
      expect(dead(changed([KEY_1, keys], when(full), turned, [CAPS_1, ""]))).toEqual([]);
      const same = keys.replace("[level, employment]", "[level]");
      expect(dead(changed([KEY_1, same], when(full), turned, [CAPS_1, ""]))).toEqual([second(1)]);
      const shared = `${key("level")[1]}    shares_key_with: ${turning("R1", ["words", BY_DAY])}\n`;
      expect(dead(changed([KEY_1, shared], when(full), turned, [CAPS_1, ""]))).toEqual([]);
    });

    test("counts a word that comes into use later, where no condition keeps it out", () => {
      const five = `[{from: 1, to: 3, each: "0.5"}, {from: 4, each: "0.2"}]`;
      const until = [WHEN_2, `    to: 2024-05-01\n${WHEN_1}`] as const;
      const steps = [EARN_2, `    earn: ${five}\n`] as const;
      const level = [KEY_2, "    key: [level]\n"] as const;
      expect(dead(changed(until, level, steps, [CAPS_2, ""]))).toEqual([]);
      const kept = [WHEN_2, `    to: 2024-05-01\n    when: [level, at_least, 县级]\n`] as const;
      expect(dead(changed(kept, level, steps, [CAPS_2, ""]))).toEqual([
        "{from: 4: 第 4 项起永远用不到：key 至多有 3 种"
      ]);
    });
  });

  describe("under a limit", () => {
    const under = (max: string, ...changes: (readonly [string, string])[]) =>
      dead(changed(...changes, ["score:\n", `limits: [{over: [R1, R2], max: ${max}, cite: hire}]\nscore:\n`])).filter(
        line => line.includes("项起")
      );
    const noCap = [CAPS_1, ""] as const;

    test("is dead where that is full by then", () => {
      expect(under(`"1"`, noCap)).toEqual([third(POOLED)]);
      expect(under(`"1.001"`, noCap)).toEqual([]);
      expect(under("none", noCap)).toEqual([]);
    });

    test("may find room under one that was lower when the first items came", () => {
      expect(under(turning(`"0.4"`, [`"0.9"`, BY_DAY]), noCap)).toEqual([]);
      expect(under(turning(`"0.4"`, [`"0.9"`, NEXT]), noCap)).toEqual([third(POOLED)]);
      expect(under(turning(`"0.9"`, [`"0.4"`, BY_DAY]), noCap)).toEqual([third(POOLED)]);
      expect(under(turning(`"0.9"`, [`"0.9"`, BY_DAY]), noCap)).toEqual([third(POOLED)]);
    });

    test("finds none by a lower one of a time when nothing could be filed", () => {
      const low = turning(`"0.4"`, [`"0.9"`, BY_DAY]);
      const nobody = "{all: [[employment, is, 全职], [employment, is, 柔性]]}";
      const when = [WHEN_1, `    when: ${turning(nobody, ["[employment, is, 全职]", BY_DAY])}\n`] as const;
      expect(under(low, noCap, when)).toEqual([third(POOLED)]);
      const from = [WHEN_1, `    from: 2024-08-01\n${WHEN_1}`] as const;
      expect(under(low, noCap, from)).toEqual([third(POOLED)]);
    });
  });
});

describe("years", () => {
  const low = [CAPS_1, `    caps: [{max: "0.9"}]\n`] as const;
  const OLD = `[{from: 1, each: "0.1"}]`;
  const DEAR = `[{from: 1, each: "0.5"}]`;
  const LAST = `[{from: 1, to: 2, each: "0.5"}, {from: 3, each: "0.2"}]`;
  const after = "2025-08-01, transition: by_event_date";
  const earn = turning(OLD, [DEAR, BY_DAY], [LAST, after]);
  const steps = [EARN_1, `    earn: ${earn}\n`] as const;
  const idle = [`{from: 3: 第 3 项起永远用不到：${NUMBERED}`];

  test("hold the changes of their own days, and what held before", () => {
    expect(dead(changed(steps, low))).toEqual(idle);
    const sooner = turning(OLD, [DEAR, BY_DAY], [LAST, "2024-12-31, transition: by_event_date"]);
    expect(dead(changed([EARN_1, `    earn: ${sooner}\n`], low))).toEqual([]);
    const first = turning(OLD, [DEAR, "2025-01-01"], [LAST, after]);
    expect(dead(changed([EARN_1, `    earn: ${first}\n`], low))).toEqual(idle);
    const second = turning(OLD, [DEAR, "2025-01-02, transition: by_event_date"], [LAST, after]);
    expect(dead(changed([EARN_1, `    earn: ${second}\n`], low))).toEqual([]);
  });

  test("hold their last day, and none before the policy's first", () => {
    const last = turning(DEAR, [LAST, "2024-12-31, transition: by_event_date"]);
    expect(dead(changed([EARN_1, `    earn: ${last}\n`], low))).toEqual(idle);
    const caps = dated(
      `from: 2023-01-01, value: [{max: "0.5"}], cite: hire`,
      `from: 2024-02-01, value: [{max: "0.9"}], cite: press, transition: by_event_date`
    );
    const early = [WHEN_1, `    from: 2023-01-01\n${WHEN_1}`] as const;
    expect(dead(changed(early, [CAPS_1, `    caps: ${caps}\n`]))).toEqual(idle);
  });

  test("hold events of all days where the signature puts a fact in a year", () => {
    const signed = ["place_by: event_on", "place_by: signed_on"] as const;
    expect(dead(changed(steps, low, signed))).toEqual([]);
    const later = turning("event_on", ["signed_on", "2024-05-01, transition: by_event_date"]);
    expect(dead(changed(steps, low, ["place_by: event_on", `place_by: ${later}`]))).toEqual([]);
    const other = "place_by: {reading: part_time, out: event_on, in: signed_on}";
    expect(dead(changed(steps, low, ["place_by: event_on", other]))).toEqual(idle);
  });

  test("begin on the policy's day", () => {
    const july = ["begins: 01-01", "begins: 07-01"] as const;
    const turned = turning(OLD, [LAST, "2024-06-30, transition: by_event_date"]);
    expect(dead(changed([EARN_1, `    earn: ${turned}\n`], low, july))).toEqual([]);
    const onTurn = turning(OLD, [LAST, "2024-07-01"]);
    expect(dead(changed([EARN_1, `    earn: ${onTurn}\n`], low, july))).toEqual(idle);
  });

  test("are cut where a rule begins and ends", () => {
    const twice = turning(OLD, [LAST, BY_DAY]);
    const from = [WHEN_1, `    from: 2024-08-01\n${WHEN_1}`] as const;
    expect(dead(changed([EARN_1, `    earn: ${twice}\n`], low))).toEqual([]);
    expect(dead(changed([EARN_1, `    earn: ${twice}\n`], low, from))).toEqual(idle);
    const within = [WHEN_1, `    from: 2024-09-01\n${WHEN_1}`] as const;
    expect(dead(changed([EARN_1, `    earn: ${twice}\n`], low, within))).toEqual(idle);
    const to = [WHEN_1, `    to: 2024-08-01\n${WHEN_1}`] as const;
    expect(dead(changed([EARN_1, `    earn: ${turning(LAST, [OLD, BY_DAY])}\n`], low, to))).toEqual([
      ...idle,
      "[{from: 1: 这个值永远用不到：R1 自 2024-08-01 起已停止"
    ]);
  });
});

describe("a cap", () => {
  const caps2 = (value: string) => [CAPS_2, `    caps: ${value}\n`] as const;
  const level = [KEY_2, "    key: [level]\n"] as const;
  const when = (value: string) => [WHEN_2, `    when: ${value}\n`] as const;
  const steps = (value: string) => [EARN_2, `    earn: ${value}\n`] as const;
  const pointed = (words: string, why = NEVER) => [`${words}: ${why}`];

  test("is dead where all there can be does not come to it", () => {
    // Three levels of 0.2.
    const three = [level, steps(`[{from: 1, each: "0.2"}]`)] as const;
    expect(dead(changed(...three, caps2(`[{max: "0.601"}]`)))).toEqual(pointed(`{max: "0.601"`));
    expect(dead(changed(...three, caps2(`[{max: "0.6"}]`)))).toEqual([]);
    const ending = [
      steps(`[{from: 1, to: 1, each: "0.3"}, {from: 2, to: 3, each: "0.15"}, {from: 4, each: "0"}]`)
    ] as const;
    expect(dead(changed(...ending, caps2(`[{max: "0.7"}]`)))).toEqual(pointed(`{max: "0.7"`));
    expect(dead(changed(...ending, caps2(`[{max: "0.6"}]`)))).toEqual(
      pointed("{from: 4", "第 4 项起永远用不到：此前已到封顶")
    );
    const once = [steps(`[{from: 1, to: 2, each: "0.3"}, {from: 3, once: "0.2"}]`)] as const;
    expect(dead(changed(...once, caps2(`[{max: "0.801"}]`)))).toEqual(pointed(`{max: "0.801"`));
    expect(dead(changed(...once, caps2(`[{max: "0.8"}]`)))).toEqual([]);
  });

  test("of some codes looks at these alone", () => {
    const two = `[{max: "3", codes: [省级]}, {max: "0.2", codes: [市级]}]`;
    expect(dead(changed(caps2(two)))).toEqual([]);
    const none = EARN_2.replace(`省级: "0.2"`, `省级: "0"`);
    expect(dead(changed(caps2(two), [EARN_2, none]))).toEqual(pointed(`{max: "3"`));
    expect(dead(changed(level, caps2(two.replace('"3"', '"0.7"'))))).toEqual(pointed(`{max: "0.7"`));
    expect(dead(changed(level, caps2(two.replace('"3"', '"0.6"'))))).toEqual([]);
  });

  test("is dead where no claim that meets the condition has its codes, and then says so", () => {
    const upper = when("[level, at_least, 省级]");
    const why = "这个封顶永远用不到：满足条件（when）的申报里没有县级、市级";
    const both = `[{max: "0.3", codes: [省级]}, {max: "0", codes: [县级, 市级]}]`;
    expect(dead(changed(upper, caps2(both)))).toEqual(pointed(`{max: "0"`, why));
    expect(dead(changed(caps2(both)))).toEqual([]);
    const narrowed = when(turning("[level, at_least, 市级]", ["[level, at_least, 省级]", BY_DAY]));
    expect(dead(changed(narrowed, caps2(both)))).toEqual([]);
    const later = both.replace(`"0"`, turning(`"0"`, [`"0.1"`, BY_DAY]));
    expect(dead(changed(narrowed, caps2(later)))).toEqual(pointed(`"0.1"`, why));
  });

  test("of a word that comes into use after the rule has ended is dead", () => {
    const until = [WHEN_2, `    to: 2024-05-01\n    when: [employment, is, 全职]\n`] as const;
    const apart = caps2(`[{max: "0.3", codes: [国家级]}]`);
    expect(dead(changed(until, apart))).toEqual(
      pointed(`{max: "0.3"`, "这个封顶永远用不到：满足条件（when）的申报里没有国家级")
    );
    expect(dead(changed(apart))).toEqual([]);
  });

  test("counts what was earned before in the year", () => {
    const narrowed = when(turning("[level, in, [市级, 省级]]", ["[level, is, 省级]", BY_DAY]));
    const each = steps(`[{from: 1, each: "0.2"}]`);
    const later = (max: string) => caps2(turning("[]", [`[{max: "${max}"}]`, BY_DAY]));
    expect(dead(changed(level, narrowed, each, later("0.4")))).toEqual([]);
    expect(dead(changed(level, narrowed, each, later("0.401")))).toEqual(pointed(`{max: "0.401"`));
    const yearly = caps2(turning("[]", [`[{max: "0.4"}]`, NEXT]));
    const next = when(turning("[level, in, [市级, 省级]]", ["[level, is, 省级]", NEXT]));
    expect(dead(changed(level, next, each, yearly))).toEqual(pointed(`{max: "0.4"`));
  });

  test("counts no more of it than the cap of its time left", () => {
    const each = [steps(`[{from: 1, to: 3, each: "0.2"}, {from: 4, each: "0"}]`)] as const;
    const turned = (max: string) => caps2(`[{max: ${turning(`"0.1"`, [`"${max}"`, BY_DAY])}}]`);
    expect(dead(changed(...each, turned("0.6")))).toEqual([]);
    expect(dead(changed(...each, turned("0.601")))).toEqual(pointed(`"0.601"`));
  });

  test("counts no items of a time when nothing can be filed, and no more than there were things", () => {
    const open = "[level, at_least, 市级]";
    const nobody = "{all: [[level, is, 市级], [level, is, 省级]]}";
    const after = "2024-10-01, transition: by_event_date";
    const small = `[{from: 1, to: 1, each: "0.1"}, {from: 2, each: "0"}]`;
    const dear = turning(small, [`[{from: 1, each: "5"}]`, BY_DAY], [small, after]);
    const high = caps2(`[{max: ${turning(`"0.1"`, [`"9"`, BY_DAY], [`"3"`, after])}}]`);
    const shut = when(turning(open, [nobody, BY_DAY], [open, after]));
    expect(dead(changed(shut, steps(dear), high)).filter(line => line.includes(NEVER))).toEqual(pointed(`"3"`));
    const widened = when(turning("[level, is, 市级]", ["[level, in, [市级, 省级]]", BY_DAY]));
    const falling = steps(turning(`[{from: 1, each: "1"}]`, [`[{from: 1, each: "0.1"}]`, BY_DAY]));
    const late = (max: string) => caps2(turning("[]", [`[{max: "${max}"}]`, BY_DAY]));
    expect(dead(changed(level, widened, falling, late("1.1")))).toEqual([]);
    expect(dead(changed(level, widened, falling, late("1.101")))).toEqual(pointed(`{max: "1.101"`));
  });

  test("is one clause from its first day on, and another from each change on", () => {
    const three = [level, steps(`[{from: 1, each: "0.2"}]`)] as const;
    const max = (first: string, later: string) => caps2(`[{max: ${turning(first, [later, BY_DAY])}}]`);
    expect(dead(changed(...three, max(`"9"`, `"0.5"`)))).toEqual(pointed("{max: [{from: 2024-03-01"));
    expect(dead(changed(...three, max(`"0.5"`, `"9"`)))).toEqual(pointed(`"9"`));
  });

  test("takes dear items before, with no end of them", () => {
    const after = `[{from: 1, each: "0"}]`;
    const turned = steps(turning(`[{from: 1, each: "0.2"}]`, [after, BY_DAY]));
    const cap = (before: string, max: string) => caps2(turning(before, [`[{max: "${max}"}]`, BY_DAY]));
    expect(dead(changed(turned, cap("[]", "9")))).toEqual([]);
    expect(dead(changed(turned, cap(`[{max: "3"}]`, "3")))).toEqual([]);
    expect(dead(changed(turned, cap(`[{max: "3"}]`, "3.001")))).toEqual(pointed(`{max: "3.001"`));
  });

  test("over some codes goes on beside steps, which are not of them", () => {
    const by = `{by: level, each: {县级: "0.2", 市级: "0.2", 省级: "0.2", 国家级: "0.2"}}`;
    const turned = steps(turning(by, [`[{from: 1, each: "0.2"}]`, BY_DAY]));
    const cap = caps2(turning(`[{max: "0.6", codes: [市级]}]`, ["[]", BY_DAY]));
    expect(dead(changed(turned, cap))).toEqual([]);
  });

  describe("under a limit", () => {
    const under = (max: string, ...changes: (readonly [string, string])[]) =>
      dead(changed(...changes, ["score:\n", `limits: [{over: [R1, R2], max: ${max}, cite: hire}]\nscore:\n`]));
    const late = (max: string) => [CAPS_1, `    caps: [{max: ${turning(`"0.4"`, [`"${max}"`, BY_DAY])}}]\n`] as const;

    test("is dead where that comes first", () => {
      expect(under(`"1.9"`)).toEqual(pointed(`{max: "2"`, FIRST));
      expect(under(`"2"`)).toEqual([]);
      expect(under("none")).toEqual([]);
    });

    test("is alive where a unit may lose points under a low limit and earn on under a higher one", () => {
      expect(under(turning(`"1.1"`, [`"1.9"`, BY_DAY]))).toEqual([]);
      expect(under(turning(`"1.1"`, [`"1.9"`, NEXT]))).toEqual(pointed(`{max: "2"`, FIRST));
      expect(under(turning(`"1.9"`, [`"1.1"`, BY_DAY]))).toEqual(pointed(`{max: "2"`, FIRST));
      expect(under(turning(`"1.9"`, [`"1.9"`, BY_DAY]))).toEqual(pointed(`{max: "2"`, FIRST));
    });

    test("is alive where what it leaves of a rule is filled under a later limit", () => {
      const twice = [CAPS_1, `    caps: ${turning(`[{max: "2"}]`, [`[{max: "2.2"}]`, BY_DAY])}\n`] as const;
      expect(under(turning(`"1.1"`, [`"1.9"`, BY_DAY]), twice)).toEqual([]);
      const third = [`"1.1"`, "2024-10-01, transition: by_event_date"] as const;
      expect(under(turning(`"1.1"`, [`"1.9"`, BY_DAY], third), twice)).toEqual([]);
    });

    test("is alive from its own change on for the same reason, and dead where the limit was never lower", () => {
      expect(under(turning(`"0.6"`, [`"1.9"`, BY_DAY]), late("2"))).toEqual([]);
      expect(under(`"1.9"`, late("2"))).toEqual(pointed(`"2"`, FIRST));
    });
  });
});

describe("a limit", () => {
  const limits = (max: string, more = "", change: (text: string) => string = text => text) =>
    dead(
      change(withLimits(`[{over: [R1, R2${more && ", R3"}], max: ${max}, cite: hire}]`, more && meeting("R3", more)))
    ).filter(line => line.includes("合计封顶永远"));
  const capped = (max: string, until = "2024-08-01") => `    caps: [{max: "${max}"}]\n    to: ${until}\n`;

  test("that holds from a later day counts what a rule earned before its end", () => {
    const later = turning("none", [`"3.5"`, BY_DAY]);
    expect(limits(later, capped("1"))).toEqual([]);
    expect(limits(later, capped("0.5"))).toEqual([]);
    expect(limits(later, capped("0.499"))).toEqual([`"3.5": ${TOGETHER}`]);
    expect(limits(later, capped("1", "2024-05-01"))).toEqual([]);
  });

  test("counts nothing of another year", () => {
    expect(limits(turning("none", [`"3.5"`, NEXT]), capped("1"))).toEqual([`"3.5": ${TOGETHER}`]);
    expect(limits(turning("none", [`"3"`, NEXT]), capped("1"))).toEqual([]);
  });

  test("counts no more of it than the limit of its time left", () => {
    expect(limits(turning(`"0.4"`, [`"3.5"`, BY_DAY]), capped("1"))).toEqual([`"3.5": ${TOGETHER}`]);
    expect(limits(turning(`"0.5"`, [`"3.5"`, BY_DAY]), capped("1"))).toEqual([]);
    expect(limits(turning(`"0.4"`, [`"3.4"`, BY_DAY]), capped("1"))).toEqual([]);
    const thrice = turning(`"2"`, [`"0.1"`, "2024-05-01, transition: by_event_date"], [`"3.5"`, BY_DAY]);
    expect(limits(thrice, capped("1"))).toEqual([]);
  });

  test("counts what is earned in its time alone beside what the limits before left", () => {
    const none = (text: string): string =>
      text.replace(EARN_1, `    earn: ${turning(`[{from: 1, each: "0.5"}]`, [`[{from: 1, each: "0"}]`, BY_DAY])}\n`);
    expect(limits(turning(`"0.4"`, [`"1.4"`, BY_DAY]), "", none)).toEqual([]);
    expect(limits(turning(`"0.4"`, [`"1.401"`, BY_DAY]), "", none)).toEqual([`"1.401": ${TOGETHER}`]);
  });

  test("counts nothing of a rule that ended with the year before", () => {
    const later = turning("none", [`"3.5"`, "2025-01-01"]);
    expect(limits(later, capped("1", "2025-01-01"))).toEqual([`"3.5": ${TOGETHER}`]);
    expect(limits(later, capped("1", "2025-01-02"))).toEqual([]);
  });

  test("counts a cap once, in whatever order its codes are written", () => {
    const list = (codes: string) => `[{max: "0.3", codes: [县级, 市级]}, {max: "0.4", codes: [${codes}]}]`;
    const parts = (text: string): string =>
      text.replace(CAPS_2, `    caps: ${turning(list("省级, 国家级"), [list("国家级, 省级"), BY_DAY])}\n`);
    expect(limits(`"2.7"`, "", parts)).toEqual([]);
    expect(limits(`"2.701"`, "", parts)).toEqual([`"2.701": ${TOGETHER}`]);
  });

  test("is not held against rules that have all ended, nor to what has come into force since", () => {
    const ended = (text: string): string =>
      text.replace(WHEN_1, `    to: 2024-08-01\n${WHEN_1}`).replace(WHEN_2, `    to: 2024-08-01\n${WHEN_2}`);
    expect(limits(turning("none", [`"9"`, BY_DAY]), "", ended)).toEqual([]);
    expect(limits(turning(`"9"`, ["none", BY_DAY]), "", ended)).toEqual([`"9": ${TOGETHER}`]);
    const from = `    caps: [{max: "1"}]\n    from: 2024-08-01\n`;
    expect(limits(turning(`"3.5"`, [`"3.6"`, BY_DAY]), from)).toEqual([`"3.5": ${TOGETHER}`]);
  });

  test("counts the items of before for the numbers of those after", () => {
    const words = (text: string): string =>
      text
        .replace(KEY_2, "    key: [level]\n")
        .replace(WHEN_2, `    when: ${turning("[level, is, 市级]", ["[level, is, 省级]", BY_DAY])}\n`)
        .replace(EARN_2, `    earn: [{from: 1, to: 1, each: "0"}, {from: 2, each: "0.5"}]\n`);
    expect(limits(turning("none", [`"2.5"`, BY_DAY]), "", words)).toEqual([]);
    expect(limits(turning("none", [`"2.501"`, BY_DAY]), "", words)).toEqual([`"2.501": ${TOGETHER}`]);
  });

  test("adds up the caps of codes and what is under none of them", () => {
    const parts = (text: string): string =>
      text.replace(CAPS_2, `    caps: [{max: "0.3", codes: [市级]}, {max: "0.4", codes: [省级, 国家级]}]\n`);
    expect(limits(`"2.7"`, "", parts)).toEqual([]);
    expect(limits(`"2.701"`, "", parts)).toEqual([`"2.701": ${TOGETHER}`]);
    const free = (text: string): string => parts(text).replace("codes: [省级, 国家级]", "codes: [省级]");
    expect(limits(`"9"`, "", free)).toEqual([]);
    const none = (text: string): string => free(text).replace(EARN_2, EARN_2.replace(`"0.4"`, `"0"`));
    expect(limits(`"2.701"`, "", none)).toEqual([`"2.701": ${TOGETHER}`]);
  });
});

describe("a condition", () => {
  const why = "条件自相矛盾：没有一项申报能满足，这条规则永远不计分";
  const NOBODY = "{all: [[employment, is, 全职], [employment, is, 柔性]]}";
  const when = (value: string) => [WHEN_1, `    when: ${value}\n`] as const;

  test("that nobody meets is dead, and nothing more is said of its rule", () => {
    const low = [CAPS_1, `    caps: [{max: "1"}]\n`] as const;
    expect(dead(changed(when(NOBODY), low))).toEqual([`{all: [[employment: ${why}`]);
  });

  test("is looked at by itself from each day on", () => {
    expect(dead(changed(when(turning("[employment, is, 全职]", [NOBODY, BY_DAY]))))).toEqual([
      `{all: [[employment: ${why}`
    ]);
  });

  test("of a rule that has ended by then is not looked at", () => {
    const ended = turning("[employment, is, 全职]", [NOBODY, BY_DAY]);
    const to = (day: string) => [WHEN_1, `    to: ${day}\n    when: ${ended}\n`] as const;
    expect(dead(changed(to("2024-08-01")))).toEqual([
      "{all: [[employment: 这个值永远用不到：R1 自 2024-08-01 起已停止"
    ]);
    expect(dead(changed(to("2024-08-02")))).toEqual([`{all: [[employment: ${why}`]);
  });
});
