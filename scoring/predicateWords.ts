import type {DayFact, DayOp, Fact, FreeFact, Predicate} from "./predicate.ts";

/** What the office calls each fact. */
export const FACT_TITLES: Readonly<Record<Fact | FreeFact | DayFact, string>> = {
  level: "级别",
  employment: "用工方式",
  degree: "学位",
  title: "职称",
  recognised: "是否认定",
  role: "承担角色",
  aspect: "考评方面",
  verdict: "考评结论",
  outlet: "媒体名称",
  event_on: "发生日期",
  applied_on: "申报日期",
  reviewed_on: "审核日期",
  signed_on: "签批日期"
};

const DAY_WORDS: Readonly<Record<DayOp, string>> = {
  ">=": "不早于",
  "<=": "不晚于",
  "<": "早于",
  ">": "晚于",
  "=": "为",
  "<>": "不是"
};

/** Returns the predicate in words. */
export function describePredicate(predicate: Predicate): string {
  if (predicate.kind === "present") return `${FACT_TITLES[predicate.field]}已填`;
  if (predicate.kind === "day") {
    return `${FACT_TITLES[predicate.field]}${DAY_WORDS[predicate.op]}${predicate.days.join("、")}`;
  }
  if (predicate.kind === "in") {
    const {field, codes} = predicate;
    return codes.length ? `${FACT_TITLES[field]}为${codes.join("、")}` : `${FACT_TITLES[field]}没有合条件的取值`;
  }
  const parts = predicate.of.map(part =>
    "of" in part && part.kind !== predicate.kind ? `（${describePredicate(part)}）` : describePredicate(part)
  );
  return parts.join(predicate.kind === "all" ? "，且" : "，或");
}
