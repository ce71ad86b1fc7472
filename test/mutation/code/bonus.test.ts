import {describe, expect, test} from "vitest";
import {touchesAll} from "../../../scoring/bonus.ts";
import {BASE, dated, faultsOf, meeting, read, warningsOf, withLimits} from "./sound.ts";

const PLACE = "place_by: event_on";
const SCOPE = "scope: claim";
const BY_DAY = "transition: by_event_date";

const whole = (words: string, later: string): string => BASE.replace(words, () => later);
const placed = (value: string): string => whole(PLACE, `place_by: ${value}`);
const scoped = (value: string): string => whole(SCOPE, `scope: ${value}`);
const usual = (changes: Record<string, string> = {}) =>
  new Map(Object.entries({part_time: "out", own_city: "yes", ...changes}));

describe("the date by which a fact is put in a year", () => {
  const by = (value: string, day: string, options: Record<string, string> = {}) =>
    read(placed(value)).bonus!.placeBy(usual(options), day);

  test("is that of the event or that of the signature", () => {
    expect([by("event_on", "2024-05-01"), by("signed_on", "2024-05-01")]).toEqual(["event_on", "signed_on"]);
    expect(faultsOf(placed("assess_year"))).toEqual([
      "assess_year: 没有这个归年办法：“assess_year”，可用的有：event_on、signed_on"
    ]);
  });

  test("may hang on a reading, on which then every rule hangs", () => {
    const value = "{reading: part_time, out: event_on, in: signed_on}";
    const option = (part_time: string) => by(value, "2024-05-01", {part_time});
    expect([option("out"), option("in")]).toEqual(["event_on", "signed_on"]);
    expect(read(placed(value)).bonus!.globalReadings).toEqual(["part_time"]);
    expect(faultsOf(placed("{reading: part_time, out: event_on, in: signed}"))).toEqual([
      "signed: 没有这个归年办法：“signed”，是不是“signed_on”？"
    ]);
  });

  test("may change with the day of the event, or with the first day of a year", () => {
    const later = (more: string) => dated("from: 2024-03-01, value: event_on, cite: sign", more);
    const daily = later(`from: 2024-08-01, value: signed_on, cite: sign, ${BY_DAY}`);
    expect(["2024-07-31", "2024-08-01"].map(day => by(daily, day))).toEqual(["event_on", "signed_on"]);
    const yearly = later("from: 2025-01-01, value: signed_on, cite: sign");
    expect(["2024-12-31", "2025-01-01"].map(day => by(yearly, day))).toEqual(["event_on", "signed_on"]);
    expect(faultsOf(placed(yearly.replace("signed_on", "signed")))).toEqual([
      "signed: 没有这个归年办法：“signed”，是不是“signed_on”？"
    ]);
  });

  test("has to be said", () => {
    expect(faultsOf(BASE.replace(/^year: .*\n/m, ""))).toEqual(["hengcai: 1: 缺少必填的键：“year”"]);
  });
});

describe("what a revocation voids", () => {
  const of = (value: string, day: string, options: Record<string, string> = {}) =>
    read(scoped(value)).bonus!.voidScope(usual(options), day);

  test("is the claim or the unit's year", () => {
    expect([of("claim", "2024-05-01"), of("unit_year", "2024-05-01")]).toEqual(["claim", "unit_year"]);
    expect(read(BASE).bonus!.grounds).toEqual(["虚报"]);
    expect(faultsOf(scoped("unit"))).toEqual(["unit: 没有这个范围：“unit”，是不是“unit_year”？"]);
  });

  test("has to be said, and is said to be missing once", () => {
    expect(faultsOf(BASE.replace(", scope: claim", ""))).toEqual(["{cite: sign: 缺少必填的键：“scope”"]);
    expect(faultsOf(scoped("null"))).toEqual(["scope: null: “scope”不能为空"]);
  });

  test("may hang on a reading, on which then every rule hangs", () => {
    const value = "{reading: own_city, yes: claim, no: unit_year}";
    const option = (own_city: string) => of(value, "2024-05-01", {own_city});
    expect([option("yes"), option("no")]).toEqual(["claim", "unit_year"]);
    expect(read(scoped(value)).bonus!.globalReadings).toEqual(["own_city"]);
    expect(faultsOf(scoped("{reading: own_city, yes: claim, no: unit}"))).toEqual([
      "unit: 没有这个范围：“unit”，是不是“unit_year”？"
    ]);
  });

  test("may change with the day of the event", () => {
    const value = dated(
      "from: 2024-03-01, value: claim, cite: sign",
      `from: 2024-08-01, value: unit_year, cite: sign, ${BY_DAY}`
    );
    expect(["2024-07-31", "2024-08-01"].map(day => of(value, day))).toEqual(["claim", "unit_year"]);
    expect(faultsOf(scoped(value.replace("unit_year", "unit")))).toEqual([
      "unit: 没有这个范围：“unit”，是不是“unit_year”？"
    ]);
  });
});

describe("the stretches between changes of what touches every rule", () => {
  const days = (text: string) =>
    read(text).bonus!.stretches.map(({fromDay, pastDay, day}) => [fromDay, day, pastDay].join(" "));

  test("are one where nothing changes", () => {
    expect(days(BASE)).toEqual([" 2024-03-01 "]);
  });

  test("begin with each change of either, once, in the order of time", () => {
    const place = dated(
      "from: 2024-03-01, value: event_on, cite: sign",
      `from: 2024-08-01, value: signed_on, cite: sign, ${BY_DAY}`,
      "from: 2025-01-01, value: event_on, cite: sign"
    );
    const scope = dated(
      "from: 2024-03-01, value: claim, cite: sign",
      `from: 2024-05-01, value: unit_year, cite: sign, ${BY_DAY}`,
      `from: 2024-08-01, value: claim, cite: sign, ${BY_DAY}`
    );
    expect(days(placed(place).replace(SCOPE, `scope: ${scope}`))).toEqual([
      " 2024-03-01 2024-05-01",
      "2024-05-01 2024-05-01 2024-08-01",
      "2024-08-01 2024-08-01 2025-01-01",
      "2025-01-01 2025-01-01 "
    ]);
  });

  test("are known by their places: nothing else in the two blocks may change", () => {
    const places = [
      ["year", "place_by"],
      ["year", "place_by", "in", 0],
      ["flow", "claim", "revoke", "scope"],
      ["flow", "claim", "revoke", "scope", 1, "value"]
    ];
    expect(places.filter(touchesAll)).toEqual(places);
    const others = [
      ["year"],
      ["year", "begins"],
      ["flow", "claim", "revoke"],
      ["flow", "claim", "revoke", "cite"],
      ["flow", "claim", "cite", "scope"]
    ];
    expect(others.filter(touchesAll)).toEqual([]);
  });
});

describe("the first day of the year", () => {
  test("is the one that the policy says", () => {
    expect(read(BASE).bonus!.begins).toBe("01-01");
    expect(read(whole("begins: 01-01", "begins: 07-01")).bonus!.begins).toBe("07-01");
  });

  test("is taken for the usual one where there is no such day, so that nothing else is a fault for it", () => {
    const changes = dated(
      "from: 2024-03-01, value: event_on, cite: sign",
      "from: 2025-01-01, value: signed_on, cite: sign"
    );
    expect(faultsOf(placed(changes).replace("begins: 01-01", "begins: 02-30"))).toEqual([
      "02-30: 年度从哪一天起，应写成 07-01 这样的月-日，不是“02-30”"
    ]);
  });
});

describe("a limit that its rules cannot reach together", () => {
  const others = `${meeting("R3")}${meeting("R4", '    caps: [{max: "1"}]\n')}`;
  const dead = (limits: string, change: (text: string) => string = text => text) =>
    warningsOf(change(withLimits(limits, others))).filter(line => line.includes("合计封顶"));
  const over = (max: string, rules = "R1, R2") => `[{over: [${rules}], max: ${max}, cite: hire}]`;
  const never = "这个合计封顶永远达不到：各规则的封顶加起来也不到";

  test("is a doubt at its maximum: the rules' own caps are less", () => {
    expect(dead(over(`"3.5"`))).toEqual([`"3.5": ${never}`]);
    expect(dead(over(`"3"`))).toEqual([]);
    expect(dead(over("none"))).toEqual([]);
    expect(dead(over(`"9"`, "R1, R3"))).toEqual([]);
  });

  test("is named by its own place among several", () => {
    const two = `[{over: [R2, R3], max: "9", cite: hire}, {over: [R1, R4], max: "3.5", cite: press}]`;
    expect(dead(two)).toEqual([`"3.5": ${never}`]);
  });

  test("is looked at where nothing is decided otherwise", () => {
    expect(dead(over(`{reading: part_time, out: "3", in: "3.5"}`))).toEqual([]);
    expect(dead(over(`{reading: part_time, out: "3.5", in: "3"}`))).toEqual([`"3.5": ${never}`]);
  });

  test("is alive where the rules reach it on some day, each until its own end", () => {
    const raised = dated(
      `from: 2024-03-01, value: [{max: "1"}], cite: press`,
      `from: 2024-08-01, value: [{max: "2"}], cite: press, ${BY_DAY}`
    );
    const until = (day: string) =>
      dead(over(`"3.5"`), text =>
        text.replace(`    caps: [{max: "1"}]\n`, () => `    caps: ${raised}\n    to: ${day}\n`)
      );
    expect(until("2024-08-02")).toEqual([]);
    expect(until("2024-08-01")).toEqual([`"3.5": ${never}`]);
  });
});
