import fc from "fast-check";
import {expect, test} from "vitest";
import {normaliseSubject} from "../../loaders/subject.ts";

test.each([
  ["《人才工作》 经验交流", "人才工作经验交流"],
  ["“双招双引”大会，ＡＢＣ！", "双招双引大会abc"],
  ["A—B-C·D（E）[F]", "abcdef"],
  ["2.0 版\n方案", "2.0版方案"],
  ["か\u3099、《か》\u3099", "がか\u3099"],
  ["《》", ""],
  ["", ""]
])("normaliseSubject(%j) is %j", (text, expected) => {
  expect(normaliseSubject(text)).toBe(expected);
});

test("normaliseSubject leaves the plain spelling out where it would change nothing", () => {
  const marks = [..."《，：；！？（）“”‘’—–·•・【】〔〕「」 \u3000\u00a0\u2003\u200b\ufeff.…～﹑"];
  const letters = [..."人才大会〇龥azAZ09Ａ９①㎡ﬁ\u3099\u0301々"];
  const text = fc.array(fc.constantFrom(...marks, ...letters), {maxLength: 12}).map(parts => parts.join(""));
  fc.assert(
    fc.property(text, one => {
      // A private letter at the end asks for the plain spelling and stays as it is.
      expect(`${normaliseSubject(one)}\ue000`).toBe(normaliseSubject(`${one}\ue000`));
    })
  );
});
