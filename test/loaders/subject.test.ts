import {expect, test} from "vitest";
import {normaliseSubject} from "../../loaders/subject.ts";

test.each([
  ["《人才工作》 经验交流", "人才工作经验交流"],
  ["“双招双引”大会，ＡＢＣ！", "双招双引大会abc"],
  ["A—B-C·D（E）[F]", "abcdef"],
  ["2.0 版\n方案", "2.0版方案"],
  ["《》", ""],
  ["", ""]
])("normaliseSubject(%j) is %j", (text, expected) => {
  expect(normaliseSubject(text)).toBe(expected);
});
