import {expect, test} from "vitest";
import {changeText} from "../../cli/ruleChangeText.ts";
import type {RuleChange} from "../../scoring/revision.ts";

const change: RuleChange = {
  rule: "R2",
  title: "宣传",
  aspect: "values",
  since: null,
  before: "市级0.1，省级0.2",
  after: "市级0.1，省级0.2，国家级0.4",
  clause: null
};

test("a list of tiers says what came in, what went, or what is another, and what it can say no shorter as a whole", () => {
  const said = (before: string, after: string) => changeText({...change, before, after});
  expect(changeText(change)).toBe("制度：R2 宣传的分值增加“国家级0.4”");
  expect(said(change.after!, change.before!)).toBe("制度：R2 宣传的分值去掉“国家级0.4”");
  expect(said("第1至2项每项0.5，第3项起每项0.2", "第1至2项每项0.5，第3项起每项0.3")).toBe(
    "制度：R2 宣传的分值由“第3项起每项0.2”改为“第3项起每项0.3”"
  );
  expect(said("市级0.1，省级0.2", "省级0.2，市级0.1")).toBe(
    "制度：R2 宣传的分值由“市级0.1，省级0.2”改为“省级0.2，市级0.1”"
  );
  expect(said("市级0.1，省级0.2；自 2025-07-01 起市级0.1，省级0.3", "市级0.1，省级0.2")).toBe(
    "制度：R2 宣传的分值由“市级0.1，省级0.2；自 2025-07-01 起市级0.1，省级0.3”改为“市级0.1，省级0.2”"
  );
});
