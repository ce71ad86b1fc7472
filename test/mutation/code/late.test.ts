import {describe, expect, test} from "vitest";
import {dated, meeting, warningsOf, withLimits} from "./sound.ts";

const BY_DAY = "2024-08-01, transition: by_event_date";
const CAPS_1 = `caps: [{max: "2"}]`;

/** A value, and others from a day on. */
function turning(first: string, ...later: readonly (readonly [value: string, from: string])[]): string {
  return dated(
    `from: 2024-03-01, value: ${first}, cite: hire`,
    ...later.map(([value, from]) => `from: ${from}, value: ${value}, cite: press`)
  );
}

/** A third rule, and a limit over some of the three. */
function limited({over = "[R1, R2]", max = `"2.9"`, more = "", third = ""}): string {
  return withLimits(
    `[{over: ${over}, max: ${max}, cite: hire}]`,
    meeting("R3", `    caps: [{max: "0.2"}]\n${third}`)
  ).replace(CAPS_1, `${CAPS_1}\n${more}`);
}

const told = (text: string): string[] => warningsOf(text).filter(line => line.includes("永远"));

describe("a value that begins to hold when its rule has ended", () => {
  const why = (to: string) => `这个值永远用不到：R1 自 ${to} 起已停止`;
  const ended = (caps: string, to = "2024-08-01", more = "") =>
    told(withLimits("[]").replace(CAPS_1, `caps: ${caps}\n    to: ${to}${more}`));

  test("is told from the day of the end on, and not the day before", () => {
    const late = turning(`[{max: "1.5"}]`, [`[{max: "1.2"}]`, BY_DAY]);
    expect(ended(late, "2024-07-31")).toEqual([`[{max: "1.2": ${why("2024-07-31")}`]);
    expect(ended(late)).toEqual([`[{max: "1.2": ${why("2024-08-01")}`]);
    expect(ended(late, "2024-08-02")).toEqual([]);
  });

  test("is told each by itself, the first never", () => {
    const twice = turning(
      `[{max: "1.5"}]`,
      [`[{max: "1.2"}]`, BY_DAY],
      [`[{max: "1.1"}]`, "2024-09-01, transition: by_event_date"],
      [`[{max: "1.3"}]`, "2025-01-01"]
    );
    expect(ended(twice, "2024-08-15")).toEqual([
      `[{max: "1.1": ${why("2024-08-15")}`,
      `[{max: "1.3": ${why("2024-08-15")}`
    ]);
  });

  test("is told wherever in the rule it stands, once where values stand in it", () => {
    const inside = `[{max: ${turning(`"1.5"`, [`"1.2"`, BY_DAY])}}]`;
    expect(ended(inside)).toEqual([`"1.2": ${why("2024-08-01")}`]);
    const nested = turning(`[{max: "1.5"}]`, [`[{max: ${turning(`"1.2"`, [`"1.1"`, "2025-01-01"])}}]`, BY_DAY]);
    expect(ended(nested)).toEqual([`[{max: [{from: 2024-03-01: ${why("2024-08-01")}`]);
    expect(ended(nested, "2024-09-01")).toEqual([`"1.1": ${why("2024-09-01")}`]);
  });

  test("is told with a whole year too, and not where the year began before the end", () => {
    const next = (transition: string) =>
      turning(`[{max: "1.5"}]`, [`[{max: "1.2"}]`, `2024-08-01, transition: ${transition}`]);
    expect(ended(next("next_year"))).toEqual([`[{max: "1.2": ${why("2024-08-01")}`]);
    expect(ended(next("next_year"), "2025-01-01")).toEqual([`[{max: "1.2": ${why("2025-01-01")}`]);
    expect(ended(next("next_year"), "2025-01-02")).toEqual([]);
    expect(ended(next("whole_year_new"))).toEqual([]);
  });

  test("may still be met where the signature puts an earlier event in a later year", () => {
    const text = withLimits("[]")
      .replace("place_by: event_on", "place_by: signed_on")
      .replace(CAPS_1, `caps: ${turning(`[{max: "1.5"}]`, [`[{max: "1.2"}]`, "2025-01-01"])}\n    to: 2024-08-01`);
    expect(told(text)).toEqual([]);
    const byDay = text.replace("from: 2025-01-01", `from: ${BY_DAY}`);
    expect(told(byDay)).toEqual([`[{max: "1.2": ${why("2024-08-01")}`]);
  });

  test("is not one that another value had replaced before it was used", () => {
    const replaced = turning(
      `[{max: "1.5"}]`,
      [`[{max: "1.2"}]`, BY_DAY],
      [`[{max: "1.1"}]`, "2024-10-01, transition: whole_year_new"]
    );
    expect(ended(replaced, "2024-12-01")).toEqual([]);
    expect(ended(replaced, "2024-07-01")).toEqual([`[{max: "1.2": ${why("2024-07-01")}`]);
  });

  test("is looked for under the option that holds where nothing is decided otherwise", () => {
    const late = turning(`[{max: "1.5"}]`, [`[{max: "1.2"}]`, BY_DAY]);
    expect(ended(`{reading: part_time, out: ${late}, in: [{max: "1.7"}]}`)).toEqual([
      `[{max: "1.2": ${why("2024-08-01")}`
    ]);
    expect(ended(`{reading: part_time, out: [{max: "1.7"}], in: ${late}}`)).toEqual([]);
  });

  test("is none where the rule goes on", () => {
    expect(
      told(withLimits("[]").replace(CAPS_1, `caps: ${turning(`[{max: "1.5"}]`, [`[{max: "1.2"}]`, BY_DAY])}`))
    ).toEqual([]);
  });
});

describe("a value of a limit that begins to hold when its rules have ended", () => {
  const until = (day: string) => `    to: ${day}\n`;
  const why = (rules: string) => `这个值永远用不到：${rules} 都已停止`;
  const max = turning(`"2.1"`, [`"2.05"`, BY_DAY]);

  test("is told where all of them have", () => {
    const both = {over: "[R1, R3]", max, more: until("2024-08-01")};
    expect(told(limited({...both, third: until("2024-07-01")}))).toEqual([`"2.05": ${why("R1、R3")}`]);
    expect(told(limited({...both, third: until("2024-08-01")}))).toEqual([`"2.05": ${why("R1、R3")}`]);
    expect(told(limited({...both, third: until("2024-08-02")}))).toEqual([]);
    expect(told(limited(both))).toEqual([]);
  });

  test("is not one that another value had replaced before it was used, while one of them goes on", () => {
    const high = turning(`"2.1"`, [`"2.05"`, BY_DAY], [`"2.02"`, "2024-10-01, transition: whole_year_new"]);
    const replaced = (third: string) =>
      told(limited({over: "[R1, R3]", max: high, more: until("2024-07-01"), third})).filter(one =>
        one.includes("停止")
      );
    expect(replaced(until("2024-07-01"))).toEqual([`"2.05": ${why("R1、R3")}`]);
    expect(replaced(until("2024-08-02"))).toEqual([]);
    expect(replaced("")).toEqual([]);
  });

  test("is looked for under the option that holds where nothing is decided otherwise", () => {
    const both = {over: "[R1, R3]", more: until("2024-08-01"), third: until("2024-08-01")};
    const late = (out: string, taken: string) =>
      told(limited({...both, max: `{reading: part_time, out: ${out}, in: ${taken}}`}));
    expect(late(max, `"2.1"`)).toEqual([`"2.05": ${why("R1、R3")}`]);
    expect(late(`"2.1"`, max)).toEqual([]);
  });

  test("may still be met where the signature puts an earlier event in a later year", () => {
    const ended = {over: "[R1, R3]", more: until("2024-08-01"), third: until("2024-08-01")};
    const signed = (from: string) =>
      told(
        limited({...ended, max: turning(`"2.1"`, [`"2.05"`, from])}).replace(
          "place_by: event_on",
          "place_by: signed_on"
        )
      );
    expect(signed("2025-01-01")).toEqual([]);
    expect(signed(BY_DAY)).toEqual([`"2.05": ${why("R1、R3")}`]);
  });

  test("is told of the rules that it is over then, not of others that it was over before", () => {
    const over = turning("[R1, R2, R3]", ["[R1, R3]", "2025-01-01"]);
    const high = turning(`"2.1"`, [`"2.05"`, "2026-01-01"]);
    const ended = {more: until("2024-08-01"), third: until("2024-08-01")};
    expect(told(limited({over, max: high, ...ended}))).toEqual([`[R1: ${why("R1、R3")}`, `"2.05": ${why("R1、R3")}`]);
    const other = turning("[R1, R2, R3]", ["[R1, R2]", "2025-01-01"]);
    expect(told(limited({over: other, max: high, ...ended})).filter(line => line.includes("停止"))).toEqual([]);
  });
});

describe("rules that a limit is put over from a later day on", () => {
  const NEVER = "这个合计封顶永远达不到：各规则的封顶加起来也不到";
  const narrowed = (max: string) => limited({over: turning("[R1, R2, R3]", ["[R2, R3]", "2025-01-01"]), max});

  test("are told where they cannot come to its maximum, which others could", () => {
    expect(told(narrowed(`"1.201"`)).filter(line => !line.includes("合计封顶先到"))).toEqual([
      `[R2: 改为管这几条规则以后，${NEVER}`
    ]);
    expect(told(narrowed(`"1.2"`)).filter(line => line.includes(NEVER))).toEqual([]);
  });

  test("are not told beside the maximum, which says it", () => {
    expect(told(narrowed(`"3.201"`))).toEqual([`"3.201": ${NEVER}`]);
    const later = narrowed(turning(`"2.5"`, [`"2.6"`, "2025-01-01"]));
    expect(told(later)).toEqual([`"2.6": ${NEVER}`]);
  });

  test("are told where one of several maxima is alive by the others alone", () => {
    const later = narrowed(turning(`"2.5"`, [`"2.6"`, "2026-01-01"]));
    expect(told(later)).toEqual([`[R2: 改为管这几条规则以后，${NEVER}`, `"2.6": ${NEVER}`]);
  });

  test("are no clause of their own from the first day on", () => {
    const widened = turning("[R1, R3]", ["[R1, R2, R3]", "2025-01-01"]);
    expect(told(limited({over: widened, max: `"2.5"`}))).toEqual([]);
  });

  test("are alive where one of several maxima can be come to", () => {
    expect(told(narrowed(turning(`"2.5"`, [`"1.2"`, "2026-01-01"])))).toEqual([]);
    expect(told(narrowed(turning(`"2.5"`, ["none", "2025-01-01"])))).toEqual([]);
  });
});
